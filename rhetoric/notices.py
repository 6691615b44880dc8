"""The sentences every reader must see: what the program does not judge, and what is wrong with this transcript.

Records carry only a notice's code and detail; the words are here, in the languages of the reports.
"""

from collections.abc import Mapping
from dataclasses import replace

from rhetoric.records import Analysis, Notice, Transcript

DISCLAIMER: Mapping[str, str] = {
    "en": "Marks how something is said, not whether it is true.",
    "es": "Señala la forma del discurso, no si es verdad.",
}

_SENTENCES: Mapping[str, Mapping[str, str]] = {
    "draft_transcript": {
        "en": "Draft transcript: made by a small recogniser, many words are wrong.",
        "es": "Transcripción de borrador: la hizo un reconocedor pequeño y muchas palabras están mal.",
    },
    "speakers_not_separated": {
        "en": "Speakers not separated: nothing is attributed to a person.",
        "es": "Hablantes sin separar: nada se atribuye a una persona.",
    },
    "time_estimated": {
        "en": "Some word times are estimated, not heard.",
        "es": "Algunos tiempos de palabra son estimados, no oídos.",
    },
    "damaged_audio": {
        "en": "Parts of the recording could not be decoded.",
        "es": "Partes de la grabación no se pudieron decodificar.",
    },
    "channels_cancel": {
        "en": "The channels of the recording cancel each other out; one channel was used.",
        "es": "Los canales de la grabación se anulan entre sí; se usó uno solo.",
    },
    "speakers_by_channel": {
        "en": "Speakers are told apart by the channel of the recording, not by voice.",
        "es": "Los hablantes se distinguen por el canal de la grabación, no por la voz.",
    },
    "no_speech": {
        "en": "No speech was found in the recording.",
        "es": "No se halló habla en la grabación.",
    },
    "speech_lost": {
        "en": "Some speech has no words: the stretches are listed as gaps.",
        "es": "Parte del habla quedó sin palabras: los tramos figuran como huecos.",
    },
    "suspect_words": {
        "en": "Some words were probably not said; they are marked and carry no tag.",
        "es": "Algunas palabras quizá no se dijeron; van marcadas y sin etiqueta.",
    },
    "risk_uncalibrated": {
        "en": "The risk of words (low, medium, high) follows fixed rules and is uncalibrated.",
        "es": "El riesgo de las palabras (bajo, medio, alto) sigue reglas fijas, sin calibrar.",
    },
    "encoding_guessed": {
        "en": "The file is not UTF-8; its encoding was guessed.",
        "es": "El archivo no está en UTF-8; se dedujo su codificación.",
    },
    "times_repaired": {
        "en": "Overlapping or backward times of the file were repaired.",
        "es": "Se corrigieron tiempos del archivo que se solapaban o retrocedían.",
    },
    "language_guessed": {
        "en": "The language was guessed from the text.",
        "es": "El idioma se dedujo del texto.",
    },
    "language_unsupported": {
        "en": "Devices are tagged in English and Spanish only.",
        "es": "Los recursos se marcan solo en inglés y español.",
    },
    "transcript_mismatch": {
        "en": "Transcript and recording differ in places.",
        "es": "La transcripción y la grabación difieren en partes.",
    },
}


_SIDES_UNKNOWN: Mapping[str, tuple[str, str]] = {
    "en": ("sides unknown", "Sides unknown: nobody said who is of the speaker's own side and who is not."),
    "es": ("bandos sin indicar", "Bandos sin indicar: nadie dijo quién es del bando de quien habla y quién no."),
}


def sides_unknown(analysis: Analysis, ui: str) -> tuple[str, str] | None:
    """Return what to say where devices were tagged without sides: briefly for captions, and as a sentence.

    An analysis of a version that did not record it gets None, as one does whose actors were marked.
    """
    tagged = (run for run in analysis.runs if run.stage == "devices")
    if not any(run.options.get("sides_known") is False for run in tagged):
        return None
    return _SIDES_UNKNOWN.get(ui, _SIDES_UNKNOWN["en"])


def disclaimer(ui: str) -> str:
    """Return the sentence that stands on every page, caption and table ("en" or "es")."""
    return DISCLAIMER.get(ui, DISCLAIMER["en"])


def sentence(notice: Notice, ui: str) -> str:
    """Return the words of a notice; a code of a newer version is shown as it is."""
    known = _SENTENCES.get(notice.code)
    words = known.get(ui, known["en"]) if known else notice.code.replace("_", " ")
    return f"{words} ({notice.detail})" if notice.detail else words


def with_notice(transcript: Transcript, notice: Notice) -> Transcript:
    """Return the transcript with one more notice, unless it has one of that code."""
    if any(known.code == notice.code for known in transcript.notices):
        return transcript
    return replace(transcript, notices=(*transcript.notices, notice))
