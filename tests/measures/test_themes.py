"""The theme of a measure, by its headings and its first sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.measures.extract import measures_in
from kb.measures.themes import theme_of, themes
from kb.parsing import parse
from kb.reading import read
from tests.measures.gold import GOLD, expected

LEAST = 0.9

#: Headings as reports of many bodies and years have them.
HEADINGS = {
    "党的领导": [
        "加强党对法治政府建设的领导",
        "切实履行推进法治建设第一责任人职责",
        "提高政治站位,压实主体责任",
        "健全法治建设考核评价机制",
        "深入学习宣传贯彻习近平法治思想",
        "抓住“关键少数”",
        "强化组织领导,完善工作机制",
        "扎实开展法治政府建设示范创建活动",
        "开展法治督察",
    ],
    "政府职能": [
        "依法全面履行政府职能",
        "深化“放管服”改革",
        "持续优化法治化营商环境",
        "推进“双随机、一公开”监管",
        "全面落实权责清单制度",
        "深入推进“最多跑一次”改革",
        "推行证明事项告知承诺制",
        "健全政府机构职能体系",
        "严格落实公平竞争审查制度",
        "优化纳税服务",
        "提升政务服务效能",
        "完善事中事后监管",
    ],
    "制度建设": [
        "完善依法行政制度体系",
        "加强重点领域立法",
        "加强行政规范性文件监督管理",
        "做好规范性文件合法性审核和备案",
        "开展规章和规范性文件清理",
        "配合做好地方性法规起草工作",
    ],
    "行政决策": [
        "推进行政决策科学化、民主化、法治化",
        "健全行政决策制度体系,不断提升行政决策公信力和执行力",
        "充分发挥法律顾问、公职律师作用",
        "严格合法性审查",
        "严格执行重大行政决策程序",
    ],
    "行政执法": [
        "坚持严格规范公正文明执法",
        "健全行政执法工作体系",
        "全面推行行政执法“三项制度”",
        "推进综合行政执法体制改革",
        "规范行政处罚自由裁量权",
        "推行包容审慎监管执法",
        "加强行政执法监督",
        "规范涉企行政检查",
        "承接乡镇赋权事项",
        "严厉打击涉税违法犯罪",
        "扫黑除恶专项斗争",
        "开展校外培训机构专项整治",
    ],
    "突发事件应对": [
        "健全突发事件应对体系,依法预防处置重大突发事件",
        "强化应急管理",
        "统筹推进疫情防控",
        "夯实防灾减灾救灾基础",
        "抓好安全生产",
    ],
    "矛盾化解": [
        "依法有效化解社会矛盾纠纷",
        "加强行政复议和行政应诉工作",
        "健全社会矛盾纠纷行政预防调处化解体系",
        "坚持和发展新时代“枫桥经验”",
        "推进信访工作法治化",
        "完善人民调解组织网络",
        "加强公共法律服务体系建设",
        "落实行政机关负责人出庭应诉制度",
    ],
    "监督制约": [
        "强化对行政权力的制约和监督",
        "健全行政权力制约和监督体系,促进行政权力规范透明运行",
        "自觉接受人大政协监督",
        "加强审计监督",
        "认真办理人大代表建议和政协提案",
        "加强政务诚信建设",
        "主动接受司法监督",
    ],
    "政务公开": [
        "全面推进政务公开",
        "加大政府信息公开力度",
        "规范依申请公开办理",
        "加强政策解读,回应社会关切",
    ],
    "数字政府": [
        "健全法治政府建设科技保障体系,全面建设数字法治政府",
        "加强信息化平台建设",
        "推进“互联网+监管”",
        "以科技赋能智慧城管",
        "推动政务数据共享",
    ],
    "普法宣传": [
        "落实“谁执法谁普法”普法责任制",
        "实施“八五”普法规划",
        "广泛开展法治宣传教育",
        "提升全民法治素养",
        "推进法治文化建设",
        "宪法进校园活动有声有色",
    ],
    "队伍建设": [
        "全面提高政府工作人员法治思维和依法行政能力",
        "加强行政执法队伍建设",
        "健全领导干部学法用法制度",
        "开展行政执法人员培训",
        "强化执法人员资格管理",
        "加强法治人才培养",
        "夯实基层执法力量",
    ],
}

# Headings from the innermost out, the first words, and the theme.
WAYS = [
    # The innermost heading that tells wins ...
    (["健全应诉机制", "加强党的领导"], "", "矛盾化解"),
    (["建立规则", "“带押过户”试点破题", "优化营商环境"], "", "政府职能"),
    (["抓宣传", "坚持学用结合"], "", "普法宣传"),
    # ... by its longest word, of equal ones by the first ...
    (["加强行政规范性文件制定监督管理"], "", "制度建设"),
    (["深化政务公开和政务诚信建设"], "", "政务公开"),
    # ... a slogan only where nothing else tells ...
    (["提高政治站位,抓实学法用法"], "", "队伍建设"),
    (["提高政治站位"], "", "党的领导"),
    # ... whatever the width of its marks.
    (["落实\uff02谁执法\uff0c谁普法\uff02"], "", "普法宣传"),
    # What the passage says counts only where headings say nothing.
    (["主要举措和成效"], "全年办理信访件71件。", "矛盾化解"),
    (["规范行政执法", "主要举措和成效"], "全年办理信访件71件。", "行政执法"),
    ([], "全年办理信访件71件。执法人员参加培训4次。", "矛盾化解"),
    # A title that is cited tells less than the words around it.
    ([], "按照《优化营商环境条例》修订应急预案。", "突发事件应对"),
    ([], "认真落实《优化营商环境条例》。", "政府职能"),
    # The rest.
    (["生活垃圾分类实现全覆盖", "主要举措"], "投放点增至2,385座。", "业务工作"),
    ([], "", "业务工作"),
]


@pytest.mark.parametrize(
    ("heading", "theme"), [(one, theme) for theme, all_of in HEADINGS.items() for one in all_of]
)
def test_headings_of_many_bodies(heading: str, theme: str) -> None:
    assert theme_of([heading], "") == theme


@pytest.mark.parametrize(("headings", "words", "theme"), WAYS)
def test_which_words_count(headings: list[str], words: str, theme: str) -> None:
    assert theme_of(headings, words) == theme


def test_every_theme_is_named_once() -> None:
    assert len(set(themes())) == len(themes())
    assert set(HEADINGS) | {"业务工作"} == set(themes())


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_themes_of_a_report_read_by_hand(path: Path) -> None:
    wanted = {locator: theme for locator, theme, _ in expected(GOLD[path])}
    found = {one.locator: one.theme for one in measures_in(parse(read(path), path=path.name))}
    wrong = {at: (theme, found.get(at)) for at, theme in wanted.items() if found.get(at) != theme}
    assert 1 - len(wrong) / len(wanted) >= LEAST, wrong
