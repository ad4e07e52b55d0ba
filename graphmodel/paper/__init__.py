"""Pages for people, whatever they tell: HTML that asks for nothing, Markdown, Word and PDF, by how the file's name ends."""
