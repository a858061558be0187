"""What people said of a judgement, as it stands now: the newest word holds. Pure."""

from collections.abc import Iterable, Sequence

from coach.store.models import CorrectionRow, RepRow, SetRow

_AGREES = {"fault_agree": True, "fault_disagree": False}


class Word:
    """The corrections of one judgement, oldest first."""

    def __init__(self, corrections: Sequence[CorrectionRow]) -> None:
        gone = {row.withdraws for row in corrections if row.withdraws is not None}
        self.valid = [row for row in corrections if row.id not in gone and row.kind != "withdrawn"]
        """Those that were not taken back."""
        self._back = [row for row in corrections if row.id in gone]
        self._agree = {
            row.fault_number: _AGREES[row.kind]
            for row in self.valid
            if row.kind in _AGREES and row.fault_number is not None
        }
        self._rejected = {row.rep_id for row in self.valid if row.kind == "rep_rejected"}

    def agree(self, finding: int) -> bool | None:
        """The newest word on a finding, by its number."""
        return self._agree.get(finding)

    def rejected(self, rep_id: int) -> bool:
        """Somebody said that this is no repetition."""
        return rep_id in self._rejected

    def added(self, set_number: int) -> list[CorrectionRow]:
        """Repetitions that the judge missed, each at its moment."""
        return [r for r in self.valid if r.kind == "rep_added" and r.set_number == set_number]

    def counted(self, row: SetRow, reps: Iterable[RepRow]) -> int:
        """A set's count with all that people said, in the session and afterwards."""
        own = [r for r in self.valid if r.kind == "count" and r.set_number == row.number]
        later = sum(r.delta or 0 for r in own if not _is_in(r, row))
        back = [r for r in self._back if r.kind == "count" and r.set_number == row.number]
        taken_back = sum(r.delta or 0 for r in back if _is_in(r, row))
        of_set = (rep for rep in reps if rep.set_number == row.number and rep.complete)
        struck = sum(self.rejected(rep.id) for rep in of_set)
        return max(0, row.reps + row.correction - taken_back + later + len(self.added(row.number)) - struck)

    def touched(self, row: SetRow, reps: Iterable[RepRow]) -> bool:
        """Somebody has said something about this set's count."""
        if row.correction or any(r.set_number == row.number for r in self.valid):
            return True
        return any(self.rejected(rep.id) for rep in reps if rep.set_number == row.number)


def _is_in(correction: CorrectionRow, row: SetRow) -> bool:
    """Made while the set ran: the set's own row has it already."""
    return correction.live and correction.carried_from is None and (correction.t or 0.0) <= row.ended
