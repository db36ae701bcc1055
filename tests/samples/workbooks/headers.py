"""Headers: over several rows, merged or not, in other words, in another order."""

from kit import FIRMS, NUMBER, SAME, SALES, WHO, Again, Blank, Column, Line, columns, fixture


@fixture("header-two-rows.xlsx", "見出しが2行で、上の段が結合されている（所在地｜郵便番号・住所、令和6年度｜売上高・仕入高）。",
         "2行を組み合わせて読む。単位は見出しの右上の「千円」。")
def _(book):
    page = book.page("一覧")
    book.text(page, 1, "G", "単位：千円")
    cols = columns(("法人番号", "corporate_number"), ("企業名", "name"), (("所在地", "郵便番号"), "postal_code"),
                   (("所在地", "住所"), "address"), (("令和6年度", "売上高"), "sales 2024 千円"),
                   (("令和6年度", "仕入高"), "purchases 2024 千円"), (("令和6年度", "給与総額"), "total_payroll 2024 千円"))
    book.table(page, cols, FIRMS[:6], (2, "A"))


THREE = columns(
    ("法人番号", "corporate_number"), ("企業名", "name"),
    *[((era, head, leaf), f"{key} {year} 百万円") for era, year in (("令和5年度", 2023), ("令和6年度", 2024))
      for head, leaf, key in (("売上高（百万円）", "総額", "sales"), ("売上高（百万円）", "うち域外", "out_of_region_sales"),
                              ("仕入高（百万円）", "総額", "purchases"), ("仕入高（百万円）", "うち域内", "in_region_purchases"))])


@fixture("header-three-rows.xlsx", "見出しが3行（令和5年度｜売上高｜うち域外）で、上の2段が横に結合されている。",
         "3行の組み合わせから、項目・年度・単位を読む。")
def _(book):
    page = book.page("実態調査")
    book.text(page, 1, "A", "企業取引実態調査")
    book.table(page, THREE, FIRMS[:7], (3, "A"))


@fixture("header-three-rows-unmerged.xlsx", "3行の見出しが結合されておらず、左端のセルにだけ書かれている。",
         "空いたセルは左の見出しの続きとして読む。")
def _(book):
    page = book.page("実態調査")
    book.table(page, THREE, FIRMS[7:13], (2, "A"), merge=False)


@fixture("header-four-rows.xlsx", "見出しが4行ある（調査項目｜年度｜区分｜単位）。",
         "4行を組み合わせて読む。最後の行の単位は列ごとに違う。")
def _(book):
    page = book.page("Sheet1")
    head = "取引の状況"
    cols = columns(
        ("企業名", "name"), ("法人番号", "corporate_number"),
        ((head, "令和6年度", "売上高", "（百万円）"), "sales 2024 百万円"),
        ((head, "令和6年度", "うち輸出額", "（百万円）"), "exports 2024 百万円"),
        ((head, "令和6年度", "仕入高", "（千円）"), "purchases 2024 千円"),
        ((head, "令和5年度", "売上高", "（百万円）"), "sales 2023 百万円"),
        ((head, "令和5年度", "従業者数", "（人）"), "employees 2023"))
    book.table(page, cols, FIRMS[:6], (1, "A"))


@fixture("header-line-breaks.xlsx", "見出しの文字の間に空白や改行がある（「企 業 名」「所　在　地」「売上高⏎（千円）」）。",
         "空白と改行を除いて読む。")
def _(book):
    page = book.page("一覧")
    cols = columns(("法 人\n番 号", "corporate_number"), ("企 業 名", "name"), ("所　在　地", "address"),
                   ("代 表 者\n氏　　名", "representative"), ("R6年度\n売 上 高\n（千円）", "sales 2024 千円"),
                   ("従業\n員数", "employees"))
    book.table(page, cols, FIRMS[2:8], (1, "A"))


@fixture("header-english.xlsx", "見出しが英語である。",
         "英語の見出しからも項目・年度・単位を読む。")
def _(book):
    page = book.page("Companies")
    cols = columns(("Corporate Number", "corporate_number"), ("Company Name", "name"), ("Address", "address"),
                   ("Capital (JPY)", "capital 円"), ("Employees", "employees"), ("Sales FY2024 (JPY)", "sales 2024 円"),
                   ("Exports FY2024 (JPY)", "exports 2024 円"), ("Website", "url"))
    book.table(page, cols, FIRMS[:5], (1, "A"), swap={(2, "url"): ("https://titan.example/", "https://titan.example/")})


@fixture("era-columns.xlsx", "売上高の下に R4・R5・R6 と年だけの見出しが並ぶ。",
         "R4=2022年度、R5=2023年度、R6=2024年度の売上高として読む。")
