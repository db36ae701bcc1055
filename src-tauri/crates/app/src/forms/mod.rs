//! Use cases on forms, one file per verb.

pub(crate) mod answers;
pub(crate) mod batch;
pub(crate) mod binding;
pub(crate) mod check;
pub(crate) mod draft;
pub(crate) mod export;
pub(crate) mod fill;
pub(crate) mod inspect;
mod list;
pub(crate) mod paper;
pub(crate) mod rebind;
pub(crate) mod returned;
pub(crate) mod suggest;
pub(crate) mod template;
pub(crate) mod trial;

pub(crate) use export::export;
pub(crate) use list::list;
