"""What an activity says in codes: sectors, tags, policy markers, kinds of money, flags, and other activities."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from iomkg import terms
from iomkg.activities.codes import code_of, labels
from iomkg.activities.notebook import Notebook
from iomkg.activities.texts import clean
from iomkg.identifiers import identifier
from iomkg.model import Element, Thing
from iomkg.namespaces import concept
from iomkg.unseen import excerpt

_YES: Final = {"1": True, "true": True, "0": False, "false": False}
_KINDS_OF_MONEY: Final = {"FlowType": "flow", "FinanceType": "finance", "AidType": "aid"}
# Vocabularies with a list of ours: the codes have to be on it.
_SECTORS: Final = {"1": ("Sector", "dac-sector"), "2": ("SectorCategory", "dac-sector-category")}
_TAGS: Final = {"2": ("UNSDG-Goals", "sdg-goal"), "3": ("UNSDG-Targets", "sdg-target")}
_MARKERS: Final = {"1": ("PolicyMarker", "policy-marker")}
_VOCABULARIES: Final = {
    "sector": ("SectorVocabulary", "1", _SECTORS),
    "tag": ("TagVocabulary", "1", _TAGS),
    "policy-marker": ("", "1", _MARKERS),
}
_RELATED: Final = {
    "1": "parentActivity", "2": "childActivity", "3": "siblingActivity", "4": "coFundedActivity",
    "5": "thirdPartyActivity",
}  # fmt: skip
_ROUNDING: Final = Decimal("0.1")
_WHOLE: Final = Decimal(100)


def allocation(notebook: Notebook, element: Element, of: Thing, property_: str) -> Thing | None:
    """A sector, tag or policy marker of a project or a sum; None after a remark when its code is none."""
    list_name, default, known = _VOCABULARIES[element.name]
    target: str | None = None  # of a publisher's own vocabulary nothing is known but the code
    vocabulary = clean(element.get("vocabulary")) or default
    if list_name:
        vocabulary = code_of(list_name, vocabulary) or ""
        if not vocabulary:
            notebook.code(list_name, element, "vocabulary")
            return None
    code = clean(element.get("code"))
    if not code:
        notebook.remark(element, "no code is given", "code")
        return None
    if vocabulary in known:
        name, scheme = known[vocabulary]
        if (found := code_of(name, code)) is None:
            if element.name != "sector" or code not in labels("SectorCategory"):
                notebook.remark(element, f"{excerpt(code, 40)!r} is no code of the list {name}", "code")
                return None
            # Three digits under the vocabulary of five: the category is meant.
            found, vocabulary, scheme = code, "2", _SECTORS["2"][1]
        code, target = found, concept(scheme, found)
    thing = _allocated(notebook, element, of, property_, code, target)
    notebook.say(thing, "vocabulary", terms.text(vocabulary), element, vocabulary, "vocabulary")
    if address := clean(element.get("vocabulary-uri")):
        notebook.say(thing, "vocabularyUri", terms.text(address[:500]), element, address, "vocabulary-uri")
    if significance := clean(element.get("significance")):
        notebook.say(thing, "significance", terms.text(significance[:10]), element, significance, "significance")
    return thing


def placed(
    notebook: Notebook, element: Element, of: Thing, property_: str, code: str, vocabulary: str, place: str | None
) -> Thing:
    """A country or region of a project or a sum, with its share."""
    thing = _allocated(notebook, element, of, property_, code, place)
    if vocabulary:
        notebook.say(thing, "vocabulary", terms.text(vocabulary), element, vocabulary, "vocabulary")
    if address := clean(element.get("vocabulary-uri")):
        notebook.say(thing, "vocabularyUri", terms.text(address[:500]), element, address, "vocabulary-uri")
    return thing


def _allocated(notebook: Notebook, element: Element, of: Thing, property_: str, code: str, target: str | None) -> Thing:
    thing = notebook.introduce("allocation", f"{element.name} {code}")
    notebook.typed(thing, "Allocation", element)
    notebook.say(thing, property_, of.iri, element, of.wording)
    notebook.say(thing, "statedBy", terms.text(element.name), element, element.name)
    notebook.say(thing, "code", terms.text(code[:200]), element, code, "code")
    if target:
        notebook.say(thing, "allocatedTo", target, element, code, "code")
    share = clean(element.get("percentage"))
    if share:
        number = notebook.number(element, share.rstrip("% "), "percentage")
        if number is not None and not 0 <= number <= _WHOLE:
            notebook.remark(element, f"{share} is no percentage; it lies between 0 and 100", "percentage")
        elif number is not None:
            notebook.say(thing, "percentage", terms.decimal(number), element, share, "percentage")
    notebook.texts(thing, "name", element)
    return thing


def check_shares(notebook: Notebook, elements: tuple[Element, ...], what: str) -> None:
    """Remark on shares of one vocabulary that are not a hundred together; each is taken as it stands."""
    of_vocabulary: dict[str, list[Element]] = {}
    for element in elements:
        vocabulary = clean(element.get("vocabulary")) if element.name == "sector" else ""
        of_vocabulary.setdefault(vocabulary, []).append(element)
    for group in of_vocabulary.values():
        shares = [share for e in group if (share := _share(e)) is not None]
        total = sum(shares, Decimal(0))
        if shares and abs(total - _WHOLE) > _ROUNDING:
            told = f"the percentages of {len(group)} {what} come to {total.normalize():f} and not to 100"
            notebook.remark(group[0], told, "percentage")


def _share(element: Element) -> Decimal | None:
    try:
        number = Decimal(clean(element.get("percentage")).rstrip("% "))
    except ArithmeticError:
        return None
    return number if number.is_finite() and abs(number) < _WHOLE * _WHOLE else None


def kind_of_money(notebook: Notebook, subject: Thing, element: Element, list_name: str, default: bool = False) -> None:
    """The flow, finance or aid type of a sum, or the default of a project."""
    if list_name == "AidType" and element.get("vocabulary") not in ("", "1"):
        notebook.remark(element, "only aid types of the DAC are taken", "vocabulary")
        return
    kind = _KINDS_OF_MONEY[list_name]
    name = f"default{kind.capitalize()}Type" if default else f"{kind}Type"
    notebook.listed(subject, name, list_name, f"{kind}-type", element)


def humanitarian(notebook: Notebook, subject: Thing, element: Element) -> None:
    """Whether a project or a sum is marked as humanitarian."""
    given = clean(element.get("humanitarian"))
    if not given:
        return
    if given.lower() not in _YES:
        notebook.remark(element, f"{excerpt(given, 20)!r} is neither 1 nor 0", "humanitarian")
        return
    value = terms.boolean(_YES[given.lower()])
    notebook.say(subject, "humanitarian", value, element, given, "humanitarian", method="humanitarian")


def related(notebook: Notebook, project: Thing, element: Element) -> None:
    """Another activity, named by its identifier."""
    kind = notebook.code("RelatedActivityType", element, "type")
    value = activity(notebook, project, element, "ref", needed=True) if kind else None
    if kind and value:
        notebook.say(project, _RELATED[kind], identifier("iati", value), element, value, "ref")


def activity(notebook: Notebook, project: Thing, element: Element, attribute: str, needed: bool = False) -> str | None:
    """The identifier of another activity. None (after a remark, unless there is nothing) when it is none, or this
    activity's own."""
    value = clean(element.get(attribute))
    if not value and not needed:
        return None
    if len(value) < 4 or len(value) > 200 or "-" not in value:
        wrong = f"{excerpt(value, 60)!r} is no identifier of an activity" if value else "no activity is given"
        notebook.remark(element, wrong, attribute)
        return None
    if value.casefold() == project.wording.casefold():
        notebook.remark(element, "the activity named is this one", attribute)
        return None
    return value
