"""The server's and the driver's errors in words that name the remedy; no credential is ever among them."""

from __future__ import annotations

from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    UnsupportedServerProduct,
)

from graphmodel.errors import GraphmodelError, QueryTimeout, RefusedQuery, StoreError, UnansweredQuery
from graphmodel.words.messages import Message

_TIMED_OUT = ("Transaction.TransactionTimedOut", "Transaction.TransactionTimedOutClientConfiguration")


def translated(error: Neo4jError | DriverError | ValueError, url: str, timeout: float | None = None) -> GraphmodelError:
    """Return our error for one of the driver's; ``timeout`` is that of the query, in seconds."""
    code = (getattr(error, "code", None) or "") if isinstance(error, Neo4jError) else ""
    if isinstance(error, AuthError) or ("Security" in code and "Forbidden" not in code):
        return StoreError(
            Message(
                "{url} refused the user name or password: set NEO4J_USERNAME and NEO4J_PASSWORD, or use "
                "--password-prompt ({error})",
                url=url,
                error=_reason(error),
            )
        )
    if code.endswith(_TIMED_OUT):
        return QueryTimeout(timeout or 0)
    if "DatabaseNotFound" in code or "DatabaseUnavailable" in code:
        return StoreError(
            Message("{url} has no such database, or it is stopped: name another in NEO4J_DATABASE", url=url)
        )
    if "AccessMode" in code:
        return RefusedQuery(
            Message("the server refuses to write while reading: a store changes only by graphmodel load")
        )
    if "Forbidden" in code:
        return StoreError(Message("{url} does not allow this user to do it: {error}", url=url, error=_reason(error)))
    if "MemoryPool" in code or "OutOfMemory" in code:
        return UnansweredQuery(
            Message(
                "{url} has not enough memory for it: narrow the query, or have its administrator raise "
                "dbms.memory.transaction.total.max and the heap",
                url=url,
            )
        )
    if "ConstraintCreationFailed" in code or "ConstraintValidationFailed" in code:
        return StoreError(
            Message(
                "{url} holds nodes that graphmodel did not write under ids it needs: {error}. Remove or "
                "rename them, or load into a database of its own (NEO4J_DATABASE)",
                url=url,
                error=_reason(error),
            )
        )
    if isinstance(error, UnsupportedServerProduct):
        return StoreError(
            Message(
                "{url} speaks no Bolt that the driver knows: is it the Bolt port (7687) of a Neo4j that is new enough?",
                url=url,
            )
        )
    if isinstance(error, ServiceUnavailable | ConfigurationError) or "Session" in type(error).__name__:
        return StoreError(
            Message(
                "{url} cannot be reached: is the server running, the address that of its Bolt port "
                "(7687), and +s given where it wants encryption, and only there? ({error})",
                url=url,
                error=_reason(error),
            )
        )
    return StoreError(Message("{url} cannot answer: {error}", url=url, error=_reason(error)))


def _reason(error: Exception) -> str:
    """Return the last thing that the driver says, where it first repeats the address, or the first thing."""
    if error.args and isinstance(error.args[0], Message):
        return error.args[0]
    first, *more = str(getattr(error, "message", None) or error).split("\n")
    return (more[-1] if more and first.endswith(":") else first).rstrip(".")