def _(book):
    page = book.page("推移")
    book.text(page, 1, "A", "売上高の推移")
    cols = columns(("企業名", "name"), ("法人番号", "corporate_number"),
                   *[(("売上高（百万円）", f"R{year - 2018}"), f"sales {year} 百万円") for year in (2022, 2023, 2024)])
    book.table(page, cols, FIRMS[:6], (2, "A"))


@fixture("synonyms-twice.xlsx", "同じ意味の見出しが2つある（屋号と事業者名、住所と所在地コード）。",
         "事業者名を名称とし、屋号は取り込まない列として知らせる。")
def _(book):
    page = book.page("登録事業者")
    cols = columns(("登録番号", None, lambda firm, number: 20_000 + number), ("屋号", None, lambda firm, number: firm.name + "の店"),
                   ("事業者名", "name"), ("法人番号", "corporate_number"), ("事業所所在地", "address"), ("電話番号", "telephone"))
    book.table(page, cols, FIRMS[10:15], (1, "A"))


@fixture("unusual-order.xlsx", "列の順番がふつうと違う（数字が先、企業名と法人番号が後ろ）。",
         "順番によらず、見出しと中身で読む。")
def _(book):
    page = book.page("Sheet1")
    cols = columns(("売上高(R6,千円)", "sales 2024 千円"), ("仕入高(R6,千円)", "purchases 2024 千円"), ("設立年月日", "established"),
                   ("業種コード", "industry"), ("住所", "address"), ("備考", "note"), ("会社名", "name"), ("法人番号", "corporate_number"))
    cols[2].write = lambda firm, number: firm.established
    book.table(page, cols, FIRMS[4:10], (1, "A"), swap={(3, "note"): ("移転予定", "移転予定")})


@fixture("blank-spacers.xlsx", "見やすくするための空の列と空の行が、表の中に入っている。",
         "空の列は列と数えず、空の行で表を終わらせない。")
def _(book):
    page = book.page("一覧")
    gap = Column(None, None)
    cols = [WHO[0], gap, WHO[1], WHO[2], gap, gap, SALES[0], gap, SALES[1]]
    rows = FIRMS[:3] + [Blank()] + FIRMS[3:6] + [Blank(), Blank()] + FIRMS[6:9]
    book.table(page, cols, rows, (2, "B"))


@fixture("repeated-headers.xlsx", "印刷のページごとに、ページの表題と見出しが繰り返されている。",
         "2ページ目以降の表題と見出しを飛ばし、続きの企業を読む。")
def _(book):
    page = book.page("印刷用")
    book.text(page, 1, "A", "会員名簿（1／3ページ）")
    rows = FIRMS[:5] + [Line("会員名簿（2／3ページ）", "title|note"), Again()] + FIRMS[5:10]
    rows += [Line("会員名簿（3／3ページ）", "title|note"), Again()] + FIRMS[10:13]
    book.table(page, WHO + SALES, rows, (2, "A"))


@fixture("repeated-two-row-headers.xlsx", "2行の見出しが、改ページごとに結合セルごと繰り返されている。",
         "2行とも繰り返しの見出しとして飛ばす。")
def _(book):
    page = book.page("印刷用")
    cols = columns(("企業名", "name"), ("法人番号", "corporate_number"), (("令和6年度（千円）", "売上高"), "sales 2024 千円"),
                   (("令和6年度（千円）", "仕入高"), "purchases 2024 千円"))
    book.table(page, cols, FIRMS[:4] + [Again()] + FIRMS[4:8] + [Again()] + FIRMS[8:10], (1, "A"))


@fixture("years-as-numbers.xlsx", "見出しの年が、文字ではなく数値（2022、2023、2024）で入っている。",
         "数値の見出しも年度として読む。")
def _(book):
    page = book.page("推移")
    cols = columns(("企業名", "name"), ("法人番号", "corporate_number"),
                   *[(("売上高（千円）", year), f"sales {year} 千円") for year in (2022, 2023, 2024)],
                   *[(("仕入高（千円）", year), f"purchases {year} 千円") for year in (2023, 2024)])
    book.table(page, cols, FIRMS[:6], (2, "A"))


@fixture("settlement-periods.xlsx", "年が決算期で書かれている（2023年3月期、R6.3期、令和6年12月期）。",
         "3月期は前の年度、12月期はその年の年度として読む。")
