"""docs/cli.md from the parser: ``python -m kb.cli.reference > docs/cli.md``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from kb.cli.arguments import make_parser


def reference() -> str:
    """Every command with its arguments, as Markdown."""
    return "\n".join(_lines(make_parser())) + "\n"


def _lines(parser: argparse.ArgumentParser) -> Iterator[str]:
    yield "# 命令参考"
    yield ""
    yield "由 `python -m kb.cli.reference` 生成。每个命令都可加 `--home DIR`;"
    yield "错误写到标准错误;返回值 0 成功、1 有失败、2 用法错误。"
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, command in action.choices.items():
                yield from _command(name, command)


def _command(name: str, command: argparse.ArgumentParser) -> Iterator[str]:
    yield ""
    yield f"## kb {name}"
    yield ""
    yield f"{command.description}。"
    rows = [a for a in command._actions if a.dest not in ("help", "home")]
    if rows:
        yield ""
        yield "| 参数 | 说明 |"
        yield "|---|---|"
        yield from (f"| `{_synopsis(a)}` | {a.help or ''} |" for a in rows)


def _synopsis(action: argparse.Action) -> str:
    """The argument as it is typed."""
    if action.choices:
        value = "\\|".join(str(getattr(c, "value", c)) for c in action.choices)
    else:
        value = str(action.metavar or action.dest.upper())
    if not action.option_strings:
        return value + ("…" if action.nargs in ("+", "*") else "")
    name = action.option_strings[-1]
    return name if action.nargs == 0 else f"{name} {value}"


if __name__ == "__main__":
    print(reference(), end="")
