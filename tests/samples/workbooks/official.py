"""The layouts of official downloads and exports."""

from kit import FIRMS, Column, columns, fixture, make_firms


def none(header, value=None):
    """A column that is none of ours."""
    return Column(header, None, lambda firm, number: value)


@fixture("houjin-bangou-site.csv", "法人番号公表サイトのCSV（30列、見出しなし、すべて引用符付き）。",
         "見出しがなくても、列の並びから法人番号・名称・所在地を読む。")
def _(book):
    page = book.page("houjin-bangou-site")
    firms = FIRMS[:7]
    for row, firm in enumerate(firms, 1):
        place = firm.municipality[1]
        street = firm.address.split(place)[1]
        cells = [row, firm.corporate_number, "01", "1", "2015-11-13", "2015-10-05", firm.full_name, "", "301", "福井県", place,
                 street, "", "18", firm.municipality[0][2:5], firm.postal_code.replace("-", ""), "", "", "", "", "", "",
                 "2015-10-05", "1", "", "", "", "", firm.kana, "0"]
        for column, value in enumerate(cells, 1):
            page.cells[row, column] = value
        book.firm(firm, corporate_number=firm.corporate_number, municipality=firm.municipality[0], prefecture="18",
                  postal_code=firm.postal_code, kana=firm.kana, address=[street, firm.address])
    book.tables.append({"sheet": page.name, "header_rows": [], "first_row": 1, "last_row": 7, "columns": {
        "B": "corporate_number", "G": "name", "J": "prefecture", "K": "municipality", "L": "address", "P": "postal_code", "AC": "kana"}})
    book.save["quote_all"] = True


@fixture("gbizinfo.csv", "gBizINFO の法人基本情報のCSV（22列）。創業年・資格等級など、似た列が多い。",
         "法人名・ふりがな・本社所在地・資本金（円）・従業員数などを読み、企業規模詳細や更新日を取り違えない。")
def _(book):
    page = book.page("gbizinfo")
    cols = [*columns(("法人番号", "corporate_number"), ("法人名", "name"), ("法人名ふりがな", "kana")), none("法人名英語"),
            *columns(("郵便番号", "postal_code"), ("本社所在地", "address")), none("ステータス", "-"), none("登記記録の閉鎖等年月日"),
            none("登記記録の閉鎖等の事由"), Column("法人代表者名", "representative"), none("法人代表者役職", "代表取締役"),
            Column("資本金", "capital 円"), Column("従業員数", "employees"),
            Column("企業規模詳細(男性)", None, lambda f, n: f.figures[2024]["employees"] // 2),
            Column("企業規模詳細(女性)", None, lambda f, n: f.figures[2024]["employees"] - f.figures[2024]["employees"] // 2),
            none("営業品目リスト", "201、205"), none("事業概要", "見本の製造"), Column("企業ホームページ", "url"),
            Column("設立年月日", "established"), Column("創業年", None, lambda f, n: f.established.year - 3),
            none("最終更新日", "2025-06-01"), none("資格等級", "C")]
    book.table(page, cols, FIRMS[:6], (1, "A"), swap={(1, "url"): ("https://mihon.example/", "https://mihon.example/")})
    book.tables[-1]["columns"]["L"] = "capital|capital yen"
    book.save["bom"] = b"\xef\xbb\xbf"


@fixture("resas-export.csv", "RESASの書き出しに似たCSV（集計年、都道府県コード、市区町村コード … 企業名 … 売上高（百万円））。",
         "集計年の列を年度とし、コードと名前の列からは場所を、企業名と金額を読む。")
def _(book):
    page = book.page("resas-export")
    cols = [Column("集計年", None, lambda f, n: 2023), Column("都道府県コード", "prefecture"), none("都道府県名", "福井県"),
            Column("市区町村コード", "municipality"), Column("市区町村名", None, lambda f, n: f.municipality[1]),
            Column("産業中分類コード", "industry"), Column("産業中分類名", None, lambda f, n: f.industry),
            *columns(("企業名", "name"), ("法人番号", "corporate_number"), ("売上高（百万円）", "sales 2023 百万円"),
                     ("仕入高（百万円）", "purchases 2023 百万円"))]
    cols[3].write = lambda f, n: f.municipality[0][:5]
    book.table(page, cols, FIRMS[:6], (1, "A"))
    letters = book.tables[-1]["columns"]
    letters["J"], letters["K"] = ("|".join(f"{name}{year} million_yen" for year in ("", " 2023")) for name in ("sales", "purchases"))


@fixture("resas-statistics.csv", "RESASの統計のCSV（市区町村ごとの企業数と売上高。企業名も法人番号もない）。",
         "企業の一覧ではないので、取り込まずに、はっきり断る。")
def _(book):
    page = book.page("resas-statistics")
    lines = [("年", "都道府県コード", "都道府県名", "市区町村コード", "市区町村名", "企業数（社）", "売上高（百万円）"),
             (2021, 18, "福井県", 18201, "福井市", 8_021, 1_234_567), (2021, 18, "福井県", 18207, "鯖江市", 2_143, 234_567),
             (2021, 18, "福井県", 18209, "越前市", 2_510, 345_678), (2021, 18, "福井県", 18210, "坂井市", 2_201, 456_789)]
    for row, cells in enumerate(lines, 1):
        for column, value in enumerate(cells, 1):
            page.cells[row, column] = value
    book.refused = True


@fixture("business-frame.csv", "事業所母集団データベースに似たリスト（商号名称、事業所所在地、産業分類コード、従業者数 …）。",
         "商号名称を名称、産業分類コードを業種、従業者数を従業員数として読む。内訳の男女は取り込まない。")
def _(book):
    page = book.page("business-frame")
    cols = [Column("事業所番号", None, lambda f, n: f"1{n:010}"), Column("法人番号", "corporate_number"), Column("商号名称", "name"),
            Column("商号名称カナ", "kana"), Column("事業所所在地", "address"), Column("電話番号", "telephone"),
            Column("産業分類コード", "industry"), Column("従業者数", "employees"),
            Column("うち男", None, lambda f, n: f.figures[2024]["employees"] // 2), none("単独・本所・支所の別", "1"),
            none("開設時期", "5")]
    book.table(page, cols, FIRMS[10:16], (1, "A"))
    book.save["encoding"] = "cp932"
