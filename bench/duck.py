"""A few functions of DuckDB's C library, the same library that kptn loads: duck.py LIBRARY STATEMENT… runs statements, and prints the rows of the last."""

import ctypes
import sys


class Result(ctypes.Structure):
    _fields_ = [("columns", ctypes.c_uint64), ("rows", ctypes.c_uint64), ("changed", ctypes.c_uint64)] + [(name, ctypes.c_void_p) for name in ("data", "error", "internal")]


class Duck:
    def __init__(self, library):
        self.c = ctypes.CDLL(library)
        for name, result, *arguments in [
            ("open", ctypes.c_int, ctypes.c_char_p, ctypes.c_void_p),
            ("connect", ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p),
            ("query", ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p),
            ("result_error", ctypes.c_char_p, ctypes.c_void_p),
            ("row_count", ctypes.c_uint64, ctypes.c_void_p),
            ("column_count", ctypes.c_uint64, ctypes.c_void_p),
            ("value_varchar", ctypes.c_char_p, ctypes.c_void_p, ctypes.c_uint64, ctypes.c_uint64),
        ]:
            function = getattr(self.c, f"duckdb_{name}")
            function.restype, function.argtypes = result, arguments
        database, self.connection = ctypes.c_void_p(), ctypes.c_void_p()
        if self.c.duckdb_open(None, ctypes.byref(database)) or self.c.duckdb_connect(database, ctypes.byref(self.connection)):
            sys.exit("DuckDB did not open")

    def run(self, statement):
        """The rows, all values as text."""
        result = Result()
        if self.c.duckdb_query(self.connection, statement.encode(), ctypes.byref(result)):
            sys.exit(self.c.duckdb_result_error(ctypes.byref(result)).decode())
        at = ctypes.byref(result)
        return [[self.c.duckdb_value_varchar(at, column, row) for column in range(self.c.duckdb_column_count(at))] for row in range(self.c.duckdb_row_count(at))]


def main():
    duck = Duck(sys.argv[1])
    for statement in sys.argv[2:]:
        rows = duck.run(statement)
    for row in rows:
        print("\t".join("" if value is None else value.decode() for value in row))


if __name__ == "__main__":
    main()
