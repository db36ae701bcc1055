"""Numbers that are codes, and names as people write them."""

from kit import FIRMS, WHO, Column, columns, fixture, put_value

import chamber


@fixture("corporate-number-damaged.xlsx", "法人番号が数値・指数（1.23457E+12）・12桁・検査数字違い・T付き・空白入りになっている。",
         "正しく13桁に戻せるものだけを法人番号とし、戻せないものは空欄にして、書かれた文字を知らせる。")
def _(book):
    page = book.page("名簿")
    firms = FIRMS[:9]
    number = [firm.corporate_number for firm in firms]
    wrong = str(int(number[3][0]) % 9 + 1) + number[3][1:]
    cells = [(int(number[0]), number[0]), (f"{int(number[1]):.5E}", None), (number[2][:12], None), (wrong, None),
             ("T" + number[4], number[4]), (f"{number[5][0]} {number[5][1:5]} {number[5][5:9]} {number[5][9:]}", number[5]),
             (f"{number[6][0]}-{number[6][1:5]}-{number[6][5:9]}-{number[6][9:]}", number[6]), ("申請中", None),
             (number[8], number[8])]
    swap = {(place, "corporate_number"): pair for place, pair in enumerate(cells, 1)}
    book.table(page, WHO + columns(("令和6年度売上高（千円）", "sales 2024 千円")), firms, (1, "A"), swap=swap)
    for cell, code in (("A3", "corporate_number_scientific"), ("A4", "corporate_number_length"),
                       ("A5", "corporate_number_check_digit"), ("A9", "corporate_number_not_digits")):
        book.problem(cell, code)


AOMORI = [("022012", "青森市", "0300000"), ("022021", "弘前市", "0360000"), ("022039", "八戸市", "0310000"), ("022012", "青森市", "0380000")]


@fixture("lost-zeros.xlsx", "団体コード・郵便番号・電話番号が数値で入り、先頭の0が消えている（青森県）。",
         "団体コードは検査数字が合うので0を戻す。郵便番号は0を戻すか空欄にする。電話番号を0のないまま残さない。どれも知らせる。")
def _(book):
    page = book.page("名簿")
    cols = columns(("法人番号", "corporate_number"), ("企業名", "name"), ("市町村コード", "municipality"), ("郵便番号", "postal_code"),
                   ("電話番号", "telephone"))
    swap = {}
    for number, (code, _, postal) in enumerate(AOMORI, 1):
        swap[number, "municipality"] = (int(code), code)
        swap[number, "postal_code"] = (int(postal), ["", postal, f"{postal[:3]}-{postal[3:]}"])
        swap[number, "telephone"] = (170_000_000 + number, ["", f"0{170_000_000 + number}"])
    book.table(page, cols, FIRMS[:4], (1, "A"), swap=swap)
    book.problem("C2", "municipality_zero_restored")
    for row in (2, 3, 4, 5):
        for letter in "DE":
            book.problem(f"{letter}{row}", "*" if row == 2 else "?*")


@fixture("code-column-not-money.xlsx", "数字だけの列（会員番号・管理コード・口座）が金額の列の隣にある。見出しのない数字の列もある。",
         "番号の列を金額として取り込まない。")
def _(book):
    page = book.page("名簿")
    cols = [Column("会員番号", None, lambda f, n: 7_000_000 + n), *columns(("法人番号", "corporate_number"), ("企業名", "name")),
            Column("管理コード", None, lambda f, n: 18_207_900 + n * 37), Column("令和6年度売上高（千円）", "sales 2024 千円"),
            Column(None, None, lambda f, n: 500 + n), Column("口座番号", None, lambda f, n: 1_234_500 + n)]
    book.table(page, cols, FIRMS[:6], (1, "A"))


@fixture("phonetic-kana.xlsx", "企業名にふりがな（ルビ）が付いていて、カナの列はない。",
         "名前にふりがなを混ぜず、ふりがなはフリガナとして読む。")
def _(book):
    page = book.page("名簿")
    firms = FIRMS[:6]
    book.table(page, WHO, firms, (1, "A"))
    book.save["phonetic"] = {firm.full_name: firm.kana + "カブシキガイシャ" for firm in firms}
    for firm in firms:
        book.firm(firm, kana=[firm.kana + "カブシキガイシャ", firm.kana])


NAMES = ["㈱見本精密工業", "架空チタン加工（株）", "(株)例示光学", "見本合繊㈱", "（有）架空漆器", "ｶ)例示電子部品", "髙﨑見本製作所",
         "𠮷田架空酒造合名会社", "德永例示商店", "①見本食品株式会社", "ﾐﾎﾝ電装株式会社", "Ｍｉｈｏｎ　Ｔｅｃｈ株式会社"]


@fixture("names-as-written.xlsx", "名前が ㈱・（株）・(有)・丸数字・半角カナ・全角英字・髙﨑𠮷德 で書かれている。",
         "名前は1字も変えずに残す（比べるときだけ形をそろえる）。")
def _(book):
    page = book.page("名簿")
    cols = columns(("企業名", "name"), ("フリガナ", "kana"), ("法人番号", "corporate_number"), ("所在地", "address"))
    swap = {(number, "name"): (name, name) for number, name in enumerate(NAMES, 1)}
    firms = FIRMS[:12]
    for number in (1, 5):
        kana = chamber.narrow_kana(firms[number - 1].kana)
        swap[number, "kana"] = (kana, kana)
    book.table(page, cols, firms, (1, "A"), swap=swap)


@fixture("industries.xlsx", "業種が、分類番号・番号＋名前・名前だけ・大分類の記号・先頭の0が消えた数字で書かれている。",
         "日本標準産業分類の番号に直し、分類にない言葉は空欄にして知らせる。")
def _(book):
    page = book.page("名簿")
    cols = columns(("企業名", "name"), ("法人番号", "corporate_number"), ("業種", "industry"))
    cells = [("26", "26"), ("24 金属製品製造業", "24"), ("その他の製造業", "32"), ("E", "E"), (9, "09"), ("宇宙関連", None), (11, "11")]
    swap = {(number, "industry"): pair for number, pair in enumerate(cells, 1)}
    book.table(page, cols, FIRMS[:7], (1, "A"), swap=swap)
    book.problem("C7", "industry_unknown")


@fixture("places-by-name.xlsx", "市町の書き方がまちまち（福井県鯖江市、鯖江市、5桁・6桁のコード、永平寺町、吉田郡永平寺町）。",
         "どれも同じ市区町村コードに直す。1つに決まらない名前は空欄にして知らせる。")
def _(book):
    page = book.page("名簿")
    cols = columns(("企業名", "name"), ("法人番号", "corporate_number"), ("市町村", "municipality"))
    cells = [("福井県鯖江市", "182079"), ("鯖江市", "182079"), ("182079", "182079"), (18207, "182079"), ("永平寺町", "183229"),
             ("吉田郡永平寺町", "183229"), ("府中市", None), ("鯖江", ["", "182079"])]
    swap = {(number, "municipality"): pair for number, pair in enumerate(cells, 1)}
    book.table(page, cols, FIRMS[:8], (1, "A"), swap=swap)
    for number, firm in enumerate(FIRMS[:8], 1):
        for key in ("municipality", "prefecture"):
            wanted = {7: None, 8: ["", "182079" if key == "municipality" else "18"]}
            if number in wanted:
                put_value(book.firms[firm.serial], key, wanted[number])
    book.problem("C8", "municipality_unknown")
    book.problem("C9", "?municipality_unknown")
