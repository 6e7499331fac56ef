"""Who pays: the actors beside cues of paying and beside sums, and the projects that payers alone tell apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from iomkg.claims.arguments import arguments
from iomkg.claims.cast import Cast
from iomkg.claims.givers import may_give
from iomkg.claims.groups import Group
from iomkg.claims.party import Party
from iomkg.claims.projects import Project, targets
from iomkg.claims.scene import Scene, Sentence, adjective_beside
from iomkg.lexicon import Hit
from iomkg.model import Mention
from iomkg.values import Government

_NEAR_A_SUM = 90  # characters


def funded_items(scene: Scene, cast: Cast) -> list[Project]:
    """Unnamed things that different donors pay for, each in a sentence of its own: several projects, not one.

    A release that speaks of "the project" anywhere beside them has one project with several donors.
    """
    items: list[tuple[Project, set[object]]] = []
    for sentence in scene.body_sentences:
        for hit in sentence.cues("donor"):
            group = group_for(scene, sentence, hit) if hit.cue.side == "right" else None
            if group is None or sentence.cues("project") or sentence.of_kind("title"):
                continue
            donors = {cast.key(mention) for mention in group.members}
            if all(donors.isdisjoint(others) for _, others in items):
                items.append((Project(sentence.start, sentence.end, own={sentence.number}), donors))
    if len(items) < 2 or len({min(project.own) for project, _ in items}) < len(items):
        return []
    if any(sentence.cues("project") for sentence in scene.body_sentences):
        return []
    return [project for project, _ in items]


def activity_beside(scene: Scene, cast: Cast, announced: list[Project]) -> Project | None:
    """A funded activity told before the first titled project, with payers of its own: a project beside it.

    Only where the titled project has payers too, and not all the same: else the activity is part of it.
    """
    first = min((number for p in announced for number in _named_in(scene, p)), default=0)
    before = [sentence for sentence in scene.sentences if sentence.number < first]
    titled = {key for s in scene.sentences if s.of_kind("title") for key in _payers(scene, cast, s)}
    for sentence in before:
        payers = _payers(scene, cast, sentence) if sentence.cues("activity") and not sentence.cues("project") else set()
        if payers and titled and not payers <= titled:
            return Project(sentence.start, sentence.end, own={s.number for s in before})
    return None


def _named_in(scene: Scene, project: Project) -> list[int]:
    found = [scene.sentence_at(title.start) for title in project.titles]
    return [sentence.number for sentence in found if sentence is not None]


def _payers(scene: Scene, cast: Cast, sentence: Sentence) -> set[object]:
    hits = [*sentence.cues("donor"), *sentence.cues("support")]
    groups = [group for hit in hits if (group := group_for(scene, sentence, hit)) is not None]
    return {cast.key(member) for group in groups for member in group.members}


def group_for(scene: Scene, sentence: Sentence, hit: Hit) -> Group | None:
    """Who stands where a cue of paying wants its payers; None where nobody does."""
    cue = hit.cue
    if cue.kind == "adjective":
        beside = adjective_beside(sentence, hit, scene.language_puts_adjectives_after)
        return Group((beside,)) if beside else None
    for group in arguments(scene, sentence, hit):
        if cue.kind != "state":
            return _with_those_behind_a_channel(scene, sentence, group)
        governments = tuple(takewhile(_is_government_proper, group.members))
        return Group(governments) if governments else None
    return None


def _with_those_behind_a_channel(scene: Scene, sentence: Sentence, group: Group) -> Group:
    """`the Union, via its Trust Fund, and France`: who is joined to a channel is joined to whom it belongs to.

    So is who is joined to the body that another is part of (`the Bureau of the Department of State and Japan`).
    """
    groups = scene.groups(sentence)
    at = groups.index(group) if group in groups else len(groups)
    if at + 1 >= len(groups) or len(groups[at + 1].members) < 2:
        return group
    channel = groups[at + 1]
    words = set(scene.words_between(group.end, channel.start))
    opening = scene.lexicon.list("channels") | scene.lexicon.list("possessives")
    small = scene.lexicon.list("articles") | scene.lexicon.list("of") | scene.after_prepositions
    if not words or not words <= opening | small or not words & (opening | scene.lexicon.list("of")):
        return group
    return replace(group, members=(*group.members, *channel.members[1:]))


def givers_of_sums(scene: Scene, projects: list[Project]) -> Iterator[Party]:
    """Where nobody is said to pay: the state, agency or fund that stands as subject before a sum in its sentence."""
    for sentence in scene.sentences:
        for money in sentence.of_kind("money"):
            for group in scene.groups(sentence):
                near = 0 < money.start - group.end < _NEAR_A_SUM
                givers = [m for m in group.members if may_give(scene, m)]
                if not near or not givers or scene.word_before(group.start) in scene.after_prepositions:
                    continue
                for project in targets(scene, sentence, projects, money.start):
                    for giver in givers:
                        cue = (money.start, money.end)
                        yield Party(giver, "donor", project, cue, 0.66, "donor/beside-sum", sentence.number)
                break


def with_sums_in_brackets(scene: Scene, projects: list[Project]) -> Iterator[Party]:
    """`the Netherlands (EUR 1.4 million)`: an actor with a sum in brackets right behind gives it.

    So does one right before a later sum of its sentence: `Norway gives EUR 2 million and Denmark EUR 1 million`.
    """
    for sentence in scene.sentences:
        for number, money in enumerate(sentence.of_kind("money")):
            for giver in (m for g in scene.groups(sentence) for m in g.members if may_give(scene, m)):
                between = scene.text[giver.end : money.start].strip() if giver.end <= money.start else None
                if between == "(" or (between == "" and number > 0 and _is_subject(scene, giver)):
                    for project in targets(scene, sentence, projects, giver.start):
                        cue = (money.start, money.end)
                        yield Party(giver, "donor", project, cue, 0.78, "donor/sum-in-brackets", sentence.number)


def _is_subject(scene: Scene, mention: Mention) -> bool:
    return scene.word_before(mention.start) not in scene.after_prepositions


def _is_government_proper(mention: Mention) -> bool:
    return mention.kind == "state" and isinstance(mention.value, Government) and mention.value.form == "government"
