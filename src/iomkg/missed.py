"""Facts a reader missed and a curator adds: from a quote, a property and a value to claims like any others."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from pyoxigraph import Literal, NamedNode

from iomkg import terms
from iomkg.judgements import Judgement
from iomkg.model import Term
from iomkg.namespaces import ID, RDF, concept, digest, expanded, release, scoped, term

METHODS: Final = ("judgement/add", "judgement/correct")
MOST_CHARACTERS: Final = 1000  # of a quote: three long sentences
_TYPE: Final = RDF + "type"

Told: TypeAlias = dict[str, Term]
Said: TypeAlias = tuple[str, str, Term]  # subject, predicate, object


@dataclass(frozen=True, slots=True)
class Missed:
    """A missed fact with what it is about: `about` is the IRI of a thing, empty for a project that was missed;
    `quote` its quote as the release's text has it, from `start` on; `language` that of the release."""

    judgement: Judgement
    key: str
    about: str
    quote: str
    start: int
    language: str

    def scoped(self, kind: str) -> str:
        """The IRI of something this judgement introduces."""
        return introduced(self.judgement, self.key, kind)


def introduced(judgement: Judgement, key: str, kind: str) -> str:
    """The IRI of something a judgement introduces into a release."""
    return scoped(key, kind, f"j{judgement.id[:8]}")


def where(quote: str, text: str) -> tuple[int, int] | None:
    """The span of a quote in a text, whatever its line breaks and spaces; None when the text does not hold it."""
    words = quote.split()
    if not words:
        return None
    found = re.search(r"\s+".join(map(re.escape, words)), text)
    return found.span() if found else None


def claims(missed: Missed) -> dict[str, Told]:
    """The claims that say a missed fact, by IRI."""
    judgement = missed.judgement
    write = FIELDS.get(judgement.predicate)
    said = write(missed) if write else iter([(missed.about, expanded(judgement.predicate), _value(missed))])
    found: dict[str, Told] = {}
    for subject, predicate, value in said:
        saying = digest(judgement.id, subject.rsplit("/", 2)[1], predicate, str(value))[:24]
        found[f"{ID}claim/{saying}"] = {
            **_of_judgement(judgement, missed.key, saying),
            RDF + "subject": NamedNode(subject),
            RDF + "predicate": NamedNode(predicate),
            RDF + "object": value,
            term("quote"): terms.text(missed.quote),
            term("quoteStart"): terms.integer(missed.start),
            term("quoteEnd"): terms.integer(missed.start + len(missed.quote)),
            term("method"): terms.text(METHODS[0]),
        }
    return found


def corrected(judgement: Judgement, wrong: Mapping[str, Term]) -> dict[str, Told]:
    """The claim that stands in the place of a wrong one, by IRI: of the same thing, resting on the same words."""
    value = terms.parse(judgement.value)
    saying = digest(judgement.id, judgement.saying, str(value))[:24]
    return {
        f"{ID}claim/{saying}": {
            **wrong,
            **_of_judgement(judgement, wrong[term("inRelease")].value.rsplit("/", 1)[1], saying),
            RDF + "object": value,
            term("objectAsWorded"): wrong[term("objectAsWorded")],
            term("method"): terms.text(METHODS[1]),
        }
    }


def _of_judgement(judgement: Judgement, key: str, saying: str) -> Told:
    return {
        _TYPE: NamedNode(term("Claim")),
        term("inRelease"): NamedNode(release(key)),
        term("saying"): terms.text(saying),
        term("subjectAsWorded"): terms.text(judgement.about or judgement.worded or judgement.quote[:60]),
        term("objectAsWorded"): terms.text(judgement.worded or judgement.quote),
        term("confidence"): terms.decimal(1),
        term("occurrence"): terms.integer(0),
        term("claimStatus"): NamedNode(concept("claim-status", "accepted")),
        term("codedBy"): terms.text(judgement.by),
    }


