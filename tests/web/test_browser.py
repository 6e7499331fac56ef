"""The pages in a browser, as a person goes through them: by mouse and by keyboard, on a desk and on a phone.

Every page is looked at by axe, and nothing may be loaded from another host or end in the console.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright
from tests.conftest import missing

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
#: What finds things by name is made when it is first asked for.
PATIENT = 60_000  # milliseconds
SENTENCE = {"en": "1 sentence", "fr": "1 phrase", "es": "1 frase"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium")
    if program is None:
        missing("chromium is not installed")
    expect.set_options(timeout=PATIENT)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def opened(browser: Browser, server: str) -> Iterator[Callable[..., Page]]:
    """Opens pages; in the end, nothing may have gone wrong on them."""
    wrong: list[str] = []
    contexts = []

    def open_page(**settings: object) -> Page:
        context = browser.new_context(base_url=server, reduced_motion="reduce", **settings)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENT)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda asked: None if urlsplit(asked.url).netloc == urlsplit(server).netloc
                else wrong.append(asked.url))  # fmt: skip
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not wrong


def sound(page: Page) -> None:
    """No violation that axe finds, and nothing sticks out to the right."""
    found = Axe().run(page)
    assert not found.response["violations"], found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url


@pytest.mark.parametrize(("language", "size"), [("en", DESK), ("fr", PHONE), ("es", PHONE)])
def test_a_person_finds_a_project_its_sentence_an_answer_and_the_map(opened, language, size):
    page = opened(locale=language, viewport=size)
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", language)
    sound(page)

    # Search, with suggestions as one types, chosen by keyboard.
    page.locator("#q").press_sequentially("balke")
    expect(page.locator("#suggestions-0 [role=option]").first).to_be_visible()
    sound(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/page/id/project/"))
    expect(page.locator("h1")).to_contain_text("Balke")
    expect(page.locator(".overview")).to_contain_text("EUR 5,000,000")

    # The sentence behind its donor, the words in question marked.
    donor = page.locator("#facts + dl details").first
    assert SENTENCE[language] in donor.locator("summary").inner_text()
    donor.locator("summary").click()
    expect(donor.locator("mark").first).to_be_visible()
    sound(page)

    # A question of the library.
    page.goto(f"/questions/cq01?lang={language}")
    page.locator("#p-region").fill("sahel")
    page.locator("form.parameters button").click()
    expect(page.locator("tbody tr").first).to_be_visible()
    sound(page)

    page.locator("nav a[href*='/map']").click()
    expect(page.locator(".atlas svg a")).not_to_have_count(0)
    sound(page)
    page.locator("#route").select_option("central-mediterranean")
    page.locator(".chooser button").click()
    expect(page.locator(".atlas .route path")).not_to_have_count(0)
    page.locator("nav a[href*='/flows']").click()
    expect(page.locator(".streams path")).not_to_have_count(0)
    sound(page)


@pytest.mark.parametrize("path", ["/questions", "/editor", "/ontology", "/about", "/ask", "/search?q=niger"])
def test_the_other_pages_are_sound(opened, path):
    page = opened(viewport=PHONE, color_scheme="dark")
    page.goto(path)
    sound(page)


def test_all_can_be_read_without_a_script(opened):
    page = opened(java_script_enabled=False)
    page.goto("/search?q=balke")
    page.locator(".results a").first.click()
    expect(page.locator("blockquote").first).to_be_attached()
    page.goto("/map")
    expect(page.locator(".atlas svg a")).not_to_have_count(0)


def test_the_keyboard_leads_past_the_head_and_over_the_map(opened):
    page = opened(viewport=DESK)
    page.goto("/map")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.locator(".chooser button").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.atlas') !== null")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/page/id/country/"))
