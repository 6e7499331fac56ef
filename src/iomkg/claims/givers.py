"""Who pays where no cue stands beside the name: a verb left out, a seat of government, the headline, its own kind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from iomkg.claims.arguments import only_where
from iomkg.claims.cast import Cast, is_government, is_public
from iomkg.claims.groups import Group
from iomkg.claims.party import Party
from iomkg.claims.projects import Project, targets
from iomkg.claims.scene import Scene, Sentence
from iomkg.lexicon import Hit
from iomkg.model import Mention
from iomkg.namespaces import ID, kind_of
from iomkg.values import Body, Government

_SIGNS = ("$", "€", "£")
_LINE = re.compile(r"\s*[:–—-]\s*(?:[a-z]{0,3}[$€£]|[a-z]{3}\s)?\s*\d[\d.,\s]*(?:[a-z€$£]+\s*){0,5}[.;,]?\s*$")
_NEAR = 60  # characters between a seat of government and the verb for paying


def without_a_verb(scene: Scene, projects: list[Project]) -> Iterator[Party]:
    """Who gives a share that no verb of its own tells: behind another's verb, behind `from`, or in a line of a list."""
    for sentence in scene.sentences:
        verbs = [hit for hit in sentence.cues("donor") if hit.cue.side in ("left", "either")]
        for group in scene.groups(sentence):
            told = [hit for hit in verbs if hit.end <= group.start]
            cue = (told[-1].start, told[-1].end) if told else (group.start, group.end)
            if told and _begins_a_clause(scene, group):
                share = _is_a_share(scene, _past_brackets(scene, group.end), sentence.end)
            else:
                share = _is_behind_a_share(scene, sentence, group) or _is_a_line(scene, sentence, group)
            for project in targets(scene, sentence, projects, group.start) if share else ():
                for mention in group.members:
                    if told or may_give(scene, mention):
                        yield Party(mention, "donor", project, cue, 0.85, "donor/own-share", sentence.number)


def _begins_a_clause(scene: Scene, group: Group) -> bool:
    governor = scene.governor(group.start)
    return governor == "" or scene.is_conjunction(governor) or governor in scene.lexicon.list("while")


def _is_behind_a_share(scene: Scene, sentence: Sentence, group: Group) -> bool:
    """`… and a smaller sum from Australia`, `deux millions de l'AFD`, where the sentence tells of a sum or a payer."""
    if not (sentence.of_kind("money") or sentence.cues("donor")):
        return False
    before = scene.folded[max(sentence.start, group.start - _NEAR) : group.start].rstrip()
    return any(match.end() == len(before) for match in scene.lexicon.pattern("share_of").finditer(before))


def _is_a_line(scene: Scene, sentence: Sentence, group: Group) -> bool:
    """`- Norway: 3 million`: one actor that opens a line, and nothing but a sum behind it."""
    opens = not sentence.headline and not re.search(r"\w", scene.folded[sentence.start : group.start])
    return opens and _LINE.match(scene.folded, group.end, sentence.end) is not None


def _is_a_share(scene: Scene, start: int, end: int) -> bool:
    """Whether a number stands there, or the rest of a sum (`los 120.000 restantes`, `the remaining 1.3 million`)."""
    if scene.lexicon.pattern("shares").match(scene.folded, start, end):
        return True
    words = scene.folded[start:end].split(" ", 4)
    small = scene.lexicon.list("articles") | scene.lexicon.list("left_over")
    number = next((word for word in words if word not in small), "")
    return number[:1].isdigit() or number[:1] in _SIGNS


def _past_brackets(scene: Scene, end: int) -> int:
    """Where the text goes on after spaces, a comma and what stands in brackets."""
    rest = scene.folded[end:]
    stripped = rest.lstrip(" ,")
    if stripped.startswith("(") and ")" in stripped:
        stripped = stripped[stripped.index(")") + 1 :].lstrip(" ,")
    return end + len(rest) - len(stripped)


def by_default(scene: Scene, cast: Cast, projects: list[Project]) -> Iterator[Party]:
    """Donors where nobody is said to pay, by the first of these that finds any."""
    for way in (_seats, _in_the_headline, _agencies_of_others):
        found = list(way(scene, cast, projects))
        if found:
            yield from found
            return


def _seats(scene: Scene, cast: Cast, projects: list[Project]) -> Iterator[Party]:
    """`Berlin and The Hague paid for it`: a capital that is the subject of paying stands for its state."""
    for sentence in scene.sentences:
        for hit in sentence.cues("donor"):
            for mention in [*sentence.of_kind("place"), *_named_seats(scene, sentence)]:
                state = _seat_of(scene, mention)
                if state is None or state == cast.home_state or not _is_payer(scene, hit, mention):
                    continue
                for project in targets(scene, sentence, projects, hit.start):
                    span = (hit.start, hit.end)
                    yield Party(
                        mention, "donor", project, span, 0.7, "donor/seat-of-government", sentence.number, payer=state
                    )


