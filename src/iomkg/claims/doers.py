"""Who carries out a project where the text does not say so: who gets the money for it, who acts, who alone could."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from iomkg.claims.cast import Cast, is_public
from iomkg.claims.groups import Group
from iomkg.claims.party import Party
from iomkg.claims.projects import Project
from iomkg.claims.scene import Scene, Sentence
from iomkg.model import Mention

_BEFORE = 60  # characters in which a verb of speech may stand before its subject
_ARTICLE = 4  # characters between a verb and who says it, or who is thanked
_DENIAL = 12  # characters in which a verb is denied
_NEXT_WORD = re.compile(r"(?:\s*\([^()]*\))?(?:,[^,.;:()]{3,90},)?\s+([a-zß-ÿœ][\w'’-]*)")
_MONEY_ROLES = ("donor", "support")


def by_default(scene: Scene, cast: Cast, projects: Sequence[Project], known: Sequence[Party]) -> Iterator[Party]:
    """Parties for the projects that somebody pays for and nobody is said to carry out, by the best there is to go by.

    Who gets the money comes before who acts in the text, and that before the one organisation here that does such work.
    """
    for project, own in _worth_asking(projects, known):
        if any(party.role == "implementer" for party in own):
            continue
        busy = {cast.key(party.mention) for party in own}
        free = _free(scene, cast, project, busy)
        for name, confidence, fits in _WAYS:
            found = next((group for sentence, group in free if fits(scene, sentence, group)), None)
            if found is not None:
                for mention, number in _members(scene, found):
                    span = (mention.start, mention.end)
                    yield Party(mention, "implementer", project, span, confidence, f"implementer/{name}", number)
                break
        else:
            yield from _only_doer(scene, cast, projects, project, busy)


def beside_others(scene: Scene, cast: Cast, projects: Sequence[Project], known: Sequence[Party]) -> Iterator[Party]:
    """Those named beside somebody who is said to carry a project out, unless as a source or a guest: they do a part."""
    for project, own in _worth_asking(projects, known):
        told = {cast.key(party.mention) for party in own}
        for sentence, group in _free(scene, cast, project, told, _may_work):
            if sentence.headline or sentence.number not in project.sentences or is_earlier(scene, sentence):
                continue
            if scene.is_speech(group.start) or _is_bystander(scene, sentence, group):
                continue
            for mention, number in _members(scene, group):
                if cast.key(mention) not in told:
                    told.add(cast.key(mention))
                    span = (mention.start, mention.end)
                    yield Party(mention, "implementer", project, span, 0.6, "implementer/acts-beside", number)


def _is_bystander(scene: Scene, sentence: Sentence, group: Group) -> bool:
    """Whether a group is only quoted, counts or says something, gets something, hands money on, or was there."""
    before = scene.folded[max(sentence.start, group.start - _BEFORE) : group.start].rstrip()
    patterns = (scene.lexicon.pattern(name) for name in ("sources", "guests_of", "channel_before"))
    quoted = any(match.end() == len(before) for pattern in patterns for match in pattern.finditer(before))
    said = scene.lexicon.pattern("only_says").finditer(before)
    quoted = quoted or any(len(before) - match.end() <= _ARTICLE for match in said)
    following = _NEXT_WORD.match(scene.folded, group.end)
    only = following is not None and _only_stands_by(scene, following.start(1))
    beside = sentence.cues("participant") or sentence.cues("sub-grantee") or sentence.cues("event", "visit")
    return quoted or only or bool(beside)


def is_earlier(scene: Scene, sentence: Sentence) -> bool:
    """Whether a sentence tells of other work, or money, than the project's."""
    patterns = (scene.lexicon.pattern(name) for name in ("earlier_work", "predecessor", "past_sum_before"))
    return any(pattern.search(scene.folded, sentence.start, sentence.end) for pattern in patterns)


def _worth_asking(projects: Sequence[Project], known: Sequence[Party]) -> Iterator[tuple[Project, list[Party]]]:
    """The projects that have a title or a donor, each with its parties."""
    for project in projects:
        own = [party for party in known if party.project is project]
        if project.titles or any(party.role == "donor" for party in own):
            yield project, own


def _free(
    scene: Scene,
    cast: Cast,
    project: Project,
    busy: set[object],
    works: Callable[[Cast, Mention], bool] | None = None,
) -> list[tuple[Sentence, Group]]:
    """The groups of organisations that do such work and have no part yet, those of the project's sentences first."""
    ordered = sorted(scene.sentences, key=lambda s: (s.headline, s.number not in project.sentences, s.number))
    found = []
    for sentence in ordered:
        for group in scene.groups(sentence):
            members = tuple(m for m in group.members if (works or _is_doer)(cast, m) and cast.key(m) not in busy)
            if members:
                found.append((sentence, Group(members)))
    return found


