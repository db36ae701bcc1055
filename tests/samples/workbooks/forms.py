"""Lists that were forms: rows to fill in, examples, rows of marks under the header."""

from kit import FIRMS, NUMBER, SALES, WHO, Column, Line, Sum, columns, fixture


@fixture("column-numbers-row.xlsx", "見出しの下に、列の番号（①②③…）だけの行がある。",
         "番号の行を企業として読まない。")
def _(book):
    page = book.page("調査票")
    book.table(page, WHO + SALES, [Line("①", "header|note|title")] + FIRMS[:6], (1, "A"))
    for letter, sign in zip("BCDE", "②③④⑤"):
        page.put(2, letter, sign)
    book.tables[-1]["header_rows"] = [[1], [1, 2]]
    book.tables[-1]["first_row"] = [2, 3]


@fixture("required-row.xlsx", "見出しの下に「必須」「任意」の行がある。",
         "必須・任意の行を企業として読まない。")
def _(book):
    page = book.page("登録")
    book.table(page, WHO + SALES, [Line("必須", "header|note|title")] + FIRMS[:6], (1, "A"))
    for letter, sign in zip("BCDE", ("必須", "任意", "任意", "任意")):
        page.put(2, letter, sign)
    book.tables[-1]["header_rows"] = [[1], [1, 2]]
    book.tables[-1]["first_row"] = [2, 3]


@fixture("prefilled-rows.xlsx", "No. だけが30行分あらかじめ入っていて、企業は5社だけ。合計の数式の結果（0）も並ぶ。",
         "No. だけの行を企業として読まず、1行ずつ誤りとして騒がない。")
def _(book):
    page = book.page("回答")
    end = book.table(page, [NUMBER] + WHO + SALES + [Column("計", None, lambda f, n: 0)], FIRMS[:5], (1, "A"))
    for offset in range(25):
        page.put(end + offset, "A", 6 + offset)
        page.put(end + offset, "G", 0)
        book.skip(page, end + offset, "nothing|blank|note|total|subtotal")


@fixture("example-sheet.xlsx", "1枚目のシートが「記入例」で、実在しない会社が1社だけ入っている。2枚目が回答。",
         "記入例のシートは取り込まず、回答のシートを読む。")
def _(book):
    example = book.page("記入例")
    for row, cells in enumerate((("法人番号", "企業名", "所在地", "令和6年度 売上高（千円）", "令和6年度 県外販売額（千円）"),
                                 (FIRMS[45].corporate_number, "○○工業株式会社", "福井県福井市○○1-2-3", 120_000, 30_000)), 1):
        for letter, value in zip("ABCDE", cells):
            example.put(row, letter, value)
    page = book.page("回答")
    book.table(page, WHO + SALES, FIRMS[:5], (1, "A"))


@fixture("two-rows-for-a-firm.xlsx", "1社が2行で書かれている（上の行にフリガナと電話、下の行に企業名と住所）。",
         "2行を1社として読むか、読めないとはっきり断る。上の行と下の行を別の企業として取り込まない。")
def _(book):
    page = book.page("名簿")
    for letter, upper, lower in (("A", "No.", None), ("B", "フリガナ", "企業名"), ("C", "電話番号", "所在地")):
        page.put(1, letter, upper)
        page.put(2, letter, lower)
    page.merge(1, 1, 2, 1)
    for number, firm in enumerate(FIRMS[:5]):
        row = 3 + number * 2
        page.put(row, "A", number + 1)
        page.merge(row, 1, row + 1, 1)
        page.put(row, "B", firm.kana)
        page.put(row + 1, "B", firm.full_name)
        page.put(row, "C", firm.telephone)
        page.put(row + 1, "C", firm.address)
        book.firm(firm, name=firm.full_name, kana=firm.kana, telephone=firm.telephone, address=firm.address,
                  municipality=firm.municipality[0], prefecture="18")
    book.tables, book.refused = None, "may"


