"""The invented firms that the three sample workbooks share.

Nobody is meant: names start with 見本・架空・例示・仮想, 法人番号 have a valid check digit over a
base that starts with 9999 (no registry office has that number), postal codes start with 000 and
telephone numbers with 0000.
"""

import datetime
import math
import random
from dataclasses import dataclass, field

PREFECTURE = "福井県"

# code, name, weight, town names that do not exist there
MUNICIPALITIES = [
    ("182010", "福井市", 30), ("182079", "鯖江市", 18), ("182095", "越前市", 14), ("182109", "坂井市", 10),
    ("182028", "敦賀市", 7), ("182052", "大野市", 4), ("182061", "勝山市", 4), ("182087", "あわら市", 4),
    ("182044", "小浜市", 3), ("183229", "吉田郡永平寺町", 2), ("184233", "丹生郡越前町", 2),
    ("184047", "南条郡南越前町", 1), ("185019", "三方上中郡若狭町", 1),
]
TOWNS = ["見本町", "架空台", "例示ヶ丘", "仮想本町", "見本新田", "架空町"]

# division: name, weight, share sold outside the prefecture, endings of a firm's name
INDUSTRIES = {
    "32": ("その他の製造業", 12, 0.72, [("光学", "コウガク"), ("眼鏡", "ガンキョウ"), ("漆器", "シッキ")]),
    "11": ("繊維工業", 13, 0.66, [("繊維", "センイ"), ("合繊", "ゴウセン"), ("染工", "センコウ")]),
    "24": ("金属製品製造業", 9, 0.55, [("金属", "キンゾク"), ("製作所", "セイサクショ"), ("鍍金", "メッキ")]),
    "26": ("生産用機械器具製造業", 7, 0.62, [("精機", "セイキ"), ("機械", "キカイ"), ("工機", "コウキ")]),
    "18": ("プラスチック製品製造業（別掲を除く）", 6, 0.58, [("樹脂", "ジュシ"), ("化成", "カセイ"), ("成形", "セイケイ")]),
    "28": ("電子部品・デバイス・電子回路製造業", 5, 0.80, [("電子", "デンシ"), ("デバイス", "デバイス"), ("回路", "カイロ")]),
    "29": ("電気機械器具製造業", 3, 0.65, [("電機", "デンキ"), ("電装", "デンソウ"), ("電気工業", "デンキコウギョウ")]),
    "09": ("食料品製造業", 7, 0.38, [("食品", "ショクヒン"), ("水産", "スイサン"), ("製菓", "セイカ")]),
    "10": ("飲料・たばこ・飼料製造業", 3, 0.35, [("酒造", "シュゾウ"), ("醸造", "ジョウゾウ"), ("製茶", "セイチャ")]),
    "12": ("木材・木製品製造業（家具を除く）", 3, 0.40, [("木材", "モクザイ"), ("製材", "セイザイ"), ("林産", "リンサン")]),
    "13": ("家具・装備品製造業", 3, 0.45, [("家具", "カグ"), ("木工", "モッコウ"), ("建具", "タテグ")]),
    "14": ("パルプ・紙・紙加工品製造業", 4, 0.57, [("製紙", "セイシ"), ("和紙", "ワシ"), ("紙業", "シギョウ")]),
    "16": ("化学工業", 2, 0.70, [("化学", "カガク"), ("薬品", "ヤクヒン"), ("塗料", "トリョウ")]),
    "21": ("窯業・土石製品製造業", 2, 0.30, [("窯業", "ヨウギョウ"), ("陶器", "トウキ"), ("石材", "セキザイ")]),
    "06": ("総合工事業", 6, 0.08, [("建設", "ケンセツ"), ("土木", "ドボク"), ("工務店", "コウムテン")]),
    "39": ("情報サービス業", 4, 0.42, [("情報", "ジョウホウ"), ("システム", "システム"), ("ソフト", "ソフト")]),
    "44": ("道路貨物運送業", 4, 0.35, [("運輸", "ウンユ"), ("運送", "ウンソウ"), ("物流", "ブツリュウ")]),
    "52": ("飲食料品卸売業", 4, 0.28, [("商事", "ショウジ"), ("食材", "ショクザイ"), ("青果", "セイカ")]),
    "54": ("機械器具卸売業", 3, 0.22, [("機工商会", "キコウショウカイ"), ("機器販売", "キキハンバイ"), ("産機", "サンキ")]),
    "75": ("宿泊業", 3, 0.60, [("旅館", "リョカン"), ("ホテル", "ホテル"), ("温泉館", "オンセンカン")]),
    "01": ("農業", 2, 0.30, [("農園", "ノウエン"), ("農産", "ノウサン"), ("ファーム", "ファーム")]),
}
PREFIXES = [("見本", "ミホン"), ("架空", "カクウ"), ("例示", "レイジ"), ("仮想", "カソウ")]
WORDS = [pair.split(":") for pair in (
    "青空:アオゾラ 若葉:ワカバ 山彦:ヤマビコ 白雲:シラクモ 夕月:ユウヅキ 七色:ナナイロ 銀河:ギンガ 青葉:アオバ "
    "早苗:サナエ 紅葉:モミジ 白波:シラナミ 松風:マツカゼ 竹林:チクリン 梅香:バイコウ 桜花:オウカ 朝霧:アサギリ "
    "夜光:ヤコウ 明星:ミョウジョウ 北辰:ホクシン 南風:ミナミカゼ 東雲:シノノメ 西風:ニシカゼ 千鳥:チドリ 飛鳥:アスカ "
    "鶴亀:ツルカメ 金糸:キンシ 銀糸:ギンシ 真珠:シンジュ 水晶:スイショウ 翡翠:ヒスイ 瑠璃:ルリ 珊瑚:サンゴ "
    "一番:イチバン 二葉:フタバ 三光:サンコウ 四季:シキ 五色:ゴシキ 六花:リッカ 八雲:ヤクモ 九重:ココノエ "
    "十全:ジュウゼン 百福:ヒャクフク 千歳:チトセ 万葉:マンヨウ 大河:タイガ 清流:セイリュウ 深山:ミヤマ 高嶺:タカネ "
    "平原:ヘイゲン 若竹:ワカタケ 老松:オイマツ 花園:ハナゾノ 春日:ハルヒ 夏空:ナツゾラ 秋月:アキヅキ 冬木:フユキ"
).split()]
FAMILY_NAMES = ["見本", "架空", "例示", "仮想"]
GIVEN_NAMES = ["太郎", "花子", "一郎", "良子", "次郎", "恵", "三郎", "薫", "四郎", "真琴"]


