"""Start the pages: `streamlit run app.py`."""

from kb.ui.main import run

run()
