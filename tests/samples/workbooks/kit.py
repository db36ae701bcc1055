"""A fixture while it is made: its pages, and beside them what must come out.

A table is written from columns and rows. A column has a header (a text, or a tuple of texts from
the group head inwards) and a key, which says what its cells hold: `name`, `capital 千円`,
`sales 2024 百万円`, `employees`, `employees 2024`; a column without a key is none of ours. What a
firm's cell holds, and what must come out of it, follow from the key; `swap` puts something else
into single cells.
"""

from dataclasses import dataclass, field

from openpyxl.utils import column_index_from_string, get_column_letter

from pool import make_pool, scaled

UNITS = {
    "円": ("yen", 1), "千円": ("thousand_yen", 1_000), "万円": ("ten_thousand_yen", 10_000),
    "百万円": ("million_yen", 1_000_000), "億円": ("hundred_million_yen", 100_000_000),
}
FIGURES = ("sales", "out_of_region_sales", "exports", "purchases", "in_region_purchases", "total_payroll")
SAME = object()


def make_firms():
    """The first firms of the samples' pool, their money in whole millions of three years."""
    firms = make_pool()[:46]
    for firm in firms:
        now = firm.figures[2024]
        firm.figures = {year: scaled(now, factor, 1_000_000)
                        for year, factor in ((2022, 0.91), (2023, 0.96), (2024, 1.0))}
    return firms


FIRMS = make_firms()


@dataclass
class Column:
    """A column of a table; `write` gives its cells instead of the key."""

    header: object
    key: str | None = None
    write: object = None
    format: str | None = None

    @property
    def levels(self):
        """The header from the group head inwards."""
        return self.header if isinstance(self.header, tuple) else (self.header,)

    @property
    def path(self):
        """What the key names, without its unit: `("sales", 2024)`, `("capital", None)`."""
        words = self.key.split()
        year = next((int(word) for word in words if word.isdigit()), None)
        return words[0], year

    @property
    def unit(self):
        """The unit's name and its size."""
        return UNITS.get(self.key.split()[-1], ("persons" if self.path[0] == "employees" else "none", 1))

    @property
    def expected(self):
        """The column as EXPECTED.toml states it."""
        name, year = self.path
        return " ".join(str(part) for part in (name, year, self.unit[0]) if part not in (None, "none"))

    def cell(self, firm, number):
        """What stands in the firm's cell."""
        if self.write:
            return self.write(firm, number)
        if not self.key:
            return None
        value = truth(firm, self.path)
        return value // self.unit[1] if isinstance(value, int) else value

    def value(self, firm):
        """What must come out of it."""
        return truth(firm, self.path)


def columns(*pairs):
    """Columns from (header, key) pairs, or what else a [`Column`] is made of."""
    return [pair if isinstance(pair, Column) else Column(*pair) for pair in pairs]


def truth(firm, path):
    """What is true of the firm, in base units."""
    name, year = path
    if year:
        return firm.figures[year][name]
    return {
        "name": lambda: firm.full_name, "corporate_number": lambda: firm.corporate_number,
        "kana": lambda: firm.kana, "postal_code": lambda: firm.postal_code, "address": lambda: firm.address,
        "municipality": lambda: firm.municipality[0], "prefecture": lambda: "18",
        "industry": lambda: firm.division, "capital": lambda: firm.capital,
        "employees": lambda: firm.figures[2024]["employees"], "representative": lambda: firm.representative,
        "established": lambda: firm.established.isoformat(), "telephone": lambda: firm.telephone,
        "note": lambda: None, "url": lambda: None,
    }[name]()


