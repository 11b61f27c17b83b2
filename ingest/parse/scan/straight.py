"""How far askew is the picture of a page, and where are its rules?

Pixels are dark or not by the paper around them, so that shade does not matter. A page
is straight when its dark pixels fall into as few rows as they can.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image

from ingest.parse.pdf.cells import Rule

STEEPEST = 5.0  # degrees askew that are looked for; scanners stay below 2
_COARSE, _FINE = 0.1, 0.01  # degrees; over a page's width less than a rule is thick
_LOOKED_AT = 60_000  # dark pixels; more do not make the angle surer

_TILE = 32  # pixels; paper is seen between the strokes of any print
_DARK = 0.6  # of the grey of the paper around

# A rule is this long at least: no stroke of a letter is, and rows and columns are longer.
_LENGTH = 60  # pixels
_DRAWN = 0.9  # of its pixels are dark; scans leave gaps
_THICK = 14  # pixels; what is dark so far in both directions is no rule: a margin, a table


@dataclass(frozen=True, slots=True)
class Straight:
    """A page laid straight: its greys, which are dark, and the angle it was turned by."""

    grey: np.ndarray
    dark: np.ndarray
    angle: float


def straighten(grey: np.ndarray) -> Straight:
    """Lay the picture of a page straight.

    Parameters
    ----------
    grey : uint8 (row, column)
        0 for black.

    Returns
    -------
    Straight
        `grey` as given, `dark` bool, `angle` in degrees against the clock that the
        picture was askew.
    """
    dark = find_dark(grey)
    angle = _askew(dark)
    if abs(angle) < _FINE / 2:
        return Straight(grey, dark, 0.0)
    turned = Image.fromarray(grey).rotate(
        -angle, resample=Image.Resampling.BILINEAR, fillcolor=int(np.median(grey))
    )
    straight = np.array(turned)
    return Straight(straight, find_dark(straight), angle)


def find_dark(grey: np.ndarray) -> np.ndarray:
    """Tell which pixels are darker than the paper around them: bool (row, column)."""
    height, width = (-(-side // _TILE) for side in grey.shape)
    padding = [
        (0, n * _TILE - side) for n, side in zip((height, width), grey.shape, strict=True)
    ]
    whole = np.pad(grey, padding, mode="edge")
    tiles = whole.reshape(height, _TILE, width, _TILE).swapaxes(1, 2)
    paper = np.percentile(tiles.reshape(height, width, -1), 75, axis=2) * _DARK
    limit = Image.fromarray(paper.astype(np.uint8)).resize(
        (width * _TILE, height * _TILE), Image.Resampling.BILINEAR
    )
    return grey < np.asarray(limit)[: grey.shape[0], : grey.shape[1]]


def _askew(dark: np.ndarray) -> float:
    """Return the angle at which the dark pixels fall into the fewest rows."""
    ys, xs = np.nonzero(dark)
    if not len(ys):
        return 0.0
    step = -(-len(ys) // _LOOKED_AT)
    ys, xs = ys[::step], xs[::step]
    rough = _best(ys, xs, np.arange(-STEEPEST, STEEPEST + _COARSE / 2, _COARSE))
    return _best(ys, xs, np.arange(rough - _COARSE, rough + _COARSE + _FINE / 2, _FINE))


def _best(ys: np.ndarray, xs: np.ndarray, angles: np.ndarray) -> float:
    scores = []
    for slope in np.tan(np.radians(angles)):
        rows = np.rint(ys + xs * slope).astype(np.int64)
        filled = np.bincount(rows - rows.min())
        scores.append(float((filled.astype(np.float64) ** 2).sum()))
    return float(angles[int(np.argmax(scores))])


def find_rules(dark: np.ndarray, unit: float) -> tuple[list[Rule], list[Rule]]:
    """Find the level and the upright rules of a straight page.

    Lengths are in pixels times *unit*. One rule is several pieces: rows of pixels, and
    parts between gaps.
    """
    thin = dark & ~_is_thick(dark)
    level = [Rule(*(unit * one for one in piece)) for piece in _pieces(thin)]
    upright = [
        Rule(*(unit * one for one in piece))
        for piece in _pieces(np.ascontiguousarray(thin.T))
    ]
    return level, upright


def _pieces(dark: np.ndarray) -> Iterator[tuple[float, float, float]]:
    """Yield where level strokes lie, begin and end, in pixels."""
    near = dark.copy()  # a rule that is not quite level goes on in the next row
    near[1:] |= dark[:-1]
    near[:-1] |= dark[1:]
    count = np.cumsum(near, axis=1, dtype=np.int32)
    count = np.pad(count, ((0, 0), (1, 0)))
    starts = count[:, _LENGTH:] - count[:, :-_LENGTH] >= _DRAWN * _LENGTH
    edges = np.diff(np.pad(starts, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    for row in np.nonzero(starts.any(axis=1))[0]:
        begins, ends = np.nonzero(edges[row] == 1)[0], np.nonzero(edges[row] == -1)[0]
        for begin, end in zip(begins.tolist(), ends.tolist(), strict=True):
            (drawn,) = np.nonzero(near[row, begin : end - 1 + _LENGTH])
            yield row + 0.5, float(begin + drawn[0]), float(begin + drawn[-1] + 1)


def _is_thick(dark: np.ndarray) -> np.ndarray:
    """Tell which pixels lie in dark areas that are large in both directions."""
    summed = np.pad(
        dark.cumsum(0, dtype=np.int32).cumsum(1, dtype=np.int32), ((1, 0), (1, 0))
    )
    n = _THICK
    inside = summed[n:, n:] - summed[:-n, n:] - summed[n:, :-n] + summed[:-n, :-n]
    thick = np.zeros(dark.shape, np.bool_)
    for top, left in np.argwhere(inside >= _DRAWN * n * n):
        thick[top : top + n, left : left + n] = True
    return thick
