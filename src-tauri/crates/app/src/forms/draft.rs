//! A binding between its file and the screen on which a person makes it.

use shirube_domain::binding::{
    Binding, CellBinding, Direction, Format, Overflow, Problem, TableBinding, TablePart, cell_name,
    check, parse_cell, to_toml,
};
use shirube_domain::plan::PlanKind;
use shirube_forms::Looked;
use shirube_sheets::Template;

use crate::api::bindings::{
    BindingDraft, BindingOpenRequest, BindingSaveRequest, BindingSaved, CellDraft, PartDraft,
    TableDraft,
};
use crate::fault::Fault;
use crate::forms::{binding, rebind, template};
use crate::progress::Progress;
use crate::session::{Outcome, Session};

/// Reads a binding's file.
pub(crate) fn open(
    session: &Session,
    request: BindingOpenRequest,
    _progress: &dyn Progress,
) -> Outcome<BindingDraft> {
    let text = binding::text(&request.binding)?;
    Ok(view(&binding::read(session, &request.binding, &text, None, None)?))
}

/// Writes a binding into a new file, once it is in order.
pub(crate) fn save(
    session: &Session,
    request: BindingSaveRequest,
    _progress: &dyn Progress,
) -> Outcome<BindingSaved> {
    let form = template::open(&request.template)?;
    let text = to_toml(&made(&request.draft)?);
    binding::read(session, &request.to, &text, None, Some(&form.look))?;
    Ok(BindingSaved { path: rebind::save(&request.to, &text)? })
}

/// The binding of a draft, checked as its file would be.
pub(crate) fn checked(
    draft: &BindingDraft,
    kind: PlanKind,
    form: &Template,
) -> Outcome<Result<Binding, Vec<Problem>>> {
    let text = to_toml(&made(draft)?);
    Ok(check(&text, Some(kind), Some(&Looked(form))))
}

fn made(draft: &BindingDraft) -> Outcome<Binding> {
    Ok(Binding {
        template_sha256: draft.template_sha256.clone(),
        title: draft.title.clone(),
        issuer: draft.issuer.clone(),
        version: draft.version.clone(),
        valid_from: draft.valid_from.clone(),
        kind: template::kind(draft.kind.as_ref())?,
        cells: draft.cells.iter().map(cell).collect::<Outcome<_>>()?,
        tables: draft.tables.iter().map(table).collect::<Outcome<_>>()?,
    })
}

fn cell(draft: &CellDraft) -> Outcome<CellBinding> {
    let place = parse_cell(&draft.cell);
    let (row, column) =
        place.ok_or_else(|| Fault::usage("cell_not_a_place").with("cell", &draft.cell))?;
    Ok(CellBinding {
        sheet: draft.sheet.clone(),
        row,
        column,
        field: draft.field.clone(),
        format: format(draft.format.as_ref())?,
        overflow: overflow(draft.overflow.as_deref()),
        label: draft.label.clone(),
    })
}

fn table(draft: &TableDraft) -> Outcome<TableBinding> {
    let part = |one: &PartDraft| {
        Ok(TablePart {
            at: one.at,
            offset: one.offset,
            key: one.key.clone(),
            format: format(one.format.as_ref())?,
            label: one.label.clone(),
        })
    };
    Ok(TableBinding {
        sheet: draft.sheet.clone(),
        direction: if draft.across { Direction::Across } else { Direction::Down },
        first: draft.first,
        // The file itself would be refused; here it would count backwards.
        last: draft.last.max(draft.first),
        step: draft.step.max(1),
        source: draft.source.clone(),
        parts: draft.parts.iter().map(part).collect::<Outcome<_>>()?,
        overflow: overflow(draft.overflow.as_deref()),
    })
}

fn format(name: Option<&String>) -> Outcome<Option<Format>> {
    let Some(name) = name else { return Ok(None) };
    let found = Format::parse(name);
    found.map(Some).ok_or_else(|| Fault::usage("format_unknown").with("format", name))
}

fn overflow(name: Option<&str>) -> Overflow {
    let found = Overflow::ALL.into_iter().find(|(word, _)| Some(*word) == name);
    found.map_or(Overflow::Tell, |(_, overflow)| overflow)
}

fn view(binding: &Binding) -> BindingDraft {
    let format = |one: &Option<Format>| one.as_ref().map(Format::name);
    let overflow = |one: Overflow| one.name().map(str::to_owned);
    let cell = |one: &CellBinding| CellDraft {
        sheet: one.sheet.clone(),
        cell: cell_name(one.row, one.column),
        field: one.field.clone(),
        format: format(&one.format),
        overflow: overflow(one.overflow),
        label: one.label.clone(),
    };
    let part = |one: &TablePart| PartDraft {
        at: one.at,
        offset: one.offset,
        key: one.key.clone(),
        format: format(&one.format),
        label: one.label.clone(),
    };
    let table = |one: &TableBinding| TableDraft {
        sheet: one.sheet.clone(),
        across: one.direction == Direction::Across,
        first: one.first,
        last: one.last,
        step: one.step,
        source: one.source.clone(),
        parts: one.parts.iter().map(part).collect(),
        overflow: overflow(one.overflow),
    };
    BindingDraft {
        template_sha256: binding.template_sha256.clone(),
        title: binding.title.clone(),
        issuer: binding.issuer.clone(),
        version: binding.version.clone(),
        valid_from: binding.valid_from.clone(),
        kind: binding.kind.map(|kind| kind.letter().to_owned()),
        cells: binding.cells.iter().map(cell).collect(),
        tables: binding.tables.iter().map(table).collect(),
    }
}
