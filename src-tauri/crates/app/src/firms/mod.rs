//! Use cases on firms.

pub(crate) mod export;
pub(crate) mod import;
pub(crate) mod import_many;
pub(crate) mod inspect;
pub(crate) mod list;
pub(crate) mod rank;
pub(crate) mod reading;
pub(crate) mod report;
pub(crate) mod show;
