//! The help desk: 相談記録, follow-ups, and proof of what was done.

mod around;
mod calendar;
mod change;
mod due;
mod find;
mod report;
mod view;
mod write;

pub(crate) use calendar::calendar;
pub(crate) use change::{change, done, hand_over, remove};
pub(crate) use due::due;
pub(crate) use find::{list, show};
pub(crate) use report::report;
pub(crate) use write::add;
