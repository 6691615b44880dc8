"""Documents made from an Analysis: HTML and Markdown."""
