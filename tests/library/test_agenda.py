from __future__ import annotations

import queue
import threading

from reader.library.agenda import Agenda


def drained(agenda: Agenda) -> list[tuple[str, ...]]:
    """All that is handed out to one who is not patient."""
    found = []
    while (batch := agenda.next(patient=False)) is not None:
        found.append(batch)
        agenda.finished(batch)
    return found


def test_what_is_looked_at_goes_first_the_last_one_before_all() -> None:
    agenda = Agenda()
    agenda.add([("a", "b"), ("c",)])
    agenda.want("d")
    agenda.want("e")
    assert drained(agenda) == [("e",), ("d",), ("a", "b"), ("c",)]


def test_what_is_under_way_is_not_handed_out_again() -> None:
    agenda = Agenda()
    agenda.add([("a", "b"), ("c",)])
    first = agenda.next(patient=False)
    assert first == ("a", "b")
    agenda.want("b")
    assert agenda.next(patient=False) == ("c",)
    agenda.finished(first)
    agenda.want("b")
    assert agenda.next(patient=False) == ("b",)


def test_the_patient_wait_for_more_and_are_let_go_at_the_end() -> None:
    agenda = Agenda()
    got: queue.Queue[tuple[str, ...] | None] = queue.Queue()

    def take_two() -> None:
        got.put(agenda.next(patient=True))
        got.put(agenda.next(patient=True))

    thread = threading.Thread(target=take_two)
    thread.start()
    agenda.want("a")
    assert got.get(timeout=5) == ("a",)
    agenda.close()
    assert got.get(timeout=5) is None
    thread.join(5)


def test_all_is_done_when_nothing_is_left_and_nothing_under_way() -> None:
    agenda = Agenda()
    assert agenda.wait_for_the_rest(0)
    agenda.add([("a",)])
    assert not agenda.wait_for_the_rest(0)
    batch = agenda.next(patient=False)
    assert batch == ("a",)
    assert not agenda.wait_for_the_rest(0)
    agenda.finished(batch)
    assert agenda.wait_for_the_rest(0)


def test_after_the_end_nothing_is_handed_out_and_nobody_waits() -> None:
    agenda = Agenda()
    agenda.add([("a",)])
    agenda.close()
    assert agenda.closed
    assert agenda.next(patient=True) is None
    assert agenda.wait_for_the_rest(60)


def test_batches_are_left_to_helpers_where_there_are_some() -> None:
    agenda = Agenda()
    agenda.helped = True
    agenda.add([("a",)])
    agenda.want("b")
    got: queue.Queue[tuple[str, ...] | None] = queue.Queue()

    def take_two() -> None:
        got.put(agenda.next(patient=True))
        got.put(agenda.next(patient=True))

    thread = threading.Thread(target=take_two)
    thread.start()
    assert got.get(timeout=5) == ("b",)
    assert drained(agenda) == [("a",)]
    agenda.close()
    assert got.get(timeout=5) is None
    thread.join(5)
