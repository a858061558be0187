"""Two people changed the same programme at once: what holds of both. Pure."""

from coach.programme.prescription import Prescription, Programme


def together(base: Programme, first: Programme, second: Programme) -> Programme | None:
    """Both changes of `base` in one programme, in the order of `second`; None where both changed the same
    exercise differently, so that a person has to choose."""
    one, two = _by_id(first), _by_id(second)
    old = _by_id(base)
    kept = {}
    for name in (*two, *(n for n in one if n not in two)):
        mine, theirs, was = two.get(name), one.get(name), old.get(name)
        if mine != was and theirs != was and mine != theirs:
            return None
        found = theirs if mine == was else mine
        if found is not None:
            kept[name] = found
    condition = first.condition if second.condition == base.condition else second.condition
    try:
        return Programme(items=tuple(kept.values()), condition=condition)
    except ValueError:  # both together are more than a programme holds
        return None


def _by_id(programme: Programme) -> dict[str, Prescription]:
    return {item.id: item for item in programme.items}
