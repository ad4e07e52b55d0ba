"""What a query may return, and how a notebook shows it."""
