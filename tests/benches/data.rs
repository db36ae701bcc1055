//! An invented firm list of 100,000 rows and 24 columns, made once and kept under `target/`.

use std::path::{Path, PathBuf};

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

pub(crate) const ROWS: u32 = 100_000;
/// As many rows as the largest list that is promised to fit in memory.
pub(crate) const MANY_ROWS: u32 = 500_000;
pub(crate) const COLUMNS: usize = 24;

/// How a workbook keeps its text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Strings {
    /// In the cells, as programs write that stream.
    Inline,
    /// In one table for the whole workbook, as Excel writes.
    Shared,
}

const HEADER: [&str; COLUMNS] = [
    "法人番号",
    "企業名",
    "フリガナ",
    "郵便番号",
    "所在地",
    "都道府県コード",
    "市区町村コード",
    "業種コード",
    "資本金（千円）",
    "従業員数（人）",
    "設立年月日",
    "代表者名",
    "電話番号",
    "ホームページ",
    "備考",
    "2024年度売上高（千円）",
    "2024年度域外販売額（千円）",
    "2024年度輸出額（千円）",
    "2024年度仕入額（千円）",
    "2024年度域内仕入額（千円）",
    "2024年度給与総額（千円）",
    "2023年度売上高（千円）",
    "取引銀行",
    "担当",
];

/// The workbook of so many rows, made when it is not there yet.
pub(crate) fn workbook(strings: Strings, rows: u32) -> PathBuf {
    let kind = match strings {
        Strings::Inline => "inline",
        Strings::Shared => "shared",
    };
    let name = format!("firms-{kind}-{rows}.xlsx");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("benches-3");
    let path = folder.join(&name);
    if !path.is_file() {
        println!("making {name}: {rows} rows × {COLUMNS} columns");
        std::fs::create_dir_all(&folder).unwrap();
        let unfinished = folder.join("unfinished.xlsx");
        write(&unfinished, strings, rows).unwrap();
        std::fs::rename(&unfinished, &path).unwrap();
    }
    path
}

fn write(path: &Path, strings: Strings, rows: u32) -> Result<(), XlsxError> {
    let mut book = Workbook::new();
    let sheet = match strings {
        Strings::Inline => book.add_worksheet_with_constant_memory()?,
        Strings::Shared => book.add_worksheet(),
    };
    sheet.set_name("企業一覧")?;
    for (column, title) in (0..).zip(HEADER) {
        sheet.write_string(0, column, title)?;
    }
    let date = Format::new().set_num_format("yyyy/m/d");
    for row in 1..=rows {
        write_row(sheet, row, &date)?;
    }
    book.save(path)
}

fn write_row(sheet: &mut Worksheet, row: u32, date: &Format) -> Result<(), XlsxError> {
    let n = u64::from(row);
    let texts: [String; 8] = [
        corporate_number(n),
        name(n),
        format!("ミホン{}", kana(n)),
        format!("{:03}-{:04}", 910 + n % 40, n % 10_000),
        format!("見本県{}市{}町{}番地{}", place(n), place(n / 7), n % 90 + 1, n % 30 + 1),
        "18".to_owned(),
        MUNICIPALITIES[n as usize % MUNICIPALITIES.len()].to_owned(),
        INDUSTRIES[n as usize % INDUSTRIES.len()].to_owned(),
    ];
    for (column, text) in (0..).zip(texts) {
        sheet.write_string(row, column, text)?;
    }
    sheet.write_number(row, 8, (1_000 + n * 37 % 90_000) as f64)?;
    sheet.write_number(row, 9, (1 + n * 13 % 700) as f64)?;
    // Days from 1900: from 1950 on.
    sheet.write_number_with_format(row, 10, (18_264 + n * 31 % 25_000) as f64, date)?;
    sheet.write_string(row, 11, format!("{} {}郎", place(n / 3), place(n / 5)))?;
    sheet.write_string(row, 12, format!("0778-{:02}-{:04}", n % 90 + 10, n % 10_000))?;
    sheet.write_string(row, 13, format!("https://firm{n}.example.jp/"))?;
    if n.is_multiple_of(11) {
        sheet.write_string(row, 14, "見本のための架空の企業")?;
    }
    let sales = 20_000 + n * 7919 % 4_000_000;
    for (column, part) in (15..).zip([100, 40, 12, 60, 35, 22, 95]) {
        sheet.write_number(row, column, (sales * part / 100) as f64)?;
    }
    sheet.write_string(row, 22, ["見本銀行", "例示信用金庫", "架空信用組合"][n as usize % 3])?;
    sheet.write_string(row, 23, ["商工課", "企画課"][n as usize % 2])?;
    Ok(())
}

const MUNICIPALITIES: [&str; 4] = ["182010", "182028", "182044", "182079"];
const INDUSTRIES: [&str; 6] = ["05", "09", "11", "24", "27", "53"];
const PLACES: [&str; 12] = [
    "青葉", "若草", "朝日", "大野", "川上", "白浜", "松原", "緑山", "小泉", "春日", "平和", "港南",
];

fn place(n: u64) -> &'static str {
    PLACES[n as usize % PLACES.len()]
}

/// Each row's own name, with the legal forms that lists have.
fn name(n: u64) -> String {
    match n % 3 {
        0 => format!("株式会社{}製作所{n}", place(n / 3)),
        1 => format!("{}商会{n}㈱", place(n / 3)),
        _ => format!("有限会社{}工業{n}", place(n / 3)),
    }
}

fn kana(n: u64) -> String {
    const KANA: [char; 10] = ['ア', 'カ', 'サ', 'タ', 'ナ', 'ハ', 'マ', 'ヤ', 'ラ', 'ワ'];
    n.to_string().bytes().map(|digit| KANA[usize::from(digit - b'0')]).collect()
}

/// Twelve digits that no register has given out, with their check digit before them.
fn corporate_number(n: u64) -> String {
    let digits = format!("9999{n:08}");
    let sum: u64 = digits
        .bytes()
        .rev()
        .zip([1, 2].into_iter().cycle())
        .map(|(digit, weight)| u64::from(digit - b'0') * weight)
        .sum();
    format!("{}{digits}", 9 - sum % 9)
}
