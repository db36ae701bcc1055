//! Opening somebody else's form.

use std::path::Path;

use shirube_domain::plan::PlanKind;
use shirube_sheets::{Format, Limits, Template, Workbook};

use crate::api::failure::Exit;
use crate::fault::Fault;
use crate::parse;
use crate::session::Outcome;

/// A form's file and how it looks.
pub(crate) struct Opened {
    pub(crate) book: Workbook,
    pub(crate) look: Template,
}

/// Opens a form.
///
/// # Errors
/// Whatever makes a workbook unusable, or it is no `.xlsx` or `.xlsm`.
pub(crate) fn open(file: &str) -> Outcome<Opened> {
    let book = Workbook::open(Path::new(file), &Limits::default());
    looked(book.map_err(|error| Fault::from(error).at_file(file))?, file)
}

fn looked(book: Workbook, file: &str) -> Outcome<Opened> {
    if book.format() != Format::Xlsx {
        return Err(Fault::new("template_not_xlsx", Exit::File).at_file(file));
    }
    let look = book.template().map_err(|error| Fault::from(error).at_file(file))?;
    Ok(Opened { book, look })
}

/// The kind of plan that a request names, if it names one.
pub(crate) fn kind(text: Option<&String>) -> Outcome<Option<PlanKind>> {
    parse::given(text).map(parse::kind).transpose()
}
