//! Use cases on plans.

pub(crate) mod boxes;
pub(crate) mod check;
pub(crate) mod confirm;
pub(crate) mod create;
pub(crate) mod degrees;
pub(crate) mod fields;
pub(crate) mod fill;
pub(crate) mod list;
pub(crate) mod notices;
pub(crate) mod select;
pub(crate) mod show;
pub(crate) mod update;
