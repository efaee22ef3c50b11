"""An address of the page of past measures says a state, and a state its address."""

from urllib.parse import parse_qs, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from kb.measures import Stage
from kb.measures.topic import MeasureFilters
from kb.ui.address import MOST, STEP
from kb.ui.topic_address import TopicState, View
from tests.ui.test_address import names, spans, words

states = st.builds(
    TopicState,
    q=st.just("") | words,
    filters=st.builds(
        MeasureFilters,
        orgs=names,
        places=names,
        years=spans,
        themes=names,
        stages=st.lists(st.sampled_from(Stage), max_size=3).map(tuple),
    ),
    view=st.sampled_from(View),
    metric=st.just("") | words,
    k=st.integers(STEP, MOST),
    literal=st.booleans(),
)


@given(states)
def test_an_address_gives_its_state_back(state):
    parts = urlsplit(state.url())
    assert parts.path == "/measures"
    assert TopicState.of(parse_qs(parts.query)) == state


@given(st.dictionaries(st.sampled_from(["q", "stage", "view", "metric", "k", "from", "theme"]),
                       st.lists(st.text())))  # fmt: skip
def test_any_address_gives_a_state(parameters):
    state = TopicState.of(parameters)
    assert TopicState.of(state.parameters()) == state
