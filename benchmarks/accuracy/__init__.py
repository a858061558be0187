"""How right the judgement is, on data nothing was fitted to: `python -m benchmarks.accuracy`."""
