//! Opening a file of firms: the workbook, the tables in it, and what a person changed of them.

use std::path::Path;

use shirube_domain::codes::IndustryCode;
use shirube_domain::draft::MappedField;
use shirube_domain::figures::{Basis, FigureField};
use shirube_domain::firm::FirmField;
use shirube_domain::money::Unit;
use shirube_intake::{
    Codes, ColumnGuess, Hidden, IntakeError, Options, Problem, Recognised, Table, find_tables,
    fingerprint,
};
use shirube_sheets::{Limits, Workbook, column_index, column_name};

use crate::api::failure::{Exit, FailurePlace};
use crate::api::imports::{
    ColumnChoice, HiddenChoice, ImportRequest, InspectRequest, ItemChoice, MappingChoice,
};
use crate::api::inspection::ProblemView;
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
    pub(crate) tables: Option<&'r [u32]>,
    pub(crate) hidden: Option<HiddenChoice>,
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
            tables: request.tables.as_deref(),
            hidden: request.hidden,
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
            tables: request.tables.as_deref(),
            hidden: request.hidden,
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
        let options = options(wanted)?;
        let workbook = Workbook::open(Path::new(wanted.file), &Limits::default())
            .map_err(|error| at_file(error.into()))?;
        let industries = assets
            .industries
            .iter()
            .filter_map(|i| Some((IndustryCode::parse(&i.code).ok()?, i.name.as_str())));
        let codes = Codes::new(&assets.places, industries);
        let mut found = find_tables(&workbook, wanted.sheet, &options, &assets.words, &codes)
            .map_err(|error| at_file(error.into()))?;
        // A layout is known by what is found without anybody's word.
        let plain = Options { header_rows: None, turned: None, ..options.clone() };
        let unasked = (plain != options)
            .then(|| find_tables(&workbook, wanted.sheet, &plain, &assets.words, &codes))
            .transpose()
            .map_err(|error| at_file(error.into()))?;
        let tables = &unasked.as_ref().unwrap_or(&found).tables;
        let layout = tables
            .first()
            .map(|table| Layout { fingerprint: fingerprint(table), first_row: table.first_row });
        if let Some(choice) = wanted.mapping {
            change_all(&mut found.tables, choice).map_err(at_file)?;
        }
        if let Some(tables) = wanted.tables {
            take(&mut found.tables, tables)?;
        }
        Ok(Self { workbook, options, codes, found, layout })
    }
}

impl Reading<'_> {
    /// Looks for the tables once more, with the options as they are now.
    ///
    /// # Errors
    /// The file can't be read, or has no such sheet.
    pub(crate) fn recognise(&mut self, assets: &Assets, sheet: Option<&str>) -> Outcome<()> {
        let codes = &self.codes;
        self.found = find_tables(&self.workbook, sheet, &self.options, &assets.words, codes)
            .map_err(Fault::from)?;
        Ok(())
    }
}

fn options(wanted: &Wanted<'_>) -> Outcome<Options> {
    Ok(Options {
        year: wanted.year.map(parse::year).transpose()?,
        prefecture: wanted.prefecture.map(parse::prefecture).transpose()?,
        hidden: wanted.hidden.map(|hidden| match hidden {
            HiddenChoice::Take => Hidden::Take,
            HiddenChoice::Leave => Hidden::Leave,
        }),
        header_rows: wanted.mapping.and_then(header_rows),
        turned: wanted.mapping.and_then(|choice| choice.turned),
    })
}

/// The header rows that a choice names, if it names any.
pub(crate) fn header_rows(choice: &MappingChoice) -> Option<Vec<u32>> {
    choice.header_rows.clone().filter(|rows| !rows.is_empty())
}

/// Takes the tables of those places, and no others.
fn take(tables: &mut [Table], wanted: &[u32]) -> Outcome<()> {
    if let Some(wrong) = wanted.iter().find(|index| **index as usize >= tables.len()) {
        return Err(Fault::usage("table_not_found").with("table", wrong));
    }
    for (index, table) in (0..).zip(tables) {
        table.taken = wanted.contains(&index);
    }
    Ok(())
}

/// Changes the first table as a person wants it, and those that are taken with it where the same
/// column has the same header. A year that such a table states itself stays.
pub(crate) fn change_all(tables: &mut [Table], choice: &MappingChoice) -> Outcome<()> {
    let Some((first, others)) = tables.split_first_mut() else { return Ok(()) };
    change(first, choice)?;
    for other in others.iter_mut().filter(|other| other.taken) {
        for column in &choice.columns {
            let index = column_of(first.turned, &column.column)?;
            let of = |table: &Table| {
                let guess = table.columns.iter().find(|guess| guess.column == index);
                guess.map(|guess| (guess.header.clone(), guess.year))
            };
            let (Some((header, _)), Some((own_header, own_year))) = (of(first), of(other)) else {
                continue;
            };
            if header == own_header {
                let year = own_year.map_or(column.year, |year| Some(year.year().into()));
                change_column(other, &ColumnChoice { year, ..column.clone() })?;
            }
        }
        change_items(other, &choice.items)?;
    }
    Ok(())
}

