"""Texts that speak of the same, found without being told what to look for. Pure; loads NumPy.

TF-IDF (Salton & Buckley 1988, Inf. Process. Manag. 24:513) and non-negative matrix factorisation with the updates of
Lee & Seung 2001 (NIPS 13:556): each text is a sum of few themes, each theme a sum of terms (Xu, Liu & Gong 2003,
SIGIR 26:267). Seeded, so that the same texts give the same themes.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wellserved.learning.themes.words import Term

ENOUGH_TEXTS = 40  # fewer show nothing but chance
ENOUGH_CUSTOMERS = 3  # who used a term before it is looked at, and who speak of a theme before it is one
ENOUGH_OF_THEME = 5  # texts
TWICE = 2
MOST_THEMES = 12
TEXTS_FOR_FOUR = 5  # times the square of the number of themes sought: two that are one are merged more easily by
# people than one that is two is parted
MOST_TERMS = 1500
COMMON = 0.3  # a term in more of the texts than this says nothing
SHOWN_TERMS = 6
TOGETHER = 0.7  # of the texts with a word hold the pair, if the pair says more
ROUNDS = 40
STARTS = 5
SEED = 20261118
CLEARLY = 0.4  # the share of a text that speaks of a theme which it belongs to
LIKE = 0.2  # and how like the theme it must be (cosine)
TINY = 1e-9

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Group:
    """`terms` as people wrote them, the most telling first; `members` are (place of the text, weight 0..1)."""

    terms: tuple[str, ...]
    members: tuple[tuple[int, float], ...]


def group(texts: Sequence[Sequence[Term]], customers: Sequence[Hashable]) -> tuple[Group, ...]:
    """What the texts are about, the largest group first; nothing of fewer than ENOUGH_TEXTS texts.

    `customers[i]` is whose text i is. Terms of fewer than ENOUGH_CUSTOMERS customers are not looked at.
    """
    if len(texts) != len(customers):
        raise ValueError(f"{len(texts)} texts are of {len(customers)} customers")
    vocabulary = _vocabulary(texts, customers)
    if len(texts) < ENOUGH_TEXTS or len(vocabulary) < 2:
        return ()
    matrix = _weighed(texts, vocabulary)
    spoken = np.flatnonzero(matrix.any(axis=1))
    number = min(MOST_THEMES, max(2, round(float(len(spoken) / TEXTS_FOR_FOUR) ** 0.5)), len(vocabulary))
    if len(spoken) < ENOUGH_TEXTS:
        return ()
    shares, themes = _factors(matrix[spoken], _voices([customers[int(row)] for row in spoken]), number)
    stems, names = list(vocabulary), _as_written(texts, vocabulary)
    groups = (_group(matrix, spoken, shares, themes, place, stems, names) for place in range(number))
    kept = [one for one in groups if _is_one(one, customers)]
    return tuple(sorted(kept, key=lambda one: (-len(one.members), one.terms)))


def _vocabulary(texts: Sequence[Sequence[Term]], customers: Sequence[Hashable]) -> dict[str, int]:
    """The place of each term that enough customers used, and not everybody."""
    used_by: defaultdict[str, set[Hashable]] = defaultdict(set)
    in_texts: Counter[str] = Counter()
    for text, customer in zip(texts, customers, strict=True):
        stems = {term.stem for term in text}
        in_texts.update(stems)
        for stem in stems:
            used_by[stem].add(customer)
    most = COMMON * len(texts)
    kept = [stem for stem, users in used_by.items() if len(users) >= ENOUGH_CUSTOMERS and in_texts[stem] <= most]
    kept.sort(key=lambda stem: (-in_texts[stem], stem))
    return {stem: place for place, stem in enumerate(kept[:MOST_TERMS])}


def _weighed(texts: Sequence[Sequence[Term]], vocabulary: dict[str, int]) -> Floats:
    """TF-IDF, texts x terms, each row of length 1 (or 0 where nothing of it is known)."""
    matrix = np.zeros((len(texts), len(vocabulary)), np.float32)
    for row, text in enumerate(texts):
        for stem, times in Counter(term.stem for term in text).items():
            if (place := vocabulary.get(stem)) is not None:
                matrix[row, place] = 1 + np.log(times)
    in_texts = np.count_nonzero(matrix, axis=0)
    matrix *= np.log(len(texts) / in_texts).astype(np.float32) + 1
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    matrix /= np.maximum(lengths, TINY)
    return matrix


def _voices(customers: Sequence[Hashable]) -> Floats:
    """What each text weighs, so that the squares of each customer's sum to 1: who writes fifty times says it once."""
    texts_of = Counter(customers)
    return np.array([texts_of[customer] ** -0.5 for customer in customers], np.float32)


