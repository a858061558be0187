"""What reminders say, in the patient's language: no name, nothing clinical, for anybody may see the screen
that it appears on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    days: tuple[str, ...]
    """From Monday."""
    months: tuple[str, ...]
    when: str
    session: tuple[str, str]
    """Subject and text."""
    home: tuple[str, str]
    test: tuple[str, str]
    """For whoever set the mail server up."""
    link: str
    own_page: str
    end: str


WORDS: Mapping[str, Words] = {
    "en": Words(
        days=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        months=(
            *("January", "February", "March", "April", "May", "June", "July"),
            *("August", "September", "October", "November", "December"),
        ),
        when="{day} {date} {month}, {time} ({zone})",
        session=("Reminder: {when}", "Your video session is on {when}.\nCome a few minutes earlier."),
        home=(
            "Your programme is ready for you",
            "Some days went by without your programme. That happens.\nToday is a good day for a short round.",
        ),
        test=("Coach: a test", "This is a test from your Coach server: reminders can go out.\n"),
        link="Your own link: {link}",
        own_page="Open your own link to begin.",
        end="You can change or end these reminders on your own page.",
    ),
    "es": Words(
        days=("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
        months=(
            *("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio"),
            *("agosto", "septiembre", "octubre", "noviembre", "diciembre"),
        ),
        when="{day}, {date} de {month}, {time} ({zone})",
        session=(
            "Recordatorio: {when}",
            "Su sesión por vídeo es el {when}.\nEntre unos minutos antes.",
        ),
        home=(
            "Su programa está listo",
            "Han pasado algunos días sin él. Son cosas que pasan.\nHoy es un buen día para una ronda corta.",
        ),
        test=("Coach: una prueba", "Es una prueba de su servidor Coach: los recordatorios pueden salir.\n"),
        link="Su enlace: {link}",
        own_page="Abra su enlace para empezar.",
        end="Puede cambiar o terminar estos recordatorios en su página.",
    ),
    "fr": Words(
        days=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
        months=(
            *("janvier", "février", "mars", "avril", "mai", "juin", "juillet"),
            *("août", "septembre", "octobre", "novembre", "décembre"),
        ),
        when="{day} {date} {month}, {time} ({zone})",
        session=(
            "Rappel : {when}",
            "Votre séance par vidéo est le {when}.\nVenez quelques minutes avant.",
        ),
        home=(
            "Votre programme vous attend",
            "Quelques jours sont passés sans lui. Cela arrive.\nAujourd'hui, un petit tour fait du bien.",
        ),
        test=("Coach : un essai", "Ceci est un essai de votre serveur Coach : les rappels peuvent partir.\n"),
        link="Votre lien : {link}",
        own_page="Ouvrez votre lien pour commencer.",
        end="Vous pouvez changer ou arrêter ces rappels sur votre page.",
    ),
    "pl": Words(
        days=("poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela"),
        months=(
            *("stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca"),
            *("sierpnia", "września", "października", "listopada", "grudnia"),
        ),
        when="{day} {date} {month}, {time} ({zone})",
        session=(
            "Przypomnienie: {when}",
            "Twoja sesja wideo: {when}.\nZajrzyj kilka minut wcześniej.",
        ),
        home=(
            "Twój program czeka",
            "Minęło kilka dni bez niego. To się zdarza.\nDziś jest dobry dzień na krótką rundę.",
        ),
        test=("Coach: próba", "To próba z serwera Coach: przypomnienia mogą wychodzić.\n"),
        link="Twój link: {link}",
        own_page="Otwórz swój link, aby zacząć.",
        end="Przypomnienia możesz zmienić lub wyłączyć na swojej stronie.",
    ),
}


def words_in(language: str) -> Words:
    """English where there are none."""
    return WORDS.get(language[:2].lower(), WORDS["en"])


def when(at: datetime, zone: str, words: Words) -> str:
    """Where the patient is."""
    there = at.astimezone(ZoneInfo(zone))
    return words.when.format(
        day=words.days[there.weekday()],
        date=there.day,
        month=words.months[there.month - 1],
        time=f"{there:%H:%M}",
        zone=zone.replace("_", " "),
    )


def of_session(at: datetime, zone: str, language: str, link: str | None) -> tuple[str, str]:
    """Subject and text."""
    words = words_in(language)
    subject, text = words.session
    said = when(at, zone, words)
    return subject.format(when=said), _whole(words, text.format(when=said), link)


def of_home(language: str, link: str | None) -> tuple[str, str]:
    words = words_in(language)
    return words.home[0], _whole(words, words.home[1], link)


def _whole(words: Words, text: str, link: str | None) -> str:
    way = words.own_page if link is None else words.link.format(link=link)
    return f"{text}\n\n{way}\n\n{words.end}\n"