def _is_doer(cast: Cast, mention: Mention) -> bool:
    actor = cast.curated(mention)
    return actor is not None and cast.is_doer(actor)


def _may_work(cast: Cast, mention: Mention) -> bool:
    """Whether a mention is an organisation that does such work, or one not known that is no state's."""
    unknown = mention.kind == "body" and cast.curated(mention) is None and not is_public(mention)
    return _is_doer(cast, mention) or (unknown and len(re.findall(r"[A-ZÀ-Ý]", mention.text)) > 1)


def _members(scene: Scene, group: Group) -> Iterator[tuple[Mention, int]]:
    for mention in group.members:
        sentence = scene.sentence_at(mention.start)
        if sentence is not None:
            yield mention, sentence.number


def _gets_the_money(scene: Scene, sentence: Sentence, group: Group) -> bool:
    """`a grant to IOM`, `octroyés à l'OIM`, `cinco millones recibirá la OIM`."""
    paid = sentence.of_kind("money") or any(sentence.cues(role) for role in _MONEY_ROLES)
    if not paid:
        return False
    before = scene.folded[max(sentence.start, group.start - _BEFORE) : group.start].rstrip()
    return any(match.end() == len(before) for match in scene.lexicon.pattern("money_goes_to").finditer(before))


def acts(scene: Scene, sentence: Sentence, group: Group) -> bool:
    """Whether a group is the subject of a verb that is none of speech or counting, or the agent of a participle."""
    start, end = group.start, group.end
    if scene.is_speech(start) or scene.in_brackets(start):
        return False
    if scene.governor(start) in scene.lexicon.list("agents"):
        return not scene.lexicon.pattern("only_says").search(scene.folded, max(sentence.start, start - 30), start)
    if not may_be_subject(scene, group):
        return False
    following = _NEXT_WORD.match(scene.folded, end)
    if following is None or following.start(1) >= sentence.end:
        return False
    word = following[1]
    if word in scene.lexicon.list("of_a_body"):  # `GID officers`
        return False
    clitic = word in scene.lexicon.list("articles") and scene.folded[end : following.start(1)] == " "
    if clitic:  # `le HCR les distribue`
        return True
    if word in scene.after_prepositions or scene.joins(word) or word in scene.lexicon.list("stops_that_go_on"):
        return False
    return not _only_stands_by(scene, following.start(1))


def _only_stands_by(scene: Scene, verb: int) -> bool:
    """Whether a verb is one of speech, counting or getting, or is denied."""
    verbs = (scene.lexicon.pattern(name) for name in ("only_says", "only_gets"))
    denied = scene.lexicon.pattern("negations").search(scene.folded, verb, verb + _DENIAL)
    return denied is not None or any(pattern.match(scene.folded, verb) for pattern in verbs)


def may_be_subject(scene: Scene, group: Group) -> bool:
    """Whether no preposition, and no word that only lists or compares, stands before a group."""
    before = scene.governor(group.start)
    counted = before.isdigit() or before in scene.lexicon.words["numbers"]
    return not counted and before not in scene.after_prepositions | scene.lexicon.list("not_before_subjects")


_WAYS: tuple[tuple[str, float, Callable[[Scene, Sentence, Group], bool]], ...] = (
    ("gets-the-money", 0.75, _gets_the_money),
    ("acts-here", 0.66, acts),
)


def _only_doer(
    scene: Scene, cast: Cast, projects: Sequence[Project], project: Project, busy: set[object]
) -> Iterator[Party]:
    """The one organisation of the release that does such work, whatever is said of it, be it by its spokesperson."""
    if project.own and len(projects) > 1 and not any(p.titles for p in projects):
        return
    ordered = [m for sentence in [*scene.body_sentences, *scene.sentences] for m in sentence.of_kind("body")]
    doers: dict[object, Mention] = {}
    for mention in ordered:
        before = scene.folded[max(0, mention.start - _BEFORE) : mention.start]
        quoted = any(match.end() == len(before.rstrip()) for match in scene.lexicon.pattern("sources").finditer(before))
        if _is_doer(cast, mention) and not quoted and not scene.in_title(mention.start, mention.end):
            doers.setdefault(cast.key(mention), mention)
    if len(doers) != 1 or doers.keys() & busy:
        return
    mention = next(iter(doers.values()))
    sentence = scene.sentence_at(mention.start)
    span = (mention.start, mention.end)
    yield Party(
        mention, "implementer", project, span, 0.62, "implementer/only-doer", sentence.number if sentence else 0
    )
