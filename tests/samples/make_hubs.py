#!/usr/bin/env python3
"""Makes the worked example of connectors and hubs in tests/fixtures/hubs: the same bytes each run.

    python3 tests/samples/make_hubs.py       (needs openpyxl 3.1.5)

Twelve invented firms in two prefectures, two years. firms.xlsx and totals.xlsx are what an office
would have; EXPECTED.json is worked out here with fractions, by the definitions alone, and README.md
says it so that anybody can check it with a calculator.
"""

import json
import sys
from decimal import ROUND_HALF_UP, Decimal, getcontext
from fractions import Fraction
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from openpyxl import Workbook  # noqa: E402
from openpyxl.styles import Font  # noqa: E402

import packing  # noqa: E402

getcontext().prec = 60
OUT = HERE.parent / "fixtures" / "hubs"


def number(base):
    """A 法人番号 with its check digit."""
    digits = f"9999060{base:05d}"
    total = sum(int(d) * w for d, w in zip(reversed(digits), [1, 2] * 6))
    return f"{9 - total % 9}{digits}"


# name, prefecture, municipality, industry, capital, employees,
# 2024: sales, out, exports, in, out (establishments); 2023: sales, out, in. Thousands of yen.
FIRMS = [
    ("見本精機", "福井県", "福井市", "24", 90000, 120, 2000000, 1200000, 600000, 300000, None, 1600000, 1000000, 250000),
    ("例示繊維", "福井県", "鯖江市", "11", 50000, 80, 1000000, 500000, 50000, 400000, None, 1000000, 500000, 380000),
    ("架空食品", "福井県", "福井市", "09", 30000, 60, 800000, 200000, 0, 600000, None, 700000, 180000, 500000),
    ("仮想商事", "福井県", "福井市", "53", 20000, 15, 520000, 500000, 0, 0, None, 540000, 480000, 0),
    ("空欄工業", "福井県", "鯖江市", "24", 10000, 30, 300000, None, None, 100000, None, 290000, None, 90000),
    ("負数物産", "福井県", "鯖江市", "53", 10000, 8, 120000, "△5,000", 0, 50000, None, 110000, 3000, 45000),
    ("過大興業", "福井県", "福井市", "32", 10000, 20, 900000, 999999999, 0, 20000, None, 800000, 40000, 20000),
    ("千倍製作所", "福井県", "鯖江市", "32", 40000, 90, 110000000, 100000000, 0, 10000, None, 105000, 100000, 9000),
    ("加賀見本酒造", "石川県", "金沢市", "10", 20000, 40, 700000, 300000, 100000, 400000, 290000, 650000, 280000, 300000),
    ("能登例示水産", "石川県", "金沢市", "09", 15000, 25, 500000, 100000, 20000, 300000, None, 480000, 90000, 290000),
    ("零売商店", "石川県", "小松市", "58", 5000, 6, 40000, 0, 0, None, None, 41000, 0, None),
    ("支店工場", "石川県", "小松市", "26", None, 200, None, None, None, 50000, 200000, None, None, None),
]
CODES = {"福井県": "18", "石川県": "17"}
HEADINGS = [
    "法人番号", "企業名", "都道府県", "市区町村", "業種コード", "資本金（千円）", "従業員数（人）",
    "2024年度 売上高（千円）", "2024年度 域外販売額（千円）", "2024年度 輸出額（千円）",
    "2024年度 域内仕入額（千円）", "2024年度 域外販売額（事業所ベース）（千円）",
    "2023年度 売上高（千円）", "2023年度 域外販売額（千円）", "2023年度 域内仕入額（千円）",
]
# prefecture, year as written, figure, value in millions of yen, source.
TOTALS = [
    ("福井県", "2024年度", "域外販売額", 400000, "見本県民経済計算"),
    ("福井県", "令和5年度", "域外販売額", 380000, "見本県民経済計算"),
    ("石川県", "2023年度", "域外販売額", 2000, "見本県民経済計算"),
    ("石川県", "2023年度", "域外販売額", 2500, "見本経済センサス"),
    ("石川県", "2024年度", "域内仕入額", 600, "見本県民経済計算"),
]
KINDS = ("connector", "hub")
THOUSAND, MILLION, SLIP = 1000, 1000000, 300


def as_number(value):
    """The cell's value in yen."""
    if value is None:
        return None
    if isinstance(value, str):
        return -int(value.replace("△", "").replace(",", "")) * THOUSAND
    return value * THOUSAND


def places(share):
    """Twelve places, rounded half up."""
    exact = Decimal(share.numerator) / Decimal(share.denominator)
    return f"{exact.quantize(Decimal('0.000000000001'), rounding=ROUND_HALF_UP):f}"


