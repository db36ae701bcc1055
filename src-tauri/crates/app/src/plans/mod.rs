//! Use cases on plans.

pub(crate) mod archive;
pub(crate) mod boxes;
pub(crate) mod catalogue;
pub(crate) mod check;
pub(crate) mod confirm;
pub(crate) mod copy;
pub(crate) mod create;
pub(crate) mod degrees;
pub(crate) mod delete;
pub(crate) mod doubts;
pub(crate) mod evidence;
pub(crate) mod fields;
pub(crate) mod fill;
pub(crate) mod kpi;
pub(crate) mod list;
pub(crate) mod notices;
pub(crate) mod overlays;
pub(crate) mod profiles;
pub(crate) mod review;
pub(crate) mod select;
pub(crate) mod show;
pub(crate) mod timeline;
pub(crate) mod update;
pub(crate) mod upgrade;
