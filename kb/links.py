"""Addresses: where a document is found officially, and where a passage is in the page.

An address is only ever one that came with the document. Where there is none, a person is
offered a search by title at an official site instead.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlencode, urlsplit

#: 国家法律法规数据库, kept by the NPC's Standing Committee. Its pages are addressed by internal
#: ids and its search takes no title from an address, so only its front page can be linked.
NATIONAL_DATABASE = "https://flk.npc.gov.cn/"

#: Search of the State Council's site (中国政府网), which takes the words from the address.
_GOV_SEARCH = "https://sousuo.www.gov.cn/sousuo/search.shtml"


def official_search(title: str) -> str:
    """Address of a search for ``title`` at the State Council's site.

    >>> official_search("民法典").rpartition("&")[2]
    'searchWord=%E6%B0%91%E6%B3%95%E5%85%B8'
    """
    query = {"code": "17da70961a7", "dataTypeId": "107", "searchWord": title}
    return f"{_GOV_SEARCH}?{urlencode(query)}"


def permalink(doc_id: str, locator: str = "") -> str:
    """Path and query, within the page, of a document or of one passage in it.

    >>> permalink("a1", "一、(二)")
    '/read?doc=a1&at=%E4%B8%80%E3%80%81%28%E4%BA%8C%29'
    """
    at = f"&at={quote(locator, safe='')}" if locator else ""
    return f"/read?doc={quote(doc_id, safe='')}{at}"


def is_web_address(text: str) -> bool:
    """Whether ``text`` is an http(s) address with a host, fit to be shown as a link."""
    if re.search(r"[\s\"'<>`\\]", text):
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
