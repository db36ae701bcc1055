//! What formulas refer to, and what depends on what.

use super::book::{Book, Table};
use super::dependents::dependents;
use super::formula::{Formula, Shared};
use super::reference::{Reference, Sheets};
use super::scan::references;
use crate::place::{Region, parse_cell};
use crate::xml::Attributes;

/// References as short words: `Sheet!A1:B2`, `name`, `Table[inside]`, `?`.
fn words(formula: &str) -> Vec<String> {
    let line = |line: Option<super::reference::Line>, letters: bool| match line {
        None => String::new(),
        Some(line) => {
            let number = match letters {
                true => crate::place::column_name(line.number),
                false => line.number.to_string(),
            };
            format!("{}{number}", if line.fixed { "$" } else { "" })
        }
    };
    let corner = |at: super::reference::Corner| line(at.column, true) + &line(at.row, false);
    references(formula)
        .into_iter()
        .map(|reference| match reference {
            Reference::Cells { sheets, from, to } => {
                let sheets = match sheets {
                    Sheets::Own => String::new(),
                    Sheets::Named(name) => format!("{name}!"),
                    Sheets::Between(first, last) => format!("{first}..{last}!"),
                };
                let one = from == to && from.row.is_some() && from.column.is_some();
                let (from, to) = (corner(from), corner(to));
                if one { sheets + &from } else { format!("{sheets}{from}:{to}") }
            }
            Reference::Name { sheet: None, name } => name,
            Reference::Name { sheet: Some(sheet), name } => format!("{sheet}!{name}"),
            Reference::Table { name, inside } => format!("{name}[{inside}]"),
            Reference::Unknown => "?".to_owned(),
        })
        .collect()
}

#[test]
fn every_kind_of_reference_is_found() {
    let cases: &[(&str, &[&str])] = &[
        ("A1+$B$2*C$3", &["A1", "$B$2", "C$3"]),
        ("SUM(A1:B2,C3)", &["A1:B2", "C3"]),
        ("SUM($A:$C)+SUM(1:3)", &["$A:$C", "1:3"]),
        ("Sheet2!A1", &["Sheet2!A1"]),
        ("別紙1!A1:B2", &["別紙1!A1:B2"]),
        ("'別紙 ''甲'''!A1", &["別紙 '甲'!A1"]),
        ("SUM('1月:3月'!B2)", &["1月..3月!B2"]),
        ("SUM(Jan:Mar!B2:C3)", &["Jan..Mar!B2:C3"]),
        ("Sheet1!A1:Sheet1!B2", &["Sheet1!A1:B2"]),
        ("[1]Sheet1!A1+B1", &["B1"]),
        ("'[1]別紙 1'!A1+'C:\\a\\[b.xlsx]S'!$A$1:$B$2+B1", &["B1"]),
        ("[1]!外部+[0]!名前+[0]Sheet1!A1", &["名前", "Sheet1!A1"]),
        ("\"A1\"&\"say \"\"B2\"\"\"&C3", &["C3"]),
        ("売上*税率", &["売上", "税率"]),
        ("Sheet1!売上", &["Sheet1!売上"]),
        ("IF(TRUE,1.5E+3,FALSE)", &[]),
        ("#REF!A1+Sheet1!#REF!+#N/A+A1", &["A1"]),
        ("{1,2;\"A1\",3}*A1", &["A1"]),
        ("LOG10(A1)+ATAN2(B1,C1)", &["A1", "B1", "C1"]),
        ("INDIRECT(\"A\"&1)", &["?"]),
        ("OFFSET(A1,1,1)", &["?", "A1"]),
        ("_xlfn.XLOOKUP(A1,B:B,C:C)", &["A1", "B:B", "C:C"]),
        ("MYMACRO(A1)", &["MYMACRO", "A1"]),
        ("_xlfn.LET(_xlpm.x,A1,_xlpm.x*2)", &["A1"]),
        ("_xlfn.ANCHORARRAY(A1)", &["A1"]),
        ("SUM(表1[金額])", &["表1[金額]"]),
        ("SUM(T[[#This Row],[a]:[b]])", &["T[[#This Row],[a]:[b]]"]),
        ("T['[x'] ]+A1", &["T['[x'] ]", "A1"]),
        ("[@金額]*2", &["[@金額]"]),
        ("A1:INDEX(B:B,3)", &["A1", "?", "B:B"]),
        ("INDEX(B:B,3):A1", &["B:B", "?", "A1"]),
        ("A1:名前", &["A1", "?", "名前"]),
        ("\"open", &["?"]),
        ("'open", &["?"]),
        ("T[open", &["?"]),
        ("A1048577+XFE1", &["A1048577", "XFE1"]),
        ("", &[]),
    ];
    for (formula, expected) in cases {
        assert_eq!(words(formula), *expected, "{formula}");
    }
    // What looks like a cell and is beyond the sheet is a name.
    assert!(matches!(references("XFE1")[0], Reference::Name { .. }));
}

