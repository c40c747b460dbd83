"""Ids and times of new records."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4


def new_id() -> str:
    """A random id (UUID version 4)."""
    return str(uuid4())


def timestamp(ago: timedelta = timedelta(0)) -> str:
    """The present time, or one some time ago: UTC, RFC 3339, to the microsecond."""
    moment = datetime.now(UTC) - ago
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
