//! What the quick reader of plain rows and strings gives, the general reader gives too.

use std::ops::ControlFlow;

use proptest::prelude::*;

use super::build::{open, xlsx};
use crate::{SheetError, Workbook};

/// Everything that a sheet gives, or its error.
fn all(sheet: &str, strings: &str) -> Result<Vec<String>, SheetError> {
    const STYLES: &[u8] = b"<styleSheet><cellXfs><xf/><xf numFmtId='14'/></cellXfs></styleSheet>";
    let parts = [("xl/sharedStrings.xml", strings.as_bytes()), ("xl/styles.xml", STYLES)];
    read(&open("a.xlsx", xlsx(sheet, &parts))?)
}

fn read(book: &Workbook) -> Result<Vec<String>, SheetError> {
    let mut found = Vec::new();
    book.rows(0, &mut |row| {
        found.push(format!("{} {}", row.number, row.hidden));
        for cell in row.cells {
            found.push(format!("{cell:?} {:?}", row.phonetic(cell.column)));
        }
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

/// The same with a prefix before rows and strings, which only the general reader knows.
fn generally(sheet: &str, strings: &str) -> Result<Vec<String>, SheetError> {
    let sheet = sheet.replace("<row", "<x:row").replace("</row", "</x:row");
    let strings = strings.replace("<si", "<x:si").replace("</si", "</x:si");
    all(&sheet, &strings)
}

fn one_of(pieces: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    prop::sample::select(pieces)
}

/// Mostly what is sound, so that most sheets are read to their end.
fn mostly(
    sound: &'static [&'static str],
    odd: &'static [&'static str],
) -> impl Strategy<Value = &'static str> {
    prop_oneof![30 => one_of(sound), 1 => one_of(odd)]
}

const ROW: &[&str] = &[
    "",
    "",
    " r=\"2\"",
    " r=\"3\" spans=\"1:4\"",
    " hidden=\"1\"",
    " hidden=\"true\"",
    " hidden=\"0\"",
    " ht=\"0\"",
    " ht=\"12.5\" customHeight=\"1\"",
    " x14ac:dyDescent=\"0.2\"",
    " r='4'",
    " r =\"5\"",
    " x:r=\"6\"",
    "  r=\"7\"",
    " a=\">\"",
    " r=\"8\" r=\"9\"",
    "\n",
    " a",
];
const ODD_ROW: &[&str] = &[" r=\"\"", " r=\"0\"", " r=\"1048577\""];

const CELL: &[&str] = &[
    "",
    "",
    " r=\"B1\"",
    " r=\"A2\"",
    " r=\"XFD3\"",
    " r=\"b2\"",
    " r=\"$C$1\"",
    " r=\"A1\" r=\"B1\"",
    " s=\"1\"",
    " s=\"1\" t=\"n\"",
    " s=\"x\"",
    " s=\"+1\"",
    " t=\"str\"",
    " t=\"inlineStr\"",
    " t=\"b\"",
    " t=\"e\"",
    " t=\"d\"",
    " cm=\"1\"",
];
const ODD_CELL: &[&str] =
    &[" t=\"s\"", " t='s'", " a:t=\"s\"", " r=\"A1", " r=\"C&#49;\"", " r=\"XFE1\""];

const CONTENT: &[&str] = &[
    "<v>1</v>",
    "<v>0</v>",
    "<v>45383</v>",
    "<v>-0.25</v>",
    "<v>12345678901234567</v>",
    "<v>1e5</v>",
    "<v> 1 </v>",
    "<v></v>",
    "<v/>",
    "<v>1</v><v>2</v>",
    "<v>鯖江</v>",
    "<v>a&amp;b</v>",
    "<v>a_x0041_b_x</v>",
    "<v>a\r\nb</v>",
    "<v>#N/A</v>",
    "<v>2024-04-01</v>",
    "<v><![CDATA[1]]></v>",
    "<v>1<!-- --></v>",
    "",
    "<f>A1</f><v>1</v>",
    "<f>A1</f>",
    "<f/><v>1</v>",
    "<f t=\"shared\" si=\"0\"/><v>2</v>",
    "<f>A1&gt;2</f><v>1</v>",
    "<f a=\"/>\">1</f><v>1</v>",
    "<v>1</v><f>A1</f>",
    "<fx/><v>1</v>",
    "<is><t>港</t></is>",
    "<is><t xml:space=\"preserve\"> 港 </t></is>",
    "<is><t/></is>",
    "<is><r><t>港</t></r><r><t>区</t></r></is>",
    "<is><t>港</t><rPh><t>ミナト</t></rPh></is>",
    "\n<v>1</v>\n",
    "<extLst/>",
];
const ODD_CONTENT: &[&str] = &["<v>&bad;</v>", "<v>1</w>", "<v>"];

