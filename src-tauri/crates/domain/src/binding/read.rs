//! Reading the text of a binding: everything that is wrong with it is told, with its line.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use toml::de::DeTable;

use super::fit::{Misfit, misfit};
use super::place::{cell_name, column_index, parse_cell, row_number};
use super::{Binding, CellBinding, Direction, Form, Format, Overflow, Problem, TableBinding};
use super::{TablePart, column_name};
use crate::fields::{self, FieldType};
use crate::overlay::spans::{Lines, Node, Reader, near};
use crate::plan::PlanKind;

/// The largest binding that is read, in bytes.
pub const LARGEST_BINDING: usize = 2_000_000;

/// The most cells, and the most parts of all tables' records together.
const MOST_CELLS: usize = 10_000;
const MOST_TABLES: usize = 500;

const KINDS: [(&str, PlanKind); 3] = [
    ("a", PlanKind::StrategicCluster),
    ("b", PlanKind::RegionalCluster),
    ("c", PlanKind::LocalGrowth),
];

/// Reads and checks a binding: for plans of that kind, or of the one that it names, or of any;
/// and for a form, where one is at hand.
///
/// # Errors
/// Everything that is wrong, in the order of the lines.
pub fn check(
    text: &str,
    kind: Option<PlanKind>,
    form: Option<&dyn Form>,
) -> Result<Binding, Vec<Problem>> {
    let mut reader = Reader::new(text);
    if text.len() > LARGEST_BINDING {
        reader.wrong("file_too_large", "", 0).params = vec![("most", LARGEST_BINDING.to_string())];
        return Err(reader.finish().1);
    }
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let at = error.span().map_or(0, |span| span.start);
        reader.wrong("not_toml", "", at).params = vec![("detail", error.message().to_owned())];
    }
    if !errors.is_empty() {
        return Err(reader.finish().1);
    }
    let binding = binding(&mut reader, &Node::root(document.get_ref()));
    let (lines, mut problems) = reader.finish();
    if problems.is_empty() {
        let kinds = kind.or(binding.kind).map_or(PlanKind::ALL.to_vec(), |kind| vec![kind]);
        let mut judge = Judge { lines: &lines, kinds: &kinds, form, problems };
        judge.whole(&binding);
        problems = judge.problems;
    }
    problems.sort_by_key(|problem| problem.line);
    if problems.is_empty() { Ok(binding) } else { Err(problems) }
}

fn binding(reader: &mut Reader<'_>, node: &Node<'_>) -> Binding {
    let known =
        ["template_sha256", "title", "issuer", "version", "valid_from", "kind", "cell", "table"];
    reader.only(node, &known);
    let template_sha256 = reader.needed(node, "template_sha256").to_ascii_lowercase();
    let hash =
        template_sha256.len() == 64 && template_sha256.bytes().all(|b| b.is_ascii_hexdigit());
    if !hash && !template_sha256.is_empty() {
        reader.wrong("not_a_hash", "template_sha256", node.offset("template_sha256"));
    }
    let mut text = |key| reader.text(node, key).unwrap_or_default();
    let [title, issuer, version, valid_from] =
        ["title", "issuer", "version", "valid_from"].map(&mut text);
    let kind = reader.word(node, "kind", &KINDS);
    let cells = entries(reader, node, "cell", MOST_CELLS);
    let tables = entries(reader, node, "table", MOST_TABLES);
    if cells.is_empty() && tables.is_empty() {
        reader.wrong("empty", "", 0);
    }
    Binding {
        template_sha256,
        title,
        issuer,
        version,
        valid_from,
        kind,
        cells: cells.iter().map(|node| cell(reader, node)).collect(),
        tables: tables.iter().map(|node| table(reader, node)).collect(),
    }
}

fn entries<'d>(reader: &mut Reader<'_>, node: &Node<'d>, key: &str, most: usize) -> Vec<Node<'d>> {
    let mut nodes = reader.tables(node, key);
    if nodes.len() > most {
        reader.wrong("too_many", key, node.offset(key)).params = vec![("most", most.to_string())];
        nodes.truncate(most);
    }
    nodes
}

