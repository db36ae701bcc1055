"""Rows that are no firms: hidden ones, sums, notes; and cells that mean the row above."""

from kit import FIRMS, NUMBER, SALES, WHO, Blank, Column, Hidden, Line, Sum, columns, fixture

CITY = {code: [firm for firm in FIRMS if firm.municipality[0] == code] for code in ("182079", "182010", "182095")}


@fixture("hidden-rows-and-columns.xlsx", "フィルターで行が隠され、社内用の列も非表示になっている。",
         "隠れた行は理由「非表示」として飛ばし、隠れた列と行があることを知らせる。")
def _(book):
    page = book.page("名簿")
    rows = [FIRMS[0], Hidden(FIRMS[1]), FIRMS[2], FIRMS[3], Hidden(FIRMS[4]), Hidden(FIRMS[5]), FIRMS[6], FIRMS[7]]
    cols = WHO + [Column("与信ランク", None, lambda firm, number: "ABC"[number % 3])] + SALES
    book.table(page, cols, rows, (1, "A"))
    page.hidden_columns.add("D")
    book.save["filter"] = "A1:F9"
    book.problem("*", "rows_hidden")
    book.problem("*", "columns_hidden")


@fixture("ditto-marks.xlsx", "上と同じ値が「〃」「同上」で省略されている。",
         "上の行の値で埋め、省略されていたことを知らせる。")
def _(book):
    page = book.page("名簿")
    cols = columns(("企業名", "name"), ("法人番号", "corporate_number"), ("市町名", "municipality"), ("業種", "industry"),
                   ("令和6年度売上高（千円）", "sales 2024 千円"))
    cols[2].write = lambda firm, number: firm.municipality[1]
    cols[3].write = lambda firm, number: firm.industry
    firms = CITY["182079"][:3] + CITY["182010"][:3]
    swap = {(number, "municipality"): (mark, firms[number - 1].municipality[0])
            for number, mark in ((2, "〃"), (3, "〃"), (5, "同上"), (6, "〃"))}
    swap[3, "industry"] = ("同上", firms[1].division)
    book.table(page, cols, firms, (1, "A"), swap=swap)
    book.problem("C3", "repeat_mark")


@fixture("merged-groups.xlsx", "市町名と業種が、何行にもわたって結合されている。",
         "結合されたセルの値を、その範囲のすべての行の値とする。")
def _(book):
    page = book.page("名簿")
    cols = columns(("市町名", "municipality"), ("業種", "industry"), ("企業名", "name"), ("法人番号", "corporate_number"),
                   ("令和6年度売上高（千円）", "sales 2024 千円"))
    cols[0].write = lambda firm, number: firm.municipality[1]
    cols[1].write = lambda firm, number: firm.industry
    groups = [("182079", "32", [2, 4, 13]), ("182010", "11", [3, 6]), ("182010", "24", [1, 16])]
    firms, swap, number, row = [], {}, 0, 2
    for place, (code, division, members) in enumerate(groups):
        for offset, member in enumerate(members):
            number += 1
            assert (FIRMS[member].municipality[0], FIRMS[member].division) == (code, division)
            firms.append(FIRMS[member])
            if offset:
                swap[number, "industry"] = (None, division)
            if offset or place == 2:
                swap[number, "municipality"] = (None, code)
        page.merge(row, 2, row + len(members) - 1, 2)
        row += len(members)
    page.merge(2, 1, 4, 1)
    page.merge(5, 1, 8, 1)
    book.table(page, cols, firms, (1, "A"), swap=swap)
    book.problem("*", "repeat_merged|merged_cells_repeated")


@fixture("groups-without-merge.xlsx", "市町名がグループの先頭の行にだけ書かれ、下は空のまま（結合もない）。",
         "空欄を上と同じと決めつけず、そのまま空欄とするか、上の値で埋めて必ず知らせる。")
