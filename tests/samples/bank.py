"""bank.xlsx: what a bank would print from its own system (2,000 firms, yen, repeated headers)."""

import random

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from chamber import narrow_kana
from packing import print_landscape, save
from pool import scaled

HEADER = [
    "CIF", "商号", "ｶﾅ", "法人No.", "〒", "住所", "TEL", "代表者", "業種CD(JSIC)", "資本金", "設立日", "決算日",
    "SALES FY2024", "域外売上 FY2024", "EXPORT FY2024", "仕入 FY2024", "域内仕入 FY2024", "人件費 FY2024",
    "EMP FY2024", "備考",
]
REMARKS = [
    "【取扱注意】取引先一覧（見本銀行・架空データ）　目的外の利用・複写を禁じます",
    "抽出条件：本店所在地＝福井県、与信先または預金先",
    "金額単位：円　／　FY2024＝2024年4月～2025年3月に終わる決算",
    "出力日：2025/06/30　部店：地域産業支援室",
]
PAGE = 500


def choose(rng, firms):
    """320 of the prefecture's firms (the plans' among them), 10 of the chamber's own, 1,670 others."""
    shared = firms[:6] + rng.sample(firms[6:400], 314)
    chosen = shared + firms[400:410] + firms[415:2_085]
    rng.shuffle(chosen)
    return chosen


def own_figures(rng, firm):
    """The bank's figures: to the yen, and for most firms a little off the survey's."""
    factor = 1.0 if rng.random() < 0.3 else rng.uniform(0.97, 1.04)
    return scaled(firm.figures[2024], factor, step=1)


def firm_row(rng, number, firm):
    """The cells of one firm; codes and 法人番号 are numbers here, as the system prints them."""
    figures = own_figures(rng, firm)
    legal = {"株式会社": "（株）", "有限会社": "（有）", "合同会社": "（同）"}[firm.legal] if rng.random() < 0.5 else firm.legal
    name = legal + firm.name if firm.legal_first else firm.name + legal
    closing = rng.choice([(2025, 3, 31), (2025, 3, 31), (2024, 12, 31), (2024, 9, 30)])
    return [
        f"{7_000_000 + number}", name, narrow_kana(firm.kana), int(firm.corporate_number), firm.postal_code, firm.address,
        firm.telephone, firm.representative, int(firm.division), firm.capital, firm.established,
        firm.established.__class__(*closing), figures["sales"], figures["out_of_region_sales"], figures["exports"],
        figures["purchases"], figures["in_region_purchases"], figures["total_payroll"], figures["employees"], None,
    ]


def spoil(rows):
    """Slips of the system and of those who typed into it."""
    for row in (140, 777, 1_503):
        text = str(rows[row][3])
        rows[row][3] = int(str(int(text[0]) % 9 + 1) + text[1:])
    rows[310][3], rows[911][3] = None, None
    rows[422][12], rows[423][13] = "#N/A", "n/a"
    rows[640][17], rows[1_288][15] = "－", "x"
    rows[1_700][18] = "10人"
    rows[1_850][10] = "不詳"


def make(firms, path):
    """Writes the workbook; returns the firms in it."""
    rng = random.Random(2_000)
    chosen = choose(rng, firms)
    rows = [firm_row(rng, number, firm) for number, firm in enumerate(chosen, 1)]
    spoil(rows)
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "取引先"
    for line in REMARKS:
        sheet.append([line])
    sheet["A1"].font = Font(bold=True, color="C00000")
    for number, row in enumerate(rows):
        if number % PAGE == 0:
            sheet.append(HEADER)
        sheet.append(row)
    for row in sheet.iter_rows(min_row=len(REMARKS) + 2):
        row[3].number_format = "0"
        for cell in row[10:12]:
            cell.number_format = "yyyy/mm/dd"
        for cell in [row[9], *row[12:18]]:
            cell.number_format = "#,##0"
    sheet.append([f"出力件数：{len(rows):,}件　以上"])
    for column, width in enumerate([10, 32, 28, 16, 10, 44, 14, 12, 13, 14, 12, 12] + [17] * 8, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    print_landscape(sheet)
    save(workbook, path)
    return chosen
