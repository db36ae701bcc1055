//! The forms of a kind of plan.

use shirube_forms::Layout;

use crate::api::forms::{FormView, FormsList};
use crate::api::plans::KindRequest;
use crate::assets::FORM_LAYOUT;
use crate::parse;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn list(
    session: &Session,
    request: KindRequest,
    _progress: &dyn Progress,
) -> Outcome<FormsList> {
    let kind = parse::kind(&request.kind)?;
    let layout = Layout::parse(FORM_LAYOUT)?;
    let text = |key: &str, params: &[(&str, &str)]| session.say(key, params);
    let forms = shirube_forms::list(kind, &layout, &text)
        .into_iter()
        .map(|form| FormView {
            id: form.id,
            title: form.title,
            origin: form.origin.to_owned(),
            version: form.version,
        })
        .collect();
    Ok(FormsList { forms })
}
