"""What stands in the cells: signs, words, marks, dates, errors."""

import datetime

from kit import FIRMS, SALES, WHO, Column, columns, fixture

TWO = columns(("企業名", "name"), ("法人番号", "corporate_number"))
YEN = "sales 2024 円"
THOUSAND = "sales 2024 千円"


def swaps(key, *pairs):
    """One pair of (cell, what must come out) for each firm."""
    return {(number, key): pair for number, pair in enumerate(pairs, 1)}


@fixture("negatives.xlsx", "負の数が △・▲・−・( )・赤字の表示形式で書かれている。",
         "どれも負の数として読む。")
def _(book):
    page = book.page("収支")
    cols = TWO + [Column("令和6年度売上高（千円）", THOUSAND, format='#,##0;"△ "#,##0')]
    pairs = [("△1,250", -1_250_000), ("▲ 300", -300_000), ("−45", -45_000), ("(2,000)", -2_000_000), ("（１５０）", -150_000),
             (-777, -777_000), ("-88", -88_000)]
    book.table(page, cols, FIRMS[:8], (1, "A"), swap=swaps(THOUSAND, *pairs))


@fixture("amounts-in-words.xlsx", "金額が言葉で書かれている（1億2,300万円、3.5百万円、約120、５００千円）。",
         "セルの中の単位を優先して円に直し、約の数字はそのことを知らせる。")
def _(book):
    page = book.page("調査")
    cols = TWO + columns(("令和6年度売上高（千円）", THOUSAND))
    pairs = [("1億2,300万円", 123_000_000), ("3.5百万円", 3_500_000), ("約120", 120_000), ("５００千円", 500_000),
             ("2千万円", 20_000_000), ("1,234千円", 1_234_000), ("12億円程度", 1_200_000_000), ("¥98,000", 98_000)]
    book.table(page, cols, FIRMS[:8], (1, "A"), swap=swaps(THOUSAND, *pairs))
    book.problem("C4", "amount_approximate")
    book.problem("C8", "amount_approximate")
    book.problem("C2", "amount_unit_in_cell")


@fixture("absent-secret-zero.xlsx", "－・…・x・***・ｘ・秘・空欄・0 が混ざっている。",
         "0だけを0とし、ほかは空欄とする。x・***・秘は秘匿、…は不明と区別して知らせる。")
def _(book):
    page = book.page("調査")
    cols = TWO + columns(("令和6年度売上高（千円）", THOUSAND), ("令和6年度輸出額（千円）", "exports 2024 千円"))
    marks = ["－", "…", "x", "***", "ｘ", "秘", None, 0, "0", "該当なし"]
    pairs = [(mark, 0 if mark in (0, "0") else None) for mark in marks]
    book.table(page, cols, FIRMS[:11], (1, "A"), swap=swaps(THOUSAND, *pairs))
    book.problem("C3", "amount_unknown")
    book.problem("C4", "amount_secret")


@fixture("percent.xlsx", "売上高の横に県外比率（%）や前年比の列がある。",
         "割合の列を金額として取り込まない。")
def _(book):
    page = book.page("調査")
    share = Column("うち県外比率", None, lambda f, n: f.figures[2024]["out_of_region_sales"] / f.figures[2024]["sales"], "0.0%")
    growth = Column("売上高前年比（％）", None, lambda f, n: "104.2" if n % 2 else 98.5)
    cols = WHO + columns(("令和6年度売上高（百万円）", "sales 2024 百万円")) + [share, growth]
    book.table(page, cols, FIRMS[:6], (1, "A"))


@fixture("full-width-digits.xlsx", "数字・法人番号・電話番号・住所が全角で書かれている。",
         "番号と金額は半角の数字として読み、名称と住所は書かれたまま残す。")
