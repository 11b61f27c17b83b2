"""From the bytes of a workbook, XLSX or old XLS, to its sheets, within bounds."""
