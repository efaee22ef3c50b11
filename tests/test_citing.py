"""What documents cite, kept in the record and given out by the library."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from kb.citator import CitedLaw, sentence_around
from kb.corpus import load_file
from kb.document import Genre
from kb.errors import UserError
from kb.library import KnowledgeBase
from kb.store import Filters
from tests.conftest import REGULATION

_REPORT = """榕湾市城市管理局{year}年度法治政府建设情况报告
时间:{following}-02-20

  一、主要举措

  (一)办理信访。{petitions}

  (二)严格执法。{enforcement}
"""

REPORTS = {
    2019: (
        "依据《信访条例》办理来信42件,援引《民法通则》答复3件。",
        "查处违反《榕湾市户外广告管理办法》第四条第(二)项的广告8处。落实《榕湾市夜景亮化工作意见》。",
    ),
    2023: (
        "仍按《信访条例》第二十一条受理;仍援引《民法通则》答复。学习《信访工作条例》,印发《2023年度普法工作计划》。",
        "对照《榕湾市户外广告管理办法》第三条,规范审批。该办法第五条一并宣传。",
    ),
}

_PARKING = """榕湾市停车场管理办法

(2022年6月1日榕湾市人民政府令第15号公布 自2022年8月1日起施行)

第一条 为了规范停车场管理,制定本办法。

第二条 在停车场设置广告,依照《榕湾市户外广告管理办法》第三条至第五条的规定办理。

第三条 违反本办法第二条的,责令改正。
"""

ADVERTISING = "榕湾市户外广告管理办法"
BOTH_YEARS = {ADVERTISING, "信访条例", "中华人民共和国民法通则"}


@pytest.fixture
def base(tmp_path: Path) -> KnowledgeBase:
    """Two reports, and two regulations of which one cites the other; not built."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "manifest.json").write_text(json.dumps({"national_laws": False}), encoding="utf-8")
    for year, (petitions, enforcement) in REPORTS.items():
        text = _REPORT.format(
            year=year, following=year + 1, petitions=petitions, enforcement=enforcement
        )
        (corpus / f"{year}.txt").write_text(text, encoding="utf-8")
    (corpus / "广告.txt").write_text(REGULATION, encoding="utf-8")
    (corpus / "停车.txt").write_text(_PARKING, encoding="utf-8")
    return KnowledgeBase(tmp_path)


@pytest.fixture
def built(base: KnowledgeBase) -> KnowledgeBase:
    base.build()
    return base


def edit(base: KnowledgeBase, name: str, old: str, new: str) -> None:
    path = base.home / "corpus" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def cited_by(base: KnowledgeBase, law: str, article: str | None = None) -> list[tuple[str, str]]:
    """Year or first words of the citing document, and the articles cited."""
    return [
        (
            str(c.record.meta.year) if c.record.meta.genre is Genre.REPORT else "停车",
            "、".join(c.citation.articles),
        )
        for c in base.cited_by(law, article)
    ]


def overview(base: KnowledgeBase, **options: object) -> dict[str, CitedLaw]:
    return {law.law: law for law in base.cited_laws(**options)}  # type: ignore[arg-type]


# -- who cites a law -----------------------------------------------------------


@pytest.mark.parametrize(
    ("law", "article", "expected"),
    [
        (
            ADVERTISING,
            None,
            [
                ("2023", "第三条"),
                ("2023", "第五条"),
                ("2019", "第四条第(二)项"),
                ("停车", "第三条至第五条"),
            ],
        ),
        (f"《{ADVERTISING}》", "第三条", [("2023", "第三条"), ("停车", "第三条至第五条")]),
        (ADVERTISING, "4条", [("2019", "第四条第(二)项"), ("停车", "第三条至第五条")]),
        (ADVERTISING, "第四条第(二)项", [("2019", "第四条第(二)项")]),
        (ADVERTISING, "第四条第一款第二项", [("2019", "第四条第(二)项")]),
        (ADVERTISING, "第四条第(三)项", []),
        (ADVERTISING, "第五条", [("2023", "第五条"), ("停车", "第三条至第五条")]),
        (ADVERTISING, "第三条第二款", []),
        (ADVERTISING, "第六条", []),
        ("信访条例", None, [("2023", "第二十一条"), ("2019", "")]),
        ("国务院令第431号", None, [("2023", "第二十一条"), ("2019", "")]),
        ("信访工作条例", None, [("2023", "")]),
        ("榕湾市夜景亮化工作意见", None, [("2019", "")]),
        ("榕湾市停车场管理办法", None, []),
        ("海商法", None, []),
    ],
)
def test_who_cites_a_law(
    built: KnowledgeBase, law: str, article: str | None, expected: list[tuple[str, str]]
) -> None:
    assert cited_by(built, law, article) == expected


