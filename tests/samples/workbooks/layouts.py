"""Other layouts than one row for one firm."""

from kit import FIRMS, Column, columns, fixture
from openpyxl.utils import get_column_letter

ITEMS = [("売上高", "sales"), ("うち域外販売額", "out_of_region_sales"), ("仕入高", "purchases"), ("給与総額", "total_payroll")]


def take(book, firms, figures, *more):
    """What must come out: number, name and what else is named, and figures by (key, year)."""
    for firm in firms:
        fields = {name: Column("", name).value(firm) for name in ("name", *more)}
        for key, year in figures:
            fields[f"{key}_{year}"] = firm.figures[year][key]
        book.firm(firm, **fields)


@fixture("vertical.xlsx", "項目が縦に並び、企業が横に並んでいる（縦横が逆の表）。",
         "B列から右を1列1社として読む。")
def _(book):
    page = book.page("企業比較")
    book.text(page, 1, "A", "主要企業の比較（令和6年度、単位：千円）")
    firms = FIRMS[:5]
    rows = [("企業名", lambda f: f.full_name), ("法人番号", lambda f: f.corporate_number), ("所在地", lambda f: f.address),
            ("従業員数（人）", lambda f: f.figures[2024]["employees"]),
            *[(label, lambda f, key=key: f.figures[2024][key] // 1_000) for label, key in ITEMS]]
    for row, (label, cell) in enumerate(rows, 3):
        page.put(row, "A", label)
        for place, firm in enumerate(firms, 2):
            page.put(row, get_column_letter(place), cell(firm))
    take(book, firms, [(key, 2024) for _, key in ITEMS], "corporate_number", "address", "employees", "municipality", "prefecture")
    book.tables = None


@fixture("vertical-units-two-years.xlsx", "縦横が逆の表で、単位の列があり、同じ項目が2年分ある。",
         "単位の列と項目の年度を読み、1列1社とする。")
def _(book):
    page = book.page("Sheet1")
    firms = FIRMS[2:6]
    rows = [("項目", "単位", lambda f: f.full_name), ("法人番号", "", lambda f: f.corporate_number)]
    for era, year in (("令和5年度", 2023), ("令和6年度", 2024)):
        rows += [(f"{era}{label}", "百万円", lambda f, key=key, year=year: f.figures[year][key] // 1_000_000)
                 for label, key in (("売上高", "sales"), ("域外販売額", "out_of_region_sales"), ("仕入高", "purchases"))]
    for row, (label, unit, cell) in enumerate(rows, 2):
        page.put(row, "A", label)
        page.put(row, "B", unit or None)
        for place, firm in enumerate(firms, 3):
            page.put(row, get_column_letter(place), cell(firm))
    take(book, firms, [(key, year) for year in (2023, 2024) for key in ("sales", "out_of_region_sales", "purchases")],
         "corporate_number")
    book.tables = None


def long_rows(page, head, lines):
    """A header and rows from A1 on."""
    for row, cells in enumerate([head, *lines], 1):
        for place, value in enumerate(cells, 1):
            page.put(row, get_column_letter(place), value)


@fixture("long-items.csv", "1社が何行にも分かれ、項目の列と値の列がある（縦持ち）。単位は項目の中。",
         "項目ごとの値を1社にまとめる。")
def _(book):
    page = book.page("long-items")
    firms = FIRMS[:4]
    lines = [(f.corporate_number, f.full_name, f"令和6年度{label}（千円）", f.figures[2024][key] // 1_000)
             for f in firms for label, key in ITEMS]
    lines += [(f.corporate_number, f.full_name, "従業者数（人）", f.figures[2024]["employees"]) for f in firms]
    long_rows(page, ("法人番号", "企業名", "項目", "値"), lines)
    take(book, firms, [(key, 2024) for _, key in ITEMS], "corporate_number", "employees")
    book.tables = None


@fixture("long-items-years.xlsx", "縦持ちの表に、年度の列と単位の列もある。",
         "企業・年度・項目ごとに、単位の列に従って読む。")
def _(book):
    page = book.page("データ")
    firms = FIRMS[3:6]
    lines = [(f.corporate_number, f.full_name, year, label, "千円", f.figures[year][key] // 1_000)
             for f in firms for year in (2023, 2024) for label, key in ITEMS]
    long_rows(page, ("法人番号", "名称", "年度", "項目名", "単位", "数値"), lines)
    take(book, firms, [(key, year) for year in (2023, 2024) for _, key in ITEMS], "corporate_number")
    book.tables = None


@fixture("long-two-year-columns.xlsx", "縦持ちの表で、値の列が年度ごとに2つある。企業名は最初の行にだけ書かれている。",
         "空いた企業名は上の続きとして読み、2年分を1社にまとめる。")
def _(book):
    page = book.page("データ")
    page.put(1, "D", "（単位：千円）")
    book.skip(page, 1, "title")
    for letter, head in zip("ABCD", ("企業名", "項目", "令和5年度", "令和6年度")):
        page.put(2, letter, head)
    row, firms = 3, FIRMS[:4]
    for firm in firms:
        page.put(row, "A", firm.full_name)
        page.merge(row, 1, row + len(ITEMS) - 1, 1)
        for label, key in ITEMS:
            page.put(row, "B", label)
            page.put(row, "C", firm.figures[2023][key] // 1_000)
            page.put(row, "D", firm.figures[2024][key] // 1_000)
            row += 1
    take(book, firms, [(key, year) for year in (2023, 2024) for _, key in ITEMS])
    book.tables = None


@fixture("firm-and-year.xlsx", "1社1年度が1行の表（年度の列がある）。",
         "年度の列に従い、1社に3年分の数字を入れる。企業は行の数だけ増えない。")
def _(book):
    page = book.page("実績")
    firms, row = FIRMS[:4], 2
    for letter, head in zip("ABCDEF", ("法人番号", "企業名", "年度", "売上高（千円）", "仕入高（千円）", "従業者数（人）")):
        page.put(1, letter, head)
    book.skip(page, 1, "header")
    for firm in firms:
        for year, era in ((2022, "令和4年度"), (2023, "令和5年度"), (2024, "令和6年度")):
            now = firm.figures[year]
            cells = (firm.corporate_number, firm.full_name, era, now["sales"] // 1_000, now["purchases"] // 1_000, now["employees"])
            for letter, value in zip("ABCDEF", cells):
                page.put(row, letter, value)
            row += 1
    take(book, firms, [(key, year) for year in (2022, 2023, 2024) for key in ("sales", "purchases", "employees")],
         "corporate_number")
    book.tables = [{"sheet": "実績", "header_rows": [1], "first_row": 2, "last_row": 13, "columns": {
        "A": "corporate_number", "B": "name", "D": "sales thousand_yen", "E": "purchases thousand_yen", "F": "employees persons"}}]
