"""A chart as a file of its own."""

from pathlib import Path

from ingest.errors import SettingError
from reconcile.keep.files import write_whole
from reconcile.report.charts.chart import Chart


def write_chart(path: Path, chart: Chart) -> None:
    """Write a chart's drawing.

    Raises
    ------
    SettingError
        If there is nothing to draw, or the file cannot be written.
    """
    if not chart.svg:
        raise SettingError(f"{path}: nothing to draw: {chart.says}")
    try:
        write_whole(path, chart.svg.encode())
    except OSError as fault:
        raise SettingError(f"{path}: cannot be written: {fault.strerror}") from None
