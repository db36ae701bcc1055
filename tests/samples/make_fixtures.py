#!/usr/bin/env python3
"""Makes the fixture workbooks of tests/fixtures/workbooks: the same bytes at every run.

    python3 tests/samples/make_fixtures.py       (needs openpyxl 3.1.5 and xlwt 1.3.0)

Each file has one named quirk; EXPECTED.toml beside them says what must come out, README.md says it
in Japanese. Both are made here, from the same declarations as the files.
"""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE / "workbooks")]

# Each makes its fixtures when it is imported, in the order of the table.
import places, headers, units, layouts, rows, values, codes, texts, official, formats, forms, worst  # noqa: E401, E402, F401
from expected import write_expected, write_readme  # noqa: E402
from kit import MADE  # noqa: E402
from saving import save  # noqa: E402

OUT = HERE.parent / "fixtures" / "workbooks"


def main():
    """Writes every fixture, and takes away those that are no longer made."""
    OUT.mkdir(parents=True, exist_ok=True)
    for fixture in MADE:
        save(fixture, OUT)
    write_expected(MADE, OUT / "EXPECTED.toml")
    write_readme(MADE, OUT / "README.md")
    made = {fixture.file for fixture in MADE} | {"EXPECTED.toml", "README.md"}
    for path in OUT.iterdir():
        if path.name not in made:
            path.unlink()
    print(f"{len(MADE)} fixtures")


if __name__ == "__main__":
    main()
