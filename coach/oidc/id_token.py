"""What an identity provider signed of a person, checked. Pure: keys and clock are given."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet, OKPKey, RSAKey

ALGORITHMS = (
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "EdDSA", "Ed25519"),
)
"""Signed with a key of the provider's own: never `none`, nor with a secret that this server knows too."""
LEEWAY_S = 60
LONGEST_SUBJECT = 255


class Untrusted(Exception):
    """What came is not what the provider signs for this server, this sign-in and now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    issuer: str
    client_id: str
    nonce: str
    now: int
    """Seconds since 1970."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    subject: str
    """Who it is at the provider, for ever."""
    email: str | None
    email_verified: bool


def identity(token: str, keys: Mapping[str, Any], expected: Expected) -> Identity:
    """`keys`: the provider's JSON Web Key Set. Raises Untrusted."""
    try:
        claims = jwt.decode(token, _public(keys), algorithms=ALGORITHMS).claims
        _registry(expected).validate(claims)
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise Untrusted(type(error).__name__) from error
    if not _for_this_client(claims, expected.client_id):
        raise Untrusted("other audiences")
    if not 0 < len(claims["sub"]) <= LONGEST_SUBJECT:
        raise Untrusted("subject")
    return identity_of(claims)


def identity_of(claims: Mapping[str, Any]) -> Identity:
    """Only `true` itself counts as verified."""
    email = claims.get("email")
    return Identity(
        subject=claims["sub"],
        email=email if isinstance(email, str) and email else None,
        email_verified=claims.get("email_verified") is True,
    )


def _registry(expected: Expected) -> jwt.JWTClaimsRegistry:
    return jwt.JWTClaimsRegistry(
        now=expected.now,
        leeway=LEEWAY_S,
        iss={"essential": True, "value": expected.issuer},
        aud={"essential": True, "value": expected.client_id},
        nonce={"essential": True, "value": expected.nonce},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
    )


def _for_this_client(claims: Mapping[str, Any], client_id: str) -> bool:
    """Where it is for several, `azp` says who asked for it."""
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    party: object = claims.get("azp", None if several else client_id)
    return party == client_id


def _public(keys: Mapping[str, Any]) -> KeySet:
    """Those that sign; a kind that is not understood is left out."""
    listed = keys.get("keys")
    found: list[RSAKey | ECKey | OKPKey] = []
    for one in listed if isinstance(listed, list) else []:
        kind = (
            _KINDS.get(one.get("kty")) if isinstance(one, dict) and one.get("use", "sig") == "sig" else None
        )
        if kind is not None:
            found.append(kind.import_key(one))
    if not found:
        raise Untrusted("no keys")
    return KeySet(list(found))


_KINDS: Mapping[object, type[RSAKey] | type[ECKey] | type[OKPKey]] = {
    "RSA": RSAKey,
    "EC": ECKey,
    "OKP": OKPKey,
}
