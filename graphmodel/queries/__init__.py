"""Questions as files: one ``.cypher`` file is one ``Query``; packs, binding, lint and the read-only guard."""