def _(book):
    wide = str.maketrans("0123456789,-", "０１２３４５６７８９，－")
    page = book.page("名簿")
    cols = columns(("法人番号", "corporate_number"), ("企業名", "name"), ("郵便番号", "postal_code"), ("所在地", "address"),
                   ("令和６年度売上高（千円）", THOUSAND), ("従業員数（人）", "employees"))
    cols[0].write = lambda f, n: f.corporate_number.translate(wide)
    cols[2].write = lambda f, n: f.postal_code.translate(wide)
    cols[4].write = lambda f, n: f"{f.figures[2024]['sales'] // 1000:,}".translate(wide)
    cols[5].write = lambda f, n: str(f.figures[2024]["employees"]).translate(wide)
    cols[3].write = lambda f, n: f.address.translate(wide)
    firms = FIRMS[:5]
    book.table(page, cols, firms, (1, "A"))
    for firm in firms:
        book.firm(firm, address=firm.address.translate(wide))


DAYS = [("令和6年4月1日", "2024-04-01"), ("R6.4.1", "2024-04-01"), ("R06.04.01", "2024-04-01"), ("2024/4/1", "2024-04-01"),
        ("20240401", "2024-04-01"), (datetime.date(2024, 4, 1), "2024-04-01"), ("平成31年5月1日", "2019-05-01"),
        ("昭和48年12月3日", "1973-12-03"), ("S48.12.3", "1973-12-03"), ("H元.5.20", "1989-05-20"),
        ("２０２４年４月１日", "2024-04-01"), (45383, "2024-04-01"), (20240401, "2024-04-01"), ("大正10年1月5日", "1921-01-05"),
        ("平成32年13月1日", None), ("不詳", None)]


@fixture("dates.xlsx", "設立年月日が、和暦・西暦・8桁・シリアル値など、いろいろに書かれている。",
         "どれも同じ日付として読む。平成31年5月1日（令和元年）は読んだうえで知らせ、ない日付は空欄とする。")
def _(book):
    page = book.page("名簿")
    cols = TWO + columns(("設立年月日", "established"))
    book.table(page, cols, FIRMS[:16], (1, "A"), swap=swaps("established", *DAYS))
    book.problem("C8", "date_past_era")
    book.problem("C16", "date_unreadable")
    book.problem("C17", "date_unreadable|amount_unknown")


@fixture("dates-1904.xlsx", "ブックが1904年から数える日付（Mac の形式）を使っている。",
         "4年と1日ずれた日付にしない。")
def _(book):
    page = book.page("名簿")
    cols = TWO + columns(("設立年月日", "established"))
    cols[2].write = lambda f, n: datetime.datetime.combine(f.established, datetime.time())
    book.table(page, cols, FIRMS[:6], (1, "A"))
    book.save["mac_dates"] = True


@fixture("errors-and-formulas.xlsx", "#REF!・#N/A・#DIV/0! のセルと、計算結果が保存されていない数式がある。",
         "エラーと未計算の数式は値とせず、空欄にして知らせる。結果のある数式は、その値を読む。")
def _(book):
    page = book.page("調査")
    cols = TWO + columns(("令和6年度売上高（千円）", THOUSAND), ("令和6年度仕入高（千円）", "purchases 2024 千円"))
    pairs = [("#REF!", None), ("#N/A", None), ("#DIV/0!", None), ("=D5+100", None), ("=D6*2", 4_000_000)]
    book.table(page, cols, FIRMS[:6], (1, "A"), swap=swaps(THOUSAND, *pairs))
    book.save["cached"] = {"C6": 4000}
    for cell, code in (("C2", "cell_error"), ("C3", "cell_error"), ("C4", "cell_error"), ("C5", "cell_uncalculated")):
        book.problem(cell, code)


@fixture("numbers-as-text.xlsx", "金額と従業員数が、文字列として入っている（左に緑の三角が出る）。",
         "数として読み、文字であったことを列ごとに知らせる。")
