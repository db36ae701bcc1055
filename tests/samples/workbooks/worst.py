"""Several quirks in one file, as the worst real ones have them."""

from kit import FIRMS, SAME, Again, Blank, Column, Hidden, Line, Sum, columns, fixture

CITY = {code: [firm for firm in FIRMS if firm.municipality[0] == code] for code in ("182079", "182010", "182095")}


@fixture("worst-chamber.xlsx",
         "商工会議所：表題、B列から、2行の見出し、改行入りの見出し、業種の結合、小計と合計、△・約・－、注、非表示の行。",
         "それぞれのくせを1つずつの場合と同じように読む。")
def _(book):
    page = book.page("会員企業")
    book.text(page, 1, "B", "令和６年度　会員企業一覧（製造業）")
    page.merge(1, 2, 1, 9)
    book.text(page, 2, "H", "作成：令和７年５月")
    book.text(page, 3, "I", "（単位：千円）")
    cols = [Column("No.", None, lambda f, n: n), Column("業\n種", "industry", lambda f, n: f.industry), Column("企　業　名", "name"),
            Column("法人番号", "corporate_number"), Column(("所在地", "〒"), "postal_code"), Column(("所在地", "住所"), "address"),
            Column(("令和６年度", "売上高"), "sales 2024 千円"), Column(("令和６年度", "うち県外\n販売額"), "out_of_region_sales 2024 千円"),
            Column("従業員\n（人）", "employees")]
    groups = [[2, 4, 13], [1, 16], [3, 6]]
    rows, swap, number, row, everyone = [], {}, 0, 6, []
    for group in groups:
        members = [FIRMS[place] for place in group]
        page.merge(row, 3, row + len(group) - 1, 3)
        for offset, firm in enumerate(members):
            number += 1
            if offset:
                swap[number, "industry"] = (None, firm.division)
        rows += members + [Sum("小計", "subtotal", members)]
        everyone += members
        row += len(group) + 1
    swap[2, "sales 2024 千円"] = ("約860,000", 860_000_000)
    swap[3, "out_of_region_sales 2024 千円"] = ("－", None)
    swap[5, "out_of_region_sales 2024 千円"] = ("△12,000", -12_000_000)
    swap[6, "employees"] = ("４０２人", 402)
    hidden = FIRMS[26]
    rows += [Hidden(hidden), Sum("合　計", "total", everyone), Blank(), Line("（注）１　従業員数は令和７年３月末現在。", "note"),
             Line("　　　２　△は返品。", "note"), Line("資料：見本商工会議所（架空）", "note")]
    book.table(page, cols, rows, (4, "B"), swap=swap)
    book.problem("*", "rows_hidden")


@fixture("worst-prefecture.xlsx",
         "都道府県：送付状のシート、3行の見出し、2年分、2つの単位、秘匿、隠れた列、ページごとの見出し、右の凡例。",
         "明細のシートだけを読み、年度・区分・単位を組み合わせる。")
def _(book):
    letter = book.page("はじめに")
    for row, text in enumerate(("企業取引実態調査の結果について", "このファイルは架空の調査です。", "シート「明細」に企業別の結果があります。"), 2):
        letter.put(row, "B", text)
    page = book.page("明細")
    book.text(page, 1, "A", "企業取引実態調査　企業別明細")
    leaves = (("売上高（百万円）", "総額", "sales", "百万円"), ("売上高（百万円）", "うち県外", "out_of_region_sales", "百万円"),
              ("仕入高（千円）", "総額", "purchases", "千円"), ("仕入高（千円）", "うち県内", "in_region_purchases", "千円"))
    cols = columns(("整理番号", None, lambda f, n: 100 + n), ("法人番号", "corporate_number"), ("企業名", "name"),
                   ("突合キー", None, lambda f, n: f"K{n:04}"), ("団体コード", "municipality"),
                   *[((era, head, leaf), f"{key} {year} {unit}") for era, year in (("令和5年度", 2023), ("令和6年度", 2024))
                     for head, leaf, key, unit in leaves])
    swap = {(2, "sales 2023 百万円"): ("x", None), (3, "out_of_region_sales 2024 百万円"): ("…", None),
            (5, "purchases 2024 千円"): ("▲5", -5_000), (6, "in_region_purchases 2023 千円"): (0, 0)}
    rows = FIRMS[:5] + [Again()] + FIRMS[5:9] + [Sum("県計", "subtotal|total"), Line("注）xは秘匿。", "note")]
    book.table(page, cols, rows, (3, "A"), swap=swap)
    page.hidden_columns.add("D")
    for row, text in ((3, "凡例"), (4, "x：秘匿"), (5, "…：不詳")):
        page.put(row, "P", text)


@fixture("worst-bank.csv",
         "銀行：Shift_JIS、表題3行、英字まじりの見出し、円単位、法人番号の欠け、半角カナ、ページ替えの見出し、件数の行。",
         "行ごとに企業だけを読み、途中の表題と見出しと件数を飛ばす。")
def _(book):
    page = book.page("worst-bank")
    book.text(page, 1, "A", "【取扱注意】取引先一覧（見本銀行・架空データ）")
    book.text(page, 2, "A", "抽出条件：本店所在地＝福井県")
    book.text(page, 3, "A", "金額単位：円　出力日：2025/06/30")
    cols = [Column("CIF", None, lambda f, n: f"{7_000_000 + n}"), Column("商号", "name"), Column("ｶﾅ", "kana"),
            Column("法人No.", "corporate_number"), Column("〒", "postal_code"), Column("住所", "address"), Column("TEL", "telephone"),
            Column("業種CD(JSIC)", "industry"), Column("設立日", "established"), Column("SALES FY2024", "sales 2024 円"),
            Column("EXPORT FY2024", "exports 2024 円"), Column("EMP FY2024", "employees 2024")]
    swap = {(2, "corporate_number"): ("", None), (3, "sales 2024 円"): ("n/a", None), (4, "established"): ("不詳", None),
            (5, "name"): ("㈱髙﨑見本", "㈱髙﨑見本"), (6, "exports 2024 円"): ("－", None)}
    cols[8].write = lambda f, n: f.established.strftime("%Y%m%d")
    rows = FIRMS[:4] + [Line("取引先一覧　2頁", "title|note"), Again()] + FIRMS[4:9] + [Line("出力件数：9件　以上", "note|title")]
    book.table(page, cols, rows, (4, "A"), swap=swap)
    book.problem("I8", "?date_unreadable")
    book.save["encoding"] = "cp932"
