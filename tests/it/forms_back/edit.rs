//! Editing a form's cells as a colleague would.

use serde_json::{Value, json};
use shirube_forms::{Home, Said, Sent};
use shirube_sheets::{Limits, Mark, Put, PutValue, Workbook, fill_cells, mark_cells};

/// A cell that somebody changed, and what they noted beside it.
#[derive(Debug, Clone)]
pub(crate) struct Edit {
    sheet: String,
    row: u32,
    column: u32,
    value: Option<PutValue>,
    note: Option<String>,
    colour: Option<u32>,
}

impl Edit {
    pub(crate) fn text(home: &Home, text: &str) -> Self {
        Self::at(home, Some(PutValue::Text(text.to_owned())))
    }

    pub(crate) fn beside(home: &Home, columns: u32, text: &str) -> Self {
        let mut edit = Self::text(home, text);
        edit.column += columns;
        edit
    }

    pub(crate) fn noted(home: &Home, note: &str) -> Self {
        Self { note: Some(note.to_owned()), ..Self::at(home, None) }
    }

    pub(crate) fn coloured(home: &Home, colour: u32) -> Self {
        Self { colour: Some(colour), ..Self::at(home, None) }
    }

    fn at(home: &Home, value: Option<PutValue>) -> Self {
        let (row, column) = (home.row, home.column);
        Self { sheet: home.sheet.clone(), row, column, value, note: None, colour: None }
    }
}

pub(crate) fn edited(bytes: &[u8], edits: &[Edit]) -> Vec<u8> {
    let puts: Vec<Put> = edits
        .iter()
        .filter_map(|edit| {
            let (sheet, value) = (edit.sheet.clone(), edit.value.clone()?);
            Some(Put { sheet, row: edit.row, column: edit.column, value })
        })
        .collect();
    let bytes =
        if puts.is_empty() { bytes.to_vec() } else { fill_cells(bytes, &puts).unwrap().bytes };
    let marks: Vec<Mark> = edits
        .iter()
        .filter(|edit| edit.note.is_some() || edit.colour.is_some())
        .map(|edit| Mark {
            sheet: edit.sheet.clone(),
            row: edit.row,
            column: edit.column,
            colour: edit.colour.unwrap_or(0x00FF_FF00),
            note: edit.note.clone().unwrap_or_default(),
        })
        .collect();
    if marks.is_empty() { bytes } else { mark_cells(&bytes, &marks).unwrap() }
}

pub(crate) fn sent(file: &str) -> Sent {
    let bytes = std::fs::read(file).unwrap();
    let book = Workbook::from_bytes("f.xlsx", bytes, &Limits::default()).unwrap();
    Sent::read(&book).unwrap().unwrap()
}

pub(crate) fn home(file: &str, field: &str) -> Home {
    sent(file).home(field).unwrap_or_else(|| panic!("no home: {field}")).clone()
}

/// Thirty edits of every type that a colleague types, with what each means; five of them noted.
pub(crate) fn thirty(file: &str) -> (Vec<Edit>, Vec<(String, Value)>) {
    let sent = sent(file);
    let own = |home: &&Home| {
        !home.field.starts_with("selected_firms")
            && !home.field.starts_with("requirement[")
            && home.last_row == home.row
    };
    let (mut edits, mut meant) = (Vec::new(), Vec::new());
    for home in sent.homes.iter().filter(own) {
        if meant.len() == 30 {
            break;
        }
        let Some((put, after)) = retyped(home) else { continue };
        let mut edit = Edit::at(home, Some(put));
        if meant.len() % 6 == 0 {
            edit.note = Some(format!("{}を確かめてください", home.field));
        }
        edits.push(edit);
        meant.push((home.field.clone(), after));
    }
    assert_eq!(meant.len(), 30);
    (edits, meant)
}

/// Another value for a box, as people write it, and what it means.
fn retyped(home: &Home) -> Option<(PutValue, Value)> {
    let text = |text: &str| PutValue::Text(text.to_owned());
    Some(match home.said.as_ref()? {
        // In an era, with full-width digits.
        Said::Date(_) => (text("令和１１年７月１日"), json!("2029-07-01")),
        Said::Number(_) if home.field.contains("year") => (text("令和11年度"), json!(2029)),
        Said::Number(_) if home.thousands => {
            (PutValue::Number("4321".to_owned()), json!(4_321_000))
        }
        Said::Number(_) => (text("４２"), json!(42)),
        Said::Text(_) => (text("県が直しました"), json!("県が直しました")),
        Said::Code(..) | Said::List(_) => return None,
    })
}
