"""What a client gets, in the JSON of version 0.2 and of what is settled of 1.0; the tasks that make it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from pyoxigraph import Literal

from iomkg import __version__, stated_dates
from iomkg.matching import TYPES
from iomkg.model import Language
from iomkg.namespaces import ID, NS, XSD
from iomkg.web.bench import Bench
from iomkg.web.guards import HEADERS
from iomkg.web.lanes import Reply
from iomkg.web.protocol import ProtocolError
from iomkg.web.reconciliation import asked, catalogue
from iomkg.web.reconciliation.service import Found, Named, Service
from iomkg.web.rendering import Asked, words
from iomkg.web.things import ThingPage

#: The end of the address of what follows version 1.0, whose draft this is.
DRAFT: Final = "1.0-draft"
_WIDTH, _HEIGHT = 430, 260  # of a preview, in pixels
_FACTS: Final = 5
_JSON: Final = "application/json"
#: A preview stands in the frame of another site.
_FRAMED: Final = {
    "Content-Security-Policy": HEADERS["Content-Security-Policy"].replace("frame-ancestors 'none'", "frame-ancestors *")
}


def manifest(base: str, language: Language) -> Reply:
    """What the service can do, for version 0.2; `base` is the address of the server, without a slash at its end."""

    def at(name: str) -> dict[str, str]:
        return {"service_url": base, "service_path": f"/reconcile/{name}"}

    said = {
        "versions": ["0.2"],
        **_described(base, language),
        "view": {"url": f"{base}/id/{{{{id}}}}"},
        "preview": {"url": f"{base}/reconcile/preview?id={{{{id}}}}", "width": _WIDTH, "height": _HEIGHT},
        "suggest": {what: at(f"suggest/{what}") for what in ("entity", "type", "property")},
        "extend": {"propose_properties": at("propose"), "property_settings": [_setting("name", "label", "help_text")]},
    }
    return _json(said, language)


def manifest_of_draft(base: str, language: Language) -> Reply:
    """What the service can do, for version 1.0."""
    said = {
        "versions": [DRAFT],
        **_described(base, language),
        "view": {"url": f"{base}/id/{{+id}}"},
        "preview": {"width": _WIDTH, "height": _HEIGHT},
        "suggest": dict.fromkeys(("entity", "type", "property"), True),
        "extend": {"proposeProperties": True, "propertySettings": [_setting("id", "name", "helpText")]},
        "standardizedScore": True,
        "batchSize": asked.MOST,
    }
    return _json(said, language)


def candidates(bench: Bench, language: Language, text: str) -> Reply:
    """Candidates for a batch of queries of version 0.2."""
    service = Service(bench, language)
    found = {key: service.candidates(query) for key, query in asked.batch(text).items()}
    return _json({key: {"result": [_candidate(each, language) for each in these]} for key, these in found.items()},
                 language)  # fmt: skip


def candidates_of_draft(bench: Bench, language: Language, text: str) -> Reply:
    """Candidates for a batch of queries of version 1.0."""
    service = Service(bench, language)
    found = [service.candidates(query) for query in asked.batch_of_draft(text)]
    return _json({"results": [{"candidates": [_candidate(each, language) for each in these]} for these in found]},
                 language)  # fmt: skip


def extended(bench: Bench, language: Language, text: str) -> Reply:
    """The values of properties of things, for version 0.2."""
    service, wanted = Service(bench, language), asked.extension(text)
    rows = {
        thing: {
            name: [_value(value) for value in service.values(thing, name, most)]
            for name, most in wanted.properties.items()
        }
        for thing in wanted.ids
    }
    return _json({"meta": _meta(wanted.properties, language), "rows": rows}, language)


def extended_for_draft(bench: Bench, language: Language, text: str) -> Reply:
    """The values of properties of things, for version 1.0."""
    service, wanted = Service(bench, language), asked.extension(text)
    rows = [
        {
            "id": thing,
            "properties": [
                {"id": name, "values": [_value(value, tagged=True) for value in service.values(thing, name, most)]}
                for name, most in wanted.properties.items()
            ],
        }
        for thing in wanted.ids
    ]
    return _json({"meta": _meta(wanted.properties, language), "rows": rows}, language)


def suggested(bench: Bench, request: Asked, what: str) -> Reply:
    """Things, types or properties for what was typed (`prefix`), from the one numbered `cursor`."""
    service, prefix = Service(bench, request.language), request.get("prefix")
    if what == "entity":
        cursor = request.get("cursor")
        start = int(cursor) if cursor.isascii() and cursor.isdigit() and len(cursor) < 4 else 0
        found: list[dict[str, Any]] = [
            {
                "id": each.id,
                "name": each.name,
                "description": catalogue.type_name(each.types[0], request.language),
                "notable": _types(each, request.language),
            }
            for each in service.things(prefix, start)
        ]
    elif what in ("type", "property"):
        found = _listed(service.types(prefix) if what == "type" else service.properties(prefix))
    else:
        raise ProtocolError(404, f"there are no suggestions for {what!r}; there are entity, type and property")
    return _json({"result": found}, request.language)


def proposed(bench: Bench, request: Asked) -> Reply:
    """The properties of things of a `type`, `limit` of them at most."""
    kind, limit = request.get("type"), request.get("limit")
    found = Service(bench, request.language).properties("", kind or None)
    most = int(limit) if limit.isascii() and limit.isdigit() and len(limit) < 4 else len(found)
    return _json({"type": kind, "limit": most, "properties": _listed(found[:most])}, request.language)


def preview(bench: Bench, request: Asked) -> Reply:
    """The most important of what is known of a thing (`id`), for the frame of another site."""
    iri = ID + request.get("id")
    page = bench.page(request)
    known = ThingPage(bench.store, page).content(iri)
    if not known.facts:
        raise ProtocolError(404, f"nothing is known of {iri}")
    reply = page.reply(bench.answerer, "preview.html", thing=known, href=page.of(iri), facts=known.facts[:_FACTS])
    return Reply(reply.status, reply.kind, reply.body, {**reply.headers, **_FRAMED})


def _described(base: str, language: Language) -> dict[str, Any]:
    return {
        "name": words(language)["reconciliation_name"],
        "identifierSpace": ID,
        "schemaSpace": NS,
        "documentation": f"{base}/about",
        "serviceVersion": __version__,
        "logo": f"{base}/static/icon.svg",
        "defaultTypes": [{"id": name, "name": catalogue.type_name(name, language)} for name in TYPES],
    }


def _setting(key: str, label: str, told: str) -> dict[str, Any]:
    return {"type": "number", "default": 0, key: "limit", label: "Limit", told: "The most values of each (0: all)"}


def _candidate(found: Found, language: Language) -> dict[str, Any]:
    return {
        "id": found.id,
        "name": found.name,
        "description": found.told,
        "score": round(100 * found.score, 1),
        "match": found.match,
        "type": _types(found, language),
        "features": [
            {"id": name, "name": catalogue.property_name(name, language), "value": has}
            for name, has in found.features
        ],
    }  # fmt: skip


def _types(found: Found, language: Language) -> list[dict[str, str]]:
    return [{"id": name, "name": catalogue.type_name(name, language)} for name in found.types]


def _listed(found: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"id": key, "name": name} for key, name in found]


def _meta(properties: Iterable[str], language: Language) -> list[dict[str, str]]:
    return [{"id": name, "name": catalogue.property_name(name, language)} for name in properties]


def _value(found: Named, *, tagged: bool = False) -> dict[str, Any]:
    """A value in the kind of JSON it takes; `tagged` with its language."""
    value = found.value
    if not isinstance(value, Literal):
        day = stated_dates.lexical_of(value.value) or ""
        if len(day) == len("2022-02-16"):
            return {"date": f"{day}T00:00:00"}
        return {"id": found.id, "name": found.name} if found.id and not day else {"str": day or found.name}
    kind = value.datatype.value.removeprefix(XSD)
    if kind == "integer":
        return {"int": int(value.value)}
    if kind in ("decimal", "double"):
        return {"float": float(value.value)}
    return {"str": value.value, "lang": value.language} if tagged and value.language else {"str": value.value}


def _json(said: object, language: Language) -> Reply:
    body = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    return Reply(200, _JSON, body, {"Content-Language": language, "Vary": "Accept-Language"})
