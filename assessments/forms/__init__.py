"""What people type, read and checked; no queries and nothing stored here."""
