"""Where the body is that issued a report: 榕湾市 for 榕湾市自然资源和规划局."""

from __future__ import annotations

import re

#: Before the place: the Party, and bodies of the state that have offices in many places.
_BEFORE = re.compile(
    r"(?:关于)?(?:\d{4}年度?)?"
    r"(?:中共|中国共产党|中华人民共和国|(?:国家|中国)(?:市场|[^省市县区]){0,12}?(?:总局|银行|局))?"
)


def _level(*kinds: str) -> str:
    """A pattern for one place or none."""
    return f"(?:{'|'.join(kinds)})?"


def _named(shortest: int, longest: int, ending: str, without: str = "") -> str:
    """A pattern for a name of ``shortest`` to ``longest`` characters before ``ending``."""
    return rf"(?:(?![省局部委厅署院{without}])[㐀-鿿]){{{shortest},{longest}}}?{ending}"


#: 市 that begins a word: 市场监管, 市政管理, 市容; 城市 that is no name ending with 城.
_CITY = (
    r"市(?!场|政(?!府|协|法)|容|民|域|区(?!域)|级|值|直|监|面|集)"
    r"(?<!城市(?=管|综|建|规|更|运|供|排|园|照|执))"
)
_COUNTY = r"县(?!级|域|乡)"
_BANNER = r"(?<!红)旗"
#: No places: 自然保护区, 风景名胜区, 景区, 灌区, 库区, 社区, 小区, 校区, 片区, 辖区, 地区.
_DISTRICT = r"(?<!保护)(?<!名胜)(?<![景灌库社小校片辖地农牧])区(?!域|县)"
_OWN_BODIES = r"(?=人民政府|政府|党委|党工委|办事处|人大|综合|司法|便民|$)"

#: From the province down, each level once: Constitution art. 30 and the levels below it.
_PLACE = re.compile(
    _level(_named(2, 8, "(?:省|自治区|特别行政区)", "市县区"))
    + _level(
        _named(2, 14, "自治州", "市县区"),
        _named(2, 8, _CITY, "县区"),
        _named(2, 5, r"(?:地区|(?<!联)盟)", "市县区"),
    )
    + _level(
        _named(2, 15, "(?:自治县|自治旗)", "县区"),
        _named(1, 5, _COUNTY, "县区"),
        _named(1, 10, _DISTRICT, "县"),
        _named(1, 6, _BANNER, "县区"),
        _named(2, 6, _CITY, "县区"),
    )
    + _level(_named(1, 8, f"(?:[乡镇]|街道){_OWN_BODIES}", "县区"))
)


def place_of(org: str | None) -> str | None:
    """The place whose body ``org`` is, as its name has it; None for one of the whole country.

    org: the name of a body, or a title that begins with one.

    >>> place_of("国家税务总局榕湾市税务局"), place_of("榕湾市汀前区城市管理局")
    ('榕湾市', '榕湾市汀前区')
    >>> place_of("市场监督管理局"), place_of("自然资源部")
    (None, None)
    """
    name = re.sub(r"\s+", "", org or "")
    before = _BEFORE.match(name)
    place = _PLACE.match(name, before.end() if before else 0)
    return place[0] or None if place else None
