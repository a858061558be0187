"""The two codecs of every call."""

from aiortc import RTCRtpSender

NEEDED = {"video": "VP8", "audio": "opus"}


def missing_codecs() -> list[str]:
    """Names of what this installation cannot send or receive; empty when all is there."""
    return [name for kind, name in NEEDED.items() if f"{kind}/{name}".lower() not in _known(kind)]


def _known(kind: str) -> set[str]:
    return {codec.mimeType.lower() for codec in RTCRtpSender.getCapabilities(kind).codecs}
