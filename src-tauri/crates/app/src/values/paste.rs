//! A block out of a spreadsheet as rows of a table: nothing is written, everything is told.

use serde_json::{Map, Value};
use shirube_domain::codes::PrefectureCode;
use shirube_domain::fields::{self, Column, FieldType};
use shirube_domain::money::Unit;

use super::cells::split;
use super::columns::{Titles, is_plain};
use super::meaning::{Meaning, Remark};
use super::read::Reader;
use super::show::show;
use crate::api::values::{
    PasteRequest, Pasted, PastedCell, PastedColumn, PastedRow, ReadValue, ReadValueRequest,
};
use crate::fault::Fault;
use crate::parse;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

/// The longest block, in bytes.
const LONGEST_BLOCK: usize = 10_000_000;
/// The most rows and columns of a block.
const MOST_ROWS: usize = 5_000;
const MOST_COLUMNS: usize = 200;

pub(crate) fn paste(
    session: &Session,
    request: PasteRequest,
    _progress: &dyn Progress,
) -> Outcome<Pasted> {
    let table = fields::answer(request.field.trim())
        .filter(|field| matches!(field.ty, FieldType::Table(_)))
        .ok_or_else(|| Fault::usage("paste_no_table").with("field", &request.field))?;
    let block = block(&request.text)?;
    let prefectures = prefectures(&request.prefectures)?;
    let reader = Reader { session, prefectures: &prefectures };
    let titles = titles(session, table.key, table.ty.columns());
    let header = match request.header.as_deref() {
        None | Some("auto") => block.first().is_some_and(|row| titles.is_header(row)),
        Some("yes") => !block.is_empty(),
        Some("no") => false,
        Some(other) => return Err(Fault::usage("paste_header").with("value", other)),
    };
    let columns = columns(&request, &titles, &block, header)?;
    let rows = block.iter().skip(usize::from(header));
    let mut pasted = Pasted {
        header,
        columns: Vec::new(),
        rows: Vec::with_capacity(block.len()),
        unread: 0,
        remarked: 0,
    };
    for row in rows {
        let row = read_row(&reader, titles.columns, &columns, row, &mut pasted);
        pasted.rows.push(row);
    }
    pasted.columns = columns.into_iter().map(|column| view(column, titles.columns)).collect();
    Ok(pasted)
}

pub(crate) fn read_value(
    session: &Session,
    request: ReadValueRequest,
    _progress: &dyn Progress,
) -> Outcome<ReadValue> {
    let ty = plain_type(&request.ty)?;
    let unit = unit(request.unit.as_deref())?.unwrap_or(Unit::Yen);
    let prefectures = prefectures(&request.prefectures)?;
    let reader = Reader { session, prefectures: &prefectures };
    let read = ReadValue { value: Value::Null, shown: String::new(), code: None, message: None };
    Ok(match reader.read(ty, &request.text, unit) {
        Meaning::Blank => read,
        Meaning::Value(value, remark) => {
            let shown = show(session, ty, &value);
            let (code, message) = told(session, remark);
            ReadValue { value, shown, code, message }
        }
        Meaning::Unread(remark) => {
            let (code, message) = told(session, Some(remark));
            ReadValue { code, message, ..read }
        }
    })
}

/// The types of which one box holds one value that is typed as text.
fn plain_type(name: &str) -> Outcome<FieldType> {
    [
        FieldType::Integer(i64::MIN, i64::MAX),
        FieldType::Money,
        FieldType::Decimal,
        FieldType::Percent,
        FieldType::Date,
        FieldType::FiscalYear,
        FieldType::LocalGovernment,
        FieldType::Municipality,
        FieldType::Industry,
        FieldType::StrategicField,
        FieldType::Measure,
    ]
    .into_iter()
    .find(|ty| ty.name() == name)
    .ok_or_else(|| Fault::usage("value_type_unknown").with("value", name))
}

fn block(text: &str) -> Outcome<Vec<Vec<String>>> {
    if text.len() > LONGEST_BLOCK {
        return Err(Fault::usage("paste_too_long"));
    }
    let block = split(text);
    let width = block.first().map_or(0, Vec::len);
    if block.len() > MOST_ROWS || width > MOST_COLUMNS {
        return Err(Fault::usage("paste_too_large")
            .with("rows", block.len())
            .with("columns", width)
            .with("most_rows", MOST_ROWS)
            .with("most_columns", MOST_COLUMNS));
    }
    Ok(block)
}

