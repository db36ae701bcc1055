//! A new version of a form: where each bound cell went, found by its label.

use shirube_domain::binding::{Binding, CellBinding, Direction, TableBinding, cell_name};
use shirube_sheets::{Template, TemplateSheet};

use super::label::{Labels, compared};

/// What became of a bound cell or table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The sheet in the binding.
    pub sheet: String,
    /// The cell in the binding; of a table its first.
    pub cell: String,
    /// The field, or the array of a table.
    pub field: String,
    /// The label by which it was looked for.
    pub label: String,
    /// `kept`, `moved`, `lost`, or `unchecked` where no label is known.
    pub state: &'static str,
    /// Where it stands now.
    pub to: Option<(String, String)>,
}

/// A binding for the new version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rebound {
    /// Everything that was found, with labels.
    pub binding: Binding,
    /// What became of each.
    pub moved: Vec<Moved>,
}

/// Finds every bound cell in a new version of the form; `old` tells labels that the binding does
/// not.
pub fn rebind(
    binding: &Binding,
    old: Option<&Template>,
    new: &Template,
    new_sha256: &str,
) -> Rebound {
    let old: Vec<Labels<'_>> = old.map(all_labels).unwrap_or_default();
    let search = Search { old, new: all_labels(new) };
    let mut rebound = Rebound {
        binding: Binding { template_sha256: new_sha256.to_owned(), ..binding.clone() },
        moved: Vec::new(),
    };
    rebound.binding.cells.clear();
    rebound.binding.tables.clear();
    for cell in &binding.cells {
        let (found, moved) = search.cell(cell);
        rebound.binding.cells.extend(found);
        rebound.moved.push(moved);
    }
    for table in &binding.tables {
        let (found, moved) = search.table(table);
        rebound.binding.tables.extend(found);
        rebound.moved.push(moved);
    }
    rebound
}

fn all_labels(template: &Template) -> Vec<Labels<'_>> {
    template.sheets.iter().map(|sheet| Labels::of(template, sheet)).collect()
}

struct Search<'s> {
    old: Vec<Labels<'s>>,
    new: Vec<Labels<'s>>,
}

impl<'s> Search<'s> {
    fn old_label(&self, sheet: &str, row: u32, column: u32) -> String {
        let labels = self.old.iter().find(|labels| labels.sheet.name == sheet);
        labels.map_or_else(String::new, |labels| labels.text(row, column))
    }

    /// The sheets to look through: the one of that name first.
    fn sheets(&self, name: &str) -> impl Iterator<Item = &Labels<'s>> {
        let same = self.new.iter().filter(move |labels| labels.sheet.name == name);
        // A sheet that is gone may have another name now.
        let gone = !self.new.iter().any(|labels| labels.sheet.name == name);
        same.chain(self.new.iter().filter(move |_| gone))
    }

    fn cell(&self, cell: &CellBinding) -> (Option<CellBinding>, Moved) {
        let label = match cell.label.as_str() {
            "" => self.old_label(&cell.sheet, cell.row, cell.column),
            known => known.to_owned(),
        };
        let mut moved = Moved {
            sheet: cell.sheet.clone(),
            cell: cell_name(cell.row, cell.column),
            field: cell.field.clone(),
            label: label.clone(),
            state: "lost",
            to: None,
        };
        let wanted = compared(&label);
        if wanted.is_empty() {
            let there = self.sheets(&cell.sheet).find(|labels| {
                let first = labels.region(cell.row, cell.column);
                labels.sheet.name == cell.sheet
                    && (first.first_row, first.first_column) == (cell.row, cell.column)
            });
            moved.state = if there.is_some() { "unchecked" } else { "lost" };
            return (there.map(|_| cell.clone()), moved);
        }
        let found = self
            .sheets(&cell.sheet)
            .filter_map(|labels| Some((labels, place(labels, &wanted, cell)?)))
            .min_by_key(|(_, (row, column))| {
                row.abs_diff(cell.row) * 1_000 + column.abs_diff(cell.column)
            });
        let Some((labels, (row, column))) = found else { return (None, moved) };
        let sheet = labels.sheet.name.clone();
        let same = (sheet.as_str(), row, column) == (&cell.sheet, cell.row, cell.column);
        moved.state = if same { "kept" } else { "moved" };
        moved.to = Some((sheet.clone(), cell_name(row, column)));
        (Some(CellBinding { sheet, row, column, label, ..cell.clone() }), moved)
    }

    fn table(&self, table: &TableBinding) -> (Option<TableBinding>, Moved) {
        let first = table.parts.first().map(|part| table.place(0, part)).unwrap_or((1, 0));
        let mut parts = table.parts.clone();
        for part in parts.iter_mut().filter(|part| part.label.is_empty()) {
            let (row, column) = table.place(0, part);
            part.label = match table.direction {
                Direction::Down => self.heading(&table.sheet, row, column),
                Direction::Across => self.old_label(&table.sheet, row, column),
            };
        }
        let known: Vec<String> = parts.iter().map(|part| part.label.clone()).collect();
        let mut moved = Moved {
            sheet: table.sheet.clone(),
            cell: cell_name(first.0, first.1),
            field: table.source.clone(),
            label: known.join("・"),
            state: "lost",
            to: None,
        };
        if parts.iter().all(|part| part.label.is_empty()) || table.direction == Direction::Across {
            let there = self.sheets(&table.sheet).any(|l| l.sheet.name == table.sheet);
            moved.state = if there { "unchecked" } else { "lost" };
            return (there.then(|| TableBinding { parts, ..table.clone() }), moved);
        }
        for labels in self.sheets(&table.sheet) {
            if let Some(found) = table_in(labels, table, &parts) {
                let to = found.parts.first().map(|part| found.place(0, part)).unwrap_or((1, 0));
                let same = found.sheet == table.sheet
                    && found.first == table.first
                    && found.parts.iter().map(|p| p.at).eq(table.parts.iter().map(|p| p.at));
                moved.state = if same { "kept" } else { "moved" };
                moved.to = Some((found.sheet.clone(), cell_name(to.0, to.1)));
                return (Some(found), moved);
            }
        }
        (None, moved)
    }

    /// The heading above a cell of the old version.
    fn heading(&self, sheet: &str, row: u32, column: u32) -> String {
        let labels = self.old.iter().find(|labels| labels.sheet.name == sheet);
        labels.and_then(|labels| labels.heading(row, column)).unwrap_or_default()
    }
}

