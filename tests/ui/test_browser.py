"""The page in Chromium: from a question to the passage and to the official source."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from tests.ui.conftest import PHONE

QUESTION = "违法占用耕地建房怎么处罚"
SAMPLE = "榕湾市自然资源和规划局2023年度法治政府建设情况报告"


def parameters(page):
    return parse_qs(urlsplit(page.url).query)


def ask(page, words):
    page.get_by_label("检索词").fill(words)
    page.keyboard.press("Enter")


def hits(page, **having):
    return page.get_by_label("检索结果", exact=True).locator("li.hit").filter(**having)


def places(page):
    """The hits, and those in one line under a better one of the same document."""
    return page.get_by_label("检索结果", exact=True).locator("[data-at]")


def settled(page):
    """The page, once it is known what to read beside its first hit."""
    # The first search of a server opens the index and the model.
    expect(places(page).first).to_be_attached(timeout=30_000)
    expect(page.locator(".related.pending")).to_have_count(0, timeout=30_000)
    return page


def expect(*args):
    from playwright.sync_api import expect as playwright_expect

    # Patience costs nothing where the page is quick, and a busy machine is no failure.
    playwright_expect.set_options(timeout=20_000)
    return playwright_expect(*args)


def test_a_lay_question_finds_the_law(site, visit):
    page = visit(site)
    ask(page, QUESTION)
    law = hits(page, has_text="土地管理法").filter(has_text=re.compile("第.+条")).first
    expect(law).to_be_visible()
    expect(law.locator("mark").first).to_be_visible()
    assert parameters(page) == {"q": [QUESTION]}


def test_a_hit_leads_to_its_passage_and_its_permalink_to_the_same(site, visit):
    page = visit(f"{site}/?q={quote('带押过户')}&kind={quote('报告')}")
    hit = hits(page).first
    expect(hit.get_by_text("样例", exact=True)).to_be_visible()
    locator = hit.get_attribute("data-at")
    hit.get_by_role("link", name=re.compile("^查看原位置")).click()
    target = page.locator(".passage.target")
    expect(target).to_be_in_viewport()
    expect(target.locator("mark").first).to_have_text("带押过户")
    assert target.get_attribute("data-at") == locator
    assert locator in page.title()

    permalink = target.get_by_role("link", name=f"{locator}的固定链接").get_attribute("href")
    again = visit(site + permalink)
    expect(again.locator(".passage.target")).to_be_in_viewport()
    assert again.locator(".passage.target").inner_text() == target.inner_text()


def test_an_article_deep_in_the_longest_law_is_brought_into_view(site, visit):
    page = visit(f"{site}/?q={quote('民法典第一千一百六十五条')}")
    hits(page).first.get_by_role("link", name=re.compile("^查看原位置")).click()
    target = page.locator(".passage.target")
    expect(target).to_be_in_viewport()
    expect(target).to_contain_text("第一千一百六十五条")


@pytest.mark.parametrize("at", ["第四十四条第二款", "45条第一款第(三)项"])
def test_an_address_of_a_part_leads_to_its_article(site, visit, at):
    page = visit(f"{site}/read?doc={quote('土地管理法')}&at={quote(at)}")
    target = page.locator(".passage.target")
    expect(target).to_be_in_viewport()
    assert target.get_attribute("data-at") in ("第四十四条", "第四十五条")


def test_a_law_without_address_offers_a_search_at_official_sites(site, visit):
    page = visit(f"{site}/?q={quote('土地管理法第四十四条')}")
    hit = hits(page).first
    expect(hit).to_contain_text("未登记官方网址")
    search = hit.get_by_role("link", name=re.compile("到中国政府网检索"))
    address = urlsplit(search.get_attribute("href"))
    assert address.hostname == "sousuo.www.gov.cn"
    assert parse_qs(address.query)["searchWord"] == ["中华人民共和国土地管理法"]
    assert search.get_attribute("target") == "_blank"
    assert "noopener" in search.get_attribute("rel")
    database = hit.get_by_role("link", name=re.compile("国家法律法规数据库"))
    assert database.get_attribute("href") == "https://flk.npc.gov.cn/"


def test_a_filter_is_in_the_address_and_can_be_gone_back_from(site, visit):
    page = visit(f"{site}/?q={quote('行政处罚')}")
    expect(hits(page).first).to_be_visible()
    page.get_by_text("筛选", exact=True).click()
    page.get_by_role("button", name="报告", exact=True).click()
    expect(page.get_by_role("link", name="取消筛选：报告")).to_be_visible()
    expect(hits(page, has_not=page.get_by_text("报告", exact=True))).to_have_count(0)
    assert parameters(page) == {"q": ["行政处罚"], "kind": ["报告"]}

    again = visit(page.url)
    expect(hits(again).first).to_be_visible()
    assert hits(settled(again)).all_inner_texts() == hits(settled(page)).all_inner_texts()

    page.go_back()
    expect(page.get_by_role("link", name="取消筛选：报告")).to_have_count(0)
    assert parameters(page) == {"q": ["行政处罚"]}


def test_more_hits_are_in_the_address_too(site, visit):
    page = visit(f"{site}/?q={quote('耕地')}")
    expect(places(page)).to_have_count(10)
    page.get_by_role("button", name="更多结果").click()
    expect(places(page)).to_have_count(20)
    assert parameters(page) == {"q": ["耕地"], "k": ["20"]}


def test_going_back_from_a_passage_leads_to_the_hit(site, visit):
    page = settled(visit(f"{site}/?q={quote('耕地')}&k=60"))
    expect(places(page)).to_have_count(60)
    hits(page).last.get_by_role("link", name=re.compile("^查看原位置")).click()
    expect(page.locator(".passage.target")).to_be_in_viewport()
    page.go_back()
    expect(hits(page).last).to_be_in_viewport()


def test_the_contents_lead_through_the_document(site, visit):
    page = visit(f"{site}/read?doc={quote('土地管理法')}")
    page.get_by_role("navigation", name="目录", exact=True).get_by_text("第七章").click()
    expect(page.locator(".passage.target")).to_be_in_viewport()
    at = parameters(page)["at"]
    assert [page.locator(".passage.target").get_attribute("data-at")] == at
    page.reload()
    expect(page.locator(".passage.target")).to_be_in_viewport()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/read?doc=nowhere", "没有这个编号或标题的文件"),
        ("/read", "没有指明要读哪个文件"),
        (f"/read?doc={quote('土地管理法')}&at={quote('第九百条')}", "以下是全文"),
        (f"/read?doc={quote(SAMPLE)}&at={quote('一、(二)99.')}", "已转到最接近的“一、(二)”"),
        (f"/?q={quote('(耕地 AND')}", "已按普通词语检索"),
        (f"/?q={quote('耕地')}&from=1901&to=1902", "没有找到"),
    ],
)
def test_what_cannot_be_shown_is_said(site, visit, address, said):
    page = visit(site + address)
    expect(page.get_by_text(said)).to_be_visible()


@pytest.mark.parametrize(
    "path",
    [
        "/",
        f"/?q={quote(QUESTION)}&kind={quote('法律')}",
        f"/read?doc={quote('民法典')}",
        "/documents",
        "/about",
    ],
)
def test_nothing_is_wider_than_a_phone(site, visit, path):
    page = visit(site + path, PHONE)
    expect(page.locator("h1, h2").first).to_be_attached()
    widths = page.evaluate(
        "[document.documentElement, document.querySelector('.stMain')]"
        ".map((part) => part.scrollWidth)"
    )
    assert max(widths) <= PHONE["width"]


def test_documents_are_listed_and_found_by_title(site, visit):
    page = visit(f"{site}/documents")
    listed = page.get_by_label("文件", exact=True).locator("li")
    expect(page.get_by_text("kb remove --samples")).to_be_visible()
    page.get_by_label("标题里的词").fill("城市管理局 2022")
    page.keyboard.press("Enter")
    expect(listed).to_have_count(1)
    listed.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("城市管理局2022")


HOSTILE = """---
url: https://www.example.gov.cn/a?x=1&y="><script>alert(1)</script>
---
榕湾市<img src=x onerror=alert(1)>局2023年度法治政府建设情况报告

