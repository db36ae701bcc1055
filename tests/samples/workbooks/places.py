"""Where the table stands: titles above it, other columns, other sheets, several tables."""

from kit import FIRMS, NUMBER, SALES, WHO, Blank, Column, Line, Sum, columns, fixture

PLAIN = columns(("売上高", "sales 2024 千円"), ("従業員数（人）", "employees"))


@fixture("title-rows.xlsx", "表の上に、表題・作成者・作成日・単位の行がある。",
         "1〜3行目を表題として飛ばし、5行目を見出しとして読む。単位は3行目の「千円」。")
def _(book):
    page = book.page("会員一覧")
    book.text(page, 1, "A", "令和6年度　会員企業一覧表")
    page.merge(1, 1, 1, 5)
    book.text(page, 2, "A", "見本商工会議所（架空）産業振興課")
    page.put(2, "E", "作成日：令和7年5月20日")
    book.text(page, 3, "E", "（単位：千円）")
    book.table(page, WHO + PLAIN, FIRMS[:6], (5, "A"))


@fixture("not-in-column-a.xlsx", "表がA列から始まらない（C列・6行目から）。左の余白に縦書きの印がある。",
         "C列からを表として読む。A列の「社外秘」は表の外の注記。")
def _(book):
    page = book.page("一覧")
    book.text(page, 2, "C", "取引先企業の状況")
    page.put(6, "A", "社外秘")
    book.table(page, WHO + SALES, FIRMS[3:9], (6, "C"))


@fixture("year-in-title.xlsx", "年度が表題にしか書かれていない。作成日の年は年度ではない。",
         "売上高は表題の令和5年度の数字として読み、作成日の令和7年を年度としない。")
def _(book):
    page = book.page("Sheet1")
    book.text(page, 1, "A", "令和５年度　主要企業の売上状況（単位：千円）")
    book.text(page, 2, "A", "令和7年4月30日現在")
    book.table(page, WHO + columns(("売上高", "sales 2023 千円"), ("仕入高", "purchases 2023 千円")), FIRMS[:5], (4, "A"))


@fixture("year-in-sheet-name.xlsx", "年度がシートの名前（R6実績）にしか書かれていない。",
         "シート名から2024年度の数字として読む。")
def _(book):
    page = book.page("R6実績")
    cols = WHO + columns(("売上高（百万円）", "sales 2024 百万円"), ("仕入高（百万円）", "purchases 2024 百万円"))
    book.table(page, cols, FIRMS[10:16], (1, "A"))


@fixture("会員企業一覧_令和5年度.xlsx", "年度がファイルの名前にしか書かれていない。",
         "ファイル名から2023年度の数字として読む。")
def _(book):
    page = book.page("一覧")
    book.text(page, 1, "A", "会員企業一覧")
    book.table(page, WHO + columns(("売上高（千円）", "sales 2023 千円"), ("給与総額（千円）", "total_payroll 2023 千円")),
               FIRMS[20:26], (3, "A"))


@fixture("instructions-above.xlsx", "見出しの上に記入要領が何行もあり、見出しのすぐ下に「記入例」の行がある。",
         "記入要領は表題、記入例の行は注記として飛ばし、実在しない例の会社を取り込まない。")
def _(book):
    page = book.page("調査票")
    for row, text in enumerate(("域外取引に関する調査票", "【記入要領】", "１．法人番号は13桁で記入してください。",
                                "２．金額は千円単位で、千円未満は切り捨ててください。",
                                "３．該当がない場合は「－」を記入してください。"), 1):
        book.text(page, row, "B", text, "title|note")
    cols = columns(Column("", None), ("法人番号", "corporate_number"), ("事業者名", "name"), ("所在地", "address"),
                   ("令和6年度売上高（千円）", "sales 2024 千円"), ("うち県外（千円）", "out_of_region_sales 2024 千円"))
    book.table(page, cols, [Line("記入例", "note|title|example")] + FIRMS[30:35], (7, "A"))
    for letter, value in zip("BCDEF", ("1234567890123", "○○株式会社", "福井県○○市○○1-1-1", 123456, 45678)):
        page.put(8, letter, value)


@fixture("cover-letter-first.xlsx", "1枚目のシートは送付状で、企業の表は2枚目にある。",
         "2枚目のシート「名簿」を読む。送付状は表として読まない。")
