"""Encodings, line ends, front matter, and every way a file can be unreadable."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import UserError
from kb.reading import MAX_BYTES, read
from kb.reading.text import read_text

TEXT = "榕湾市自然资源和规划局\n2023年度法治政府建设情况报告\n 一、主要举措\n"

CJK = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8"),
        (TEXT.encode("gbk"), "gb18030"),
        (TEXT.encode("gb18030"), "gb18030"),
        (("㐀𠀀镕" + TEXT * 3).encode("gb18030"), "gb18030"),
        (TEXT.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
    ],
)
def test_encodings(data: bytes, encoding: str) -> None:
    reading = read_text(data)
    assert reading.encoding == encoding
    assert reading.text.endswith(TEXT)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_become_one_kind(end: str) -> None:
    assert read_text(TEXT.replace("\n", end).encode()).text == TEXT


def test_full_width_spaces_stay() -> None:
    assert read_text("  甲 乙\n".encode()).text == "  甲 乙\n"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "空"),
        (b"\r\n  \n", "空"),
        ("\ufeff \n".encode(), "空白"),
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\x03\x04rest", ".docx"),
        (b"\xd0\xcf\x11\xe0rest", ".doc"),
        (b"\x00\x01\x02\x03" * 50, "二进制"),
        (bytes(range(1, 32)) * 30, "二进制"),
        ("한국어로 쓰인 문서입니다".encode("euc-kr") * 9 + b"\xff", "编码"),
        ("這個檔案使用繁體中文編碼儲存於臺灣地區".encode("big5") * 5, "编码"),
        (TEXT.encode() * 5 + b"\xe6\xff\xff", "字节"),
    ],
)
def test_unreadable(data: bytes, what: str) -> None:
    with pytest.raises(UserError) as caught:
        read_text(data)
    assert what in str(caught.value)
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("name", "what"),
    [("没有.txt", "没有这个文件"), ("表.xlsx", ".xlsx"), ("无扩展名", "没有扩展名")],
)
def test_path_is_named(tmp_path, name: str, what: str) -> None:
    path = tmp_path / name
    if what != "没有这个文件":
        path.write_text("甲")
    with pytest.raises(UserError) as caught:
        read(path)
    assert what in str(caught.value)
    assert name in str(caught.value)


def test_too_large(tmp_path) -> None:
    path = tmp_path / "大.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(UserError, match="文件过大"):
        read(path)


@pytest.mark.parametrize(
    ("text", "properties", "rest"),
    [
        (
            "---\nsample: true\nurl: https://a.cn/b:c\n---\n正文",
            {"sample": "true", "url": "https://a.cn/b:c"},
            "正文",
        ),
        ("---\n标题:“甲”\n# 注释\n---\n正文", {"标题": "“甲”"}, "正文"),
        ("---\n正文没有冒号\n---\n", {}, "---\n正文没有冒号\n---\n"),
        ("正文\n---\na: b\n---\n", {}, "正文\n---\na: b\n---\n"),
        ("---\n没有结束", {}, "---\n没有结束"),
    ],
)
def test_front_matter(text: str, properties: dict[str, str], rest: str) -> None:
    reading = read_text(text.encode())
    assert reading.front_matter == properties
    assert reading.text == text
    assert reading.text[reading.start :] == rest


@given(st.text())
def test_utf8_comes_back(text: str) -> None:
    try:
        reading = read_text(text.encode("utf-8", "ignore"))
    except UserError:
        return
    normal = text.encode("utf-8", "ignore").decode().replace("\r\n", "\n").replace("\r", "\n")
    assert reading.text == normal.removeprefix("\ufeff")


@given(st.binary())
def test_any_bytes_give_a_text_or_a_clear_error(data: bytes) -> None:
    try:
        read_text(data)
    except UserError as error:
        assert error.remedy