def _(book):
    page = book.page("決算")
    cols = columns(("企業名", "name"), ("法人番号", "corporate_number"), ("2023年3月期 売上高（百万円）", "sales 2022 百万円"),
                   ("R6.3期 売上高（百万円）", "sales 2023 百万円"), ("令和6年12月期 仕入高（百万円）", "purchases 2024 百万円"))
    book.table(page, cols, FIRMS[:6], (1, "A"))


@fixture("targets-and-changes.xlsx", "実績のほかに、目標・見込・前年度比・増減・構成比・1人当たりの列がある。",
         "実績の列だけを取り込む。")
def _(book):
    page = book.page("計画")
    other = [Column(head, None, lambda f, n: 100 + n) for head in (
        "令和6年度売上高前年度比（％）", "売上高増減額（千円）", "令和9年度売上高目標（千円）", "令和7年度売上高見込（千円）", "1人当たり売上高（千円）",
        "売上構成比（％）")]
    cols = WHO + SALES[:1] + other[:3] + columns(("令和6年度仕入高（千円）", "purchases 2024 千円")) + other[3:]
    book.table(page, cols, FIRMS[:6], (1, "A"))


@fixture("employees-by-kind.xlsx", "従業員数が、男・女・計、うち正社員・うちパートに分かれている。",
         "計の列を従業員数とし、内訳を足したり取り違えたりしない。")
def _(book):
    page = book.page("雇用")
    half = lambda f, n: f.figures[2024]["employees"] // 2  # noqa: E731
    cols = columns(("企業名", "name"), ("法人番号", "corporate_number"), Column(("従業員数（人）", "男"), None, half),
                   Column(("従業員数（人）", "女"), None, lambda f, n: f.figures[2024]["employees"] - half(f, n)),
                   Column(("従業員数（人）", "計"), "employees"), Column(("従業員数（人）", "うち正社員"), None, half))
    book.table(page, cols, FIRMS[:6], (1, "A"))


@fixture("year-not-stated.xlsx", "見出しが「前期」「直近期」で、何年度か書かれていない。",
         "年度を当て推量で決めない。数字は取り込まず、年度を尋ねる。企業そのものは取り込む。")
def _(book):
    page = book.page("一覧")
    guess = [Column(head, None, lambda f, n: 1_000 * n) for head in ("前期売上高（千円）", "直近期売上高（千円）")]
    book.table(page, WHO + guess, FIRMS[:5], (1, "A"))
    book.tables = None
    book.problem("*", "year_missing")


@fixture("totals-across.xlsx", "年度ごとの列の右に、3か年計と平均の列がある。",
         "計と平均の列を、ある年度の数字として取り込まない。")