@fixture("plain-group-heads.xlsx", "見出しの上の段が「基本情報」「取引情報」のような、意味のない区分である。",
         "下の段の見出しで読む。")
def _(book):
    page = book.page("企業台帳")
    cols = columns((("基本情報", "法人番号"), "corporate_number"), (("基本情報", "企業名"), "name"), (("基本情報", "所在地"), "address"),
                   (("基本情報", "資本金（千円）"), "capital 千円"), (("取引情報", "令和6年度売上高（千円）"), "sales 2024 千円"),
                   (("取引情報", "令和6年度仕入高（千円）"), "purchases 2024 千円"), (("その他", "備考"), "note"))
    book.skip(page, 1, "header|title")
    book.table(page, cols, FIRMS[:6], (1, "A"))
    book.tables[-1]["header_rows"] = [[1, 2], [2]]


@fixture("firm-year-subtotals.xlsx", "1社1年度が1行の表で、企業ごとに「3か年計」の行がある。",
         "計の行を飛ばし、どの年度の数字にも入れない。")
def _(book):
    page = book.page("実績")
    for letter, head in zip("ABCD", ("企業名", "法人番号", "年度", "売上高（百万円）")):
        page.put(1, letter, head)
    book.skip(page, 1, "header")
    row = 2
    for firm in FIRMS[:4]:
        for year in (2022, 2023, 2024):
            cells = (firm.full_name, firm.corporate_number, f"令和{year - 2018}年度", firm.figures[year]["sales"] // 1_000_000)
            for letter, value in zip("ABCD", cells):
                page.put(row, letter, value)
            row += 1
        for letter, value in zip("ABCD", (firm.full_name, firm.corporate_number, "3か年計",
                                          sum(firm.figures[year]["sales"] for year in firm.figures) // 1_000_000)):
            page.put(row, letter, value)
        book.skip(page, row, "nothing|subtotal|total")
        book.problem(f"C{row}", "?*")
        row += 1
        book.firm(firm, name=firm.full_name, corporate_number=firm.corporate_number,
                  **{f"sales_{year}": firm.figures[year]["sales"] for year in firm.figures})
    book.tables = None


@fixture("sheet-per-year.xlsx", "年度ごとにシートが分かれ、年度はシートの名前（R5、R6）にしかない。同じ企業が両方にある。",
         "どちらのシートも取り込み、1社に2年分の数字を入れる。")
def _(book):
    for year in (2023, 2024):
        page = book.page(f"R{year - 2018}")
        cols = WHO + columns(("売上高（千円）", f"sales {year} 千円"), ("仕入高（千円）", f"purchases {year} 千円"))
        book.table(page, cols, FIRMS[:5], (1, "A"))


@fixture("vertical-with-total.xlsx", "縦横が逆の表で、右端に「合計」の列がある。",
         "合計の列を企業として取り込まない。")
def _(book):
    page = book.page("比較")
    firms = FIRMS[:4]
    rows = [("企業名", lambda f: f.full_name, None), ("法人番号", lambda f: f.corporate_number, None),
            ("令和6年度売上高（百万円）", lambda f: f.figures[2024]["sales"] // 1_000_000, sum),
            ("令和6年度仕入高（百万円）", lambda f: f.figures[2024]["purchases"] // 1_000_000, sum)]
    for row, (label, cell, total) in enumerate(rows, 1):
        page.put(row, "A", label)
        for letter, firm in zip("BCDE", firms):
            page.put(row, letter, cell(firm))
        page.put(row, "F", total(cell(firm) for firm in firms) if total else ("合計" if row == 1 else None))
    for firm in firms:
        book.firm(firm, name=firm.full_name, corporate_number=firm.corporate_number, sales_2024=firm.figures[2024]["sales"],
                  purchases_2024=firm.figures[2024]["purchases"])
    book.tables = None
