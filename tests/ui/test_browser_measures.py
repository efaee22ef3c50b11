"""Past measures in Chromium: from a topic to what was said on it, year by year, and back."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from tests.ui.conftest import PHONE

#: What two of the sample bureaus report on, over three years and two.
TOPIC = "首违不罚"
BUREAUS = ("榕湾市城市管理局", "榕湾市自然资源和规划局")
REPORT = "榕湾市自然资源和规划局2021年度法治政府建设情况报告"


def expect(*args):
    from playwright.sync_api import expect as playwright_expect

    # The first question to a server opens the index and the model.
    playwright_expect.set_options(timeout=30_000)
    return playwright_expect(*args)


def parameters(page):
    return parse_qs(urlsplit(page.url).query)


def tables(page):
    return page.locator("table.measures")


def test_a_topic_is_laid_side_by_side_by_bureau_and_year(site, visit):
    page = visit(f"{site}/measures")
    page.get_by_label("事项").fill(TOPIC)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="条举措")).to_contain_text("3 个年度")
    expect(page).to_have_url(re.compile("q="))
    assert parameters(page) == {"q": [TOPIC]}
    for bureau, years in zip(BUREAUS, (["2023", "2022", "2021"], ["2023", "2022"]), strict=True):
        table = page.get_by_role("table", name=bureau)
        expect(table).to_be_visible()
        heads = table.locator("tbody th").all_inner_texts()
        assert [head[:4] for head in heads] == years
    expect(tables(page).first.locator("thead")).to_have_text(re.compile("成效.*不足.*计划"))
    told = page.locator(".measure[data-at]")
    assert told.count() > 8
    for n in range(told.count()):
        address = told.nth(n).locator(".name a").get_attribute("href")
        at = parse_qs(urlsplit(address).query)
        assert at["at"] == [told.nth(n).get_attribute("data-at")]
        assert at["doc"] == [told.nth(n).get_attribute("data-doc")]


def test_a_measure_leads_to_its_passage_and_back_to_the_topic(site, visit):
    page = visit(f"{site}/measures?q={quote(TOPIC)}")
    measure = page.locator(".measure").filter(has=page.locator(".excerpt mark")).first
    locator = measure.get_attribute("data-at")
    measure.locator(".name a").click()
    target = page.locator(".passage.target")
    expect(target).to_be_in_viewport()
    assert target.get_attribute("data-at") == locator
    expect(target.locator("mark").first).to_have_text(TOPIC)
    page.get_by_role("link", name=f"举措“{TOPIC}”").click()
    expect(tables(page).first).to_be_visible()
    assert parameters(page) == {"q": [TOPIC]}


def test_a_text_unfolds(site, visit):
    page = visit(f"{site}/measures?q={quote(TOPIC)}")
    words = page.locator(".measure .words").first
    words.locator("summary").click()
    expect(words.locator(".whole")).to_be_visible()
    expect(words.locator(".excerpt")).to_be_hidden()


def test_the_same_is_charted_and_every_value_leads_to_its_passage(site, visit):
    page = visit(f"{site}/measures?q={quote(TOPIC)}")
    page.get_by_text("图表", exact=True).click()
    expect(
        page.locator('[data-testid="stVegaLiteChart"] canvas, .vega-embed svg').first
    ).to_be_visible()
    assert parameters(page) == {"q": [TOPIC], "view": ["chart"]}
    values = page.locator(".values td a")
    expect(values.first).to_be_visible()
    assert values.count() >= 2
    value = values.first.inner_text()
    number = re.sub(r"[^\d.]", "", value)
    values.first.click()
    expect(page.locator(".passage.target")).to_be_in_viewport()
    assert number in page.locator(".passage.target").inner_text().replace(",", "")


@pytest.mark.parametrize(
    ("view", "seen"),
    [("时间线", ".timeline"), ("变化", "dl.changes")],
)
def test_the_other_views_are_in_the_address_and_every_measure_is_a_link(site, visit, view, seen):
    page = visit(f"{site}/measures?q={quote(TOPIC)}")
    page.get_by_text(view, exact=True).click()
    expect(page.locator(seen).first).to_be_visible()
    for item in page.locator(f"{seen} li").all():
        assert item.locator("a[href^='/read?doc=']").count() >= 1
    again = visit(page.url)
    expect(again.locator(seen).first).to_be_visible()
    page.go_back()
    expect(tables(page).first).to_be_visible()


def test_a_topic_that_nobody_reported_on_says_so(site, visit):
    page = visit(f"{site}/measures?q={quote('航天发射')}")
    expect(page.get_by_text("没有报告提到“航天发射”")).to_be_visible()
    nearest = page.locator(".nearest")
    expect(nearest.get_by_role("heading")).to_have_text("含义最接近的举措，未必相关")
    expect(tables(page)).to_have_count(0)
    page.get_by_role("link", name="看看报告里都有哪些举措").click()
    expect(page.get_by_role("heading", name="各机关各年度的举措数")).to_be_visible()


def test_filters_narrow_and_chips_widen_again(site, visit):
    page = visit(f"{site}/measures?q={quote(TOPIC)}")
    expect(tables(page)).to_have_count(2)
    page.get_by_text("筛选", exact=True).click()
    page.get_by_role("button", name="计划", exact=True).click()
    expect(page.get_by_role("link", name="取消筛选：计划")).to_be_visible()
    expect(page.locator(".measure.done")).to_have_count(0)
    expect(page.locator(".measure.planned").first).to_be_visible()
    assert parameters(page) == {"q": [TOPIC], "stage": ["计划"]}
    page.get_by_role("link", name="取消筛选：计划").click()
    expect(page.locator(".measure.done").first).to_be_visible()
    page.locator(".facets summary").click()
    page.locator(".facets").get_by_role("link", name=re.compile(BUREAUS[1])).click()
    expect(tables(page)).to_have_count(1)
    assert parameters(page) == {"q": [TOPIC], "org": [BUREAUS[1]]}


def test_without_a_topic_a_number_leads_to_its_measures(site, visit):
    page = visit(f"{site}/measures")
    cell = page.locator(".values td a").first
    number = cell.inner_text()
    cell.click()
    expect(page.get_by_role("status").filter(has_text="条举措")).to_contain_text(f"{number} 条举措")
    expect(tables(page)).to_have_count(1)


@pytest.mark.parametrize(
    ("button", "ending", "begins"),
    [("下载表格（CSV）", ".csv", b"\xef\xbb\xbf"), ("下载文稿（Word）", ".docx", b"PK")],
)
def test_what_is_shown_can_be_taken_away(site, visit, button, ending, begins):
    page = visit(f"{site}/measures?q={quote(TOPIC)}")
    with page.expect_download(timeout=30_000) as waiting:
        page.get_by_role("button", name=button).click()
    taken = waiting.value
    assert taken.suggested_filename == f"举措-{TOPIC}{ending}"
    content = taken.path().read_bytes()
    assert content.startswith(begins)
    if ending == ".csv":
        assert all(bureau in content.decode("utf-8-sig") for bureau in BUREAUS)


def test_the_readers_panel_jumps_to_a_figure(site, visit):
    page = visit(f"{site}/read?doc={quote(REPORT)}&q={quote('案卷')}")
    side = page.locator(".side-figures")
    total = int(re.findall(r"\d+", side.locator("summary").inner_text())[0])
    expect(side.locator("li").first).to_be_hidden()
    side.locator("summary").click()
    expect(side.locator("li").first).to_be_visible()
    expect(page.get_by_role("navigation", name="目录", exact=True)).to_be_hidden()
    assert side.locator("li").count() == total

    side.get_by_label("在本文数字中查找").fill("案卷 评查")
    kept = side.locator("li:visible")
    assert 0 < kept.count() < total
    number = kept.first.locator("b").inner_text()
    kept.first.get_by_role("link").click()
    spot = page.locator(".text .spotted")
    expect(spot).to_be_in_viewport()
    assert spot.inner_text().replace(",", "") == number.replace(",", "")
    expect(page.locator(".passage.target .spotted")).to_have_count(1)
    assert parameters(page)["q"] == ["案卷"]

    side.get_by_label("在本文数字中查找").fill("没有这样的数字")
    expect(side.get_by_text("没有相符的数字。")).to_be_visible()
    with page.expect_download(timeout=30_000) as waiting:
        page.get_by_role("button", name="下载本文数字（CSV）").filter(visible=True).click()
    assert len(waiting.value.path().read_text("utf-8-sig").splitlines()) == total + 1


def test_a_law_has_no_panel_of_figures(site, visit):
    page = visit(f"{site}/read?doc={quote('土地管理法')}")
    expect(page.get_by_role("navigation", name="目录", exact=True)).to_be_visible()
    expect(page.get_by_text("本文数字")).to_have_count(0)


def test_on_a_phone_the_panel_is_folded_above_the_text(site, visit):
    page = visit(f"{site}/read?doc={quote(REPORT)}", PHONE)
    fold = page.locator(".st-key-figures-fold")
    expect(fold.locator("li").first).to_be_hidden()
    fold.locator("summary").first.click()
    fold.locator("li a").nth(3).click()
    expect(page.locator(".text .spotted")).to_be_in_viewport()


@pytest.mark.parametrize(
    "address",
    [
        "/measures",
        *(
            f"/measures?q={quote(TOPIC)}&view={v}"
            for v in ("table", "timeline", "chart", "changes")
        ),
        f"/measures?q={quote('航天发射')}",
        f"/read?doc={quote(REPORT)}",
    ],
)
def test_nothing_is_wider_than_a_phone(site, visit, address):
    page = visit(site + address, PHONE)
    seen = ".measure, .timeline, .values, dl.changes, .nothing, .document"
    expect(page.locator(seen).first).to_be_visible()
    widths = page.evaluate(
        "[document.documentElement, document.querySelector('.stMain')]"
        ".map((part) => part.scrollWidth)"
    )
    assert max(widths) <= PHONE["width"]
