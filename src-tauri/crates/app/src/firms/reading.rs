//! Opening a file of firms: the workbook, the tables in it, and what a person changed of them.

use std::path::Path;

use shirube_domain::codes::IndustryCode;
use shirube_domain::draft::MappedField;
use shirube_domain::figures::{Basis, FigureField};
use shirube_domain::firm::FirmField;
use shirube_domain::money::Unit;
use shirube_intake::{
    Codes, ColumnGuess, IntakeError, Options, Problem, Recognised, Table, find_tables, fingerprint,
};
use shirube_sheets::{Limits, Workbook, column_index};

use crate::api::failure::{Exit, FailurePlace};
use crate::api::imports::{
    ColumnChoice, ImportRequest, InspectRequest, MappingChoice, ProblemView,
};
use crate::assets::Assets;
use crate::fault::Fault;
use crate::parse;
use crate::session::{Outcome, Session};

/// What a request says of the file that it is about.
pub(crate) struct Wanted<'r> {
    pub(crate) file: &'r str,
    pub(crate) sheet: Option<&'r str>,
    pub(crate) mapping: Option<&'r MappingChoice>,
    pub(crate) year: Option<i64>,
    pub(crate) prefecture: Option<&'r str>,
    /// From whom the file comes.
    pub(crate) sender: Option<&'r str>,
    /// Do without the mappings that the ledger keeps.
    pub(crate) no_kept_mapping: bool,
}

impl<'r> From<&'r InspectRequest> for Wanted<'r> {
    fn from(request: &'r InspectRequest) -> Self {
        Self {
            file: &request.file,
            sheet: parse::given(request.sheet.as_ref()),
            mapping: request.mapping.as_ref(),
            year: request.year,
            prefecture: parse::given(request.prefecture.as_ref()),
            sender: parse::given(request.sender.as_ref()),
            no_kept_mapping: request.no_kept_mapping,
        }
    }
}

impl<'r> From<&'r ImportRequest> for Wanted<'r> {
    fn from(request: &'r ImportRequest) -> Self {
        Self {
            file: &request.file,
            sheet: parse::given(request.sheet.as_ref()),
            mapping: request.mapping.as_ref(),
            year: request.year,
            prefecture: parse::given(request.prefecture.as_ref()),
            sender: parse::given(request.sender.as_ref()),
            no_kept_mapping: request.no_kept_mapping,
        }
    }
}

/// An open file with its tables, as they were understood and changed.
pub(crate) struct Reading<'a> {
    pub(crate) workbook: Workbook,
    pub(crate) options: Options,
    pub(crate) codes: Codes<'a>,
    pub(crate) found: Recognised,
    /// The first table as it was recognised: by it a kept mapping is found.
    pub(crate) layout: Option<Layout>,
}

/// How a table was recognised, before anybody changed it.
#[derive(Debug, Clone)]
pub(crate) struct Layout {
    pub(crate) fingerprint: String,
    pub(crate) first_row: u32,
}

impl<'a> Reading<'a> {
    /// Opens the file that a request is about.
    ///
    /// # Errors
    /// The file can't be read, or the request or its mapping says what can't be.
    pub(crate) fn open(assets: &'a Assets, wanted: &Wanted<'_>) -> Outcome<Self> {
        let at_file = |fault: Fault| fault.at_file(wanted.file);
        let options = Options {
            year: wanted.year.map(parse::year).transpose()?,
            prefecture: wanted.prefecture.map(parse::prefecture).transpose()?,
            include_hidden: false,
        };
        let workbook = Workbook::open(Path::new(wanted.file), &Limits::default())
            .map_err(|error| at_file(error.into()))?;
        let industries = assets
            .industries
            .iter()
            .filter_map(|i| Some((IndustryCode::parse(&i.code).ok()?, i.name.as_str())));
        let codes = Codes::new(&assets.places, industries);
        let mut found = find_tables(&workbook, wanted.sheet, &options, &assets.words, &codes)
            .map_err(|error| at_file(error.into()))?;
        let layout = found
            .tables
            .first()
            .map(|table| Layout { fingerprint: fingerprint(table), first_row: table.first_row });
        if let (Some(choice), Some(table)) = (wanted.mapping, found.tables.first_mut()) {
            change(table, choice).map_err(at_file)?;
        }
        Ok(Self { workbook, options, codes, found, layout })
    }
}

