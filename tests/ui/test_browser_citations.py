"""Citations in Chromium: a report's table, the card of a mark, who cites a law, the overview."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from tests.ui.conftest import PHONE
from tests.ui.test_browser import expect

SAMPLE = f"/read?doc={quote('榕湾市自然资源和规划局2023年度法治政府建设情况报告')}"


def unfolded(page, name):
    """The part of a document's page called ``name``, opened."""
    part = page.locator(".stExpander", has_text=name).first
    part.locator("summary").first.click()
    return part


def mark(page, words):
    """The citation written ``words`` in the text."""
    return page.locator(".text a.cite", has_text=words).first


def test_a_report_has_a_table_of_what_it_cites(site, visit):
    page = visit(site + SAMPLE)
    part = unfolded(page, "引用的法规")
    row = part.locator("tbody", has_text="中华人民共和国行政处罚法")
    expect(row).to_contain_text("第三十三条")
    expect(row.get_by_text("现行有效")).to_have_count(2)
    ended = part.locator("tbody", has_text="中华人民共和国海洋环境保护法")
    expect(ended).to_contain_text("2026-08-15")
    expect(ended.get_by_role("link", name="《生态环境法典》")).to_be_visible()
    expect(part.get_by_text("闽海法治报")).to_be_hidden()
    # By key: what is being unfolded moves, and a click may miss it.
    part.locator("summary", has_text="不是规范性文件的").press("Enter")
    expect(part.get_by_text("闽海法治报")).to_be_visible()


def test_the_table_leads_to_each_place_in_the_text(site, visit):
    page = visit(site + SAMPLE)
    row = unfolded(page, "引用的法规").locator("tbody", has_text="中华人民共和国城乡规划法")
    row.locator(".places a").first.click()
    expect(page.locator(".text .cite.spotted")).to_be_in_viewport()
    expect(page.locator(".text .cite.spotted")).to_have_text("城乡规划法第四十五条")
    expect(page.locator(".passage.target .cite.spotted")).to_have_count(1)
    assert parse_qs(urlsplit(page.url).query)["at"] == [
        page.locator(".passage.target").get_attribute("data-at")
    ]


def test_the_citations_can_be_taken_away_as_a_file(site, visit):
    page = visit(site + SAMPLE)
    with page.expect_download() as download:
        unfolded(page, "引用的法规").get_by_role("button", name="下载引用清单").click()
    assert download.value.suggested_filename.endswith("-引用.csv")
    lines = download.value.path().read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("序号,位置,原文")
    assert any("城乡规划法第四十五条" in line and "现行有效" in line for line in lines)


@pytest.mark.parametrize("size", [None, PHONE])
def test_a_mark_opens_a_card_with_the_articles_text(site, visit, size):
    page = visit(site + SAMPLE, size) if size else visit(site + SAMPLE)
    words = mark(page, "城乡规划法第四十五条")
    words.click()
    card = page.get_by_role("dialog", name="中华人民共和国城乡规划法")
    expect(card).to_contain_text("组织竣工验收")
    expect(card).to_contain_text("成文时 现行有效 · 现在 现行有效")
    expect(card.get_by_role("link", name="打开全文")).to_be_in_viewport()
    box = card.bounding_box()
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= page.viewport_size["height"]
    card.get_by_role("link", name="打开全文").click()
    expect(page.locator(".passage.target")).to_contain_text("第四十五条")


def test_a_card_is_opened_and_shut_from_the_keyboard(site, visit):
    page = visit(site + SAMPLE)
    words = mark(page, "城乡规划法第四十五条")
    card = page.get_by_role("dialog")
    words.focus()
    page.keyboard.press("Enter")
    expect(card).to_be_focused()
    page.keyboard.press("Tab")
    expect(card.get_by_role("link", name="打开全文")).to_be_focused()
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(words).to_be_focused()

    page.keyboard.press("Enter")
    page.keyboard.press("Shift+Tab")
    expect(card).to_have_count(0)
    page.keyboard.press("Tab")
    words.click()
    page.locator(".document").click(position={"x": 2, "y": 2})
    expect(card).to_have_count(0)


def test_searched_words_are_marked_within_citations(site, visit):
    page = visit(f"{site}{SAMPLE}&q={quote('城乡规划')}")
    words = mark(page, "城乡规划法第四十五条")
    expect(words.locator("mark")).to_have_text("城乡规划")
    expect(words).to_have_text("城乡规划法第四十五条")


def test_a_place_in_the_same_law_is_jumped_to(site, visit):
    page = visit(f"{site}/read?doc={quote('土地管理法')}")
    own = page.locator(".text a.cite.own").first
    there = parse_qs(urlsplit(own.get_attribute("href")).query)["at"][0]
    own.click()
    target = page.locator(".passage.target")
    expect(target).to_be_in_viewport()
    assert there.startswith(target.get_attribute("data-at"))
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_law_tells_who_cites_it(site, visit):
    page = visit(f"{site}/read?doc={quote('行政处罚法')}")
    part = unfolded(page, "被引用")
    article = part.locator("details", has_text="第三十三条").last
    article.locator("summary").click()
    first = article.locator("li").first
    expect(first).to_contain_text("榕湾市")
    expect(first).to_contain_text(re.compile("20\\d\\d"))
    first.get_by_role("link").click()
    expect(page.locator(".passage.target")).to_contain_text("行政处罚法第三十三条")


def test_a_law_that_nobody_cites_says_nothing_of_it(home, serve_home, visit):
    page = visit(f"{serve_home()}/read?doc={quote('榕湾市户外广告管理办法')}")
    expect(page.locator(".text .passage").first).to_be_visible()
    expect(page.get_by_text("被引用")).to_have_count(0)


def test_the_overview_shows_charts_and_can_be_narrowed(site, visit):
    page = visit(f"{site}/cited")
    expect(page.locator("[data-testid=stVegaLiteChart]").nth(1)).to_be_visible()
    for chart in page.locator("[data-testid=stVegaLiteChart]").all():
        expect(chart.locator("canvas, svg.marks").first).to_be_visible()
    law = page.locator("table.cited-laws tbody", has_text="行政处罚法").first
    law.locator("summary").click()
    expect(law.get_by_role("link", name=re.compile("^榕湾市.*2023"))).not_to_have_count(0)
    all_reports = page.get_by_role("status").inner_text()

    page.goto(f"{site}/cited?from=2023&org={quote('城市管理局')}")
    expect(page.get_by_role("status")).to_contain_text("1 份报告")
    assert page.get_by_role("status").inner_text() != all_reports
    page.get_by_role("link", name="取消筛选：2023 年起").click()
    expect(page.get_by_role("status")).to_contain_text("3 份报告")
    assert parse_qs(urlsplit(page.url).query) == {"org": ["城市管理局"]}


def test_the_overview_is_reached_from_every_page(site, visit):
    page = visit(f"{site}/about")
    page.get_by_role("link", name="引用", exact=True).click()
    expect(page.get_by_role("heading", name="报告引用了哪些法规")).to_be_visible()


@pytest.mark.parametrize("path", ["/cited", SAMPLE, f"/read?doc={quote('行政处罚法')}"])
def test_nothing_is_wider_than_a_phone(site, visit, path):
    page = visit(site + path, PHONE)
    expect(page.locator("table, .text .passage").first).to_be_attached()
    for part in page.locator("details").all():
        part.evaluate("(fold) => { fold.open = true }")
    widths = page.evaluate(
        "[document.documentElement, document.querySelector('.stMain')]"
        ".map((part) => part.scrollWidth)"
    )
    assert max(widths) <= PHONE["width"]
