"""Charts made from an Analysis: one module per chart, Figure objects, no global state."""