/// Changes a table as a person wants it; a column that they do not name stays as it was.
fn change(table: &mut Table, choice: &MappingChoice) -> Outcome<()> {
    table.first_row = choice.first_row.unwrap_or(table.first_row);
    table.last_row = choice.last_row.or(table.last_row);
    for column in &choice.columns {
        change_column(table, column)?;
    }
    give_way(table, choice)?;
    change_items(table, &choice.items)
}

/// A column that was only guessed gives its field up where a person chose another column for it.
fn give_way(table: &mut Table, choice: &MappingChoice) -> Outcome<()> {
    let named = choice.columns.iter().map(|column| column_of(table.turned, &column.column));
    let named = named.collect::<Outcome<Vec<u32>>>()?;
    let chosen = table.columns.iter().filter(|guess| named.contains(&guess.column));
    let chosen: Vec<_> = chosen.map(|guess| (guess.field, guess.year, guess.basis)).collect();
    for guess in table.columns.iter_mut().filter(|guess| !named.contains(&guess.column)) {
        let same = |(field, year, basis): &(Option<MappedField>, _, _)| match field {
            // An address may go on in further columns.
            None | Some(MappedField::Firm(FirmField::Address)) => false,
            Some(MappedField::Firm(_)) => guess.field == *field,
            Some(MappedField::Figure(_)) => {
                (guess.field, guess.year, guess.basis) == (*field, *year, *basis)
            }
        };
        if chosen.iter().any(same) {
            (guess.field, guess.confidence, guess.reason) = (None, 1.0, "duplicate_field");
        }
    }
    Ok(())
}

/// The name of a table's column: its letter, or of a table on its side the sheet's row.
pub(crate) fn column_label(turned: bool, column: u32) -> String {
    if turned { (column + 1).to_string() } else { column_name(column) }
}

/// The column that a choice names: a letter, or of a table on its side the sheet's row.
fn column_of(turned: bool, label: &str) -> Outcome<u32> {
    let label = label.trim();
    let column = match turned {
        true => label.parse::<u32>().ok().and_then(|row| row.checked_sub(1)),
        false => column_index(label),
    };
    column.ok_or_else(|| Fault::new("mapping_column", Exit::File).with("value", label))
}

fn unit_named(name: &str) -> Outcome<Unit> {
    Unit::parse(name).ok_or_else(|| Fault::new("mapping_unit", Exit::File).with("value", name))
}

fn field_named(name: &str, of_year: bool) -> Outcome<MappedField> {
    field(name, of_year).ok_or_else(|| Fault::new("mapping_field", Exit::File).with("value", name))
}

fn change_items(table: &mut Table, choices: &[ItemChoice]) -> Outcome<()> {
    let Some(items) = &mut table.items else { return Ok(()) };
    for choice in choices {
        let unit = choice.unit.as_deref().map(unit_named).transpose()?;
        let field = choice.field.as_deref().map(|name| field_named(name, true)).transpose()?;
        items.name(&choice.text, field, unit);
    }
    Ok(())
}

fn change_column(table: &mut Table, choice: &ColumnChoice) -> Outcome<()> {
    let fault = |code, value: &str| Fault::new(code, Exit::File).with("value", value);
    let column = column_of(table.turned, &choice.column)?;
    let unit = choice.unit.as_deref().map(unit_named).transpose()?;
    let basis = match choice.basis.as_deref() {
        None => None,
        Some(name) => Some(Basis::parse(name).ok_or_else(|| fault("mapping_basis", name))?),
    };
    let year = choice.year.map(parse::year).transpose()?;
    // Under a column of years every figure has one.
    let of_year = year.is_some() || table.year_column.is_some();
    let field = choice.field.as_deref().map(|name| field_named(name, of_year)).transpose()?;
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
    let mut params = problem.params();
    if problem.code.starts_with("unit_")
        && let Some((_, unit)) = params.iter_mut().find(|(name, _)| *name == "understood")
    {
        *unit = session.say(&format!("unit.{unit}"), &[]);
    }
    let facts: Vec<(&str, &str)> = params.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let key = format!("problem.{}", problem.code);
    let turned = format!("{key}.turned");
    let key = if problem.turned && session.knows(&turned) { turned } else { key };
    ProblemView {
        sheet: problem.sheet.clone(),
        cell: problem.cell(),
        code: problem.code.to_owned(),
        rule: problem.rule.map(str::to_owned),
        raw: problem.raw.clone(),
        understood: problem.understood.clone(),
        severity: problem.severity.as_str().to_owned(),
        message: session.say(&key, &facts),
    }
}
