"""A baseline as it is kept: with the circumstances in which it was taken, as JSON and back, and whether it
still holds. Where it is kept is the store's affair."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from coach.feedback.body import LINES
from coach.feedback.calibration import Baseline, SideBaseline
from coach.feedback.exercise import Exercise
from coach.feedback.habit import Habit
from coach.feedback.measures import MEASURES
from coach.feedback.onlooker import watch
from coach.types import Pose, Side, View

FORM = 1
MOVED_YAW_DEG = 15.0
"""The body is turned otherwise to the camera: more than the error of the yaw, and as much as the view gates
of clinical.md A.1 allow."""
MOVED_SHARE = 0.25
"""The trunk is so much larger or smaller in the picture: the camera stands elsewhere."""


class BaselineUnreadable(ValueError):
    """This is no baseline; the message is one sentence that names the field."""


class Basis(StrEnum):
    """What a number rests on."""

    CALIBRATED = "calibrated"
    COLD_START = "cold_start"


class Outdated(StrEnum):
    """Why a baseline no longer holds."""

    EXERCISE = "exercise"
    """It is of another exercise, or of an older description of this one."""
    CAMERA = "camera"
    """The camera or the body stands otherwise than when it was taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How the camera saw the body while it was still."""

    yaw_deg: float
    trunk_share: float
    """Length of the trunk as a share of the picture's height."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A baseline with its circumstances."""

    baseline: Baseline
    setting: Setting
    version: int
    """Of the exercise's description."""


def setting_of(poses: Sequence[Pose]) -> Setting | None:
    """The setting in these poses; None where nobody was still."""
    watched = watch(poses, moving=())
    if watched is None:
        return None
    trunks = [
        math.dist(scene.body.middle("hip"), scene.body.middle("shoulder")) / LINES for scene in watched.scenes
    ]
    return Setting(yaw_deg=round(watched.view.yaw_deg, 1), trunk_share=round(median(trunks), 4))


def outdated(kept: Kept, now: Setting | None, exercise: Exercise) -> Outdated | None:
    """Why this baseline no longer holds; None while it does. Without `now` the camera is taken as unmoved."""
    if (kept.baseline.exercise, kept.version) != (exercise.id, exercise.version):
        return Outdated.EXERCISE
    if now is None:
        return None
    turned = abs((now.yaw_deg - kept.setting.yaw_deg + 180) % 360 - 180)
    nearer = abs(now.trunk_share / kept.setting.trunk_share - 1)
    return Outdated.CAMERA if turned > MOVED_YAW_DEG or nearer > MOVED_SHARE else None


def basis(exercise: Exercise, baseline: Baseline | None, view: View, side: Side) -> Basis:
    """What the engine judges this side by in this view."""
    if baseline is None or baseline.exercise != exercise.id:
        return Basis.COLD_START
    same = baseline.signal == exercise.signal_for(view.name).measure
    limb = side if exercise.sided else Side.BOTH
    wanted = (Side.LEFT, Side.RIGHT) if exercise.sided and side is Side.BOTH else (limb,)
    known = same and all(one in baseline.sides for one in wanted)
    return Basis.CALIBRATED if known else Basis.COLD_START


# ---- JSON


def to_json(kept: Kept) -> str:
    """One JSON object that `from_json` reads back the same."""
    sides = {
        side.value: {
            "rest": own.rest,
            "target": own.target,
            "rep_s": own.rep_s,
            "measures": dict(own.measures),
        }
        for side, own in kept.baseline.sides.items()
    }
    setting = {"yaw_deg": kept.setting.yaw_deg, "trunk_share": kept.setting.trunk_share}
    plain = {
        "form": FORM,
        "exercise": kept.baseline.exercise,
        "signal": kept.baseline.signal,
        "version": kept.version,
        "setting": setting,
        "sides": sides,
        "habits": {side.value: _plain(habit) for side, habit in kept.baseline.habits.items()},
    }
    return json.dumps(plain, allow_nan=False)


def _plain(habit: Habit) -> dict[str, object]:
    return {
        "centre": dict(habit.centre),
        "spread": dict(habit.spread),
        "level": habit.level,
        "limit": habit.limit,
    }


