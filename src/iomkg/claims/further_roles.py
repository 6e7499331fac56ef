"""Roles beside paying, carrying out and joining: who manages another's money, answers for a project, gets a part of its
money; and at an event, who hosts it and who speaks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from iomkg.claims.arguments import arguments
from iomkg.claims.cast import Cast, is_government, is_public
from iomkg.claims.happenings import Happening
from iomkg.claims.party import Party
from iomkg.claims.projects import Project, targets
from iomkg.claims.scene import Scene, Sentence, is_office_by_its_holder
from iomkg.claims.scribe import Scoped, Scribe
from iomkg.lexicon import Hit
from iomkg.model import Mention
from iomkg.namespaces import concept, entity
from iomkg.values import PersonInRole

_UNION: Final = entity("organisation", "eu")
IN_PROJECTS: Final = ("extending", "accountable", "sub-grantee")


def write_in_projects(scene: Scene, scribe: Scribe, cast: Cast, announced: list[Project], who: Sequence[Party]) -> None:
    """Claims on who manages, answers for, or gets a part of the money of each project."""
    for sentence in scene.body_sentences:
        for role in IN_PROJECTS:
            for hit in sentence.cues(role):
                for mention in _argument(scene, sentence, hit):
                    for project in targets(scene, sentence, announced, hit.start):
                        if project.thing and _may_be(scene, cast, role, mention, sentence, hit, project, who):
                            node = _participation(scribe, cast, mention, role, hit)
                            if node:
                                confidence, method = hit.cue.confidence, hit.cue.method
                                scribe.say(
                                    node, "inProject", project.thing, project.span, confidence, method, beside=_cue(hit)
                                )


def write_at_event(scene: Scene, scribe: Scribe, cast: Cast, node: Scoped, event: Happening, alone: bool) -> None:
    """Claims on who hosts an event and whose people speak there; other sentences count where it is the only event."""
    told = [s for s in scene.body_sentences if s is event.sentence or (alone and s.number > event.sentence.number)]
    known: set[tuple[str, object]] = set()
    for sentence in told:
        for role in ("host", "speaker"):
            for hit in sentence.cues(role):
                found = _argument(scene, sentence, hit) if role == "host" else _speakers(scene, sentence, hit)
                for mention in found:
                    key = (role, cast.key(mention))
                    if mention.kind != "body" or key in known:
                        continue
                    known.add(key)
                    part = _participation(scribe, cast, mention, role, hit)
                    if part:
                        scribe.say(
                            part, "inEvent", node, event.cue, hit.cue.confidence, hit.cue.method, beside=_cue(hit)
                        )


def _argument(scene: Scene, sentence: Sentence, hit: Hit) -> tuple[Mention, ...]:
    if scene.is_speech(hit.start):
        return ()
    group = next(iter(arguments(scene, sentence, hit)), None)
    members = group.members if group else ()
    return members[:1] if hit.cue.kind == "through" else members


def _may_be(
    scene: Scene, cast: Cast, role: str, mention: Mention, sentence: Sentence, hit: Hit, project: Project,
    who: Sequence[Party],
) -> bool:  # fmt: skip
    """Whether an actor can have a role in a project, given who pays for it and carries it out."""
    parts = {p.role for p in who if p.project is project and cast.key(p.mention) == cast.key(mention)}
    donors = [p for p in who if p.project is project and p.role == "donor"]
    if mention.kind == "instrument" or "donor" in parts:
        return False
    if role == "accountable":
        return is_public(mention)
    if role == "sub-grantee":
        return mention.kind == "body" and "implementer" not in parts
    embassy = scene.lexicon.pattern("embassies").search(scene.folded, mention.start, mention.end)
    foreign = is_public(mention) and cast.state(mention) not in (None, cast.home_state)
    payers = {cast.key(party.mention) for party in donors}
    own = any(cast.state(party.mention) == cast.state(mention) for party in donors)
    abroad = not own or _UNION in payers  # a state that pays through a body of its own passes nothing on
    passed_on = hit.cue.kind != "through" or (abroad and bool(sentence.cues("donor") or sentence.cues("support")))
    return foreign and passed_on and bool(donors) and not is_government(mention) and not embassy


def _speakers(scene: Scene, sentence: Sentence, hit: Hit) -> Iterator[Mention]:
    """The body whose office-holder stands nearest the cue, if the text names it."""
    people = [m for m in sentence.of_kind("person") if isinstance(m.value, PersonInRole)]
    nearest = min(people, key=lambda m: min(abs(m.start - hit.end), abs(hit.start - m.end)), default=None)
    organisation = nearest.value.organisation if nearest and isinstance(nearest.value, PersonInRole) else None
    for body in scene.mentions:
        if organisation == (body.start, body.end) and body.kind == "body" and not is_office_by_its_holder(body):
            yield body


def _participation(scribe: Scribe, cast: Cast, mention: Mention, role: str, hit: Hit) -> Scoped | None:
    actor = cast.actor(mention)
    if actor is None:
        return None
    span, confidence, method = (mention.start, mention.end), hit.cue.confidence, hit.cue.method
    node = scribe.introduce("participation", mention.text, mention.start)
    scribe.typed(node, "Participation", span, confidence, method)
    scribe.say(node, "participant", actor, span, confidence, method, _cue(hit))
    scribe.say(node, "role", concept("role", role), _cue(hit), confidence, method, beside=span)
    return node


def _cue(hit: Hit) -> tuple[int, int]:
    return hit.start, hit.end
