"""Where a project works: countries, areas and towns, regions and routes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from iomkg.claims.arguments import acting
from iomkg.claims.party import Party
from iomkg.claims.payers import group_for
from iomkg.claims.projects import Project
from iomkg.claims.scene import Scene, Sentence
from iomkg.model import Mention
from iomkg.namespaces import kind_of
from iomkg.values import Body, Government, NamedPlace

_ENOUGH = 1.0
_EXPLICIT = 2.0


@dataclass(frozen=True, slots=True)
class Located:
    """A place of a project: the mention that says so and how surely."""

    iri: str | None
    mention: Mention
    confidence: float
    method: str


def home_country(scene: Scene) -> str | None:
    """The country a release is set in: the one it names most, its headline and dateline counting more."""
    counts: Counter[str] = Counter()
    givers = _givers(scene)
    for mention in scene.mentions:
        country = _country(scene, mention)
        if country is None or (mention.start, mention.end) in givers or _is_someone_elses(scene, mention):
            continue
        if scene.lexicon.pattern("embassies").search(scene.folded, mention.start, mention.end):
            continue
        sentence = scene.sentence_at(mention.start)
        counts[country] += 2 if sentence and sentence.headline else 1
    if scene.document.dateline:
        for country in _dateline_countries(scene):
            counts[country] += 1
    return max(sorted(counts), key=lambda c: counts[c], default=None)


def _givers(scene: Scene) -> set[tuple[int, int]]:
    """The spans of those beside a cue of paying: their country is not where things happen."""
    groups = (
        group_for(scene, sentence, hit)
        for sentence in scene.sentences
        for hit in [*sentence.cues("donor"), *sentence.cues("support")]
        if hit.cue.kind != "with-sum"
    )
    return {(member.start, member.end) for group in groups if group is not None for member in group.members}


def _dateline_countries(scene: Scene) -> Iterator[str]:
    start, end = scene.document.dateline or (0, 0)
    for mention in scene.mentions:
        if start <= mention.start and mention.end <= end and (country := _country(scene, mention)):
            yield country


def _country(scene: Scene, mention: Mention) -> str | None:
    if mention.kind == "place":
        return scene.reference.country_of(mention.candidates[0]) if mention.candidates else None
    if mention.kind == "state":
        state = mention.candidates[0] if mention.candidates else None
        return scene.reference.country_of_state(state) if state and kind_of(state) == "state" else state
    if mention.kind == "body" and isinstance(mention.value, Body) and mention.value.public:
        return scene.reference.country_of_state(scene.state_of(mention))
    return None


def _is_someone_elses(scene: Scene, mention: Mention) -> bool:
    """Whether a country is named as somebody's home or as a neighbour, not as where things happen."""
    sentence = scene.sentence_at(mention.start)
    if sentence is None:
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
    return bool(earlier) and _coordinates(scene, earlier[-1], mention) and _is_someone_elses(scene, earlier[-1])


def _coordinates(scene: Scene, one: Mention, other: Mention) -> bool:
    """Whether two places stand in one list: `from Spain, France and Italy`."""
    between = scene.folded[one.end : other.start]
    words = re.findall(r"\w[\w']*", between)
    return len(between) < 20 and bool(re.search(r"[,&]|\w", between)) and all(scene.joins(word) for word in words)


