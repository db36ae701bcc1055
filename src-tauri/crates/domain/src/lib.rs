//! What a firm, a plan, a requirement and a degree *are*, and the pure functions over them.
//!
//! Nothing here reads a file, a clock or a database: everything a function needs is an argument,
//! so every answer can be worked out again by hand. Identifiers follow the glossary; sentences
//! for people live in the text catalogue and are named here by code only.

pub mod alike;
pub mod amendments;
pub mod answers;
pub mod assess;
pub mod binding;
pub mod calendar;
pub mod catalogue;
pub mod characters;
pub mod codes;
pub mod consultation;
pub mod cost;
pub mod degree;
pub mod difference;
pub mod doubts;
pub mod draft;
pub mod eras;
pub mod fields;
pub mod figures;
pub mod finding;
pub mod firm;
pub mod fiscal_year;
pub mod holidays;
pub mod hubs;
pub mod indicator;
pub mod money;
pub mod names;
pub mod overlay;
pub mod places;
pub mod plan;
pub mod preflight;
pub mod reason;
pub mod revision;
mod rules;
pub mod spans;
pub mod stages;
pub mod suggestion;
pub mod timeline;
pub mod totals;
pub mod truth;
pub mod versions;
