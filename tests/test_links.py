"""Which address is given to whom."""

import pytest
from starlette.requests import HTTPConnection

from coach.api.links import Addresses

NETWORK = "https://192.0.2.7:8080"


def asked(scheme: str, host: str, *, kind: str = "http") -> HTTPConnection:
    return HTTPConnection(
        {
            "type": kind,
            "scheme": scheme,
            "path": "/",
            "query_string": b"",
            "server": ("127.0.0.1", 8080),
            "headers": [(b"host", host.encode())],
        }
    )


def test_an_address_is_as_the_person_reached_the_server() -> None:
    assert Addresses().base(asked("http", "clinic.local:8080")) == "http://clinic.local:8080"


def test_a_websocket_gives_the_pages_address() -> None:
    assert Addresses().base(asked("wss", "clinic.local", kind="websocket")) == "https://clinic.local"


def test_the_setting_wins() -> None:
    public = Addresses(public="https://coach.example.org/")
    assert public.base(asked("http", "10.0.0.3:8080")) == "https://coach.example.org"


@pytest.mark.parametrize(
    ("base", "given"),
    [
        ("https://localhost:8080", NETWORK),
        ("https://127.0.0.1:8080", NETWORK),
        ("https://192.0.2.9:8080", "https://192.0.2.9:8080"),
    ],
)
def test_other_devices_are_not_sent_to_themselves(base: str, given: str) -> None:
    assert Addresses(network=NETWORK).base_for_others(base) == given


def test_without_a_network_the_address_stays() -> None:
    assert Addresses().base_for_others("http://localhost:8080") == "http://localhost:8080"