def _(book):
    letter = book.page("送付状")
    for row, text in {1: "令和7年6月2日", 3: "見本県産業政策担当課　御中", 5: "見本商工会議所（架空）",
                      7: "会員名簿の送付について", 9: "標記について、別添のとおり送付します。", 11: "担当：見本　電話：0000-00-0000",
                      13: "記", 14: "１　会員名簿　１部", 16: "以上"}.items():
        letter.put(row, "B", text)
    page = book.page("名簿")
    book.table(page, WHO + SALES, FIRMS[5:11], (2, "A"))


@fixture("summary-and-data.xlsx", "1枚目は市町別の集計表、企業の明細は2枚目にある。",
         "明細のシートを読む。集計表の市町名を企業として取り込まない。")
def _(book):
    page = book.page("集計")
    page.put(1, "A", "市町別集計（令和6年度）")
    for row, cells in enumerate((("市町名", "企業数", "売上高合計（千円）"), ("鯖江市", 2, 26_560_000),
                                 ("福井市", 3, 22_900_000), ("越前市", 1, 21_300_000), ("合計", 6, 70_760_000)), 3):
        for letter, value in zip("ABC", cells):
            page.put(row, letter, value)
    data = book.page("明細")
    book.table(data, WHO + SALES, FIRMS[:6], (1, "A"))


@fixture("sheets-continue.xlsx", "1つの名簿が2枚のシートに分かれて続いている（同じ見出し）。",
         "2枚とも同じ形の表として、両方の企業を取り込む。")
def _(book):
    for name, firms in (("名簿(1)", FIRMS[:5]), ("名簿(2)", FIRMS[5:10])):
        page = book.page(name)
        book.text(page, 1, "A", f"会員名簿　{name[3]}／2")
        book.table(page, WHO + SALES, firms, (2, "A"))


@fixture("sheet-per-municipality.xlsx", "市町ごとにシートが分かれ、市町名はシートの名前にしかない。",
         "どのシートも取り込み、シート名の市町を各企業の市区町村とする。")
def _(book):
    cols = columns(("法人番号", "corporate_number"), ("企業名", "name"), ("代表者名", "representative"),
                   ("令和6年度売上高（千円）", "sales 2024 千円"))
    for code, name in (("182079", "鯖江市"), ("182010", "福井市"), ("182095", "越前市")):
        page = book.page(name)
        firms = [firm for firm in FIRMS if firm.municipality[0] == code][:4]
        book.table(page, cols, firms, (1, "A"))
        for firm in firms:
            book.firm(firm, municipality=code, prefecture="18")


@fixture("hidden-sheet.xlsx", "非表示のシートに、去年の古い名簿が残っている。",
         "見えているシートだけを読み、非表示のシートがあることを知らせる。古い名簿は取り込まない。")
def _(book):
    page = book.page("名簿")
    book.table(page, WHO + SALES, FIRMS[:5], (1, "A"))
    old = book.page("名簿（旧）")
    old.hidden = True
    kept = dict(book.firms)
    book.table(old, WHO + SALES, FIRMS[5:12], (1, "A"), show=False)
    book.firms = kept
    book.skipped = [entry for entry in book.skipped if entry[0] != old.name]


@fixture("two-years-below.xlsx", "同じ企業の2年分の表が、1枚のシートに上下に並んでいる。",
         "上を令和5年度、下を令和6年度の表として両方読み、1社に2年分の数字を入れる。")
def _(book):
    page = book.page("売上")
    book.text(page, 1, "A", "１．令和５年度（単位：千円）")
    end = book.table(page, WHO + columns(("売上高", "sales 2023 千円"), ("仕入高", "purchases 2023 千円")), FIRMS[:4], (2, "A"))
    book.text(page, end + 1, "A", "２．令和６年度（単位：千円）")
    book.table(page, WHO + columns(("売上高", "sales 2024 千円"), ("仕入高", "purchases 2024 千円")), FIRMS[:4], (end + 2, "A"))


@fixture("two-years-side-by-side.xlsx", "同じ企業の2年分の表が、1枚のシートに左右に並んでいる。",
         "左を令和5年度、右を令和6年度の表として両方読む。")