一、<script>alert(2)</script>主要举措

(一)推行“远程踏勘”<img src=x onerror=alert(3)>,[点此](javascript:alert(4))办结<b>12</b>件。
"""


def test_a_text_cannot_bring_markup_and_the_first_visit_builds(home, serve_home, visit):
    (home / "corpus" / "hostile.txt").write_text(HOSTILE, encoding="utf-8")
    (home / "corpus" / "linked.txt").write_text(
        "---\nurl: https://www.example.gov.cn/b?x=1&y=2\n---\n"
        "榕湾市水利局2023年度法治政府建设情况报告\n\n一、主要举措\n\n推行“远程踏勘”,办结3件。\n",
        encoding="utf-8",
    )
    exactly = quote('"远程踏勘"')
    page = visit(f"{serve_home()}/?q={exactly}")
    hostile = hits(page, has_text="alert(3)").first
    # A first build takes its time: dictionaries are read for the lexicon.
    expect(hostile).to_contain_text("<img src=x onerror=alert(3)>", timeout=60_000)
    official = hits(page, has_text="水利局").get_by_role("link", name=re.compile("官方原文"))
    assert official.get_attribute("href") == "https://www.example.gov.cn/b?x=1&y=2"
    hostile.get_by_role("link").first.click()
    expect(page.locator(".passage.target")).to_contain_text("[点此](javascript:alert(4))")
    expect(page.locator(".text img, .text script")).to_have_count(0)


def test_a_broken_index_is_told_and_can_be_rebuilt(home, serve_home, visit):
    (home / "index").mkdir()
    (home / "index" / "CURRENT").write_text("g000009", encoding="utf-8")
    page = visit(f"{serve_home()}/?q={quote('带押过户')}")
    expect(page.get_by_text("索引损坏")).to_be_visible()
    page.get_by_role("button", name="重建索引").click()
    expect(hits(page).first).to_contain_text("带押过户", timeout=60_000)
