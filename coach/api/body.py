"""A small body, read whole and no further than it may be long. Not for films: `uploads` writes those away."""

from fastapi import HTTPException, Request


async def read_whole(request: Request, *, most: int, too_large: str) -> bytes:
    """Raises HTTPException 413 with this sentence as soon as there are more than `most` bytes."""
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > most:
            raise HTTPException(413, too_large)
    return bytes(data)
