"""Links of the names in ``seeds/`` against a table made by hand: names in no row stand alone."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

from reader.articles.decoding import decode
from reader.entities.linking import link
from reader.entities.models import Mention

SEEDS = Path(__file__).parents[2] / "seeds"
GOLD = Path(__file__).parent / "gold"


def gold_mentions() -> dict[str, list[Mention]]:
    mentions = {}
    for line in (GOLD / "seeds.jsonl").read_text().splitlines():
        item = json.loads(line)
        text = decode((SEEDS / item["file"]).read_bytes()).text
        mentions[item["file"]] = [
            Mention(e["start"], e["end"], words := text[e["start"] : e["end"]], e["label"], words)
            for e in item["entities"]
        ]
    return mentions


def pairs(entities: dict[tuple[str, int], tuple[str, str]]) -> set[tuple[tuple[str, int], tuple[str, int]]]:
    return {(one, other) for one, other in combinations(sorted(entities), 2) if entities[one] == entities[other]}


def test_links_of_the_seeds() -> None:
    rows = [json.loads(line) for line in (GOLD / "links.jsonl").read_text().splitlines()]
    right = {(row["type"], name): row["entity"] for row in rows for name in row["names"]}
    mentions = gold_mentions()
    linked = link(mentions).mentions
    gold = pairs(
        {(p, m.start): (m.type, right.get((m.type, m.text), m.text)) for p, ms in mentions.items() for m in ms}
    )
    found = pairs({(p, m.start): (m.type, m.entity) for p, ms in linked.items() for m in ms})
    assert found <= gold
    assert len(found) >= 0.95 * len(gold)
    names = {(m.type, m.text): m.entity for ms in linked.values() for m in ms}
    wrong = {key: (names[key], entity) for key, entity in right.items() if names[key] != entity}
    assert len(wrong) <= 1, wrong
