"""Recomputes everything in a bundle that needs no certificate."""
