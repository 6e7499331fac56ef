"""Which payer gives which sum: by the brackets and the order of a sentence that names both."""

from __future__ import annotations

from collections.abc import Sequence

from iomkg.model import Mention


def paired(text: str, sums: Sequence[Mention], payers: Sequence[Mention]) -> dict[int, list[Mention]]:
    """The payers of each sum of a sentence, by where the sum begins; no entry for a sum without a payer beside it.

    A sum in brackets is its neighbour's. The one sum of a sentence is that of all its payers; several sums and
    payers take turns (`A gives X and B Y`, `X from A and Y from B`), and a sum that is left over is nobody's.
    """
    result: dict[int, list[Mention]] = {}
    for money in sums:
        for payer in payers:
            if text[payer.end : money.start].strip() == "(" or text[money.end : payer.start].strip() == "(":
                result[money.start] = [payer]
    given = {id(payer) for found in result.values() for payer in found}
    open_sums = [money for money in sums if money.start not in result]
    rest = [payer for payer in payers if id(payer) not in given]
    if not open_sums or not rest:
        return result
    if len(sums) == 1:
        return {open_sums[0].start: rest}
    return result | _taking_turns(open_sums, rest)


def _taking_turns(sums: Sequence[Mention], payers: Sequence[Mention]) -> dict[int, list[Mention]]:
    """Sums and payers by turns: a sum goes to the payers before it, or after it if a sum comes first."""
    runs: list[tuple[Mention | None, list[Mention]]] = []
    ordered = sorted([*sums, *payers], key=lambda m: m.start)
    sum_first = ordered[0].kind == "money" and ordered[-1].kind != "money"
    for mention in ordered if not sum_first else reversed(ordered):
        if mention.kind == "money":
            before = runs[-1][1] if runs and runs[-1][0] is None else []
            if before:
                runs[-1] = (mention, before)
        elif runs and runs[-1][0] is None:
            runs[-1][1].append(mention)
        else:
            runs.append((None, [mention]))
    return {money.start: sorted(found, key=lambda m: m.start) for money, found in runs if money is not None}
