"""Loading models and making vectors, with a model of four words."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest

from kb.embedding import StaticEmbedder, bundled_model, load_embedder
from kb.errors import UserError

WORDS = {"[UNK]": (9.0, 9.0), "耕地": (2.0, 0.0), "林地": (0.0, 0.5), "的": (0.0, 0.0)}


def save_model(folder: Path, words: dict[str, tuple[float, float]], dtype: str = "float32") -> Path:
    """A static model as model2vec saves it, cutting texts at white space."""
    from model2vec import StaticModel
    from tokenizers import Tokenizer, models, pre_tokenizers

    vocabulary = {word: number for number, word in enumerate(words)}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    StaticModel(np.array([*words.values()], dtype), tokenizer).save_pretrained(folder)
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return save_model(tmp_path / "tiny", WORDS)


def test_rows_have_length_one_or_none(folder: Path) -> None:
    embedder = load_embedder(str(folder))
    rows = embedder.encode(["耕地", "耕地 林地", "", "  ", "的", "火星", "耕地 火星"])
    assert rows.dtype == np.float32
    assert rows.shape == (7, embedder.dim) == (7, 2)
    mixed = np.array([2.0, 0.5]) / np.hypot(2.0, 0.5)
    expected = [(1, 0), mixed, (0, 0), (0, 0), (0, 0), (0, 0), (1, 0)]
    assert rows == pytest.approx(np.array(expected, np.float32))
    assert embedder.encode(["耕地"], queries=True).tolist() == [[1.0, 0.0]]


def test_no_texts_give_no_rows(folder: Path) -> None:
    assert load_embedder(str(folder)).encode([]).shape == (0, 2)


def test_a_long_text_counts_to_its_end(folder: Path) -> None:
    rows = load_embedder(str(folder)).encode(["的 " * 3000 + "林地"])
    assert rows.tolist() == [[0.0, 1.0]]


def test_a_half_precision_table_gives_full_precision(tmp_path: Path) -> None:
    words = {**WORDS, "耕地": (2049.0, 0.0), "林地": (0.0, 3.0)}
    half = load_embedder(str(save_model(tmp_path / "half", words, "float16")))
    row = half.encode(["耕地 林地 林地"])[0]
    stored = np.array([np.float16(2049.0), 6.0], np.float64)
    assert row == pytest.approx(stored / np.linalg.norm(stored), abs=1e-6)


def test_identity_follows_the_weights_not_the_place(folder: Path, tmp_path: Path) -> None:
    same = save_model(tmp_path / "elsewhere" / "tiny", WORDS)
    other = save_model(tmp_path / "other" / "tiny", {**WORDS, "林地": (0.0, 0.6)})
    identities = [load_embedder(str(each)).identity for each in (folder, same, other)]
    assert identities[0] == identities[1] != identities[2]
    assert all(identity.startswith("tiny:") for identity in identities)


def test_the_environment_names_the_model(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_MODEL", str(folder))
    assert load_embedder().name == "tiny"


def test_the_bundled_model_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KB_MODEL", raising=False)
    embedder = load_embedder()
    assert isinstance(embedder, StaticEmbedder)
    texts = ["违法占用耕地建房怎么处罚", "非法占用耕地修建房屋的法律责任", "股东会的召集程序"]
    near, far = (embedder.encode(texts) @ embedder.encode(texts[:1])[0])[1:]
    assert near > far
    assert sum(f.stat().st_size for f in bundled_model().rglob("*")) < 16 * 2**20


def test_a_missing_bundled_model_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KB_MODEL", raising=False)
    monkeypatch.setattr("kb.embedding.bundled_model", lambda: tmp_path / "model")
    with pytest.raises(UserError, match="重新安装"):
        load_embedder()


def test_a_damaged_model_is_told(folder: Path) -> None:
    (folder / "model.safetensors").write_bytes(b"junk")
    with pytest.raises(UserError, match="无法读取"):
        load_embedder(str(folder))


def test_a_name_asks_for_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(UserError, match=r'pip install "kb\[transformers\]"'):
        load_embedder("some/model")


class Transformer:
    """What `TransformerEmbedder` uses of sentence-transformers, without torch."""

    def __init__(self, name: str, local_files_only: bool) -> None:
        self.prompts = {"query": "问:", "passage": "文:"}
        if "missing" in name:
            raise OSError("no such model")
        self.name, self.local_files_only = name, local_files_only

    def state_dict(self) -> dict[str, object]:
        weights = np.array([len(self.name)], np.float32)
        return {"w": SimpleNamespace(float=lambda: SimpleNamespace(cpu=lambda: weights))}

    def encode(self, texts: list[str], prompt_name: str | None = None, **_: bool):  # type: ignore[no-untyped-def]
        return np.array([[3.0, 4.0] if prompt_name == "query" else [0.0, 2.0] for _ in texts])


@pytest.fixture
def transformers(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("sentence_transformers")
    module.SentenceTransformer = Transformer  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "sentence_transformers", module)


@pytest.mark.usefixtures("transformers")
def test_any_sentence_transformer_is_told_what_it_reads() -> None:
    embedder = load_embedder("some/model")
    assert (embedder.name, embedder.dim) == ("some/model", 2)
    assert embedder.encode(["耕地"]).tolist() == [[0.0, 1.0]]
    assert embedder.encode(["耕地"], queries=True) == pytest.approx(np.array([[0.6, 0.8]]))
    assert embedder.encode([]).shape == (0, 2)
    assert embedder.identity == load_embedder("some/model").identity
    assert embedder.identity.split(":")[1] != load_embedder("another/model").identity.split(":")[1]


@pytest.mark.usefixtures("transformers")
def test_a_folder_is_not_looked_for_on_the_internet(tmp_path: Path) -> None:
    assert load_embedder(str(tmp_path))._model.local_files_only  # type: ignore[attr-defined]


@pytest.mark.usefixtures("transformers")
def test_a_model_that_cannot_be_loaded_is_told() -> None:
    with pytest.raises(UserError, match="missing/model"):
        load_embedder("missing/model")


def test_importing_loads_no_model() -> None:
    code = "import sys, kb.embedding; print({'model2vec', 'tokenizers'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