def _value(missed: Missed) -> Term:
    """The value given, a text without a language in that of the release where the property wants one."""
    return terms.parse(missed.judgement.value)


def _worded(missed: Missed) -> Literal:
    value = _value(missed)
    return value if isinstance(value, Literal) and value.language else terms.text(value.value, missed.language)


def _plain(name: str, worded: bool = False) -> Callable[[Missed], Iterator[Said]]:
    """A field that is one property of the project."""

    def write(missed: Missed) -> Iterator[Said]:
        yield missed.about, term(name), _worded(missed) if worded else _value(missed)

    return write


def _project(missed: Missed) -> Iterator[Said]:
    project = missed.scoped("project")
    yield project, _TYPE, NamedNode(term("Project"))
    if _value(missed).value:
        yield project, term("title"), _worded(missed)


def _funding(missed: Missed, kind: str) -> Iterator[Said]:
    funding = missed.scoped("funding")
    yield funding, _TYPE, NamedNode(term("Funding"))
    yield funding, term("fundingKind"), NamedNode(concept("funding-kind", kind))
    yield funding, term("stage"), NamedNode(concept("funding-stage", "announced"))
    yield funding, term("fundedProject"), NamedNode(missed.about)


def _donor(missed: Missed) -> Iterator[Said]:
    yield from _funding(missed, "contribution")
    actor = yield from _actor(missed)
    yield missed.scoped("funding"), term("donor"), actor
    if missed.judgement.sum:
        yield from _sum(missed, missed.judgement.sum)


def _sum(missed: Missed, written: str) -> Iterator[Said]:
    amount, currency = terms.money(written)
    funding = missed.scoped("funding")
    yield funding, term("amount"), terms.decimal(amount)
    yield funding, term("currency"), NamedNode(concept("currency", currency))
    yield funding, term("amountQualifier"), NamedNode(concept("amount-qualifier", "exact"))


def _budget(missed: Missed) -> Iterator[Said]:
    yield from _funding(missed, "budget")
    yield from _sum(missed, _value(missed).value)
    yield missed.scoped("funding"), term("covers"), NamedNode(concept("covers", "total"))


def _taking_part(role: str) -> Callable[[Missed], Iterator[Said]]:
    def write(missed: Missed) -> Iterator[Said]:
        part = missed.scoped("participation")
        yield part, _TYPE, NamedNode(term("Participation"))
        actor = yield from _actor(missed)
        yield part, term("participant"), actor
        yield part, term("inProject"), NamedNode(missed.about)
        yield part, term("role"), NamedNode(concept("role", role))

    return write


def _output(missed: Missed) -> Iterator[Said]:
    """What was built, given or taught, of the kind that is the value, counted as it is worded."""
    output = missed.scoped("output")
    yield output, _TYPE, NamedNode(term("Output"))
    yield output, term("outputKind"), _value(missed)
    yield output, term("quantityStated"), terms.text(missed.judgement.worded)
    yield output, term("ofProject"), NamedNode(missed.about)


def _actor(missed: Missed) -> Generator[Said, None, NamedNode]:
    """Who is meant: a body with an IRI, or one that is new and known by its name."""
    value = _value(missed)
    if isinstance(value, NamedNode):
        return value
    body = missed.scoped("organisation")
    yield body, _TYPE, NamedNode(term("OtherOrganisation"))
    yield body, term("name"), _worded(missed)
    return NamedNode(body)


FIELDS: Final[Mapping[str, Callable[[Missed], Iterator[Said]]]] = {
    "project": _project,
    "title": _plain("title", worded=True),
    "acronym": _plain("acronym"),
    "duration": _plain("durationMonths"),
    "start": _plain("start"),
    "end": _plain("end"),
    "place": _plain("targetsPlace"),
    "theme": _plain("hasTheme"),
    "route": _plain("alongRoute"),
    "donor": _donor,
    "budget": _budget,
    "implementer": _taking_part("implementing"),
    "partner": _taking_part("partner"),
    "output": _output,
}
