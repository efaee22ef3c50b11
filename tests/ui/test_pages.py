"""The pages without a browser: what Streamlit is asked to draw."""

from __future__ import annotations

import socket

import pytest

from kb.errors import UserError
from kb.library import KnowledgeBase
from kb.ui import SETTINGS, serving
from tests.conftest import REPOSITORY

apptest = pytest.importorskip("streamlit.testing.v1")


@pytest.fixture
def page(full_library: KnowledgeBase, monkeypatch: pytest.MonkeyPatch):
    """The first page, not yet drawn."""
    monkeypatch.setenv("KB_HOME", str(full_library.home))
    return apptest.AppTest.from_file(str(REPOSITORY / "app.py"), default_timeout=60)


def html(page) -> str:
    return "".join(part.proto.body for part in page.get("html"))


def test_a_visitor_sees_what_can_be_asked(page):
    page.run()
    assert not page.exception
    for group in ("核对依据", "查找以往举措", "普法摘引"):
        assert group in html(page)
    assert page.text_input(key="q").value == ""


def test_the_box_changes_the_address_and_the_address_the_page(page):
    page.run()
    page.text_input(key="q").set_value(" 带押过户 ")
    page.button[0].click().run()
    assert "带押过户" in page.query_params["q"]
    assert page.query_params.keys() == {"q"}
    assert "<mark>带押过户</mark>" in html(page)
    page.query_params.clear()
    page.run()
    assert page.text_input(key="q").value == ""
    assert "核对依据" in html(page)


def test_the_controls_show_what_the_address_says(page):
    page.query_params.update(
        {
            "q": "耕地",
            "kind": "法律",
            "org": "人大",
            "from": "2019",
            "force": "1",
            "mode": "keyword",
        }
    )
    page.run()
    said = page.session_state
    assert (said["kinds"], said["orgs"]) == (["法律"], ["人大"])
    assert page.number_input(key="first").value == 2019
    assert page.number_input(key="last").value is None
    assert page.checkbox(key="in_force").value
    assert page.radio(key="mode").value.value == "keyword"


@pytest.mark.parametrize(
    "parameters",
    [
        {"q": '"耕地'},
        {"q": "(" * 3000},
        {"q": "\0<script>", "kind": "<b>", "org": "%_'\""},
        {"q": "耕地", "kind": "没有这个类型", "k": "-1", "mode": "x", "from": "9999"},
        {"k": "99999999999999999999", "to": "二〇二三"},
    ],
)
def test_no_address_breaks_the_page(page, parameters):
    page.query_params.update(parameters)
    page.run()
    assert not page.exception
    assert html(page).count("<script") == 2  # the page's own, and that of completion


def test_both_ways_to_start_the_page_set_it_up_alike():
    tomllib = pytest.importorskip("tomllib", reason="Python 3.10 没有 tomllib,跳过")
    configured = tomllib.loads((REPOSITORY / ".streamlit/config.toml").read_text("utf-8"))
    flat = {
        f"{section}.{name}": str(value).lower() if isinstance(value, bool) else value
        for section, options in configured.items()
        for name, value in options.items()
    }
    assert flat == SETTINGS


def test_a_port_in_use_is_told(tmp_path):

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(UserError, match="端口"):
            serving.serve(tmp_path, taken.getsockname()[1])
