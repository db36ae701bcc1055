//! Use cases on the stages of a plan, its days, and its revisions.

pub(crate) mod calendar;
pub(crate) mod changes;
pub(crate) mod compare;
pub(crate) mod comparison;
pub(crate) mod due;
pub(crate) mod reach;
pub(crate) mod revisions;
pub(crate) mod schedule;
pub(crate) mod show;
mod words;
