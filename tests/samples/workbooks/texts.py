"""Text files: separators, encodings, line breaks."""

from kit import FIRMS, SALES, WHO, columns, fixture

LIST = columns(("法人番号", "corporate_number"), ("企業名", "name"), ("所在地", "address"),
               ("令和6年度売上高（円）", "sales 2024 円"), ("従業員数", "employees"))
ODD = {(1, "name"): ("髙﨑①見本㈱", "髙﨑①見本㈱"), (2, "name"): ("架空～工房−東京", "架空～工房−東京")}


@fixture("shift-jis.csv", "Shift_JIS（Windows の機種依存文字 髙﨑①㈱ を含む）のCSV。",
         "文字化けせずに読む。")
def _(book):
    page = book.page("shift-jis")
    swap = {(1, "name"): ("髙﨑①見本㈱", "髙﨑①見本㈱"), (2, "name"): ("Ⅲ架空～工房№５", "Ⅲ架空～工房№５")}
    book.table(page, LIST, FIRMS[:6], (1, "A"), swap=swap)
    book.save["encoding"] = "cp932"


@fixture("utf8-bom.csv", "BOM付きUTF-8のCSV。",
         "BOMを見出しの一部と読まない。")
def _(book):
    page = book.page("utf8-bom")
    book.table(page, LIST, FIRMS[:6], (1, "A"), swap={(1, "name"): ("𠮷野見本株式会社", "𠮷野見本株式会社")})
    book.save["bom"] = b"\xef\xbb\xbf"


@fixture("quoted-line-breaks.csv", "BOMなしUTF-8のCSVで、引用符の中に改行とカンマがある。",
         "引用符の中の改行で行を分けない。")
def _(book):
    page = book.page("quoted-line-breaks")
    cols = LIST + columns(("備考", "note"))
    swap = {(2, "note"): ("移転予定,\n令和8年4月", "移転予定,\n令和8年4月"), (4, "name"): ('例示"光"学', '例示"光"学')}
    book.table(page, cols, FIRMS[:5], (1, "A"), swap=swap)
    for place, value in list(page.cells.items()):
        if place[0] > 1 and place[1] == 4 and isinstance(value, int):
            page.cells[place] = f"{value:,}"


@fixture("semicolon.csv", "セミコロン区切りのCSV。",
         "区切りを見分けて読む。")
def _(book):
    page = book.page("semicolon")
    book.table(page, LIST, FIRMS[:5], (1, "A"))
    book.save["delimiter"] = ";"


@fixture("unicode-text.txt", "Excelの「Unicode テキスト」（タブ区切り、UTF-16LE、BOM付き）。",
         "タブ区切りの表として読む。")
def _(book):
    page = book.page("unicode-text")
    book.table(page, LIST, FIRMS[:6], (1, "A"), swap={(1, "name"): ("髙﨑𠮷見本㈱", "髙﨑𠮷見本㈱")})
    book.save.update(encoding="utf-16-le", bom=b"\xff\xfe", delimiter="\t")


@fixture("title-line.csv", "CSVの1行目が表題、2行目が空行、最後の行が「以上」である。",
         "表題と最後の行を飛ばして読む。")
def _(book):
    page = book.page("title-line")
    book.text(page, 1, "A", "企業一覧（令和7年5月出力）")
    end = book.table(page, LIST, FIRMS[:5], (3, "A"))
    book.text(page, end, "A", "以上", "note|title")


@fixture("tab.tsv", "タブ区切り（UTF-8、BOMなし）で、値にカンマがある。",
         "カンマではなくタブで区切る。")
def _(book):
    page = book.page("tab")
    cols = LIST[:4]
    cols = cols[:3] + [type(cols[3])(cols[3].header, cols[3].key, lambda f, n: f"{f.figures[2024]['sales']:,}")]
    book.table(page, cols, FIRMS[:5], (1, "A"))
    book.save["delimiter"] = "\t"


@fixture("excel-kept-zeros.csv", "Excel用に =\"0776…\" と書かれた番号があるCSV。",
         "式の書き方を外して、番号を文字として読む。")
def _(book):
    page = book.page("excel-kept-zeros")
    cols = columns(("法人番号", "corporate_number"), ("企業名", "name"), ("電話番号", "telephone"), ("市町村コード", "municipality"))
    for column, key in ((0, "corporate_number"), (2, "telephone")):
        cols[column].write = lambda f, n, key=key: f'="{getattr(f, key)}"'
    book.table(page, cols, FIRMS[:5], (1, "A"))


@fixture("tab-with-many-commas.txt", "タブ区切りの「Unicode テキスト」で、どの金額にも3桁ごとのカンマがある（カンマのほうがタブより多い）。",
         "行ごとに数のそろうタブを区切りと見て、カンマで分けない。")
def _(book):
    page = book.page("tab-with-many-commas")
    cols = WHO + columns(*[(f"{era}{head}（円）", f"{key} {year} 円") for era, year in (("令和5年度", 2023), ("令和6年度", 2024))
                           for head, key in (("売上高", "sales"), ("域外販売額", "out_of_region_sales"), ("仕入高", "purchases"))])
    for column in cols[3:]:
        column.write = lambda f, n, column=column: f"{column.value(f):,}"
    book.table(page, cols, FIRMS[:6], (1, "A"))
    book.save.update(encoding="utf-16-le", bom=b"\xff\xfe", delimiter="\t")


@fixture("ragged.csv", "行ごとに列の数が違うCSV（末尾の空欄が省かれ、空の行は「,,,」、改行はLFだけ）。",
         "足りない列は空欄とし、空の行を飛ばす。")
def _(book):
    page = book.page("ragged")
    cols = LIST + columns(("備考", "note"))
    end = book.table(page, cols, FIRMS[:3], (1, "A"), swap={(2, "note"): ("見本", "見本")})
    page.cells[end, 6] = ""
    for offset, firm in enumerate(FIRMS[3:6], 1):
        for column, spec in enumerate(cols[:5], 1):
            page.cells[end + offset, column] = spec.cell(firm, 0)
        book.take(firm, cols)
    book.tables[-1]["last_row"] = end + 3
    book.save["newline"] = "\n"


@fixture("html-table.xls", "拡張子は .xls だが、中身はHTMLの表（業務システムの書き出し）。",
         "Excelのファイルではないので、はっきり断る（開いて保存し直すよう案内する）。読めるなら正しく読む。")
def _(book):
    page = book.page("html-table")
    book.table(page, WHO, FIRMS[:4], (1, "A"))
    book.tables, book.refused = None, "may"
    book.save["html"] = True


@fixture("tab-with-notes.txt", "タブ区切りの「Unicode テキスト」で、企業は3社だけ、下に注が3行ある。金額にカンマがある。",
         "注の行にタブがなくても、表の行がそろうタブを区切りと見る。")
def _(book):
    page = book.page("tab-with-notes")
    cols = WHO + columns(*[(f"令和{year - 2018}年度{head}（円）", f"{key} {year} 円") for year in (2023, 2024)
                           for head, key in (("売上高", "sales"), ("仕入高", "purchases"), ("給与総額", "total_payroll"))])
    for column in cols[3:]:
        column.write = lambda f, n, column=column: f"{column.value(f):,}"
    end = book.table(page, cols, FIRMS[:3], (1, "A"))
    for offset, text in enumerate(("（注）金額は決算期による。", "※見本の表です。", "資料：見本県調べ"), 1):
        book.text(page, end + offset, "A", text, "note")
    book.save.update(encoding="utf-16-le", bom=b"\xff\xfe", delimiter="\t")