fn prefectures(codes: &[String]) -> Outcome<Vec<PrefectureCode>> {
    codes.iter().map(|code| parse::prefecture(code)).collect()
}

fn unit(name: Option<&str>) -> Outcome<Option<Unit>> {
    name.map(|name| {
        Unit::parse(name)
            .filter(|unit| unit.is_money())
            .ok_or_else(|| Fault::usage("value_unit_unknown").with("value", name))
    })
    .transpose()
}

fn titles<'a>(session: &'a Session, table: &'a str, columns: &'a [Column]) -> Titles<'a> {
    let label = |column: &Column| session.say(&format!("field.{table}.{}", column.name), &[]);
    let assets = session.assets();
    Titles {
        table,
        columns,
        labels: columns.iter().map(label).collect(),
        known: &assets.column_words,
        words: &assets.words,
    }
}

/// A column of the block: where it goes, what stood above it, in which unit its numbers are.
struct Target {
    column: Option<usize>,
    header: Option<String>,
    unit: Unit,
    stated: bool,
}

fn columns(
    request: &PasteRequest,
    titles: &Titles<'_>,
    block: &[Vec<String>],
    header: bool,
) -> Outcome<Vec<Target>> {
    let width = block.first().map_or(0, Vec::len);
    let head = block.first().filter(|_| header);
    let matched = head.map(|row| titles.matched(row));
    let index = |name: &str| titles.columns.iter().position(|column| column.name == name);
    let start = request.start.as_deref().and_then(index).unwrap_or(0);
    let own = unit(request.unit.as_deref())?.unwrap_or(Unit::ThousandYen);
    (0..width)
        .map(|at| {
            let found = matched.as_ref().and_then(|all| all.get(at));
            let guessed = match found {
                Some(found) => found.column,
                None => Some(start + at).filter(|column| *column < titles.columns.len()),
            };
            let column = match request.columns.as_ref().and_then(|chosen| chosen.get(at)) {
                Some(Some(name)) => Some(
                    index(name).ok_or_else(|| Fault::usage("paste_column").with("value", name))?,
                ),
                Some(None) => None,
                None => guessed,
            };
            let asked = request.units.as_ref().and_then(|units| units.get(at));
            let asked = unit(asked.and_then(Option::as_deref))?;
            let stated = found.and_then(|found| found.unit).filter(|unit| unit.is_money());
            Ok(Target {
                column: column.filter(|at| is_plain(titles.columns[*at].ty)),
                header: head.and_then(|row| row.get(at)).cloned(),
                unit: asked.or(stated).unwrap_or(own),
                stated: stated.is_some(),
            })
        })
        .collect()
}

fn read_row(
    reader: &Reader<'_>,
    columns: &[Column],
    targets: &[Target],
    row: &[String],
    pasted: &mut Pasted,
) -> PastedRow {
    let mut values = Map::new();
    let mut cells = Vec::with_capacity(row.len());
    for (target, raw) in targets.iter().zip(row) {
        let mut cell = PastedCell::raw(raw);
        if let Some(column) = target.column.map(|at| columns[at]) {
            let remark = match reader.read(column.ty, raw, target.unit) {
                Meaning::Blank => None,
                Meaning::Value(value, remark) => {
                    cell.shown = show(reader.session, column.ty, &value);
                    pasted.remarked += u64::from(remark.is_some());
                    values.insert(column.name.to_owned(), value.clone());
                    cell.understood = Some(value);
                    remark
                }
                Meaning::Unread(remark) => {
                    pasted.unread += 1;
                    Some(remark)
                }
            };
            (cell.code, cell.message) = told(reader.session, remark);
        }
        cells.push(cell);
    }
    PastedRow { values: Value::Object(values), cells }
}

fn told(session: &Session, remark: Option<Remark>) -> (Option<String>, Option<String>) {
    let Some(remark) = remark else { return (None, None) };
    let params: Vec<(&str, &str)> =
        remark.params.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let message = session.say(&format!("value.{}", remark.code), &params);
    (Some(remark.code.to_owned()), Some(message))
}

fn view(target: Target, columns: &[Column]) -> PastedColumn {
    let column = target.column.map(|at| columns[at]);
    let money = column.is_some_and(|column| column.ty == FieldType::Money);
    PastedColumn {
        field: column.map(|column| column.name.to_owned()),
        header: target.header,
        unit: money.then(|| target.unit.as_str().to_owned()),
        unit_stated: target.stated,
    }
}
