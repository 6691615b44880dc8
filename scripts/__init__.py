"""Thin programs around the library: make samples, golden files and weights, run benchmarks."""
