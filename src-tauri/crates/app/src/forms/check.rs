//! Looking at a binding without filling anything.

use shirube_domain::binding::{self, Form};
use shirube_forms::Looked;

use crate::api::templates::{BindingChecked, BindingRequest};
use crate::forms::binding::{problem_view, text};
use crate::forms::template;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn check(
    session: &Session,
    request: BindingRequest,
    _progress: &dyn Progress,
) -> Outcome<BindingChecked> {
    let kind = template::kind(request.kind.as_ref())?;
    let form = request.template.as_deref().map(template::open).transpose()?;
    let text = text(&request.binding)?;
    let looked = form.as_ref().map(|form| Looked(&form.look));
    let looked = looked.as_ref().map(|looked| looked as &dyn Form);
    let read = binding::check(&text, kind, looked);
    let binding = read.as_ref().ok();
    let problems = read.as_ref().err().map_or(&[][..], Vec::as_slice);
    let same = form.as_ref().zip(binding);
    Ok(BindingChecked {
        ok: binding.is_some(),
        problems: problems.iter().map(|problem| problem_view(session, problem)).collect(),
        cells: binding.map_or(0, |binding| binding.cells.len() as u64),
        tables: binding.map_or(0, |binding| binding.tables.len() as u64),
        same_template: same.map(|(form, b)| form.book.sha256() == b.template_sha256),
    })
}
