"""Which projects a release announces: those with a title, else what it is said to pay for, launch or hand over."""

from __future__ import annotations

from typing import Final

from iomkg.claims import sums
from iomkg.claims.cast import Cast, is_government, is_public
from iomkg.claims.payers import activity_beside, funded_items, group_for
from iomkg.claims.projects import Project, titled, unnamed
from iomkg.claims.scene import Scene, Sentence
from iomkg.claims.sections import told_apart
from iomkg.claims.several import counted_off
from iomkg.lexicon import Hit

_BY_SUM: Final = ("with-sum", "sum-from")


def announced(scene: Scene, cast: Cast) -> list[Project]:
    """The projects of a release, the titled ones in the order the text names them."""
    if apart := told_apart(scene, cast):
        return apart
    named = titled(scene)
    if named:
        activity = activity_beside(scene, cast, named)
        return [activity, *named] if activity else named
    way = _way(scene, cast)
    if way is None:
        return []
    one = unnamed(scene)
    found = counted_off(scene) or funded_items(scene, cast) or ([one] if one else [])
    for project in found:
        project.method = f"project/{way}"
    return found


def _way(scene: Scene, cast: Cast) -> str | None:
    """The surest way in which a release without a title speaks of a project; None if in none."""
    if any(_speaks_of_it(sentence) for sentence in scene.sentences):
        return "spoken-of"
    if _mourns(scene):
        return None
    if any(_pays(scene, sentence) for sentence in scene.sentences):
        return "paid-for"
    if any(sums.announces(scene, sentence) for sentence in scene.sentences):
        return "with-sum"
    return "goods" if any(_gives_goods(scene, cast, sentence) for sentence in scene.sentences) else None


def _mourns(scene: Scene) -> bool:
    """Whether the headline tells of deaths, or condemns."""
    headline = scene.document.headline
    return headline is not None and bool(scene.lexicon.pattern("mourns").search(scene.folded, *headline))


def _pays(scene: Scene, sentence: Sentence) -> bool:
    """Somebody is said to pay for something."""
    return any(
        group_for(scene, sentence, hit) is not None for hit in sentence.cues("donor") if _is_now(scene, sentence, hit)
    )


def _is_now(scene: Scene, sentence: Sentence, hit: Hit) -> bool:
    """Whether a cue of giving a sum speaks of one that is given now."""
    return hit.cue.kind not in _BY_SUM or sums.announces(scene, sentence)


def _speaks_of_it(sentence: Sentence) -> bool:
    """The word for a project stands beside a sum, a duration or the launching or carrying out of it."""
    if not sentence.cues("project") or sentence.cues("not-project"):
        return False
    if sentence.of_kind("money", "duration") or sentence.cues("event", "launch") or sentence.cues("support"):
        return True
    return any(hit.cue.kind != "weak" for hit in sentence.cues("implementer"))


def _gives_goods(scene: Scene, cast: Cast, sentence: Sentence) -> bool:
    """A state gives another goods (`a gift of the government of Spain`)."""
    for hit in sentence.cues("support", "goods"):
        group = group_for(scene, sentence, hit)
        if group is None:
            continue
        for member in group.members:
            if (is_government(member) or is_public(member)) and cast.state(member) not in (None, cast.home_state):
                return True
    return False
