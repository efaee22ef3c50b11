"""Start the page: Streamlit, set up as the page needs it."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

from kb.errors import UserError

#: Names as on Streamlit's command line. `.streamlit/config.toml` says the same to whoever
#: runs `streamlit run app.py`.
SETTINGS: dict[str, str] = {
    # For this machine only, until somebody decides otherwise.
    "server.address": "127.0.0.1",
    "server.headless": "true",
    # Watching installed code for changes is a developer's need and costs every other user.
    "server.fileWatcherType": "none",
    "browser.gatherUsageStats": "false",
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "client.showSidebarNavigation": "false",
    "theme.base": "light",
    "theme.primaryColor": "#9f2d20",
}


def serve(home: Path, port: int) -> int:
    """Show the knowledge base in ``home`` at ``port`` of this machine, until interrupted.

    Returns Streamlit's exit status. Raises UserError when the port is taken.
    """
    _check_free(port)
    os.environ["KB_HOME"] = str(home.resolve())
    print(
        f"网页地址：http://{SETTINGS['server.address']}:{port}（按 Ctrl+C 停止）", file=sys.stderr
    )
    flags = [f"--{name}={value}" for name, value in SETTINGS.items()]
    script = str(Path(__file__).with_name("main.py"))
    # Here, for the command and its tests need no Streamlit until there is a page to show.
    from streamlit.web.cli import main

    try:
        main(["run", script, f"--server.port={port}", *flags])
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    return 0


def _check_free(port: int) -> None:
    with socket.socket() as probe:
        # As Streamlit's server does, so that a port just given back counts as free.
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((SETTINGS["server.address"], port))
        except OSError as error:
            raise UserError(
                f"端口 {port} 不能用（{error.strerror}）",
                remedy="可能已经开着一个网页；关掉它，或用 --port 换一个端口",
            ) from error