@dataclass
class Page:
    """A sheet: its cells by row and column, and how it looks."""

    name: str
    cells: dict = field(default_factory=dict)
    formats: dict = field(default_factory=dict)
    merges: list = field(default_factory=list)
    hidden_rows: set = field(default_factory=set)
    hidden_columns: set = field(default_factory=set)
    hidden: bool = False
    heads: set = field(default_factory=set)
    widths: dict = field(default_factory=dict)

    def put(self, row, letter, value, format=None):
        """Writes one cell."""
        if value is not None:
            place = row, column_index_from_string(letter)
            self.cells[place] = value
            if format:
                self.formats[place] = format

    def merge(self, first_row, first, last_row, last):
        """Merges from one cell to the other, columns by number."""
        if (first_row, first) != (last_row, last):
            self.merges.append(f"{get_column_letter(first)}{first_row}:{get_column_letter(last)}{last_row}")


@dataclass
class Sum:
    """A row of sums (or means) over `members`, or over all firms before it."""

    label: str
    reason: str = "total"
    members: list | None = None
    mean: bool = False
    formula: bool = False
    label_in: str = "name"


@dataclass
class Line:
    """A row with one text, in the table's first column unless `letter` says otherwise."""

    text: str
    reason: str
    letter: str | None = None


@dataclass
class Again:
    """The header once more."""


@dataclass
class Hidden:
    """A firm in a hidden row."""

    firm: object


@dataclass
class Blank:
    """A row without anything."""


class Fixture:
    """One file with its quirk, and what must come out of it."""

    def __init__(self, file, quirk, reading):
        self.file, self.quirk, self.reading = file, quirk, reading
        self.pages, self.tables, self.firms, self.skipped, self.problems = [], [], {}, [], []
        self.refused = False
        self.save = {}

    def page(self, name="Sheet1"):
        """A new sheet."""
        self.pages.append(Page(name))
        return self.pages[-1]

    def text(self, page, row, letter, text, reason="title", **more):
        """A row of one text that is no firm."""
        page.put(row, letter, text, **more)
        self.skip(page, row, reason)

    def skip(self, page, row, reason):
        """A row that must be skipped for that reason (`a|b`: either; `nothing` among them: or not told)."""
        entry = page.name, row, reason
        if not any(entry[:2] == other[:2] for other in self.skipped):
            self.skipped.append(entry)

    def problem(self, cell, code="*", page=None):
        """A problem that must be reported; `*` is any code or any cell, `?code` may be reported."""
        self.problems.append(((page or self.pages[0]).name, cell, code))

    def firm(self, firm, **fields):
        """What must come out of the firm; `sales_2024=…` is a figure."""
        name = fields.get("name") or firm.full_name
        record = self.firms.setdefault(firm.serial, {"name": name, "figures": {}})
        for key, value in fields.items():
            put_value(record, key, value)
        return record

    def take(self, firm, cols, swap=None, number=None):
        """What must come out of the firm's cells in these columns."""
        record = self.firms.setdefault(firm.serial, {"figures": {}})
        for column in cols:
            if not column.key:
                continue
            value = (swap or {}).get((number, column.key), (None, SAME))[1]
            value = column.value(firm) if value is SAME else value
            if value is None:
                continue
            name, year = column.path
            if year:
                record["figures"].setdefault(year, {})[name] = value
            else:
                record[name] = value
        keys = {column.path[0] for column in cols if column.key}
        if {"address", "municipality"} & keys and "municipality" not in record:
            record["municipality"] = firm.municipality[0]
        if record.get("municipality") and "prefecture" not in record:
            record["prefecture"] = record["municipality"][:2]

    def table(self, page, cols, rows, at, swap=None, merge=True, lone="top", show=True, cover=None):
        """Writes header and rows from the cell `at` on; returns the row after the last.

        `swap` is {(number of the firm from 1, key): (cell, what must come out)}; `SAME` stands for
        the truth. `cover` is (letter, row) pairs of columns that are not in the table's own order.
        """
        top, first = at[0], column_index_from_string(at[1])
        letters = [get_column_letter(first + place) for place in range(len(cols))]
        height = write_header(page, cols, top, first, merge, lone)
        for row in range(top, top + height):
            self.skip(page, row, "header")
        row, number, seen, data = top + height, 0, [], []
        for item in rows:
            if isinstance(item, Sum):
                self._sum(page, row, item, cols, letters, seen)
            elif isinstance(item, Line):
                self.text(page, row, item.letter or letters[0], item.text, item.reason)
            elif isinstance(item, Again):
                write_header(page, cols, row, first, merge, lone)
                for line in range(row, row + height):
                    self.skip(page, line, "repeated_header")
                row += height - 1
            elif not isinstance(item, Blank):
                hidden = isinstance(item, Hidden)
                firm = item.firm if hidden else item
                number += 1
                for letter, column in zip(letters, cols):
                    cell = (swap or {}).get((number, column.key), (SAME, None))[0]
                    page.put(row, letter, column.cell(firm, number) if cell is SAME else cell, column.format)
                if hidden:
                    page.hidden_rows.add(row)
                    self.skip(page, row, "hidden")
                else:
                    self.take(firm, cols, swap, number)
                    seen.append(firm)
                    data.append(row)
            row += 1
        if show:
            taken = {letter: column.expected for letter, column in zip(letters, cols) if column.key}
            self.tables.append({"sheet": page.name, "header_rows": list(range(top, top + height)),
                                "first_row": top + height, "last_row": data[-1], "columns": taken})
        return row

    def _sum(self, page, row, item, cols, letters, seen):
        members = seen if item.members is None else item.members
        for letter, column in zip(letters, cols):
            if column.key == item.label_in or (item.label_in == letter):
                page.put(row, letter, item.label)
            elif column.key and (column.path[1] or column.path[0] in ("capital", "employees")):
                total = sum(column.value(firm) for firm in members) // column.unit[1]
                page.put(row, letter, round(total / len(members), 1) if item.mean else total, column.format)
        self.skip(page, row, item.reason)


