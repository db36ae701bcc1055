"""prefecture.xlsx: the survey table that a prefecture would keep (400 firms, million yen, three header rows)."""

import random

from openpyxl import Workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from packing import print_landscape, save

YEARS = ((2023, "令和5年度"), (2024, "令和6年度"))
FIGURES = [
    ("sales", "販売", "売上高"), ("out_of_region_sales", "販売", "うち域外販売額"),
    ("purchases", "仕入", "仕入高"), ("in_region_purchases", "仕入", "うち域内仕入額"),
    ("total_payroll", "雇用", "給与総額"), ("employees", "雇用", "従業者数（人）"),
]
IDENTITY = ["整理番号", "法人番号", "企業名", "企業名（カナ）", "突合キー", "団体コード", "市町名", "中分類コード", "中分類名"]
HELPER_COLUMN = "E"
FIRST_FIGURE = len(IDENTITY) + 1
FIRST_ROW = 8
THIN = Side(style="thin", color="A6A6A6")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
HEAD = PatternFill("solid", fgColor="E2EFDA")


def millions(value):
    """Million yen as the survey writes them: whole from a hundred up, one decimal below."""
    return value // 1_000_000 if value >= 100_000_000 else value // 100_000 / 10


def heading(sheet):
    """Title rows, and the header over three rows: year, group, figure."""
    sheet["A1"] = "県内企業取引実態調査　集計表（令和６年度実績）"
    sheet["A1"].font = Font(size=14, bold=True)
    sheet["A2"] = "県産業政策担当課（見本）　※この表の企業と数値はすべて架空です"
    last = get_column_letter(len(IDENTITY) + len(YEARS) * len(FIGURES))
    sheet[f"{last}3"] = "（単位：百万円）"
    sheet[f"{last}3"].alignment = Alignment(horizontal="right")
    for column, title in enumerate(IDENTITY, 1):
        sheet.cell(5, column, title)
        sheet.merge_cells(start_row=5, start_column=column, end_row=7, end_column=column)
    for number, (_, year) in enumerate(YEARS):
        start = FIRST_FIGURE + number * len(FIGURES)
        sheet.cell(5, start, year)
        for offset, (_, group, title) in enumerate(FIGURES):
            if offset % 2 == 0:
                sheet.cell(6, start + offset, group)
                sheet.merge_cells(start_row=6, start_column=start + offset, end_row=6, end_column=start + offset + 1)
            sheet.cell(7, start + offset, title)
        sheet.merge_cells(start_row=5, start_column=start, end_row=5, end_column=start + len(FIGURES) - 1)
    for row in sheet.iter_rows(min_row=5, max_row=7):
        for cell in row:
            if not isinstance(cell, MergedCell):
                cell.fill, cell.font, cell.border = HEAD, Font(bold=True), BOX
                cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def firm_row(number, firm):
    """The cells of one firm from column A on."""
    code, place, _ = firm.municipality
    cells = [number, firm.corporate_number, firm.full_name, firm.kana, f"{code}-{firm.division}-{number:04}",
             code, place, firm.division, firm.industry]
    for year, _ in YEARS:
        figures = firm.figures[year]
        cells += [figures[key] if key == "employees" else millions(figures[key]) for key, _, _ in FIGURES]
    return cells


def spoil(rng, rows):
    """Secrecy signs, gaps, and a few slips."""
    last = len(rows[0])
    secret = rng.sample(range(20, len(rows)), 8)
    for row in secret:
        rows[row][rng.randrange(FIRST_FIGURE, last)] = "x"
    for row in rng.sample(range(20, len(rows)), 14):
        rows[row][rng.randrange(FIRST_FIGURE, last)] = "－"
    for row in (57, 211):
        number = rows[row][1]
        rows[row][1] = str(int(number[0]) % 9 + 1) + number[1:]
    rows[133][5] = rows[133][5][:5] + str((int(rows[133][5][5]) + 1) % 10)
    rows[176][FIRST_FIGURE - 1 + len(FIGURES)] = "調査中"
    rows[301][FIRST_FIGURE + len(FIGURES)] = "12億"
    rows[88][1] = None


def total_row(rows):
    """The sum of whatever numbers stand in the figure columns."""
    row = [None, None, "合計"] + [None] * (len(IDENTITY) - 3)
    for column in range(len(IDENTITY), len(rows[0])):
        row.append(round(sum(line[column] for line in rows if isinstance(line[column], (int, float))), 1))
    return row


def statistics(workbook, totals):
    """The second sheet: the prefecture's totals, which are the denominators of the two degrees."""
    sheet = workbook.create_sheet("統計値")
    sheet["A1"] = "県全体の統計値（コネクター度・ハブ度の分母）"
    sheet["D2"] = "（単位：百万円）"
    rows = [
        ["項目", "令和5年度", "令和6年度", "出典"],
        ["域外販売額", *(totals[year]["out_of_region_sales"] // 1_000_000 for year, _ in YEARS), "見本統計（架空）"],
        ["域内仕入額", *(totals[year]["in_region_purchases"] // 1_000_000 for year, _ in YEARS), "見本統計（架空）"],
    ]
    for offset, row in enumerate(rows):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(4 + offset, column, value)
            cell.border, cell.number_format = BOX, "#,##0"
    sheet["A8"] = "（注）実在の統計ではありません。"
    sheet.column_dimensions["A"].width, sheet.column_dimensions["D"].width = 18, 22


def make(firms, totals, path):
    """Writes the workbook; returns the firms in it."""
    rng = random.Random(400)
    chosen = firms[:400]
    rows = [firm_row(number, firm) for number, firm in enumerate(chosen, 1)]
    spoil(rng, rows)
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "R6実績"
    heading(sheet)
    for offset, row in enumerate(rows + [total_row(rows)]):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(FIRST_ROW + offset, column, value)
            cell.border = BOX
            if column >= FIRST_FIGURE:
                cell.number_format = "#,##0.0" if isinstance(value, float) else "#,##0"
    below = FIRST_ROW + len(rows) + 2
    sheet.cell(below, 1, "注1）「x」は秘匿、「－」は該当なし。給与総額は賞与を含む。")
    sheet.cell(below + 1, 1, "注2）域内・域外は本県から見た区分（本社ベース）。")
    sheet.column_dimensions[HELPER_COLUMN].hidden = True
    sheet.row_dimensions[7].height = 30
    for column in range(FIRST_FIGURE, FIRST_FIGURE + len(YEARS) * len(FIGURES)):
        sheet.column_dimensions[get_column_letter(column)].width = 13
    for letter, width in {"B": 16, "C": 34, "D": 30, "G": 18, "I": 34}.items():
        sheet.column_dimensions[letter].width = width
    print_landscape(sheet, "5:7")
    sheet.freeze_panes = sheet.cell(FIRST_ROW, 4)
    statistics(workbook, totals)
    save(workbook, path)
    return chosen
