"""How does a drawing become fit to stand in a page among others?

It gets a title and a description, ids of its own, and loses what the drawing machine
leaves behind: empty groups, hidden shapes, attributes that say what holds anyway. Shapes
that look alike and follow each other become one. No link and no script is let through.
"""

import re
from xml.etree import ElementTree as ET

HATCH = "#010203"  # drawn as stripes wherever a shape is filled with it

_SVG = "http://www.w3.org/2000/svg"
_KNOWN = {f"{{{_SVG}}}{one}" for one in ("svg", "g", "path", "line", "rect", "text")}
_KNOWN |= {f"{{{_SVG}}}{one}" for one in ("tspan", "defs", "clipPath")}
_SAY_NOTHING = ("class", "role", "aria-hidden", "aria-roledescription", "pointer-events")
_AS_USUAL = {"opacity": "1", "stroke-width": "1", "stroke-miterlimit": "10"}
_LONG = re.compile(r"-?\d*\.\d{2,}")
_STRIPES = (
    f'<pattern xmlns="{_SVG}" id="{{}}" width="5" height="5" '
    'patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<path d="M0,0h5v5h-5Z" fill="#fff"/><path d="M0,0h2v5h-2Z" fill="#1a1a1a"/>'
    "</pattern>"
)


def tidy(svg: str, name: str, title: str, says: str) -> str:
    """Return a drawing that may stand in a page; ValueError if it holds what it must not.

    Parameters
    ----------
    svg
        As the drawing machine writes it.
    name
        What its ids begin with: unique in a page.
    title, says
        For people who do not see it.
    """
    ET.register_namespace("", _SVG)
    root = ET.fromstring(svg)  # noqa: S314 - our own drawing, no document of others
    _refuse_strangers(root)
    stripes = _clean(root, name)
    _join(root)
    _drop_empty(root)
    _label(root, name, title, says, stripes=stripes)
    return ET.tostring(root, encoding="unicode")


def _refuse_strangers(root: ET.Element) -> None:
    """Let only plain shapes and text through."""
    for one in root.iter():
        if one.tag not in _KNOWN or any("href" in name for name in one.attrib):
            raise ValueError(f"a chart may hold shapes and text only, got {one.tag}")


def _clean(root: ET.Element, name: str) -> bool:
    """Take away what says nothing, shorten numbers; tell whether stripes are used."""
    stripes = False
    for one in list(root.iter()):
        for attribute in _SAY_NOTHING:
            one.attrib.pop(attribute, None)
        for attribute, usual in _AS_USUAL.items():
            if one.get(attribute) == usual:
                del one.attrib[attribute]
        for attribute in ("d", "transform", "x2", "y2"):
            if attribute in one.attrib:
                one.set(attribute, _LONG.sub(_short, one.attrib[attribute]))
        if one.get("fill") == HATCH:
            one.set("fill", f"url(#{name}-stripes)")
            stripes = True
        font = one.attrib.pop("font-family", None)
        if font:
            root.set("font-family", font)  # one for all
    return stripes


def _short(number: re.Match[str]) -> str:
    return f"{float(number[0]):.1f}".removesuffix(".0")


def _join(root: ET.Element) -> None:
    """Make one path of those that look alike and follow each other."""
    for group in root.iter(f"{{{_SVG}}}g"):
        last = None
        for one in list(group):
            if last is not None and _alike(one, last):
                last.set("d", last.attrib["d"] + one.attrib["d"])
                group.remove(one)
            else:
                last = one


def _alike(one: ET.Element, other: ET.Element) -> bool:
    if not one.tag == other.tag == f"{{{_SVG}}}path" or "fill-opacity" in one.attrib:
        return False
    looks = [
        {name: value for name, value in path.attrib.items() if name != "d"}
        for path in (one, other)
    ]
    return looks[0] == looks[1]


def _drop_empty(parent: ET.Element) -> None:
    """Drop what shows nothing, from the leaves upwards."""
    for child in list(parent):
        _drop_empty(child)
        hidden = child.get("display") == "none" or child.get("d") in ("", "M0,0h0v0h0Z")
        unseen = child.tag.endswith("path") and not {"fill", "stroke"} & set(child.attrib)
        if hidden or unseen or (child.tag.endswith("}g") and not len(child)):
            parent.remove(child)


def _label(root: ET.Element, name: str, title: str, says: str, *, stripes: bool) -> None:
    """Say what the drawing is to whoever does not see it."""
    root.attrib.pop("version", None)
    root.set("class", "chart")
    root.set("role", "img")
    root.set("aria-labelledby", f"{name}-title {name}-says")
    for at, (kind, text) in enumerate((("title", title), ("desc", says))):
        one = ET.Element(f"{{{_SVG}}}{kind}", id=f"{name}-{'says' if at else kind}")
        one.text = text
        root.insert(at, one)
    if stripes:
        defs = ET.Element(f"{{{_SVG}}}defs")
        striped = _STRIPES.format(f"{name}-stripes")
        defs.append(ET.fromstring(striped))  # noqa: S314 - written above
        root.insert(2, defs)