def _named_seats(scene: Scene, sentence: Sentence) -> Iterator[Mention]:
    """Seats of governments that are no known place here (`The Hague`)."""
    taken = {mention.start for mention in sentence.of_kind("place")}
    for name in scene.lexicon.words.get("seats", {}):
        for match in re.finditer(rf"(?<!\w){name}(?!\w)", scene.folded[sentence.start : sentence.end]):
            start, end = sentence.start + match.start(), sentence.start + match.end()
            if start not in taken and scene.text[start].isupper():
                yield Mention("place", start, end, scene.text[start:end])


def _seat_of(scene: Scene, mention: Mention) -> str | None:
    """The state a place is the seat of, or the Union."""
    seats = scene.lexicon.words.get("seats", {})
    word = scene.folded[mention.start : mention.end]
    if word in seats:
        return ID + str(seats[word])
    capital = next((iri for iri in mention.candidates if iri in scene.reference.capitals), None)
    return scene.reference.state_of_country(scene.reference.country_of(capital)) if capital else None


def _is_payer(scene: Scene, hit: Hit, mention: Mention) -> bool:
    if hit.cue.side in ("left", "either") and 0 <= hit.start - mention.end < _NEAR:
        return scene.governor(mention.start) not in scene.after_prepositions
    return hit.cue.side in ("right", "either") and 0 <= mention.start - hit.end <= 1


def _in_the_headline(scene: Scene, cast: Cast, projects: list[Project]) -> Iterator[Party]:
    """`Korea and Japan help …`, `Norwegian vans for …`: another state in the headline of what nobody is said to pay."""
    for sentence in scene.sentences:
        if not sentence.headline:
            continue
        for mention in sentence.mentions:
            state = scene.state_of(mention)
            union = scene.lexicon.pattern("the_union").fullmatch(scene.folded, mention.start, mention.end)
            if not union and (state is None or state == cast.home_state or not (is_government(mention))):
                continue
            adjective = mention.kind == "state" and scene.word_before(mention.start) not in scene.after_prepositions
            if not adjective and (only_where(scene, mention) or not _acts_there(scene, sentence, mention)):
                continue
            for project in projects:
                span = (mention.start, mention.end)
                yield Party(mention, "donor", project, span, 0.6, "donor/headline", sentence.number)


def may_give(scene: Scene, mention: Mention) -> bool:
    """Whether a mention is of the kind that pays: a state, a public body, the Union, a fund, a giving foundation."""
    if isinstance(mention.value, Government) and mention.value.form == "adjective":
        return False  # `3 million Cameroonians`, `dollars américains (3 500 000)`
    if scene.lexicon.pattern("the_union").fullmatch(scene.folded, mention.start, mention.end):
        return True
    giver = any(iri.rsplit("/", 1)[-1] in scene.lexicon.list("givers") for iri in mention.candidates[:1])
    return giver or is_government(mention) or is_public(mention) or mention.kind == "instrument"


def _acts_there(scene: Scene, sentence: Sentence, mention: Mention) -> bool:
    """Whether a name opens the headline or follows what thanks (`grâce au Danemark`), alone or in a list that does."""
    group = next((g for g in scene.groups(sentence) if mention in g.members), None)
    start = group.start if group else mention.start
    opens = not scene.folded[sentence.start : start].strip(" l'ae«“\"") or scene.governor(start) == ""
    thanked = any(
        match.end() == start
        for match in scene.lexicon.pattern("thanks").finditer(scene.folded, sentence.start, start + 1)
    )
    return opens or thanked


def _agencies_of_others(scene: Scene, cast: Cast, projects: list[Project]) -> Iterator[Party]:
    """An agency for development of another state, or a pooled fund, that is named below the headline at all."""
    for sentence in scene.body_sentences:
        for mention in sentence.of_kind("body", "instrument"):
            if scene.in_role(mention) or not lives_by_giving(scene, cast, mention):
                continue
            for project in targets(scene, sentence, projects, mention.start):
                span = (mention.start, mention.end)
                yield Party(mention, "donor", project, span, 0.6, "donor/by-its-kind", sentence.number)


def lives_by_giving(scene: Scene, cast: Cast, mention: Mention) -> bool:
    """Whether a mention is an agency for development of another state, or a pooled fund."""
    actor = cast.curated(mention)
    entry = scene.reference.get(actor)
    if entry is None or actor is None or cast.is_doer(actor):
        return False
    if kind_of(actor) == "instrument":
        return entry.pooled
    giving = entry.function is not None and entry.function.rsplit("/", 1)[-1] in scene.lexicon.list("giving_functions")
    known = isinstance(mention.value, Body) or bool(mention.candidates)
    return known and is_public(mention) and giving and entry.state != cast.home_state
