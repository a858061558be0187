"""This service beside what people would otherwise use: same clip, same machine, one run, one table."""
