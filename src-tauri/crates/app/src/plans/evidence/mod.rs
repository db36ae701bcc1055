//! Evidence (根拠資料): files that are attached to a plan and its requirements.

pub(crate) mod attach;
pub(crate) mod extract;
pub(crate) mod list;
pub(crate) mod media;
pub(crate) mod name;
pub(crate) mod read;
