"""clinics, people, care, whose session, sign-ins, personal links, devices, consents, diary, audit"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

APPEND_ONLY = ("audit", "person_consents")
WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    _people()
    _entrances()
    _said_and_planned()
    for table in APPEND_ONLY:
        for statement in _guards(table, op.get_bind().dialect.name):
            op.execute(statement)


def _people() -> None:
    op.create_table(
        "clinics",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("created_at", WHEN, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clinics")),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("clinic_id", sa.String(length=32), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("login", sa.String(length=254), nullable=True),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("created_at", WHEN, nullable=False),
        sa.Column("deactivated_at", WHEN, nullable=True),
        _key("people", "clinic_id", "clinics"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("login", name=op.f("uq_people_login")),
    )
    op.create_table(
        "care",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("patient_id", sa.String(length=32), nullable=False),
        sa.Column("since", WHEN, nullable=False),
        sa.Column("until", WHEN, nullable=True),
        _key("care", "person_id", "people"),
        _key("care", "patient_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care")),
    )
    op.create_table(
        "session_people",
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("clinic_id", sa.String(length=32), nullable=False),
        sa.Column("therapist_id", sa.String(length=32), nullable=False),
        sa.Column("patient_id", sa.String(length=32), nullable=True),
        _key("session_people", "session_id", "sessions"),
        _key("session_people", "clinic_id", "clinics"),
        _key("session_people", "therapist_id", "people"),
        _key("session_people", "patient_id", "people"),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_session_people")),
    )
    _index("people", "clinic_id")
    _index("care", "person_id", "patient_id")
    _index("session_people", "clinic_id", "therapist_id", "patient_id")


def _entrances() -> None:
    op.create_table(
        "sign_ins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("created_at", WHEN, nullable=False),
        sa.Column("expires_at", WHEN, nullable=False),
        sa.Column("revoked_at", WHEN, nullable=True),
        _key("sign_ins", "person_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_ins")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_ins_token_hash")),
    )
    op.create_table(
        "personal_links",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("created_at", WHEN, nullable=False),
        sa.Column("expires_at", WHEN, nullable=False),
        sa.Column("revoked_at", WHEN, nullable=True),
        _key("personal_links", "person_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_links")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_personal_links_code_hash")),
    )
    op.create_table(
        "devices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("link_id", sa.String(length=32), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", WHEN, nullable=False),
        _key("devices", "link_id", "personal_links"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_devices")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_devices_token_hash")),
    )
    _index("sign_ins", "person_id")
    _index("personal_links", "person_id")
    _index("devices", "link_id")


def _said_and_planned() -> None:
    op.create_table(
        "person_consents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("version", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("at", WHEN, nullable=False),
        _key("person_consents", "person_id", "people"),
        _key("person_consents", "by", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_consents")),
    )
    op.create_table(
        "appointments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("clinic_id", sa.String(length=32), nullable=False),
        sa.Column("patient_id", sa.String(length=32), nullable=False),
        sa.Column("therapist_id", sa.String(length=32), nullable=False),
        sa.Column("starts_at", WHEN, nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("created_at", WHEN, nullable=False),
        sa.Column("cancelled_at", WHEN, nullable=True),
        _key("appointments", "clinic_id", "clinics"),
        _key("appointments", "patient_id", "people"),
        _key("appointments", "therapist_id", "people"),
        _key("appointments", "by", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointments")),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", WHEN, nullable=False),
        sa.Column("clinic_id", sa.String(length=32), nullable=True),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    _index("person_consents", "person_id")
    _index("appointments", "clinic_id", "patient_id", "therapist_id")
    _index("audit", "at", "clinic_id")


def _key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def _guards(table: str, database: str) -> list[str]:
    """What makes the database refuse to change or remove a row of this table."""
    no = f"{table} is append-only"
    if database == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{no}'); END"
            for verb in ("UPDATE", "DELETE")
        ]
    raising = (
        f"CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{no}'; END $$"
    )
    change = (
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only()"
    )
    return [raising, change]


def downgrade() -> None:
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for table in (
        *("audit", "appointments", "person_consents", "devices", "personal_links", "sign_ins"),
        *("session_people", "care", "people", "clinics"),
    ):
        op.drop_table(table)
        if on_postgresql and table in APPEND_ONLY:
            op.execute(f"DROP FUNCTION {table}_append_only()")
