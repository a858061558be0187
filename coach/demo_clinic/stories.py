"""Who is in the demo clinic: invented people, each with a way through some weeks. Data."""

from dataclasses import dataclass

from coach.programme.goals import Goal
from coach.programme.intake import AffectedSide, Emergency, Intake
from coach.programme.prescription import Equipment
from coach.types import Side

CLINIC = "Riverside Clinic (demo)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    login: str
    name: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """A standard test that is done again and again: its value at the beginning and at the end."""

    test: str
    ends: tuple[float, float]
    side: Side = Side.BOTH


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """`adherence`: the share of planned days that are done; `pain` and `effort`: at the beginning and at the
    end; `quiet`: so many days ago the exercises at home stopped."""

    name: str
    language: str
    condition: str
    therapist: str
    intake: Intake
    goals: tuple[Goal, ...]
    tests: tuple[Tested, ...]
    adherence: float = 0.8
    progress: float = 0.35
    """How much more is done at the end."""
    pain: tuple[int, int] = (2, 1)
    effort: tuple[int, int] = (4, 3)
    quiet: int = 0


STAFF = (
    Colleague(login="anna@demo.example", name="Anna Keller", role="administrator"),
    Colleague(login="ben@demo.example", name="Ben Okafor", role="therapist"),
    Colleague(login="clara@demo.example", name="Clara Ruiz", role="therapist"),
    Colleague(login="rita@demo.example", name="Rita Lind", role="reviewer"),
)


def _goal(what: str, measure: str, expected: str, now: int, weight: int = 2) -> Goal:
    return Goal(id=f"g{weight}", what=what, measure=measure, expected=expected, now=now, weight=weight)


def _intake(
    diagnosis: str,
    since: str,
    side: AffectedSide,
    symptoms: str,
    activities: str,
    *,
    pain: int,
    fatigue: int,
    equipment: str = "Firm chair with arms, worktop in reach",
) -> Intake:
    return Intake(
        diagnosis=diagnosis,
        since=since,
        side=side,
        symptoms=symptoms,
        activities=activities,
        pain=pain,
        fatigue=fatigue,
        equipment=equipment,
        has=(Equipment.CHAIR, Equipment.WORKTOP, Equipment.TABLE, Equipment.CUP),
        emergency=Emergency(
            contact="A relative, at home in the evenings",
            phone="+00 000 000 000",
            address="1 Example Street, ground floor",
            plan="A neighbour has a key.",
        ),
    )


