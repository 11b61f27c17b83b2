"""Evidence of one finding: what it rests on as one file, and confirming it elsewhere."""
