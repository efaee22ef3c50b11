"""Slips of the keyboard and completion, on the page."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest

from kb.hits import Facets, SearchResult
from kb.ui.address import State
from kb.ui.searching import results_html
from tests.ui.conftest import PHONE
from tests.ui.test_browser import expect, hits, parameters

MISTYPED, MEANT = "行政复意 期限", "行政复议 期限"


def result(suggestion: str | None, corrected: bool) -> SearchResult:
    return SearchResult((), (), None, Facets({}, {}, {}), suggestion, corrected)


@pytest.mark.parametrize(
    ("suggestion", "corrected", "said", "address"),
    [
        ("甲乙", False, "您是不是要找：", State("甲乙").url()),
        ("甲乙", True, "已按“", State("甲以", literal=True).url()),
    ],
)
def test_the_page_says_what_was_meant(suggestion, corrected, said, address) -> None:
    html = results_html(result(suggestion, corrected), State("甲以", k=30))
    assert said in html
    assert f'href="{address.replace("&", "&amp;")}"' in html


def test_nothing_is_said_of_a_right_question() -> None:
    assert "meant" not in results_html(result(None, False), State("甲乙"))


def test_what_was_meant_is_text() -> None:
    html = results_html(result("<img src=x>", True), State("<img src=y>"))
    assert "<img" not in html


def test_a_mistyped_question_is_searched_as_it_was_meant(site, visit):
    page = visit(f"{site}/?q={quote(MISTYPED)}")
    said = page.locator(".meant")
    expect(said).to_contain_text(f"已按“{MEANT}”检索")
    expect(hits(page).first.locator("mark", has_text="行政复议").first).to_be_visible()
    expect(page.get_by_label("检索词")).to_have_value(MISTYPED)

    said.get_by_role("link").click()
    expect(said).to_contain_text("您是不是要找")
    assert parameters(page) == {"q": [MISTYPED], "literal": ["1"]}

    said.get_by_role("link", name=MEANT).click()
    expect(page.get_by_label("检索词")).to_have_value(MEANT)
    expect(page.locator(".meant")).to_have_count(0)
    assert parameters(page) == {"q": [MEANT]}


@pytest.fixture
def typing(site, visit):
    """Opens the page and types into its box."""

    def typed(words, size=None, path="/"):
        page = visit(site + path, size) if size else visit(site + path)
        page.wait_for_function("window.kbNames")
        box = page.get_by_label("检索词")
        box.click()
        page.keyboard.type(words)
        return page, box, page.get_by_role("listbox", name="补全")

    return typed


def test_arrows_and_enter_take_a_completion(typing):
    page, box, offered = typing("tdglf")
    first = offered.get_by_role("option").first
    expect(first).to_have_text("土地管理法")
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", first.get_attribute("id"))
    page.keyboard.press("Enter")
    expect(hits(page).first).to_contain_text("土地管理法")
    expect(offered).to_be_hidden()
    expect(box).to_have_value("土地管理法")
    assert parameters(page) == {"q": ["土地管理法"]}


def test_past_the_last_option_the_arrows_come_back_to_the_box(typing):
    page, box, offered = typing("行政处")
    options = offered.get_by_role("option")
    expect(options.first).to_be_visible()
    for _ in range(options.count() + 1):
        page.keyboard.press("ArrowDown")
    expect(offered.locator("[aria-selected=true]")).to_have_count(0)
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    expect(box).to_have_value("行政处")


def test_escape_closes_and_enter_alone_searches_what_was_typed(typing):
    page, box, offered = typing("行政处")
    expect(offered).to_be_visible()
    page.keyboard.press("Escape")
    expect(offered).to_be_hidden()
    expect(box).to_have_value("行政处")
    page.keyboard.type("罚")
    expect(offered).to_be_visible()
    page.keyboard.press("Enter")
    expect(hits(page).first).to_be_visible()
    expect(offered).to_be_hidden()
    assert parameters(page) == {"q": ["行政处罚"]}


def test_a_finger_takes_a_completion_on_a_phone(typing):
    page, _, offered = typing("带押", PHONE)
    option = offered.get_by_role("option", name="带押过户", exact=True)
    expect(option).to_be_in_viewport()
    option.click()
    expect(hits(page).first).to_be_visible()
    assert parameters(page) == {"q": ["带押过户"]}
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_it_works_again_after_a_search_and_keeps_the_filters(typing):
    page, box, offered = typing("tdglf", path=f"/?q={quote('耕地')}&kind={quote('法律')}")
    expect(hits(page).first).to_be_visible()
    box.fill("xzfyf")
    page.keyboard.press("End")
    expect(offered.get_by_role("option").first).to_have_text("行政复议法")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(quote("行政复议法"))))
    assert parameters(page)["kind"] == ["法律"]


def test_letters_of_an_input_method_are_not_completed(typing):
    page, _, offered = typing("")
    client = page.context.new_cdp_session(page)
    client.send("Input.imeSetComposition", {"text": "tdgl", "selectionStart": 4, "selectionEnd": 4})
    expect(offered).to_be_hidden()
    client.send("Input.insertText", {"text": "土地管理"})
    expect(offered.get_by_role("option").first).to_have_text("土地管理法")
