//! Which formulas of a workbook depend on which cells. Nothing is calculated here: a formula is
//! read for what it refers to, and for no more.
//!
//! Where a formula refers to something that is not understood it counts as depending on
//! everything. Being wrong on that side costs a result that Excel works out again; on the other
//! side a wrong figure would be left standing.

mod book;
mod dependents;
mod formula;
mod functions;
mod reference;
mod scan;
#[cfg(test)]
mod tests;
mod words;

pub(crate) use book::{Book, Table};
pub(crate) use dependents::dependents;
pub(crate) use formula::{Formula, Shared};