STORIES = (
    Story(
        name="Maria Santos",
        language="es",
        condition="stroke",
        therapist="ben@demo.example",
        intake=_intake(
            "Ischaemic stroke, left hemiparesis",
            "9 months ago",
            AffectedSide.LEFT,
            "Weak left arm and leg, tires in the afternoon",
            "Dresses alone, needs help on stairs",
            pain=2,
            fatigue=5,
        ),
        goals=(
            _goal("Stand up from the sofa without arms", "Five times sit to stand", "Under 15 s", 0),
            _goal("Put a cup on the shelf", "Left hand, three times", "All three", -1, 1),
        ),
        tests=(
            Tested(test="five_times_sit_to_stand", ends=(21.4, 15.2)),
            Tested(test="range_shoulder_flexion", side=Side.LEFT, ends=(95, 120)),
        ),
        adherence=0.9,
        progress=0.5,
    ),
    Story(
        name="Jan Nowak",
        language="pl",
        condition="parkinson",
        therapist="ben@demo.example",
        intake=_intake(
            "Parkinson's disease, Hoehn and Yahr 2",
            "4 years ago",
            AffectedSide.RIGHT,
            "Small steps, slow turning",
            "Walks outdoors with one stick",
            pain=1,
            fatigue=4,
        ),
        goals=(_goal("Turn in the kitchen without stopping", "Timed Up and Go", "Under 12 s", 0),),
        tests=(
            Tested(test="timed_up_and_go", ends=(15.1, 12.9)),
            Tested(test="turn_360", ends=(6.2, 3.9)),
        ),
        adherence=0.75,
    ),
    Story(
        name="Claire Dubois",
        language="fr",
        condition="multiple_sclerosis",
        therapist="clara@demo.example",
        intake=_intake(
            "Multiple sclerosis, relapsing",
            "6 years ago",
            AffectedSide.BOTH,
            "Fatigue, heat makes it worse",
            "Works half days, short walks",
            pain=1,
            fatigue=7,
        ),
        goals=(_goal("Walk to the bakery", "300 m without a rest", "Without a rest", -1),),
        tests=(Tested(test="two_minute_step", ends=(58, 63)),),
        adherence=0.7,
        progress=0.15,
        effort=(5, 4),
    ),
    Story(
        name="Tom Fisher",
        language="en",
        condition="brain_injury",
        therapist="clara@demo.example",
        intake=_intake(
            "Traumatic brain injury",
            "14 months ago",
            AffectedSide.RIGHT,
            "Impulsive, loses balance when turning",
            "Independent indoors, supervised outdoors",
            pain=0,
            fatigue=4,
        ),
        goals=(_goal("Cross the street with a friend", "Turn and walk on", "Without holding on", 1),),
        tests=(
            Tested(test="single_leg_stance", side=Side.LEFT, ends=(9.5, 14.0)),
            Tested(test="single_leg_stance", side=Side.RIGHT, ends=(3.8, 6.5)),
        ),
        adherence=0.6,
        quiet=5,
    ),
    Story(
        name="Grace Mbeki",
        language="en",
        condition="spinal_cord_injury",
        therapist="ben@demo.example",
        intake=_intake(
            "Incomplete spinal cord injury, C6",
            "2 years ago",
            AffectedSide.BOTH,
            "Weak legs, spasms at night",
            "Wheelchair outdoors, stands at the worktop",
            pain=3,
            fatigue=5,
        ),
        goals=(_goal("Stand at the sink to brush teeth", "Standing time", "Two minutes", 0),),
        tests=(Tested(test="chair_stand_30s", ends=(6, 8)),),
        adherence=0.85,
        pain=(3, 5),
    ),
    Story(
        name="Leo Marin",
        language="es",
        condition="cerebral_palsy",
        therapist="clara@demo.example",
        intake=_intake(
            "Cerebral palsy, GMFCS II",
            "since birth",
            AffectedSide.BOTH,
            "Stiff calves, knees in when standing up",
            "University student, walks without aids",
            pain=1,
            fatigue=3,
        ),
        goals=(_goal("Climb to the second floor", "Stairs with one hand on the rail", "Without a rest", 0),),
        tests=(
            Tested(test="range_knee_extension", side=Side.LEFT, ends=(25, 20)),
            Tested(test="range_knee_extension", side=Side.RIGHT, ends=(30, 15)),
        ),
        adherence=0.65,
    ),
    Story(
        name="Ewa Zielińska",
        language="pl",
        condition="peripheral_nerve_injury",
        therapist="ben@demo.example",
        intake=_intake(
            "Peroneal nerve injury, left",
            "5 months ago",
            AffectedSide.LEFT,
            "Foot drop, numb instep",
            "Wears an orthosis outdoors",
            pain=2,
            fatigue=2,
        ),
        goals=(_goal("Walk barefoot at home", "No trip in a week", "No trip", -1),),
        tests=(Tested(test="gait_speed", ends=(0.78, 0.98)),),
        adherence=0.9,
        progress=0.4,
    ),
    Story(
        name="Henri Petit",
        language="fr",
        condition="balance",
        therapist="clara@demo.example",
        intake=_intake(
            "Unsteady after vestibular neuritis",
            "7 months ago",
            AffectedSide.NONE,
            "Dizzy when turning the head",
            "Avoids crowds and dark rooms",
            pain=0,
            fatigue=3,
        ),
        goals=(_goal("Go to the market alone", "Berg balance", "50 or more", 0),),
        tests=(Tested(test="four_stage_balance", ends=(3, 4)),),
        adherence=0.8,
    ),
)
