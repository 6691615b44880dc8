"""The record file: dated, sourced acts of sides, read from YAML or CSV, checked, shown and written."""
