"""The study's text: vulnerability flags, a few weighted words, and topics over those words.

After the study's released code: at most some thirty common words of each kind of text, without common English words
and the words of the forms, weighted by TF-IDF, and latent Dirichlet allocation over them (online, decay 0.7, batches
of 64). So few words carry little; that is what was evaluated.
"""

import math
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from sklearn.decomposition import LatentDirichletAllocation
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from helpers.modelling.material import Text
from helpers.modelling.weights import WordWeights, commonest, weigh
from helpers.modelling.words import WordCounts, documents_with

Indices = npt.NDArray[np.intp]
Matrix = npt.NDArray[np.float32]

BATCH = 64
UPDATES = 100
"""Batches from which topics are learnt, about: small cohorts are gone through up to ten times (the study: 10 or 100
times), of large ones every n-th decision is read. Ten times through 11,000 decisions took 10 s of processor time for
topics that fit 2% better by perplexity (46.9 against 47.7), too much for hundreds of refits."""

_OF_FORMS = """
aged assessment called caller case child children cin concern concerns contact date details family information note
notes nfa record recorded referral referred report reported said screening service services social summary team today
told work worker
"""
WORDS_OF_THE_FORMS = frozenset(_OF_FORMS.split())
"""Words that stand in most notes because of what notes are; the study left out a list of its own."""


@dataclass(frozen=True, eq=False)
class StudyText:
    """What was learnt about one kind of text, as the study read it.

    Attributes
    ----------
    kind
        Which kind of text.
    flags
        Columns of :attr:`helpers.modelling.material.Text.flags` that vary among training decisions.
    few
        The few words and their weights.
    topics
        The topics, or None where there are no words to learn them from.
    names
        The name of each column of :meth:`apply`.
    """

    kind: str
    flags: Indices
    few: WordWeights
    topics: LatentDirichletAllocation | None
    names: tuple[str, ...]

    @classmethod
    def learnt(
        cls, text: Text, training: Indices, *, few_words: int, topics: int, seed: int
    ) -> Self:
        """Learn flags, words and topics from the training decisions."""
        held = text.flags[training]
        flags = np.flatnonzero((held != held[:1]).any(axis=0))
        few = weigh(
            text.words, training, chosen=_few(text.words, training, few_words), sublinear=False
        )
        model = _topics(few.apply(text.words, training), topics=topics, seed=seed)
        names = [f"flag {text.kind}: {text.flag_names[i]}" for i in flags.tolist()]
        names += [f"words {text.kind}: {term}" for term in few.terms]
        if model is not None:
            names += [f"topic {text.kind} {number + 1}" for number in range(topics)]
        return cls(text.kind, flags, few, model, tuple(names))

    def apply(self, text: Text, rows: Indices) -> Matrix:
        """Return flags, weighted words and each row's shares of the topics, shape ``(rows, names)``."""
        weighted = self.few.apply(text.words, rows)
        parts = [text.flags[rows][:, self.flags].astype(np.float32), weighted]
        if self.topics is not None:
            parts.append(self.topics.transform(weighted).astype(np.float32))
        return np.hstack(parts)


def _few(words: WordCounts, training: Indices, most: int) -> Indices:
    documents = documents_with(csr_array(words.counts[training]))
    left_out = ENGLISH_STOP_WORDS | WORDS_OF_THE_FORMS
    single = np.array([" " not in term and term not in left_out for term in words.terms], bool)
    return commonest(np.where(single, documents, 0), len(training), most)


def _topics(weighted: Matrix, *, topics: int, seed: int) -> LatentDirichletAllocation | None:
    if not weighted.any():
        return None
    read = weighted[:: math.ceil(len(weighted) / (UPDATES * BATCH))]
    model = LatentDirichletAllocation(
        n_components=topics,
        learning_method="online",
        learning_decay=0.7,
        batch_size=BATCH,
        max_iter=min(max(UPDATES * BATCH // len(read), 1), 10),
        random_state=seed,
    )
    return model.fit(read)
