"""Which projects a release announces, and which sentences speak of which."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from iomkg.claims.pointers import stretches
from iomkg.claims.scene import Scene, Sentence
from iomkg.claims.scribe import Scoped
from iomkg.folding import fold, whole_words
from iomkg.model import Mention
from iomkg.values import Title


@dataclass(slots=True, eq=False)
class Project:
    """One project as the release speaks of it: its titles (none if unnamed) and the sentences about it.

    `own` are the sentences that speak of no other project; only an unnamed one among several needs them. `method` is
    how the text was seen to announce it, `all` the projects of the release, this one among them.
    """

    start: int
    end: int
    titles: list[Mention] = field(default_factory=list)
    sentences: set[int] = field(default_factory=set)
    own: set[int] = field(default_factory=set)
    method: str = "project/title"
    all: Sequence[Project] = field(default_factory=list)
    thing: Scoped | None = None

    @property
    def title(self) -> Mention | None:
        """The fullest wording of the title."""
        return max(self.titles, key=lambda m: len(m.text), default=None)

    @property
    def span(self) -> tuple[int, int]:
        """Where it is told: its title, else the words that introduce it."""
        title = self.title
        return (title.start, title.end) if title else (self.start, self.end)


def titled(scene: Scene) -> list[Project]:
    """The projects with a title, in the order the text names them; one project per title, however often named."""
    projects: list[Project] = []
    for mention in scene.titles:
        if scene.sentence_at(mention.start) is None or _is_standing(scene, mention):
            continue
        known = next((project for project in projects if any(_same(mention, other) for other in project.titles)), None)
        if known is None:
            projects.append(Project(mention.start, mention.end, [mention]))
        else:
            known.titles.append(mention)
    return _without_headline_only(scene, projects)


def unnamed(scene: Scene) -> Project | None:
    """The project a release speaks of without a title: the word for it, else for an activity, first in the body."""
    for role in ("project", "activity"):
        for sentence in [*scene.body_sentences, *(s for s in scene.sentences if s.headline)]:
            for hit in sentence.cues(role):
                return Project(hit.start, hit.end)
    sentences = scene.body_sentences or scene.sentences
    return Project(sentences[0].start, sentences[0].end) if sentences else None


def assign(scene: Scene, projects: list[Project]) -> None:
    """Give every sentence to the projects it is about: those it names, else the one last spoken of."""
    if not projects:
        return
    for project in projects:
        project.all = projects
    current = [projects[0]] if len(projects) == 1 else list(projects)
    elsewhere = set().union(*(project.own for project in projects))
    for sentence in scene.sentences:
        if sentence.number in elsewhere:
            for project in projects:
                if sentence.number in project.own:
                    project.sentences.add(sentence.number)
            continue
        named = [project for project in projects if _names(scene, sentence, project)]
        if len(projects) > 1 and (sentence.cues("several") or pointed(scene, sentence, projects)):
            named = list(projects)
        if named and not sentence.headline:
            current = named
        for project in named or current:
            project.sentences.add(sentence.number)


def is_about(scene: Scene, sentence: Sentence, project: Project, at: int) -> bool:
    """Whether what stands at `at` is said of a project rather than of another that its sentence names too."""
    if sentence.number not in project.sentences:
        return False
    return len(project.all) < 2 or project in targets(scene, sentence, project.all, at)


def targets(scene: Scene, sentence: Sentence, projects: Sequence[Project], at: int) -> list[Project]:
    """The projects a cue at `at` speaks of: the title nearest before it in the sentence, else the sentence's."""
    about = [project for project in projects if sentence.number in project.sentences]
    if len(about) > 1 and (apart := pointed(scene, sentence, projects)):
        return [project for stretch, project in apart if stretch[0] <= at < stretch[1]]
    if len(about) < 2 or sentence.cues("several"):
        return about
    inside = sorted(
        (title.start, index)
        for index, project in enumerate(about)
        for title in project.titles
        if sentence.start <= title.start < sentence.end
    )
    if not inside or _coordinated(scene, sentence):
        return about
    before = [index for start, index in inside if start <= at]
    return [about[before[-1] if before else inside[0][1]]]


def pointed(scene: Scene, sentence: Sentence, projects: Sequence[Project]) -> list[tuple[tuple[int, int], Project]]:
    """Which stretch of a sentence is about which titled project, where it points back to them by their order."""
    if len(projects) < 2 or not all(project.titles for project in projects):
        return []
    if any(project.titles[0].start >= sentence.start for project in projects):
        return []
    found = stretches(scene, sentence, len(projects))
    return [((stretch.start, stretch.end), projects[stretch.index]) for stretch in found]


def _coordinated(scene: Scene, sentence: Sentence) -> bool:
    """Whether the titles of a sentence are joined by no more than a conjunction."""
    titles = [t for t in scene.titles if sentence.start <= t.start < sentence.end]
    return all(b.start - a.end < 12 for a, b in pairwise(titles))


def _names(scene: Scene, sentence: Sentence, project: Project) -> bool:
    if any(sentence.start <= title.start < sentence.end for title in project.titles):
        return True
    short = project.title.value.acronym if project.title and isinstance(project.title.value, Title) else None
    within = scene.text[sentence.start : sentence.end]
    return short is not None and next(whole_words(within, short), None) is not None


def _same(one: Mention, other: Mention) -> bool:
    a, b = one.value, other.value
    if not isinstance(a, Title) or not isinstance(b, Title):
        return False
    short = {text for text in (a.acronym, b.acronym) if text}
    plain_a, plain_b = _plain(a.title), _plain(b.title)
    return (
        plain_a == plain_b
        or (len(plain_a) > 20 and len(plain_b) > 20 and (plain_a in plain_b or plain_b in plain_a))
        or (a.acronym is not None and a.acronym == b.acronym)
        or a.title in short
        or b.title in short
    )


def _plain(title: str) -> str:
    return re.sub(r"\W+", " ", fold(title)).strip()


def _is_standing(scene: Scene, mention: Mention) -> bool:
    return bool(scene.lexicon.pattern("standing_programmes").search(scene.folded, mention.start, mention.end))


def _without_headline_only(scene: Scene, projects: list[Project]) -> list[Project]:
    """A title that only the headline gives is dropped when the body gives another."""
    headline = scene.document.headline

    def in_body(project: Project) -> bool:
        return headline is None or any(not headline[0] <= t.start < headline[1] for t in project.titles)

    below = [project for project in projects if in_body(project)]
    return below or projects
