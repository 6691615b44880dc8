"""Projection: accusations of a speech beside a user's sourced record of what the sides did."""