@dataclass
class Firm:
    """One invented firm; `figures` is {year: {field: yen or persons}}."""

    serial: int
    name: str
    kana: str
    legal: str
    legal_first: bool
    division: str
    municipality: tuple
    figures: dict = field(default_factory=dict)
    address: str = ""
    postal_code: str = ""
    telephone: str = ""
    representative: str = ""
    capital: int = 0
    established: datetime.date = datetime.date(1950, 4, 1)

    @property
    def corporate_number(self):
        """13 digits with a valid check digit."""
        kind = {"株式会社": "01", "有限会社": "02", "合同会社": "03"}[self.legal]
        base = f"9999{kind}{self.serial:06}"
        return check_digit(base) + base

    @property
    def full_name(self):
        """The name as registered."""
        return self.legal + self.name if self.legal_first else self.name + self.legal

    @property
    def industry(self):
        """The name of its division."""
        return INDUSTRIES[self.division][0]


def check_digit(base):
    """9 − (Σ Pn·Qn mod 9), Q = 1, 2, 1, 2 … from the last of the twelve digits."""
    total = sum(int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(base)))
    return str(9 - total % 9)


def anchors():
    """A few firms that the sample plans name: (name, kana, division, municipality, figures of 2024 in million yen)."""
    columns = ("sales", "out_of_region_sales", "exports", "purchases", "in_region_purchases", "total_payroll")
    rows = [
        ("見本精密工業", "ミホンセイミツコウギョウ", "26", 1, (18500, 15200, 6100, 9800, 4100, 2650), 520),
        ("架空チタン加工", "カクウチタンカコウ", "24", 0, (9600, 7900, 2100, 4700, 2600, 1420), 310),
        ("例示光学", "レイジコウガク", "32", 1, (7200, 6400, 2900, 3100, 1950, 1180), 265),
        ("見本合繊", "ミホンゴウセン", "11", 0, (12400, 10100, 3300, 7200, 3900, 1730), 402),
        ("架空漆器", "カクウシッキ", "32", 1, (860, 590, 120, 330, 255, 190), 48),
        ("例示電子部品", "レイジデンシブヒン", "28", 2, (21300, 19800, 8800, 12900, 2200, 2980), 610),
    ]
    for serial, (name, kana, division, place, millions, employees) in enumerate(rows, 1):
        firm = Firm(serial, name, kana, "株式会社", False, division, MUNICIPALITIES[place])
        now = {key: value * 1_000_000 for key, value in zip(columns, millions)} | {"employees": employees}
        firm.figures = {2024: now, 2023: scaled(now, 0.96)}
        yield firm


