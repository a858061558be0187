"""The formulas of clinical.md A.1, each on one Scene and one side. Angles in degrees, lengths in the
person's own lengths; positive is the way the name says. Nothing here knows time."""
