"""How a sentence stands to a place it names: work is done in it, people come from it, an event was held there."""

from __future__ import annotations

import re

from iomkg.claims.predecessors import is_of_a_predecessor
from iomkg.claims.projects import Project
from iomkg.claims.scene import Scene, Sentence
from iomkg.model import Mention
from iomkg.namespaces import kind_of
from iomkg.values import Body, Government, NamedPlace

MANY = 3  # countries in one list: it tells where the work is even in a sentence about something else
_LIST_GAP = 20  # characters between two members of a list
_BEFORE = 80  # characters looked at before a place
_PEOPLE_WORDS = 4  # words before an adjective, or behind it, in which the people it speaks of are named
_CLAUSE = re.compile(r"[;:]")
_MARK = re.compile(r"[^\w\s'-]")


def preposition(scene: Scene, sentence: Sentence, mention: Mention) -> str:
    """The folded word that says how the sentence stands to a place: `in` for `in the northern regions of Mali`.

    Articles, directions and nouns for a place are passed over, and a later member of a list has the word of the
    first. '' when the place stands without one.
    """
    words = _words_before(scene, sentence, mention)
    if not words and (first := first_of_list(scene, sentence, mention)) is not mention:
        return preposition(scene, sentence, first)
    small = scene.lexicon.list("articles") | scene.lexicon.list("directions")
    word = _governing(scene, words, small)
    if word in scene.lexicon.list("where_words") | scene.lexicon.list("apart_words"):
        return word
    first = first_of_list(scene, sentence, mention)
    return word if first is mention else preposition(scene, sentence, first)


def _governing(scene: Scene, words: list[str], small: frozenset[str]) -> str:
    nouns, of = scene.lexicon.list("place_nouns"), scene.lexicon.list("of")
    while True:
        while words and words[-1] in small:
            words.pop()
        if len(words) > 1 and words[-1] in of and words[-2] in nouns:
            del words[-2:]
        elif words and words[-1] in nouns:
            words.pop()
        else:
            return words[-1] if words else ""


def _words_before(scene: Scene, sentence: Sentence, mention: Mention) -> list[str]:
    """The folded words before a place, back to the last mark or the start of the sentence."""
    text = scene.folded[max(sentence.start, mention.start - _BEFORE) : mention.start]
    return re.findall(r"[\w-]+'?", _MARK.split(text)[-1])


def first_of_list(scene: Scene, sentence: Sentence, mention: Mention) -> Mention:
    """The first member of the list a place stands in; the place itself when it stands in none."""
    earlier = [m for m in sentence.of_kind("place") if m.end <= mention.start]
    while earlier and coordinates(scene, earlier[-1], mention):
        mention = earlier.pop()
    return mention


def coordinates(scene: Scene, one: Mention, other: Mention) -> bool:
    """Whether two places stand in one list: `from Spain, France and Italy`."""
    between = scene.folded[one.end : other.start]
    words = re.findall(r"\w[\w']*", between)
    return (
        len(between) < _LIST_GAP and bool(re.search(r"[,&]|\w", between)) and all(scene.joins(word) for word in words)
    )


def is_within(scene: Scene, sentence: Sentence, mention: Mention) -> bool:
    """Whether a place is told as where something is: `in Niger`, `across the regions of …`."""
    return preposition(scene, sentence, mention) in scene.lexicon.list("inside_words") - scene.lexicon.list("of")


def is_apart(scene: Scene, sentence: Sentence, mention: Mention) -> bool:
    """Whether a place is told as where people or things come from or go to: `from Niger`, `venus du Niger`."""
    word = preposition(scene, sentence, mention)
    return word in scene.lexicon.list("apart_words") or (
        word in scene.lexicon.list("of") and _is_left(scene, sentence, mention)
    )


def _is_left(scene: Scene, sentence: Sentence, mention: Mention) -> bool:
    """Whether a verb of leaving or coming governs a place: `arrivent d'Éthiopie`, `vienen de México`."""
    first = first_of_list(scene, sentence, mention)
    start = max(sentence.start, first.start - _BEFORE)
    ends = [found.end() for found in scene.lexicon.pattern("coming_from").finditer(scene.folded, start, first.start)]
    small = scene.lexicon.list("articles")
    return bool(ends) and all(word in small for word in scene.words_between(ends[-1], first.start))


