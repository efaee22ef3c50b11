"""The page: what `KnowledgeBase` can do, in a browser. One module a page, no logic of its own."""

from kb.ui.serving import SETTINGS, serve

__all__ = ["SETTINGS", "serve"]