def _(book):
    page = book.page("調査")
    cols = TWO + columns(("令和6年度売上高（千円）", THOUSAND), ("従業員数", "employees"))
    cols[2].write = lambda f, n: f"{f.figures[2024]['sales'] // 1000:,}" if n % 2 else str(f.figures[2024]["sales"] // 1000)
    cols[3].write = lambda f, n: f"{f.figures[2024]['employees']}人" if n == 2 else str(f.figures[2024]["employees"])
    book.table(page, cols, FIRMS[:6], (1, "A"))
    book.problem("*", "number_as_text")


@fixture("footnote-marks.xlsx", "数字に注の印が付いている（1,200※1、340 注2）。企業名にも※がある。",
         "数字は印を除いて読み、印があったことを知らせる。名前は書かれたまま残す。")
def _(book):
    page = book.page("調査")
    cols = TWO + columns(("令和6年度売上高（千円）", THOUSAND))
    swap = swaps(THOUSAND, ("1,200※1", 1_200_000), ("340注2", 340_000), ("56*", 56_000))
    book.table(page, cols, FIRMS[:6], (1, "A"), swap=swap)
    book.problem("C2", "amount_footnote")


@fixture("decimals.xlsx", "百万円や億円の列に小数がある（75.3、1.25）。割り算の結果の端数もある。",
         "円に直して四捨五入し、端数があったことを知らせる。")
def _(book):
    page = book.page("調査")
    cols = TWO + columns(("令和6年度売上高（億円）", "sales 2024 億円"), ("令和6年度仕入高（百万円）", "purchases 2024 百万円"))
    swap = swaps("sales 2024 億円", (1.25, 125_000_000), (75.3, 7_530_000_000), ("0.5", 50_000_000), (98.59999999999998, 9_860_000_000), (8.6, 860_000_000))
    swap |= swaps("purchases 2024 百万円", (1234.5, 1_234_500_000), (1 / 3, 333_333), ("12.3", 12_300_000))
    book.table(page, cols, FIRMS[:5], (1, "A"), swap=swap)


@fixture("dates-as-codes.csv", "CSVの設立年月日が、8桁・和暦・年だけ・年月だけで書かれている。",
         "年月日のそろったものを日付とする。年だけ・年月だけは、補ったことを知らせるか空欄にする。")
def _(book):
    page = book.page("dates-as-codes")
    cols = TWO + columns(("設立年月日", "established"))
    swap = swaps("established", ("19731203", "1973-12-03"), ("昭和48年12月", ["", "1973-12-01"]), ("1973年", ["", "1973-01-01"]),
                 ("令和元年5月1日", "2019-05-01"), ("2019-05-01", "2019-05-01"), ("2019.5.1", "2019-05-01"))
    book.table(page, cols, FIRMS[:6], (1, "A"), swap=swap)
    book.problem("C3", "date_incomplete|date_unreadable")


@fixture("cells-with-two-values.xlsx", "1つのセルに2つの数字や範囲がある（1,234（567）、100〜200、5〜9人、売上120）。",
         "どれか1つを勝手に選ばず、空欄にして知らせる。")
def _(book):
    page = book.page("調査")
    cols = TWO + columns(("令和6年度売上高（千円）", THOUSAND), ("従業員数", "employees"))
    texts = ["1,234（567）", "100〜200", "1,200/3,400", "別紙参照", "売上120"]
    swap = swaps(THOUSAND, *[(text, None) for text in texts])
    swap |= swaps("employees", ("5〜9人", None), ("12名（うちパート3名）", ["", 12]), ("10人未満", ["", 10]), ("約30人", 30))
    book.table(page, cols, FIRMS[:7], (1, "A"), swap=swap)
    for row in range(2, 7):
        book.problem(f"C{row}", "amount_unreadable")
    book.problem("D2", "amount_unreadable")
    book.problem("D3", "*")
    book.problem("D4", "*")
    book.problem("D5", "amount_approximate")
