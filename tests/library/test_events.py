from __future__ import annotations

import threading

from reader.library.events import AnnotationsChanged, ArticlesChanged, EntitiesReady, Event, Events


def test_every_listener_hears_every_event_in_order() -> None:
    events = Events()
    first: list[Event] = []
    second: list[Event] = []
    events.emit(ArticlesChanged())
    events.subscribe(first.append)
    events.emit(EntitiesReady("a.txt"))
    events.subscribe(second.append)
    changed = AnnotationsChanged()
    events.emit(changed)
    assert first == [EntitiesReady("a.txt"), changed]
    assert second == [changed]


def test_listeners_are_called_on_the_thread_that_spoke() -> None:
    events = Events()
    names: list[str] = []
    events.subscribe(lambda _: names.append(threading.current_thread().name))
    thread = threading.Thread(target=events.emit, args=(ArticlesChanged(),), name="elsewhere")
    thread.start()
    thread.join()
    assert names == ["elsewhere"]


def test_a_listener_may_subscribe_another_meanwhile() -> None:
    events = Events()
    late: list[Event] = []
    events.subscribe(lambda _: events.subscribe(late.append))
    events.emit(ArticlesChanged())
    assert late == []
    changed = AnnotationsChanged()
    events.emit(changed)
    assert late == [changed]
