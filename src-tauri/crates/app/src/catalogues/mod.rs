//! Use cases on versions of the catalogue.

pub(crate) mod add;
pub(crate) mod compare;
pub(crate) mod list;
pub(crate) mod remove;
pub(crate) mod show;
