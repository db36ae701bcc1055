//! Review: what the receiving office says of a plan, and what the applicant answers.

pub(crate) mod answer;
pub(crate) mod beside;
pub(crate) mod label;
pub(crate) mod points;
pub(crate) mod receive;
