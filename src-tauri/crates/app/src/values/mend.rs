//! Replacing the doubtful characters of a text that can be replaced without asking.

use shirube_domain::characters::mended;

use crate::api::values::{TextMended, TextRequest};
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn mend(
    _session: &Session,
    request: TextRequest,
    _progress: &dyn Progress,
) -> Outcome<TextMended> {
    Ok(TextMended { text: mended(&request.text) })
}