def _factors(matrix: Floats, voices: Floats, number: int) -> tuple[Floats, Floats]:
    """(texts x themes, themes x terms) whose product is nearest to the matrix, all of it at or over 0.

    Where one ends depends on where one begins: the best of several beginnings.
    """
    random = np.random.default_rng(SEED)
    starts = [_fitted(matrix, voices, _seeds(matrix, voices, number, random)) for _ in range(STARTS)]
    _error, shares, themes = min(starts, key=lambda fitted: fitted[0])
    return shares, themes


def _fitted(matrix: Floats, voices: Floats, themes: Floats) -> tuple[float, Floats, Floats]:
    """The squared error, but for what is the same in all, and what it is the error of."""
    themes = themes + np.float32(1e-3)
    matrix = matrix * voices[:, None]
    shares = matrix @ themes.T + np.float32(1e-3)
    for _ in range(ROUNDS):
        shares *= (matrix @ themes.T) / (shares @ (themes @ themes.T) + TINY)
        themes *= (shares.T @ matrix) / ((shares.T @ shares) @ themes + TINY)
    error = float(((shares.T @ shares) * (themes @ themes.T)).sum() - 2 * ((matrix @ themes.T) * shares).sum())
    return error, shares, themes


def _seeds(matrix: Floats, voices: Floats, number: int, random: np.random.Generator) -> Floats:
    """Texts unlike each other to begin with, drawn as k-means++ does (Arthur & Vassilvitskii 2007)."""
    even = voices.astype(float) ** 2
    even /= even.sum()
    chosen = [int(random.choice(len(matrix), p=even))]
    while len(chosen) < number:
        unlike = even * np.maximum(1 - (matrix @ matrix[chosen].T).max(axis=1), 0) ** 2
        total = unlike.sum()
        chosen.append(int(random.choice(len(matrix), p=unlike / total if total > TINY else even)))
    return matrix[chosen].copy()


def _as_written(texts: Sequence[Sequence[Term]], vocabulary: dict[str, int]) -> list[str]:
    """Each term in the form in which it stands most often."""
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for term in text:
            if term.stem in vocabulary:
                forms[term.stem][term.shown] += 1
    return [min(forms[stem], key=lambda shown: (-forms[stem][shown], shown)) for stem in vocabulary]


def _group(
    matrix: Floats,
    spoken: NDArray[np.intp],
    shares: Floats,
    themes: Floats,
    place: int,
    stems: list[str],
    names: list[str],
) -> Group:
    sizes = np.linalg.norm(themes, axis=1)
    said = shares * sizes
    share = said[:, place] / np.maximum(said.sum(axis=1), TINY)
    likeness = matrix[spoken] @ themes[place] / max(float(sizes[place]), TINY)
    members = [
        (int(spoken[row]), round(float(likeness[row]), 4))
        for row in np.flatnonzero((share >= CLEARLY) & (likeness >= LIKE))
    ]
    members.sort(key=lambda member: (-member[1], member[0]))
    order = sorted(range(len(names)), key=lambda term: (-float(themes[place, term]), names[term]))
    telling = [term for term in order[: 4 * SHOWN_TERMS] if themes[place, term] > 0.1 * themes[place].max()]
    in_texts = np.count_nonzero(matrix[[row for row, _ in members]], axis=0)
    told = without_parts({stems[term]: int(in_texts[term]) for term in telling})
    shown = dict(zip(stems, names, strict=True))
    return Group(tuple(shown[stem] for stem in told[:SHOWN_TERMS]), tuple(members))


def without_parts(in_texts: dict[str, int]) -> list[str]:
    """A pair stands for its words where these seldom stand without each other, and else the words stand for it."""
    pairs = [stem.split() for stem in in_texts if " " in stem and _belong_together(stem, in_texts)]
    return [
        stem
        for stem in in_texts
        if (stem.split() in pairs if " " in stem else not any(stem in pair for pair in pairs))
    ]


def _belong_together(pair: str, in_texts: dict[str, int]) -> bool:
    return all(in_texts[pair] >= TOGETHER * in_texts.get(word, 0) for word in pair.split())


def _is_one(group: Group, customers: Sequence[Hashable]) -> bool:
    """Enough customers, and enough texts where none of them counts more than TWICE."""
    texts_of = Counter(customers[place] for place, _ in group.members)
    texts = sum(min(number, TWICE) for number in texts_of.values())
    return texts >= ENOUGH_OF_THEME and len(texts_of) >= ENOUGH_CUSTOMERS and bool(group.terms)
