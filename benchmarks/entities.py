"""How right and how fast recognition is: spans against labelled text, words a second against bare spaCy.

``python -m benchmarks.entities LABELLED.jsonl… [--ablation] [--articles FOLDER]``. A line of labelled text is
``{"text", "entities": [{"start", "end", "label"}, …]}`` with spaCy's labels or PER, ORG, LOC and MISC.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reader.articles.damage import mask
from reader.config import Folders, Settings
from reader.entities.pipeline import find_pipeline, load_pipeline
from reader.entities.recognizer import SpacyRecognizer, hidden_spans
from reader.entities.refining.marks import Mark
from reader.entities.refining.rules import RULES, refine
from reader.library.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import TypeAlias

    from spacy.language import Language

    from reader.entities.refining.marks import Rule

    Marked: TypeAlias = tuple[int, int, str]
    """Start, end and label."""

COARSE = {"PERSON": "PER", "ORG": "ORG", **dict.fromkeys(("GPE", "LOC", "FAC"), "LOC")}
COARSE |= dict.fromkeys(("NORP", "EVENT", "PRODUCT", "LAW", "WORK_OF_ART", "LANGUAGE"), "MISC")
COARSE |= {label: label for label in ("PER", "MISC")}
"""Labels that are names; all others do not count."""

RUNS = 3
"""The best of these counts."""


@dataclass(frozen=True, slots=True)
class Score:
    """Strict matches of spans: both ends right."""

    right: int
    marked: int
    gold: int

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, in percent."""
        return 200 * self.right / (self.marked + self.gold) if self.right else 0.0

    def __str__(self) -> str:
        precision, recall = 100 * self.right / max(1, self.marked), 100 * self.right / max(1, self.gold)
        return f"{self.f1:5.1f} (P {precision:5.1f} R {recall:5.1f})"


def main(arguments: list[str] | None = None) -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labelled", nargs="*", type=Path, help="labelled text, one JSON object a line")
    parser.add_argument("--articles", type=Path, default=Path("seeds"), help="articles for the words a second")
    parser.add_argument("--ablation", action="store_true", help="what each rule does: left out, and alone")
    parser.add_argument("--model", default="", help="a spaCy package or pipeline folder")
    options = parser.parse_args(arguments)
    recognizer = SpacyRecognizer.load(options.model)
    nlp = load_pipeline(find_pipeline(options.model))
    ways: dict[str, Callable[[str], set[Marked]]] = {
        "the model alone": lambda text: coarse((e.start_char, e.end_char, e.label_) for e in nlp(text).ents),
        "with the rules": lambda text: coarse(
            (mention.start, mention.end, mention.type) for mention in recognizer.recognize(text)
        ),
    }
    for file in options.labelled:
        print(f"{file.name}: strict span F1, without and with label")
        for name, way in ways.items():
            spans, labels = scores(file, way)
            print(f"  {name:<28} {spans}   {labels}")
        if options.ablation:
            ablation(file, nlp)
    if options.articles.is_dir():
        speed(recognizer, nlp, options.articles, options.model)


def coarse(marked: Iterable[Marked]) -> set[Marked]:
    """What counts, under coarse labels."""
    return {(start, end, COARSE[label]) for start, end, label in marked if label in COARSE}


def scores(file: Path, way: Callable[[str], set[Marked]]) -> tuple[Score, Score]:
    """Scores of a way to mark text, without and with label."""
    right = right_labels = marked_count = gold_count = 0
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            gold = coarse((entity["start"], entity["end"], entity["label"]) for entity in item["entities"])
            marked = way(item["text"])
            right += len({one[:2] for one in gold} & {one[:2] for one in marked})
            right_labels += len(gold & marked)
            marked_count += len(marked)
            gold_count += len(gold)
    return Score(right, marked_count, gold_count), Score(right_labels, marked_count, gold_count)


def ablation(file: Path, nlp: Language) -> None:
    """Print what F1, without and with label, each rule costs when left out and brings when alone."""
    marked = {item["text"]: item for item in map(json.loads, file.read_text(encoding="utf-8").splitlines())}
    raw = dict(zip(marked, SpacyRecognizer(nlp, "", rules=()).recognize_all(marked), strict=True))

    def way(rules: Sequence[Rule]) -> tuple[float, float]:
        def refined(text: str) -> set[Marked]:
            marks = [Mark(mention.start, mention.end, mention.type) for mention in raw[text]]
            hidden = hidden_spans(text)
            found = refine(text, mask(text, hidden), marks, hidden, rules)
            return coarse((mark.start, mark.end, mark.type) for mark in found)

        spans, labels = scores(file, refined)
        return spans.f1, labels.f1

    all_of_them, none = way(RULES), way(())
    for rule in RULES:
        without, alone = way([other for other in RULES if other is not rule]), way([rule])
        left_out = " ".join(f"{now - before:+6.2f}" for now, before in zip(without, all_of_them, strict=True))
        brought = " ".join(f"{now - before:+6.2f}" for now, before in zip(alone, none, strict=True))
        print(f"  {rule.__name__:<34} left out {left_out}   alone {brought}")


def speed(recognizer: SpacyRecognizer, nlp: Language, folder: Path, model: str) -> None:
    """Print words a second of bare ``nlp.pipe`` over articles and over their lines, and of ours."""
    texts = [file.read_text(errors="replace") for file in folder.rglob("*.txt")]
    words = sum(len(text.split()) for text in texts)
    lines = [line for text in texts for line in text.split("\n") if line.strip()]
    ways: dict[str, Callable[[], float]] = {
        "bare nlp.pipe, articles": lambda: seconds(lambda: [len(document.ents) for document in nlp.pipe(texts)]),
        "bare nlp.pipe, lines": lambda: seconds(lambda: [len(document.ents) for document in nlp.pipe(lines)]),
        "ours": lambda: seconds(lambda: list(recognizer.recognize_all(texts))),
        "ours, a whole library": lambda: library_seconds(folder, model) - library_seconds(None, model),
    }
    rates = {name: max(words / way() for _ in range(RUNS)) for name, way in ways.items()}
    print(f"words a second of CPU, {len(texts)} articles of {words:,} words, best of {RUNS}")
    for name, rate in rates.items():
        print(f"  {name:<28} {rate:8,.0f}   {100 * rate / max(rates.values()):.0f} %")


def library_seconds(folder: Path | None, model: str) -> float:
    """CPU time of recognizing a library as the program does it, its processes included; None for an empty article."""
    with tempfile.TemporaryDirectory() as home:
        empty = Path(home) / "empty"
        empty.mkdir()
        (empty / "empty.txt").touch()
        base = Path(home)
        library = Library.open(
            folder or empty, None, Settings(model=model), Folders(base / "config", base / "cache", base / "state")
        )
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken = seconds(lambda: library.recognition.everywhere.bring_up_to_date(wait=True))
        library.close()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return taken + after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def seconds(work: Callable[[], object]) -> float:
    """CPU time of some work."""
    started = time.process_time()
    work()
    return time.process_time() - started


if __name__ == "__main__":
    main()
