"""A method for each door. Made by `python -m docs.client`; not to be edited."""

from typing import Literal

from coach_client import models
from coach_client.line import Line


class Coach(Line):
    """Sign in first: `coach.post_sign_in(models.SignInIn(login=…, password=…))`."""

    def get_appointments_calendar_ics(self, appointment: int) -> bytes:
        """One"""
        answer: bytes = self.ask(
            "GET", f"/api/v1/appointments/{self.part(appointment)}/calendar.ics", bytes, query={}
        )
        return answer

    def post_appointments_cancelled(self, appointment: int) -> None:
        """Cancel"""
        self.ask("POST", f"/api/v1/appointments/{self.part(appointment)}/cancelled", None, query={})

    def get_attention(self) -> list[models.Needs]:
        """Patients of who asks, who needs attention first."""
        answer: list[models.Needs] = self.ask("GET", "/api/v1/attention", list[models.Needs], query={})
        return answer

    def get_audit(self, *, before: int | None = None) -> list[models.AuditLine]:
        """Newest first, a page at a time; `before`: older than this line."""
        answer: list[models.AuditLine] = self.ask(
            "GET", "/api/v1/audit", list[models.AuditLine], query={"before": before}
        )
        return answer

    def get_calendar_ics(self) -> bytes:
        """The diary of who asks, for a year."""
        answer: bytes = self.ask("GET", "/api/v1/calendar.ics", bytes, query={})
        return answer

    def get_colleagues(self) -> list[models.Leader]:
        """Who leads sessions at this clinic."""
        answer: list[models.Leader] = self.ask("GET", "/api/v1/colleagues", list[models.Leader], query={})
        return answer

    def post_demo(self) -> models.SessionStarted:
        """A new session that a simulated patient joins by itself."""
        answer: models.SessionStarted = self.ask("POST", "/api/v1/demo", models.SessionStarted, query={})
        return answer

    def get_emergency_by_code(self, code: str) -> models.EmergencyCard | None:
        """Of the patient of this session; null where nobody is known."""
        answer: models.EmergencyCard | None = self.ask(
            "GET", f"/api/v1/emergency/{self.part(code)}", models.EmergencyCard | None, query={}
        )
        return answer

    def get_entrance(self) -> models.Entrance:
        """What the first page shows."""
        answer: models.Entrance = self.ask("GET", "/api/v1/entrance", models.Entrance, query={})
        return answer

    def post_first_run(self, body: models.FirstRunIn) -> models.Me:
        """The clinic and its first administrator, who is signed in by it."""
        answer: models.Me = self.ask("POST", "/api/v1/first-run", models.Me, query={}, body=body)
        return answer

    def get_jobs_by_id(self, id: str) -> models.Job:
        """How far it is; its id is known only to whoever began it."""
        answer: models.Job = self.ask("GET", f"/api/v1/jobs/{self.part(id)}", models.Job, query={})
        return answer

    def post_line(self) -> None:
        """Takes some bytes and forgets them: how fast is the line to here?"""
        self.ask("POST", "/api/v1/line", None, query={})

    def get_mail(self) -> models.MailSet | None:
        """Null: no mail server is set."""
        answer: models.MailSet | None = self.ask("GET", "/api/v1/mail", models.MailSet | None, query={})
        return answer

    def post_mail_test(self, body: models.TestIn) -> models.MailSet:
        """A short message without anybody's name."""
        answer: models.MailSet = self.ask("POST", "/api/v1/mail/test", models.MailSet, query={}, body=body)
        return answer

    def get_ownerless(self) -> list[models.Ownerless]:
        """Ownerless"""
        answer: list[models.Ownerless] = self.ask(
            "GET", "/api/v1/ownerless", list[models.Ownerless], query={}
        )
        return answer

    def post_ownerless_adopted(self, session: str, body: models.AdoptIn) -> None:
        """The session is this therapist's from then on."""
        self.ask("POST", f"/api/v1/ownerless/{self.part(session)}/adopted", None, query={}, body=body)

    def post_patients(self, body: models.PatientIn) -> models.Patient:
        """A new patient of who asks, with a personal link."""
        answer: models.Patient = self.ask("POST", "/api/v1/patients", models.Patient, query={}, body=body)
        return answer

    def post_patients_import(
        self, content: bytes, content_type: str = "text/csv", *, add: bool | None = None
    ) -> models.Arrivals:
        """A table (CSV, UTF-8) or FHIR R4 (a Patient, or a Bundle of them) is the body."""
        answer: models.Arrivals = self.ask(
            "POST",
            "/api/v1/patients/import",
            models.Arrivals,
            query={"add": add},
            content=content,
            content_type=content_type,
        )
        return answer

    def get_patients_by_person(self, person: str) -> models.Patient:
        """Patient"""
        answer: models.Patient = self.ask(
            "GET", f"/api/v1/patients/{self.part(person)}", models.Patient, query={}
        )
        return answer

    def post_patients_appointments(self, person: str, body: models.AppointmentIn) -> models.Patient:
        """Appoint"""
        answer: models.Patient = self.ask(
            "POST", f"/api/v1/patients/{self.part(person)}/appointments", models.Patient, query={}, body=body
        )
        return answer

    def post_patients_caregivers(self, person: str, body: models.PatientIn) -> models.Patient:
        """With a personal link."""
        answer: models.Patient = self.ask(
            "POST", f"/api/v1/patients/{self.part(person)}/caregivers", models.Patient, query={}, body=body
        )
        return answer

    def post_patients_caregivers_link(self, person: str, caregiver: str) -> models.Patient:
        """Good for longer, with a new first-time code; a new address when the last one has ended."""
        answer: models.Patient = self.ask(
            "POST",
            f"/api/v1/patients/{self.part(person)}/caregivers/{self.part(caregiver)}/link",
            models.Patient,
            query={},
        )
        return answer

    def post_patients_caregivers_link_revoked(self, person: str, caregiver: str) -> models.Patient:
        """Revoke"""
        answer: models.Patient = self.ask(
            "POST",
            f"/api/v1/patients/{self.part(person)}/caregivers/{self.part(caregiver)}/link/revoked",
            models.Patient,
            query={},
        )
        return answer

    def post_patients_caregivers_released(self, person: str, caregiver: str) -> models.Patient:
        """Does not help this patient any more; what they did stays."""
        answer: models.Patient = self.ask(
            "POST",
            f"/api/v1/patients/{self.part(person)}/caregivers/{self.part(caregiver)}/released",
            models.Patient,
            query={},
        )
        return answer

    def get_patients_consents(self, person: str, *, language: str | None = None) -> list[models.Agreement]:
        """Theirs"""
        answer: list[models.Agreement] = self.ask(
            "GET",
            f"/api/v1/patients/{self.part(person)}/consents",
            list[models.Agreement],
            query={"language": language},
        )
        return answer

    def get_patients_goals(self, person: str) -> models.GoalsShown:
        """Goals"""
        answer: models.GoalsShown = self.ask(
            "GET", f"/api/v1/patients/{self.part(person)}/goals", models.GoalsShown, query={}
        )
        return answer

    def post_patients_goals(self, person: str, body: models.GoalsIn) -> models.GoalsShown:
        """Write Goals"""
        answer: models.GoalsShown = self.ask(
            "POST", f"/api/v1/patients/{self.part(person)}/goals", models.GoalsShown, query={}, body=body
        )
        return answer

    def post_patients_handed_over(self, person: str, body: models.HandOverIn) -> models.Patient:
        """Another therapist looks after the patient from then on, and has what is planned in their diary; who
        did before no longer sees them, unless they stay."""
        answer: models.Patient = self.ask(
            "POST", f"/api/v1/patients/{self.part(person)}/handed-over", models.Patient, query={}, body=body
        )
        return answer

    def get_patients_intake(self, person: str) -> models.IntakeShown:
        """Intake"""
        answer: models.IntakeShown = self.ask(
            "GET", f"/api/v1/patients/{self.part(person)}/intake", models.IntakeShown, query={}
        )
        return answer

    def post_patients_intake(self, person: str, body: models.IntakeIn) -> models.IntakeShown:
        """A new version; earlier ones are kept."""
        answer: models.IntakeShown = self.ask(
            "POST", f"/api/v1/patients/{self.part(person)}/intake", models.IntakeShown, query={}, body=body
        )
        return answer

    def get_patients_intake_by_number(self, person: str, number: int) -> models.IntakeShown:
        """Earlier Intake"""
        answer: models.IntakeShown = self.ask(
            "GET",
            f"/api/v1/patients/{self.part(person)}/intake/{self.part(number)}",
            models.IntakeShown,
            query={},
        )
        return answer

    def post_patients_link(self, person: str) -> models.Patient:
        """Good for longer, with a new first-time code; a new address when the last one has ended."""
        answer: models.Patient = self.ask(
            "POST", f"/api/v1/patients/{self.part(person)}/link", models.Patient, query={}
        )
        return answer

    def post_patients_link_revoked(self, person: str) -> models.Patient:
        """It opens nothing any more, on no device."""
        answer: models.Patient = self.ask(
            "POST", f"/api/v1/patients/{self.part(person)}/link/revoked", models.Patient, query={}
        )
        return answer

    def get_patients_programme(self, person: str) -> models.Programmes:
        """Programme"""
        answer: models.Programmes = self.ask(
            "GET", f"/api/v1/patients/{self.part(person)}/programme", models.Programmes, query={}
        )
        return answer

    def post_patients_programme(self, person: str, body: models.ProgrammeIn) -> models.Programmes:
        """A new version; earlier ones are kept."""
        answer: models.Programmes = self.ask(
            "POST", f"/api/v1/patients/{self.part(person)}/programme", models.Programmes, query={}, body=body
        )
        return answer

    def get_patients_programme_print(self, person: str, *, language: str | None = None) -> bytes:
        """A page to print, in the patient's language unless another is asked for."""
        answer: bytes = self.ask(
            "GET",
            f"/api/v1/patients/{self.part(person)}/programme/print",
            bytes,
            query={"language": language},
        )
        return answer

    def get_patients_programme_by_number(self, person: str, number: int) -> models.Version:
        """Version"""
        answer: models.Version = self.ask(
            "GET",
            f"/api/v1/patients/{self.part(person)}/programme/{self.part(number)}",
            models.Version,
            query={},
        )
        return answer

    def get_patients_progress(
        self, person: str, *, minutes_east: int | None = None, language: str | None = None
    ) -> models.Progress:
        """Of Patient"""
        answer: models.Progress = self.ask(
            "GET",
            f"/api/v1/patients/{self.part(person)}/progress",
            models.Progress,
            query={"minutes_east": minutes_east, "language": language},
        )
        return answer

    def get_patients_reminders(self, person: str) -> models.RemindersSet:
        """Theirs"""
        answer: models.RemindersSet = self.ask(
            "GET", f"/api/v1/patients/{self.part(person)}/reminders", models.RemindersSet, query={}
        )
        return answer

    def post_patients_reminders(self, person: str, body: models.RemindersIn) -> models.RemindersSet:
        """Set Theirs"""
        answer: models.RemindersSet = self.ask(
            "POST",
            f"/api/v1/patients/{self.part(person)}/reminders",
            models.RemindersSet,
            query={},
            body=body,
        )
        return answer

    def post_patients_sessions(self, person: str) -> models.PatientsSession:
        """The patient's session that runs, or a new one; they join it by their personal link."""
        answer: models.PatientsSession = self.ask(
            "POST", f"/api/v1/patients/{self.part(person)}/sessions", models.PatientsSession, query={}
        )
        return answer

    def post_patients_uploads(
        self,
        person: str,
        content: bytes,
        content_type: str = "video/*",
        *,
        exercise: str,
        side: Literal["left", "right", "both"] | None = None,
        filename: str | None = None,
    ) -> models.UploadStarted:
        """The same, as a session of this patient."""
        answer: models.UploadStarted = self.ask(
            "POST",
            f"/api/v1/patients/{self.part(person)}/uploads",
            models.UploadStarted,
            query={"exercise": exercise, "side": side, "filename": filename},
            content=content,
            content_type=content_type,
        )
        return answer

    def get_people(self) -> list[models.Colleague]:
        """Who signs in at this clinic."""
        answer: list[models.Colleague] = self.ask("GET", "/api/v1/people", list[models.Colleague], query={})
        return answer

    def post_people(self, body: models.ColleagueIn) -> models.Colleague:
        """Add"""
        answer: models.Colleague = self.ask("POST", "/api/v1/people", models.Colleague, query={}, body=body)
        return answer

    def post_people_activated(self, person: str) -> None:
        """Activate"""
        self.ask("POST", f"/api/v1/people/{self.part(person)}/activated", None, query={})

    def post_people_deactivated(self, person: str) -> None:
        """Signed out everywhere at once; what they did stays."""
        self.ask("POST", f"/api/v1/people/{self.part(person)}/deactivated", None, query={})

    def post_people_role(self, person: str, body: models.RoleIn) -> None:
        """Holds from the person's next request on, in open sessions within seconds."""
        self.ask("POST", f"/api/v1/people/{self.part(person)}/role", None, query={}, body=body)

    def get_personal_by_code(self, code: str) -> models.WaitingRoom:
        """Asked again every few seconds, which is how the therapist knows that somebody waits."""
        answer: models.WaitingRoom = self.ask(
            "GET", f"/api/v1/personal/{self.part(code)}", models.WaitingRoom, query={}
        )
        return answer

    def get_personal_appointments(self, code: str) -> list[models.Planned]:
        """Planned"""
        answer: list[models.Planned] = self.ask(
            "GET", f"/api/v1/personal/{self.part(code)}/appointments", list[models.Planned], query={}
        )
        return answer

    def get_personal_appointments_calendar_ics(self, code: str, appointment: int) -> bytes:
        """One"""
        answer: bytes = self.ask(
            "GET",
            f"/api/v1/personal/{self.part(code)}/appointments/{self.part(appointment)}/calendar.ics",
            bytes,
            query={},
        )
        return answer

    def get_personal_calendar_ics(self, code: str) -> bytes:
        """All that is planned."""
        answer: bytes = self.ask("GET", f"/api/v1/personal/{self.part(code)}/calendar.ics", bytes, query={})
        return answer

    def get_personal_consents(self, code: str, *, language: str | None = None) -> list[models.Agreement]:
        """Mine"""
        answer: list[models.Agreement] = self.ask(
            "GET",
            f"/api/v1/personal/{self.part(code)}/consents",
            list[models.Agreement],
            query={"language": language},
        )
        return answer

    def post_personal_consents(
        self, code: str, body: models.AnswerIn, *, language: str | None = None
    ) -> list[models.Agreement]:
        """Given, or taken back; what was said before stays in the record."""
        answer: list[models.Agreement] = self.ask(
            "POST",
            f"/api/v1/personal/{self.part(code)}/consents",
            list[models.Agreement],
            query={"language": language},
            body=body,
        )
        return answer

    def post_personal_device(self, code: str, body: models.CodeIn) -> None:
        """The first-time code, once on each device."""
        self.ask("POST", f"/api/v1/personal/{self.part(code)}/device", None, query={}, body=body)

    def post_personal_home(self, code: str, body: models.HereIn) -> models.HomeSession:
        """Today's session, or the one that was left. Raises HTTPException 409."""
        answer: models.HomeSession = self.ask(
            "POST", f"/api/v1/personal/{self.part(code)}/home", models.HomeSession, query={}, body=body
        )
        return answer

    def post_personal_home_today(self, code: str, body: models.HereIn) -> models.HomeToday:
        """Today"""
        answer: models.HomeToday = self.ask(
            "POST", f"/api/v1/personal/{self.part(code)}/home/today", models.HomeToday, query={}, body=body
        )
        return answer

    def get_personal_progress(
        self, code: str, *, minutes_east: int | None = None, language: str | None = None
    ) -> models.Progress:
        """A patient's own."""
        answer: models.Progress = self.ask(
            "GET",
            f"/api/v1/personal/{self.part(code)}/progress",
            models.Progress,
            query={"minutes_east": minutes_east, "language": language},
        )
        return answer

    def get_personal_reminders(self, code: str) -> models.RemindersSet:
        """Mine"""
        answer: models.RemindersSet = self.ask(
            "GET", f"/api/v1/personal/{self.part(code)}/reminders", models.RemindersSet, query={}
        )
        return answer

    def post_personal_reminders(self, code: str, body: models.RemindersIn) -> models.RemindersSet:
        """Set Mine"""
        answer: models.RemindersSet = self.ask(
            "POST", f"/api/v1/personal/{self.part(code)}/reminders", models.RemindersSet, query={}, body=body
        )
        return answer

    def post_personal_uploads(
        self,
        code: str,
        content: bytes,
        content_type: str = "video/*",
        *,
        exercise: str,
        side: Literal["left", "right", "both"] | None = None,
        filename: str | None = None,
    ) -> models.Job:
        """The file itself is the body. Their therapist reviews it; they may take it back themselves."""
        answer: models.Job = self.ask(
            "POST",
            f"/api/v1/personal/{self.part(code)}/uploads",
            models.Job,
            query={"exercise": exercise, "side": side, "filename": filename},
            content=content,
            content_type=content_type,
        )
        return answer

    def get_personal_uploads_limits(self, code: str, *, language: str | None = None) -> models.UploadLimits:
        """What is prescribed comes first."""
        answer: models.UploadLimits = self.ask(
            "GET",
            f"/api/v1/personal/{self.part(code)}/uploads/limits",
            models.UploadLimits,
            query={"language": language},
        )
        return answer

    def get_personal_uploads_by_job(self, code: str, job: str) -> models.Job:
        """How far it is; only of their own."""
        answer: models.Job = self.ask(
            "GET", f"/api/v1/personal/{self.part(code)}/uploads/{self.part(job)}", models.Job, query={}
        )
        return answer

    def get_programmes_library(self, *, language: str | None = None) -> models.Library:
        """What can be prescribed, and the templates by condition, in words of this language."""
        answer: models.Library = self.ask(
            "GET", "/api/v1/programmes/library", models.Library, query={"language": language}
        )
        return answer

    def get_recordings_by_code(self, code: str) -> models.OwnRecording:
        """Recorded"""
        answer: models.OwnRecording = self.ask(
            "GET", f"/api/v1/recordings/{self.part(code)}", models.OwnRecording, query={}
        )
        return answer

    def post_recordings_withdrawn(self, code: str, *, language: str | None = None) -> models.OwnRecording:
        """Pictures and sound of everybody in it are deleted; what was counted stays."""
        answer: models.OwnRecording = self.ask(
            "POST",
            f"/api/v1/recordings/{self.part(code)}/withdrawn",
            models.OwnRecording,
            query={"language": language},
        )
        return answer

    def delete_review_by_code(self, code: str) -> None:
        """Facts, movements and recordings, for good; a line in the audit stays."""
        self.ask("DELETE", f"/api/v1/review/{self.part(code)}", None, query={})

    def get_review_by_code(self, code: str, *, language: str | None = None) -> models.ReviewSession:
        """All of the session but its poses and curves."""
        answer: models.ReviewSession = self.ask(
            "GET", f"/api/v1/review/{self.part(code)}", models.ReviewSession, query={"language": language}
        )
        return answer

    def post_review_corrections(
        self, code: str, body: models.CorrectionIn, *, language: str | None = None
    ) -> models.ReviewSession:
        """Not a repetition, one more, agree, disagree… Nothing is overwritten; the session as it is now."""
        answer: models.ReviewSession = self.ask(
            "POST",
            f"/api/v1/review/{self.part(code)}/corrections",
            models.ReviewSession,
            query={"language": language},
            body=body,
        )
        return answer

    def get_review_export_by_format(
        self, code: str, format: models.Format, *, language: str | None = None, blur_face: bool | None = None
    ) -> bytes:
        """Tables as a ZIP archive, FHIR as JSON, the film as MP4, markers as .trc; `summary` and `record` are
        pages to print."""
        answer: bytes = self.ask(
            "GET",
            f"/api/v1/review/{self.part(code)}/export/{self.part(format)}",
            bytes,
            query={"language": language, "blur_face": blur_face},
        )
        return answer

    def get_review_media_by_recording(self, code: str, recording: int) -> bytes:
        """The film; a part of it by a Range header."""
        answer: bytes = self.ask(
            "GET", f"/api/v1/review/{self.part(code)}/media/{self.part(recording)}", bytes, query={}
        )
        return answer

    def post_review_notes(
        self, code: str, body: models.NoteIn, *, language: str | None = None
    ) -> models.ReviewSession:
        """Words are the therapist's record; a mark without words is of data alone."""
        answer: models.ReviewSession = self.ask(
            "POST",
            f"/api/v1/review/{self.part(code)}/notes",
            models.ReviewSession,
            query={"language": language},
            body=body,
        )
        return answer

    def post_review_notes_withdrawn(
        self, code: str, body: models.NoteWithdrawnIn, *, language: str | None = None
    ) -> models.ReviewSession:
        """Withdraw"""
        answer: models.ReviewSession = self.ask(
            "POST",
            f"/api/v1/review/{self.part(code)}/notes/withdrawn",
            models.ReviewSession,
            query={"language": language},
            body=body,
        )
        return answer

    def get_review_poses(self, code: str, *, from_: float, to: float) -> bytes:
        """Landmark frames as on the WebSocket, one after another; at most 300 s."""
        answer: bytes = self.ask(
            "GET", f"/api/v1/review/{self.part(code)}/poses", bytes, query={"from": from_, "to": to}
        )
        return answer

    def post_review_rejudge(self, code: str, body: models.RejudgeIn) -> models.Job:
        """With the present rules, or other thresholds. Nothing changes by it."""
        answer: models.Job = self.ask(
            "POST", f"/api/v1/review/{self.part(code)}/rejudge", models.Job, query={}, body=body
        )
        return answer

    def post_review_rejudge_accept(
        self, code: str, body: models.RejudgeAcceptIn, *, language: str | None = None
    ) -> models.ReviewSession:
        """Makes it the session's judgement; the one before is kept, what people said is carried over."""
        answer: models.ReviewSession = self.ask(
            "POST",
            f"/api/v1/review/{self.part(code)}/rejudge/accept",
            models.ReviewSession,
            query={"language": language},
            body=body,
        )
        return answer

    def get_review_rejudge_by_job_id(
        self, code: str, job_id: str, *, language: str | None = None
    ) -> models.RejudgeDifference:
        """What accepting it would change."""
        answer: models.RejudgeDifference = self.ask(
            "GET",
            f"/api/v1/review/{self.part(code)}/rejudge/{self.part(job_id)}",
            models.RejudgeDifference,
            query={"language": language},
        )
        return answer

    def post_review_reviewed(self, code: str, *, language: str | None = None) -> models.ReviewSession:
        """The reviewer has looked at all of it."""
        answer: models.ReviewSession = self.ask(
            "POST",
            f"/api/v1/review/{self.part(code)}/reviewed",
            models.ReviewSession,
            query={"language": language},
        )
        return answer

    def post_review_stills(
        self, code: str, *, t: float, text: str | None = None, picture: bool
    ) -> models.Still:
        """The picture itself is the body: WebP, JPEG or PNG."""
        answer: models.Still = self.ask(
            "POST",
            f"/api/v1/review/{self.part(code)}/stills",
            models.Still,
            query={"t": t, "text": text, "picture": picture},
        )
        return answer

    def get_review_stills_by_note(self, code: str, note: int) -> bytes:
        """Show"""
        answer: bytes = self.ask(
            "GET", f"/api/v1/review/{self.part(code)}/stills/{self.part(note)}", bytes, query={}
        )
        return answer

    def get_review_traces(self, code: str) -> models.ReviewTraces:
        """The primary signal of every set and side."""
        answer: models.ReviewTraces = self.ask(
            "GET", f"/api/v1/review/{self.part(code)}/traces", models.ReviewTraces, query={}
        )
        return answer

    def post_sessions(self) -> models.SessionStarted:
        """A new session with a personal link for each role, led by who asks."""
        answer: models.SessionStarted = self.ask("POST", "/api/v1/sessions", models.SessionStarted, query={})
        return answer

    def post_sign_in(self, body: models.SignInIn) -> models.Me:
        """The answer's cookie is who one is from then on, for twelve hours."""
        answer: models.Me = self.ask("POST", "/api/v1/sign-in", models.Me, query={}, body=body)
        return answer

    def post_sign_out(self) -> None:
        """Sign Out"""
        self.ask("POST", "/api/v1/sign-out", None, query={})

    def get_today(self) -> models.Today:
        """The patients of who asks, and what is in their diary for two weeks."""
        answer: models.Today = self.ask("GET", "/api/v1/today", models.Today, query={})
        return answer

    def post_uploads(
        self,
        content: bytes,
        content_type: str = "video/*",
        *,
        exercise: str,
        side: Literal["left", "right", "both"] | None = None,
        filename: str | None = None,
    ) -> models.UploadStarted:
        """The file itself is the body. It becomes a session of its own, with links as any other."""
        answer: models.UploadStarted = self.ask(
            "POST",
            "/api/v1/uploads",
            models.UploadStarted,
            query={"exercise": exercise, "side": side, "filename": filename},
            content=content,
            content_type=content_type,
        )
        return answer

    def get_uploads_limits(self, *, language: str | None = None) -> models.UploadLimits:
        """How large and long a video may be, and what it can be judged as."""
        answer: models.UploadLimits = self.ask(
            "GET", "/api/v1/uploads/limits", models.UploadLimits, query={"language": language}
        )
        return answer
