"""What is known of a document, as every page shows it: badges, dates, where it comes from."""

from __future__ import annotations

from kb.document import Genre, Metadata
from kb.export.wording import day
from kb.force import IN_FORCE, NOT_YET, REPEALED, SUPERSEDED
from kb.links import NATIONAL_DATABASE, is_web_address, official_search
from kb.ui.markup import Html, join, link, tag

#: Legal force: how it is shown, and what it means. None: nothing is recorded.
_FORCE = {
    IN_FORCE: ("green", IN_FORCE),
    "已被修改": ("amber", "仍然有效，其中有条文已被修改；引用前请核对最新文本"),
    NOT_YET: ("amber", "已经公布，还没有到施行日期"),
    SUPERSEDED: ("grey", "已有更新的版本"),
    REPEALED: ("red", "不再有效"),
    None: ("grey", "资料中没有记载时效，引用前请核对"),
}
#: Said of a law whose force is not recorded.
UNCHECKED = "时效未核"

#: Kinds an address can name that stand for several.
GENRES = {Genre.REPORT.value: "全部报告", Genre.LAW.value: "全部法规"}


def badges(meta: Metadata) -> Html:
    """Kind, force of a law, and whether it is a sample."""
    shown = [tag("span", meta.kind, class_="badge kind")]
    if meta.genre is Genre.LAW:
        shown.append(force_badge(meta.status, UNCHECKED))
    return join([*shown, sample(meta)], " ")


def sample(meta: Metadata) -> Html | None:
    """A badge for a sample; None for anything else."""
    meaning = "项目自带的样例，内容虚构"
    return tag("span", "样例", class_="badge sample", title=meaning) if meta.sample else None


def force_badge(status: str | None, unknown: str, note: str | None = None) -> Html:
    """A status of `kb.force` with its meaning, or with ``note`` instead; ``unknown`` is said
    where there is none."""
    colour, meaning = _FORCE.get(status, _FORCE[None])
    return tag("span", status or unknown, class_=f"badge {colour}", title=note or meaning)


def force(meta: Metadata) -> str:
    """The force of a law and what it means, in words."""
    _, meaning = _FORCE.get(meta.status, _FORCE[None])
    name = meta.status or UNCHECKED
    return name if name == meaning else f"{name}（{meaning}）"


def byline(meta: Metadata) -> Html:
    """Issuing body, the year a report is about, and the dates that matter for its genre."""
    if meta.genre is Genre.REPORT:
        year = f"{meta.year} 年度" if meta.year else None
        dated = meta.published or meta.issued
        dates = [f"{day(dated)}发布" if dated else None]
    else:
        year = None
        dates = [
            f"{day(meta.published)}公布" if meta.published else None,
            f"{day(meta.effective)}施行" if meta.effective else None,
        ]
    return join([part for part in (meta.org, year, *dates) if part], " · ")


def official(meta: Metadata) -> Html | None:
    """The official page; None where no address is registered."""
    if not meta.url or not is_web_address(meta.url):
        return None
    label = f"《{meta.title}》的官方原文（新窗口）"
    return link(meta.url, "官方原文", aria_label=label, class_="official")


def origin(meta: Metadata) -> Html:
    """Where the official text is; where that isn't known, says so and offers a search."""
    if way := official(meta):
        return way
    if meta.sample:
        return tag("span", "样例文件，内容虚构，没有原文网址", class_="note")
    if meta.genre is Genre.REPORT:
        return tag("span", "未登记原文网址", class_="note")
    search = link(
        official_search(meta.title),
        "到中国政府网按标题检索",
        aria_label=f"到中国政府网检索《{meta.title}》（新窗口）",
        class_="official",
    )
    database = link(
        NATIONAL_DATABASE,
        "国家法律法规数据库",
        aria_label="国家法律法规数据库首页（新窗口）",
        class_="official",
    )
    return tag("span", "未登记官方网址 · ", search, " / ", database, class_="note")
