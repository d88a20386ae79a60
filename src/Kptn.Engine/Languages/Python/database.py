"""Tells kptn which file the database of a project is, as the function that config.duckdb names has it."""

import os


def locate(duckdb):
    if isinstance(duckdb, (str, os.PathLike)):
        return {"path": os.fspath(duckdb)}
    address = getattr(getattr(duckdb, "url", None), "database", None)
    if isinstance(address, str):
        # An engine of SQLAlchemy.
        getattr(duckdb, "dispose", lambda: None)()
        return {"path": address}
    if not callable(getattr(duckdb, "execute", None)):
        raise TypeError("config.duckdb returned %s; kptn takes a path or a DuckDB connection" % type(duckdb).__name__)
    try:
        rows = duckdb.execute("PRAGMA database_list").fetchall()
    finally:
        getattr(duckdb, "close", lambda: None)()
    own = [row for row in rows if row[1] not in ("system", "temp")]
    return {"path": (own[0][2] if own else None) or ":memory:"}
