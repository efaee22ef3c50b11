"""What of a page is text of the report, and which of its lines belong together."""

from __future__ import annotations

import pytest

from tests.parsing.test_report import TITLE, outline, passages


@pytest.mark.parametrize("indent", ["", "\u3000\u3000"])
@pytest.mark.parametrize("width", [20, 28, 40])
def test_lines_broken_at_the_width_of_a_sheet(width: int, indent: str) -> None:
    paragraphs = [
        "2023年,我局在市委、市政府的坚强领导下,认真落实法治政府建设各项部署,把依法治水贯穿工作全过程。",
        "一、主要举措和成效",
        "1.强化理论学习。全年组织学习十二次,邀请专家辅导三次,参加四百余人次。一是定计划。年初印发计划,明确责任科室。",
        "2.压实工作责任。主要负责人定期听取汇报,研究解决突出问题,推动各项任务落到实处,取得良好的效果。",
    ]
    broken = [
        line[i : i + width]
        for line in (indent + paragraph for paragraph in paragraphs)
        for i in range(0, len(line), width)
    ]
    whole = passages(TITLE + "\n".join(paragraphs))
    found = passages(TITLE + "\n".join(broken))
    assert [(locator, words.replace("\n", "")) for locator, words in found] == whole


def test_a_broken_text_of_many_headings_with_bare_page_numbers() -> None:
    done = "制定行政处罚裁量基准,明确处罚事项的裁量标准,废止与上位法不一致的文件三件。"
    pages = [
        [
            "我局认真落实各项部署,扎实推进依法行政。",
            "一、主要举措",
            f"(一)健全制度体系。{done}",
            "1",
        ],
        [
            f"(二)强化监管。{done}",
            "二、存在问题",
            f"1.人员不足。{done}",
            "2.经费不足。",
            "三、打算",
            done,
            "2",
        ],
    ]
    lines = [line[i : i + 22] for page in pages for line in page for i in range(0, len(line), 22)]
    found = passages(TITLE + "\n".join(lines))
    assert [locator for locator, _ in found] == [
        "前言", "一、(一)", "一、(二)", "二、1.", "二、2.", "三、",
    ]  # fmt: skip
    assert [words.replace("\n", "") for _, words in found[1:3]] == [pages[0][2], pages[1][0]]
    assert found[-1][1].replace("\n", "") == done


def test_headings_of_one_width_are_not_joined() -> None:
    headings = [f"({n})坚持以人民为中心的发展思想" for n in "一二三四五六"]
    text = TITLE + "一、情况\n" + "\n已完成。\n".join(headings) + "\n已完成。"
    assert outline(text) == ["一、情况", *(f"  {heading}" for heading in headings)]


def test_a_sentence_goes_on_behind_the_turn_of_a_page() -> None:
    lines = ["全年组织学习十二次,邀请专家辅导三次,培训执法人员四百余人"] * 3 + ["次,效果良好。"]
    whole = TITLE + "一、情况\n" + "\n".join(lines)
    turned = TITLE + "一、情况\n" + "\n".join(lines[:3]) + "\n\n   - 1 -\n\n" + lines[3]
    assert [locator for locator, _ in passages(turned)] == ["一、"]
    assert len(passages(whole)) == 1


def test_a_title_repeated_on_every_page_is_no_text() -> None:
    text = f"{TITLE}一、情况\n{TITLE}(一)甲。已完成。\n第1页 共2页\n{TITLE}(二)乙。已完成。"
    assert outline(text) == ["一、情况", "  (一)甲", "  (二)乙"]
    assert [locator for locator, _ in passages(text)] == ["一、(一)", "一、(二)"]


def test_page_numbers_are_no_text() -> None:
    text = TITLE + "一、情况\n已完成。\n- 1 -\n— 2 —\n第 3 页 共 5 页\n二、打算\n继续努力。"
    assert [words for _, words in passages(text)] == ["已完成。", "继续努力。"]


@pytest.mark.parametrize(
    "after",
    [
        "附件下载\n\n扫一扫在手机上查看当前页面\n\n相关解读\n文字解读\n图片解读\n媒体报道",
        "【打印】 【关闭】",
        "上一篇:榕湾市水务局召开会议\n下一篇:没有了",
        "责任编辑:张三",
        "分享到: 微信 微博",
        "版权所有:榕湾市水务局 闽ICP备12345678号\n网站标识码:3500000001",
        "相关链接\n榕湾市水务局2022年法治政府建设情况报告\n榕湾市水务局2021年法治政府建设情况报告",
        "附件:1.统计表.xlsx\n2.清单.docx",
        "(此件主动公开)",
        "主办单位:榕湾市水务局 地址:榕湾市榕东区一路1号 邮编:350000",
        "来源:榕湾市水务局 发布时间:2024-03-05",
        "附件下载:\n1.统计表.docx\n[清单](https://rongwan.example/a.xlsx)",
        "抄送:市委办公室,市政协办公室。\n榕湾市水务局办公室    2024年3月5日印发",
        "往期推荐\n我局召开年度工作会议\n点赞 在看 分享",
    ],
)
def test_furniture_below_is_no_text(after: str) -> None:
    body = "一、情况\n我局已完成各项任务,成效明显。"
    assert passages(TITLE + body + "\n\n" + after) == passages(TITLE + body)


def test_words_of_furniture_in_sentences_stay() -> None:
    words = "分享到的经验表明,扫一扫附件下载功能方便群众,打印收藏一键完成。"
    assert passages(f"{TITLE}一、情况\n{words}\n二、打算\n继续努力。")[0] == ("一、", words)
