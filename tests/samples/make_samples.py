#!/usr/bin/env python3
"""Makes the sample workbooks of assets/samples: the same bytes at every run.

    python3 tests/samples/make_samples.py        (needs openpyxl; the files were made with 3.0.9)

Then compares the plans' JSON and TOML files, which are written by hand, with the firms made here.
"""

import json
import re
import sys
from pathlib import Path

sys.dont_write_bytecode = True

import bank
import chamber
import prefecture
from pool import make_pool

OUT = Path(__file__).resolve().parents[2] / "assets" / "samples"

# The invented statistics that serve as denominators; totals.toml says the same.
TOTALS = {
    2023: {"out_of_region_sales": 1_912_000_000_000, "in_region_purchases": 862_000_000_000},
    2024: {"out_of_region_sales": 1_984_000_000_000, "in_region_purchases": 891_000_000_000},
}


def check_totals(firms):
    """A denominator that is smaller than the sum of the sample's firms would be absurd."""
    for year, totals in TOTALS.items():
        for key, total in totals.items():
            registered = sum(firm.figures[year][key] for firm in firms)
            assert registered < total, (year, key, registered)
            print(f"{year} {key}: firms {registered / 1e9:.0f} of {total / 1e9:.0f} thousand million yen")


def check_plans(listed):
    """Every 法人番号 in the plans is that of a firm in the prefecture's list."""
    known = {firm.corporate_number for firm in listed}
    for path in sorted(OUT.glob("plan*")):
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".json":
            json.loads(text)
        for number in re.findall(r'"(\d{13})"', text):
            if number not in known:
                sys.exit(f"{path.name}: {number} is not in prefecture.xlsx")


def main():
    """Writes the three workbooks, then checks what belongs to them."""
    firms = make_pool()
    check_totals(firms)
    lists = {
        "chamber.xlsx": chamber.make(firms, OUT / "chamber.xlsx"),
        "prefecture.xlsx": prefecture.make(firms, TOTALS, OUT / "prefecture.xlsx"),
        "bank.xlsx": bank.make(firms, OUT / "bank.xlsx"),
    }
    for name, listed in lists.items():
        print(f"{name}: {len(listed)} firms")
    check_plans(lists["prefecture.xlsx"])


if __name__ == "__main__":
    main()
