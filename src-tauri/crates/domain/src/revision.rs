//! The content of a revision: a plan as it was on a day that counts, with the firms' names as
//! they were then, and its flat form, a document of values by path that two revisions are
//! compared by.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::answers::Answers;
use crate::codes::{LocalGovernmentCode, PrefectureCode};
use crate::plan::{Confirmation, FirmRole, Period, Plan, PlanKind};

/// The key of the selected firms in a document.
pub const SELECTED_FIRMS: &str = "selected_firms";

/// A firm of a revision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevisionFirm {
    /// Its id in the ledger.
    pub firm: Uuid,
    /// Its name as it was.
    pub name: String,
    /// 法人番号, where it had one.
    pub corporate_number: Option<String>,
    /// What it was in the plan.
    pub role: FirmRole,
    /// Why it was chosen.
    pub reason: String,
}

/// A plan as a revision holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// Which of the three plans.
    pub kind: PlanKind,
    /// 名称
    pub title: String,
    /// Its prefectures.
    pub prefectures: Vec<PrefectureCode>,
    /// Its municipalities.
    pub municipalities: Vec<LocalGovernmentCode>,
    /// 計画期間
    pub period: Period,
    /// The catalogue's version.
    pub catalogue: String,
    /// Its overlays.
    pub overlays: Vec<Uuid>,
    /// The answers.
    pub answers: Answers,
    /// The firms.
    pub selected: Vec<RevisionFirm>,
    /// Who had confirmed what.
    pub confirmations: BTreeMap<String, Confirmation>,
}

impl Content {
    /// The plan as it is; `firm` gives a firm's name and 法人番号 by its id.
    pub fn of(plan: &Plan, firm: &dyn Fn(Uuid) -> (String, Option<String>)) -> Self {
        let selected = plan.selected.iter().map(|selected| {
            let (name, corporate_number) = firm(selected.firm);
            RevisionFirm {
                firm: selected.firm,
                name,
                corporate_number,
                role: selected.role,
                reason: selected.reason.clone(),
            }
        });
        Self {
            kind: plan.kind,
            title: plan.title.clone(),
            prefectures: plan.prefectures.clone(),
            municipalities: plan.municipalities.clone(),
            period: plan.period,
            catalogue: plan.catalogue.clone(),
            overlays: plan.overlays.clone(),
            answers: plan.answers.clone(),
            selected: selected.collect(),
            confirmations: plan.confirmations.clone(),
        }
    }

    /// What the plan says, by the first part of the path. The catalogue and the confirmations
    /// are about the plan, not in it.
    pub fn document(&self) -> Map<String, Value> {
        let mut document = Map::new();
        let mut put = |key: &str, value: Value| drop(document.insert(key.to_owned(), value));
        put("plan.title", json!(self.title));
        put("plan.prefecture", json!(self.prefectures));
        put("plan.municipalities", json!(self.municipalities));
        put("plan.period.start", json!(self.period.start()));
        put("plan.period.end", json!(self.period.end()));
        for (key, value) in self.answers.as_map() {
            put(key, value.clone());
        }
        put(SELECTED_FIRMS, json!(self.selected));
        document
    }
}
