"""Analyses for the tests of formats, and strategies that draw them."""

from pathlib import Path

import hypothesis.strategies as st

from rhetoric.formats import read_text, read_transcript
from rhetoric.records import (
    Accusation,
    Analysis,
    Annotation,
    CitedSource,
    Delivery,
    Edit,
    Evidence,
    Gap,
    MirrorEvidence,
    Notice,
    Overlap,
    OwnAct,
    Passage,
    Projection,
    Reaction,
    Recording,
    Run,
    Slot,
    Source,
    Span,
    Speaker,
    Theme,
    Transcript,
    TranslatedPassage,
    Translation,
    Turn,
    Word,
)

TEXT = "We hold. They lie."


def full() -> Analysis:
    """Return an analysis with something in every field."""
    note = Annotation(
        "a1", "name_calling", (Span(9, 13), Span(14, 17)), "They […] lie", "tag", Source("rule", "core", "1"),
        calibration="rule", score=0.75, subtype="bare", status=("negated", "reported"),
        slots=(Slot("target", "They", Span(9, 13)),), evidence=(Evidence("r1", "lie", Span(14, 17), -0.5),),
        time=Span(900, 1500), speaker="S1", theme="t1", risks=("short",), stale=True,
    )  # fmt: skip
    transcript = Transcript(
        TEXT, "en",
        words=(Word(Span(0, 2), Span(0, 300), 0.5, "low", estimated=True), Word(Span(3, 7))),
        sentences=(Span(0, 8), Span(9, 18)), turns=(Turn("S1", Span(0, 8)), Turn(None, Span(9, 18))),
        passages=(Passage(Span(0, 18), "en", "loop"),), gaps=(Gap(Span(5, 9), "noise"),),
        overlaps=(Overlap(Span(1, 2), ("S1",)),), notices=(Notice("draft_transcript", "x"),),
        translation=Translation("es", (TranslatedPassage(Span(0, 8), "Aguantamos."),)),
        revision=2, parent_sha256="0" * 64, edits=(Edit(Span(0, 1), "W", "ana"),),
    )  # fmt: skip
    return Analysis(
        transcript,
        recording=Recording("a.ogg", "f" * 64, 2000, 16000, 1, "Title", "2031-01-02", "Marel", "Marel"),
        speakers=(Speaker("S1", "Ana", "left", "Marel", "mayor"),),
        themes=(Theme("t1", "hold", (), (Span(0, 8),), "7"),),
        annotations=(note,),
        reactions=(Reaction("applause", Span(1, 2), 0.5),),
        accusations=(Accusation("a1", accused="They", act="lie"),),
        own_acts=(OwnAct("censorship.block_site", "announce", Span(0, 8), TEXT[:8], "S1", Span(0, 900), "r2"),),
        projections=(
            Projection(
                "a1",
                3,
                "censorship.block_site",
                "left",
                "right",
                evidence=(
                    MirrorEvidence(
                        "M3",
                        "documented",
                        "censorship.block_site",
                        "left",
                        "Sites were blocked",
                        "r-1",
                        first="2030-01-01",
                        last="2030-01-02",
                        status="documented",
                        sources=(CitedSource("s1", "press", "g-one", "The Post", "2030-01-03"),),
                        factors={"match": 1.0},
                        strength=0.5,
                    ),
                ),
                flags=("prior",),
                factors={"combined": 0.5},
                score=0.4,
            ),
        ),
        delivery=(Delivery(Span(0, 8), rate=150.0),),
        runs=(Run("tag", "rules", "1", {"b": None, "a": False, "c": 1.0, "d": ""}),),
    )


def subtitles(folder: Path, body: str, name: str = "a.srt", language: str | None = "en") -> Analysis:
    """Write `body` to a file and read it."""
    path = folder / name
    path.write_text(body, encoding="utf-8", newline="")
    return read_transcript(path, language=language)


@st.composite
def analyses(draw: st.DrawFn) -> Analysis:
    """Draw an analysis of any readable text, with a run of drawn options."""
    text = "Word " + draw(st.text(max_size=60))
    analysis = read_text(text, language=draw(st.sampled_from(["en", "es"])))
    scalars = (
        st.none()
        | st.booleans()
        | st.integers(-(2**53), 2**53)
        | st.text(max_size=9)
        | st.floats(allow_nan=False, allow_infinity=False)
    )
    options = draw(st.dictionaries(st.text(max_size=9), scalars, max_size=4))
    score = draw(st.none() | st.floats(0, 1))
    note = Annotation(
        "n", "d", (Span(0, 4),), "Word", "candidate", Source("human", draw(st.text(max_size=9))), score=score
    )
    return Analysis(
        analysis.transcript,
        speakers=analysis.speakers,
        annotations=(note,),
        reactions=analysis.reactions,
        runs=(Run("s", "b", "1", options),),
    )