def countries(scene: Scene, project: Project, parties: Iterable[Party]) -> list[Located]:
    """The countries a project works in."""
    parties = list(parties)
    actors, givers = acting(scene), _givers(scene)
    bodies = [p.mention for p in parties if p.mention.kind == "body"]
    taking_part = {scene.reference.country_of_state(scene.state_of(body)) for body in bodies}
    payers = {scene.reference.country_of_state(scene.state_of(p.mention)) for p in parties if p.role == "donor"}
    payer_spans = {(p.mention.start, p.mention.end) for p in parties if p.role == "donor"}
    scores: defaultdict[str, float] = defaultdict(float)
    told: set[str] = set()  # countries that more than bodies of a state with a part in the project speak for
    witness: dict[str, tuple[float, Mention, str]] = {}
    for mention in scene.mentions:
        country = _country(scene, mention)
        sentence = scene.sentence_at(mention.start)
        if country is None or sentence is None or (mention.start, mention.end) in payer_spans:
            continue
        if mention.kind == "place" and (mention.start, mention.end) in actors | givers:
            continue
        weight, method = _weight(scene, project, sentence, mention)
        if country in payers and weight < _EXPLICIT:
            continue
        if weight and not (mention.kind == "body" and country in taking_part):
            told.add(country)
        scores[country] += weight
        if weight and weight > witness.get(country, (0.0,))[0]:
            witness[country] = (weight, mention, method)
    chosen = [country for country, score in scores.items() if score >= _ENOUGH and country in witness]
    chosen = [country for country in chosen if country in told] or chosen
    if not chosen:
        top = max(sorted(scores), key=lambda c: scores[c], default=None)
        chosen = [top] if top and top in witness else []
    titled = {c for c in chosen if witness[c][2] == "country/title"}
    if titled:
        chosen = [c for c in chosen if c in titled or witness[c][0] >= _EXPLICIT]
    return [
        Located(c, witness[c][1], min(0.95, 0.55 + 0.1 * scores[c]), witness[c][2])
        for c in sorted(chosen, key=lambda c: witness[c][1].start)
    ]


def _weight(scene: Scene, project: Project, sentence: Sentence, mention: Mention) -> tuple[float, str]:
    title = _own_title(scene, project, mention)
    if title is True and not _is_word_of_title(scene, mention):
        return 4.0, "country/title"
    if title is not None or scene.in_role(mention) or _is_someone_elses(scene, mention):
        return 0.0, ""
    dateline = scene.document.dateline
    if dateline and dateline[0] <= mention.start < dateline[1]:
        return 0.9, "country/dateline"
    about = sentence.number in project.sentences
    before = scene.word_before(mention.start)
    if mention.kind == "body":
        if scene.lexicon.pattern("embassies").search(scene.folded, mention.start, mention.end):
            return 0.0, ""
        return (0.8 if about else 0.4), "country/body-of-state"
    if scene.in_brackets(mention.start) or is_venue(scene, sentence, mention):
        return 0.4, "country/aside"
    if mention.kind == "place" and _opens_as_subject(scene, sentence, mention):
        return 0.6, "country/subject"
    if mention.kind == "state":
        if isinstance(mention.value, Government) and mention.value.form == "government":
            return 0.9, "country/government"
        return (0.0 if _are_people(scene, mention) else 0.7), "country/adjective"
    elsewhere = before in scene.lexicon.list("where_words") and before not in scene.lexicon.list("inside_words")
    if sentence.headline:
        return (0.5 if elsewhere else 1.5), "country/headline"
    if before in scene.lexicon.list("inside_words") or _listed_after_where(scene, sentence, mention):
        return (2.0 if about else 1.0), "country/works-in"
    return (1.0 if about and not elsewhere else 0.6), "country/named"


def _is_word_of_title(scene: Scene, mention: Mention) -> bool:
    """Whether a town's name in a title is but a word: it lies in no country the release names."""
    if mention.kind != "place" or not mention.candidates or kind_of(mention.candidates[0]) == "country":
        return False
    country = _country(scene, mention)
    named = {_country(scene, other) for other in scene.mentions if not scene.in_title(other.start, other.end)} - {None}
    return bool(named) and country not in named


def _opens_as_subject(scene: Scene, sentence: Sentence, mention: Mention) -> bool:
    """Whether a country opens its sentence and a verb follows (`Japan chipped in …`): it acts there."""
    opens = scene.words_between(sentence.start, mention.start) in ([], ["the"], ["le"], ["la"], ["l'"], ["les"], ["el"])
    return opens and not sentence.headline and bool(re.match(r" [a-z]", scene.text[mention.end : mention.end + 2]))


def _are_people(scene: Scene, mention: Mention) -> bool:
    """Whether an adjective is a noun for people (`a venezolanos`, `deux Libyens`, `Syrians`), who may be anywhere."""
    if not scene.language_puts_adjectives_after:
        return mention.text.endswith("s") and not mention.text.endswith(("ss", "es"))
    before = scene.word_before(mention.start)
    small = scene.lexicon.list("of") | scene.lexicon.list("articles") | scene.lexicon.list("where_words")
    return not before or before.isdigit() or before in small | scene.lexicon.list("people_before")


