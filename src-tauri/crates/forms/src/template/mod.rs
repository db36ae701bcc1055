//! 様式への記入: a plan's answers into the cells of somebody else's form, as a binding says.

mod annex;
mod answer;
mod boxes;
mod compare;
mod fill;
mod form;
mod label;
mod marks;
mod rebind;
mod room;
mod suggest;
mod table;
mod words;
mod write;

pub use annex::{Annex, AnnexBody, annex_book};
pub use compare::compare_filled;
pub use fill::{Filling, Note, Refusal, Spot, Surplus, fill};
pub use form::Looked;
pub use label::Labels;
pub use rebind::{Moved, Rebound, rebind};
pub use suggest::{SuggestedTable, Suggestion, suggest};
pub use words::Words;
