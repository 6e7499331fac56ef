"""The fundings of a release: which sum, from whom, for which project, in how far."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from iomkg.claims import wholes
from iomkg.claims.arguments import only_where
from iomkg.claims.cast import Cast
from iomkg.claims.pairing import paired
from iomkg.claims.party import Party
from iomkg.claims.projects import Project, targets
from iomkg.claims.scene import Scene, Sentence
from iomkg.claims.sums import announced, is_whole, likelihood
from iomkg.model import Mention
from iomkg.values import Money

_SURE: Final = 1.0  # the score of a sum beside the word for the project or a cue of its cost
_TOLD: Final = 0.4  # the score of a sum beside which it is told at all what it is for
_SAID_APART: Final = 0.5  # the least score of a sum where a release speaks of one of several projects alone
_OF_A_SUM: Final = ("/gives-sum", "/sum-from")


@dataclass(slots=True)
class Funding:
    """One funding: its projects, its donors, its sum if stated."""

    projects: list[Project]
    donors: list[Party] = field(default_factory=list)
    sum: Mention | None = None
    covers: str = "contribution"
    confidence: float = 0.85
    method: str = "amount/stated"
    stage: str = "announced"
    stage_span: tuple[int, int] | None = None
    instruments: list[Mention] = field(default_factory=list)


@dataclass(slots=True)
class _Stated:
    """A sum that may be a project's: its mention, how likely it is, over several projects or not, and its payers.

    `whole` marks one said to be all the money there is (`in all`).
    """

    mention: Mention
    score: float
    shared: bool
    donors: list[Party]
    sentence: int
    whole: bool = False

    @property
    def value(self) -> Money:
        assert isinstance(self.mention.value, Money)
        return self.mention.value


def fundings(scene: Scene, cast: Cast, projects: Sequence[Project], who: Sequence[Party]) -> list[Funding]:
    """The fundings of all projects: one for each sum with its payers, one for those who pay an unstated sum.

    A sum over several projects is one funding of them all.
    """
    result: list[Funding] = []
    for project in projects:
        donors = [party for party in who if party.project is project and party.role == "donor"]
        own: list[Funding] = []
        without_sum = list(donors)
        for stated in _chosen(cast, _stated(scene, cast, project, projects, donors)):
            paying = {cast.key(party.mention) for party in stated.donors}
            without_sum = [party for party in without_sum if cast.key(party.mention) not in paying]
            joint = next((f for f in result if stated.shared and f.sum is stated.mention), None)
            if joint is not None:
                joint.projects.append(project)
                continue
            whole = not stated.donors or len(stated.donors) == len(donors)
            covers = "total" if whole else "contribution"
            method, confidence = ("amount/stated", 0.85) if stated.score >= _TOLD else ("amount/only-named", 0.6)
            own.append(Funding([project], stated.donors, stated.mention, covers, confidence, method))
        if without_sum:
            own.append(Funding([project], without_sum))
        with_donors = next((funding for funding in own if funding.donors), own[0] if own else None)
        if with_donors is not None:
            with_donors.instruments = _instruments(scene, project, donors)
        result.extend(own)
    for funding in result:
        _stage(scene, funding)
    return result


def _stated(
    scene: Scene, cast: Cast, project: Project, projects: Sequence[Project], donors: Sequence[Party]
) -> list[_Stated]:
    """The sums of a project's sentences, the likeliest first; the same sum stated again counts once."""
    found: dict[tuple[Decimal, str], _Stated] = {}
    totals = {(whole.value.amount, whole.value.currency): whole for whole in wholes.find(scene)}
    within = _sentences_with_its_sum(scene, project)
    for sentence in scene.sentences:
        if sentence.number not in within or (len(projects) == 1 and sentence.cues("several", "")):
            continue  # what several projects get together is none of theirs
        least = _SAID_APART if within is project.own else 0.0
        scores = [(m, _score(scene, sentence, m, totals, least)) for m in sentence.of_kind("money")]
        sums = [
            (mention, score)
            for mention, score in scores
            if score > 0 and project in targets(scene, sentence, list(projects), mention.start)
        ]
        payers = _payers_in(scene, cast, sentence, donors)
        by_sum = paired(scene.text, [mention for mention, _ in sums], [party.mention for party in payers])
        shared = len(projects) > 1 and bool(sentence.cues("several"))
        for mention, score in sums:
            beside = {id(m) for m in by_sum.get(mention.start, ())}
            whole = len(sentence.of_kind("money")) != len(by_sum) or not beside
            whole = whole and is_whole(scene, sentence, mention)
            paid_by = [p for p in payers if id(p.mention) in beside]
            stated = _Stated(mention, score, shared, paid_by, sentence.number, whole)
            known = found.setdefault((stated.value.amount, stated.value.currency), stated)
            if not known.donors and stated.donors:
                known.mention, known.shared, known.donors = mention, shared, stated.donors
                known.sentence = sentence.number
            known.score = max(known.score, score)
    for value, total in totals.items():
        if value in found and len(projects) > 1 and not total.within(project.sentences):
            del found[value]  # what several projects get together
        elif value in found:
            found[value].whole, found[value].donors = True, []
    return sorted(found.values(), key=lambda s: (not s.whole, -s.score))