def figures(firm, year):
    """(value, of the establishments, of both bases) by degree."""
    if year == 2023:
        head = {"connector": as_number(firm[12]), "hub": as_number(firm[13])}
        establishments = {"connector": None, "hub": None}
    else:
        head = {"connector": as_number(firm[7]), "hub": as_number(firm[9])}
        establishments = {"connector": as_number(firm[10]), "hub": None}
    found = {}
    for kind in KINDS:
        own, other = head[kind], establishments[kind]
        found[kind] = (own if own is not None else other, own is None and other is not None,
                       own is not None and other is not None)
    return found


def denominator(prefecture, year, kind, firms):
    """The statistic of that year, else of the nearest other, else the registered sum."""
    figure = "域外販売額" if kind == "connector" else "域内仕入額"
    totals = [
        ({"2024年度": 2024, "2023年度": 2023, "令和5年度": 2023}[when], value * MILLION, source)
        for place, when, what, value, source in TOTALS if place == prefecture and what == figure
    ]
    if totals:
        of = min(totals, key=lambda total: (abs(total[0] - year), total[0]))[0]
        same = [total for total in totals if total[0] == of]
        # The newest counts until somebody chooses: the last in the file.
        return {"value": same[-1][1], "year": of, "source": same[-1][2], "kind": "statistic",
                "others": len(same) - 1}
    values = [figures(firm, year)[kind][0] for firm in firms]
    values = [value for value in values if value is not None and value >= 0]
    if not values:
        return None
    return {"value": sum(values), "year": year, "source": None, "kind": "registered_sum", "others": 0}


def missing(value, below, kind):
    """Why there is no degree."""
    if value is None:
        return f"{kind}_numerator_missing"
    if below is None:
        return f"{kind}_denominator_missing"
    if value < 0:
        return f"{kind}_numerator_negative"
    if value > below["value"]:
        return f"{kind}_above_denominator"
    return None


def outlier(firm, year, kind):
    """Against the firm's own other year, head office against head office."""
    other = figures(firm, 2023 if year == 2024 else 2024)[kind]
    own = figures(firm, year)[kind]
    if own[1] or other[1] or not own[0] or not other[0] or own[0] < 0 or other[0] < 0:
        return False
    return max(own[0], other[0]) // min(own[0], other[0]) >= SLIP


def question(prefecture, year):
    """What the ranking of that prefecture and year must say."""
    firms = [firm for firm in FIRMS if firm[1] == prefecture]
    below = {kind: denominator(prefecture, year, kind, firms) for kind in KINDS}
    shares = {kind: {} for kind in KINDS}
    for firm in firms:
        for kind in KINDS:
            value = figures(firm, year)[kind][0]
            if missing(value, below[kind], kind) is None:
                shares[kind][firm[0]] = Fraction(value, below[kind]["value"])
    above_one = {kind: sum(shares[kind].values()) > 1 for kind in KINDS}
    ranks = {
        kind: {name: 1 + sum(other > share for other in shares[kind].values())
               for name, share in shares[kind].items()}
        for kind in KINDS
    }
    both = [firm[0] for firm in firms if all(firm[0] in shares[kind] for kind in KINDS)]
    point = {name: tuple(shares[kind][name] for kind in KINDS) for name in both}
    fronts, left, front = {}, set(both), 1
    while left:
        beats = lambda a, b: a != b and a[0] >= b[0] and a[1] >= b[1]  # noqa: E731
        first = {n for n in left if not any(beats(point[other], point[n]) for other in left)}
        fronts.update({name: front for name in first})
        left, front = left - first, front + 1
    expected = []
    for firm in firms:
        name, warnings, reasons = firm[0], [], []
        for kind in KINDS:
            value, establishments, both_bases = figures(firm, year)[kind]
            reason = missing(value, below[kind], kind)
            if reason:
                reasons.append(reason)
                continue
            told = below[kind]
            if told["kind"] == "registered_sum":
                warnings.append(f"{kind}_registered_sum")
            else:
                warnings += [f"{kind}_year_mismatch"] if told["year"] != year else []
                warnings += [f"{kind}_total_undecided"] if told["others"] else []
                warnings += [f"{kind}_sum_above_one"] if above_one[kind] else []
                warnings += [f"{kind}_basis_mismatch"] if establishments else []
            warnings += [f"{kind}_two_bases"] if both_bases else []
            warnings += [f"{kind}_outlier"] if outlier(firm, year, kind) else []
        sales, earlier, exports = as_number(firm[6]), as_number(firm[11]), as_number(firm[8])
        growth = export_share = None
        if year == 2024:
            if sales is not None and earlier:
                growth = places(Fraction(sales - earlier, earlier))
            if sales and exports is not None and 0 <= exports <= sales:
                export_share = places(Fraction(exports, sales))
        expected.append({
            "name": name,
            "connector_degree": places(shares["connector"][name]) if name in shares["connector"] else None,
            "hub_degree": places(shares["hub"][name]) if name in shares["hub"] else None,
            "connector_rank": ranks["connector"].get(name),
            "hub_rank": ranks["hub"].get(name),
            "rank_sum": ranks["connector"][name] + ranks["hub"][name] if name in both else None,
            "front": fronts.get(name),
            "growth": growth,
            "export_share": export_share,
            "missing": reasons,
            "warnings": warnings,
        })
    told = {kind: below[kind] and {k: below[kind][k] for k in ("value", "year", "source", "kind")}
            for kind in KINDS}
    return {"prefecture": CODES[prefecture], "year": year, "denominators": told, "firms": expected}


