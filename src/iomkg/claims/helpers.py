"""Who takes part in a project by what it is told to do, where the text gives it no part in as many words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from iomkg.claims.cast import Cast, is_public
from iomkg.claims.doers import acts, is_earlier
from iomkg.claims.givers import lives_by_giving
from iomkg.claims.groups import Group
from iomkg.claims.party import Party
from iomkg.claims.projects import Project
from iomkg.claims.scene import Scene, Sentence
from iomkg.model import Mention


def by_default(scene: Scene, cast: Cast, projects: Sequence[Project], known: Sequence[Party]) -> Iterator[Party]:
    """Bodies without a part that are subjects of a verb, none of speech or getting: `the police keep the lists`."""
    for project in projects:
        own = [party for party in known if party.project is project]
        if not any(party.role in ("donor", "implementer") for party in own):
            continue
        busy = {cast.key(party.mention) for party in own}
        for sentence, group in _subjects(scene, project):
            for mention in group.members:
                role = None if cast.key(mention) in busy else _role(scene, cast, sentence, mention, group)
                if role is not None:
                    busy.add(cast.key(mention))
                    span = (mention.start, mention.end)
                    yield Party(mention, role, project, span, 0.6, f"{role}/acts-too", sentence.number)


def _subjects(scene: Scene, project: Project) -> Iterator[tuple[Sentence, Group]]:
    """The groups of a project's sentences that do something in them."""
    for sentence in scene.body_sentences:
        if sentence.number not in project.sentences or sentence.cues("participant") or is_earlier(scene, sentence):
            continue
        for group in scene.groups(sentence):
            agent = scene.governor(group.start) in scene.lexicon.list("agents")
            if not agent and acts(scene, sentence, group):
                yield sentence, group


def _role(scene: Scene, cast: Cast, sentence: Sentence, mention: Mention, group: Group) -> str | None:
    """What somebody who acts beside others is: a body of the country joins in, others carry out a part of the work.

    A body of another state that lives by giving, or stands beside a sum, pays.
    """
    embassy = scene.lexicon.pattern("embassies").search(scene.folded, mention.start, mention.end)
    if mention.kind != "body" or embassy:
        return None
    actor = cast.curated(mention)
    works = actor is None or cast.is_doer(actor)
    if any(cast.is_at_home(m) and not _is_doer(cast, m) for m in group.members):
        return "partner"
    if is_public(mention) and not works:
        pays = lives_by_giving(scene, cast, mention) or sentence.of_kind("money")
        return "donor" if pays else "implementer"
    return "implementer" if works else None


def _is_doer(cast: Cast, mention: Mention) -> bool:
    actor = cast.curated(mention)
    return actor is not None and cast.is_doer(actor)
