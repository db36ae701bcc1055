"""chamber.xlsx: the member list that a chamber of commerce would send (60 firms, thousand yen)."""

import random
import unicodedata

from openpyxl import Workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from packing import print_landscape, save

# Field of each column, from B on (A is an empty spacer; S, too).
COLUMNS = [
    ("B", "No.", None), ("C", "事業所名", None), ("D", "フリガナ", None), ("E", "代表者名", None),
    ("F", "所在地", "郵便番号"), ("G", "所在地", "住所"), ("H", "所在地", "電話番号"),
    ("I", "業種", "分類番号"), ("J", "業種", "業種名"), ("K", "法人番号", None), ("L", "設立年月日", None),
    ("M", "資本金", None),
    ("N", "令和６年度", "売上高"), ("O", "令和６年度", "うち県外販売額"), ("P", "令和６年度", "前年度増減"),
    ("Q", "令和６年度", "仕入高"), ("R", "令和６年度", "うち県内仕入額"), ("T", "令和６年度末", "従業員数\n（人）"),
    ("U", "備考", None),
]
LEAF_ROW, FIRST_ROW = 6, 7
THIN = Side(style="thin", color="808080")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
HEAD = PatternFill("solid", fgColor="DDEBF7")
SUB = PatternFill("solid", fgColor="F2F2F2")
DELTA = '#,##0;"△ "#,##0'


def choose(firms):
    """45 firms of the city that the prefecture lists, and 15 that it does not; grouped by industry."""
    listed = [firm for firm in firms[:400] if firm.municipality[0] == "182079"][:45]
    chosen = listed + firms[400:415]
    return sorted(chosen, key=lambda firm: (firm.division, firm.serial))


def written_name(rng, firm):
    """The same firm as a clerk writes it: ㈱, （株）, (有) or in full."""
    short = {
        "株式会社": ["㈱", "（株）", "株式会社", "(株)"], "有限会社": ["㈲", "（有）", "有限会社"], "合同会社": ["合同会社", "（同）"],
    }[firm.legal]
    legal = rng.choice(short)
    return legal + firm.name if firm.legal_first else firm.name + legal


def wide(text):
    """Full-width digits and commas."""
    return str(text).translate(str.maketrans("0123456789,", "０１２３４５６７８９，"))


def narrow_kana(text):
    """Half-width katakana, with marks of their own."""
    table = {}
    for code in range(0xFF66, 0xFF9E):
        table[unicodedata.normalize("NFKC", chr(code))] = chr(code)
        for mark in "ﾞﾟ":
            whole = unicodedata.normalize("NFKC", chr(code) + mark)
            if len(whole) == 1:
                table[whole] = chr(code) + mark
    return "".join(table.get(letter, letter) for letter in text)


def era_date(rng, day):
    """昭和48年4月1日, S48.4.1, with full-width digits, or a true date."""
    for name, letter, first in (("令和", "R", (2019, 5, 1)), ("平成", "H", (1989, 1, 8)), ("昭和", "S", (1926, 12, 25))):
        if (day.year, day.month, day.day) >= first:
            year = day.year - first[0] + 1
            break
    style = rng.choice(["long", "long", "short", "wide", "date"])
    long = f"{name}{'元' if year == 1 else year}年{day.month}月{day.day}日"
    return {"long": long, "short": f"{letter}{year}.{day.month}.{day.day}", "wide": wide(long), "date": day}[style]


def heading(sheet):
    """Title rows, and the header over two rows with merged cells."""
    sheet["B1"] = "令和６年度　会員企業一覧表（製造業・関連業種）"
    sheet["B1"].font = Font(size=16, bold=True)
    sheet.merge_cells("B1:U1")
    sheet["B1"].alignment = Alignment(horizontal="center")
    sheet["B2"] = "見本商工会議所（架空）　産業振興課"
    sheet["T2"] = "作成日：令和７年５月２０日"
    sheet["T3"] = "（単位：千円）"
    for letter, top, leaf in COLUMNS:
        sheet[f"{letter}5"], sheet[f"{letter}{LEAF_ROW}"] = top, leaf
        if leaf is None:
            sheet.merge_cells(f"{letter}5:{letter}{LEAF_ROW}")
        for row in (5, LEAF_ROW):
            cell = sheet[f"{letter}{row}"]
            if not isinstance(cell, MergedCell):
                cell.fill, cell.font = HEAD, Font(bold=True)
                cell.border = BOX
                cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    for area in ("F5:H5", "I5:J5", "N5:R5"):
        sheet.merge_cells(area)


