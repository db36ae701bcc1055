"""Other formats, and a file that is no table at all."""

from kit import FIRMS, SALES, WHO, Sum, columns, fixture


@fixture("old-excel.xls", "Excel 97–2003 形式（.xls）。見出しが2行で、結合と合計がある。",
         "古い形式でも同じように読む。")
def _(book):
    page = book.page("会員名簿")
    book.text(page, 1, "A", "会員企業名簿")
    cols = columns(("法人番号", "corporate_number"), ("企業名", "name"), ("設立年月日", "established"),
                   (("令和6年度（千円）", "売上高"), "sales 2024 千円"), (("令和6年度（千円）", "仕入高"), "purchases 2024 千円"))
    cols[2].write = lambda f, n: f.established
    book.table(page, cols, FIRMS[:7] + [Sum("合計")], (3, "A"))


@fixture("opendocument.ods", "OpenDocument 形式（.ods）。見出しが2行で、結合がある。",
         "同じように読む。")
def _(book):
    page = book.page("名簿")
    book.text(page, 1, "A", "企業名簿（単位：千円）")
    cols = columns(("法人番号", "corporate_number"), ("企業名", "name"), ("設立年月日", "established"),
                   (("令和6年度", "売上高"), "sales 2024 千円"), (("令和6年度", "うち県外"), "out_of_region_sales 2024 千円"))
    cols[2].write = lambda f, n: f.established
    book.table(page, cols, FIRMS[:7], (3, "A"))


@fixture("macro.xlsm", "マクロ付きのブック（.xlsm）。",
         "マクロには触れず、表だけを読む。")
def _(book):
    page = book.page("入力")
    book.table(page, WHO + SALES, FIRMS[:5], (2, "A"))


@fixture("inline-strings.xlsx", "文字が共有の表ではなくセルの中に入っているブック（業務システムの書き出しに多い）。",
         "同じように読む。")
def _(book):
    page = book.page("出力")
    book.table(page, WHO + SALES, FIRMS[:5] + [Sum("合計")], (1, "A"))
    book.save["inline"] = True


@fixture("empty-form.xlsx", "計画の様式（空の記入用紙）で、企業の表ではない。",
         "企業の一覧ではないので、取り込まずに、はっきり断る。")
def _(book):
    page = book.page("様式第1号")
    for row, letter, text in ((1, "H", "様式第１号"), (3, "B", "地場産業成長プラン認定申請書"), (5, "H", "年　　月　　日"),
                              (7, "B", "見本県知事　殿"), (9, "F", "申請者"), (10, "F", "住　所"), (11, "F", "名　称"),
                              (12, "F", "代表者"), (14, "B", "１　計画の名称"), (17, "B", "２　計画の期間"),
                              (18, "C", "　　年　　月　～　　年　　月"), (20, "B", "３　現状と課題"), (26, "B", "４　目標"),
                              (27, "C", "（域内取引額、売上高、雇用者数）"), (33, "B", "５　実施体制"), (40, "B", "（注）用紙はＡ４とする。")):
        page.put(row, letter, text)
    page.merges += ["B3:H3", "C15:H15", "C21:H24", "C28:H31", "C34:H38"]
    book.refused = True
