"""Units: in a row, beside the table, in the title, in the number format, and the traps."""

from kit import FIRMS, WHO, Column, columns, fixture


def money(unit, **more):
    """Two columns of money whose header names no unit."""
    return [Column(f"令和6年度{head}", f"{key} 2024 {unit}", **more) for head, key in (("売上高", "sales"), ("仕入高", "purchases"))]


@fixture("unit-row.xlsx", "見出しの下に、単位だけの行がある。",
         "単位の行は見出しの一部として読み、企業として読まない。")
def _(book):
    page = book.page("一覧")
    cols = columns(("企業名", "name"), ("法人番号", "corporate_number"), (("令和6年度売上高", "百万円"), "sales 2024 百万円"),
                   (("令和6年度仕入高", "百万円"), "purchases 2024 百万円"), (("従業者数", "人"), "employees"))
    book.table(page, cols, FIRMS[:6], (1, "A"), merge=False)


@fixture("unit-beside.xlsx", "単位が表の右上のセルにだけ書かれている（単位：千円）。",
         "金額の列すべてを千円として読む。")
def _(book):
    page = book.page("一覧")
    book.text(page, 1, "A", "売上の状況")
    book.text(page, 2, "E", "単位：千円")
    book.table(page, WHO + money("千円"), FIRMS[:6], (3, "A"))


@fixture("unit-in-title.xlsx", "単位が表題の中にだけ書かれている（（金額は百万円））。",
         "金額の列すべてを百万円として読む。")
def _(book):
    page = book.page("一覧")
    book.text(page, 1, "A", "企業別売上高・仕入高一覧（金額単位：百万円）")
    book.table(page, WHO + money("百万円"), FIRMS[8:14], (3, "A"))


@fixture("unit-in-format.xlsx", "単位が表示形式（#,##0\"千円\"）にだけあり、セルの値は千円の数字。",
         "表示形式の「千円」を単位として読む。")
def _(book):
    page = book.page("一覧")
    book.table(page, WHO + money("千円", format='#,##0"千円"'), FIRMS[:6], (1, "A"))


@fixture("unit-trap-shown-in-thousands.xlsx",
         "見出しは千円だが、セルの値は円で、表示形式（#,##0,）が千円に見せている。",
         "見えているとおりの千円＝セルの円として読む。1000倍にしない。列を確かめるよう知らせる。")
def _(book):
    page = book.page("一覧")
    cols = WHO + [Column("令和6年度売上高（千円）", "sales 2024 円", format="#,##0,"),
                  Column("令和6年度仕入高（千円）", "purchases 2024 円", format="#,##0,")]
    book.table(page, cols, FIRMS[:6], (1, "A"))
    for letter, name in (("D", "sales"), ("E", "purchases")):
        book.tables[-1]["columns"][letter] = f"{name} 2024 yen|{name} 2024 thousand_yen"


@fixture("two-units.xlsx", "1つの表に2つの単位がある（売上は百万円、資本金は万円、給与は千円）。",
         "列の見出しの単位を、表の外の単位より優先する。")
def _(book):
    page = book.page("一覧")
    book.text(page, 1, "F", "（単位：百万円）")
    cols = columns(("法人番号", "corporate_number"), ("企業名", "name"), ("資本金（万円）", "capital 万円"),
                   ("R6売上高", "sales 2024 百万円"), ("R6給与総額（千円）", "total_payroll 2024 千円"), ("R6仕入高", "purchases 2024 百万円"))
    book.table(page, cols, FIRMS[:6], (2, "A"))


@fixture("unit-nowhere.xlsx", "金額の単位がどこにも書かれていない。",
         "円として読み、単位を確かめるよう知らせる。")
def _(book):
    page = book.page("一覧")
    book.table(page, WHO + money("円"), FIRMS[:5], (1, "A"))
    for letter, name in (("D", "sales"), ("E", "purchases")):
        book.tables[-1]["columns"][letter] = f"{name} 2024|{name} 2024 yen"
    book.problem("*", "unit_missing")


@fixture("unit-trap-shown-in-millions.xlsx", "セルの値は円で、表示形式（#,##0.0,,\"百万円\"）が百万円に見せている。見出しに単位はない。",
         "見えているとおりの百万円＝セルの円として読む。100万倍にしない。")
def _(book):
    page = book.page("一覧")
    cols = WHO + [Column("令和6年度売上高", "sales 2024 円", format='#,##0.0,,"百万円"'),
                  Column("令和6年度仕入高", "purchases 2024 円", format='#,##0.0,,"百万円"')]
    book.table(page, cols, FIRMS[:6], (1, "A"))
    for letter, name in (("D", "sales"), ("E", "purchases")):
        book.tables[-1]["columns"][letter] = f"{name} 2024 yen|{name} 2024 million_yen"


@fixture("unit-by-row.xlsx", "行ごとに単位が違い、単位の列がある（千円、百万円、円）。",
         "行の単位に従って円に直す。1つの単位で全部を読まない。")
def _(book):
    page = book.page("回答")
    scale = (("千円", 1_000), ("百万円", 1_000_000), ("円", 1))
    cols = WHO + [Column("令和6年度売上高", "sales 2024 円", lambda f, n: f.figures[2024]["sales"] // scale[n % 3][1]),
                  Column("単位", None, lambda f, n: scale[n % 3][0])]
    book.table(page, cols, FIRMS[:6], (1, "A"))
    book.tables[-1]["columns"]["D"] = "sales 2024|sales 2024 yen|sales 2024 thousand_yen|sales 2024 million_yen"