def put_value(record, key, value):
    """Puts a field or, by `sales_2024`, a figure into a record; `None` takes it out."""
    head, _, tail = key.rpartition("_")
    if tail.isdigit():
        record["figures"].setdefault(int(tail), {})[head] = value
    elif value is None:
        record.pop(key, None)
    else:
        record[key] = value


def write_header(page, cols, top, first, merge, lone):
    """Writes the header's rows; returns how many there are."""
    height = max(len(column.levels) for column in cols)
    for place, column in enumerate(cols):
        levels = column.levels
        alone = len(levels) == 1 and height > 1
        for depth, text in enumerate(levels):
            before = cols[place - 1].levels[: depth + 1] if place else ()
            spans = depth < len(levels) - 1 and tuple(before) == tuple(levels[: depth + 1])
            row = top + (height - 1 if alone and lone == "bottom" else depth)
            if text is not None and not spans:
                page.put(row, get_column_letter(first + place), text)
                if merge:
                    last = place
                    while depth < len(levels) - 1 and last + 1 < len(cols) \
                            and tuple(cols[last + 1].levels[: depth + 1]) == tuple(levels[: depth + 1]):
                        last += 1
                    bottom = top + height - 1 if depth == len(levels) - 1 else row
                    page.merge(row, first + place, bottom, first + last)
        for row in range(top, top + height):
            page.heads.add((row, first + place))
    return height


MADE = []


def fixture(file, quirk, reading):
    """Makes a fixture by the function below it, and keeps it in the order of the source."""
    def make(body):
        made = Fixture(file, quirk, reading)
        body(made)
        MADE.append(made)
        return body
    return make


NUMBER = Column("No.", None, lambda firm, number: number)
WHO = columns(("法人番号", "corporate_number"), ("企業名", "name"), ("所在地", "address"))
SALES = columns(("令和6年度 売上高（千円）", "sales 2024 千円"), ("令和6年度 県外販売額（千円）", "out_of_region_sales 2024 千円"))