/// Where the cell with that label stands in a sheet: as near to its old place as can be.
fn place(labels: &Labels<'_>, wanted: &str, cell: &CellBinding) -> Option<(u32, u32)> {
    if compared(&labels.text(cell.row, cell.column)) == *wanted
        && first(labels, cell.row, cell.column)
    {
        return Some((cell.row, cell.column));
    }
    let sheet: &TemplateSheet = labels.sheet;
    let said = sheet.cells.iter().filter(|said| compared(&said.text) == *wanted);
    let targets = said.filter_map(|said| {
        let own = labels.region(said.row, said.column);
        let right = (own.first_row, own.last_column + 1);
        let below = (own.last_row + 1, own.first_column);
        [right, below].into_iter().find(|(row, column)| {
            labels.is_free(*row, *column)
                && first(labels, *row, *column)
                && compared(&labels.text(*row, *column)) == *wanted
        })
    });
    targets
        .min_by_key(|(row, column)| row.abs_diff(cell.row) * 1_000 + column.abs_diff(cell.column))
}

fn first(labels: &Labels<'_>, row: u32, column: u32) -> bool {
    let region = labels.region(row, column);
    (region.first_row, region.first_column) == (row, column)
}

/// The table whose headings stand in one row of a sheet.
fn table_in(
    labels: &Labels<'_>,
    table: &TableBinding,
    parts: &[shirube_domain::binding::TablePart],
) -> Option<TableBinding> {
    let wanted: Vec<String> = parts.iter().map(|part| compared(&part.label)).collect();
    let sheet = labels.sheet;
    let first_wanted = wanted.iter().find(|label| !label.is_empty())?;
    let rows = sheet.cells.iter().filter(|said| compared(&said.text) == *first_wanted);
    let headings = rows.filter_map(|said| {
        let at = parts.iter().zip(&wanted).map(|(part, label)| {
            if label.is_empty() {
                return Some(part.at);
            }
            let mut same_row = sheet.cells.iter().filter(|other| other.row == said.row);
            same_row.find(|other| compared(&other.text) == *label).map(|other| other.column)
        });
        let at: Vec<u32> = at.collect::<Option<_>>()?;
        Some((labels.region(said.row, said.column).last_row + 1, at))
    });
    let (first, at) = headings.min_by_key(|(row, _)| row.abs_diff(table.first))?;
    let parts = parts.iter().zip(at);
    Some(TableBinding {
        sheet: sheet.name.clone(),
        first,
        last: first + (table.last - table.first),
        parts: parts
            .map(|(part, at)| shirube_domain::binding::TablePart { at, ..part.clone() })
            .collect(),
        ..table.clone()
    })
}
