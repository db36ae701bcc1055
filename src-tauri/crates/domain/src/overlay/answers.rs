//! Checking the answers to own fields against what the overlays say of them.

use serde_json::Value;

use super::{ANSWERS_KEY, OwnField, OwnType};
use crate::answers::{AnswerError, AnswerProblem, check_one, is_blank};

/// Checks the value of `overlay_answers`; `stored` is what the plan says there already, which may
/// answer fields of an overlay that the plan has left.
///
/// # Errors
/// Every place that does not fit: an unknown field, a wrong type, an unknown choice.
pub fn check_answers(
    fields: &[OwnField],
    value: &Value,
    stored: Option<&Value>,
) -> Result<(), Vec<AnswerError>> {
    let Some(map) = value.as_object() else { return Ok(()) };
    let mut errors = Vec::new();
    for (id, value) in map {
        let path = format!("{ANSWERS_KEY}.{id}");
        let Some(field) = fields.iter().find(|field| field.id == *id) else {
            if stored.and_then(|stored| stored.get(id)) != Some(value) {
                errors.push(AnswerError { path, problem: AnswerProblem::UnknownKey });
            }
            continue;
        };
        if let Some(problem) = check_field(field, value) {
            errors.push(AnswerError { path, problem });
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

fn check_field(field: &OwnField, value: &Value) -> Option<AnswerProblem> {
    if is_blank(Some(value)) {
        return None;
    }
    check_one(field.ty.field_type(), value).or_else(|| {
        let text = value.as_str().unwrap_or("");
        let known = field.ty != OwnType::Choice || field.choices.iter().any(|word| word == text);
        (!known).then(|| AnswerProblem::UnknownWord(field.choices.clone()))
    })
}
