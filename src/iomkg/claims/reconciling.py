"""One role for each actor of a project, by its surest wording; funds, channels and states put in their place."""

from __future__ import annotations

from dataclasses import replace

from iomkg.claims.cast import Cast, is_government
from iomkg.claims.party import Party
from iomkg.claims.scene import Scene
from iomkg.namespaces import entity, kind_of

_RANK = {"donor": 0, "implementer": 1, "partner": 2}
_IN_AS_MANY_WORDS = 0.9  # how sure a cue is that leaves no doubt who pays
_HAVING_DONE = ("/por-encargo", "/on-behalf-of", "/mandant")
_UNION = entity("organisation", "eu")
_COMMISSION = entity("organisation", "european-commission")


def reconciled(scene: Scene, cast: Cast, parties: list[Party]) -> list[Party]:
    """One role for each actor of a project: paying, then carrying out, then joining, by its surest wording."""
    parties = _hosts_apart(cast, parties)
    others_pay = any(p.role == "donor" for p in parties)
    parties = [_supporter(cast, p, others_pay) if p.role == "support" else p for p in parties]
    given = {p.mention.start for p in parties if p.role == "partner" and p.in_kind}
    parties = [p for p in parties if p.role != "donor" or p.mention.start not in given]  # `on land donated by the city`
    parties = _helpers_apart(cast, [p for p in parties if p.role in _RANK])
    implementers = {cast.key(p.mention) for p in parties if p.role == "implementer" and p.confidence >= 0.9}
    best: dict[object, Party] = {}
    for party in sorted(parties, key=lambda p: (_RANK[p.role], not p.in_kind, -p.confidence, p.mention.start)):
        key = party.payer or cast.key(party.mention)
        if key is None:
            continue
        if party.role == "donor" and key in implementers and party.confidence < 0.9:
            continue
        best.setdefault(key, party)
    kept = _exact(cast, _without_channels(cast, _behind_funds(scene, cast, list(best.values()))))
    return sorted(kept, key=lambda p: p.mention.start)


def _hosts_apart(cast: Cast, parties: list[Party]) -> list[Party]:
    """Where others pay, a body of the state where the work is pays only if that is said of it in as many words.

    Beside the payer it signs the agreement (`the Union and the Ministry of Finance signed a grant`), or has work done.
    """
    donors = [p for p in parties if p.role == "donor"]
    foreign = {(p.cue, p.method) for p in donors if not cast.is_at_home(p.mention)}
    if not foreign:
        return parties
    hosts = [p for p in donors if cast.is_at_home(p.mention) and p.confidence < _IN_AS_MANY_WORDS]
    hosts = [p for p in hosts if (p.cue, p.method) in foreign or p.method.endswith(_HAVING_DONE)]
    return [p for p in parties if p not in hosts]


def _helpers_apart(cast: Cast, parties: list[Party]) -> list[Party]:
    """Where somebody is said to carry a project out, others who only do something for it have no part by that."""
    in_charge = {cast.key(p.mention) for p in parties if p.role == "implementer" and not p.weak}
    if not in_charge:
        return parties
    return [p for p in parties if not (p.role == "implementer" and p.weak and cast.key(p.mention) not in in_charge)]


def _supporter(cast: Cast, party: Party, others_pay: bool) -> Party:
    """Who supports a project: its donor where nobody else pays; else a partner, if of the kind that joins in.

    The state a project works in, and its bodies, support it otherwise than with money.
    """
    actor = cast.actor(party.mention)
    at_home = cast.home_state is not None and cast.state(party.mention) == cast.home_state
    if not at_home and not others_pay:
        return replace(party, role="donor", method=party.method.replace("support/", "donor/"))
    if at_home or (isinstance(actor, str) and cast.is_doer(actor)):
        return replace(party, role="partner", method=party.method.replace("support/", "partner/"))
    return party


def _behind_funds(scene: Scene, cast: Cast, parties: list[Party]) -> list[Party]:
    """A fund beside its payer is an instrument; the Union's own fund means the Union where nobody is named for it.

    A pooled fund pays itself, and so does one whose name tells nobody else.
    """
    funds = [p for p in parties if p.role == "donor" and p.mention.kind == "instrument"]
    others = [p for p in parties if p.role == "donor" and p not in funds]
    union_pays = any(_is_of_the_union(scene, cast, party) for party in others)
    result = []
    for party in parties:
        entry = scene.reference.get(str(cast.actor(party.mention))) if party in funds else None
        if entry is None or entry.pooled:
            result.append(party)
        elif (
            not union_pays
            and entry.manager == _COMMISSION
            and scene.lexicon.pattern("the_union").search(scene.folded, party.mention.start, party.mention.end)
        ):
            result.append(replace(party, payer=_UNION, confidence=min(party.confidence, 0.8)))
        elif not others:
            result.append(party)
    return result


def _is_of_the_union(scene: Scene, cast: Cast, party: Party) -> bool:
    """Whether a payer is the Union or one of its own: then its fund is no second payer."""
    if cast.actor(party.mention) in (_UNION, _COMMISSION):
        return True
    return scene.lexicon.pattern("the_union").search(scene.folded, party.mention.start, party.mention.end) is not None


def _without_channels(cast: Cast, parties: list[Party]) -> list[Party]:
    """An organisation that works with money is no payer where a state, the Union or a fund pays."""
    donors = [p for p in parties if p.role == "donor"]
    doers = [p for p in donors if isinstance(cast.actor(p.mention), str) and cast.is_doer(str(cast.actor(p.mention)))]
    if not doers or len(doers) == len(donors):
        return parties
    return [p if p not in doers else replace(p, role="implementer", confidence=min(p.confidence, 0.7)) for p in parties]


def _exact(cast: Cast, parties: list[Party]) -> list[Party]:
    """A state beside its own body is left out: the body says more exactly who pays, or the state does not pay."""
    result = []
    for party in parties:
        actor = cast.actor(party.mention)
        if isinstance(actor, str) and kind_of(actor) == "state":
            own = [
                p
                for p in parties
                if (p.role == party.role or party.confidence < 0.8)
                and p is not party
                and cast.state(p.mention) == actor
                and not is_government(p.mention)
            ]
            if own:
                continue
        result.append(party)
    return result
