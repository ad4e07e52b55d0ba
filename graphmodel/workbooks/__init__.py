"""Workbooks that go out to be filled in: how they are written, and the one to start from."""
