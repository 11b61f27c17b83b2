"""How is a number written out in words, in each of its forms?

Russian has six cases, and its numbers agree with what they count: одна тысяча, две
тысячи, пять тысяч. Kazakh puts an ending on the last word only; which one follows from
its vowels and its last sound.
"""

from collections.abc import Iterator

Forms = frozenset[str]  # the words that may stand at one place
Cases = tuple[Forms, ...]  # nominative, genitive, dative, accusative, instrumental, prep.

_CASES = 6
_MASCULINE, _FEMININE, _NEUTER = range(3)


def _cases(text: str) -> Cases:
    """Read six forms; a slash stands between two of one case."""
    return tuple(frozenset(one.split("/")) for one in text.split())


def _joined(first: Cases, *endings: str) -> Cases:
    """Join each form of a number to the ending of its case."""
    return tuple(
        frozenset(form + ending for form in forms)
        for forms, ending in zip(first, endings, strict=True)
    )


# One and two have genders; the other numbers have none.
_GENDERED: dict[int, tuple[Cases, Cases, Cases]] = {
    1: (
        _cases("один одного одному один/одного одним одном"),
        _cases("одна одной одной одну одной/одною одной"),
        _cases("одно одного одному одно одним одном"),
    ),
    2: (
        _cases("два двух двум два/двух двумя двух"),
        _cases("две двух двум две/двух двумя двух"),
        _cases("два двух двум два/двух двумя двух"),
    ),
}


# From five to nineteen the numbers end in a soft sign, as twenty and thirty do.
_SOFT = """
пят шест сем восем девят десят одиннадцат двенадцат тринадцат четырнадцат
пятнадцат шестнадцат семнадцат восемнадцат девятнадцат
"""


def _russian_numbers() -> dict[int, Cases]:
    numbers = {
        0: _cases("ноль/нуль ноля/нуля нолю/нулю ноль/нуль нолем/нулем ноле/нуле"),
        3: _cases("три трех трем три/трех тремя трех"),
        4: _cases("четыре четырех четырем четыре/четырех четырьмя четырех"),
        40: _cases("сорок сорока сорока сорок сорока сорока"),
        90: _cases("девяносто девяноста девяноста девяносто девяноста девяноста"),
        100: _cases("сто ста ста сто ста ста"),
    }
    stems = dict(enumerate(_SOFT.split(), 5)) | {20: "двадцат", 30: "тридцат"}
    for number, stem in stems.items():
        numbers[number] = _cases(f"{stem}ь {stem}и {stem}и {stem}ь {stem}ью {stem}и")
    numbers[8] = _cases("восемь восьми восьми восемь восемью/восьмью восьми")
    two, three, four = _GENDERED[2][_FEMININE], numbers[3], numbers[4]
    for hundred, forms, nominative in (
        (200, two, "двести"),
        (300, three, "триста"),
        (400, four, "четыреста"),
    ):
        oblique = _joined(forms, "", "сот", "стам", "", "стами", "стах")
        plain = frozenset({nominative})
        numbers[hundred] = (plain, *oblique[1:3], plain, *oblique[4:])
    hundreds = ("сот", "сот", "стам", "сот", "стами", "стах")
    numbers |= {n * 100: _joined(numbers[n], *hundreds) for n in range(5, 10)}
    tens = ("десят", "десяти", "десяти", "десят", "десятью", "десяти")
    return numbers | {n * 10: _joined(numbers[n], *tens) for n in range(5, 9)}


_RUSSIAN = _russian_numbers()
# A thousand and a million: their gender, and their cases after one, two to four, many.
_SCALES = {
    10**6: (
        _MASCULINE,
        _cases("миллион миллиона миллиону миллион миллионом миллионе"),
        _cases("миллиона миллионов миллионам миллиона миллионами миллионах"),
        _cases("миллионов миллионов миллионам миллионов миллионами миллионах"),
    ),
    1000: (
        _FEMININE,
        _cases("тысяча тысячи тысяче тысячу тысячей/тысячью тысяче"),
        _cases("тысячи тысяч тысячам тысячи тысячами тысячах"),
        _cases("тысяч тысяч тысячам тысяч тысячами тысячах"),
    ),
}
_ANY_GENDER: dict[int, Cases] = {
    unit: tuple(frozenset[str]().union(*of) for of in zip(*genders, strict=True))
    for unit, genders in _GENDERED.items()
}
RUSSIAN_NUMBERS: dict[int, Forms] = {
    number: frozenset[str]().union(*forms)
    for number, forms in [
        *_RUSSIAN.items(),
        *_ANY_GENDER.items(),
        *((scale, sum(forms, ())) for scale, (_, *forms) in _SCALES.items()),
    ]
}