fn cell(reader: &mut Reader<'_>, node: &Node<'_>) -> CellBinding {
    reader.only(node, &["sheet", "cell", "field", "format", "overflow", "label"]);
    let sheet = reader.needed(node, "sheet");
    let name = reader.needed(node, "cell");
    let place = parse_cell(&name);
    if place.is_none() && !name.is_empty() {
        reader.wrong("not_a_cell", &node.at("cell"), node.offset("cell")).params =
            vec![("raw", name)];
    }
    let (row, column) = place.unwrap_or((1, 0));
    CellBinding {
        sheet,
        row,
        column,
        field: reader.needed(node, "field"),
        format: format(reader, node),
        overflow: reader.word(node, "overflow", &Overflow::ALL).unwrap_or_default(),
        label: reader.text(node, "label").unwrap_or_default(),
    }
}

fn format(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Format> {
    let text = reader.text(node, "format")?;
    let format = Format::parse(&text);
    if format.is_none() {
        let params = vec![("known", near(&text, &Format::NAMES)), ("raw", text)];
        reader.wrong("unknown_format", &node.at("format"), node.offset("format")).params = params;
    }
    format
}

fn table(reader: &mut Reader<'_>, node: &Node<'_>) -> TableBinding {
    const DIRECTIONS: [(&str, Direction); 2] =
        [("down", Direction::Down), ("across", Direction::Across)];
    let direction = reader.word(node, "direction", &DIRECTIONS).unwrap_or_default();
    let [first, last, source, parts] = match direction {
        Direction::Down => ["first_row", "last_row", "rows", "columns"],
        Direction::Across => ["first_column", "last_column", "columns", "rows"],
    };
    let own = ["sheet", "direction", "step", "overflow"];
    reader.only(node, &[&own[..], &[first, last, source, parts]].concat());
    let sheet = reader.needed(node, "sheet");
    let [first_at, last_at] = [first, last].map(|key| match direction {
        Direction::Down => number(reader, node, key, 1),
        Direction::Across => letters(reader, node, key),
    });
    let step = if node.has("step") { number(reader, node, "step", 1) } else { 1 };
    let table = TableBinding {
        sheet,
        direction,
        first: first_at,
        last: last_at,
        step,
        source: reader.needed(node, source),
        parts: parts_of(reader, node, parts, direction),
        overflow: reader.word(node, "overflow", &Overflow::ALL).unwrap_or_default(),
    };
    let shown = |at: u32| match direction {
        Direction::Down => at.to_string(),
        Direction::Across => column_name(at),
    };
    if table.last < table.first {
        reader.wrong("table_reversed", &node.at(last), node.offset(last)).params =
            vec![("first", shown(table.first)), ("last", shown(table.last))];
    } else if table.last - table.first + 1 < step {
        reader.wrong("step_beyond_table", &node.at("step"), node.offset("step")).params =
            vec![("step", step.to_string())];
    }
    if table.parts.iter().any(|part| part.offset >= step) {
        reader.wrong("offset_beyond_step", &node.at(parts), node.offset(parts)).params =
            vec![("step", step.to_string())];
    }
    table
}

fn number(reader: &mut Reader<'_>, node: &Node<'_>, key: &str, least: u32) -> u32 {
    let Some(value) = reader.decimal(node, key) else {
        if !node.has(key) {
            reader.missing(node, key);
        }
        return least;
    };
    let whole = value
        .to_u32()
        .filter(|number| Decimal::from(*number) == value && (least..=1_048_576).contains(number));
    if whole.is_none() {
        reader.wrong("not_a_row", &node.at(key), node.offset(key)).params =
            vec![("raw", value.to_string())];
    }
    whole.unwrap_or(least)
}

fn letters(reader: &mut Reader<'_>, node: &Node<'_>, key: &str) -> u32 {
    let text = reader.needed(node, key);
    let column = column_index(&text);
    if column.is_none() && !text.is_empty() {
        reader.wrong("not_a_column", &node.at(key), node.offset(key)).params = vec![("raw", text)];
    }
    column.unwrap_or(0)
}

fn parts_of(
    reader: &mut Reader<'_>,
    node: &Node<'_>,
    key: &str,
    direction: Direction,
) -> Vec<TablePart> {
    let Some(columns) = reader.table(node, key) else {
        if !node.has(key) {
            reader.missing(node, key);
        }
        return Vec::new();
    };
    let mut parts = Vec::new();
    for name in columns.keys() {
        let at = match direction {
            Direction::Down => column_index(&name),
            Direction::Across => row_number(&name),
        };
        let Some(at) = at else {
            let code = if direction == Direction::Down { "not_a_column" } else { "not_a_row" };
            let (path, offset) = (columns.at(&name), columns.offset(&name));
            reader.wrong(code, &path, offset).params = vec![("raw", name)];
            continue;
        };
        match columns.type_of(&name) {
            Some("table") => {
                let inner = reader.table(&columns, &name);
                parts.extend(inner.map(|inner| part(reader, &inner, at)));
            }
            Some("array") => {
                let inner = reader.tables(&columns, &name);
                parts.extend(inner.iter().map(|inner| part(reader, inner, at)));
            }
            _ => {
                let key = reader.needed(&columns, &name);
                parts.push(TablePart { at, offset: 0, key, format: None, label: String::new() });
            }
        }
    }
    if parts.is_empty() {
        reader.wrong("no_columns", &node.at(key), node.offset(key));
    }
    parts.sort_by_key(|part| (part.at, part.offset));
    parts
}

fn part(reader: &mut Reader<'_>, node: &Node<'_>, at: u32) -> TablePart {
    reader.only(node, &["field", "format", "offset", "label"]);
    TablePart {
        at,
        offset: if node.has("offset") { number(reader, node, "offset", 0) } else { 0 },
        key: reader.needed(node, "field"),
        format: format(reader, node),
        label: reader.text(node, "label").unwrap_or_default(),
    }
}

/// What was read, held against the vocabulary and the form.
struct Judge<'j> {
    lines: &'j Lines,
    kinds: &'j [PlanKind],
    form: Option<&'j dyn Form>,
    problems: Vec<Problem>,
}

