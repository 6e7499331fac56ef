"""Projects a release tells one after the other, each in a stretch of its own with its own sum: items, headed parts.

What comes before them is about all. A release must say that there are several (`three grants`), state a sum that theirs
add up to, or set them out as a list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from iomkg.claims import sums, wholes
from iomkg.claims.cast import Cast
from iomkg.claims.payers import group_for
from iomkg.claims.projects import Project
from iomkg.claims.scene import Scene, Sentence
from iomkg.claims.wholes import Whole
from iomkg.model import Mention
from iomkg.values import Title

_MARKED: Final = re.compile(r"(?:[-•*–·]|\(?(?:\d|[a-z])[.)])\s+")
_LABEL: Final = re.compile(r"(?:\w+\s+){0,2}\w+\s?: ")
_EMPTY_LINE: Final = re.compile(r"\n[^\S\n]*\n")
_LONGEST_HEADING: Final = 9  # words
_FEWEST_WORDS: Final = 9  # fewer only say who gives how much
_MOST_BEFORE: Final = 2  # words such as `Par ailleurs`
_ENDS: Final = ".:;!?,"


@dataclass(slots=True)
class Section:
    """Sentences that belong together."""

    sentences: list[Sentence]

    @property
    def numbers(self) -> set[int]:
        """The numbers of its sentences."""
        return {sentence.number for sentence in self.sentences}


def told_apart(scene: Scene, cast: Cast) -> list[Project]:
    """A project for each section that states a sum, where there are several; none otherwise."""
    totals = wholes.find(scene)
    counted = scene.lexicon.pattern("counted_projects")
    sections = [s for s in _sections(scene) if _states_a_sum(scene, s, totals) and _says_what_for(scene, s)]
    counting = [s for s in scene.sentences if counted.search(scene.folded, s.start, s.end)]
    sections = [section for section in sections if not any(s.number in section.numbers for s in counting)]
    if len(sections) < 2:
        sections = _shares(scene, totals)
    if len(sections) < 2 or _is_named_outside(scene, sections):
        return []
    if not any(_opens_another(scene, s.sentences[0]) for s in sections) and _are_contributions(scene, cast, sections):
        return []
    added_up = any(sum(bool(total.parts & section.numbers) for section in sections) > 1 for total in totals)
    following = scene.lexicon.pattern("a_second_project")
    second = any(following.search(scene.folded, s.start, s.end) for section in sections[1:] for s in section.sentences)
    if not (added_up or counting or second):
        return []
    return [_project(scene, section) for section in sections]


def _sections(scene: Scene) -> list[Section]:
    """The paragraphs of the text, a heading with what stands under it, a list's items one by one; what goes on about
    one more project is a section too."""
    groups: list[list[Sentence]] = []
    last_end = 0
    for sentence in scene.body_sentences:
        between = scene.text[last_end : sentence.start]
        item = "\n" in between and _MARKED.match(scene.text, sentence.start) is not None
        if not groups or item or _EMPTY_LINE.search(between) or _opens_another(scene, sentence):
            groups.append([])
        groups[-1].append(sentence)
        last_end = sentence.end
    sections: list[Section] = []
    heading: list[Sentence] = []
    for group in groups:
        if len(group) == 1 and _is_heading(scene, group[0]):
            heading = group
        elif heading and _LABEL.match(scene.text, group[0].start):
            heading = [*heading, *group]
        else:
            sections.append(Section([*heading, *group]))
            heading = []
    return sections


def _opens_another(scene: Scene, sentence: Sentence) -> bool:
    """Whether a sentence begins with the word for one more project (`Un deuxième projet, financé par …`)."""
    found = scene.lexicon.pattern("one_more_project").search(scene.folded, sentence.start, sentence.end)
    return found is not None and len(scene.words_between(sentence.start, found.start())) <= _MOST_BEFORE


def _is_heading(scene: Scene, sentence: Sentence) -> bool:
    words = scene.text[sentence.start : sentence.end].split()
    plain = 1 < len(words) <= _LONGEST_HEADING and words[-1][-1] not in _ENDS
    return plain and not any(word.endswith(":") for word in words) and not sentence.of_kind("money", "person")


def _states_a_sum(scene: Scene, section: Section, totals: Sequence[Whole]) -> bool:
    stated = [mention for sentence in section.sentences for mention in sums.announced(scene, sentence)]
    return any(not any(total.is_said_by(mention) for total in totals) for mention in stated)


def _says_what_for(scene: Scene, section: Section) -> bool:
    """Whether a section tells more than who gives how much."""
    return len(scene.words_between(section.sentences[0].start, section.sentences[-1].end)) >= _FEWEST_WORDS


def _shares(scene: Scene, totals: Sequence[Whole]) -> list[Section]:
    """The sentences that say where each part of a sum goes, with those that go on about it."""
    most: frozenset[int] = max((total.parts for total in totals), key=len, default=frozenset())
    parts = sorted(most)
    if len(parts) < 2 or any(scene.sentences[number].headline for number in parts):
        return []
    blocks = {number: block for block in _sections(scene) for number in block.numbers}
    found = []
    for number, following in zip(parts, [*parts[1:], len(scene.sentences)], strict=True):
        own = [s for s in blocks[number].sentences if number <= s.number < following]
        found.append(Section(own))
    return found if all(_says_what_for(scene, section) for section in found) else []


def _are_contributions(scene: Scene, cast: Cast, sections: Sequence[Section]) -> bool:
    """Whether each section has a payer of its own, and they name nobody else: then they pay for one thing together."""
    payers = [_payers(scene, cast, section) for section in sections]
    if any(not a or a & b for a, b in combinations(payers, 2)) or not payers[-1]:
        return False
    others = [_actors(scene, cast, section) - paying for section, paying in zip(sections, payers, strict=True)]
    return any(not a or a & b for a, b in combinations(others, 2)) or not others[-1]


def _payers(scene: Scene, cast: Cast, section: Section) -> set[object]:
    groups = (group_for(scene, s, hit) for s in section.sentences for hit in s.cues("donor"))
    return {cast.key(member) for group in groups if group is not None for member in group.members}


def _actors(scene: Scene, cast: Cast, section: Section) -> set[object]:
    found = (member for s in section.sentences for group in scene.groups(s) for member in group.members)
    return {cast.key(member) for member in found if member.kind == "body"}


def _is_named_outside(scene: Scene, sections: Sequence[Section]) -> bool:
    """Whether a title stands in none of the sections or in several: that of what they are all part of."""
    titles: dict[str, set[int]] = {}
    for title in scene.titles:
        sentence = scene.sentence_at(title.start)
        where = [i for i, section in enumerate(sections) if sentence and sentence.number in section.numbers]
        if sentence is not None and not sentence.headline:
            titles.setdefault(title.text, set()).update(where or [-1])
    return any(len(where) > 1 or -1 in where for where in titles.values())


def _project(scene: Scene, section: Section) -> Project:
    numbers = section.numbers
    titles = [t for t in scene.titles if (s := scene.sentence_at(t.start)) is not None and s.number in numbers]
    heading = _heading(scene, section) if not titles else None
    if heading is not None:
        titles = [heading]
        scene.titles.append(heading)
        section.sentences[0].mentions.append(heading)
    method = "project/title" if titles else "project/spoken-of"
    return Project(section.sentences[0].start, section.sentences[-1].end, titles, own=numbers, method=method)


def _heading(scene: Scene, section: Section) -> Mention | None:
    """The heading of a section as its project's title, unless it is no more than the name of a place or an actor."""
    first = section.sentences[0]
    if len(section.sentences) < 2 or not _is_heading(scene, first):
        return None
    mark = _MARKED.match(scene.text, first.start)
    start = mark.end() if mark else first.start
    title = scene.text[start : first.end].strip()
    if any(m.start <= start and first.end <= m.end + 1 for m in first.of_kind("place", "region", "body", "state")):
        return None
    return Mention("title", start, start + len(title), title, value=Title(title, quoted=False))
