//! Use cases on the stages of a plan, its days, and its revisions.

pub(crate) mod calendar;
pub(crate) mod changes;
pub(crate) mod compare;
pub(crate) mod comparison;
pub(crate) mod due;
pub(crate) mod reach;
pub(crate) mod revisions;
pub(crate) mod schedule;
pub(crate) mod show;
pub(crate) mod words;

pub(crate) use words::{say_day, target};

use shirube_domain::catalogue::Catalogue;
use shirube_domain::plan::PlanKind;

use crate::session::{Outcome, Session};

/// The id of the stage of that id or name.
pub(crate) fn id_of(
    session: &Session,
    catalogue: &Catalogue,
    kind: PlanKind,
    text: &str,
) -> Outcome<String> {
    let stages: Vec<_> = catalogue.stages(kind).collect();
    words::find(session, &stages, text).map(|stage| stage.id.clone())
}
