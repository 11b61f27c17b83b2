"""Protocols of real forms that break their relations, invented from a seed."""

import numpy as np

from ingest.facts.forms import load_form
from reconcile.bench.solver import Model
from reconcile.checks.relations import matrices

FORMS = {
    "kz-2007-pec": "paper",
    "ru-2011-duma": "paper",
    "bg-2021-07-parliament": "paper",
}
Relations = tuple[np.ndarray, ...]  # as `matrices` makes them

BASES = 40  # protocols of a form that keep its relations, near counts drawn at random


def relations_of(name: str) -> Relations:
    """Return the relations of a form's channel as arrays."""
    form = load_form(name)
    channel = FORMS[name]
    return matrices(form, [one for one in form.relations if channel in one.channels])


def broken_protocols(name: str, number: int, seed: int) -> tuple[Relations, np.ndarray]:
    """Return relations, and counts of which one to four lines were changed."""
    rng = np.random.default_rng(seed)
    relations = relations_of(name)
    model, lines = Model(*relations), relations[0].shape[1]
    bases = [
        model.near(rng.integers(0, rng.choice([30, 400, 1500], lines)))
        for _ in range(min(BASES, number))
    ]
    counts = np.array([bases[at % len(bases)] for at in range(number)], np.int32).T.copy()
    for own in counts.T:
        chosen = rng.choice(lines, rng.integers(1, 5), replace=False)
        own[chosen] = np.maximum(0, own[chosen] + rng.integers(-90, 91, len(chosen)))
    return relations, counts
