//! Reading the cases: each file, and what it takes from the one that it begins as.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde_json::{Value, json};
use shirube_tests::root;

use super::edit;

/// A firm to name in the plan.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Chosen {
    pub(super) firm: String,
    pub(super) role: String,
    pub(super) reason: String,
}

/// A person's decision against the rule.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Decision {
    pub(super) requirement: String,
    pub(super) state: String,
    pub(super) reason: String,
}

/// What the check must say of one requirement.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Expected {
    pub(super) state: String,
    #[serde(default)]
    pub(super) missing: Vec<String>,
    #[serde(default)]
    pub(super) warnings: Vec<String>,
    #[serde(default)]
    pub(super) next: String,
    #[serde(default = "yes")]
    pub(super) applies: String,
}

fn yes() -> String {
    "yes".to_owned()
}

impl Expected {
    /// The rule holds, and nobody has confirmed it.
    pub(super) fn holds() -> Self {
        Self { state: "needs_review".to_owned(), applies: yes(), ..Self::default() }
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.state)?;
        if self.applies != "yes" {
            write!(f, " (applies: {})", self.applies)?;
        }
        for (name, list) in [("missing", &self.missing), ("warnings", &self.warnings)] {
            if !list.is_empty() {
                write!(f, "  {name} [{}]", list.join(", "))?;
            }
        }
        if !self.next.is_empty() {
            write!(f, "  next {}", self.next)?;
        }
        Ok(())
    }
}

/// A case as its file has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    title: String,
    from: Option<String>,
    answers: Option<String>,
    #[serde(default)]
    set: BTreeMap<String, Value>,
    #[serde(default)]
    remove: Vec<String>,
    select: Option<Vec<Chosen>>,
    #[serde(default)]
    confirm: Vec<String>,
    #[serde(default)]
    overrule: Vec<Decision>,
    #[serde(default)]
    after: BTreeMap<String, Value>,
    #[serde(default)]
    expect: BTreeMap<String, Expected>,
    #[serde(default)]
    findings: Vec<String>,
}

/// A case, whole.
#[derive(Debug, Clone)]
pub(super) struct Case {
    pub(super) title: String,
    pub(super) answers: Value,
    pub(super) select: Vec<Chosen>,
    pub(super) confirm: Vec<String>,
    pub(super) overrule: Vec<Decision>,
    pub(super) after: Option<Value>,
    pub(super) expect: BTreeMap<String, Expected>,
    pub(super) findings: Vec<String>,
}

/// Every case of a kind, by name.
pub(super) fn all(kind: &str) -> Vec<(String, Case)> {
    let folder = root().join("tests/fixtures/plans").join(kind);
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().into_string().ok())
        .filter_map(|name| name.strip_suffix(".toml").map(str::to_owned))
        .collect();
    names.sort();
    names.into_iter().map(|name| (name.clone(), read(kind, &name))).collect()
}

fn read(kind: &str, name: &str) -> Case {
    let folder = root().join("tests/fixtures/plans").join(kind);
    let text = std::fs::read_to_string(folder.join(format!("{name}.toml"))).unwrap();
    let file: File = toml::from_str(&text).unwrap_or_else(|e| panic!("{kind}/{name}: {e}"));
    let mut case = match (&file.from, &file.answers) {
        (Some(from), None) => read(kind, from),
        (None, Some(answers)) => Case {
            title: String::new(),
            answers: match answers.as_str() {
                "blank" => json!({}),
                file => serde_json::from_str(&std::fs::read_to_string(folder.join(file)).unwrap())
                    .unwrap(),
            },
            select: Vec::new(),
            confirm: Vec::new(),
            overrule: Vec::new(),
            after: None,
            expect: BTreeMap::new(),
            findings: Vec::new(),
        },
        _ => panic!("{kind}/{name}: either `from` or `answers`"),
    };
    case.title = file.title;
    edit::remove(&mut case.answers, &file.remove);
    edit::set(&mut case.answers, &file.set);
    if !file.after.is_empty() {
        let mut after = case.answers.clone();
        edit::set(&mut after, &file.after);
        case.after = Some(after);
    }
    if let Some(select) = file.select {
        case.select = select;
    }
    case.confirm.extend(file.confirm);
    case.overrule.extend(file.overrule);
    case.expect.extend(file.expect);
    case.findings.extend(file.findings);
    case
}