def test_a_law_is_named_by_the_id_of_its_text_too(built: KnowledgeBase) -> None:
    doc_id = built.document(ADVERTISING).id
    assert cited_by(built, doc_id) == cited_by(built, ADVERTISING)


def test_a_citation_comes_with_its_place_and_sentence(built: KnowledgeBase) -> None:
    last, *_ = built.cited_by("信访条例")
    assert last.law == "信访条例"
    assert last.record.meta.title == "榕湾市城市管理局2023年度法治政府建设情况报告"
    assert last.locator == "一、(一)"
    assert "仍按《信访条例》第二十一条受理;" in last.snippet
    assert "普法" not in last.snippet
    text = built.document(last.record.id).text
    assert text[last.citation.start : last.citation.end] == last.citation.text
    assert last.citation.text == "《信访条例》第二十一条"


def test_a_law_and_its_other_versions_do_not_cite_it(built: KnowledgeBase) -> None:
    before = cited_by(built, ADVERTISING)
    later = REGULATION.replace("2021年6月1日", "2024年6月1日").replace(
        "2021年8月1日", "2024年8月1日"
    )
    later = later.replace("施行。", "施行。《榕湾市户外广告管理办法》同时废止。")
    (built.home / "corpus" / "广告新.txt").write_text(later, encoding="utf-8")
    built.build()
    assert cited_by(built, ADVERTISING) == before


@pytest.mark.parametrize(
    ("law", "article", "said"),
    [
        ("榕湾市没有的办法", None, "没有这个名称的法规"),
        ("夜景亮化", None, "榕湾市夜景亮化工作意见"),
        (ADVERTISING, "三", "第四十四条第二款"),
        ("", None, "没有这个名称的法规"),
    ],
)
def test_what_is_not_understood_is_told(
    built: KnowledgeBase, law: str, article: str | None, said: str
) -> None:
    with pytest.raises(UserError, match=said):
        built.cited_by(law, article)


def test_an_ambiguous_name_is_told_with_what_it_may_mean(built: KnowledgeBase) -> None:
    for years in ("2011—2015年", "2016—2020年"):
        text = REGULATION.replace(ADVERTISING, f"榕湾市绿道建设纲要({years})")
        (built.home / "corpus" / f"{years}.txt").write_text(text, encoding="utf-8")
    built.build()
    with pytest.raises(UserError, match=r"2011—2015年.*2016—2020年"):
        built.cited_by("榕湾市绿道建设纲要")


# -- overview ------------------------------------------------------------------


def test_the_most_widely_cited_come_first(built: KnowledgeBase) -> None:
    laws = built.cited_laws()
    counts = [(law.law, law.times, len(law.documents)) for law in laws]
    assert counts[0] == (ADVERTISING, 3, 2)
    assert sorted(counts[1:3]) == [("中华人民共和国民法通则", 2, 2), ("信访条例", 2, 2)]
    assert sorted(counts[3:]) == [("信访工作条例", 1, 1), ("榕湾市夜景亮化工作意见", 1, 1)]


def test_a_cited_law_tells_its_years_and_fate(built: KnowledgeBase) -> None:
    laws = overview(built)
    civil, advertising = laws["中华人民共和国民法通则"], laws[ADVERTISING]
    assert civil.years == {2019: 1, 2023: 1}
    assert (civil.kind, civil.status_now) == ("法律", "已废止")
    assert (civil.repealed, civil.successor) == ("2021-01-01", "中华人民共和国民法典")
    [late] = civil.after_repeal
    assert built.document(late).meta.year == 2023
    assert advertising.years == {2019: 1, 2023: 2}
    assert advertising.known
    assert advertising.doc_id == built.document(ADVERTISING).id
    assert not advertising.after_repeal


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"filters": Filters(years=(2019, 2019))}, {*BOTH_YEARS, "榕湾市夜景亮化工作意见"}),
        ({"filters": Filters(years=(2023, None))}, {*BOTH_YEARS, "信访工作条例"}),
        ({"filters": Filters(orgs=("交通",))}, set()),
        ({"genre": Genre.LAW}, {ADVERTISING}),
    ],
)
def test_the_overview_is_narrowed(
    built: KnowledgeBase, options: dict[str, object], expected: set[str]
) -> None:
    assert overview(built, **options).keys() == expected


# -- building ------------------------------------------------------------------