def firms_book():
    """The list as an office would send it: a title above, a note below."""
    book = Workbook()
    sheet = book.active
    sheet.title = "企業一覧"
    sheet["A1"] = "企業別の取引額（架空の企業）"
    sheet.append([])
    sheet.append(HEADINGS)
    for cell in sheet[3]:
        cell.font = Font(bold=True)
    for index, firm in enumerate(FIRMS, start=1):
        name, prefecture, municipality, industry, capital, employees, *money = firm
        sheet.append([number(index), f"株式会社{name}", prefecture, municipality, industry, capital,
                      employees, *money])
    sheet.append(["（注）見本のための架空の企業です。"])
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 16, 24
    return book


def totals_book():
    """The denominators as a table of their own."""
    book = Workbook()
    sheet = book.active
    sheet.title = "分母"
    sheet["A1"] = "都道府県の計（架空の統計）"
    sheet.append([])
    sheet.append(["都道府県", "年度", "項目", "値", "単位", "出典", "基準"])
    for prefecture, year, figure, value, source in TOTALS:
        sheet.append([prefecture, year, figure, value, "百万円", source, "本社"])
    return book


def by_hand(questions):
    """The example in Japanese, each division written out."""
    lines = [
        "# 手計算の例：コネクター度とハブ度", "",
        "架空の12社（福井県8社、石川県4社）、2年度分です。`tests/samples/make_hubs.py` が "
        "`firms.xlsx`、`totals.xlsx`、`EXPECTED.json` とこの文をつくります。電卓で確かめられます。", "",
        "- コネクター度＝企業の域外販売額÷都道府県の域外販売額",
        "- ハブ度＝企業の域内仕入額÷都道府県の域内仕入額",
        "- 小数第12位まで示します（第13位を四捨五入）。分母がないときは登録企業の合計で代えます（負の金額は含めません）。",
        "- 順位は、同じ値なら同じ順位です。順位の合計は、2つの度の順位を足したものです。",
        "- 「300倍」は、本社どうしで、もう1つの年度との比が300倍以上のときに出ます。", "",
    ]
    for asked in questions:
        name = {code: name for name, code in CODES.items()}[asked["prefecture"]]
        lines += [f"## {name} {asked['year']}年度", ""]
        for kind, label in zip(KINDS, ("域外販売額", "域内仕入額")):
            below = asked["denominators"][kind]
            lines.append(f"- {label}の分母：" + (
                f"{below['value']:,} 円（{below['year']}年度、{below['source'] or '登録企業の合計'}）" if below else "なし"))
        lines += ["", "| 企業 | 域外販売額÷分母 | コネクター度 | 域内仕入額÷分母 | ハブ度 | 順位（コ・ハ・合計） | 前線 | 理由・注意 |",
                  "|---|---|---|---|---|---|---|---|"]
        firms = {firm[0]: firm for firm in FIRMS}
        for firm in asked["firms"]:
            found = figures(firms[firm["name"]], asked["year"])
            cells = [firm["name"]]
            for kind in KINDS:
                value, below = found[kind][0], asked["denominators"][kind]
                cells.append("–" if value is None else f"{value:,}÷{below['value']:,}" if below else f"{value:,}")
                cells.append(firm[f"{kind}_degree"] or "–")
            ranks = [firm["connector_rank"], firm["hub_rank"], firm["rank_sum"]]
            cells.append("・".join("–" if rank is None else str(rank) for rank in ranks))
            cells.append(str(firm["front"] or "–"))
            cells.append("、".join(firm["missing"] + firm["warnings"]) or "–")
            lines.append("| " + " | ".join(cells) + " |")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def main():
    """Writes the four files."""
    OUT.mkdir(parents=True, exist_ok=True)
    packing.save(firms_book(), OUT / "firms.xlsx")
    packing.save(totals_book(), OUT / "totals.xlsx")
    questions = [question(place, year) for place in CODES for year in (2024, 2023)]
    text = json.dumps(questions, ensure_ascii=False, indent=1)
    (OUT / "EXPECTED.json").write_text(text + "\n", encoding="utf-8")
    (OUT / "README.md").write_text(by_hand(questions), encoding="utf-8")


if __name__ == "__main__":
    main()
