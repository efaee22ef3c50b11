"""Theme and stage of every measure of three invented reports, as a person reads them.

Written before the words of ``kb/data/themes.json`` were. A row is theme, stage and the
locators that have both, in the order of the text.
"""

from __future__ import annotations

from pathlib import Path

from kb.measures.model import Stage

_ROOT = Path(__file__).resolve().parents[2]
UNSEEN = _ROOT / "tests" / "citations" / "unseen"
SAMPLES = _ROOT / "corpus" / "samples"

DONE, LACKING, PLANNED = Stage

Rows = list[tuple[str, Stage, str]]

RESOURCES: Rows = [
    ("党的领导", DONE, "一、(一)1."),
    ("队伍建设", DONE, "一、(一)2."),
    ("党的领导", DONE, "一、(一)3."),
    ("监督制约", DONE, "一、(一)4."),
    (
        "政府职能",
        DONE,
        "一、(二)1.一是 一、(二)1.二是 一、(二)1.三是 一、(二)2. 一、(二)3. 一、(二)4.",
    ),
    ("政府职能", DONE, "一、(二)5. 一、(二)6."),
    ("数字政府", DONE, "一、(二)7."),
    ("制度建设", DONE, "一、(三)1."),
    ("行政执法", DONE, "一、(三)2. 一、(三)3."),
    ("制度建设", DONE, "一、(三)4."),
    ("政府职能", DONE, "一、(三)5."),
    ("制度建设", DONE, "一、(三)6."),
    (
        "行政执法",
        DONE,
        "一、(四)1. 一、(四)2. 一、(四)3. 一、(四)4. 一、(四)5. 一、(四)6. 一、(四)7.",
    ),
    ("突发事件应对", DONE, "一、(四)8."),
    ("行政决策", DONE, "一、(五)1. 一、(五)2."),
    ("政务公开", DONE, "一、(五)3."),
    ("监督制约", DONE, "一、(五)4."),
    ("矛盾化解", DONE, "一、(六)1. 一、(六)2. 一、(六)3."),
    ("普法宣传", DONE, "一、(六)4."),
    ("突发事件应对", DONE, "一、(六)5."),
    ("政府职能", LACKING, "二、1."),
    ("行政执法", LACKING, "二、2. 二、3. 二、4."),
    ("数字政府", LACKING, "二、5."),
    ("队伍建设", LACKING, "二、6."),
    ("政府职能", PLANNED, "三、1. 三、2."),
    ("行政执法", PLANNED, "三、3. 三、4."),
    ("矛盾化解", PLANNED, "三、5."),
    ("队伍建设", PLANNED, "三、6."),
    ("业务工作", PLANNED, "三、7."),
]

MARKET: Rows = [
    ("突发事件应对", DONE, "一、"),
    ("政府职能", DONE, "二、1. 二、2. 二、3."),
    ("行政执法", DONE, "三、1. 三、2. 三、3."),
    ("监督制约", DONE, "四、"),
    ("普法宣传", DONE, "五、"),
    ("队伍建设", LACKING, "六、一是"),
    ("普法宣传", LACKING, "六、二是"),
]

TOWN: Rows = [
    ("队伍建设", DONE, "一、"),
    ("行政执法", DONE, "二、(一) 二、(二) 二、(三)"),
    ("行政决策", DONE, "三、"),
    ("矛盾化解", DONE, "四、"),
    ("队伍建设", LACKING, "五、一是 五、二是"),
]

GOLD: dict[Path, Rows] = {
    SAMPLES / "榕湾市自然资源和规划局2022年度法治政府建设情况报告.txt": RESOURCES,
    UNSEEN / "榕湾市市场监督管理局2020年度法治政府建设情况报告.txt": MARKET,
    UNSEEN / "青屿镇人民政府2022年法治政府建设工作总结.txt": TOWN,
}


def expected(rows: Rows) -> list[tuple[str, str, Stage]]:
    """Locator, theme and stage of each measure."""
    return [(locator, theme, stage) for theme, stage, all_of in rows for locator in all_of.split()]
