"""Born-digital PDFs: from the runs and rules of their pages to tables."""
