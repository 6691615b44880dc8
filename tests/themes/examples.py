"""Invented speeches on plainly different subjects, put together sentence by sentence."""

from rhetoric.records import Span, Transcript, Turn
from rhetoric.text import segment

WATER = (
    "The pumps in the lower valley stopped in April.",
    "Without those pumps the wells turn salty within a week.",
    "Engineers measured the salt in every well below the dam.",
    "A new pump costs less than one summer of water trucks.",
    "The dam holds enough water for three dry winters.",
    "Farmers in the valley paid for the canal with their own wages.",
    "The canal leaks a third of its water before it reaches the farms.",
    "We will line the canal, repair the pumps and open the dam in spring.",
    "No farm in the valley should buy water from a truck.",
    "The wells belong to the valley and the water belongs to the farms.",
)
SCHOOL = (
    "Teachers at the village school have waited for a contract.",
    "The school roof fell on two classrooms during the winter holidays.",
    "Pupils learn to read in a corridor beside the kitchen.",
    "A teacher without a contract leaves for the city by autumn.",
    "Parents painted the classrooms and bought the books.",
    "Books, desks and teachers cost less than the stadium.",
    "Every pupil deserves a classroom with a roof and a teacher with a contract.",
    "The school board voted for twelve new classrooms.",
    "Reading lessons begin at the school gate and end at the library.",
    "Children who read at seven will teach their parents at nine.",
)
FERRY = (
    "The night ferry to the outer islands sails half empty.",
    "Its captain burns more fuel than the harbour sells in tickets.",
    "Islanders without a ferry cannot reach the hospital.",
    "A smaller ship would sail twice a day on the same fuel.",
    "The harbour company raised the ticket price again.",
    "Sailors and dockers repaired the old ship during the strike.",
    "Dockers load the ferry by hand because the crane is broken.",
    "The crane, the harbour and the ship belong to one company.",
    "Tickets for islanders should cost no more than a bus ride.",
    "A ferry is a road, and a road stays open in a storm.",
)


def speech(*subjects: tuple[str, ...], language: str = "en", speakers: bool = False) -> Transcript:
    """Join the subjects with blank lines; with `speakers`, each subject is a turn of its own speaker."""
    text, turns = "", []
    for number, subject in enumerate(subjects, start=1):
        start = len(text)
        text += " ".join(subject)
        turns.append(Turn(f"S{number}" if speakers else "S1", Span(start, len(text))))
        text += "\n\n"
    found = segment(text, language, turns)
    return Transcript(text, language, sentences=found, turns=tuple(turns))