def spell_russian(number: int) -> Iterator[list[Forms]]:
    """Write a number below a milliard out, once in each case."""
    for case in range(_CASES):
        places = [] if number else [_RUSSIAN[0][case]]
        for scale, (gender, *forms) in _SCALES.items():
            group = number // scale % 1000
            if group:
                units = {unit: of[gender] for unit, of in _GENDERED.items()}
                places += _group(group, units, case)
                places.append(forms[_agreement(group)][case])
        yield places + _group(number % 1000, _ANY_GENDER, case)


def _agreement(group: int) -> int:
    """Tell what a noun after a number agrees with: one, two to four, or many."""
    if group // 10 % 10 == 1 or not 1 <= group % 10 <= 4:
        return 2
    return 0 if group % 10 == 1 else 1


def _group(group: int, units: dict[int, Cases], case: int) -> list[Forms]:
    """Write out a number below a thousand."""
    numbers = _RUSSIAN | units
    return [numbers[part][case] for part in _parts(group)]


def _parts(group: int) -> list[int]:
    hundreds, rest = group // 100 * 100, group % 100
    tens, unit = (rest, 0) if rest < 20 else (rest // 10 * 10, rest % 10)
    return [part for part in (hundreds, tens, unit) if part]


# Whether a word's vowels are of the front row, and the kind of its last sound.
_KAZAKH_WORDS = {
    0: ("нөл", True, "р"),
    1: ("бір", True, "р"),
    2: ("екі", True, "а"),
    3: ("үш", True, "т"),
    4: ("төрт", True, "т"),
    5: ("бес", True, "т"),
    6: ("алты", False, "а"),
    7: ("жеті", True, "а"),
    8: ("сегіз", True, "з"),
    9: ("тоғыз", False, "з"),
    10: ("он", False, "н"),
    20: ("жиырма", False, "а"),
    30: ("отыз", False, "з"),
    40: ("қырық", False, "т"),
    50: ("елу", True, "р"),
    60: ("алпыс", False, "т"),
    70: ("жетпіс", True, "т"),
    80: ("сексен", True, "н"),
    90: ("тоқсан", False, "н"),
    100: ("жүз", True, "з"),
    1000: ("мың", False, "н"),
    10**6: ("миллион", False, "н"),
}
# Genitive, dative, accusative, locative, ablative, instrumental and ordinal after a
# vowel (а), р л у (р), з (з), a nasal (н) and a voiceless sound (т), in the back row.
_ENDINGS = {
    "а": "ның ға ны да дан мен ншы",
    "р": "дың ға ды да дан мен ыншы",
    "з": "дың ға ды да дан бен ыншы",
    "н": "ның ға ды да нан мен ыншы",
    "т": "тың қа ты та тан пен ыншы",
}
_TO_FRONT = str.maketrans("ыағқ", "іегк")
# Ordinals that are not made of the word and the ending.
_IRREGULAR = {"жиырманшы": "жиырмасыншы", "қырықыншы": "қырқыншы"}


def _kazakh_forms(number: int) -> Forms:
    word, front, sound = _KAZAKH_WORDS[number]
    endings = _ENDINGS[sound].translate(_TO_FRONT) if front else _ENDINGS[sound]
    forms = [word, *(word + ending for ending in endings.split())]
    return frozenset(_IRREGULAR.get(form, form) for form in forms)


KAZAKH_NUMBERS = {number: _kazakh_forms(number) for number in _KAZAKH_WORDS}


def spell_kazakh(number: int) -> Iterator[list[Forms]]:
    """Write a number below a milliard out; its last word in each of its forms."""
    parts = [] if number else [0]
    for scale in (10**6, 1000, 1):
        group = number // scale % 1000
        if group // 100:
            parts += [group // 100, 100]
        parts += _parts(group % 100 // 10 * 10) + _parts(group % 10)
        if group and scale > 1:
            parts.append(scale)
    places: list[Forms] = [frozenset({_KAZAKH_WORDS[part][0]}) for part in parts]
    yield [*places[:-1], KAZAKH_NUMBERS[parts[-1]]]
