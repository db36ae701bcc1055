//! Plan to workbook: the reference forms (参考様式), drawn as a layout says, read again, saved.
//!
//! Everything that a form shows comes in with [`FormInput`]; nothing is asked of the ledger.
//! Sentences and labels come from the text catalogue, sheets and columns from the [`Layout`];
//! the same input gives the same bytes.

mod answer_data;
mod answer_letter;
mod area;
mod blanks;
mod boxes;
mod charts;
mod checklist;
mod comparison;
mod data;
mod definitions;
mod era;
mod error;
mod firm_data;
mod firms;
mod form;
mod funding;
mod gantt;
mod grounds;
mod heights;
mod homes;
mod input;
mod kpi;
mod layout;
mod list_book;
mod marked_book;
mod observation;
mod page;
mod paper;
mod records;
mod report;
mod returned;
mod save;
mod style;
mod table;
mod template;
mod trace;
mod value;
mod verify;
mod written;

pub use answer_letter::{AnswerLetter, AnswerLine};
pub use boxes::TextBox;
pub use comparison::{Comparison, ComparisonLine};
pub use error::FormError;
pub use form::{FormBook, FormEntry, form_id, list, render};
pub use grounds::{Ground, GroundsBook};
pub use input::{Beside, DegreeView, FormInput, SelectedFirmView, Text};
pub use layout::Layout;
pub use list_book::ListBook;
pub use marked_book::{marked_book, verify_marked_book};
pub use report::{ProblemReport, ReportLine};
pub use returned::{
    Answer, Home, Point, PointSort, Returned, Said, Sent, Trouble, TroubleSort, read_returned,
};
pub use save::{export, file_name};
pub use template::{
    Annex, AnnexBody, Filling, Labels, Looked, Moved, Note, Rebound, Refusal, Spot, SuggestedTable,
    Suggestion, Surplus, Words, annex_book, compare_filled, fill, rebind, suggest,
};
pub use verify::verify;
pub use written::{Found, Written};
