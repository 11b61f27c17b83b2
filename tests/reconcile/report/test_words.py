"""What is shown to people, in three languages."""

from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

import reconcile.report.words
from reconcile.report.words import LANGUAGES, Words

FOLDER = Path(reconcile.report.words.__file__).parent
SUBJECTS = sorted(one.name for one in (FOLDER / "en").glob("*.ftl"))


class Named(Visitor):
    """Collects the variables that a sentence names."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - Fluent's own name
        self.names.add(node.id.name)


def read(language: str, subject: str) -> dict[str, set[str]]:
    """Return the variables of each sentence of a file; junk is no sentence."""
    tree = FluentParser().parse((FOLDER / language / subject).read_text("utf-8"))
    sentences = {}
    for entry in tree.body:
        assert not isinstance(entry, ast.Junk), f"{language}/{subject}: {entry.content}"
        if isinstance(entry, ast.Message):
            assert entry.id.name not in sentences, f"{entry.id.name}: said twice"
            named = Named()
            named.visit(entry)
            sentences[entry.id.name] = named.names
    return sentences


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"en"}))
def test_every_language_says_the_same_with_the_same_numbers(
    language: str, subject: str
) -> None:
    """Same sentences in every file, and the same variables in every sentence."""
    assert read(language, subject) == read("en", subject)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_said_in_two_files(language: str) -> None:
    """A later file would silently win."""
    said = [key for subject in SUBJECTS for key in read(language, subject)]
    assert len(said) == len(set(said))
    assert sorted(one.name for one in (FOLDER / language).iterdir()) == SUBJECTS


def test_a_sentence_that_is_not_there_is_a_key_error() -> None:
    """A missing sentence is a mistake of ours, never an empty place on a page."""
    with pytest.raises(KeyError):
        Words("ru")("no-such-sentence")
