"""Conformance files: worlds with the right answers, against which Python's engine and the page's are both held.

``python -m tests.conformance FOLDER`` writes them: 300 random worlds, Canada, pairs of worlds. The answers come from
``tests.oracle`` and what builds on it, written from the definitions; neither engine has a part in them. They are read
by ``tests/test_conformance.py`` and, under ``node --test``, by ``tests/js/conformance.mjs``.
"""