def firm_row(rng, number, firm):
    """The cells of one firm, in the order of COLUMNS."""
    now, before = firm.figures[2024], firm.figures[2023]

    def thousand(key):
        return now[key] // 1_000

    return [
        number, written_name(rng, firm), narrow_kana(firm.kana) if rng.random() < 0.25 else firm.kana,
        firm.representative, firm.postal_code, firm.address, firm.telephone, firm.division, firm.industry,
        firm.corporate_number, era_date(rng, firm.established), firm.capital // 1_000, thousand("sales"),
        thousand("out_of_region_sales"), (now["sales"] - before["sales"]) // 1_000, thousand("purchases"),
        thousand("in_region_purchases"), now["employees"], None,
    ]


def spoil(rows):
    """The slips that such a list always has: {row of the list: {column: what stands there}}."""
    def wrong_digit(text):
        return str(int(text[0]) % 9 + 1) + text[1:]

    slips = {
        3: {"P": "△1,250"}, 5: {"N": None, "O": "－", "U": "※1"}, 8: {"T": "４５"}, 11: {"O": "x", "U": "※2"},
        14: {"K": wrong_digit}, 17: {"N": "約300,000"}, 20: {"L": "平成32年13月1日"}, 23: {"K": None},
        26: {"Q": lambda value: wide(f"{value:,}")}, 29: {"K": lambda text: text[:12]}, 33: {"R": "－"},
        36: {"O": "△12,000", "U": "返品による"}, 41: {"T": "12名"}, 44: {"F": "〒000-0123"}, 50: {"N": lambda value: f"{value:,}千円"},
    }
    letters = [column[0] for column in COLUMNS]
    for number, cells in slips.items():
        for letter, value in cells.items():
            place = letters.index(letter)
            rows[number][place] = value(rows[number][place]) if callable(value) else value


def sums(rows, label):
    """A subtotal or total row over whatever numbers stand in the figure columns."""
    row = [None] * len(COLUMNS)
    row[1] = label
    for place, (letter, _, _) in enumerate(COLUMNS):
        if letter in "MNOPQRT":
            row[place] = sum(line[place] for line in rows if isinstance(line[place], int))
    return row


def put(sheet, row, values, fill=None):
    """Writes one row of cells with the formats of their columns."""
    for (letter, _, _), value in zip(COLUMNS, values):
        cell = sheet[f"{letter}{row}"]
        cell.value, cell.border = value, BOX
        if letter in "MNOQRT":
            cell.number_format = "#,##0"
        elif letter == "P":
            cell.number_format = DELTA
        elif letter == "L" and not isinstance(value, str):
            cell.number_format = '[$-411]ggge"年"m"月"d"日"'
        if fill:
            cell.fill, cell.font = fill, Font(bold=True)


def notes(sheet, row):
    """What stands under the table."""
    lines = [
        "（注）１　従業員数は令和７年３月３１日現在。",
        "（注）２　「－」は該当なし、「x」は回答が少ないため公表しないもの。△は減少。",
        "※1　決算期の変更のため売上高は集計中。",
        "※2　本社の回答による。",
        "出典：見本商工会議所（架空）「会員企業動向調査」　※企業名・数値はすべて架空です。",
    ]
    for offset, line in enumerate(lines):
        sheet[f"B{row + offset}"] = line


def make(firms, path):
    """Writes the workbook; returns the firms in it."""
    rng = random.Random(45)
    chosen = choose(firms)
    rows = [firm_row(rng, number, firm) for number, firm in enumerate(chosen, 1)]
    spoil(rows)
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "会員企業一覧"
    heading(sheet)
    at = FIRST_ROW
    for division in sorted({firm.division for firm in chosen}):
        group = [row for row, firm in zip(rows, chosen) if firm.division == division]
        for row in group:
            put(sheet, at, row)
            at += 1
        if len(group) > 1:
            put(sheet, at, sums(group, f"小計（{group[0][8]}）"), SUB)
            at += 1
    at += 1
    put(sheet, at, sums(rows, "合　　計"), HEAD)
    notes(sheet, at + 2)
    widths = {"A": 2, "B": 5, "C": 30, "D": 26, "E": 14, "F": 12, "G": 40, "H": 15, "J": 26, "K": 16, "L": 18, "S": 2, "U": 14}
    for column in range(1, 22):
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = widths.get(letter, 13)
    sheet.row_dimensions[LEAF_ROW].height = 30
    print_landscape(sheet, "5:6")
    save(workbook, path, {row[1]: firm.kana for row, firm in list(zip(rows, chosen))[:20]})
    return chosen