def _(book):
    page = book.page("名簿")
    cols = columns(("市町名", "municipality"), ("企業名", "name"), ("法人番号", "corporate_number"), ("令和6年度売上高（千円）", "sales 2024 千円"))
    cols[0].write = lambda firm, number: firm.municipality[1] if number in (1, 4) else None
    firms = CITY["182079"][:3] + CITY["182010"][:3]
    book.table(page, cols, firms, (1, "A"))
    for number, firm in enumerate(firms, 1):
        if number not in (1, 4):
            book.firm(firm, municipality=["", firm.municipality[0]], prefecture=["", "18"])


@fixture("totals-by-word.xlsx", "市町ごとの小計、最後に合計と平均の行がある。",
         "小計・合計・平均の行を飛ばし、企業として取り込まない。")
def _(book):
    page = book.page("名簿")
    rows, all_firms = [], []
    for code, label in (("182079", "鯖江市　小計"), ("182010", "福井市　小計"), ("182095", "越前市　小計")):
        members = CITY[code][:3]
        rows += members + [Sum(label, "subtotal", members)]
        all_firms += members
    rows += [Sum("合　　計", "total", all_firms), Sum("平均", "total|subtotal", all_firms, mean=True)]
    book.table(page, [NUMBER] + WHO + SALES, rows, (1, "A"))


@fixture("totals-by-arithmetic.xlsx", "小計の行に「小計」と書かれておらず、市町名だけが書かれている。最後の行は空白のラベル。",
         "上の行の数字を足したものと一致するので、小計・合計として飛ばす。")
def _(book):
    page = book.page("名簿")
    rows, all_firms = [], []
    for code, label in (("182079", "鯖江市"), ("182010", "福井市")):
        members = CITY[code][:4]
        rows += members + [Sum(label, "subtotal|total", members)]
        all_firms += members
    rows += [Sum("県　内", "total", all_firms)]
    cols = columns(("企業名", "name"), ("代表者", "representative"), ("令和6年度売上高（千円）", "sales 2024 千円"),
                   ("令和6年度仕入高（千円）", "purchases 2024 千円"))
    book.table(page, cols, rows, (1, "A"))


@fixture("total-on-top.xlsx", "合計の行が、見出しのすぐ下（企業より上）にある。",
         "合計の行を飛ばし、その下から企業として読む。")
def _(book):
    page = book.page("名簿")
    book.table(page, WHO + SALES, [Sum("総　計", "total", FIRMS[:6])] + FIRMS[:6], (1, "A"))


@fixture("total-shime.xlsx", "合計が「〆」と書かれ、最後に「以上」がある。",
         "〆は合計、以上は注記として飛ばす。")
def _(book):
    page = book.page("名簿")
    rows = FIRMS[:5] + [Sum("〆", "total"), Line("以上", "note|title", "E")]
    book.table(page, WHO + SALES, rows, (1, "A"))


@fixture("notes-and-legend.xlsx", "表の下に※・注・資料、表の右に凡例がある。",
         "表の外の説明を企業や列として取り込まない。")
def _(book):
    page = book.page("名簿")
    book.text(page, 1, "A", "企業一覧")
    rows = FIRMS[:6] + [Blank(), Line("※1　売上高は決算期ベース。", "note"), Line("（注）県外販売額は本社の回答による。", "note"),
                        Line("注2：△は減少を示す。", "note"), Line("資料：見本県「企業実態調査」（架空）", "note")]
    book.table(page, WHO + SALES, rows, (3, "A"))
    for row, text in ((3, "【凡例】"), (4, "－：該当なし"), (5, "x：秘匿"), (6, "…：不明")):
        page.put(row, "H", text)


@fixture("firms-named-like-words.xlsx", "合計・注・計のような言葉を含む名前の企業がある（見本会計事務所、計測工業、注文家具）。",
         "企業として読む。合計や注記として飛ばさない。")
def _(book):
    page = book.page("名簿")
    names = {1: "見本会計合同会社", 2: "架空計測工業株式会社", 3: "注文家具の例示株式会社", 4: "株式会社仮想時計", 5: "合同会社総合計画見本"}
    swap = {(number, "name"): (name, name) for number, name in names.items()}
    cols = columns(("企業名", "name"), ("所在地", "address"), ("令和6年度売上高（千円）", "sales 2024 千円"))
    book.table(page, cols, FIRMS[8:14], (1, "A"), swap=swap)


