"""Answers a researcher can cite: rows with labels, the sentences behind each, what was loaded and how well it is read.

answer     the words: Answer, Sentence, Coverage, Version, Reading
answerer   from a question to an answer
telling    the lines that go with an answer
labels     words for IRIs
evidence   from facts to sentences
coverage   what was loaded
readings   how well it is read
"""

from iomkg.answers.answer import Answer, Coverage, LeftOut, Reading, RowStatus, Sentence, Version
from iomkg.answers.answerer import Answerer
from iomkg.answers.labels import LANGUAGES, labels
from iomkg.answers.readings import readings
from iomkg.answers.telling import limits

__all__ = [
    "LANGUAGES", "Answer", "Answerer", "Coverage", "LeftOut", "Reading", "RowStatus", "Sentence", "Version", "labels",
    "limits", "readings",
]  # fmt: skip
