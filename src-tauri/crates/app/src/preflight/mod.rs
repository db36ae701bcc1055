//! 提出前点検: what a reviewer would send back, where it stands in the plan and on the form, and
//! what can be put right at once.

mod gather;
mod home;
mod mend;
mod room;
mod show;

pub(crate) use mend::mend;
pub(crate) use show::preflight;
