"""Who pays for, carries out or joins a project: the actors beside the cues of those roles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from iomkg.claims import doers, givers, helpers
from iomkg.claims.cast import Cast, is_government, is_public
from iomkg.claims.groups import Group
from iomkg.claims.party import Party
from iomkg.claims.payers import givers_of_sums, group_for, with_sums_in_brackets
from iomkg.claims.predecessors import is_of_a_predecessor
from iomkg.claims.projects import Project, pointed, targets
from iomkg.claims.reconciling import reconciled
from iomkg.claims.scene import Scene, Sentence
from iomkg.lexicon import Hit
from iomkg.model import Mention

_BESIDE = 60  # characters between the words for carrying out and those for doing so jointly


def find(scene: Scene, cast: Cast, projects: list[Project]) -> list[Party]:
    """Every party of every project. Somebody who pays or carries out is not a partner as well."""
    found: list[Party] = []
    for sentence in scene.sentences:
        for hit in sentence.hits:
            if hit.cue.role in ("donor", "support", "implementer", "partner"):
                found.extend(_said(scene, cast, projects, sentence, hit))
    found.extend(_without_their_verb(scene, projects, found))
    found.extend(_project_of(scene, projects))
    found.extend(with_sums_in_brackets(scene, projects))
    found.extend(givers.without_a_verb(scene, projects))
    if not any(party.role in ("donor", "support") for party in found):
        found.extend(givers_of_sums(scene, projects))
    if not any(party.role in ("donor", "support") for party in found):
        found.extend(givers.by_default(scene, cast, projects))
    kept = [p for project in projects for p in reconciled(scene, cast, [f for f in found if f.project is project])]
    kept += doers.by_default(scene, cast, projects, kept)
    kept += helpers.by_default(scene, cast, projects, kept)
    return [*kept, *doers.beside_others(scene, cast, projects, kept)]


def _said(scene: Scene, cast: Cast, projects: list[Project], sentence: Sentence, hit: Hit) -> Iterator[Party]:
    group = group_for(scene, sentence, hit)
    if group is None or is_of_a_predecessor(scene, sentence, hit.start, hit.end):
        return
    for project in targets(scene, sentence, projects, hit.start):
        for mention in group.members:
            role, confidence = _role(scene, cast, sentence, mention, hit, group)
            if role:
                yield Party(
                    mention,
                    role,
                    project,
                    (hit.start, hit.end),
                    confidence,
                    hit.cue.method,
                    sentence.number,
                    in_kind=hit.cue.kind == "in-kind",
                    weak=hit.cue.kind == "weak",
                )


def _without_their_verb(scene: Scene, projects: list[Project], found: list[Party]) -> list[Party]:
    """`Norway pays for the first, Japan for the second`: who stands by a project pointed to does what was said last."""
    more: list[Party] = []
    for sentence in scene.body_sentences:
        told: Party | None = None
        for (start, end), project in pointed(scene, sentence, projects):
            own = [party for party in found if start <= party.cue[0] < end and party.project is project]
            told = max(own, key=lambda p: p.cue, default=told)
            groups = [group for group in scene.groups(sentence) if start <= group.start < end]
            if told is None or own or not groups:
                continue
            more += (replace(told, mention=m, project=project, confidence=0.82) for m in groups[0].members)
    return more


def _role(scene: Scene, cast: Cast, sentence: Sentence, mention: Mention, hit: Hit, group: Group) -> tuple[str, float]:
    """The role a cue gives an actor, and how surely; some actors cannot have some roles."""
    role, confidence = hit.cue.role, hit.cue.confidence
    if role == "partner":
        return _joining(scene, sentence, mention, hit, group)
    if role not in ("donor", "support") and scene.folded[mention.end : mention.end + 2] == "'s":
        return "", 0.0  # only the owner of what is meant (`Tanzania's Port Health Services`)
    if hit.cue.kind == "goods" and not (is_government(mention) or is_public(mention)):
        return "", 0.0  # what an organisation hands over, others may have paid for
    if role == "implementer" and mention.kind == "place" and hit.cue.side == "right":
        return "", 0.0  # `a project of three years in Mali and Niger`: where it works
    if role in ("donor", "support"):
        own = scene.word_before(mention.start) in scene.lexicon.list("possessives")
        return ("", 0.0) if mention.kind == "instrument" and own else (role, confidence)
    if role == "implementer":
        if mention.kind == "instrument":
            return "", 0.0
        if hit.cue.kind == "joint" and any(p.end == hit.end and not p.cue.kind for p in sentence.cues("partner")):
            return "", 0.0  # `run in partnership with`
        if hit.cue.kind == "joint" and (is_government(mention) or cast.is_at_home(mention)):
            return "partner", min(confidence, 0.8)
        if is_government(mention):
            jointly = len(group.members) > 1 and hit.cue.kind != "weak"
            return ("partner", 0.7) if jointly else ("", 0.0)
        if scene.lexicon.pattern("embassies").search(scene.folded, mention.start, mention.end):
            return ("", 0.0)
        if cast.is_at_home(mention):
            return _role_at_home(hit, group, role, confidence)
        return role, confidence
    return role, confidence


def _joining(scene: Scene, sentence: Sentence, mention: Mention, hit: Hit, group: Group) -> tuple[str, float]:
    """A partner, or one of those who carry it out: `executed by the Bureau together with the Commission`.

    A government, by itself or by a ministry, that carries out jointly is a partner all the same.
    """
    distance = len(scene.words_between(hit.end, group.start)) if group.start >= hit.end else 0
    if mention.kind == "place" and (distance > 1 or group.start < hit.start):
        return "", 0.0  # a country that far from the cue tells where (`on the border with Gabon`)
    carried_out = [other for other in sentence.cues("implementer") if other.cue.kind not in ("weak", "launch")]
    beside = any(0 <= hit.start - other.end < _BESIDE or 0 <= other.start - hit.end < 2 for other in carried_out)
    ministry = scene.lexicon.pattern("ministries").search(scene.folded, mention.start, mention.end)
    if hit.cue.kind == "jointly" and beside and not is_government(mention) and not ministry:
        return "implementer", 0.8
    if hit.cue.kind == "lead" and not (is_government(mention) or is_public(mention)):
        return "implementer", 0.7
    return "partner", hit.cue.confidence


def _role_at_home(hit: Hit, group: Group, role: str, confidence: float) -> tuple[str, float]:
    """A body of the state where a project is set: who launches it beside others is a partner of theirs.

    Such a body carries a project out only where the text says so in as many words.
    """
    if hit.cue.kind == "launch" and not all(is_public(member) for member in group.members):
        return ("partner", 0.7)
    return (
        ("", 0.0)
        if hit.cue.kind == "weak" or (hit.cue.side == "left" and hit.cue.kind == "launch")
        else (role, confidence)
    )


def _project_of(scene: Scene, projects: list[Project]) -> Iterator[Party]:
    """`IOM's project`, `the project of the Embassy and IOM`: an organisation's own project is carried out by it."""
    for sentence in scene.sentences:
        groups = scene.groups(sentence)
        for group in groups:
            for title in (t for t in scene.titles if sentence.start <= t.start < sentence.end):
                words = scene.words_between(title.end, group.start) if group.start > title.end else None
                if words is None or len(words) > 2 or not set(words) <= set(scene.lexicon.list("of_words")):
                    continue
                if not words:
                    continue
                for project in targets(scene, sentence, projects, title.start):
                    for mention in group.members:
                        donor = is_government(mention) or is_public(mention)
                        role = "support" if donor else "implementer"
                        yield Party(
                            mention, role, project, (title.start, title.end), 0.7, f"{role}/project-of", sentence.number
                        )
