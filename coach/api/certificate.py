"""A certificate of our own making, so that phones on the local network may use their camera."""

import datetime as dt
import socket
from pathlib import Path

import trustme

FOLDER = "tls"
DAYS = 365


def local_names() -> list[str]:
    """`localhost`, this machine's name, and the address the network sees it by."""
    names = ["localhost", "127.0.0.1", socket.gethostname()]
    return list(dict.fromkeys([*names, *network_addresses()]))


def network_addresses() -> list[str]:
    """Addresses other devices on the network can reach this machine by; none when it is offline."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a documentation address: nothing is sent, only routed
        except OSError:
            return []
        return [probe.getsockname()[0]]


def ensure_certificate(data: Path) -> Path:
    """Path of one PEM file with key and chain, made anew when it is missing, old, or the address changed."""
    folder = data / FOLDER
    server, names_file = folder / "server.pem", folder / "names.txt"
    names = local_names()
    if server.exists() and names_file.exists() and names_file.read_text().split() == names and _fresh(server):
        return server
    folder.mkdir(parents=True, exist_ok=True)
    authority = trustme.CA()
    until = dt.datetime.now(dt.UTC) + dt.timedelta(days=DAYS)
    issued = authority.issue_cert(*names, not_after=until)
    server.touch(mode=0o600)
    issued.private_key_and_cert_chain_pem.write_to_path(str(server))
    authority.cert_pem.write_to_path(str(folder / "authority.pem"))
    names_file.write_text("\n".join(names))
    return server


def _fresh(path: Path) -> bool:
    age = dt.datetime.now(dt.UTC).timestamp() - path.stat().st_mtime
    return age < (DAYS - 30) * 86400