/// Changes a table as a person wants it; a column that they do not name stays as it was.
pub(crate) fn change(table: &mut Table, choice: &MappingChoice) -> Outcome<()> {
    if let Some(rows) = &choice.header_rows {
        table.header_rows.clone_from(rows);
        table.first_row = rows.iter().max().map_or(1, |last| last.saturating_add(1));
    }
    table.first_row = choice.first_row.unwrap_or(table.first_row);
    table.last_row = choice.last_row.or(table.last_row);
    for column in &choice.columns {
        change_column(table, column)?;
    }
    Ok(())
}

fn change_column(table: &mut Table, choice: &ColumnChoice) -> Outcome<()> {
    let fault = |code, value: &str| Fault::new(code, Exit::File).with("value", value);
    let column = column_index(choice.column.trim())
        .ok_or_else(|| fault("mapping_column", &choice.column))?;
    let unit = match choice.unit.as_deref() {
        None => None,
        Some(name) => Some(Unit::parse(name).ok_or_else(|| fault("mapping_unit", name))?),
    };
    let basis = match choice.basis.as_deref() {
        None => None,
        Some(name) => Some(Basis::parse(name).ok_or_else(|| fault("mapping_basis", name))?),
    };
    let year = choice.year.map(parse::year).transpose()?;
    let field = match choice.field.as_deref() {
        None => None,
        Some(name) => {
            Some(field(name, year.is_some()).ok_or_else(|| fault("mapping_field", name))?)
        }
    };
    let guess = match table.columns.iter().position(|guess| guess.column == column) {
        Some(index) => table.columns.get_mut(index),
        None => {
            table.columns.push(ColumnGuess {
                column,
                header: String::new(),
                field: None,
                unit: Unit::None,
                year: None,
                basis: Basis::default(),
                confidence: 1.0,
                reason: "person",
            });
            table.columns.last_mut()
        }
    };
    // A column is of years or of something else.
    if field.is_some() && table.year_column == Some(column) {
        table.year_column = None;
    }
    if let Some(guess) = guess {
        guess.field = field;
        guess.unit = unit.unwrap_or(guess.unit);
        guess.year = year.or(guess.year);
        guess.basis = basis.unwrap_or(guess.basis);
        guess.confidence = 1.0;
        guess.reason = "person";
    }
    Ok(())
}

/// The field of that name. The number of employees is said of the firm itself, or of a year.
fn field(name: &str, of_year: bool) -> Option<MappedField> {
    let firm = FirmField::parse(name).map(MappedField::Firm);
    let figure = FigureField::parse(name).map(MappedField::Figure);
    if of_year { figure.or(firm) } else { firm.or(figure) }
}

impl From<IntakeError> for Fault {
    fn from(error: IntakeError) -> Self {
        let mut fault = Self::new(error.code(), Exit::File);
        fault.params = error.params();
        if let Some(sheet) = error.sheet() {
            let sheet = Some(sheet.to_owned());
            fault.place = Some(FailurePlace { file: None, sheet, cell: None });
        }
        fault
    }
}

/// Problems in words.
pub(crate) fn problems(session: &Session, problems: &[Problem]) -> Vec<ProblemView> {
    problems.iter().map(|problem| view(session, problem)).collect()
}

fn view(session: &Session, problem: &Problem) -> ProblemView {
    let params = problem.params();
    let facts: Vec<(&str, &str)> = params.iter().map(|(n, v)| (*n, v.as_str())).collect();
    ProblemView {
        sheet: problem.sheet.clone(),
        cell: problem.cell(),
        code: problem.code.to_owned(),
        rule: problem.rule.map(str::to_owned),
        raw: problem.raw.clone(),
        understood: problem.understood.clone(),
        severity: problem.severity.as_str().to_owned(),
        message: session.say(&format!("problem.{}", problem.code), &facts),
    }
}
