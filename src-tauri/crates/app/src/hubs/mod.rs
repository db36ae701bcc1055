//! Use cases on connectors and hubs.

pub(crate) mod ask;
pub(crate) mod base64;
pub(crate) mod concentration;
pub(crate) mod confidentiality;
pub(crate) mod denominators;
pub(crate) mod industries;
pub(crate) mod memo;
pub(crate) mod picture;
pub(crate) mod points;
pub(crate) mod rank;
pub(crate) mod row;
pub(crate) mod scene;
pub(crate) mod scope;
pub(crate) mod selections;
pub(crate) mod totals;
pub(crate) mod totals_import;
