"""By what does a run decide what is found, besides what the commission posted?"""

from hashlib import sha256
from importlib.metadata import version

from reconcile.keep.folder import ElectionFolder
from reconcile.keep.inputs import Inputs
from reconcile.keep.tables import Tables


def rules(
    folder: ElectionFolder, inputs: Inputs, tables: Tables, screen: str
) -> dict[str, str]:
    """Return a digest, or the value, of each such thing.

    `screen` is "" where screening was not asked.
    """
    forms = [repr(form) for form in (inputs.form, *(one for one, _ in inputs.commissions))]
    register = inputs.register.document.sha256 if inputs.register else ""
    return {
        "tekseru": version("tekseru"),
        "election": sha256(folder.file.read_bytes()).hexdigest(),
        "forms": sha256("\n".join(forms).encode()).hexdigest(),
        "reading": tables.made_by,
        "register": register,
        "screen": screen,
    }
