"""Both keyword engines over the same few passages about an invented city."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from kb.engine import ENGINES, choose_engine
from kb.engine.base import Entry, KeywordEngine

LAND, FOREST, REPORT = "land", "forest", "report"

ENTRIES = [
    Entry(11, LAND, "榕湾市土地管理办法", "第一章 总则", "为了保护耕地,制定本办法。"),
    Entry(
        12,
        LAND,
        "榕湾市土地管理办法",
        "第五章 法律责任",
        "违法占用耕地建房的,责令限期改正、\n治理,并处耕地开垦费二倍的罚款。",
    ),
    Entry(21, FOREST, "榕湾市林地保护条例", "第二章 保护", "禁止毁林开垦;保护林地与耕地。"),
    Entry(
        22, FOREST, "榕湾市林地保护条例", "第三章 税费", "由税务机关依照ＰＤＦ格式第44号表征收。"
    ),
    Entry(31, REPORT, "榕湾市2022年度报告", "一、主要举措", "推行“带押过户”,办理时间压缩到1天。"),
    Entry(32, REPORT, "榕湾市2022年度报告", "一、主要举措", "开展耕地卫片执法,核查图斑47宗。"),
]


@pytest.fixture(params=list(ENGINES))
def engine_class(request: pytest.FixtureRequest) -> type[KeywordEngine]:
    """Each engine that is installed here."""
    if not find_spec(request.param):
        pytest.skip(f"{request.param} 没有安装")
    return choose_engine(request.param)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "engine"


@pytest.fixture
def engine(engine_class: type[KeywordEngine], folder: Path) -> KeywordEngine:
    """The entries, indexed and opened again."""
    engine_class.create(folder).update(ENTRIES)
    return engine_class.open(folder)
