//! What a check says, in the shape of what a case expects.

use serde_json::Value;

use super::case::Expected;

/// What a check says.
pub(super) struct Found {
    /// The requirements in their order.
    pub(super) requirements: Vec<(String, Expected)>,
    /// What belongs to none of them.
    pub(super) findings: Vec<String>,
}

pub(super) fn found(check: &Value) -> Found {
    let requirements = rows(check, "requirements")
        .iter()
        .map(|one| {
            let expected = Expected {
                state: text(one, "state"),
                missing: rows(one, "missing").iter().map(|m| text(m, "field")).collect(),
                warnings: remarks(one, "warnings"),
                next: text(&one["next"], "field"),
                applies: text(one, "applies"),
            };
            (text(one, "id"), expected)
        })
        .collect();
    Found { requirements, findings: remarks(check, "findings") }
}

/// Each as 「code place」.
fn remarks(of: &Value, key: &str) -> Vec<String> {
    let remark = |one: &Value| format!("{} {}", text(one, "code"), text(one, "field"));
    rows(of, key).iter().map(remark).collect()
}

fn rows<'a>(of: &'a Value, key: &str) -> &'a [Value] {
    of[key].as_array().unwrap()
}

fn text(of: &Value, key: &str) -> String {
    of[key].as_str().unwrap_or_default().to_owned()
}
