//! The use cases, one file per verb, and the list of calls that both front doors serve.

pub mod api;
