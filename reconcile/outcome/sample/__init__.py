"""What a random sample of copies tells: shares with margins, and how sure they make us."""
