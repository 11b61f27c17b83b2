"""What people decided and what each run found: in SQLite, or PostgreSQL by its URL."""
