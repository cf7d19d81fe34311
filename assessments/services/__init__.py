"""The write side: verbs, keyword-only, each one transaction; what goes wrong is a domain error."""
