"""The one operation on flat arrays that numpy lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def ranges(starts: NDArray[np.integer], ends: NDArray[np.integer]) -> NDArray[np.intp]:
    """The numbers from each start up to its end, all in one array: ``ranges([2, 9], [4, 10])`` is ``[2, 3, 9]``."""
    firsts = starts.astype(np.intp)
    counts = ends.astype(np.intp) - firsts
    before = np.cumsum(counts) - counts
    return np.repeat(firsts - before, counts) + np.arange(counts.sum())
