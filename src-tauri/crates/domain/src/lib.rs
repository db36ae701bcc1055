//! What a firm, a plan, a requirement and a degree *are*, and the pure functions over them.
//!
//! Nothing here reads a file, a clock or a database: everything a function needs is an argument,
//! so every answer can be worked out again by hand. Identifiers follow the glossary; sentences
//! for people live in the text catalogue and are named here by code only.

pub mod alike;
pub mod answers;
pub mod assess;
pub mod catalogue;
pub mod codes;
pub mod degree;
pub mod draft;
pub mod fields;
pub mod figures;
pub mod finding;
pub mod firm;
pub mod fiscal_year;
pub mod hubs;
pub mod money;
pub mod names;
pub mod places;
pub mod plan;
mod rules;
