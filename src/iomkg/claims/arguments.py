"""Which actors a cue speaks of: those on the side its language puts them, near enough, with nothing between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from iomkg.claims.cast import is_public
from iomkg.claims.groups import Group
from iomkg.claims.scene import PARTS, Scene, Sentence
from iomkg.lexicon import Hit
from iomkg.model import Mention
from iomkg.values import Government

_FAR = 200  # characters
_ORGAN = 50  # characters
_FURTHER = 8  # how many more words a subject may stand away than an actor a preposition stands before


def arguments(scene: Scene, sentence: Sentence, hit: Hit) -> Iterator[Group]:
    """The actors a cue speaks of, on the side its language puts them."""
    groups = scene.groups(sentence)
    if hit.cue.side == "agent":
        agent = _agent(scene, sentence, hit, groups)
        if agent is not None:
            yield agent
    if hit.cue.side in ("right", "either"):
        right = _in_the_line(scene, sentence, hit, groups) or _right(scene, hit, groups)
        if right is not None:
            yield right
            return
    if hit.cue.side in ("left", "either") and not _is_passive(scene, hit, groups):
        left = _left(scene, hit, groups)
        if left is not None:
            yield left


def _in_the_line(scene: Scene, sentence: Sentence, hit: Hit, groups: Sequence[Group]) -> Group | None:
    """All that a line of a list of facts names behind its heading: `Donors: the Union; Norway`."""
    heads = scene.folded[hit.end - 1] == ":" and not re.search(r"\w", scene.folded[sentence.start : hit.start])
    members = tuple(member for group in groups if group.start >= hit.end for member in group.members)
    return Group(members) if heads and members and ";" in scene.folded[hit.end : members[-1].start] else None


def _right(scene: Scene, hit: Hit, groups: Sequence[Group]) -> Group | None:
    for group in groups:
        if group.start < hit.start < group.members[-1].start:  # `IOM and its partner UNICEF`
            group = Group(tuple(member for member in group.members if member.start >= hit.end) or group.members)
        if group.start < hit.start or group.end <= hit.end:
            continue
        gap_text = scene.between(hit.end, group.start)
        gap = re.findall(r"\w[\w'-]*", scene.lexicon.pattern("gathered").sub(" ", gap_text))
        if re.search(r"[;»”]", gap_text) or len(gap) > hit.cue.gap:
            return None
        if scene.sum_between(hit.end, group.start) and scene.governor(group.start) not in scene.lexicon.list(
            "of_words"
        ):
            return None  # `a grant of EUR 2 million to UNHCR`
        if hit.cue.side == "either" and any(scene.is_conjunction(word) for word in gap):
            return None  # `Norway funds it and IOM …`: what follows belongs to the next clause
        if only_where(scene, group.members[0]) and gap:
            continue
        return group
    return None


def _agent(scene: Scene, sentence: Sentence, hit: Hit, groups: Sequence[Group]) -> Group | None:
    """The actor that the next `by` names: `implemented since May in six regions by IOM`; no other cue lies between."""
    endings = scene.lexicon.words.get("participle_endings")
    if endings and not scene.text[hit.start : hit.end].casefold().endswith(tuple(endings)):
        return None
    later = [other.start for other in sentence.hits if other.start >= hit.end and other.cue.role in PARTS]
    end = min([sentence.end, hit.end + _FAR, *later])
    for match in scene.lexicon.pattern("agents").finditer(scene.folded, hit.end, end):
        if match.start() and scene.folded[match.start() - 1].isalnum():
            continue
        if re.search(r"[;:»”]", scene.text[hit.end : match.start()]):
            return None
        for group in groups:
            if group.start >= match.end():
                return group if len(scene.words_between(match.end(), group.start)) <= hit.cue.gap else None
    return None


def _is_passive(scene: Scene, hit: Hit, groups: Sequence[Group]) -> bool:
    """Whether the verb of a giver is a participle whose doer follows: folded, `financé par` begins as `finance`."""
    by = scene.lexicon.pattern("agents").match(scene.folded, hit.end + 1)
    if hit.cue.role != "donor" or by is None:
        return False
    return any(group.start >= by.end() and len(scene.words_between(by.end(), group.start)) <= 1 for group in groups)


def _left(scene: Scene, hit: Hit, groups: Sequence[Group]) -> Group | None:
    """The nearest subject before the cue; else the nearest actor, though a preposition stands before it."""
    nearest: Group | None = None
    passed = False  # whether another actor stands between, whose words do not count
    for group in reversed(groups):
        if group.end > hit.start:
            continue
        gap = scene.words_between(group.end, hit.start)
        if re.search(r"[;:]", scene.between(group.end, hit.start)) or len(gap) > hit.cue.gap + _FURTHER:
            break
        if _is_channel(scene, group):
            passed = True
            continue
        if only_where(scene, group.members[0]) or (hit.cue.kind == "possessed" and group.end == hit.start):
            continue  # the owner of what is said (`the Institute, IOM's partner in the project`)
        if scene.governor(group.start) not in scene.after_prepositions or _is_behind_its_organ(scene, group):
            return group if len(gap) <= hit.cue.gap or passed else None
        if hit.cue.kind == "subject":
            passed = True
            continue
        weakly = hit.cue.kind == "weak" and any(is_public(member) for member in group.members)
        if nearest is None and len(gap) <= hit.cue.gap and not weakly:
            nearest, passed = group, True
    return nearest


def _is_behind_its_organ(scene: Scene, group: Group) -> bool:
    """Whether what acts is an organ of somebody, who acts by it (`the Board of the Bank`, `the people of Japan`)."""
    before = scene.folded[max(0, group.start - _ORGAN) : group.start].rstrip()
    return any(match.end() == len(before) for match in scene.lexicon.pattern("organs_of").finditer(before))


def _is_channel(scene: Scene, group: Group) -> bool:
    """Whether a fund or an office only hands on what its owner gives (`the Union, through its Trust Fund,`)."""
    first = group.members[0]
    handed_on = first.kind == "instrument" or scene.lexicon.pattern("embassies").match(
        scene.folded, first.start, first.end
    )
    return bool(handed_on) and scene.word_before(first.start) in scene.lexicon.list("possessives")


def only_where(scene: Scene, mention: Mention) -> bool:
    """Whether a country's name tells where, not who: `in Niger`, `au Mali`."""
    if mention.kind == "state" and isinstance(mention.value, Government) and mention.value.form == "adjective":
        return True
    if mention.kind != "place":
        return False
    return scene.word_before(mention.start) in scene.lexicon.list("where_words")


def acting(scene: Scene) -> frozenset[tuple[int, int]]:
    """The spans of countries that act rather than tell where: those in a group with a body."""
    return frozenset(
        (member.start, member.end)
        for sentence in scene.sentences
        for group in scene.groups(sentence)
        if any(other.kind == "body" for other in group.members)
        for member in group.members
        if not only_where(scene, member)
    )
