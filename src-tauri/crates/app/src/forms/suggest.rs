//! A first binding from what the form's own labels say, to be looked through by a person.

use shirube_domain::binding::{
    Binding, CellBinding, Direction, Format, Overflow, TableBinding, TablePart, to_toml,
};
use shirube_forms::{Labels, Suggestion};
use shirube_sheets::Template;

use crate::api::templates::{BindingSuggested, SuggestRequest};
use crate::forms::inspect::suggestions;
use crate::forms::{rebind, template};
use crate::progress::Progress;
use crate::session::{Outcome, Session};

/// From here on a suggestion is taken without being asked for.
const SURE: f64 = 0.5;

pub(crate) fn suggest(
    session: &Session,
    request: SuggestRequest,
    _progress: &dyn Progress,
) -> Outcome<BindingSuggested> {
    let kind = template::kind(request.kind.as_ref())?;
    let form = template::open(&request.file)?;
    let least = request.least.unwrap_or(SURE);
    let found = suggestions(session, &form.look, kind)?;
    let (sure, left): (Vec<_>, Vec<_>) = found.into_iter().partition(|one| one.confidence >= least);
    let mut binding =
        Binding { template_sha256: form.book.sha256().to_owned(), kind, ..Binding::default() };
    for one in &sure {
        match &one.table {
            Some(_) => binding.tables.extend(table(one)),
            None => binding.cells.push(cell(&form.look, one)),
        }
    }
    let path = rebind::save(&request.to, &to_toml(&binding))?;
    Ok(BindingSuggested {
        path,
        cells: binding.cells.len() as u64,
        tables: binding.tables.len() as u64,
        unsure: left.len() as u64,
    })
}

fn cell(look: &Template, one: &Suggestion) -> CellBinding {
    let sheet = look.sheet(&one.sheet);
    let label = sheet.map(|sheet| Labels::of(look, sheet).text(one.row, one.column));
    CellBinding {
        sheet: one.sheet.clone(),
        row: one.row,
        column: one.column,
        field: one.field.clone(),
        format: one.format.as_deref().and_then(Format::parse),
        overflow: Overflow::Tell,
        label: label.unwrap_or_default(),
    }
}

fn table(one: &Suggestion) -> Option<TableBinding> {
    let table = one.table.as_ref()?;
    let parts = table.columns.iter().map(|(at, key, heading)| TablePart {
        at: *at,
        offset: 0,
        key: key.clone(),
        format: None,
        label: heading.clone(),
    });
    Some(TableBinding {
        sheet: one.sheet.clone(),
        direction: Direction::Down,
        first: table.first_row,
        last: table.last_row,
        step: table.step,
        source: one.field.clone(),
        parts: parts.collect(),
        overflow: Overflow::Continue,
    })
}
