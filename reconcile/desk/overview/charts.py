"""The charts of a run, each drawn when somebody first asks for it, and then kept."""

from threading import Lock

from reconcile.report.charts.chart import Chart
from reconcile.report.charts.run import charts_of
from reconcile.report.run_folder import Run
from reconcile.report.words import Words

_ONE_AT_A_TIME = Lock()  # the drawing machine is one, whatever run it draws


class Charts:
    """What can be drawn of one run."""

    def __init__(self, run: Run | None) -> None:
        has_figures = run is not None and "lists" in run.figures
        self._draws = charts_of(run.summary, run.figures) if run and has_figures else {}
        self._drawn: dict[tuple[str, str], Chart] = {}

    @property
    def names(self) -> list[str]:
        """The charts that there are, in the report's order."""
        return list(self._draws)

    def chart(self, name: str, language: str) -> Chart | None:
        """Return a chart in a language; None if there is none of that name."""
        if name not in self._draws:
            return None
        with _ONE_AT_A_TIME:
            if (name, language) not in self._drawn:
                self._drawn[name, language] = self._draws[name](Words(language))
            return self._drawn[name, language]
