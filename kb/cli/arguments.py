"""What can be typed after ``kb``. Importing this must stay cheap: it runs at every start."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import NoReturn

from kb import __version__
from kb.cli import citing, commands, measuring
from kb.document import Genre

#: argparse's own messages, which it has in English only, and what we say instead.
_MESSAGES = (
    (r"the following arguments are required: (.+)", r"缺少参数:\1"),
    (r"unrecognized arguments: (.+)", r"不认识的参数:\1"),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", r"\1 不能是 \2,可选:\3"),
    (r"argument (.+?): expected one argument", r"\1 后面要写一个值"),
    (r"argument (.+?): expected at least one argument", r"\1 后面至少要写一个值"),
    (r"argument (.+?): not allowed with argument (.+)", r"\1 不能与 \2 同时使用"),
    (r"argument (.+?): invalid \w+ value: (.+)", r"\1 的值 \2 不对"),
    (r"argument (.+?): (.+)", r"\1:\2"),
)


class _Parser(argparse.ArgumentParser):
    """An argument parser that explains wrong use in Chinese."""

    def error(self, message: str) -> NoReturn:
        for pattern, chinese in _MESSAGES:
            if re.fullmatch(pattern, message, re.DOTALL):
                message = re.sub(pattern, chinese, message, flags=re.DOTALL)
                break
        self.exit(2, f"用法错误:{message}\n运行 {self.prog} --help 查看用法\n")


def make_parser() -> argparse.ArgumentParser:
    """The parser of the whole command line; its result's ``run`` is the function to call."""
    parser = _Parser(prog="kb", description="法规与政府报告知识库")
    parser.add_argument("--version", action="version", version=f"kb {__version__}")
    _add_home(parser, default=Path(os.environ.get("KB_HOME") or "."))
    subparsers = parser.add_subparsers(title="命令", metavar="命令", required=True)

    def command(
        name: str, explanation: str, room: ModuleType = commands
    ) -> argparse.ArgumentParser:
        sub = subparsers.add_parser(name, help=explanation, description=explanation)
        # Without a default, so that --home before the command is not overwritten.
        _add_home(sub, default=argparse.SUPPRESS)
        sub.set_defaults(run=getattr(room, name.replace("-", "_")))
        return sub

    def json_flag(sub: argparse.ArgumentParser) -> None:
        sub.add_argument("--json", action="store_true", help="每行一个 JSON 对象")

    def genre_option(sub: argparse.ArgumentParser) -> None:
        sub.add_argument(
            "--kind", type=Genre, choices=list(Genre), help="按报告或法规解析(默认自动判断)"
        )

    add = command("add", "读取、解析并收入文件或文件夹")
    add.add_argument("paths", nargs="+", metavar="PATH_OR_URL", help="文件或文件夹")
    add.add_argument("--url", metavar="SOURCE", help="这一个文件的官方网址")
    genre_option(add)
    add.add_argument("--force", action="store_true", help="内容相同的文件也收入")

    remove = command("remove", "移出文件(原文件保留在 corpus/.removed)")
    remove.add_argument("ids", nargs="*", metavar="ID", help="文件编号,见 kb list")
    remove.add_argument("--samples", action="store_true", help="移出全部样例文件")

    json_flag(command("list", "列出全部文件"))

    show = command("show", "显示一个文件或其中一处")
    show.add_argument("document", metavar="ID_OR_TITLE", help="编号或标题")
    where = "如 第四十四条第二款、一、(二)1."
    show.add_argument("locator", nargs="?", metavar="LOCATOR", help=where)
    json_flag(show)

    build = command("build", "使索引与 corpus/ 一致,只处理有变动的文件")
    build.add_argument("--rebuild", action="store_true", help="全部重建")

    search = command("search", "检索")
    search.add_argument("query", metavar="QUERY", help="问题、关键词或“法规名+条号”")
    search.add_argument("-k", type=_positive, default=10, metavar="N", help="结果条数(默认 10)")
    search.add_argument(
        "--kind", action="append", default=[], help="类型:report、law 或 法律、行政法规 等"
    )
    search.add_argument("--org", action="append", default=[], help="发布或制定机关(可写一部分)")
    search.add_argument(
        "--year", type=_years, default=(None, None), metavar="2021..2023", help="年份"
    )
    search.add_argument("--in-force", action="store_true", help="只要现行有效的法规")
    search.add_argument(
        "--mode", choices=["hybrid", "keyword", "semantic"], default="hybrid", help="检索方式"
    )
    search.add_argument("--literal", action="store_true", help="照原样检索,不改正输入错误")
    json_flag(search)

    parse = command("parse", "显示解析结果,不收入")
    parse.add_argument("file", type=Path, metavar="FILE")
    genre_option(parse)
    json_flag(parse)

    cite = command("cite", "列出一个文件引用的法规:所指、效力与问题", citing)
    cite.add_argument("document", metavar="FILE_OR_ID", help="文件路径,或库中文件的编号、标题")
    genre_option(cite)
    json_flag(cite)

    cited_by = command("cited-by", "列出库中引用某部法规或某一条的文件", citing)
    cited_by.add_argument("law", metavar="LAW", help="全称、简称、文号或编号")
    cited_by.add_argument("article", nargs="?", metavar="ARTICLE", help="如 第四十四条、44条第二款")
    json_flag(cited_by)

    figures = command("figures", "列出一个文件里的数字:数值、单位、所指", measuring)
    figures.add_argument("document", metavar="FILE_OR_ID", help="文件路径,或库中文件的编号、标题")
    genre_option(figures)
    figures.add_argument(
        "-o", dest="output", type=_file(".csv"), metavar="FILE.csv", help="写成表格文件"
    )
    json_flag(figures)

    measures = command("measures", "列出或对照各报告在一个主题上的举措", measuring)
    measures.add_argument(
        "topic", nargs="?", default="", metavar="TOPIC", help="如 首违不罚;不写则列出全部"
    )
    measures.add_argument("--org", action="append", default=[], help="机关(可写一部分)")
    measures.add_argument("--place", action="append", default=[], help="地区(可写一部分)")
    measures.add_argument(
        "--year", type=_years, default=(None, None), metavar="2021..2023", help="报告年度"
    )
    measures.add_argument(
        "--theme", type=_theme, action="append", default=[], help="工作领域,如 行政执法、普法宣传"
    )
    measures.add_argument(
        "--stage", choices=["成效", "不足", "计划"], action="append", default=[], help="类别"
    )
    measures.add_argument("-k", type=_positive, metavar="N", help="最多几条(默认全部)")
    measures.add_argument(
        "--compare", action="store_true", help="按单位和年度对照:举措、同口径数字、逐年变化"
    )
    measures.add_argument("--literal", action="store_true", help="照原样查找,不改正输入错误")
    json_flag(measures)
    measures.add_argument(
        "-o",
        dest="output",
        type=_file(".csv", ".docx"),
        metavar="FILE",
        help="写成文件:FILE.csv 每条举措一行,FILE.docx 是可打印的对照材料",
    )

    evaluate = command("eval", "用带答案的问题集衡量检索质量")
    evaluate.add_argument(
        "--corpus",
        type=Path,
        action="append",
        required=True,
        metavar="C.jsonl",
        help="条文,每行一条;可写几次,合在一起检索",
    )
    evaluate.add_argument(
        "--queries", type=Path, required=True, metavar="Q.jsonl", help="问题与答案,每行一个"
    )
    json_flag(evaluate)

    serve = command("serve", "启动网页(只在本机可见)")
    serve.add_argument("--port", type=_port, default=8501, help="端口(默认 8501)")

    command("doctor", "检查知识库是否完好")
    return parser


