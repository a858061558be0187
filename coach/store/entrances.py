"""Ways in: browsers in which somebody is signed in, personal links with their first-time code, and the
devices that gave it. Tokens have 128 bits; the database keeps their hashes."""

import hashlib
import hmac
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Update, select, update
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker

from coach.store.database import now
from coach.store.links import CODE_BYTES, code_hash, link_code
from coach.store.person_models import DeviceRow, PersonalLinkRow, PersonRow, SignInRow

SIGNED_IN_FOR = timedelta(hours=12)
LINK_LASTS = timedelta(days=90)
MOST_TRIES = 5
CODE_DIGITS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Personal:
    """A personal link that is good now."""

    link_id: str
    person: PersonRow
    locked: bool
    """Too many wrong codes: only sending it again helps."""


class Entrances:
    def __init__(self, engine: AsyncEngine, secret: bytes) -> None:
        """`secret` makes the links' codes, so that they can be shown again."""
        self._secret = secret
        self._db = async_sessionmaker(engine, expire_on_commit=False)

    # ---- signed in

    async def sign_in(self, person_id: str) -> str:
        """The new browser session's token."""
        token = secrets.token_urlsafe(CODE_BYTES)
        row = SignInRow(
            token_hash=code_hash(token),
            person_id=person_id,
            created_at=now(),
            expires_at=now() + SIGNED_IN_FOR,
            revoked_at=None,
        )
        async with self._db.begin() as db:
            db.add(row)
        return token

    async def signed_in(self, token: str, *, at: datetime | None = None) -> PersonRow | None:
        """Whose browser it is; None when it expired, was signed out, or the person is deactivated. `at`: when
        it had to be unexpired, if not now."""
        query = (
            select(PersonRow)
            .join(SignInRow, SignInRow.person_id == PersonRow.id)
            .where(
                SignInRow.token_hash == code_hash(token),
                SignInRow.revoked_at.is_(None),
                SignInRow.expires_at > (at or now()),
                PersonRow.deactivated_at.is_(None),
            )
        )
        async with self._db() as db:
            return await db.scalar(query)

    async def sign_out(self, token: str) -> None:
        async with self._db.begin() as db:
            await db.execute(
                update(SignInRow).where(SignInRow.token_hash == code_hash(token)).values(revoked_at=now())
            )

    # ---- personal links

    async def invite(self, person_id: str) -> PersonalLinkRow:
        """A new personal link; the person's earlier ones end."""
        link_id = secrets.token_hex(16)
        row = PersonalLinkRow(
            id=link_id,
            person_id=person_id,
            code_hash=code_hash(self.code(link_id)),
            sent=1,
            tries=0,
            created_at=now(),
            expires_at=now() + LINK_LASTS,
            revoked_at=None,
        )
        async with self._db.begin() as db:
            await db.execute(_revoking(PersonalLinkRow.person_id == person_id))
            db.add(row)
        return row

    async def link_of(self, person_id: str) -> PersonalLinkRow | None:
        """The newest, whether it is good or not."""
        query = select(PersonalLinkRow).where(PersonalLinkRow.person_id == person_id)
        newest = query.order_by(
            PersonalLinkRow.created_at.desc(), PersonalLinkRow.revoked_at.is_(None).desc()
        )
        async with self._db() as db:
            return await db.scalar(newest.limit(1))

    async def resend(self, person_id: str) -> PersonalLinkRow:
        """The same address for longer, with a new first-time code; a new one when it has ended."""
        found = await self.link_of(person_id)
        if found is None or found.revoked_at is not None or found.expires_at <= now():
            return await self.invite(person_id)
        again = update(PersonalLinkRow).where(PersonalLinkRow.id == found.id)
        values = {"sent": PersonalLinkRow.sent + 1, "tries": 0, "expires_at": now() + LINK_LASTS}
        async with self._db.begin() as db:
            await db.execute(again.values(values))
            await db.refresh(merged := await db.merge(found))
        return merged

    async def revoke(self, person_id: str) -> None:
        """All links of a person; every device with them."""
        async with self._db.begin() as db:
            await db.execute(_revoking(PersonalLinkRow.person_id == person_id))

    async def open(self, code: str) -> Personal | None:
        """None for a code that was never given out, expired, was revoked, or whose person is deactivated."""
        query = (
            select(PersonalLinkRow, PersonRow)
            .join(PersonRow, PersonRow.id == PersonalLinkRow.person_id)
            .where(
                PersonalLinkRow.code_hash == code_hash(code),
                PersonalLinkRow.revoked_at.is_(None),
                PersonalLinkRow.expires_at > now(),
                PersonRow.deactivated_at.is_(None),
            )
        )
        async with self._db() as db:
            found = (await db.execute(query)).one_or_none()
        if found is None:
            return None
        link, person = found
        return Personal(link_id=link.id, person=person, locked=link.tries >= MOST_TRIES)

    def code(self, link_id: str) -> str:
        return link_code(self._secret, link_id, "personal")

    def first_code(self, link: PersonalLinkRow) -> str:
        """Six digits; derived, so that they are nowhere at rest."""
        digest = hmac.new(self._secret, f"first\0{link.id}\0{link.sent}".encode(), hashlib.sha256).digest()
        return f"{int.from_bytes(digest[:8]) % 10**CODE_DIGITS:0{CODE_DIGITS}d}"

    async def admit(self, link_id: str, given: str) -> str | None:
        """A device's token for the right first-time code; None for a wrong one or after too many. A try
        counts before it is compared, so that many at once are no more than many."""
        counted = (
            update(PersonalLinkRow)
            .where(PersonalLinkRow.id == link_id, PersonalLinkRow.tries < MOST_TRIES)
            .values(tries=PersonalLinkRow.tries + 1)
            .returning(PersonalLinkRow)
        )
        async with self._db.begin() as db:
            link = await db.scalar(counted)
        if link is None or not hmac.compare_digest(self.first_code(link).encode(), given.encode()):
            return None
        token = secrets.token_urlsafe(CODE_BYTES)
        async with self._db.begin() as db:
            db.add(DeviceRow(link_id=link_id, token_hash=code_hash(token), created_at=now()))
            await db.execute(update(PersonalLinkRow).where(PersonalLinkRow.id == link_id).values(tries=0))
        return token

    async def is_known(self, link_id: str, token: str) -> bool:
        """Whether the code of this link was given on the device with this token."""
        query = select(DeviceRow.id).where(
            DeviceRow.link_id == link_id, DeviceRow.token_hash == code_hash(token)
        )
        async with self._db() as db:
            return await db.scalar(query) is not None

    async def by_devices(self, tokens: Collection[str], *, at: datetime | None = None) -> list[PersonRow]:
        """Whose personal links are open on the device that holds these tokens. `at`: as for `signed_in`."""
        query = (
            select(PersonRow)
            .join(PersonalLinkRow, PersonalLinkRow.person_id == PersonRow.id)
            .join(DeviceRow, DeviceRow.link_id == PersonalLinkRow.id)
            .where(
                DeviceRow.token_hash.in_([code_hash(token) for token in tokens]),
                PersonalLinkRow.revoked_at.is_(None),
                PersonalLinkRow.expires_at > (at or now()),
                PersonRow.deactivated_at.is_(None),
            )
        )
        async with self._db() as db:
            return list(await db.scalars(query)) if tokens else []


def _revoking(which: ColumnElement[bool]) -> Update:
    return update(PersonalLinkRow).where(which, PersonalLinkRow.revoked_at.is_(None)).values(revoked_at=now())