def scaled(figures, factor, step=1_000):
    """The same figures times a factor, money cut to whole steps: what was ≤ stays ≤."""
    return {
        key: max(1, round(value * factor)) if key == "employees" else int(value * factor) // step * step
        for key, value in figures.items()
    }


def invented_figures(rng, division):
    """Plausible figures of 2024: out-of-region ≤ sales, in-region ≤ purchases ≤ sales."""
    employees = min(1_200, max(1, round(math.exp(rng.gauss(math.log(16), 1.05)))))
    sales = int(employees * rng.uniform(9e6, 30e6))
    outside = min(0.97, max(0.0, rng.gauss(INDUSTRIES[division][2], 0.16)))
    purchases = int(sales * rng.uniform(0.35, 0.72))
    payroll = min(employees * rng.uniform(3.0e6, 5.2e6), 0.6 * (sales - purchases))
    exports = rng.uniform(0.03, 0.45) if rng.random() < 0.35 and outside > 0.3 else 0.0
    figures = {
        "sales": sales,
        "out_of_region_sales": int(sales * outside),
        "exports": int(sales * outside * exports),
        "purchases": purchases,
        "in_region_purchases": int(purchases * rng.uniform(0.15, 0.8)),
        "total_payroll": int(payroll),
        "employees": employees,
    }
    return scaled(figures, 1.0)


def invented(rng, serial, taken, municipality=None):
    """One more firm with a name not taken yet."""
    divisions = list(INDUSTRIES)
    division = rng.choices(divisions, [INDUSTRIES[key][1] for key in divisions])[0]
    while True:
        parts = rng.choice(PREFIXES), rng.choice(WORDS), rng.choice(INDUSTRIES[division][3])
        name, kana = ("".join(part[side] for part in parts) for side in (0, 1))
        if name not in taken:
            break
    taken.add(name)
    place = municipality or rng.choices(MUNICIPALITIES, [row[2] for row in MUNICIPALITIES])[0]
    legal = rng.choices(["株式会社", "有限会社", "合同会社"], [82, 13, 5])[0]
    firm = Firm(serial, name, kana, legal, rng.random() < 0.45, division, place)
    now = invented_figures(rng, division)
    firm.figures = {2024: now, 2023: scaled(now, rng.uniform(0.88, 1.06))}
    return firm


def complete(rng, firm):
    """Fills in address, telephone, representative, capital and date of foundation."""
    town = rng.choice(TOWNS)
    firm.address = f"{PREFECTURE}{firm.municipality[1]}{town}{rng.randint(1, 9)}丁目{rng.randint(1, 40)}番{rng.randint(1, 30)}号"
    firm.postal_code = f"000-{rng.randint(1, 9999):04}"
    firm.telephone = f"0000-{rng.randint(10, 99)}-{rng.randint(0, 9999):04}"
    firm.representative = f"{rng.choice(FAMILY_NAMES)}　{rng.choice(GIVEN_NAMES)}"
    firm.capital = rng.choice([3, 5, 10, 10, 10, 20, 30, 48, 50, 95, 99]) * 1_000_000
    if firm.figures[2024]["employees"] > 150:
        firm.capital *= 6
    firm.established = datetime.date(rng.randint(1927, 2018), rng.randint(1, 12), rng.randint(1, 28))


def make_pool(seed=18):
    """All firms: the first 400 are the prefecture's, 鯖江市's among the first 500 the chamber's choice."""
    rng = random.Random(seed)
    firms = list(anchors())
    taken = {firm.name for firm in firms}
    for serial in range(len(firms) + 1, 2_087):
        # The chamber's firms that the prefecture does not have.
        sabae = MUNICIPALITIES[1] if 400 < serial <= 415 else None
        firms.append(invented(rng, serial, taken, sabae))
    # Seven firms bear the name of another one, as happens.
    for copy, original in ((501, 21), (612, 35), (733, 48), (854, 77), (975, 102), (1096, 150), (1217, 203)):
        firms[copy].name, firms[copy].kana = firms[original].name, firms[original].kana
        firms[copy].division = firms[original].division
    for firm in firms:
        complete(rng, firm)
    return firms