def _sentences_with_its_sum(scene: Scene, project: Project) -> set[int]:
    """Where a project's sum stands: where the text speaks of it alone, if a sum is announced there."""
    apart = any(announced(scene, sentence) for sentence in scene.sentences if sentence.number in project.own)
    return project.own if apart else project.sentences


def _score(
    scene: Scene, sentence: Sentence, mention: Mention, totals: Container[tuple[Decimal, str]], least: float
) -> float:
    """How likely a sum is a project's: surely where the others stated are its parts."""
    score = likelihood(scene, sentence, mention)
    if least > score and mention in announced(scene, sentence):
        score = least
    value = mention.value
    return max(score, _SURE) if isinstance(value, Money) and (value.amount, value.currency) in totals else score


def _payers_in(scene: Scene, cast: Cast, sentence: Sentence, donors: Sequence[Party]) -> list[Party]:
    """The donors a sentence names, each as it names it; those said to give a sum there, if any are."""
    by_key = {cast.key(party.mention): party for party in donors}
    found: dict[object, Party] = {}
    for group in scene.groups(sentence):
        for mention in group.members:
            party = by_key.get(cast.key(mention))
            if party is None or (only_where(scene, mention) and party.sentence != sentence.number):
                continue
            cue = party.cue if party.sentence == sentence.number else (mention.start, mention.end)
            found.setdefault(cast.key(mention), replace(party, mention=mention, cue=cue))
    here = list(found.values())
    giving = [p for p in here if p.sentence == sentence.number and p.method.endswith(_OF_A_SUM)]
    return giving if giving and len(sentence.of_kind("money")) == 1 else here


def _chosen(cast: Cast, candidates: Sequence[_Stated]) -> list[_Stated]:
    """At most one sum for each payer, and one for the whole project that no contribution exceeds."""
    chosen: list[_Stated] = []
    for stated in candidates:
        if stated.donors:
            taken = {id_ for other in chosen for id_ in _identities(cast, other)}
            total = next((other for other in chosen if not other.donors), None)
            if taken.isdisjoint(_identities(cast, stated)) and (total is None or not _exceeds(stated, total)):
                chosen.append(stated)
        elif all(_is_whole_of(stated, other) or (stated.whole and _exceeds(stated, other)) for other in chosen):
            chosen.append(stated)
    return chosen


def _identities(cast: Cast, stated: _Stated) -> set[object]:
    return {cast.key(party.mention) for party in stated.donors}


def _is_whole_of(total: _Stated, part: _Stated) -> bool:
    """Whether a sum without a payer is the whole of what a payer gives a part of: the same sentence says both."""
    together = total.sentence == part.sentence and bool(part.donors)
    return together and total.score >= _SURE and _exceeds(total, part)


def _exceeds(one: _Stated, other: _Stated) -> bool:
    return one.value.currency == other.value.currency and one.value.amount > other.value.amount


def _instruments(scene: Scene, project: Project, donors: Sequence[Party]) -> list[Mention]:
    paying = {(p.mention.start, p.mention.end) for p in donors if p.payer is None}
    found: dict[str, Mention] = {}
    for sentence in scene.sentences:
        if sentence.number in project.sentences:
            for mention in sentence.of_kind("instrument"):
                if (
                    (mention.start, mention.end) not in paying
                    and mention.candidates
                    and not scene.in_title(mention.start, mention.end)
                ):
                    found.setdefault(mention.candidates[0], mention)
    return list(found.values())


def _stage(scene: Scene, funding: Funding) -> None:
    """A press sum is announced unless the text says that it was signed, pledged or paid."""
    spans = [party.cue for party in funding.donors] + ([(funding.sum.start, funding.sum.end)] if funding.sum else [])
    for span in spans:
        sentence = scene.sentence_at(span[0])
        for hit in sentence.cues("stage") if sentence else []:
            funding.stage, funding.stage_span = hit.cue.kind, (hit.start, hit.end)
            return
