"""`coach doctor` on the servers outside, both real and on this machine."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from coach.config import Settings
from coach.doctor import _mail, _sign_in
from tests.browser.stage import free_port
from tests.oidc.provider import CLIENT_ID, CLIENT_SECRET, OpenId, open_id
from tests.reminders.post import Post, post


def of_mail(kept: Post, **change: Any) -> Settings:
    said = {f"smtp_{name}": value for name, value in asdict(kept.server).items()}
    return Settings(**{**said, **change})


def of_provider(provider: OpenId, **change: Any) -> Settings:
    said = {
        "oidc_issuer": provider.issuer,
        "oidc_client_id": CLIENT_ID,
        "oidc_client_secret": CLIENT_SECRET,
    }
    return Settings(**{**said, **change})


async def test_a_mail_server_is_greeted_and_gets_no_mail(tmp_path: Path) -> None:
    with post(tmp_path) as kept:
        found = await _mail(of_mail(kept))
        assert (found.ok, found.says) == (
            True,
            f"localhost:{kept.server.port} answers, by STARTTLS, signed in",
        )
        assert kept.got == []


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"smtp_password": "wrong"}, "it does not know the user or the password"),
        ({"smtp_ca": None}, "its certificate is not trusted"),
        ({"smtp_ca": Path("/nowhere.pem")}, "the certificate of its authority is not where"),
        ({"smtp_security": "tls"}, "it speaks no TLS of this kind on this port"),
        ({"smtp_port": free_port()}, "nothing answers at this host and port"),
    ],
)
async def test_what_is_wrong_with_the_mail_server_is_a_line(
    tmp_path: Path, change: dict[str, Any], why: str
) -> None:
    with post(tmp_path) as kept:
        found = await _mail(of_mail(kept, **change))
    assert found.ok is False
    assert why in found.says
    assert str(kept.server.password) not in found.says


async def test_the_provider_is_asked_for_its_doors_and_keys() -> None:
    with open_id() as provider:
        found = await _sign_in(of_provider(provider, public_url="https://coach.example/"))
        assert found.ok
        assert found.says.endswith("https://coach.example/api/v1/oidc/callback")
        provider.discovery = lambda said: {**said, "issuer": "https://another.example"}
        assert "names another issuer" in (await _sign_in(of_provider(provider))).says
        provider.discovery = lambda said: {**said, "jwks_uri": f"{provider.issuer}/nothing"}
        assert (await _sign_in(of_provider(provider))).ok is False
        provider.down = True
        assert "it answered 503" in (await _sign_in(of_provider(provider))).says
    assert (await _sign_in(of_provider(provider))).ok is False


async def test_what_is_not_set_is_no_fault() -> None:
    assert [(await look(Settings())).ok for look in (_mail, _sign_in)] == [None, None]