def are_trained(scene: Scene, sentence: Sentence, mention: Mention) -> bool:
    """Whether a country is told as that of those who take part in an event: `judges from Togo met on 3 May`."""
    first = first_of_list(scene, sentence, mention)
    words = _words_before(scene, sentence, first)
    while words and words[-1] in scene.lexicon.list("articles"):
        words.pop()
    trained = scene.lexicon.list("trained_nouns")
    if not any(word in trained for word in words[-4:-1]):
        return False
    return bool(sentence.cues("event", "training") or sentence.cues("event", "workshop") or sentence.of_kind("date"))


def length_of_list(scene: Scene, sentence: Sentence, mention: Mention) -> int:
    """How many places stand in the list a place stands in; 1 when it stands alone."""
    places = sentence.of_kind("place")
    if mention not in places:
        return 1
    low = high = places.index(mention)
    while low and coordinates(scene, places[low - 1], places[low]):
        low -= 1
    while high + 1 < len(places) and coordinates(scene, places[high], places[high + 1]):
        high += 1
    return high - low + 1


def is_someone_elses(scene: Scene, mention: Mention) -> bool:
    """Whether a country is named as somebody's home or as a neighbour, not as where things happen."""
    sentence = scene.sentence_at(mention.start)
    if sentence is None or is_of_a_predecessor(scene, sentence, mention.start, mention.end):
        return True
    for hit in sentence.cues("not-here"):
        gap = scene.words_between(hit.end, mention.start) if hit.end <= mention.start else None
        if (
            gap is not None
            and len(gap) <= hit.cue.gap
            and not re.search(r"[,;:]", scene.between(hit.end, mention.start))
        ):
            return True
        before = hit.start - mention.end
        if 0 <= before <= 2 and hit.cue.kind == "after":
            return True
    earlier = [m for m in sentence.of_kind("place") if m.end <= mention.start]
    return bool(earlier) and coordinates(scene, earlier[-1], mention) and is_someone_elses(scene, earlier[-1])


def is_home_of_people(scene: Scene, sentence: Sentence, mention: Mention) -> bool:
    """Whether a country only tells whose people somebody is: `refugees of Mali`, `les Sénégalais d'Italie`."""
    first = first_of_list(scene, sentence, mention)
    words = _words_before(scene, sentence, first)
    small = scene.lexicon.list("articles")
    while words and words[-1] in small:
        words.pop()
    if not words or words[-1] not in scene.lexicon.list("of"):
        return False
    people = scene.lexicon.list("people_nouns")
    if any(word in people for word in words[-3:-1]):
        return True
    return any(_are_folk(m) and 0 < first.start - m.end < 8 for m in sentence.of_kind("state"))


def _are_folk(mention: Mention) -> bool:
    return isinstance(mention.value, Government) and mention.value.form == "adjective"


def is_of_people(scene: Scene, sentence: Sentence, mention: Mention) -> bool:
    """Whether an adjective of a country tells whose people somebody is, who may be anywhere.

    It stands beside a noun for people (`Syrian families`, `población venezolana`) or is one itself (`deux Libyens`).
    """
    people = scene.lexicon.list("people_nouns")
    if scene.language_puts_adjectives_after:
        if mention.text[0].isupper() and not mention.text.isupper() and mention.start > sentence.start:
            return True  # French writes peoples with a capital, adjectives without; Spanish neither
        before = _words_before(scene, sentence, mention)
        while before and scene.is_conjunction(before[-1]):
            before = before[:-2]  # `vecinos peruanos y venezolanos`
        if any(word in people for word in before[-_PEOPLE_WORDS:]):
            return True
        last = before[-1] if before else ""
        small = scene.lexicon.list("of") | scene.lexicon.list("articles") | scene.lexicon.list("where_words")
        return not last or last.isdigit() or last in small | scene.lexicon.list("people_before")
    after = scene.words_between(mention.end, min(sentence.end, mention.end + _BEFORE))
    if any(word in people for word in after[: _PEOPLE_WORDS - 1]):
        return True
    return mention.text.endswith("s") and not mention.text.endswith(("ss", "es"))


