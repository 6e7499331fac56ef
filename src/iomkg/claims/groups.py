"""Actors in one coordination: `the governments of Canada and Germany`, `l'OIM Niger, le HCR et l'UNICEF`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from iomkg.model import Mention

if TYPE_CHECKING:
    from iomkg.claims.scene import Scene, Sentence

_LONGEST_JOINT = 60
_LONGEST_TAIL = 20
_APPOSITION = re.compile(r",\s*(?P<words>[^,.;:()«»“”\"]{3,60}),(?P<joint>[^,.;:()«»“”\"]{1,20})$")


@dataclass(frozen=True, slots=True)
class Group:
    """Actors in one coordination."""

    members: tuple[Mention, ...]
    lead: int | None = None

    @property
    def start(self) -> int:
        """Where it begins, a possessor before it included (`the Department of State's Office`)."""
        return self.members[0].start if self.lead is None else self.lead

    @property
    def end(self) -> int:
        """Where its last member ends."""
        return self.members[-1].end


@dataclass(slots=True)
class _Growing:
    """A group being read: `reach` is where its last member ends, the place it works in and the like included; `within`
    says that a preposition began a list of such places."""

    members: list[Mention]
    reach: int
    within: bool = False
    lead: int | None = None
    joined: bool = False


class Grouper:
    """Puts the actors of a sentence into groups."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        lexicon = scene.lexicon
        self._joins = lexicon.pattern("joins")
        self._gathered = lexicon.pattern("gathered")
        self._conjunctions = frozenset({",", "/", "&", *lexicon.list("conjunctions")})
        lists = ("of", "articles", "conjunctions", "joining_words")
        self._joining = frozenset({",", "/", "&"}.union(*(lexicon.list(name) for name in lists)))
        self._where = lexicon.list("where_words") | lexicon.list("articles")
        clauses = ("clause_words", "auxiliaries", "finite_verbs")
        self._verbs = frozenset[str]().union(*(lexicon.list(name) for name in clauses))
        self._clauses = self._verbs | scene.after_prepositions
        self._clauses -= lexicon.list("of")

    def groups(self, sentence: Sentence) -> list[Group]:
        """The actors of a sentence, coordinated ones together. States named as places are actors only beside a cue."""
        groups: list[_Growing] = []
        for mention in sentence.mentions:
            last = groups[-1] if groups else None
            if last and self._is_where(last.reach, mention):
                last.within = self._scene.word_before(mention.start) in self._scene.lexicon.list("where_words")
                last.reach = max(last.reach, mention.end)
            elif last and last.within and self._goes_on(last.reach, mention):
                last.reach = mention.end
            elif not self._scene.may_act(mention) or self._introduces(mention):
                continue
            elif last and self._joined(last.reach, mention.start):
                last.joined = last.joined or self._has_conjunction(last, mention)
                last.members.append(mention)
                last.reach = mention.end
                last.within = False
            elif last and self._scene.folded[last.members[-1].end : mention.start] in ("'s ", "' "):
                last.lead = last.members[0].start
                last.members[-1] = mention
                last.reach = mention.end
            else:
                groups.append(_Growing([mention], mention.end))
        return [group for each in groups for group in _parted(each, sentence.headline)]

    def joins(self, word: str) -> bool:
        """Whether a folded word may stand between the members of a list."""
        return word in self._joining or word.rstrip("'") + "'" in self._joining

    def _is_where(self, reach: int, mention: Mention) -> bool:
        """Whether a place only tells where the actor before it works: `IOM Ethiopia`, `l'OIM au Niger`."""
        if mention.kind not in ("place", "region") or mention.start - reach > _LONGEST_TAIL:
            return False
        between = self._scene.folded[reach : mention.start]
        if between == " " or mention.start < reach:
            return True
        words = re.findall(r"\w+'?", between)
        return bool(words) and not re.search(r"[^\w\s'(]", between) and all(word in self._where for word in words)

    def _goes_on(self, reach: int, mention: Mention) -> bool:
        """Whether a place goes on with the list of those an actor works in: `IOM in Ethiopia, Kenya and Uganda`.

        One with an article, or a verb behind it, is an actor of its own.
        """
        if mention.kind not in ("place", "region") or mention.start - reach > _LONGEST_TAIL:
            return False
        words = re.findall(r"\w+'?|[^\w\s]", self._scene.folded[reach : mention.start])
        where = self._scene.lexicon.list("where_words")
        if not words or not all(word in self._conjunctions or word in where for word in words):
            return False
        behind = re.match(r"\s+(\w+)", self._scene.folded[mention.end : mention.end + _LONGEST_TAIL])
        return behind is None or behind[1] not in self._verbs

    def _introduces(self, mention: Mention) -> bool:
        """Whether a name only says whose some actors are: `three United Nations agencies (IOM, …)`."""
        folded = self._scene.folded
        for match in self._gathered.finditer(folded, max(0, mention.start - 40), mention.end + 30):
            if match.start() <= mention.start and mention.end <= match.end():
                return True
        return False

    def _joined(self, reach: int, start: int) -> bool:
        between = self._without_apposition(self._joins.sub(" , ", self._between(reach, start)))
        if len(between) > _LONGEST_JOINT or re.search(r"[.;:«»“”\"]", between):
            return False
        words = re.findall(r"[\w']+|[,/&]", between)
        return bool(words) and any(w in self._conjunctions for w in words) and all(map(self.joins, words))

    def _has_conjunction(self, group: _Growing, mention: Mention) -> bool:
        """Whether more than a comma joins: a conjunction, or brackets that hold the whole list."""
        between = self._joins.sub(" & ", self._between(group.reach, mention.start))
        if any(word in self._conjunctions - {","} for word in re.findall(r"[\w']+|[,/&]", between)):
            return True
        opened = self._scene.folded[max(0, group.members[0].start - 8) : group.members[0].start]
        return "(" in opened and self._scene.in_brackets(mention.start)

    def _between(self, reach: int, start: int) -> str:
        """What stands between two members, without brackets and a bracket that closes after the first."""
        return re.sub(r"^\s*\)", " ", self._scene.between(reach, start))

    def _without_apposition(self, between: str) -> str:
        """`, chef de file, et le ` without what only says what the member before it is."""
        found = _APPOSITION.fullmatch(between)
        if found is None or any(word in self._clauses for word in re.findall(r"[\w']+", found["words"])):
            return between
        return "," + found["joint"]


def _parted(group: _Growing, headline: bool) -> list[Group]:
    members = group.members
    if group.joined or len(members) == 1 or headline:
        return [Group(tuple(members), group.lead)]
    # `Backed by the ministry, IOM will …`: a comma alone coordinates nobody
    return [Group((member,), group.lead if not number else None) for number, member in enumerate(members)]