/// Cells that refer to a shared string.
const SHARED: &[&str] = &[
    "<c t=\"s\"><v>0</v></c>",
    "<c t=\"s\" s=\"1\"><v>1</v></c>",
    "<c t='s'><v>1</v></c>",
    "<c a=\"1\" t=\"s\"><v>2</v></c>",
    "<c t=\"s\"><v>+1</v></c>",
    "<c t=\"s\"><f>A1</f><v>2</v></c>",
    "<c t=\"s\"><v/></c>",
    "<c t=\"s\"><v>00</v></c>",
    "<c t=\"s\"><v> 1</v></c>",
];

const ITEM: &[&str] = &[
    "<si><t>鯖江</t></si>",
    "<si><t xml:space=\"preserve\"> a </t></si>",
    "<si/>",
    "<si></si>",
    "<si><t>鯖江</t><rPh sb=\"0\" eb=\"2\"><t>サバエ</t></rPh><phoneticPr fontId=\"1\"/></si>",
    "<si><t>a</t><rPh sb=\"0\"><t>b</t></rPh><rPh sb=\"0\"><t>c</t></rPh></si>",
    "<si><t/></si>",
    "<si><r><t>a</t></r><r><rPr/><t>b</t></r></si>",
    "<si><t>a&amp;b_x0041_</t></si>",
    "<si><t>a</t><phoneticPr fontId=\"1\"></phoneticPr></si>",
    "<si>\n<t>a</t></si>",
    "<si><t>&bad;</t></si>",
    "<!-- --><si><t>a</t></si>",
    "<si a=\"1\"><t>a</t></si>",
];

const ODD_ITEM: &[&str] = &["<si><t>&bad;</t></si>", "<si><t>", "<x:si/>"];

fn cell() -> impl Strategy<Value = String> {
    let own = (mostly(CELL, ODD_CELL), mostly(CONTENT, ODD_CONTENT), 0..9);
    let own = own.prop_map(|(attributes, content, form)| match form {
        0 => format!("<c{attributes}/>"),
        1 => format!("<c{attributes}>{content}</c >"),
        _ => format!("<c{attributes}>{content}</c>"),
    });
    prop_oneof![3 => own, 1 => one_of(SHARED).prop_map(str::to_owned)]
}

fn row() -> impl Strategy<Value = String> {
    let cells = prop::collection::vec(cell(), 0..4);
    (mostly(ROW, ODD_ROW), cells, 0..12).prop_map(|(attributes, cells, form)| match form {
        0 => format!("<row{attributes}/>"),
        1 => format!("<row{attributes}>{} </row>", cells.concat()),
        _ => format!("<row{attributes}>{}</row>", cells.concat()),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn plain_rows_are_what_the_general_reader_makes_of_them(
        rows in prop::collection::vec(row(), 0..4),
        items in prop::collection::vec(mostly(ITEM, ODD_ITEM), 3..7),
        cut in 0..200usize,
    ) {
        let mut sheet =
            format!("<worksheet><sheetData>{}</sheetData></worksheet>", rows.concat());
        if cut < 20 {
            let end = sheet.len() - cut * 3 % sheet.len();
            sheet.truncate((end..=sheet.len()).find(|at| sheet.is_char_boundary(*at)).unwrap());
        }
        let strings = format!("<sst>{}</sst>", items.concat());
        prop_assert_eq!(all(&sheet, &strings), generally(&sheet, &strings), "{}", sheet);
    }
}

#[test]
fn plain_rows_are_read_whole_across_the_ends_of_what_is_held() {
    let row = |number: u32| {
        let text = "鯖江市".repeat(number as usize % 50);
        format!(
            "<row r=\"{number}\"><c r=\"A{number}\" t=\"str\"><v>{text}</v></c>\
                 <c r=\"C{number}\"><v>{number}</v></c></row>"
        )
    };
    let rows: String = (1..=3_000).map(row).collect();
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    let found = all(&sheet, "<sst/>").unwrap();
    assert_eq!(found.len(), 3_000 * 3 - 60);
    assert_eq!(found, generally(&sheet, "<sst/>").unwrap());
}

#[test]
fn a_row_too_long_to_be_held_is_read_piece_by_piece() {
    let cells = format!("<c t=\"str\"><v>{}</v></c>", "a".repeat(10_000)).repeat(300);
    let sheet = format!("<worksheet><sheetData><row>{cells}</row><row>{cells}</row></sheetData>");
    let found = all(&sheet, "<sst/>").unwrap();
    assert_eq!(found.len(), 602);
    assert_eq!(found, generally(&sheet, "<sst/>").unwrap());
}

#[test]
fn a_tag_that_was_never_closed_changes_no_cell_after_it() {
    let sheet = "<worksheet><sheetData><row><c><v>1</w></c ></row>\
        <row><c><f>A1</f><v>1</v></c></row></sheetData></worksheet>";
    assert_eq!(all(sheet, "<sst/>").unwrap(), generally(sheet, "<sst/>").unwrap());
}
