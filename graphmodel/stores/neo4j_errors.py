"""The server's and the driver's errors in words that name the remedy; no credential is ever among them."""

from __future__ import annotations

from neo4j.exceptions import AuthError, ConfigurationError, DriverError, Neo4jError, ServiceUnavailable

from graphmodel.errors import GraphmodelError, QueryTimeout, RefusedQuery, StoreError

_TIMED_OUT = ("Transaction.TransactionTimedOut", "Transaction.TransactionTimedOutClientConfiguration")


def translated(error: Neo4jError | DriverError | ValueError, url: str, timeout: float | None = None) -> GraphmodelError:
    """Return our error for one of the driver's; ``timeout`` is that of the query, in seconds."""
    code = (getattr(error, "code", None) or "") if isinstance(error, Neo4jError) else ""
    if isinstance(error, AuthError) or "Security" in code:
        return StoreError(
            f"{url} refused the user name or password: set NEO4J_USERNAME and NEO4J_PASSWORD, or use --password-prompt"
        )
    if code.endswith(_TIMED_OUT):
        return QueryTimeout(
            f"the query was cut off after {timeout or 0:g} seconds: narrow it (a type, an id), or allow it longer "
            "with --timeout"
        )
    if "DatabaseNotFound" in code or "DatabaseUnavailable" in code:
        return StoreError(f"{url} has no such database, or it is stopped: name another in NEO4J_DATABASE")
    if "AccessMode" in code or "Forbidden" in code:
        return RefusedQuery("the server refuses to write while reading: a store changes only by graphmodel load")
    if "MemoryPool" in code or "OutOfMemory" in code:
        return StoreError(
            f"{url} has not enough memory for it: narrow the query, or raise dbms.memory.transaction.total.max"
        )
    if "ConstraintCreationFailed" in code or "ConstraintValidationFailed" in code:
        return StoreError(
            f"{url} holds nodes that graphmodel did not write under ids it needs: {_first(error)}. Remove or rename "
            "them, or load into a database of its own (NEO4J_DATABASE)"
        )
    if isinstance(error, ServiceUnavailable | ConfigurationError) or "Session" in type(error).__name__:
        return StoreError(f"{url} cannot be reached: is the server running, and the address right? ({_first(error)})")
    return StoreError(f"{url} cannot answer: {_first(error)}")


def _first(error: Exception) -> str:
    message = getattr(error, "message", None) or str(error)
    return str(message).partition("\n")[0].rstrip(".")