def _(book):
    page = book.page("売上")
    page.put(1, "A", "【令和5年度】単位：千円")
    book.text(page, 1, "F", "【令和6年度】単位：千円")
    for letter, year in (("A", 2023), ("F", 2024)):
        cols = columns(("法人番号", "corporate_number"), ("企業名", "name"), ("売上高", f"sales {year} 千円"),
                       ("県外売上高", f"out_of_region_sales {year} 千円"))
        book.table(page, cols, FIRMS[:6], (3, letter))


@fixture("halves-side-by-side.xlsx", "紙を節約するため、1つの名簿を左半分と右半分に並べている（同じ見出しが2回）。",
         "左右とも企業の表として読み、全部の企業を取り込む。")
def _(book):
    page = book.page("電話帳")
    cols = columns(NUMBER, ("企業名", "name"), ("所在地", "address"), ("電話番号", "telephone"))
    book.text(page, 1, "A", "会員電話帳")
    book.table(page, cols, FIRMS[:6], (3, "A"))
    book.table(page, cols, FIRMS[6:12], (3, "F"))


@fixture("other-table-below.xlsx", "企業の表の下に、業種別の集計表がある。",
         "企業の表だけを取り込み、下の集計表は別の表として知らせる。業種名を企業として取り込まない。")
def _(book):
    page = book.page("一覧")
    end = book.table(page, WHO + SALES, FIRMS[:6] + [Sum("合計")], (1, "A"))
    for offset, cells in enumerate((("業種別集計",), ("業種", "企業数", "売上高（千円）"), ("製造業", 5, 61_160_000),
                                    ("その他", 1, 9_600_000))):
        row = end + 2 + offset
        for letter, value in zip("ABC", cells):
            page.put(row, letter, value)
        book.skip(page, row, "nothing|note|title|header|total|subtotal")
    book.problem("*", "tables_several|tables_below")


@fixture("section-headings.xlsx", "表の途中に、市町や業種を示す見出しの行（【鯖江市】、■製造業）がある。",
         "見出しの行を企業として取り込まない。")
def _(book):
    page = book.page("名簿")
    rows = [Line("【眼鏡・漆器】", "title|note")] + FIRMS[2:5] + [Line("【機械】", "title|note")] + FIRMS[24:27]
    rows += [Line("■その他", "title|note")] + FIRMS[36:38]
    book.table(page, WHO + SALES, rows, (1, "A"))


@fixture("continued-without-header.xlsx", "2枚目のシートは1枚目の続きで、見出しがない。",
         "1枚目と同じ列の並びなので、続きとして読む。")
def _(book):
    page = book.page("1枚目")
    book.table(page, WHO + SALES, FIRMS[:6], (1, "A"))
    more = book.page("2枚目")
    for row, firm in enumerate(FIRMS[6:10], 1):
        for letter, column in zip("ABCDE", WHO + SALES):
            more.put(row, letter, column.cell(firm, row))
        book.take(firm, WHO + SALES)
    book.skipped = [entry for entry in book.skipped if entry[0] == page.name]


@fixture("title-of-several-years.xlsx", "表題に年度が2つあり（令和5・6年度）、列ごとに年度がある。作成年度もある。",
         "列の見出しの年度を使い、表題の年度で上書きしない。")
def _(book):
    page = book.page("R7作成")
    book.text(page, 1, "A", "令和5年度・令和6年度　売上高調査（令和7年度作成、単位：百万円）")
    cols = WHO + columns(("令和5年度売上高", "sales 2023 百万円"), ("令和6年度売上高", "sales 2024 百万円"))
    book.table(page, cols, FIRMS[:5], (3, "A"))


@fixture("firms-and-branches.xlsx", "企業の一覧と、営業所の一覧が、別のシートにある（どちらも同じ法人番号）。",
         "企業の一覧を読み、営業所を別の企業として取り込まない。")
def _(book):
    page = book.page("企業")
    book.table(page, WHO + SALES, FIRMS[:5], (1, "A"))
    branches = book.page("担当者")
    for letter, head in zip("ABC", ("担当課", "担当者名", "内線")):
        branches.put(1, letter, head)
    for row in range(2, 6):
        for letter, value in zip("ABC", ("見本課", f"見本　{row}郎", 100 + row)):
            branches.put(row, letter, value)
