"""Which pipeline is meant, what its version is, and which sentence comes when it cannot be used."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reader.entities.pipeline import (
    DEFAULT_PACKAGES,
    ModelError,
    find_pipeline,
    load_pipeline,
    model_version,
    weights_warning,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tiny_pipeline: Path, tmp_path: Path) -> Path:
    """A copy of the tiny pipeline, to be broken."""
    return shutil.copytree(tiny_pipeline, tmp_path / "pipeline")


def change_meta(folder: Path, **values: str | None) -> None:
    file = folder / "meta.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | values))


def make_package(parent: Path, name: str, pipeline: Path) -> None:
    """A package that holds a pipeline the way ``spacy package`` writes it."""
    package = parent / name
    language, _, rest = name.partition("_")
    shutil.copytree(pipeline, package / f"{name}-9.9")
    change_meta(package / f"{name}-9.9", lang=language, name=rest, version="9.9")
    shutil.copy(package / f"{name}-9.9" / "meta.json", package)
    (package / "__init__.py").write_text(
        "from spacy.util import load_model_from_init_py\n"
        "def load(**overrides):\n"
        "    return load_model_from_init_py(__file__, **overrides)\n"
    )


def test_the_default_comes_along() -> None:
    pipeline = find_pipeline()
    assert pipeline.name in DEFAULT_PACKAGES
    assert pipeline.is_default
    assert (pipeline.folder / "ner" / "model").is_file()


def test_the_official_package_goes_first(tmp_path: Path, tiny_pipeline: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_package(tmp_path, "en_core_web_sm", tiny_pipeline)
    monkeypatch.syspath_prepend(tmp_path)
    assert find_pipeline().folder == tmp_path / "en_core_web_sm" / "en_core_web_sm-9.9"


def test_a_package_is_found_by_either_spelling_and_loaded(
    tmp_path: Path, tiny_pipeline: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_package(tmp_path, "en_test_names", tiny_pipeline)
    monkeypatch.syspath_prepend(tmp_path)
    pipeline = find_pipeline("en-test-names")
    assert pipeline == find_pipeline("en_test_names")
    assert (pipeline.name, pipeline.version, pipeline.is_package) == ("en_test_names", "9.9", True)
    assert [entity.text for entity in load_pipeline(pipeline)("To China").ents] == ["China"]


def test_a_package_goes_before_a_folder_of_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / DEFAULT_PACKAGES[-1]).mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    assert (find_pipeline(DEFAULT_PACKAGES[-1]).folder / "ner" / "model").is_file()


def test_a_folder_may_be_relative(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder.parent)
    assert find_pipeline("./pipeline").folder == folder
    assert [entity.text for entity in load_pipeline(find_pipeline("pipeline"))("To China").ents] == ["China"]


@pytest.mark.parametrize(
    ("model", "way_out"),
    [
        ("en_core_web_trf", "python -m spacy download en_core_web_trf"),
        ("en-core-web-trf", "python -m spacy download en_core_web_trf"),
        ("xx_unheard_of", "python -m spacy download xx_unheard_of"),
        ("./nowhere/at-all", "the folder of a pipeline"),
        ("~nobody-of-that-name/model", "the folder of a pipeline"),
        ("x" * 5_000 + "/", "the folder of a pipeline"),
        ("\0", "the folder of a pipeline"),
    ],
)
def test_a_missing_model_is_one_sentence_with_a_way_out(model: str, way_out: str) -> None:
    with pytest.raises(ModelError) as caught:
        find_pipeline(model)
    assert way_out in str(caught.value)
    assert model in str(caught.value)
    assert "pip install en" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_without_any_default_the_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.entities.pipeline.DEFAULT_PACKAGES", ("en_absent", "en_core_web_absent"))
    with pytest.raises(ModelError, match="en_core_web_absent is not installed"):
        find_pipeline()


@pytest.mark.parametrize("meta", ["", "{", "[]", "{}", '{"lang": "en", "name": "x"}', "\xff"])
def test_a_folder_without_a_readable_meta_is_no_pipeline(folder: Path, meta: str) -> None:
    (folder / "meta.json").write_text(meta, encoding="latin-1")
    with pytest.raises(ModelError, match="holds no spaCy pipeline"):
        find_pipeline(str(folder))


def test_a_module_that_is_no_pipeline_is_refused() -> None:
    with pytest.raises(ModelError, match="holds no spaCy pipeline"):
        find_pipeline("json")


def test_a_model_for_another_spacy_is_refused(folder: Path) -> None:
    change_meta(folder, spacy_version=">=2.3.0,<2.4.0")
    with pytest.raises(ModelError, match=r"made for spaCy >=2\.3\.0,<2\.4\.0") as caught:
        load_pipeline(find_pipeline(str(folder)))
    assert "\n" not in str(caught.value)


def test_a_model_that_does_not_say_for_which_spacy_is_tried(folder: Path) -> None:
    meta = json.loads((folder / "meta.json").read_text())
    del meta["spacy_version"]
    (folder / "meta.json").write_text(json.dumps(meta))
    assert load_pipeline(find_pipeline(str(folder))).pipe_names == ["entity_ruler"]


@pytest.mark.parametrize("constraint", [None, "", "whatever"])
def test_a_model_that_says_nonsense_of_its_spacy_is_one_sentence(folder: Path, constraint: str | None) -> None:
    change_meta(folder, spacy_version=constraint)
    with pytest.raises(ModelError, match="does not load with spaCy"):
        load_pipeline(find_pipeline(str(folder)))


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("config.cfg", ""),
        ("config.cfg", "[nlp"),
        ("config.cfg", '[nlp]\nlang = "en"\npipeline = ["brain"]\n[components.brain]\nfactory = "brain"\n'),
        ("entity_ruler/patterns.jsonl", "{"),
        ("vocab/strings.json", "7"),
        ("tokenizer", "?"),
    ],
)
def test_a_broken_model_is_one_sentence(folder: Path, file: str, content: str) -> None:
    assert (folder / file).exists()
    (folder / file).write_text(content)
    with pytest.raises(ModelError, match="does not load with spaCy") as caught:
        load_pipeline(find_pipeline(str(folder)))
    assert "\n" not in str(caught.value)


def test_a_model_without_entities_is_refused(tmp_path: Path) -> None:
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.to_disk(tmp_path / "sentences")
    with pytest.raises(ModelError, match="recognizes no entities"):
        load_pipeline(find_pipeline(str(tmp_path / "sentences")))


def test_only_the_pipes_that_entities_need_are_kept(tmp_path: Path) -> None:
    import spacy
    from spacy.training import Example

    nlp = spacy.blank("en")
    for name in ("unheard", "heard"):
        nlp.add_pipe("tok2vec", name=name)
    upstream = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "heard"}
    nlp.add_pipe("ner", config={"model": {"tok2vec": upstream}})
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("entity_ruler")
    example = Example.from_dict(nlp.make_doc("To China"), {"entities": [(3, 8, "GPE")]})
    nlp.initialize(lambda: [example])
    nlp.to_disk(tmp_path / "listening")
    assert load_pipeline(find_pipeline(str(tmp_path / "listening"))).pipe_names == [
        "heard",
        "ner",
        "entity_ruler",
    ]


def test_the_version_changes_with_the_files(folder: Path) -> None:
    version = model_version(str(folder))
    assert model_version(str(folder)) == version
    file = folder / "entity_ruler" / "patterns.jsonl"
    os.utime(file, ns=(1, 1))
    touched = model_version(str(folder))
    file.write_text(file.read_text() + '{"label": "GPE", "pattern": "Peru"}\n')
    assert len({version, touched, model_version(str(folder))}) == 3


def test_finding_a_version_imports_no_spacy() -> None:
    script = (
        "import sys; from reader.entities.process import RecognitionProcess\n"
        "print(RecognitionProcess().version, 'spacy' in sys.modules, 'numpy' in sys.modules)"
    )
    output = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert output.split()[-2:] == ["False", "False"]
    assert output.startswith("en_core_web_sm")


def test_the_default_has_the_official_weights(tmp_path: Path) -> None:
    pipeline = find_pipeline()
    assert weights_warning(pipeline) is None
    (tmp_path / "ner").mkdir()
    (tmp_path / "ner" / "model").write_bytes(b"other weights")
    warning = weights_warning(replace(pipeline, folder=tmp_path))
    assert warning is not None
    assert "not those of the official" in warning


def test_other_models_have_no_weights_to_compare(folder: Path) -> None:
    assert weights_warning(find_pipeline(str(folder))) is None
