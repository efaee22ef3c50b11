"""Texts to vectors: the bundled static model, or any sentence-transformers model.

The bundled model is a table of word vectors in sentence-transformers' own format; its mean
over a text's words is the text's vector. `model2vec` reads it in 0.3 s where
sentence-transformers and torch take 11 s and gigabytes, so these are an extra.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from kb.errors import UserError

Vectors = NDArray[np.float32]
#: Words as numbers of a model's vocabulary.
WordNumbers = NDArray[np.uint16]


class Embedder(Protocol):
    """Turns texts into vectors whose product is their likeness (cosine)."""

    @property
    def name(self) -> str:
        """What people call the model."""
        ...

    @property
    def dim(self) -> int:
        """Length of a vector."""
        ...

    @property
    def identity(self) -> str:
        """Name and digest of the weights: other vectors are made when it changes."""
        ...

    def encode(self, texts: Sequence[str], *, queries: bool = False) -> Vectors:
        """One row a text, (n, dim) float32, of length 1; all zero for a text without words.

        ``queries`` tells that the texts are asked for, not searched: some models are
        trained to be told which.
        """
        ...

    def words(self, texts: Sequence[str]) -> list[WordNumbers]:
        """For each text the numbers of its distinct words, ascending; none where the model's
        vectors are not those of words."""
        ...


def load_embedder(name: str | None = None) -> Embedder:
    """The model called ``name``, else the one in ``KB_MODEL``, else the bundled one.

    ``name`` is a folder, or the name of a sentence-transformers model (fetched from the
    internet if it is not on this machine yet: nothing is fetched unless it is named).
    Raises UserError when the model cannot be loaded.
    """
    name = name or os.environ.get("KB_MODEL")
    folder = Path(name) if name else bundled_model()
    if not folder.is_dir():
        if name:
            return TransformerEmbedder(name)
        raise UserError("随附的向量模型不在", where=folder, remedy="请重新安装 kb")
    if _is_static(folder):
        return StaticEmbedder(folder)
    return TransformerEmbedder(str(folder))


def bundled_model() -> Path:
    """The folder of the model that comes with the package."""
    return Path(str(resources.files("kb"))) / "data" / "model"


class StaticEmbedder:
    """A static model: one vector a word, a text is the mean of its words."""

    def __init__(self, folder: Path) -> None:
        from model2vec import StaticModel

        try:
            self._model = StaticModel.from_pretrained(folder)
        except Exception as error:  # whatever its readers of JSON and tensors raise
            raise UserError(
                "向量模型无法读取", where=folder, remedy="请重新安装或换用其他模型"
            ) from error
        # Half-precision tables are small to ship; their means are to be taken in full.
        self._model.embedding = self._model.embedding.astype(np.float32)
        self._folder = folder

    @property
    def name(self) -> str:
        """The folder's name."""
        return self._folder.name

    @property
    def dim(self) -> int:
        """Length of a vector."""
        return int(self._model.dim)

    @property
    def identity(self) -> str:
        """Name and digest."""
        return f"{self.name}:{self.digest}"

    @cached_property
    def digest(self) -> str:
        """Of every file of the model but its description, wherever its folder stands."""
        digest = hashlib.sha256()
        for file in sorted(self._folder.rglob("*")):
            if file.is_file() and file.suffix != ".md":
                digest.update(file.relative_to(self._folder).as_posix().encode())
                digest.update(file.read_bytes())
        return digest.hexdigest()[:16]

    def encode(self, texts: Sequence[str], *, queries: bool = False) -> Vectors:
        """See `Embedder.encode`; queries are treated like any text."""
        if not texts:
            return np.zeros((0, self.dim), np.float32)
        # The whole text counts, and on two cores threads of Python gain nothing.
        found = self._model.encode(list(texts), max_length=None, use_multiprocessing=False)
        return _normalised(found)

    def words(self, texts: Sequence[str]) -> list[WordNumbers]:
        """See `Embedder.words`; a vocabulary holds at most 65,536."""
        encodings = self._model.tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        unknown = self._model.unk_token_id
        return [np.array(sorted({*encoding.ids} - {unknown}), np.uint16) for encoding in encodings]

    @cached_property
    def weights(self) -> NDArray[np.float32]:
        """How much each word of the vocabulary says: the length of its vector, (words,)."""
        return np.linalg.norm(self._model.embedding, axis=1)

    def likeness(self, words: NDArray[Any], others: NDArray[Any]) -> NDArray[np.float32]:
        """The cosine of each of ``words`` (m,) with each of ``others`` (n,): (m, n)."""
        table, lengths = self._model.embedding, np.maximum(self.weights, 1e-9)
        return (table[words] @ table[others].T) / lengths[words, None] / lengths[others]


class TransformerEmbedder:
    """Any model that sentence-transformers can load; needs the extra ``transformers``."""

    def __init__(self, name: str) -> None:
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise UserError(
                "这个向量模型要用 sentence-transformers",
                where=name,
                remedy='请运行 pip install "kb[transformers]"',
            ) from error
        try:
            self._model = SentenceTransformer(name, local_files_only=Path(name).is_dir())
        except Exception as error:  # network, missing files, wrong formats
            raise UserError("向量模型无法载入", where=name, remedy="请检查名称和网络") from error
        self.name = name

    @cached_property
    def dim(self) -> int:
        """Length of a vector."""
        # The library's own method for this has had two names.
        return int(self._model.encode([""], show_progress_bar=False).shape[1])

    @cached_property
    def identity(self) -> str:
        """Name and digest of all weights."""
        digest = hashlib.sha256()
        for key, weights in sorted(self._model.state_dict().items()):
            digest.update(key.encode())
            digest.update(np.asarray(weights.float().cpu()).tobytes())
        return f"{self.name}:{digest.hexdigest()[:16]}"

    def encode(self, texts: Sequence[str], *, queries: bool = False) -> Vectors:
        """See `Embedder.encode`; with the model's own prompt for queries or documents."""
        if not texts:
            return np.zeros((0, self.dim), np.float32)
        prompts: dict[str, Any] = self._model.prompts or {}
        asked = ("query",) if queries else ("document", "passage")
        prompt = next((each for each in asked if each in prompts), None)
        found = self._model.encode(list(texts), prompt_name=prompt, show_progress_bar=False)
        return _normalised(np.asarray(found))

    def words(self, texts: Sequence[str]) -> list[WordNumbers]:
        """None: its vectors are of whole texts."""
        return [np.empty(0, np.uint16) for _ in texts]


def _is_static(folder: Path) -> bool:
    modules = folder / "modules.json"
    return modules.is_file() and "StaticEmbedding" in modules.read_text("utf-8")


def _normalised(rows: NDArray[Any]) -> Vectors:
    """Every row at length 1; a zero row stays zero."""
    rows = rows.astype(np.float32)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
