"""Norms, cut-offs and minimal detectable change, each with its tag in clinical.md, section F.

Numbers that clinical.md marks as recollection are not here. `secondary`: read in a copy only, so it is shown
with that remark until somebody has checked the primary source. A missing number is missing, not zero."""

from dataclasses import dataclass

from coach.feedback.clinical_tests.description import Person, Sex


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm:
    """A value beyond `limit` compares as `key` for people of this age, sex and condition."""

    test: str
    limit: float
    key: str
    source: str
    below: bool = False
    """Beyond is under the limit; otherwise over it."""
    inclusive: bool = False
    """The limit itself is beyond too."""
    ages: tuple[int, int] = (0, 130)
    sex: Sex | None = None
    condition: str | None = None
    secondary: bool = False

    def fits(self, person: Person) -> bool:
        if self.condition is not None and self.condition not in person.conditions:
            return False
        if self.sex is not None and self.sex is not person.sex:
            return False
        if self.ages == (0, 130):
            return True
        return person.age is not None and self.ages[0] <= person.age <= self.ages[1]

    def beyond(self, value: float) -> bool:
        if value == self.limit:
            return self.inclusive
        return (value < self.limit) is self.below


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The smallest change that is more than measurement error (MDC), or that matters (MCID)."""

    test: str
    value: float
    unit: str
    kind: str
    source: str
    condition: str | None = None
    values: tuple[float, float] = (float("-inf"), float("inf"))
    """For results within these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    key: str
    source: str


def _chair_stands() -> tuple[Norm, ...]:
    """Below average by the CDC's sheet."""
    bands = ((60, 64), (65, 69), (70, 74), (75, 79), (80, 84), (85, 89), (90, 94))
    men, women = (14, 12, 12, 11, 10, 8, 7), (12, 11, 10, 10, 9, 8, 4)
    return tuple(
        Norm(
            test="chair_stand_30s",
            limit=limit,
            below=True,
            key="norm.below_average",
            source="S62",
            ages=ages,
            sex=sex,
        )
        for sex, limits in ((Sex.MALE, men), (Sex.FEMALE, women))
        for ages, limit in zip(bands, limits, strict=True)
    )


def _steps() -> tuple[Norm, ...]:
    """Means; the standard deviation is 21–27 steps, so only less than the mean less 21 is called below."""
    bands = ((60, 64), (65, 69), (70, 74), (75, 79), (80, 84), (85, 89), (90, 94))
    men, women = (101, 101, 95, 91, 87, 75, 69), (91, 90, 84, 84, 75, 70, 58)
    return tuple(
        Norm(
            test="two_minute_step",
            limit=mean - 21,
            below=True,
            key="norm.below_average",
            source="S76",
            ages=ages,
            sex=sex,
            secondary=True,
        )
        for sex, means in ((Sex.MALE, men), (Sex.FEMALE, women))
        for ages, mean in zip(bands, means, strict=True)
    )


