//! What could not be read, in words.

use shirube_domain::plan::PlanKind;
use shirube_forms::{Answer, Trouble, TroubleSort};

use crate::api::returned::ReturnedProblem;
use crate::plans::review::label;
use crate::session::Session;

/// Something worth knowing of the whole file.
pub(super) fn notice(session: &Session, code: &str, params: &[(&str, &str)]) -> ReturnedProblem {
    ReturnedProblem {
        code: code.to_owned(),
        severity: "notice".to_owned(),
        sheet: None,
        cell: None,
        field: None,
        raw: String::new(),
        message: session.say(&format!("problem.{code}"), params),
    }
}

pub(super) fn views(
    session: &Session,
    kind: PlanKind,
    troubles: &[Trouble],
) -> Vec<ReturnedProblem> {
    troubles.iter().map(|trouble| view(session, kind, trouble)).collect()
}

fn view(session: &Session, kind: PlanKind, trouble: &Trouble) -> ReturnedProblem {
    use TroubleSort::{ApplicantTicked, Formula, ReceiverTicked, SheetRenamed};
    let field = trouble.field.as_deref().unwrap_or_default();
    let requirement = field.strip_prefix("requirement[").and_then(|rest| rest.split_once(']'));
    let label = match requirement {
        Some((id, _)) => id.to_owned(),
        None => label::of_path(session, kind, field),
    };
    let cell = trouble.cell.as_deref().unwrap_or_default();
    let params = [
        ("sheet", trouble.sheet.as_str()),
        ("cell", cell),
        ("label", &label),
        ("text", &trouble.text),
    ];
    let notice = matches!(trouble.sort, Formula | SheetRenamed | ReceiverTicked | ApplicantTicked);
    ReturnedProblem {
        code: trouble.sort.code().to_owned(),
        severity: if notice { "notice" } else { "problem" }.to_owned(),
        sheet: Some(trouble.sheet.clone()),
        cell: trouble.cell.clone(),
        field: trouble.field.clone(),
        raw: trouble.text.clone(),
        message: session.say(&format!("problem.{}", trouble.sort.code()), &params),
    }
}

/// A value that is not understood; `why` says what would be right.
pub(super) fn unread(
    session: &Session,
    kind: PlanKind,
    answer: &Answer,
    code: &str,
    why: &str,
) -> ReturnedProblem {
    let label = label::of_path(session, kind, &answer.field);
    let params = [
        ("sheet", answer.sheet.as_str()),
        ("cell", &answer.cell),
        ("label", &label),
        ("text", &answer.text),
        ("why", why),
    ];
    ReturnedProblem {
        code: code.to_owned(),
        severity: "problem".to_owned(),
        sheet: Some(answer.sheet.clone()),
        cell: Some(answer.cell.clone()),
        field: Some(answer.field.clone()),
        raw: answer.text.clone(),
        message: session.say(&format!("problem.{code}"), &params),
    }
}
