"""What are the questions of an entry form called, and how are they worded?

Written into the form by `xlsform`, and known again by `submissions` when answers come
back, under names or under labels in any of the languages.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ingest.errors import FormError
from ingest.facts.forms import Form, Line
from ingest.read.values.names import key

# The languages of labels, as XLSForm writes them: "label::Русский (ru)".
LANGUAGES = {"kk": "Қазақша (kk)", "ru": "Русский (ru)", "en": "English (en)"}

STATION, CHANNEL, PHOTO, COMMENT = "station", "channel", "photo", "comment"
DEVICE = "deviceid"  # asked of the telephone, not of its user; tells observers apart
LINES = "lines"  # the group that shows all lines on one screen
WARNING = "warn_"

WORDS: Mapping[str, Mapping[str, str]] = {
    STATION: {
        "kk": "Сайлау учаскесінің нөмірі",
        "ru": "Номер избирательного участка",
        "en": "Number of the polling station",
    },
    CHANNEL: {
        "kk": "Бұл қандай хаттама?",
        "ru": "Какой это протокол?",
        "en": "Which protocol is this?",
    },
    LINES: {
        "kk": "Хаттаманың жолдары, қалай жазылса, солай",
        "ru": "Строки протокола, так, как они написаны",
        "en": "Lines of the protocol, as they are written",
    },
    PHOTO: {
        "kk": "Хаттама көшірмесінің фотосуреті",
        "ru": "Фотография копии протокола",
        "en": "Photograph of the copy of the protocol",
    },
    COMMENT: {"kk": "Ескертпе", "ru": "Примечание", "en": "Note"},
    "blank": {
        "kk": "Оқылмайтын жолды бос қалдырыңыз: бос жол нөл емес.",
        "ru": "Строку, которую не прочесть, оставьте пустой: пусто не значит ноль.",
        "en": "Leave a line empty that cannot be read: empty is not zero.",
    },
    "differs": {
        "kk": "Жазғаныңызды тексеріңіз. Хаттамада солай болса, қалдырыңыз:",
        "ru": "Проверьте, так ли записано. Если в протоколе так и есть, оставьте:",
        "en": "Check what was typed. If the protocol says so, leave it:",
    },
    "negative": {
        "kk": "Сан теріс болмайды. Жазғаныңызды тексеріңіз.",
        "ru": "Число не бывает отрицательным. Проверьте, так ли записано.",
        "en": "A count is never negative. Check what was typed.",
    },
    "paper": {"kk": "Қағаз", "ru": "Бумажный", "en": "Paper"},
    "electronic": {"kk": "Электрондық", "ru": "Электронный", "en": "Electronic"},
    "summary": {"kk": "Жиынтық", "ru": "Сводный", "en": "Summary"},
}


@dataclass(frozen=True, slots=True)
class Spellings:
    """What headings and answers of an export mean, by their normalised text.

    `targets` are headings, `lines` and `parties` what a repeat may call the line that
    it counts, `channels` answers to which protocol it is.
    """

    targets: Mapping[str, str]
    lines: Mapping[str, str]
    parties: Mapping[str, str]
    channels: Mapping[str, str]


def question(line: str) -> str:
    """Name the question of a line.

    The name has no dot and no hyphen: Central joins groups and questions by hyphens,
    and Kobo's database reads a dot as a step into a record.
    """
    return line.replace(".", "__").replace("-", "_")


def questions(form: Form) -> dict[str, str]:
    """Name the question of every line; raise FormError if two would have one name."""
    taken = dict.fromkeys(
        (STATION, CHANNEL, LINES, PHOTO, COMMENT, DEVICE), "the form's own"
    )
    names = {}
    for line in form.names:
        name = question(line)
        if name in taken or name.startswith(WARNING):
            other = taken.get(name, "a warning")
            raise FormError(
                f"{form.id}: line {line!r}: expected a question name of its own, "
                f"got {name!r}, which is {other}"
            )
        names[line], taken[name] = name, f"line {line!r}"
    return names


def label(line: Line, language: str) -> str:
    """Word the question of a line; in another language where it has no words in this."""
    text = getattr(line, language) or line.ru or line.label
    # What looks like a reference to an answer would be read as one.
    return f"[{line.number}] {text.replace('${', '$ {')}"


def spellings(form: Form) -> Spellings:
    """Gather how exports of any entry form may call the lines of a form."""
    targets = {key(one): one for one in (STATION, "tec", "rec", CHANNEL, "version", PHOTO)}
    for own in (STATION, CHANNEL, PHOTO):
        targets |= {key(text): own for text in WORDS[own].values()}
    lines: dict[str, str] = {}
    parties: dict[str, str] = {}
    for line in form.lines:
        spelt = (line.name, question(line.name), line.en, line.ru, line.kk, *line.aka)
        labels = (label(line, language) for language in LANGUAGES)
        for text in filter(None, (*spelt, *labels)):
            targets.setdefault(key(text), line.name)
            if line.party:
                parties.setdefault(key(text), line.name)
        lines.setdefault(key(line.number), line.name)
        if line.party:
            parties.setdefault(key(line.party), line.name)
    named = {text: line for text, line in targets.items() if line in form.position}
    channels = {
        key(text): one for one in form.channels for text in (one, *WORDS[one].values())
    }
    return Spellings(targets, lines | named, parties, channels)
