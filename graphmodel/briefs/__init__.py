"""The brief of one agency: one page in plain sentences, by name, with a small picture; as HTML, Word, PDF or Markdown."""
