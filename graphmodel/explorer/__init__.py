"""The explorer: a web application on this computer, or for an office, that answers what the command line answers.

One definition of each answer: the command. The terminal, a page and the API run the same command; only what collects
its output differs.
"""
