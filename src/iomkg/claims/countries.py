"""The countries a project works in: not a payer's, a venue's, a neighbour's or an origin's."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from iomkg.claims.arguments import acting
from iomkg.claims.party import Party
from iomkg.claims.payers import group_for
from iomkg.claims.projects import Project
from iomkg.claims.scene import Scene, Sentence
from iomkg.claims.whereabouts import (
    MANY,
    are_trained,
    country_of,
    is_apart,
    is_country_of_venue,
    is_home_of_people,
    is_of_people,
    is_settlement,
    is_someone_elses,
    is_venue,
    is_within,
    is_word_of_title,
    length_of_list,
    opens_as_subject,
    own_title,
)
from iomkg.model import Mention
from iomkg.namespaces import concept, kind_of
from iomkg.values import Body, Government

_ENOUGH = 1.0
_SHARE = 0.2  # of the surest country's score: with less, another one is only mentioned
_EXPLICIT = 2.0
# The cues of a sentence that says what the project is or does, not what the world is like.
_ON_THE_PROJECT = frozenset(
    {
        "project",
        "donor",
        "support",
        "implementer",
        "partner",
        "event",
        "purpose",
        "activity",
        "output",
        "budget",
        "start",
    }
)


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
    of_givers = {country_of(scene, m) for m in scene.mentions if (m.start, m.end) in givers}
    for mention in scene.mentions:
        country = country_of(scene, mention)
        if country is None or (mention.start, mention.end) in givers or is_someone_elses(scene, mention):
            continue
        if scene.lexicon.pattern("embassies").search(scene.folded, mention.start, mention.end):
            continue
        sentence = scene.sentence_at(mention.start)
        counts[country] += 2 if sentence and sentence.headline else 1
    for country in _dateline_countries(scene):
        counts[country] += 2
    return max(sorted(counts), key=lambda c: (c not in of_givers, counts[c]), default=None)


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
        if start <= mention.start and mention.end <= end and (country := country_of(scene, mention)):
            yield country


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
        country = country_of(scene, mention)
        sentence = scene.sentence_at(mention.start)
        if country is None or sentence is None or (mention.start, mention.end) in payer_spans:
            continue
        if mention.kind == "place" and (mention.start, mention.end) in actors | givers:
            continue
        weight, method = _weight(scene, project, sentence, mention)
        if country in payers and weight < _EXPLICIT:
            continue
        if weight and not (mention.kind in ("body", "state") and country in taking_part):
            told.add(country)
        scores[country] += weight
        if weight and weight > witness.get(country, (0.0,))[0]:
            witness[country] = (weight, mention, method)
    chosen = [country for country, score in scores.items() if score >= _ENOUGH and country in witness]
    chosen = [country for country in chosen if country in told] or chosen
    if project.own:  # what is said of all projects together tells of each only where its own sentences are silent
        alone = _named_in(scene, project.own)
        chosen = [country for country in chosen if country in alone] or chosen
    surest = max((scores[country] for country in chosen), default=0.0)
    chosen = [country for country in chosen if scores[country] >= _SHARE * surest]
    chosen = _without_namesakes(scene, chosen, scores)
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


def _named_in(scene: Scene, sentences: set[int]) -> set[str | None]:
    return {country_of(scene, m) for s in scene.sentences if s.number in sentences for m in s.mentions}


def _without_namesakes(scene: Scene, chosen: list[str], scores: Mapping[str, float]) -> list[str]:
    """Without the countries nobody names, whose town or area may be another's of the same name, where one is named."""
    named = named_countries(scene)
    surest = max((scores[country] for country in chosen if country in named), default=0.0)
    return [country for country in chosen if country in named or scores[country] > surest]


def named_countries(scene: Scene) -> set[str]:
    """The countries a release names themselves, not only towns or areas in them; its dateline's is one."""
    found = {
        country
        for mention in scene.mentions
        if mention.kind != "place" or (mention.candidates and kind_of(mention.candidates[0]) == "country")
        if (country := country_of(scene, mention))
    }
    return found.union(_dateline_countries(scene))


def _weight(scene: Scene, project: Project, sentence: Sentence, mention: Mention) -> tuple[float, str]:
    """How much a mention speaks for its country as one the project works in, and by which rule."""
    title = own_title(scene, project, mention)
    if title is True and not is_word_of_title(scene, mention):
        return 4.0, "country/title"
    if title is not None or scene.in_role(mention) or is_someone_elses(scene, mention):
        return 0.0, ""
    dateline = scene.document.dateline
    if dateline and dateline[0] <= mention.start < dateline[1]:
        return 0.9, "country/dateline"
    if mention.kind == "place":
        return _weight_of_place(scene, project, sentence, mention)
    about = sentence.number in project.sentences
    if mention.kind == "body":
        abroad = scene.lexicon.pattern("embassies").search(scene.folded, mention.start, mention.end)
        if abroad or _works_abroad(scene, mention):
            return 0.0, ""
        return (0.8 if about else 0.4), "country/body-of-state"
    if scene.in_brackets(mention.start):
        return 0.4, "country/aside"
    if isinstance(mention.value, Government) and mention.value.form == "government":
        listed = len(sentence.of_kind("state")) >= MANY
        return 1.0 if about and listed else 0.9, "country/government"
    return (0.0 if is_of_people(scene, sentence, mention) else 0.7), "country/adjective"


def _works_abroad(scene: Scene, mention: Mention) -> bool:
    """Whether a body of a state has its work outside it: an agency for development cooperation."""
    curated = (scene.reference.get(iri) for iri in mention.candidates)
    functions = {entry.function for entry in curated if entry is not None}
    if isinstance(mention.value, Body):
        functions.add(mention.value.function)
    return concept("body-function", "development-agency") in functions


def _weight_of_place(scene: Scene, project: Project, sentence: Sentence, mention: Mention) -> tuple[float, str]:
    if scene.in_brackets(mention.start) or is_venue(scene, sentence, mention):
        return 0.4, "country/aside"
    if is_country_of_venue(scene, sentence, mention):
        return 0.4, "country/aside"
    if opens_as_subject(scene, sentence, mention):
        return 0.6, "country/subject"
    if is_home_of_people(scene, sentence, mention):
        return 0.3, "country/of-people"
    apart, within = is_apart(scene, sentence, mention), is_within(scene, sentence, mention)
    if sentence.headline:
        bare_town = not within and is_settlement(mention)
        return (0.5 if apart else 1.0 if bare_town else 1.5), "country/headline"
    about = sentence.number in project.sentences
    if within:
        on_it = about and _is_on_the_project(sentence) and not sentence.cues("not-project")
        weak = 1.0 if length_of_list(scene, sentence, mention) >= MANY else 0.9
        return (2.0 if on_it else weak), "country/works-in"
    if apart and are_trained(scene, sentence, mention):
        return 1.0, "country/trained"
    if apart:
        return 0.4, "country/apart"
    return (1.0 if about and not is_settlement(mention) else 0.6), "country/named"


def _is_on_the_project(sentence: Sentence) -> bool:
    return bool(sentence.of_kind("title", "money")) or any(hit.cue.role in _ON_THE_PROJECT for hit in sentence.hits)
