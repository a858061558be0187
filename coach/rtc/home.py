"""A room that nobody leads: the programme runs by itself while the patient is in it."""

import time

from coach.alone import Alone
from coach.rtc.requests import Home
from coach.session import Session
from coach.types import Acknowledged, Action, SessionEnded, SetStopped, Stage


class Guide:
    def __init__(self, session: Session) -> None:
        self._session, self._alone = session, Alone(session)

    def tick(self) -> Action | None:
        """What is done now."""
        return self._alone.next(time.monotonic())

    def asked(self, message: Home) -> Action | None:
        """What follows from what the patient pressed; None: nothing now."""
        t = self._session.t or 0.0
        match message.do:
            case "go_on" if self._session.stage is Stage.STOPPED:
                return Acknowledged(t=t)
            case "go_on":
                return self._alone.begin()
            case "count":
                return self._alone.one_more()
            case "end_set":
                return SetStopped(t=t)
            case "skip":
                return self._alone.skip()
        return SessionEnded(t=t)