impl Judge<'_> {
    fn add(&mut self, code: &'static str, path: String, params: Vec<(&'static str, String)>) {
        let mut problem = self.lines.problem(code, path);
        problem.params = params;
        self.problems.push(problem);
    }

    fn whole(&mut self, binding: &Binding) {
        let mut taken: BTreeMap<(&str, u32, u32), ()> = BTreeMap::new();
        for (index, cell) in binding.cells.iter().enumerate() {
            let at = |key: &str| format!("cell[{index}].{key}");
            self.field(&cell.field, cell.format.as_ref(), &at("field"), &at("format"));
            self.sheet(&cell.sheet, at("sheet"));
            self.place(&cell.sheet, cell.row, cell.column, &at("cell"));
            if taken.insert((&cell.sheet, cell.row, cell.column), ()).is_some() {
                let params = named(&cell.sheet, cell.row, cell.column);
                self.add("cell_twice", at("cell"), params);
            }
        }
        for (index, table) in binding.tables.iter().enumerate() {
            let at = |key: &str| format!("table[{index}].{key}");
            self.sheet(&table.sheet, at("sheet"));
            let [source, parts] = match table.direction {
                Direction::Down => ["rows", "columns"],
                Direction::Across => ["columns", "rows"],
            };
            if !self.source(&table.source, at(source)) {
                continue;
            }
            for part in &table.parts {
                let name = match table.direction {
                    Direction::Down => column_name(part.at),
                    Direction::Across => part.at.to_string(),
                };
                let path = at(&format!("{parts}.{name}"));
                let field = format!("{}[0].{}", table.source, part.key);
                self.field(&field, part.format.as_ref(), &path, &path);
            }
            self.table_places(table, index, &mut taken);
        }
    }

    fn table_places<'b>(
        &mut self,
        table: &'b TableBinding,
        index: usize,
        taken: &mut BTreeMap<(&'b str, u32, u32), ()>,
    ) {
        let path = format!("table[{index}]");
        if table.places() * table.parts.len() > 20 * MOST_CELLS {
            let most = (20 * MOST_CELLS).to_string();
            return self.add("too_many", path, vec![("most", most)]);
        }
        for record in 0..table.places() {
            for part in &table.parts {
                let (row, column) = table.place(record, part);
                if taken.insert((&table.sheet, row, column), ()).is_some() {
                    let params = named(&table.sheet, row, column);
                    // One is enough: the others follow from it.
                    return self.add("overlapping", path, params);
                }
                let before = self.problems.len();
                self.place(&table.sheet, row, column, &path);
                if self.problems.len() > before {
                    return;
                }
            }
        }
    }

    fn sheet(&mut self, sheet: &str, path: String) {
        let Some(form) = self.form else { return };
        let sheets = form.sheets();
        if !sheets.contains(&sheet) {
            let params = vec![("known", near(sheet, &sheets)), ("raw", sheet.to_owned())];
            self.add("no_such_sheet", path, params);
        }
    }

    fn place(&mut self, sheet: &str, row: u32, column: u32, path: &str) {
        let Some(form) = self.form.filter(|form| form.sheets().contains(&sheet)) else { return };
        let first = form.first_of_region(sheet, row, column);
        let mut params = named(sheet, row, column);
        if first != (row, column) {
            params.push(("first", cell_name(first.0, first.1)));
            self.add("inside_merged", path.to_owned(), params);
        } else if form.is_formula(sheet, row, column) {
            self.add("formula_cell", path.to_owned(), params);
        }
    }

    /// Whether it is an array; a problem where it is none.
    fn source(&mut self, source: &str, path: String) -> bool {
        let types = self.kinds.iter().filter_map(|kind| fields::type_at(*kind, source));
        if types.into_iter().any(|ty| matches!(ty, FieldType::Table(_))) {
            return true;
        }
        self.add("not_a_table", path, vec![("raw", source.to_owned())]);
        false
    }

    fn field(&mut self, field: &str, format: Option<&Format>, path: &str, format_path: &str) {
        // What an overlay asks for is known only beside a plan that takes it on.
        if field.strip_prefix("overlay_answers.").is_some_and(|id| !id.is_empty()) {
            return;
        }
        let ty = self.kinds.iter().find_map(|kind| fields::type_at(*kind, field));
        let raw = ("raw", field.to_owned());
        let Some(ty) = ty else {
            let known = self.nearest(field);
            return self.add("unknown_field", path.to_owned(), vec![raw, ("known", known)]);
        };
        let shown = format.map(Format::name).unwrap_or_default();
        match misfit(ty, format) {
            None => {}
            Some(Misfit::Several) => self.add("field_is_table", path.to_owned(), vec![raw]),
            Some(Misfit::Format) => {
                let params = vec![raw, ("format", shown), ("expected", ty.name().to_owned())];
                self.add("format_not_fitting", format_path.to_owned(), params);
            }
            Some(Misfit::Word(words)) => {
                let params = vec![raw, ("format", shown), ("known", words.join(", "))];
                self.add("format_word_unknown", format_path.to_owned(), params);
            }
        }
    }

    /// A few names that are nearly the same.
    fn nearest(&self, field: &str) -> String {
        let mut names: Vec<String> =
            self.kinds.iter().flat_map(|kind| fields::names(*kind)).collect();
        names.sort();
        names.dedup();
        let distance = |name: &String| crate::alike::edit_distance(field, name, 8).unwrap_or(9);
        names.sort_by_key(distance);
        names.truncate(3);
        names.join(", ")
    }
}

fn named(sheet: &str, row: u32, column: u32) -> Vec<(&'static str, String)> {
    vec![("sheet", sheet.to_owned()), ("cell", cell_name(row, column))]
}
