"""A message to try the mail server with, and what became of it."""

import asyncio
from dataclasses import dataclass

from coach.reminders.mail import AddressRefused, MailFailed, MailServer, NotNow, line, message_to
from coach.reminders.words import words_in

ADDRESS_REFUSED = "The mail server is there, but would not take a message for this address."
LATER = "The mail server is there, but takes no message for this address just now. Try again later."
FAILED = "The mail server does not take the message: {why}. Check the settings, or run `coach doctor`."


@dataclass(frozen=True, slots=True)
class Trying:
    """Sends a test through the mail server of the settings."""

    server: MailServer

    async def send(self, to: str, language: str) -> str:
        """Empty when the server took it, else a sentence."""
        subject, text = words_in(language).test
        message = message_to(self.server, to, subject, text)

        def hand_over() -> None:
            with line(self.server) as open_line:
                open_line.send(message)

        try:
            await asyncio.to_thread(hand_over)
        except AddressRefused:
            return ADDRESS_REFUSED
        except NotNow:
            return LATER
        except MailFailed as failure:
            return FAILED.format(why=failure.why)
        return ""
