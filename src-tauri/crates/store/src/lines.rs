//! Single rows of figures that change: handed to another firm, or with a value taken out. They
//! have no id, so the log names them by what they are.

use rusqlite::params;
use serde::{Deserialize, Serialize};
use shirube_domain::figures::FigureField;

use crate::bulk::is_constraint;
use crate::error::{Result, StoreError};
use crate::figures::FigureLine;
use crate::log::{Change, Op, unfit};
use crate::write::Tx;

/// The entity's name in the log.
pub(crate) const FIGURE: &str = "figure";

/// One row of figures: which, and the value of a field that changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    firm: i64,
    year: i64,
    basis: i64,
    import: i64,
    row: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    field: Option<FigureField>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    value: Option<i64>,
}

impl Line {
    fn of(firm: i64, line: &FigureLine) -> Self {
        let FigureLine { year, basis, import, row, .. } = *line;
        Self { firm, year, basis, import, row, field: None, value: None }
    }
}

impl Tx<'_> {
    /// Hands a row of figures to another firm.
    pub(crate) fn hand_figures(&mut self, from: i64, line: &FigureLine, to: i64) -> Result<()> {
        self.turn(&Line::of(from, line), &Line::of(to, line))
    }

    /// Takes a value out of a row of figures.
    pub(crate) fn blank_figure(
        &mut self,
        firm: i64,
        line: &FigureLine,
        field: FigureField,
    ) -> Result<()> {
        let after = Line { field: Some(field), ..Line::of(firm, line) };
        let before = Line { value: line.values[field.index()], ..after.clone() };
        self.turn(&before, &after)
    }

    fn turn(&mut self, before: &Line, after: &Line) -> Result<()> {
        let conflict = || StoreError::UndoConflict { entity: FIGURE.to_owned(), id: String::new() };
        // The field's name is one of ours, never text from outside.
        let (sets, holds) = match after.field {
            Some(field) => (
                format!("firm = ?6, {} = ?7", field.as_str()),
                format!("AND {} IS ?8", field.as_str()),
            ),
            None => ("firm = ?6".to_owned(), "AND ?7 IS ?8".to_owned()),
        };
        let sql = format!(
            "UPDATE figure SET {sets} WHERE firm = ?1 AND year = ?2 AND basis = ?3 \
             AND import = ?4 AND row = ?5 {holds}"
        );
        let Line { firm, year, basis, import, row, .. } = before;
        let values = params![firm, year, basis, import, row, after.firm, after.value, before.value];
        match self.conn.prepare_cached(&sql)?.execute(values) {
            Ok(1) => {}
            Ok(_) => return Err(conflict()),
            Err(error) if is_constraint(&error) => return Err(conflict()),
            Err(error) => return Err(error.into()),
        }
        self.touched.figures();
        self.record(&Change {
            op: Op::Update,
            entity: FIGURE.to_owned(),
            entity_id: None,
            before: serde_json::to_string(before).ok(),
            after: serde_json::to_string(after).ok(),
        })
    }

    /// Does the opposite of such a change.
    pub(crate) fn invert_line(&mut self, change: &Change) -> Result<()> {
        let line = |text: &Option<String>| -> Result<Line> {
            let text = text.as_deref().unwrap_or_default();
            Ok(serde_json::from_str(text).map_err(|error| unfit(0, error))?)
        };
        let (before, after) = (line(&change.before)?, line(&change.after)?);
        self.turn(&after, &before)
    }
}
