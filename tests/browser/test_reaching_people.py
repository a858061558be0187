"""Reminders, the mail server, calendar files and patients that come in a file, on the pages for them."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from coach.store.database import now
from tests.browser.access import barriers
from tests.browser.stage import Server, chromium, context_of, open_as_therapist, serving
from tests.browser.test_three_people import picture
from tests.calendars import events
from tests.reminders.post import Post, post

pytestmark = pytest.mark.browser
FILE = (
    'name,number,email,language\n"Nowak, Ewa",77,ewa@home.example,pl\n,78,,\nMaria,,no address,\nMaria,,,\n'
)


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with chromium(playwright) as started:
        yield started


@pytest.fixture(scope="module")
def mail(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Post]:
    with post(tmp_path_factory.mktemp("post")) as kept:
        yield kept


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, mail: Post) -> Iterator[Server]:
    at = mail.server
    settings = {
        "smtp_host": at.host,
        "smtp_port": str(at.port),
        "smtp_sender": at.sender,
        "smtp_ca": str(at.ca),
        "smtp_user": str(at.user),
        "smtp_password": str(at.password),
    }
    with serving(tmp_path_factory.mktemp("server"), **settings) as started:
        started.sign_in()
        yield started


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def downloaded(page: Page, name: str, folder: Path) -> list[object]:
    with page.expect_download() as started:
        page.get_by_role("link", name=name).click()
    target = folder / "file.ics"
    started.value.save_as(target)
    return [event["DTSTART"].dt for event in events(target.read_bytes())]


def test_a_patient_is_reminded_and_their_diary_leaves_as_a_file(
    server: Server, browser: Browser, folder: Path
) -> None:
    at = (now() + timedelta(days=3)).replace(microsecond=0)
    with server.post("/api/v1/patients", {"name": "Maria"}) as answer:
        made = json.load(answer)
    with server.post(f"/api/v1/patients/{made['id']}/appointments", {"starts_at": at.isoformat()}):
        pass
    desk = context_of(browser).new_page()
    open_as_therapist(desk, server.url)
    assert downloaded(desk, "Diary as a calendar file", folder) == [at]
    desk.get_by_role("button", name="Maria", exact=True).click()
    assert downloaded(desk, "Calendar file of", folder) == [at]
    desk.get_by_label("Remind by e-mail").check()
    desk.get_by_label("E-mail address").fill("maria@home.example")
    desk.get_by_label("Time zone").select_option("Europe/Madrid")
    picture(desk, "reminders")
    assert barriers(desk) == []
    desk.get_by_role("button", name="Save reminders").click()
    expect(desk.get_by_text("Saved: reminders are on.")).to_be_visible()
    expect(desk.get_by_text("No reminder has gone out yet.")).to_be_visible()

    phone = context_of(browser, width=360, height=740).new_page()
    phone.goto(made["link"]["url"])
    phone.get_by_label("Your code").fill(made["link"]["first_code"])
    phone.get_by_role("button", name="Go on").click()
    phone.get_by_text("Reminders and calendar").click()
    expect(phone.get_by_label("E-mail address")).to_have_value("maria@home.example")
    assert fits(phone)
    picture(phone, "own_reminders")
    assert barriers(phone) == []
    assert downloaded(phone, "My sessions for my calendar", folder) == [at]
    phone.get_by_label("Remind by e-mail").uncheck()
    phone.get_by_role("button", name="Save reminders").click()
    expect(phone.get_by_text("Saved: reminders are off.")).to_be_visible()


def test_a_test_message_goes_out_or_says_why_not(server: Server, browser: Browser, mail: Post) -> None:
    desk = context_of(browser, width=640, height=400).new_page()
    open_as_therapist(desk, server.url)
    desk.get_by_role("button", name="E-mail", exact=True).click()
    expect(desk.get_by_text("from Clinic <reminders@clinic.example>")).to_be_visible()
    assert fits(desk)
    desk.get_by_label("Send a test to").fill("anna@clinic.example")
    desk.get_by_role("button", name="Send a test").click()
    expect(desk.get_by_text("took a test for anna@clinic.example")).to_be_visible()
    assert [one["to"] for one in mail.got] == ["anna@clinic.example"]
    mail.answers["gone@clinic.example"] = "550 nobody"
    desk.get_by_label("Send a test to").fill("gone@clinic.example")
    desk.get_by_role("button", name="Send a test").click()
    expect(desk.get_by_role("alert")).to_contain_text("would not take a message for this address")
    picture(desk, "mail")
    assert barriers(desk) == []


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (360, 740), (640, 400)])
def test_patients_come_in_a_file_once_they_were_looked_at(
    server: Server, browser: Browser, folder: Path, width: int, height: int
) -> None:
    first = width == 1280
    (folder / "patients.csv").write_text(FILE, encoding="utf-8")
    (folder / "nothing.csv").write_text("colour\nred\n", encoding="utf-8")
    desk = context_of(browser, width=width, height=height).new_page()
    open_as_therapist(desk, server.url)
    desk.get_by_role("button", name="Import patients").click()
    desk.get_by_label("File").set_input_files(folder / "nothing.csv")
    desk.get_by_role("button", name="Look at it").click()
    expect(desk.get_by_role("alert")).to_contain_text("The first line has to name the columns")
    desk.get_by_label("File").set_input_files(folder / "patients.csv")
    desk.get_by_role("button", name="Look at it").click()
    expect(desk.get_by_role("row").nth(1)).to_contain_text("Would be added" if first else "Stays as it is")
    expect(desk.get_by_role("row").nth(2)).to_contain_text("Not added. There is no name.")
    expect(desk.get_by_role("row").nth(3)).to_contain_text("4Maria")
    expect(desk.get_by_role("row").nth(3)).to_contain_text("This is not an e-mail address")
    expect(desk.get_by_role("row").nth(4)).to_contain_text("Somebody of this name is here already")
    assert fits(desk)
    picture(desk, f"import_{width}")
    assert barriers(desk) == []
    if first:
        desk.get_by_role("button", name="Add the new ones: 1").click()
        expect(desk.get_by_text("Done. Added: 1, here already: 1, not right: 2.")).to_be_visible()
        desk.get_by_role("button", name="Back").click()
        desk.get_by_role("button", name="Nowak, Ewa", exact=True).click()
        expect(desk.get_by_label("E-mail address")).to_have_value("ewa@home.example")


def test_without_a_mail_server_a_plain_sentence(playwright: Playwright, folder: Path) -> None:
    with serving(folder / "data") as bare, chromium(playwright) as other:
        bare.sign_in()
        desk = context_of(other).new_page()
        open_as_therapist(desk, bare.url)
        desk.get_by_role("button", name="E-mail", exact=True).click()
        expect(desk.get_by_text("This server sends no e-mail.")).to_be_visible()
        assert desk.get_by_role("button", name="Send a test").count() == 0
