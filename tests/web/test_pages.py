"""Pages for people: in three languages, with the sentence behind each fact, and nothing from other hosts."""

from __future__ import annotations

import tomllib

import lxml.html
import pytest

from iomkg import resources

HTML = {"Accept": "text/html"}
PATHS = (
    "/",
    "/questions",
    "/questions/cq01",
    "/search?q=niger",
    "/editor",
    "/ontology",
    "/about",
    "/map",
    "/flows",
    "/page/id/state/ner",
)


@pytest.fixture
def project(client) -> str:
    """The address of a project's page, found as a person would."""
    hits = client.get("/suggest", params={"q": "balke"}).json()
    return next(hit["href"] for hit in hits if "/id/project/" in hit["href"])


@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize("path", PATHS)
def test_every_page_is_there_in_every_language(client, path, language):
    response = client.get(path, params={"lang": language, "q": "niger"}, headers=HTML)
    assert response.status_code == 200
    page = lxml.html.fromstring(response.content)
    assert page.get("lang") == language
    assert page.xpath("count(//h1)") == 1
    assert page.xpath("//title/text()")[0].endswith("· iomkg")
    # Nothing is loaded from elsewhere, no script stands in the page, every field has a label.
    loaded = page.xpath("//script/@src | //img/@src | //link[@rel='stylesheet' or @rel='icon']/@href")
    assert loaded
    assert all(address.startswith("/static/") for address in loaded)
    assert not page.xpath("//script[not(@src)] | //*[@onclick or @style]")
    fields = page.xpath("//input[not(@type='hidden')] | //textarea | //select")
    assert all(page.xpath(f"//label[@for='{field.get('id')}']") for field in fields)


def test_the_words_of_the_pages_are_the_same_in_every_language():
    words = {
        code: tomllib.loads((resources.data() / "web" / f"{code}.toml").read_text("utf-8"))
        for code in ("en", "fr", "es")
    }
    assert words["en"].keys() == words["fr"].keys() == words["es"].keys()
    for key, text in words["en"].items():
        assert all(str(words[code][key]).count("{}") == str(text).count("{}") for code in words)


def test_the_language_is_the_browsers_unless_chosen(client):
    french = {"Accept-Language": "fr-CH, fr;q=0.9, en;q=0.8"}
    assert client.get("/", headers=french).headers["content-language"] == "fr"
    assert client.get("/?lang=es", headers=french).headers["content-language"] == "es"
    assert client.get("/", headers={"Accept-Language": "de"}).headers["content-language"] == "en"


def test_the_page_of_a_project_shows_the_sentence_behind_its_donor(client, project):
    page = lxml.html.fromstring(client.get(project).content)
    donor = page.xpath("//dt[text()='has donor']/following-sibling::dd")[0]
    assert "Germany – Federal Foreign Office" in donor.text_content()
    assert donor.xpath(".//mark/text()")
    assert "German Ministry of Foreign Affairs" in donor.xpath(".//blockquote")[0].text_content()
    release = donor.xpath(".//figcaption/a/@href")[0]
    assert client.get(release).status_code == 200


def test_a_quote_is_no_longer_than_it_may_be(client, project):
    page = lxml.html.fromstring(client.get(project).content)
    assert all(len(quote.text_content()) <= 302 for quote in page.xpath("//blockquote"))


def test_a_question_is_a_form_whose_address_can_be_shared(client):
    response = client.get("/questions/cq01", params={"theme": "peace-and-security", "region": "sahel"})
    page = lxml.html.fromstring(response.content)
    assert page.xpath("//input[@name='theme']/@value") == ["peace-and-security"]
    assert "Germany – Federal Foreign Office" in page.xpath("//table")[0].text_content()
    for form in ("csv", "json", "xlsx", "markdown"):
        (address,) = page.xpath(f"//a[@download and text()='{form}']/@href")
        assert client.get(address).status_code == 200, address


def test_a_wrong_parameter_is_told_on_the_page(client):
    response = client.get("/questions/cq01", params={"region": "sahell"}, headers=HTML)
    assert response.status_code == 400
    told = lxml.html.fromstring(response.content).xpath("//*[@role='alert']")[0].text_content()
    assert "sahel" in told


@pytest.mark.parametrize(
    "bad", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' OR 1=1 --", "{{7*7}}"]
)
def test_what_is_typed_stays_text(client, bad):
    for address in (f"/search?q={bad}", f"/questions/cq01?theme={bad}", f"/editor?query={bad}", f"/page/id/{bad}"):
        response = client.get(address, headers=HTML)
        assert response.status_code < 500
        assert "<script>alert" not in response.text
        assert "<img src=x" not in response.text
        assert ">49<" not in response.text
    assert "script-src 'self'" in response.headers["content-security-policy"]


def test_own_queries_have_a_page(client):
    response = client.get("/editor", params={"query": "SELECT ?p { ?p a iomkg:Project } ORDER BY ?p LIMIT 3"})
    assert len(lxml.html.fromstring(response.content).xpath("//tbody/tr")) == 3
    told = client.get("/editor", params={"query": "SELEC"}, headers=HTML)
    assert (told.status_code, "the query is not valid SPARQL" in told.text) == (400, True)


def test_metrics_and_health(client):
    assert client.get("/health").text == "ok\n"
    assert 'iomkg_requests_total{address="/health",status="200"}' in client.get("/metrics").text


def test_a_question_in_words_leads_to_its_answer_or_is_refused(client):
    asked = client.get(
        "/ask", params={"q": "Quels bailleurs financent des projets frontaliers au Sahel ?", "lang": "fr"}
    )
    assert asked.status_code == 303
    answered = client.get(asked.headers["location"])
    assert lxml.html.fromstring(answered.content).xpath("//p[@class='reading']")
    refused = client.get("/ask", params={"q": "Why do people leave?"}, headers=HTML)
    assert refused.status_code == 400
    assert lxml.html.fromstring(refused.content).xpath("//*[@role='alert']")