const SHEETS: [&str; 4] = ["入力", "集計", "Data 3", "末"];

/// A formula at a place such as `集計!B2`.
fn formula(place: &str, attributes: &str, text: &str, shared: &mut Shared) -> Formula {
    let (sheet, cell) = place.split_once('!').unwrap();
    let sheet = SHEETS.iter().position(|name| *name == sheet).unwrap();
    let (row, column) = parse_cell(cell).unwrap();
    Formula::read(Attributes(attributes.as_bytes()), text, (sheet, row, column), shared)
}

fn book() -> Book {
    let table = Table {
        sheet: 2,
        name: "表1".to_owned(),
        region: Region::parse("A1:C5").unwrap(),
        headings: 1,
        totals: 1,
        columns: ["品名", "数量", "金額"].map(str::to_owned).to_vec(),
    };
    let name = |sheet, name: &str, formula: &str| (sheet, name.to_owned(), formula.to_owned());
    let names = [
        name(None, "税率", "入力!$B$9"),
        name(Some(1), "税率", "集計!$Z$1"),
        name(None, "遠い", "税率*入力!$C$9"),
        name(None, "輪", "輪2"),
        name(None, "輪2", "輪+1"),
        name(None, "行の隣", "入力!$A1"),
        name(None, "動く", "OFFSET(入力!$A$1,0,0,COUNTA(入力!$A:$A))"),
    ];
    Book::new(&SHEETS, vec![table], &names)
}

/// Whether a formula depends on a cell.
#[track_caller]
fn depends(place: &str, text: &str, cell: &str, expected: bool) {
    let formulas = [formula(place, "", text, &mut Shared::default())];
    let (sheet, cell_name) = cell.split_once('!').unwrap();
    let sheet = SHEETS.iter().position(|name| *name == sheet).unwrap();
    let (row, column) = parse_cell(cell_name).unwrap();
    let found = dependents(&book(), &formulas, &[(sheet, row, column)]);
    assert_eq!(!found.is_empty(), expected, "{text} at {place} on {cell}");
}

