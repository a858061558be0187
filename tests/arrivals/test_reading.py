"""What is read of files of patients, and what is said of those that are not as they should be."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.arrivals import arrival, csv_file, fhir_file
from coach.arrivals.arrival import Arrival, FileUnfit, Unfit
from coach.arrivals.arriving import Clinic, judged, read

EMPTY = Clinic(
    names=frozenset(), numbers=frozenset(), nameless=frozenset(), therapists={"ben@clinic.example": "b"}
)


def whole(**more: Any) -> dict[str, Any]:
    return {"resourceType": "Patient", "name": [{"family": "Nowak", "given": ["Ewa", "Maria"]}], **more}


def fhir(*resources: dict[str, Any]) -> bytes:
    entries = [{"resource": one} for one in resources]
    return json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}).encode()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_table_as_spreadsheets_save_it(delimiter: str, mark: bytes) -> None:
    lines = ["Number,NAME,Language,room", '7,"Nowak, Ewa",pl,2', ",Мария К.,,", ",,,"]
    text = "\r\n".join(lines)
    if delimiter != ",":
        text = text.replace('"Nowak, Ewa"', "Nowak_ Ewa").replace(",", delimiter).replace("_", ",")
    first, second = read(mark + text.encode())
    assert first == Arrival(line=2, name="Nowak, Ewa", language="pl", number=("clinic", "7"))
    assert second == Arrival(line=3, name="Мария К.")


def test_columns_are_known_in_every_language_and_names_in_two_parts() -> None:
    (one,) = read("Nazwisko;Imię;Język;E-mail\nNowak;Ewa;PL-pl; e@home.example\n".encode())
    assert one == Arrival(line=2, name="Ewa Nowak", language="pl", email="e@home.example")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", csv_file.NO_COLUMNS),
        (b"name\n", arrival.NOBODY),
        (b"number,language\n1,en\n", csv_file.NO_COLUMNS),
        (b"name\nZo\xeb\n", csv_file.NOT_TEXT),
        (b"name\nA\0B\n", csv_file.NOT_TEXT),
        (b'name\n"Ewa\n', csv_file.BROKEN),
        (b"name\n" + b"A" * 200_000, csv_file.BROKEN),
        (b"name\n" + b"Ewa\n" * 2001, arrival.TOO_MANY),
        (b" " * 5_000_001, arrival.TOO_LARGE),
        (b"{", fhir_file.NOT_FHIR),
        (b"[" * 100_000, fhir_file.NOT_FHIR),
        (b'{"resourceType": "Observation"}', fhir_file.NOT_FHIR),
        (b'{"resourceType": "Bundle", "entry": 3}', fhir_file.NOT_FHIR),
        (b'{"resourceType": "Bundle", "entry": [1, {"resource": 2}]}', arrival.NOBODY),
    ],
)
def test_a_file_that_is_nothing_is_one_sentence(data: bytes, said: str) -> None:
    with pytest.raises(FileUnfit) as unfit:
        read(data)
    assert str(unfit.value) == said


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("=HYPERLINK(1),en,1", arrival.A_FORMULA),
        ("@sum,en,1", arrival.A_FORMULA),
        (",en,1", arrival.NO_NAME),
        ("Ewa,tlh,1", arrival.NOT_A_LANGUAGE),
        ("Ewa,en," + "9" * 65, arrival.LONG_NUMBER),
        ("Ewa,en,1\x072", arrival.LONG_NUMBER),
        ("Nowak, Ewa,en,1", csv_file.TOO_LONG),
        ("E\x1b[2Jwa,en,1", "A name has 1 to 120 characters."),
        ("E" * 121 + ",en,1", "A name has 1 to 120 characters."),
    ],
)
def test_a_row_that_is_unfit_keeps_no_other_out(row: str, why: str) -> None:
    bad, good = read(f"name,language,number\n{row}\nJan,pl,2\n".encode())
    assert isinstance(bad, Unfit)
    assert (bad.line, bad.why) == (2, why)
    assert bad.name.isprintable()
    assert good == Arrival(line=3, name="Jan", language="pl", number=("clinic", "2"))


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: ("name\n" + text).encode()))
def test_whatever_the_bytes_are_it_is_patients_or_an_unfit_file(data: bytes) -> None:
    with suppress(FileUnfit):
        assert read(data)


def test_of_a_fhir_patient_name_language_and_number_are_taken() -> None:
    patient = whole(
        name=[
            {"use": "maiden", "text": "Ewa Kowalska"},
            {"use": "usual", "family": "Nowak", "given": ["Ewa"]},
        ],
        identifier=[
            {"use": "old", "value": "1"},
            {"use": "official", "system": "urn:oid:2.16.840", "value": "80 01"},
        ],
        communication=[
            {"language": {"coding": [{"code": "de"}]}},
            {"language": {"coding": [{"code": "pl-PL"}]}, "preferred": True},
        ],
        birthDate="1980-01-01",
    )
    (one,) = read(json.dumps(patient).encode())
    assert one == Arrival(line=1, name="Ewa Nowak", language="pl", number=("urn:oid:2.16.840", "80 01"))


def test_of_a_bundle_each_patient_is_judged_by_itself() -> None:
    found = read(
        fhir(
            whole(),
            {"resourceType": "Observation"},
            whole(gender=3, secret="x"),
            whole(active=False),
            whole(deceasedDateTime="2026-01-01"),
            whole(name=[]),
        )
    )
    assert found[0] == Arrival(line=1, name="Ewa Maria Nowak")
    whys = [one.why for one in found if isinstance(one, Unfit)]
    assert len(whys) == 4
    assert whys[0].startswith("This is not as FHIR R4 wants a Patient: ")
    assert whys[1:3] == [fhir_file.NOT_ACTIVE, fhir_file.NOT_ACTIVE]


def test_nobody_is_taken_twice() -> None:
    here = Clinic(
        names=frozenset({"ewa", "jan"}),
        numbers=frozenset({("clinic", "1")}),
        nameless=frozenset({"ewa"}),
        therapists=EMPTY.therapists,
    )
    table = "name,number\nEva,1\nEWA,2\nJan,3\nJan,\nOla,4\nOla,5\nOla,5\nOla,\nNew,\n new ,\n"
    verdicts = judged(read(table.encode()), here, "a")
    assert [one.state for one in verdicts] == [
        *("known", "known", "new", "known"),  # Jan with another number is another Jan
        *("new", "new", "known", "known", "new", "known"),
    ]


def test_a_therapist_is_named_by_their_sign_in() -> None:
    table = "name,therapist\nEwa,Ben@clinic.example\nJan,nobody\nOla,\n"
    first, second, third = judged(read(table.encode()), EMPTY, "a")
    assert (first.therapist_id, second.state, third.therapist_id) == ("b", "refused", "a")
