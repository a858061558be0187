"""What a patient is to do between sessions and in them: prescriptions, their rules and templates.
Pure: no clock, no database; days are given by whoever calls."""