def is_venue(scene: Scene, sentence: Sentence, mention: Mention) -> bool:
    """Whether a town is only where an event was held."""
    if mention.kind != "place" or not sentence.cues("event"):
        return False
    settled = is_settlement(mention)
    before = scene.word_before(mention.start)
    if before in scene.lexicon.list("venue_words"):
        return settled
    nouns = scene.lexicon.pattern("area_before").finditer(
        scene.folded, max(sentence.start, mention.start - 40), mention.start
    )
    told = any(mention.start - noun.end() < 3 for noun in nouns) or (
        _stands_after_another(sentence, mention) and before not in scene.lexicon.list("of")
    )
    return settled and before in scene.lexicon.list("of") and not told


def is_country_of_venue(scene: Scene, sentence: Sentence, mention: Mention) -> bool:
    """Whether a country only says where a venue lies: `signed in Addis Ababa, Ethiopia`."""
    earlier = [m for m in sentence.of_kind("place") if m.end <= mention.start]
    if not earlier or not re.fullmatch(r"\s*[,(]\s*", scene.text[earlier[-1].end : mention.start]):
        return False
    return is_settlement(earlier[-1]) and is_venue(scene, sentence, earlier[-1])


def is_settlement(mention: Mention) -> bool:
    """Whether a place is a town or village."""
    named = isinstance(mention.value, NamedPlace) and mention.value.kind == "settlement"
    return named or any(kind_of(iri) == "settlement" for iri in mention.candidates)


def _stands_after_another(sentence: Sentence, mention: Mention) -> bool:
    """Whether another place of the sentence stands just before (the place is a later member of a list)."""
    return any(0 < mention.start - m.end < 8 for m in sentence.of_kind("place"))


def own_title(scene: Scene, project: Project, mention: Mention) -> bool | None:
    """True within this project's title, False within another's, None outside titles."""
    for title in scene.titles:
        if title.start <= mention.start and mention.end <= title.end:
            return title in project.titles
    return None


def country_of(scene: Scene, mention: Mention) -> str | None:
    """The country a place lies in, or whose state or body a mention is."""
    if mention.kind == "place":
        return scene.reference.country_of(mention.candidates[0]) if mention.candidates else None
    if mention.kind == "state":
        state = mention.candidates[0] if mention.candidates else None
        return scene.reference.country_of_state(state) if state and kind_of(state) == "state" else state
    if mention.kind == "body" and isinstance(mention.value, Body) and mention.value.public:
        return scene.reference.country_of_state(scene.state_of(mention))
    return None


def is_word_of_title(scene: Scene, mention: Mention) -> bool:
    """Whether a town's name in a title is but a word: it lies in no country the release names."""
    if mention.kind != "place" or not mention.candidates or kind_of(mention.candidates[0]) == "country":
        return False
    country = country_of(scene, mention)
    named = {country_of(scene, m) for m in scene.mentions if not scene.in_title(m.start, m.end)} - {None}
    return bool(named) and country not in named


def opens_as_subject(scene: Scene, sentence: Sentence, mention: Mention) -> bool:
    """Whether a country opens a clause and acts there: `Japan gave …`, `Norway, with …`, `…; Mali and Niger pay`."""
    if length_of_list(scene, sentence, mention) >= MANY:
        return False
    first = first_of_list(scene, sentence, mention)
    marks = [mark.end() for mark in _CLAUSE.finditer(scene.folded, sentence.start, first.start)]
    clauses = scene.lexicon.pattern("meanwhile").finditer(scene.folded, sentence.start, first.start)
    start = max([sentence.start, *marks, *(clause.end() for clause in clauses)])
    opens = scene.words_between(start, first.start)
    if len(opens) > 1 or not scene.lexicon.list("articles").issuperset(opens):
        return False
    return bool(re.match(r",? [a-zà-ÿ]", scene.text[mention.end : mention.end + 3]))
