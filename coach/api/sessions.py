"""Starting sessions: a real one, or one with the demo patient."""

import io
from collections.abc import Callable

import segno
from fastapi import APIRouter, HTTPException, Request
from pydantic import BaseModel, Field

from coach.api.links import Addresses, links
from coach.api.problems import RESPONSES
from coach.api.reception import Reception, visitor_of
from coach.rtc.rooms import Rooms
from coach.store.facts import Facts


class SessionStarted(BaseModel):
    """Where each person goes."""

    session_id: str = Field(examples=["5f0c9be2a1d84e77"])
    therapist_url: str = Field(examples=["http://localhost:8080/s/lJ2v…"])
    patient_url: str
    caregiver_url: str
    clinician_url: str
    patient_qr_svg: str | None = Field(description="The patient's address as a QR code, an SVG picture")


def router(
    facts: Facts,
    rooms: Rooms,
    addresses: Addresses,
    start_demo: Callable[[str, str], None],
    reception: Reception,
) -> APIRouter:
    """`start_demo(session_id, patient_code)` sends the simulated patient."""
    api = APIRouter(prefix="/api/v1", tags=["sessions"])

    async def started(request: Request, session_id: str) -> SessionStarted:
        urls = links(facts, session_id, addresses.base(request), addresses)
        return SessionStarted(
            session_id=session_id,
            therapist_url=urls["therapist"],
            patient_url=urls["patient"],
            caregiver_url=urls["caregiver"],
            clinician_url=urls["clinician"],
            patient_qr_svg=qr_svg(urls["patient"]),
        )

    @api.post("/sessions", status_code=201, responses=RESPONSES)
    async def start_session(request: Request) -> SessionStarted:
        """A new session with a personal link for each role, led by who asks."""
        session_id = await facts.create_session()
        await reception.entrust(visitor_of(request), session_id)
        return await started(request, session_id)

    @api.post("/demo", status_code=201, responses=RESPONSES)
    async def start_demo_session(request: Request) -> SessionStarted:
        """A new session that a simulated patient joins by itself."""
        if rooms.full:
            raise HTTPException(503, "All places are taken just now. Try again in a few minutes.")
        session_id = await facts.create_session(demo=True)
        await reception.entrust(visitor_of(request), session_id)
        start_demo(session_id, facts.code(session_id, "patient"))
        return await started(request, session_id)

    return api


def qr_svg(address: str) -> str:
    return str(segno.make(address, error="m").svg_inline(scale=6, border=2))


def qr_text(address: str) -> str:
    """A QR code that a terminal can show."""
    out = io.StringIO()
    segno.make(address, error="l").terminal(out=out, compact=True)
    return out.getvalue()
