//! Use cases on forms, one file per verb.

pub(crate) mod export;
mod list;
pub(crate) mod paper;

pub(crate) use export::export;
pub(crate) use list::list;