def _(book):
    page = book.page("推移")
    cols = columns(("企業名", "name"), ("法人番号", "corporate_number"),
                   *[(("売上高（百万円）", f"令和{year - 2018}年度"), f"sales {year} 百万円") for year in (2022, 2023, 2024)],
                   Column(("売上高（百万円）", "3か年計"), None, lambda f, n: sum(f.figures[y]["sales"] for y in f.figures) // 1_000_000),
                   Column(("売上高（百万円）", "平均"), None, lambda f, n: sum(f.figures[y]["sales"] for y in f.figures) // 3_000_000))
    book.table(page, cols, FIRMS[:6], (1, "A"))


@fixture("address-in-parts.xlsx", "所在地が、都道府県・市区町村・町名番地・建物名の4列に分かれている。",
         "都道府県と市区町村を読み、町名番地と建物名をつないで所在地とする。")
def _(book):
    page = book.page("名簿")
    cols = columns(("企業名", "name"), ("法人番号", "corporate_number"), ("都道府県", "prefecture"), ("市区町村", "municipality"),
                   ("住所1", "address"), ("住所2", None, lambda f, n: "見本ビル3階" if n == 2 else None), ("電話番号", "telephone"))
    street = lambda f: f.address.split(f.municipality[1])[1]  # noqa: E731
    cols[2].write = lambda f, n: "福井県"
    cols[3].write = lambda f, n: f.municipality[1]
    cols[4].write = lambda f, n: street(f)
    firms = FIRMS[:5]
    book.table(page, cols, firms, (1, "A"))
    book.tables[-1]["columns"]["F"] = "address"
    for number, firm in enumerate(firms, 1):
        tail = street(firm) + ("見本ビル3階" if number == 2 else "")
        spaced = street(firm) + (" 見本ビル3階" if number == 2 else "")
        whole = f"福井県{firm.municipality[1]}{tail}"
        book.firm(firm, address=[tail, spaced, whole])


@fixture("blank-rows-and-pages.xlsx", "ページごとに見出しが繰り返され、ところどころに空の行がある（空の行、1社、次のページの見出し、と続くところもある）。年度の列のある表。",
         "空の行と繰り返しの見出しを飛ばし、どのページの企業も取り込む。")
def _(book):
    page = book.page("印刷用")
    row = 1
    heads = ("法人番号", "企業名", "所在地", "年度", "売上高（千円）", "仕入高（千円）")
    for number, firm in enumerate(FIRMS[:8]):
        row += 1 if number in (3, 6) else 0
        if number % 2 == 0:
            for letter, head in zip("ABCDEF", heads):
                page.put(row, letter, head)
            book.skip(page, row, "repeated_header|header" if number else "header")
            row += 1
        for year, era in ((2023, "令和5年度"), (2024, "令和6年度")):
            now = firm.figures[year]
            cells = (firm.corporate_number, firm.full_name, firm.address, era, now["sales"] // 1_000, now["purchases"] // 1_000)
            for letter, value in zip("ABCDEF", cells):
                page.put(row, letter, value)
            row += 1
        book.firm(firm, name=firm.full_name, corporate_number=firm.corporate_number, address=firm.address,
                  municipality=firm.municipality[0], prefecture="18",
                  **{f"{key}_{year}": firm.figures[year][key] for year in (2023, 2024) for key in ("sales", "purchases")})
    book.tables = None


@fixture("one-column-under-three-heads.xlsx", "3行の見出しの下に、金額の列が1つしかない。",
         "3行を組み合わせて読む。")
def _(book):
    page = book.page("調査")
    cols = WHO + columns((("令和6年度", "仕入", "うち域内仕入額（千円）"), "in_region_purchases 2024 千円"))
    book.table(page, cols, FIRMS[:6], (1, "A"))


@fixture("one-column-under-three-heads-unmerged.xlsx", "同じく3行の見出しだが、結合されていない。",
         "3行を組み合わせて読む。")
def _(book):
    page = book.page("調査")
    cols = WHO + columns((("令和6年度", "仕入", "うち域内仕入額（千円）"), "in_region_purchases 2024 千円"))
    book.table(page, cols, FIRMS[:6], (1, "A"), merge=False)


@fixture("pages-of-two-header-rows.xlsx", "2行の見出し（販売・仕入・雇用の下に7列）が2社ごとに繰り返される。年度は表題にだけある。",
         "2行とも繰り返しの見出しとして飛ばし、「企業名」という企業を取り込まない。")
def _(book):
    page = book.page("印刷用")
    book.text(page, 1, "A", "令和6年度　企業別取引実績一覧")
    cols = WHO + columns((("販売", "売上高（円）"), "sales 2024 円"), (("販売", "うち域外販売額（円）"), "out_of_region_sales 2024 円"),
                         (("販売", "うち輸出額（円）"), "exports 2024 円"), (("仕入", "仕入高（円）"), "purchases 2024 円"),
                         (("仕入", "うち域内仕入額（円）"), "in_region_purchases 2024 円"), (("雇用", "給与総額（円）"), "total_payroll 2024 円"),
                         (("雇用", "従業者数（人）"), "employees"))
    rows = []
    for place in range(0, 9, 2):
        rows += FIRMS[place : place + 2] + [Again()]
    book.table(page, cols, rows[:-1], (2, "A"))


@fixture("era-omitted.xlsx", "見出しの年度が「令和4年度」「5年度」「6年度」と、2つ目から元号が省かれている。",
         "左の元号を引き継いで、2023年度・2024年度と読む。")
def _(book):
    page = book.page("推移")
    cols = columns(("企業名", "name"), ("法人番号", "corporate_number"), (("売上高（百万円）", "令和4年度"), "sales 2022 百万円"),
                   (("売上高（百万円）", "5年度"), "sales 2023 百万円"), (("売上高（百万円）", "6年度"), "sales 2024 百万円"))
    book.table(page, cols, FIRMS[:6], (1, "A"))


@fixture("header-unit-signs.xlsx", "見出しの単位の書き方がまちまち（［千円］、：百万円、／千円、(単位:円)、〔万円〕）。",
         "どの書き方でも単位として読む。")
def _(book):
    page = book.page("調査")
    cols = columns(("企業名", "name"), ("法人番号（13桁）", "corporate_number"), ("資本金〔万円〕", "capital 万円"),
                   ("令和6年度売上高［千円］", "sales 2024 千円"), ("令和6年度仕入高：百万円", "purchases 2024 百万円"),
                   ("令和6年度給与総額／千円", "total_payroll 2024 千円"), ("令和6年度輸出額(単位:円)", "exports 2024 円"))
    book.table(page, cols, FIRMS[:6], (1, "A"))
