"""An address says a state, and a state its address."""

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.search import Mode
from kb.store import Filters
from kb.ui.address import EARLIEST, LATEST, MOST, STEP, State

words = st.text(st.characters(codec="utf-8")).map(str.strip).filter(bool)
names = st.lists(words, max_size=3).map(tuple)
years = st.none() | st.integers(EARLIEST, LATEST)
spans = st.tuples(years, years).filter(lambda y: None in y or y[0] <= y[1])
states = st.builds(
    State,
    q=st.just("") | words,
    filters=st.builds(
        Filters,
        kinds=names,
        orgs=names,
        years=spans,
        in_force=st.booleans(),
    ),
    mode=st.sampled_from(Mode),
    k=st.integers(STEP, MOST),
    literal=st.booleans(),
)


@given(states)
def test_an_address_gives_its_state_back(state):
    parts = urlsplit(state.url())
    assert parts.path == "/"
    assert State.of(parse_qs(parts.query)) == state


@given(
    st.dictionaries(st.text(), st.lists(st.text()))
    | st.fixed_dictionaries(
        {
            name: st.lists(st.text())
            for name in ("q", "kind", "org", "from", "to", "force", "mode", "k", "literal")
        }
    )
)
def test_any_address_gives_a_state(parameters):
    state = State.of(parameters)
    assert State.of(state.parameters()) == state


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({}, State()),
        ({"q": ["  带押过户 "]}, State("带押过户")),
        ({"from": ["2023"], "to": ["2021"]}, State(filters=Filters(years=(2021, 2023)))),
        ({"from": ["21"], "to": ["today"]}, State()),
        ({"k": ["1000000"]}, State(k=MOST)),
        ({"k": ["3"]}, State()),
        ({"mode": ["telepathy"]}, State()),
        ({"force": ["1"]}, State(filters=Filters(in_force=True))),
        ({"force": ["0"]}, State()),
        ({"literal": ["1"]}, State(literal=True)),
        ({"literal": ["yes"]}, State()),
        ({"kind": ["报告", "", "法律"]}, State(filters=Filters(kinds=("报告", "法律")))),
    ],
)
def test_what_makes_no_sense_is_left_out(parameters, expected):
    assert State.of(parameters) == expected


def test_narrowing_begins_at_the_first_hit_again():
    assert State("甲", k=50).narrowed(kinds=("法律",)) == State("甲", Filters(kinds=("法律",)))
