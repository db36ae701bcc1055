//! 提出前点検: what a reviewer would send back, found before the forms leave the office.
//!
//! Requirements, doubts and what only shows when the forms are looked at as a whole: texts that
//! name an era's year that never was, words that differ from the official ones, one firm under
//! two names, figures without a source, sums that contradict each other.

mod cover;
mod era_years;
mod figures;
mod firm_names;
mod private;
mod requirements;
mod sums;
mod wording;

use crate::answers::{Cell, cells};
use crate::assess::Assessment;
use crate::doubts;
use crate::fields::FieldType;
use crate::finding::Finding;
use crate::plan::Plan;

/// How grave a remark is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// It would come back: a requirement is open, or a value can't be right.
    Error,
    /// It is probably not meant so.
    Warning,
    /// It is worth knowing.
    Note,
}

impl Severity {
    /// The name in JSON and in the text catalogue (`severity.<name>`).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// One thing that a reviewer would remark on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// How grave it is.
    pub severity: Severity,
    /// What it is, and in which field.
    pub finding: Finding,
    /// What the field's text would be when it is put right without asking; `None` where a person
    /// must decide.
    pub mended: Option<String>,
}

impl Remark {
    fn new(severity: Severity, finding: Finding) -> Self {
        Self { severity, finding, mended: None }
    }

    fn warning(finding: Finding) -> Self {
        Self::new(Severity::Warning, finding)
    }
}

/// What the ledger knows that a remark needs.
#[derive(Debug, Clone, Default)]
pub struct Surroundings {
    /// The names of the plan's selected firms, in the plan's order; empty for one that is gone.
    pub selected_names: Vec<String>,
    /// Which of them have a degree that stands on a confidential figure.
    pub confidential: Vec<usize>,
}

/// Everything that a reviewer would remark on, the gravest first, each in the order of the form.
/// `doubts` are those that no requirement has taken.
pub fn preflight(
    plan: &Plan,
    assessed: &[Assessment<'_>],
    doubts: Vec<Finding>,
    around: &Surroundings,
) -> Vec<Remark> {
    let mut remarks = requirements::remarks(assessed);
    remarks.extend(doubts.into_iter().map(|doubt| Remark::new(severity(&doubt), doubt)));
    cover::remarks(&mut remarks, plan);
    let cells = cells(plan);
    for cell in cells.iter().filter(|cell| is_prose(cell)) {
        era_years::remarks(&mut remarks, cell);
        wording::remarks(&mut remarks, cell);
        private::remarks(&mut remarks, cell);
    }
    firm_names::remarks(&mut remarks, &cells, around);
    figures::remarks(&mut remarks, plan);
    sums::remarks(&mut remarks, plan, &cells);
    for index in &around.confidential {
        let finding = Finding::new("confidential_on_form", format!("selected_firms[{index}]"));
        let name = around.selected_names.get(*index).map_or("", String::as_str);
        remarks.push(Remark::new(Severity::Error, finding.text("name", name)));
    }
    once(&mut remarks);
    remarks.sort_by_key(|remark| remark.severity);
    remarks
}

/// How grave a doubt is.
fn severity(doubt: &Finding) -> Severity {
    if doubts::WRONG.contains(&doubt.code) { Severity::Error } else { Severity::Warning }
}

/// Whether people read it as language: codes, choices and days have checks of their own.
fn is_prose(cell: &Cell<'_>) -> bool {
    matches!(cell.column.ty, FieldType::Text | FieldType::LongText)
}

/// The same remark about the same field is said once.
fn once(remarks: &mut Vec<Remark>) {
    let mut said = std::collections::BTreeSet::new();
    remarks.retain(|remark| {
        let params = format!("{:?}", remark.finding.params);
        said.insert((remark.finding.code, remark.finding.field.clone(), params))
    });
}

#[cfg(test)]
mod tests;
