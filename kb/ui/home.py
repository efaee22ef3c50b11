"""The knowledge base the pages show, and its first build, which every visitor can watch."""

from __future__ import annotations

import os
import time
from pathlib import Path
from threading import Lock, Thread

import streamlit as st

from kb.building import BuildReport
from kb.errors import UserError
from kb.library import KnowledgeBase

#: Seconds between two looks at a running build.
_GLANCE = 0.2


class Building:
    """A build in a thread of its own: it goes on when its first visitor leaves."""

    def __init__(self, kb: KnowledgeBase, *, rebuild: bool) -> None:
        self.progress = ("准备", 0, 1)
        self.report: BuildReport | None = None
        self.error: UserError | None = None
        self._kb, self._rebuild = kb, rebuild
        self._thread = Thread(target=self._run, name="kb-build", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self.report = self._kb.build(rebuild=self._rebuild, progress=self._note)
        except UserError as error:
            self.error = error
        except Exception as error:
            self.error = UserError(f"建立索引时出错（{type(error).__name__}：{error}）")
            raise

    def _note(self, what: str, done: int, of: int) -> None:
        self.progress = (what, done, of)

    @property
    def running(self) -> bool:
        """Whether it is still at work."""
        return self._thread.is_alive()


class Home:
    """One knowledge base for all visitors, with the build that is going on, if any."""

    def __init__(self, folder: str) -> None:
        self.kb = KnowledgeBase(folder)
        self.building: Building | None = None
        self._lock = Lock()

    def build(self, *, rebuild: bool = False) -> None:
        """Start a build unless one is going on."""
        with self._lock:
            if self.building is None or not self.building.running:
                self.building = Building(self.kb, rebuild=rebuild)


@st.cache_resource(show_spinner=False)
def _home(folder: str) -> Home:
    return Home(folder)


def home() -> Home:
    """The knowledge base in the folder ``KB_HOME``, or else in the current one."""
    return _home(str(Path(os.environ.get("KB_HOME") or ".").resolve()))


def ready() -> KnowledgeBase:
    """The knowledge base, once there is an index that can be searched.

    Shows the progress of a build. Raises UserError when the index can't be opened.
    """
    here = home()
    if not here.building and not here.kb.is_built:
        here.build()
    if here.building:
        _watch(here, here.building)
    here.kb.kinds()
    return here.kb


def _watch(here: Home, building: Building) -> None:
    """Show ``building`` until it is done, then what could not be read."""
    place = st.empty()
    while building.running:
        what, done, of = building.progress
        text = f"正在建立索引，第一次约需一分钟：{what}（{done}/{of}）"
        place.progress(min(done / of, 1.0) if of else 0.0, text=text)
        time.sleep(_GLANCE)
    place.empty()
    here.building = None
    if building.error:
        raise building.error
    failures = building.report.failures if building.report else []
    if failures:
        lines = "\n".join(f"- {plain(str(f.error))}" for f in failures)
        st.warning(f"{len(failures)} 个文件没有读入：\n\n{lines}")


def show_error(error: UserError) -> None:
    """The error in its own words; where it advises a build, a button for that."""
    st.error(plain(str(error)))
    if "kb build" in error.remedy:
        st.button("重建索引", type="primary", on_click=home().build, kwargs={"rebuild": True})


def plain(text: str) -> str:
    r"""``text`` so that Streamlit's Markdown shows it as it stands (CommonMark, section 2.4).

    >>> plain("[甲](http://a) :red[b]")
    '\\[甲\\]\\(http\\:\\/\\/a\\) \\:red\\[b\\]'
    """
    return "".join(
        f"\\{c}" if c.isascii() and not (c.isalnum() or c.isspace()) else c for c in text
    )
