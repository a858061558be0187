"""Freed memory goes back to the system."""

import ctypes
import platform

import psutil
import pytest

from coach.pose.memory import give_back

PIECES, SIZE = 100_000, 1024


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc can be asked")
def test_gaps_between_what_is_kept_are_given_back() -> None:
    libc = ctypes.CDLL(None)
    libc.malloc.restype, libc.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
    libc.free.argtypes = [ctypes.c_void_p]
    process = psutil.Process()
    pieces = [libc.malloc(SIZE) for _ in range(PIECES)]
    for piece in pieces:
        ctypes.memset(piece, 1, SIZE)
    *freed, pin = pieces
    for piece in freed:
        libc.free(piece)
    before = process.memory_info().rss
    give_back()
    assert before - process.memory_info().rss > PIECES * SIZE / 2
    libc.free(pin)