def is_venue(scene: Scene, sentence: Sentence, mention: Mention) -> bool:
    """Whether a town is only where an event was held."""
    if mention.kind != "place" or not sentence.cues("event"):
        return False
    settled = isinstance(mention.value, NamedPlace) and mention.value.kind == "settlement"
    settled = settled or any(kind_of(iri) == "settlement" for iri in mention.candidates)
    before = scene.word_before(mention.start)
    if before in scene.lexicon.list("venue_words"):
        return settled
    nouns = scene.lexicon.pattern("area_before").finditer(
        scene.folded, max(sentence.start, mention.start - 40), mention.start
    )
    told = any(mention.start - noun.end() < 3 for noun in nouns) or (
        mentions_before(sentence, mention) and before not in scene.lexicon.list("of")
    )
    return settled and before in scene.lexicon.list("of") and not told


def mentions_before(sentence: Sentence, mention: Mention) -> bool:
    """Whether another place of the sentence stands just before (the place is a later member of a list)."""
    return any(0 < mention.start - m.end < 8 for m in sentence.of_kind("place"))


def _own_title(scene: Scene, project: Project, mention: Mention) -> bool | None:
    """True within this project's title, False within another's, None outside titles."""
    for title in scene.titles:
        if title.start <= mention.start and mention.end <= title.end:
            return title in project.titles
    return None


def _listed_after_where(scene: Scene, sentence: Sentence, mention: Mention) -> bool:
    """A later member of `in Guinea, the Gambia and Guinea-Bissau`."""
    previous = [m for m in sentence.of_kind("place") if m.end <= mention.start]
    if not previous or not _coordinates(scene, previous[-1], mention):
        return False
    last = previous[-1]
    return scene.word_before(last.start) in scene.lexicon.list("inside_words") or _listed_after_where(
        scene, sentence, last
    )


def localities(scene: Scene, project: Project, home: set[str], event_spans: Iterable[tuple[int, int]]) -> list[Located]:
    """Areas, towns and posts of a project: those its sentences name, but for a venue, a dateline, somebody's office."""
    found: dict[object, Located] = {}
    venues = list(event_spans)
    for mention in scene.mentions:
        sentence = scene.sentence_at(mention.start)
        if mention.kind != "place" or sentence is None or sentence.number not in project.sentences:
            continue
        if not (
            isinstance(mention.value, NamedPlace)
            or (mention.candidates and kind_of(mention.candidates[0]) != "country")
        ):
            continue
        if _own_title(scene, project, mention) is False or scene.in_role(mention) or _is_someone_elses(scene, mention):
            continue
        if scene.in_title(mention.start, mention.end) and _is_word_of_title(scene, mention):
            continue
        dateline = scene.document.dateline
        if dateline and dateline[0] <= mention.start < dateline[1]:
            continue
        if any(start <= mention.start < end for start, end in venues) or is_venue(scene, sentence, mention):
            continue
        country = scene.reference.country_of(mention.candidates[0]) if mention.candidates else None
        if country and home and country not in home:
            continue
        iri = mention.candidates[0] if mention.candidates else None
        key = iri or mention.text
        if key not in found:
            found[key] = Located(iri, mention, 0.72, "place/named")
    return list(found.values())


def across(scene: Scene, project: Project, kind: str, home: Iterable[str] = ()) -> list[Located]:
    """The regions (`region`) or routes (`route`) a project's title or sentences name, but for mere context.

    A region that holds none of the countries the project works in (`home`) is doubtful.
    """
    found: dict[str, Located] = {}
    countries = list(home)
    for mention in scene.mentions:
        sentence = scene.sentence_at(mention.start)
        if mention.kind != kind or sentence is None or not mention.candidates:
            continue
        own = _own_title(scene, project, mention)
        if own is False or scene.in_role(mention):
            continue
        iri = next((c for c in mention.candidates if kind_of(c) == kind), None)
        if iri is None or (own is None and sentence.number not in project.sentences):
            continue
        elsewhere = kind == "region" and bool(countries) and scene.reference.lies_elsewhere(iri, countries)
        confidence = 0.4 if elsewhere else 0.93 if own else 0.62
        if iri not in found or found[iri].confidence < confidence:
            found[iri] = Located(iri, mention, confidence, f"{kind}/{'title' if own else 'named'}")
    return list(found.values())