#[test]
fn a_formula_depends_on_what_it_refers_to_and_on_nothing_else() {
    for (text, cell, expected) in [
        ("入力!B2", "入力!B2", true),
        ("入力!B2", "集計!B2", false),
        ("B2", "入力!B2", false),
        ("B2", "集計!B2", true),
        ("SUM(入力!A1:C30)", "入力!B29", true),
        ("SUM(入力!A1:C30)", "入力!B31", false),
        ("SUM(入力!C30:A1)", "入力!B29", true),
        ("SUM(入力!B:B)", "入力!B1048576", true),
        ("SUM(入力!B:B)", "入力!C1", false),
        ("SUM(入力!2:3)", "入力!XFD3", true),
        ("SUM('入力:Data 3'!A1)", "集計!A1", true),
        ("SUM('入力:Data 3'!A1)", "末!A1", false),
        ("data 3!A1", "Data 3!A1", true),
        ("'DATA 3'!A1", "Data 3!A1", true),
        ("無い!A1", "入力!Z99", true),
        ("税率", "集計!Z1", true),
        ("税率", "入力!B9", false),
        ("入力!税率", "入力!B9", true),
        ("遠い", "入力!B9", true),
        ("遠い", "入力!C9", true),
        ("遠い", "入力!D9", false),
        ("輪", "末!A1", true),
        ("行の隣", "入力!A77", true),
        ("行の隣", "入力!B77", false),
        ("動く", "末!Q1", true),
        ("未定義", "末!Q1", true),
        ("SUM(表1[金額])", "Data 3!C2", true),
        ("SUM(表1[金額])", "Data 3!C1", false),
        ("SUM(表1[金額])", "Data 3!B2", false),
        ("SUM(表1)", "Data 3!B2", true),
        ("表1[[#Totals],[金額]]", "Data 3!C5", true),
        ("表1[[#Totals],[金額]]", "Data 3!C4", false),
        ("SUM(表1[[数量]:[金額]])", "Data 3!B3", true),
        ("SUM(表1[[数量]:[金額]])", "Data 3!A3", false),
        ("SUM(表1[#All])", "Data 3!A1", true),
        ("SUM(表1[無い列])", "末!A1", true),
        ("INDIRECT(\"B2\")", "末!A1", true),
        ("[2]入力!A1", "入力!A1", false),
    ] {
        depends("集計!D4", text, cell, expected);
    }
    depends("Data 3!D3", "表1[[#This Row],[数量]]", "Data 3!B3", true);
    depends("Data 3!D3", "表1[[#This Row],[数量]]", "Data 3!B4", false);
    depends("Data 3!C3", "[@数量]", "Data 3!B3", true);
}

#[test]
fn dependence_is_followed_however_far_around() {
    let mut shared = Shared::default();
    let mut own = Shared::default();
    let formulas = [
        formula("集計!A1", "", "入力!A1*2", &mut shared),
        formula("末!A1", "", "集計!A1+1", &mut shared),
        formula("末!A2", "", "SUM(A1:A1)+A3", &mut shared),
        formula("末!A3", "", "A2", &mut shared),
        formula("末!B1", "", "入力!A2", &mut shared),
        // Written at C1, shared down and to the right.
        formula("入力!C1", " t='shared' ref='C1:D3' si='0'", "$A1+B$1", &mut own),
        formula("入力!C3", " t='shared' si='0'", "", &mut own),
        formula("入力!D2", " t='shared' si='0'", "", &mut own),
        formula("入力!Z1", " t='shared' si='9'", "", &mut own),
        // Results in F1:F3, of which F3 is read.
        formula("入力!F1", " t='array' ref='F1:F3'", "A1:A3*2", &mut own),
        formula("入力!G1", "", "F3", &mut own),
        formula("入力!H1", " t='dataTable' ref='H1:I2' r1='Q1'", "", &mut own),
    ];
    let after = |changed: &[(usize, u32, u32)]| dependents(&book(), &formulas, changed);
    assert_eq!(after(&[]), Vec::<usize>::new());
    // A1: the chain over three sheets, the shared one beside it, the array and who reads it; what
    // is not understood depends on all.
    assert_eq!(after(&[(0, 1, 0)]), [0, 1, 2, 3, 5, 7, 8, 9, 10, 11]);
    // A3: the shared one of its row, the array.
    assert_eq!(after(&[(0, 3, 0)]), [6, 8, 9, 10, 11]);
    // B1 is fixed by its row for all in column C.
    assert_eq!(after(&[(0, 1, 1)]), [5, 6, 7, 8, 11]);
}

proptest::proptest! {
    #[test]
    fn any_text_can_be_scanned(text in "[A-C$1-3!:'\"\\[\\]{}#(),@ 表名]{0,24}") {
        let found = references(&text);
        proptest::prop_assert!(found.len() <= text.len() + 1);
        let formulas = [formula("入力!A1", "", &text, &mut Shared::default())];
        dependents(&book(), &formulas, &[(0, 1, 0)]);
    }

    #[test]
    fn a_reference_among_anything_well_formed_is_found(
        before in "(A1|B\\$2|名前|1\\.5|SUM\\(C3\\)|\"x'y\"|'表 1'!A1|T\\[c\\]|#N/A|\\{1,2\\})",
        operator in "[-+*/&=<>,^ ]",
    ) {
        let found = words(&format!("{before}{operator}Z99"));
        proptest::prop_assert!(found.contains(&"Z99".to_owned()), "{found:?}");
    }
}
