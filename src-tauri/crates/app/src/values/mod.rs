//! Understanding what people write into boxes and paste out of spreadsheets.

pub(crate) mod cells;
pub(crate) mod columns;
pub(crate) mod meaning;
pub(crate) mod mend;
pub(crate) mod paste;
pub(crate) mod places;
pub(crate) mod read;
pub(crate) mod show;