def _add_home(parser: argparse.ArgumentParser, default: Path | str) -> None:
    parser.add_argument(
        "--home",
        type=Path,
        metavar="DIR",
        default=default,
        help="知识库所在文件夹,内有 corpus/ 与 index/(默认:环境变量 KB_HOME,否则当前文件夹)",
    )


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"应为正整数,写的是 {text}")
    return int(text)


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"端口应在 1 到 65535 之间,写的是 {text}")
    return int(text)


def _theme(text: str) -> str:
    from kb.measures.themes import themes

    if text not in themes():
        raise argparse.ArgumentTypeError(f"没有“{text}”这个领域,可选:{'、'.join(themes())}")
    return text


def _file(*endings: str) -> Callable[[str], Path]:
    """A type of argument: the name of a file with one of those endings."""

    def path(text: str) -> Path:
        if Path(text).suffix.lower() not in endings:
            raise argparse.ArgumentTypeError(
                f"文件名应以 {' 或 '.join(endings)} 结尾,写的是 {text}"
            )
        return Path(text)

    return path


def _years(text: str) -> tuple[int | None, int | None]:
    """``2021..2023``, ``2021``, ``2021..`` or ``..2023`` as first and last year."""
    span = re.fullmatch(r"(\d{4})?(?:(\.\.)(\d{4})?)?", text)
    if not span or not (span[1] or span[3]):
        raise argparse.ArgumentTypeError(f"年份应写成 2021、2021..2023 或 2021..,写的是 {text}")
    first = int(span[1]) if span[1] else None
    if not span[2]:
        return first, first
    last = int(span[3]) if span[3] else None
    if first and last and first > last:
        raise argparse.ArgumentTypeError(f"起始年份晚于结束年份:{text}")
    return first, last