def from_json(text: str) -> Kept:
    """Raises BaselineUnreadable."""
    try:
        plain = json.loads(text)
    except ValueError as error:
        raise BaselineUnreadable(f"The baseline is not valid JSON: {error}.") from error
    table = _table(plain, "the baseline")
    if table.get("form") != FORM:
        raise BaselineUnreadable(f"form: expected {FORM}, found {table.get('form')!r}.")
    signal = _text(table, "signal")
    if signal not in MEASURES:
        raise BaselineUnreadable(f"signal: expected a measure, found {signal!r}.")
    setting = _table(table.get("setting"), "setting")
    version = _number(table, "version", "version")
    try:
        baseline = Baseline(
            exercise=_text(table, "exercise"),
            signal=signal,
            sides=_sides(table.get("sides")),
            habits=_habits(table.get("habits", {})),
        )
    except BaselineUnreadable:
        raise
    except ValueError as error:
        raise BaselineUnreadable(f"sides: {error}.") from error
    return Kept(baseline=baseline, setting=_setting(setting), version=round(version))


def _setting(table: Mapping[str, object]) -> Setting:
    share = _number(table, "trunk_share", "setting trunk_share")
    if share <= 0:
        raise BaselineUnreadable(f"setting trunk_share: expected a number above 0, found {share}.")
    return Setting(yaw_deg=_number(table, "yaw_deg", "setting yaw_deg"), trunk_share=share)


def _sides(found: object) -> dict[Side, SideBaseline]:
    sides = {}
    for name, own in _table(found, "sides").items():
        if name not in set(Side):
            raise BaselineUnreadable(f"sides: expected {', '.join(Side)}, found {name!r}.")
        sides[Side(name)] = _side(_table(own, f"sides {name}"), f"sides {name}")
    return sides


def _side(own: Mapping[str, object], where: str) -> SideBaseline:
    measures = _table(own.get("measures", {}), f"{where} measures")
    return SideBaseline(
        rest=_number(own, "rest", f"{where} rest"),
        target=_number(own, "target", f"{where} target"),
        rep_s=None if own.get("rep_s") is None else _number(own, "rep_s", f"{where} rep_s"),
        measures={name: _number(measures, name, f"{where} measures {name}") for name in measures},
    )


def _habits(found: object) -> dict[Side, Habit]:
    """A baseline of before there were habits has none."""
    habits = {}
    for name, own in _table(found, "habits").items():
        if name not in set(Side):
            raise BaselineUnreadable(f"habits: expected {', '.join(Side)}, found {name!r}.")
        habits[Side(name)] = _habit(_table(own, f"habits {name}"), f"habits {name}")
    return habits


def _habit(own: Mapping[str, object], where: str) -> Habit:
    centre = _table(own.get("centre"), f"{where} centre")
    spread = _table(own.get("spread"), f"{where} spread")
    if set(centre) != set(spread):
        raise BaselineUnreadable(f"{where}: centre and spread must be of the same traits.")
    spreads = {name: _number(spread, name, f"{where} spread {name}") for name in spread}
    if any(value <= 0 for value in spreads.values()):
        raise BaselineUnreadable(f"{where} spread: expected numbers above 0.")
    return Habit(
        centre={name: _number(centre, name, f"{where} centre {name}") for name in centre},
        spread=spreads,
        level=_number(own, "level", f"{where} level"),
        limit=_number(own, "limit", f"{where} limit"),
    )


def _table(found: object, where: str) -> Mapping[str, object]:
    if not isinstance(found, dict):
        raise BaselineUnreadable(f"{where}: expected a table of fields, found {found!r}.")
    return found


def _text(table: Mapping[str, object], key: str) -> str:
    found = table.get(key)
    if not isinstance(found, str) or not found:
        raise BaselineUnreadable(f"{key}: expected a text, found {found!r}.")
    return found


def _number(table: Mapping[str, object], key: str, where: str) -> float:
    found = table.get(key)
    if isinstance(found, bool) or not isinstance(found, int | float) or not math.isfinite(found):
        raise BaselineUnreadable(f"{where}: expected a number, found {found!r}.")
    return float(found)
