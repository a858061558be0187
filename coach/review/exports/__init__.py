"""What leaves the house: a session as tables, FHIR, film, marker file and pages. No database, no HTTP."""
