//! Writing the list of firms.
use crate::api::firms::{FirmsExportRequest, FirmsExported};
use crate::progress::Progress;
use crate::session::{Outcome, Session};
pub(crate) fn export(
    _s: &Session,
    _r: FirmsExportRequest,
    _p: &dyn Progress,
) -> Outcome<FirmsExported> {
    Err(crate::fault::Fault::cancelled())
}
