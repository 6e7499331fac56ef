"""Money of an activity: who funds it, its budgets, planned disbursements and transactions, each sum a funding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from iomkg import terms
from iomkg.activities import coded
from iomkg.activities.codes import Meaning, labels, meanings
from iomkg.activities.notebook import INFERRED, Notebook
from iomkg.activities.parties import Parties, Party
from iomkg.activities.texts import clean
from iomkg.identifiers import identifier
from iomkg.model import Element, Thing
from iomkg.namespaces import concept
from iomkg.unseen import excerpt

_PERIOD: Final = (("period-start", "periodStart"), ("period-end", "periodEnd"))


@dataclass(slots=True)
class Cast:
    """Who has which part in an activity, as far as it tells who pays: the publisher, and the participants by role."""

    publisher: Party | None
    by_role: dict[str, list[Party]]

    def gives(self, payer: Party) -> bool:
        """Whether a payer gives its own money: it funds the activity, or nobody is named as funding it and it does not
        carry it out. One that passes on what others gave is no donor."""
        funding = self.by_role.get("1", [])
        if funding:
            return any(_same(payer, other) for other in funding)
        return not any(_same(payer, other) for other in (*self.by_role.get("3", ()), *self.by_role.get("4", ())))

    def assumed_payer(self) -> Party | None:
        """Who pays an outgoing sum that names nobody: the publisher when it takes part, else the only funder."""
        if self.publisher and any(_same(self.publisher, p) for parties in self.by_role.values() for p in parties):
            return self.publisher
        funding = self.by_role.get("1", [])
        return funding[0] if funding and all(_same(funding[0], other) for other in funding) else None


@dataclass(slots=True)
class Sums:
    """States the sums of one activity."""

    notebook: Notebook
    parties: Parties
    cast: Cast
    project: Thing
    currency: str

    def funder(self, element: Element, payer: Party) -> None:
        """A participant that funds the activity, whatever sums are told of it."""
        ref = payer.ref or payer.thing.wording
        funding = self._funding(element, f"funded by {ref}", meanings("participating-org")["1"], element)
        self.notebook.say(funding, "donor", payer.thing.iri, element, payer.thing.wording)
        self._activity(funding, "providerActivity", element, "activity-id")

    def budget(self, element: Element) -> None:
        """What the activity has at its disposal in a period."""
        kind = self.notebook.code("BudgetType", element, "type", default="1")
        if kind is None:
            return
        status = element.get("status") and self.notebook.code("BudgetStatus", element, "status")
        meaning = meanings("budget")[kind]
        stage = meanings("budget-status")[status].stage if status else meaning.stage
        funding = self._sum(element, Meaning(meaning.kind, stage, ""), "budget")
        if funding is None:
            return
        self.notebook.say(funding, "budgetType", concept("iati-budget-type", kind), element, kind, "type")
        if status:
            self.notebook.say(funding, "budgetStatus", concept("iati-budget-status", status), element, status, "status")
        self._period(funding, element)

    def planned(self, element: Element) -> None:
        """A disbursement that is planned for a period."""
        kind = self.notebook.code("BudgetType", element, "type", default="1")
        funding = self._sum(element, meanings("planned-disbursement")[kind], "planned") if kind else None
        if funding is None or kind is None:
            return
        self.notebook.say(funding, "budgetType", concept("iati-budget-type", kind), element, kind, "type")
        self._period(funding, element)
        self._sides(funding, element, "outgoing")

    def transaction(self, element: Element) -> Thing | None:
        """A commitment or a flow of money; None after a remark when it says nothing sound."""
        told = element.first("transaction-type")
        if told is None:
            self.notebook.remark(element, "a transaction without transaction-type says nothing")
            return None
        code = self.notebook.code("TransactionType", told)
        if code is None:
            return None
        meaning = meanings("transaction")[code]
        funding = self._sum(element, meaning, f"transaction of type {code}")
        if funding is None:
            return None
        say = self.notebook.say
        say(funding, "transactionType", concept("iati-transaction-type", code), told, code, "code")
        day = element.first("transaction-date")
        if day is None:
            self.notebook.remark(element, "the transaction has no date")
        else:
            self.notebook.dated(funding, "statedOn", day)
        if reference := clean(element.get("ref")):
            say(funding, "transactionReference", terms.text(reference[:200]), element, reference, "ref")
        for text in element.all("description"):
            self.notebook.texts(funding, "description", text)
        coded.humanitarian(self.notebook, funding, element)
        self._sides(funding, element, meaning.flow)
        for name, scheme in (("flow-type", "FlowType"), ("finance-type", "FinanceType"), ("aid-type", "AidType")):
            for one in element.all(name):
                coded.kind_of_money(self.notebook, funding, one, scheme)
        return funding

    def _sum(self, element: Element, meaning: Meaning, what: str) -> Thing | None:
        """A funding with its amount, None after a remark when it has none that is sound."""
        value = element.first("value")
        if value is None:
            self.notebook.remark(element, f"a {element.name} without value says nothing")
            return None
        amount = self.notebook.number(value, value.text)
        if amount is None:
            return None
        currency = self._currency(value)
        if currency is None:
            return None
        day = next((c.get("iso-date") for c in element.children if c.name in ("transaction-date", "period-start")), "")
        funding = self._funding(element, f"{what} {day} {amount:f} {currency}", meaning, value)
        self.notebook.say(funding, "amount", terms.decimal(amount), value, value.text)
        self.notebook.say(funding, "currency", concept("currency", currency), value, currency)
        if value.get("value-date"):
            self.notebook.dated(funding, "valueDate", value, "value-date")
        return funding

    def _funding(self, element: Element, wording: str, meaning: Meaning, shown: Element) -> Thing:
        funding = self.notebook.introduce("funding", wording)
        self.notebook.typed(funding, "Funding", shown)
        self.notebook.say(funding, "fundedProject", self.project.iri, shown, self.project.wording, method=element.name)
        for name, scheme, code in (
            ("fundingKind", "funding-kind", meaning.kind),
            ("stage", "funding-stage", meaning.stage),
            ("flow", "funding-flow", meaning.flow),
        ):
            if code:
                self.notebook.say(funding, name, concept(scheme, code), shown, element.name, method=element.name)
        return funding

    def _currency(self, value: Element) -> str | None:
        given = (clean(value.get("currency")) or self.currency).upper()
        if given in labels("Currency"):
            return given
        wrong = f"{excerpt(given, 20)!r} is no currency" if given else "neither value nor activity has a currency"
        self.notebook.remark(value, f"{wrong}; the sum is left out", "currency")
        return None

    def _period(self, funding: Thing, element: Element) -> None:
        for name, predicate in _PERIOD:
            if edge := element.first(name):
                self.notebook.dated(funding, predicate, edge)

    def _sides(self, funding: Thing, element: Element, flow: str) -> None:
        """Who pays and who receives, and under which activities of theirs."""
        giver, taker = element.first("provider-org"), element.first("receiver-org")
        payer = self.parties.of(giver) if giver else None
        if payer and giver:
            self.notebook.say(funding, self._pays(payer), payer.thing.iri, giver, payer.thing.wording)
        elif flow == "outgoing" and (assumed := self.cast.assumed_payer()):
            self.notebook.say(
                funding, self._pays(assumed), assumed.thing.iri, assumed.element, assumed.thing.wording,
                confidence=INFERRED, method=ASSUMED_PAYER,
            )  # fmt: skip
        if giver:
            self._activity(funding, "providerActivity", giver, "provider-activity-id")
        if taker:
            if party := self.parties.of(taker):
                self.notebook.say(funding, "recipient", party.thing.iri, taker, party.thing.wording)
            self._activity(funding, "receiverActivity", taker, "receiver-activity-id")

    def _pays(self, payer: Party) -> str:
        return "donor" if self.cast.gives(payer) else "paidBy"

    def _activity(self, funding: Thing, name: str, element: Element, attribute: str) -> None:
        if other := coded.activity(self.notebook, self.project, element, attribute):
            self.notebook.say(funding, name, identifier("iati", other), element, other, attribute)


#: The method of a claim on who pays where the transaction does not say.
ASSUMED_PAYER: Final = "assumed-payer"


def _same(one: Party, other: Party) -> bool:
    if one.ref and other.ref:
        return one.ref.casefold() == other.ref.casefold()
    return bool(one.names & other.names)
