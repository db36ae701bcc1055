//! An official form, drawn by another program, with what such forms have.

use std::collections::BTreeMap;

use rust_xlsxwriter::{DataValidation, Format, FormatBorder, Workbook, Worksheet};
use serde_json::{Value, json};
use shirube_tests::Desk;

/// A form; a new version has a row more on top and one label less.
#[derive(Debug, Default)]
pub(super) struct Official {
    pub(super) newer: bool,
}

impl Official {
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.set_name("様式第1号").unwrap();
        self.draw(sheet);
        let choices = book.add_worksheet();
        choices.set_name("選択肢").unwrap().set_hidden(true);
        for (row, text) in (0u32..).zip(["戦略産業クラスター計画", "地域産業クラスター計画"])
        {
            choices.write_string(row, 0, text).unwrap();
        }
        book.define_name("種別", "='選択肢'!$A$1:$A$2").unwrap();
        book.save_to_buffer().unwrap()
    }

    fn draw(&self, sheet: &mut Worksheet) {
        let down = u32::from(self.newer);
        let text = Format::new();
        let boxed = Format::new().set_border(FormatBorder::Thin);
        let wrapped = boxed.clone().set_text_wrap();
        let write = |sheet: &mut Worksheet, row: u32, column: u16, words: &str| {
            sheet.write_string_with_format(row + down, column, words, &text).unwrap();
        };
        let blank = |sheet: &mut Worksheet, row: u32, column: u16, format: &Format| {
            sheet.write_blank(row + down, column, format).unwrap();
        };
        sheet.set_column_width(0, 24).unwrap();
        for column in 1..=13 {
            sheet.set_column_width(column, 4).unwrap();
        }
        write(sheet, 0, 0, "１．計画の名称");
        sheet.merge_range(down, 1, down, 7, "", &boxed).unwrap();
        write(sheet, 1, 0, "計画期間");
        for (column, words) in [(1, "令和"), (3, "年"), (5, "月"), (7, "日")] {
            write(sheet, 1, column, words);
        }
        for column in [2, 4, 6] {
            blank(sheet, 1, column, &boxed);
        }
        write(sheet, 2, 0, "法人番号");
        for column in 1..=13 {
            blank(sheet, 2, column, &boxed);
        }
        if !self.newer {
            write(sheet, 3, 0, "終期");
            blank(sheet, 3, 1, &boxed);
        }
        blank(sheet, 3, 2, &boxed.clone().set_num_format("yyyy/m/d"));
        write(sheet, 4, 0, "計画の種別");
        blank(sheet, 4, 1, &boxed);
        let kinds = DataValidation::new().allow_list_formula("種別".into());
        sheet.add_data_validation(4 + down, 1, 4 + down, 1, &kinds).unwrap();
        write(sheet, 5, 0, "事業費（千円）");
        for column in 1..=3 {
            blank(sheet, 5, column, &boxed);
        }
        write(sheet, 6, 0, "販路");
        for column in 1..=4 {
            blank(sheet, 6, column, &boxed);
        }
        write(sheet, 6, 5, "□ 国内　□ 輸出");
        blank(sheet, 7, 2, &boxed.clone().set_num_format("0.0%"));
        write(sheet, 8, 0, "計画の概要");
        sheet.merge_range(8 + down, 1, 8 + down, 7, "", &wrapped).unwrap();
        write(sheet, 10, 0, "製品名");
        write(sheet, 10, 1, "販路");
        for row in 11..=12 {
            blank(sheet, row, 0, &boxed);
            blank(sheet, row, 1, &boxed);
        }
        write(sheet, 13, 0, "計");
        sheet.write_formula(13 + down, 1, "=SUM(B17:D17)").unwrap();
    }
}

/// What the plan says.
pub(super) fn answers() -> Value {
    let summary = "眼鏡の部品を作る技術を医療と計測の分野へ広げ、地域の中で調達する割合を高める。";
    json!({
        "summary": summary.repeat(6),
        "document_number": "4000020182079",
        "department": "産業労働部",
        "contact": { "name": "鯖江 花子", "telephone": "0778-51-2200", "email": "k@example.jp" },
        "includes_attraction": true,
        "products": [
            { "name": "眼鏡枠", "route": "export", "share_now": 12.5, "source": "業界統計" },
            { "name": "医療用レンズ", "route": "domestic_share", "source": "見積り" },
            { "name": "計測器", "route": "both" },
        ],
        "funding": [
            { "fiscal_year": 2027, "source": "state", "amount": 1_234_567 },
            { "fiscal_year": 2028, "source": "prefecture", "amount": 2_000_000 },
        ],
    })
}

/// The cells with content of the first sheets, by name, as `forms inspect` tells them.
pub(super) fn cells_of(desk: &Desk, file: &str) -> BTreeMap<String, Value> {
    let seen = desk.run_bare(&["--json", "forms", "inspect", file]).ok();
    let sheets = seen["sheets"].as_array().unwrap().iter().filter(|sheet| sheet["hidden"] == false);
    let cells = sheets.flat_map(|sheet| sheet["cells"].as_array().unwrap().clone());
    cells
        .filter(|cell| !cell["value"].is_null())
        .map(|cell| (cell["cell"].as_str().unwrap().to_owned(), cell["value"].clone()))
        .collect()
}
