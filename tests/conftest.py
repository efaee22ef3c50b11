"""Homes to test in, and where real data lies."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from kb.engine import ENGINES
from kb.library import KnowledgeBase

REPOSITORY = Path(__file__).resolve().parent.parent
SHARED = REPOSITORY.parent / "shared"

REPORT = """索 引 号:RW00115-0705-{following}-00012
发布机构:榕湾市自然资源和规划局
公文生成日期:{following}-03-05
榕湾市自然资源和规划局{year}年度法治政府建设情况报告
时间:{following}-03-06 10:31

  {year}年,我局持续推进法治政府建设。现将情况报告如下:

  一、{year}年度主要举措和成效

  (一)服务保障大局

  1.便利不动产登记。一是推行“带押过户”。买卖双方不必先还清贷款,全年办理{count}宗。二是开展“跨省通办”。与三个城市互设窗口。

  2.加强卫片执法。核查图斑{count}宗,全部整改到位。

  二、下一年主要工作

  (一)加强普法。面向乡镇干部开展土地法律培训。
"""

REGULATION = """榕湾市户外广告管理办法

(2021年6月1日榕湾市人民政府令第12号公布 自2021年8月1日起施行)

第一章 总则

第一条 为了规范户外广告设置,改善市容环境,制定本办法。

第二条 本市建成区内户外广告的设置和管理,适用本办法。

第二章 设置管理

第三条 设置大型户外广告,应当向城市管理部门提出申请。

城市管理部门应当自受理之日起十个工作日内作出决定。

第四条 有下列情形之一的,不得设置户外广告:

(一)利用交通安全设施的;

(二)妨碍居民采光通风的。

第五条 本办法自2021年8月1日起施行。
"""


def write_corpus(home: Path) -> None:
    """Two years of one bureau's report and a regulation, without the packaged laws."""
    corpus = home / "corpus"
    (corpus / "reports").mkdir(parents=True)
    (corpus / "manifest.json").write_text(json.dumps({"national_laws": False}), encoding="utf-8")
    for year, count in ((2022, 12), (2023, 47)):
        text = REPORT.format(year=year, following=year + 1, count=count)
        (corpus / "reports" / f"{year}.txt").write_text(text, encoding="utf-8")
    (corpus / "户外广告.txt").write_text(REGULATION, encoding="utf-8")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with a small corpus and no index."""
    write_corpus(tmp_path)
    return tmp_path


@pytest.fixture(params=ENGINES)
def library(
    home: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> KnowledgeBase:
    """The small corpus, built; once with every keyword engine."""
    if find_spec(request.param) is None:
        pytest.skip(f"没有安装 {request.param}")
    monkeypatch.setenv("KB_ENGINE", request.param)
    library = KnowledgeBase(home)
    library.build()
    return library


@pytest.fixture(scope="session")
def full_library(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """All packaged laws and the sample reports, built once."""
    home = tmp_path_factory.mktemp("full")
    (home / "corpus").symlink_to(REPOSITORY / "corpus", target_is_directory=True)
    library = KnowledgeBase(home)
    library.build()
    return library


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real reports, laws and questions."""
    if not SHARED.is_dir():
        pytest.skip("没有 ../shared,跳过用真实资料的测试")
    return SHARED
