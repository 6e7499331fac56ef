"""Answers a researcher can cite: rows with labels, the sentences behind each, what was loaded and how well it is read.

answer     the words: Answer, Sentence, Coverage, Version, Reading
answerer   from a question to an answer
telling    the lines that go with an answer
labels     words for IRIs
evidence   from facts to sentences
emptiness  what it means that there are no rows
coverage   what was loaded
readings   how well it is read
"""

from iomkg.answers.answer import (
    Answer,
    Coverage,
    Empty,
    LeftOut,
    Reading,
    RowStatus,
    Sentence,
    TotalAnswer,
    Version,
)
from iomkg.answers.answerer import Answerer
from iomkg.answers.labels import LANGUAGES, labels
from iomkg.answers.readings import readings
from iomkg.answers.telling import explained, limits

__all__ = [
    "LANGUAGES", "Answer", "Answerer", "Coverage", "Empty", "LeftOut", "Reading", "RowStatus", "Sentence",
    "TotalAnswer", "Version", "explained", "labels", "limits", "readings",
]  # fmt: skip
