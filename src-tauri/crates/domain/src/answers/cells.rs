//! The written values of a plan, one by one: fields, parts of records, cells of tables.

use crate::answers::Row;
use crate::fields::{self, Column, FieldType};
use crate::finding::{Finding, Param};
use crate::plan::Plan;

/// One written value of the answers: a field of its own, a part of a record, a cell of a table.
pub(crate) struct Cell<'a> {
    /// Its place, `products[0].name`.
    pub(crate) path: String,
    /// The key that its label has, `products.name`.
    pub(crate) label: String,
    pub(crate) column: Column,
    /// What is written.
    pub(crate) text: &'a str,
    /// The row that it stands in, for what depends on its neighbours.
    pub(crate) row: Option<Row<'a>>,
}

/// Every value that is written as text, in the order of the form.
pub(crate) fn cells(plan: &Plan) -> Vec<Cell<'_>> {
    let answers = &plan.answers;
    let mut cells = Vec::new();
    for field in fields::answers_of(plan.kind) {
        let key = field.key;
        let own = Column { name: key, ty: field.ty };
        if field.ty.columns().is_empty() {
            let text = answers.text(key);
            let label = field.name.to_owned();
            cells.push(Cell { path: key.to_owned(), label, column: own, text, row: None });
        }
        let rows = answers.rows(key).map(|(index, row)| (format!("{key}[{index}]"), row));
        let record = answers.record(key).map(|row| (key.to_owned(), row));
        for (place, row) in rows.chain(record) {
            cells.extend(field.ty.columns().iter().map(|column| Cell {
                path: format!("{place}.{}", column.name),
                label: format!("{key}.{}", column.name),
                column: *column,
                text: row.text(column.name),
                row: Some(row),
            }));
        }
    }
    cells.retain(|cell| !cell.text.trim().is_empty());
    cells
}

/// Every text that people read as language, with its place, in the order of the form.
pub fn texts(plan: &Plan) -> Vec<(String, &str)> {
    let prose = |cell: &Cell<'_>| matches!(cell.column.ty, FieldType::Text | FieldType::LongText);
    cells(plan).into_iter().filter(prose).map(|cell| (cell.path, cell.text)).collect()
}

impl Cell<'_> {
    /// A finding about this value, with its label.
    pub(crate) fn says(&self, code: &'static str) -> Finding {
        Finding::new(code, &self.path).with("field", Param::Field(self.label.clone()))
    }
}
