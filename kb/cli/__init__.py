"""The command ``kb``: `arguments` says what can be typed, `commands` does it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from kb.cli.arguments import make_parser
from kb.errors import UserError


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line ``argv``; the exit status: 0 done, 1 something failed, 2 wrong use."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console or a C locale would otherwise fail on Chinese.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    args = make_parser().parse_args(argv)
    try:
        return args.run(args)
    except UserError as error:
        print(f"错误:{error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader of our output (head, less) has had enough; leave nothing to flush.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("已中断;索引保持原样", file=sys.stderr)
        return 130
