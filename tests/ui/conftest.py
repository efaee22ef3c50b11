"""The page as people meet it: `kb serve` in a process of its own, and Chromium."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

import pytest

from kb.library import KnowledgeBase
from tests.conftest import REPOSITORY

DESKTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}

#: Seconds a server may take to answer.
PATIENCE = 60


@contextlib.contextmanager
def serving(home: Path, elsewhere: Path) -> Iterator[str]:
    """Address of a page for ``home``; started in another folder, as users do."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "kb", "--home", str(home), "serve", "--port", str(port)]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONUTF8": "1"}
    with (elsewhere / "server.log").open("w+", encoding="utf-8") as log:
        server = subprocess.Popen(
            command, cwd=elsewhere, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            until = time.monotonic() + PATIENCE
            while not _answers(address):
                if server.poll() is not None or time.monotonic() > until:
                    log.seek(0)
                    pytest.fail(f"网页没有启动:\n{log.read()}")
                time.sleep(0.1)  # between two looks
            yield address
        finally:
            server.terminate()
            server.wait()


def _answers(address: str) -> bool:
    # No proxy: one set up for the network knows nothing of this machine.
    try:
        with build_opener(ProxyHandler({})).open(f"{address}/_stcore/health", timeout=5) as reply:
            return bool(reply.status == 200)
    except (URLError, ConnectionError, TimeoutError):
        return False


@pytest.fixture(scope="session")
def site(full_library: KnowledgeBase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page over all packaged laws and the sample reports."""
    with serving(full_library.home, tmp_path_factory.mktemp("site")) as address:
        yield address


@pytest.fixture
def serve_home(home: Path, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Starts the page over the small corpus, once it has been made as the test wants it."""
    with contextlib.ExitStack() as stack:
        yield lambda: stack.enter_context(serving(home, tmp_path))


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """Chromium; skips, saying why, where it or playwright is missing."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="没有安装 playwright,跳过浏览器测试(pip install -e '.[test]')"
    )
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if found is None:
        pytest.skip("没有找到 Chromium(可用环境变量 CHROMIUM 指明),跳过浏览器测试")
    arguments = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-background-networking",
    ]
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=found, args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser) -> Iterator[Callable[..., object]]:
    """Opens an address in a browser that has never been there.

    Afterwards no script may have failed, and nothing may have been asked of another machine.
    """
    contexts, wrong = [], []

    def open_page(address: str, size: dict[str, int] = DESKTOP):
        # What unfolds slowly moves under the pointer, and a click misses it.
        context = browser.new_context(viewport=size, locale="zh-CN", reduced_motion="reduce")
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: _is_local(request.url) or wrong.append(request.url))
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not wrong


def _is_local(url: str) -> bool:
    return url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:"))
