"""The camera that every contender gets: a sample clip over and over, with a camera's noise and a number in
every picture, VP8 640×480 at 30 a second and 1 Mbit/s, encoded once and kept."""

import itertools
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from benchmarks.forwarding import BITS, BLOCK, CLIP, NOISE
from coach.rtc.clip import RATE, ClipFrame, Still, encode, stills_of

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "data" / "benchmarks"
GRAINS = 8
MOVING_S = 80.0
PHASE_S = 28.0
"""Of the typical session's film, each: moves in a set, moves beside it, keeps still beside it."""

Kind = Literal["moving", "typical"]


def film(kind: Kind) -> list[ClipFrame]:
    path = KEPT / f"film-{kind}-1.pickle"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pickle.dumps(list(encode(_stills(kind)))))
    frames: list[ClipFrame] = pickle.loads(path.read_bytes())
    return frames


def _stills(kind: Kind) -> Iterator[Still]:
    pictures = [still.rgb for still in stills_of(CLIP, 0.0)]
    moves = itertools.cycle(pictures)
    if kind == "moving":
        shown: Iterator[NDArray[np.uint8]] = itertools.islice(moves, round(MOVING_S * RATE))
    else:
        phase = round(PHASE_S * RATE)
        shown = itertools.chain(itertools.islice(moves, 2 * phase), itertools.repeat(pictures[0], phase))
    noise = np.random.default_rng(1)
    grains = [noise.normal(0, NOISE, (*pictures[0].shape[:2], 1)) for _ in range(GRAINS)]
    for n, rgb in enumerate(shown):
        out = np.clip(rgb + grains[n % GRAINS], 0, 255).astype(np.uint8)
        for bit in range(BITS):
            out[:BLOCK, bit * BLOCK : (bit + 1) * BLOCK] = 235 if n >> bit & 1 else 16
        yield Still(n / RATE, out)
