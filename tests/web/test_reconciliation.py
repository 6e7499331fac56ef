"""The Reconciliation Service API as OpenRefine uses it: every reply has the form that its version says."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

DRAFT = "/reconcile/1.0-draft"
TITLE = "Balke security and stabilisation project, Northern Chad"


def an_object(needed: dict[str, Any], optional: dict[str, Any] | None = None, *, more: bool = True) -> dict[str, Any]:
    properties = {**needed, **(optional or {})}
    return {"type": "object", "properties": properties, "required": list(needed), "additionalProperties": more}


def a_list(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


# What the schemas of the specification say, put together here: the text of both versions is on its site.
TEXT, NUMBER, FLAG = {"type": "string"}, {"type": "number"}, {"type": "boolean"}
NAMED = an_object({"id": TEXT, "name": TEXT}, {"description": TEXT, "broader": {"type": "array"}})
PLACE = an_object({}, {"service_url": TEXT, "service_path": TEXT})
TEMPLATE = {"type": "string", "pattern": r"\{\{id\}\}"}
SETTING = an_object({"type": {"enum": ["number"]}, "label": TEXT, "name": TEXT}, {"default": NUMBER, "help_text": TEXT})
DRAFT_SETTING = an_object({"type": {"enum": ["number"]}, "id": TEXT, "name": TEXT}, {"helpText": TEXT})
MANIFEST = an_object(
    {"versions": {**a_list(TEXT), "contains": {"const": "0.2"}}, "name": TEXT, "identifierSpace": TEXT,
     "schemaSpace": TEXT},
    {"documentation": TEXT, "logo": TEXT, "serviceVersion": TEXT, "view": an_object({"url": TEMPLATE}),
     "defaultTypes": a_list(NAMED),
     "suggest": an_object({}, {"entity": PLACE, "property": PLACE, "type": PLACE}),
     "preview": an_object({"url": TEMPLATE, "width": {"type": "integer"}, "height": {"type": "integer"}}),
     "extend": an_object({}, {"propose_properties": PLACE, "property_settings": a_list(SETTING)})},
)  # fmt: skip
DRAFT_MANIFEST = an_object(
    {"versions": {**a_list(TEXT), "contains": {"const": "1.0-draft"}}, "name": TEXT,
     "view": an_object({"url": {"type": "string", "pattern": r"\{.*id.*\}"}})},
    {"suggest": an_object({"entity": FLAG, "property": FLAG, "type": FLAG}),
     "preview": an_object({"width": {"type": "integer"}, "height": {"type": "integer"}}),
     "extend": an_object({}, {"proposeProperties": FLAG, "propertySettings": a_list(DRAFT_SETTING)}),
     "standardizedScore": FLAG, "batchSize": {"type": "integer"}, "defaultTypes": a_list(NAMED)},
)  # fmt: skip
FEATURE = an_object({"id": TEXT, "name": TEXT, "value": {"type": ["boolean", "number"]}})
CANDIDATE = an_object(
    {"id": TEXT, "name": TEXT, "score": {"type": "number", "minimum": 0, "maximum": 100}},
    {"match": FLAG, "description": TEXT, "type": a_list(an_object({"id": TEXT}, {"name": TEXT})),
     "features": a_list(FEATURE)},
)  # fmt: skip
RESULTS = {"type": "object", "additionalProperties": an_object({"result": a_list(CANDIDATE)})}
DRAFT_RESULTS = an_object({"results": a_list(an_object({"candidates": a_list(CANDIDATE)}))})
SUGGESTED = an_object({"result": a_list(an_object({"id": TEXT, "name": TEXT}, {"notable": a_list(NAMED)}))})
DAY = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$"}


def values(**more: Any) -> dict[str, Any]:
    forms = ({"id": TEXT, "name": TEXT}, {"float": NUMBER}, {"int": {"type": "integer"}}, {"date": DAY})
    return a_list(
        {"oneOf": [*(an_object(each, more=False) for each in forms), an_object({"str": TEXT}, more, more=False)]}
    )


META = a_list(an_object({"id": TEXT, "name": TEXT}))
EXTENDED = an_object(
    {"meta": META, "rows": {"type": "object", "additionalProperties": {"additionalProperties": values()}}}
)
DRAFT_ROW = an_object({"id": TEXT, "properties": a_list(an_object({"id": TEXT, "values": values(lang=TEXT)}))})
DRAFT_EXTENDED = an_object({"meta": META, "rows": a_list(DRAFT_ROW)})
PROPOSED = an_object({"properties": a_list(NAMED)}, {"type": TEXT, "limit": NUMBER})


def valid(response: Any, schema: dict[str, Any]) -> Any:
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/json"
    found = response.json()
    jsonschema.Draft202012Validator(schema).validate(found)
    return found


def reconciled(client: Any, **queries: Any) -> dict[str, list[dict[str, Any]]]:
    found = valid(client.post("/reconcile", data={"queries": json.dumps(queries)}), RESULTS)
    assert list(found) == list(queries)
    return {key: each["result"] for key, each in found.items()}


def test_the_manifests_say_what_there_is(client, server):
    manifest = valid(client.get("/reconcile"), MANIFEST)
    assert manifest["view"]["url"] == f"{server}/id/{{{{id}}}}"
    assert [each["id"] for each in manifest["defaultTypes"]] == ["organisation", "project", "place"]
    # Every place it names answers.
    for what in manifest["suggest"].values():
        valid(client.get(what["service_url"] + what["service_path"], params={"prefix": "a"}), SUGGESTED)
    proposing = manifest["extend"]["propose_properties"]
    valid(client.get(proposing["service_url"] + proposing["service_path"], params={"type": "project"}), PROPOSED)
    assert client.get(manifest["preview"]["url"].replace("{{id}}", "state%2Fner")).status_code == 200
    valid(client.get(DRAFT), DRAFT_MANIFEST)
    assert (
        client.get("/reconcile", headers={"Origin": "https://example.org"}).headers["access-control-allow-origin"]
        == "*"
    )


def test_a_list_of_organisations_finds_its_own(client):
    found = reconciled(
        client,
        q0={"query": "Ministry of Foreign Affairs", "type": "Agency", "limit": 3,
            "properties": [{"pid": "country", "v": "Germany"}]},
        q1={"query": "OIM", "type": ["organisation"]},
        q2={"query": "Nobody Has Such A Name At All", "type": ["organisation", "project"]},
        q3={"query": "", "type": "organisation",
            "properties": [{"pid": "country", "v": {"id": "country/ner", "name": "Niger"}}]},
    )  # fmt: skip
    assert found["q0"][0]["id"] == "agency/deu/federal-foreign-office"
    assert found["q0"][0]["match"] is True
    assert len(found["q0"]) <= 3
    assert {kind["id"] for each in found["q0"] for kind in each["type"]} == {"Agency"}
    assert (found["q1"][0]["id"], found["q1"][0]["match"]) == ("organisation/iom", True)
    assert found["q2"] == []
    assert not any(each["match"] for each in found["q3"])


def test_a_property_tells_candidates_apart(client):
    donors = ("Germany – Federal Foreign Office", "agency/deu/federal-foreign-office", "Japan")
    rows = {
        f"q{n}": {"query": TITLE, "type": "project", "properties": [{"pid": "hasDonor", "v": donor}]}
        for n, donor in enumerate(donors)
    }
    right, by_id, wrong = (found[0] for found in reconciled(client, **rows).values())
    assert right["id"] == by_id["id"] == wrong["id"]
    assert right["id"].startswith("project/")
    assert [feature["value"] for each in (right, by_id, wrong) for feature in each["features"]] == [True, True, False]
    assert right["score"] > wrong["score"]


def test_the_draft_takes_conditions(client):
    def name(text: str, **more: Any) -> dict[str, Any]:
        return {"type": "project", "conditions": [{"matchType": "name", "v": text}], **more}

    donor = {"matchType": "property", "pid": "hasDonor", "v": "Japan"}
    batch = [name(TITLE), name(TITLE, limit=1)]
    for more in ({"required": True}, {"required": True, "matchQuantifier": "none"}):
        batch.append(name(TITLE))
        batch[-1]["conditions"] = [*batch[-1]["conditions"], {**donor, **more}]
    results = valid(client.post(f"{DRAFT}/reconcile", json={"queries": batch}), DRAFT_RESULTS)["results"]
    first, one, required, without = (each["candidates"] for each in results)
    assert first[0]["id"] == one[0]["id"] == without[0]["id"]
    assert len(one) == 1
    assert first[0]["id"] not in {each["id"] for each in required}


def test_suggestions_are_in_the_readers_language(client):
    things = valid(client.get("/reconcile/suggest/entity", params={"prefix": "nig"}), SUGGESTED)["result"]
    assert {"state/ner", "country/ner"} <= {each["id"] for each in things}
    rest = valid(client.get("/reconcile/suggest/entity", params={"prefix": "nig", "cursor": 1}), SUGGESTED)["result"]
    assert rest[:3] == things[1:4]
    by_id = client.get("/reconcile/suggest/entity", params={"prefix": "state/ner"}).json()["result"]
    assert by_id[0]["name"] == "Niger"
    french = {"Accept-Language": "fr"}
    types = valid(client.get(f"{DRAFT}/suggest/type", params={"prefix": "proj"}, headers=french), SUGGESTED)
    assert (
        types["result"]
        == [{"id": "project", "name": "Projet"}, {"id": "Project", "name": "projet (activité IITA)"}][:1]
    )
    properties = client.get("/reconcile/suggest/property", params={"prefix": "pays"}, headers=french).json()
    assert {"id": "country", "name": "pays"} in properties["result"]


def test_values_are_fetched_for_what_was_matched(client):
    project = reconciled(client, q={"query": TITLE, "type": "project"})["q"][0]["id"]
    plain = ("hasDonor", "durationMonths", "start", "^fundedProject", "title")
    wanted = {
        "ids": [project, "organisation/iom", "state/nobody"],
        "properties": [*({"id": name} for name in plain), {"id": "^hasImplementer", "settings": {"limit": 1}}],
    }
    found = valid(client.post("/reconcile", data={"extend": json.dumps(wanted)}), EXTENDED)
    assert [each["id"] for each in found["meta"]] == [each["id"] for each in wanted["properties"]]
    own = found["rows"][project]
    assert own["hasDonor"] == [{"id": "agency/deu/federal-foreign-office", "name": "Germany – Federal Foreign Office"}]
    assert own["title"][0]["str"].startswith("Balke")
    assert "5,000,000" in own["^fundedProject"][0]["name"]
    assert len(found["rows"]["organisation/iom"]["^hasImplementer"]) == 1
    assert not any(found["rows"]["state/nobody"].values())
    draft = valid(client.post(f"{DRAFT}/extend", json=wanted), DRAFT_EXTENDED)
    title = next(each for each in draft["rows"][0]["properties"] if each["id"] == "title")
    assert title["values"][0]["lang"] == "en"


def test_properties_are_proposed_for_a_type(client):
    proposed = valid(client.get("/reconcile/propose", params={"type": "project", "lang": "es"}), PROPOSED)
    assert {"hasDonor", "durationMonths", "^fundedProject"} <= {each["id"] for each in proposed["properties"]}
    few = valid(client.get(f"{DRAFT}/extend/propose", params={"type": "Agency", "limit": 2}), PROPOSED)
    assert len(few["properties"]) == 2


def test_a_preview_may_stand_in_the_frame_of_another_site(client):
    shown = client.get("/reconcile/preview", params={"id": "state/ner"})
    assert "<h1>" in shown.text
    assert "frame-ancestors *" in shown.headers["content-security-policy"]
    assert "script-src 'self'" in shown.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("path", "sent", "told"),
    [
        ("/reconcile", {"data": {"queries": "{"}}, "JSON"),
        ("/reconcile", {"data": {"queries": "[]"}}, "send an object of queries"),
        ("/reconcile", {"data": {"queries": '{"q": 1}'}}, "object"),
        ("/reconcile", {"data": {"queries": '{"q": {"query": "x", "type": "Dragon"}}'}}, "no type 'Dragon'"),
        ("/reconcile", {"data": {"queries": '{"q": {"query": "x", "limit": "many"}}'}}, "limit"),
        ("/reconcile", {"data": {"queries": '{"q": {"query": "x", "limit": 1e999}}'}}, "limit"),
        ("/reconcile", {"data": {"queries": json.dumps({f"q{n}": {"query": "x"} for n in range(101)})}}, "fewer"),
        ("/reconcile", {"data": {"queries": "[" * 50_000}}, "JSON"),
        ("/reconcile", {"data": {"queries": '{"q": {"query": "x", "properties": [{"pid": "a b>", "v": "x"}]}}'}}, ""),
        ("/reconcile", {"data": {"extend": '{"ids": []}'}}, "properties is missing"),
        ("/reconcile", {"data": {"extend": '{"ids": ["state/ner"], "properties": [{"id": "x"}]}'}}, "no property 'x'"),
        (f"{DRAFT}/reconcile", {"json": {"queries": [{"conditions": [{"matchType": "x", "v": ""}]}]}}, "x"),
        (f"{DRAFT}/reconcile", {"json": [1]}, "object with queries"),
        (f"{DRAFT}/reconcile", {"content": b"\xff"}, "UTF-8"),
        (f"{DRAFT}/extend", {"json": {"ids": ["a b>"], "properties": [{"id": "title"}]}}, "'a b>'"),
    ],
)  # fmt: skip
def test_what_is_no_such_request_is_told_in_one_line(client, path, sent, told):
    response = client.post(path, **sent)
    assert response.status_code == 400, response.text
    assert told in response.text
    assert response.text.count("\n") == 1


@pytest.mark.parametrize("path", ["/reconcile/suggest/dragons?prefix=a", "/reconcile/preview?id=state/nobody"])
def test_what_is_not_there_is_not_found(client, path):
    assert client.get(path).status_code == 404
