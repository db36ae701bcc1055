"""A list of firms into a database, as one writes it in Python.

Prints what the benches print of their own works: seconds, processor seconds, highest resident
memory in MB, and the rows. `python3 others.py WORK WORKBOOK`
"""

import resource
import sqlite3
import sys
import tempfile
import time
from pathlib import Path


def with_openpyxl(workbook: str, database: Path) -> int:
    import openpyxl

    rows = openpyxl.load_workbook(workbook, read_only=True).worksheets[0].iter_rows(values_only=True)
    width = len(next(rows))
    connection = sqlite3.connect(database)
    connection.execute(f"CREATE TABLE firm ({', '.join(f'c{n}' for n in range(width))})")
    # sqlite3 takes a datetime only as text.
    plain = ([v.isoformat() if hasattr(v, "isoformat") else v for v in row] for row in rows)
    done = connection.executemany(f"INSERT INTO firm VALUES ({', '.join('?' * width)})", plain)
    connection.commit()
    return done.rowcount


def with_pandas(workbook: str, database: Path) -> int:
    import openpyxl  # noqa: F401  pandas asks for it only later, in more words
    import pandas

    table = pandas.read_excel(workbook)
    with sqlite3.connect(database) as connection:
        table.to_sql("firm", connection, index=False)
    return len(table)


WORKS = {"openpyxl + sqlite3": with_openpyxl, "pandas.to_sql": with_pandas}


def main() -> None:
    work, workbook = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        rows = WORKS[work](workbook, Path(folder) / "bare.db")
        wall = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024 / 1e6, rows)


main()
