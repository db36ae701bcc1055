//! Use cases on selections.

pub(crate) mod apply;
pub(crate) mod change;
pub(crate) mod decide;
pub(crate) mod explain;
pub(crate) mod proposal;
pub(crate) mod sheet;
pub(crate) mod show;
pub(crate) mod whatif;

use shirube_store::{Ledger, Selection};
use uuid::Uuid;

use crate::fault::Fault;
use crate::session::Outcome;

/// The selection of that id.
pub(crate) fn find(ledger: &Ledger, id: &str) -> Outcome<Selection> {
    let unknown = || Fault::usage("selection_not_found").with("id", id);
    Ok(ledger.selection(Uuid::try_parse(id.trim()).map_err(|_| unknown())?)?)
}
