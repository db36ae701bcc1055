//! Reading a binding, and saying what is wrong with one.

use std::fs;
use std::path::Path;

use shirube_domain::binding::{self, Binding, LARGEST_BINDING, Problem};
use shirube_domain::plan::PlanKind;
use shirube_forms::Looked;
use shirube_sheets::Template;

use crate::api::failure::{Exit, FailurePlace};
use crate::api::templates::BindingProblem;
use crate::fault::Fault;
use crate::session::{Outcome, Session};

/// The text of a binding file.
///
/// # Errors
/// It can't be read, is too large, or is no UTF-8.
pub(crate) fn text(file: &str) -> Outcome<String> {
    let fault = |detail: String| {
        Fault::new("binding_unreadable", Exit::File).with("detail", detail).at_file(file)
    };
    let path = Path::new(file);
    let bytes = fs::metadata(path).map_err(|error| fault(error.to_string()))?.len();
    if bytes > LARGEST_BINDING as u64 {
        return Err(fault(format!("{bytes} > {LARGEST_BINDING} bytes")));
    }
    let bytes = fs::read(path).map_err(|error| fault(error.to_string()))?;
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes).to_vec();
    String::from_utf8(bytes).map_err(|error| fault(error.to_string()))
}

/// A binding that is in order.
///
/// # Errors
/// It has problems: the first is told with its line, and how many there are.
pub(crate) fn read(
    session: &Session,
    file: &str,
    text: &str,
    kind: Option<PlanKind>,
    form: Option<&Template>,
) -> Outcome<Binding> {
    let looked = form.map(Looked);
    let form = looked.as_ref().map(|looked| looked as &dyn binding::Form);
    binding::check(text, kind, form).map_err(|problems| {
        let first = problems.first();
        let mut fault = Fault::new("binding_has_problems", Exit::File)
            .with("count", problems.len())
            .with("line", first.map_or(0, |problem| problem.line))
            .with("detail", first.map_or_else(String::new, |one| sentence(session, one)));
        let about = |name: &str| {
            first
                .and_then(|one| one.params.iter().find(|(n, _)| *n == name))
                .map(|(_, v)| v.clone())
        };
        fault.place = Some(FailurePlace {
            file: Some(file.to_owned()),
            sheet: about("sheet"),
            cell: about("cell").or_else(|| first.map(|problem| problem.path.clone())),
        });
        fault
    })
}

/// What is wrong with a binding, as a sentence.
pub(crate) fn sentence(session: &Session, problem: &Problem) -> String {
    let word = |name: &str, value: &String| {
        let key = format!("type.{value}");
        if matches!(name, "expected" | "found") && session.knows(&key) {
            session.say(&key, &[])
        } else {
            value.clone()
        }
    };
    let words: Vec<(&str, String)> =
        problem.params.iter().map(|(name, value)| (*name, word(name, value))).collect();
    let params: Vec<(&str, &str)> =
        words.iter().map(|(name, value)| (*name, value.as_str())).collect();
    session.say(&format!("binding_problem.{}", problem.code), &params)
}

pub(crate) fn problem_view(session: &Session, problem: &Problem) -> BindingProblem {
    BindingProblem {
        line: problem.line as u64,
        path: problem.path.clone(),
        code: problem.code.to_owned(),
        message: sentence(session, problem),
    }
}
