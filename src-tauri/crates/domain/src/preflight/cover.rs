//! 表紙: to whom, from whom, and whom to call. No requirement asks for these, every form does.

use super::Remark;
use crate::answers::is_blank;
use crate::finding::{Finding, Param};
use crate::plan::Plan;

/// The fields with the names that their labels have.
const ASKED: [(&str, &str); 5] = [
    ("addressee", "addressee"),
    ("authors", "authors"),
    ("department", "plan.department"),
    ("contact.name", "contact.name"),
    ("contact.telephone", "contact.telephone"),
];

pub(super) fn remarks(remarks: &mut Vec<Remark>, plan: &Plan) {
    for (path, label) in ASKED {
        if is_blank(plan.answers.at(path)) {
            let finding = Finding::new("cover_blank", path);
            remarks.push(Remark::warning(finding.with("field", Param::Field(label.to_owned()))));
        }
    }
}