@fixture("total-label-elsewhere.xlsx", "「計」や「合計」が企業名の列ではなく、No. の列や結合した見出しに書かれている。「計 6社」という書き方もある。",
         "どこに書かれていても合計として飛ばす。")
def _(book):
    page = book.page("名簿")
    rows = FIRMS[:3] + [Sum("小　計", "subtotal", FIRMS[:3], label_in="A")] + FIRMS[3:6]
    rows += [Sum("小　計", "subtotal", FIRMS[3:6], label_in="A"), Sum("計　6社", "total|subtotal", FIRMS[:6], label_in="name")]
    book.table(page, [NUMBER] + WHO + SALES, rows, (1, "A"))


@fixture("others-row.xlsx", "最後に「その他（12社）」の行があり、企業ではないまとめの数字が入っている。その下が合計。",
         "「その他（12社）」を1つの企業として取り込まない。")
def _(book):
    page = book.page("名簿")
    others = FIRMS[20:24]
    cols = columns(("企業名", "name"), ("法人番号", "corporate_number"), ("令和6年度売上高（千円）", "sales 2024 千円"))
    rows = FIRMS[:6] + [Sum("その他（12社）", "total|subtotal|note", others), Sum("合計", "total", FIRMS[:6] + others)]
    book.table(page, cols, rows, (1, "A"))


@fixture("hidden-number-column.xlsx", "法人番号の列が非表示になっている。",
         "非表示の列があることを知らせる。法人番号は読んでも、読まずに尋ねてもよいが、黙って捨てない。")
def _(book):
    page = book.page("名簿")
    book.table(page, columns(("企業名", "name"), ("法人番号", "corporate_number"), ("所在地", "address")), FIRMS[:6], (1, "A"))
    page.hidden_columns.add("B")
    book.tables = None
    for firm in FIRMS[:6]:
        book.firm(firm, corporate_number=["", firm.corporate_number])
    book.problem("*", "columns_hidden")


@fixture("contact-below.xlsx", "表の下に、担当課・電話・メールの行（2列）がある。",
         "連絡先を企業として取り込まない。")
def _(book):
    page = book.page("名簿")
    end = book.table(page, WHO + SALES, FIRMS[:5], (1, "A"))
    for offset, (head, text) in enumerate((("担当", "見本市産業課"), ("電話", "0000-00-0000"), ("メール", "mihon@example.jp"))):
        page.put(end + 1 + offset, "A", head)
        page.put(end + 1 + offset, "B", text)
        book.skip(page, end + 1 + offset, "note|title")


@fixture("firm-and-year-ditto.xlsx", "1社1年度が1行の表で、企業名と法人番号は最初の年の行にだけ書かれ、下は結合されている。",
         "結合された企業名を下の年にも使い、1社に3年分を入れる。")
def _(book):
    page = book.page("実績")
    firms, row = FIRMS[:3], 2
    for letter, head in zip("ABCDE", ("企業名", "法人番号", "年度", "売上高（百万円）", "仕入高（百万円）")):
        page.put(1, letter, head)
    book.skip(page, 1, "header")
    for firm in firms:
        page.put(row, "A", firm.full_name)
        page.put(row, "B", firm.corporate_number)
        page.merge(row, 1, row + 2, 1)
        page.merge(row, 2, row + 2, 2)
        for year in (2022, 2023, 2024):
            cells = (f"R{year - 2018}", firm.figures[year]["sales"] // 1_000_000, firm.figures[year]["purchases"] // 1_000_000)
            for letter, value in zip("CDE", cells):
                page.put(row, letter, value)
            row += 1
        figures = {f"{key}_{year}": firm.figures[year][key] for year in firm.figures for key in ("sales", "purchases")}
        book.firm(firm, name=firm.full_name, corporate_number=firm.corporate_number, **figures)
    book.tables = [{"sheet": "実績", "header_rows": [1], "first_row": 2, "last_row": 10, "columns": {
        "A": "name", "B": "corporate_number", "D": "sales million_yen", "E": "purchases million_yen"}}]
