"""The bundled model: what search relies on, and what its card says of it."""

from __future__ import annotations

import re
import socket
from pathlib import Path

import numpy as np
import pytest
from model2vec import StaticModel

import kb

FOLDER = Path(kb.__file__).parent / "data" / "model"
LARGEST = 16_000_000


@pytest.fixture(scope="module")
def model():
    def refuse(*_args, **_kwargs):
        raise AssertionError("loading the bundled model must not open a connection")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", refuse)
        return StaticModel.from_pretrained(str(FOLDER), quantize_to="float32")


@pytest.fixture(scope="module")
def card():
    return (FOLDER / "README.md").read_text(encoding="utf-8")


def test_vectors_have_256_dimensions_and_unit_length(model):
    vectors = model.encode(["榕湾市自然资源局查处违法占地", "农户申请宅基地"])
    assert vectors.shape == (2, 256)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


def test_folder_is_small_enough_to_bundle():
    assert sum(file.stat().st_size for file in FOLDER.rglob("*") if file.is_file()) <= LARGEST


@pytest.mark.parametrize(
    ("query", "near", "far"),
    [
        ("占了耕地盖房子会被罚吗", "擅自在农田上修建住宅的,责令拆除并处罚款", "渔船应当按期检验"),
        ("房子有贷款能不能过户", "抵押期间的不动产可以办理转移登记", "食堂应当留存食品样品"),
        ("局长出庭", "行政机关负责人应诉制度落实到位", "完成测绘成果汇交三百幅"),
        ("向社会征求意见", "决策前召开座谈会、听证会,公众参与", "缴纳海域使用金"),
        ("多久给答复", "应当自收到申请之日起十五个工作日内书面回复", "矿山应当恢复植被"),
        ("老板拖欠工钱", "用人单位未按时支付劳动报酬", "森林防火期禁止野外用火"),
        ("查办毁林案件", "盗伐林木的,依法追究责任", "公务员年度考核分为优秀、称职"),
    ],
)
def test_nearer_in_meaning_is_nearer_in_space(model, query, near, far):
    asked, wanted, other = model.encode([query, near, far])
    assert asked @ wanted > asked @ other


@pytest.mark.parametrize("text", ["", " \n", "。,!?", "🙂", "\u0f00", "[UNK]"])
def test_text_without_known_words_gives_finite_numbers(model, text):
    assert np.isfinite(model.encode([text])).all()


def test_same_text_gives_same_vector_alone_or_among_others(model):
    texts = [f"榕湾市第{i}批闲置土地处置方案" for i in range(50)]
    together = model.encode(texts)
    assert np.array_equal(together, model.encode(texts))
    for text, vector in zip(texts, together, strict=True):
        assert model.encode(text) == pytest.approx(vector, abs=1e-6)


@pytest.mark.parametrize(
    ("written", "plain"),
    [("WTO规则", "wto规则"), ("听证、公示。", "听证公示"), ("2023年", "2023年")],
)
def test_width_case_and_punctuation_do_not_matter(model, written, plain):
    assert np.array_equal(model.encode(written), model.encode(plain))


def test_unknown_word_falls_back_to_its_characters(model):
    tokens = model.tokenizer.encode("鹭岬", add_special_tokens=False).tokens
    assert tokens == ["鹭", "岬"]


def test_end_of_a_long_text_counts(model):
    opening = "榕湾市人民政府关于印发工作方案的通知" * 500
    assert not np.allclose(model.encode(opening), model.encode(opening + "渔船检验" * 500))


def test_sentence_transformers_finds_its_modules():
    modules = (FOLDER / "modules.json").read_text(encoding="utf-8")
    assert re.findall(r"models\.(\w+)", modules) == ["StaticEmbedding", "Normalize"]


@pytest.mark.parametrize(
    "heading", ["用法", "数据与许可", "做法", "结果", "局限", "Summary in English"]
)
def test_card_has_section(card, heading):
    assert f"\n## {heading}\n" in card


@pytest.mark.parametrize(
    "fact",
    [
        "STARD",
        "MIT",
        "《著作权法》第五条",
        "multilingual-e5-small",
        "train.py",
        "benchmarks.quality",
        "questions.jsonl",
        "paragraphs.jsonl",
        "--seed 0",
    ],
)
def test_card_names_sources_licences_and_commands(card, fact):
    assert fact in card


def test_card_tells_the_size_of_the_model(card, model):
    size = sum(file.stat().st_size for file in FOLDER.glob("*.[js]*"))
    assert f"{model.dim} 维" in card
    assert f"{len(model.tokens) - 1:,} 个词" in card
    assert f"{size / 1e6:.1f} MB" in card


@pytest.mark.parametrize("questions", ["dev", "staff", "choosing", "held out"])
def test_card_gives_figures_of_every_set_of_questions(card, questions):
    rows = re.findall(rf"^\| {questions} \|.*$", card, flags=re.MULTILINE)
    assert len(rows) == 1
    assert all(len(re.findall(r"\b[01]\.\d{3}\b", row)) == 3 for row in rows)
