"""How a speech was spoken: rate, pauses, loudness and pitch of each sentence and turn.

`stage` measures them in the recording, `views` reads them for tables, charts and CSV; importing this package
loads no library.
"""
