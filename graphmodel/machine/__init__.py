"""What the machine does and refuses: files written whole, endings, and texts made harmless for where they go."""
