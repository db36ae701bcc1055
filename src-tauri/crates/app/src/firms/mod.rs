//! Use cases on firms.

pub use mappings::firms_mapping;

pub(crate) mod ahead;
pub(crate) mod choose;
pub(crate) mod decide;
pub(crate) mod difference;
pub(crate) mod export;
pub(crate) mod import;
pub(crate) mod import_many;
pub(crate) mod inspect;
pub(crate) mod kept;
pub(crate) mod list;
pub(crate) mod mappings;
pub(crate) mod rank;
pub(crate) mod reading;
pub(crate) mod report;
pub(crate) mod seen;
pub(crate) mod show;
