"""The data model: frozen records that every stage reads and returns.

Conventions, valid everywhere in the package:

* Characters are **code points of the one transcript text**, times are **integer milliseconds** of the
  recording; both are half-open ranges, `Span(start, end)`. Seconds appear only at the edges.
* A transcript's text is never padded, normalised or re-joined. Words, sentences and turns are ranges of it;
  what no turn covers (speaker labels, "(APPLAUSE)") is not speech.
* A *device* is a rhetorical device; a CPU or GPU is *hardware*. A *model* is trained weights.
* Records hold no clock, host name or path. Invariants are checked when a record is made.
"""

from rhetoric.records.analysis import (
    SCHEMA,
    Analysis,
    DeviceNote,
    Run,
    Scalar,
    Speaker,
    Theme,
)
from rhetoric.records.annotation import (
    Annotation,
    Calibration,
    Decision,
    Delivery,
    DeliveryKind,
    Evidence,
    Reaction,
    Slot,
    Source,
    Status,
)
from rhetoric.records.projection import (
    HIGHEST_GRADE,
    Accusation,
    CitedSource,
    MirrorEvidence,
    MirrorKind,
    OwnAct,
    OwnActKind,
    Projection,
)
from rhetoric.records.span import (
    QUOTE_JOINT,
    Span,
    check_ordered,
    quote_at,
)
from rhetoric.records.transcript import (
    Edit,
    Gap,
    Notice,
    Overlap,
    Passage,
    Recording,
    RiskClass,
    Transcript,
    TranslatedPassage,
    Translation,
    Turn,
    Word,
)

__all__ = [
    "HIGHEST_GRADE",
    "QUOTE_JOINT",
    "SCHEMA",
    "Accusation",
    "Analysis",
    "Annotation",
    "Calibration",
    "CitedSource",
    "Decision",
    "Delivery",
    "DeliveryKind",
    "DeviceNote",
    "Edit",
    "Evidence",
    "Gap",
    "MirrorEvidence",
    "MirrorKind",
    "Notice",
    "Overlap",
    "OwnAct",
    "OwnActKind",
    "Passage",
    "Projection",
    "Reaction",
    "Recording",
    "RiskClass",
    "Run",
    "Scalar",
    "Slot",
    "Source",
    "Span",
    "Speaker",
    "Status",
    "Theme",
    "Transcript",
    "TranslatedPassage",
    "Translation",
    "Turn",
    "Word",
    "check_ordered",
    "quote_at",
]