NORMS: tuple[Norm, ...] = (
    *_chair_stands(),
    *_steps(),
    Norm(test="five_times_sit_to_stand", limit=16, key="norm.fall_risk", source="S65", condition="parkinson"),
    Norm(test="five_times_sit_to_stand", limit=12, key="norm.slower", source="S64", condition="stroke"),
    Norm(test="five_times_sit_to_stand", limit=11.4, key="norm.slower", source="S63", ages=(60, 69)),
    Norm(test="five_times_sit_to_stand", limit=12.6, key="norm.slower", source="S63", ages=(70, 79)),
    Norm(test="five_times_sit_to_stand", limit=14.8, key="norm.slower", source="S63", ages=(80, 89)),
    Norm(test="timed_up_and_go", limit=11.5, key="norm.fall_risk", source="S69", condition="parkinson"),
    Norm(
        test="timed_up_and_go",
        limit=12,
        inclusive=True,
        key="norm.fall_risk",
        source="S68",
        ages=(60, 120),
        secondary=True,
    ),
    Norm(test="four_stage_balance", limit=3, below=True, key="norm.fall_risk", source="S71"),
    Norm(test="single_leg_stance", limit=5, below=True, key="norm.fall_risk", source="S72"),
    Norm(
        test="single_leg_stance",
        limit=27.0,
        below=True,
        key="norm.below_average",
        source="S72",
        ages=(60, 69),
    ),
    Norm(
        test="single_leg_stance",
        limit=17.2,
        below=True,
        key="norm.below_average",
        source="S72",
        ages=(70, 79),
    ),
    Norm(
        test="single_leg_stance", limit=8.5, below=True, key="norm.below_average", source="S72", ages=(80, 99)
    ),
    Norm(
        test="functional_reach",
        limit=25.4,
        below=True,
        key="norm.fall_risk",
        source="S74",
        condition="parkinson",
    ),
    Norm(test="functional_reach", limit=15, below=True, key="norm.fall_risk", source="S117", secondary=True),
    Norm(
        test="functional_reach",
        limit=25,
        below=True,
        key="norm.some_fall_risk",
        source="S117",
        secondary=True,
    ),
    Norm(test="turn_360", limit=5.46, key="norm.fall_risk", source="S101", condition="parkinson"),
    Norm(test="turn_360", limit=3.89, key="norm.slower", source="S101", condition="parkinson"),
    Norm(test="gait_speed", limit=0.4, below=True, key="norm.household", source="S80", condition="stroke"),
    Norm(
        test="gait_speed",
        limit=0.8,
        below=True,
        inclusive=True,
        key="norm.limited_community",
        source="S80",
        condition="stroke",
    ),
)
"""The first that fits the person and is beyond its limit is told. Four-stage balance: three stages held is
the tandem held for 10 s. Norms of usual walking speed are left out: their authors say that they don't hold
for short walks in a room (S82)."""

CHANGES: tuple[Change, ...] = (
    Change(test="five_times_sit_to_stand", value=3, unit="s", kind="MCID", source="S66", condition="stroke"),
    Change(test="timed_up_and_go", value=3.5, unit="s", kind="MDC", source="S70", condition="parkinson"),
    Change(test="turn_360", value=1.98, unit="s", kind="MDC", source="S101", condition="parkinson"),
    Change(
        test="gait_speed", value=0.10, unit="m/s", kind="MDC", source="S80", condition="stroke",
        values=(0, 0.4),
    ),
    Change(
        test="gait_speed", value=0.15, unit="m/s", kind="MDC", source="S80", condition="stroke",
        values=(0.4, 0.8),
    ),
    Change(
        test="gait_speed", value=0.18, unit="m/s", kind="MDC", source="S80", condition="stroke",
        values=(0.8, 9),
    ),
    Change(test="gait_speed", value=0.16, unit="m/s", kind="MCID", source="S78", condition="stroke"),
)  # fmt: skip

RANGES: dict[str, tuple[float, str]] = {
    "shoulder_flexion": (167, "S103"),
    "shoulder_abduction": (184, "S103"),
    "elbow_flexion": (143, "S103"),
}
"""Mean active range of healthy adults in degrees. For hip and knee, clinical.md gives values of children only
(S104) and recollections: no norm is shown."""


def verdict(test: str, value: float | None, person: Person) -> Verdict | None:
    """How a result compares; None where nothing is known for this person."""
    if value is None:
        return None
    own = [norm for norm in NORMS if norm.test == test and norm.fits(person)]
    hit = next((norm for norm in own if norm.beyond(value)), None)
    if hit is not None:
        return Verdict(key=hit.key, source=hit.source + ("*" if hit.secondary else ""))
    if not own:
        return None
    return Verdict(key="norm.as_expected", source=own[0].source + ("*" if own[0].secondary else ""))


def changes(test: str, value: float, person: Person) -> tuple[Change, ...]:
    """What a later result must differ by, for this person."""
    return tuple(
        c
        for c in CHANGES
        if c.test == test
        and (c.condition is None or c.condition in person.conditions)
        and c.values[0] <= value < c.values[1]
    )