def test_citations_follow_the_documents(built: KnowledgeBase) -> None:
    edit(built, "2019.txt", "《信访条例》", "《森林法》")
    (built.home / "corpus" / "停车.txt").unlink()
    assert built.build().changed == 1
    assert cited_by(built, "信访条例") == [("2023", "第二十一条")]
    assert cited_by(built, "森林法") == [("2019", "")]
    assert not built.cited_laws(genre=Genre.LAW)
    updated = built.cited_laws()
    built.build(rebuild=True)
    assert built.cited_laws() == updated


def test_removing_a_report_takes_its_citations_along(built: KnowledgeBase) -> None:
    last = built.cited_by("信访条例")[0]
    built.remove([last.record.id])
    assert cited_by(built, "信访条例") == [("2019", "")]


def test_what_the_base_takes_in_becomes_known(built: KnowledgeBase) -> None:
    name = "榕湾市夜景亮化工作意见"
    assert not overview(built)[name].known
    text = REGULATION.replace(ADVERTISING, name)
    (built.home / "corpus" / "亮化.txt").write_text(text, encoding="utf-8")
    built.build()
    cited = overview(built)[name]
    assert (cited.known, cited.doc_id) == (True, built.document(name).id)


def test_another_finder_finds_anew(built: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    assert built.build().changed == 0
    monkeypatch.setattr("kb.corpus._VERSIONS", "another")
    assert built.build().changed == 4
    assert cited_by(built, "信访工作条例") == [("2023", "")]


def test_an_index_of_an_earlier_program_is_told_and_built_anew(built: KnowledgeBase) -> None:
    index = built.home / "index"
    store = index / (index / "CURRENT").read_text() / "store.sqlite"
    db = sqlite3.connect(store)
    db.executescript("DROP TABLE citations; DROP TABLE laws; PRAGMA user_version = 1;")
    db.close()
    reader = KnowledgeBase(built.home)
    with pytest.raises(UserError, match=r"另一版本.*kb build"):
        reader.cited_laws()
    assert reader.build().added == 4
    assert overview(reader)[ADVERTISING].times == 3


# -- what one document cites ---------------------------------------------------


def problems(base: KnowledgeBase, tmp_path: Path, sentence: str) -> dict[str, str | None]:
    """Of each citation in a report with this sentence: what is wrong with it."""
    path = tmp_path / "新报告.txt"
    text = _REPORT.format(year=2023, following=2024, petitions=sentence, enforcement="略。")
    path.write_text(text, encoding="utf-8")
    document = load_file(path, path.name, "")
    return {
        cited.citation.text: cited.reference and cited.reference.problem
        for cited in base.citations(document)
    }


def test_articles_are_checked_against_the_texts_at_hand(
    built: KnowledgeBase, tmp_path: Path
) -> None:
    found = problems(
        built,
        tmp_path,
        f"依照《{ADVERTISING}》第四条第(二)项办理3件,依照《{ADVERTISING}》第九条办理1件。",
    )
    right, wrong = found.items()
    assert right == (f"《{ADVERTISING}》第四条第(二)项", None)
    assert wrong[1] is not None
    assert "没有第九条" in wrong[1]


def test_a_file_can_be_read_where_there_is_no_index(base: KnowledgeBase, tmp_path: Path) -> None:
    found = problems(base, tmp_path, f"依据《民法通则》和《{ADVERTISING}》第九条办理。")
    repealed, unknown = found.values()
    assert repealed is not None
    assert "民法典" in repealed
    assert unknown is None


def test_a_document_of_the_base(built: KnowledgeBase) -> None:
    document = built.document("榕湾市停车场管理办法")
    cited = built.citations(document)
    [other] = [c for c in cited if not c.citation.itself]
    assert other.reference is not None
    assert other.reference.law == ADVERTISING
    assert other.reference.doc_id == built.document(ADVERTISING).id
    assert any(c.citation.itself for c in cited)


@pytest.mark.parametrize(
    ("context", "words", "expected"),
    [
        ("甲。依《乙法》办理。丙。", "《乙法》", "依《乙法》办理。"),
        ("依《乙法》\n  办理", "《乙法》", "依《乙法》 办理"),
        ("甲;依《乙法》办理;丙", "《乙法》", "依《乙法》办理;"),
        (
            "长" * 200 + "《乙法》" + "短" * 200,
            "《乙法》",
            "…" + "长" * 90 + "《乙法》" + "短" * 90 + "…",
        ),
    ],
)
def test_the_sentence_around(context: str, words: str, expected: str) -> None:
    assert sentence_around(context, context.index(words), words) == expected
