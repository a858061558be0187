"""The contenders' servers. Each runs in an interpreter of its own and imports nothing of this project."""
