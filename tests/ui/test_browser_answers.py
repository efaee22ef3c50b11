"""Answers at a glance in Chromium: the sentence, hits of one document, what is related."""

from __future__ import annotations

import re
from urllib.parse import quote

from tests.ui.conftest import PHONE
from tests.ui.test_browser import QUESTION, expect, hits, parameters, places, settled


def test_a_question_is_answered_at_a_glance(site, visit):
    page = settled(visit(f"{site}/?q={quote(QUESTION)}"))
    answer = hits(page).first.locator(".answer")
    expect(answer).to_be_in_viewport()
    expect(answer).to_contain_text("耕地")
    expect(answer.locator("mark").first).to_be_visible()


def test_further_places_of_a_document_unfold_under_its_best(site, visit):
    page = settled(visit(f"{site}/?q={quote('行政处罚')}&k=30"))
    titles = hits(page).locator("h2").all_inner_texts()
    assert len(set(titles)) == len(titles)
    expect(places(page)).to_have_count(30)
    first = hits(page).first
    line = first.locator(".also [data-at]").first
    expect(line).not_to_be_visible()
    first.get_by_text(re.compile("^本文件另有")).click()
    expect(line).to_be_visible()
    locator = line.get_attribute("data-at")
    line.get_by_role("link").click()
    expect(page.locator(".passage.target")).to_be_in_viewport()
    assert page.locator(".passage.target").get_attribute("data-at") == locator


def test_related_articles_lead_from_a_hit_to_a_passage_and_on(site, visit):
    page = settled(visit(f"{site}/?q={quote('土地管理法第四十四条')}"))
    line = hits(page).first.locator("p.related")
    expect(line).to_contain_text("被引用")
    expect(hits(page).locator("p.related")).to_have_count(1)
    link = line.get_by_role("link").first
    locator = link.inner_text()
    link.click()
    target = page.locator(".passage.target")
    expect(target).to_be_in_viewport()
    assert parameters(page)["at"] == [locator]

    block = page.get_by_role("list", name=re.compile(f"^与{locator}相关"))
    expect(block).to_be_visible()
    cited = block.get_by_role("listitem").filter(has_text=re.compile("^引用"))
    cited.get_by_role("link", name="第四十四条", exact=True).click()
    expect(page.locator(".passage.target")).to_contain_text("第四十四条")


def test_what_is_unfolded_is_no_wider_than_a_phone(site, visit):
    related = f"/read?doc={quote('民法典')}&at={quote('第四百零六条')}"
    for path in (f"/?q={quote('仲裁协议的效力')}&k=30", related):
        page = visit(site + path, PHONE)
        expect(page.locator(".hit, .passage.target").first).to_be_visible()
        page.evaluate("document.querySelectorAll('details.also').forEach((d) => d.open = true)")
        widths = page.evaluate(
            "[document.documentElement, document.querySelector('.stMain')]"
            ".map((part) => part.scrollWidth)"
        )
        assert max(widths) <= PHONE["width"]
