"""Measured claims: each module prints the figures that the README cites."""
