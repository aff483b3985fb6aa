"""Proofs that whoever predicts knows nothing of what is expected, each seen to fail where somebody cheats."""
