"""A contender's server as the benchmark speaks with it: a line of JSON in, a line of JSON out.

`{"session": 0, "role": "patient" | "viewer" | "both", "sdp": …}` is answered with `{"sdp": …}`;
`{"figures": true}` with what each session analysed so far. It ends with its standard input.
"""

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import Awaitable, Callable

Answer = Callable[[int, str, str], Awaitable[str]]


async def serve(answer: Answer, figures: Callable[[], list[dict[str, int]]]) -> None:
    loop = asyncio.get_running_loop()
    out = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # whatever libraries print stays out of the answers
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        asked = json.loads(line)
        if "figures" in asked:
            reply: object = figures()
        else:
            reply = {"sdp": await answer(asked["session"], asked["role"], asked["sdp"])}
        with contextlib.suppress(BrokenPipeError):
            out.write(json.dumps(reply) + "\n")
