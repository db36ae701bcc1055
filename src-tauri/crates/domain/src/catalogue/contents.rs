//! What a catalogue lists besides requirements: stages, strategic fields, measures, blocks.

use serde::{Deserialize, Serialize};

use super::Origin;
use crate::codes::PrefectureCode;
use crate::overlay::OwnMeasure;
use crate::plan::{PlanKind, RevisionStatus};

/// A stage of a plan's process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// The kind of plan.
    pub kind: PlanKind,
    /// Its id.
    pub id: String,
    /// 段階の名前
    pub label: String,
    /// The name in English.
    pub label_en: String,
    /// Who acts.
    pub who: String,
    /// Whether the source names it.
    pub origin: Origin,
    /// The source's words, if it does.
    pub verbatim: Option<String>,
    /// The row of the source's table.
    pub row: Option<String>,
    /// Whether it sends a plan back.
    #[serde(default)]
    pub returns: bool,
    /// How many office days it usually takes (ours); `None` where that can't be said.
    #[serde(default)]
    pub office_days: Option<u16>,
    /// Whether the plan is handed in with it: the day from which the others are planned.
    #[serde(default)]
    pub submission: bool,
    /// The status of the revision that is worth keeping when a plan reaches it.
    #[serde(default)]
    pub keeps: Option<RevisionStatus>,
}

/// One of the seventeen strategic fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StrategicField {
    /// 1–17
    pub number: u32,
    /// ①–⑰
    pub mark: String,
    /// The name as in the footnote.
    pub name: String,
    /// The name in English (ours).
    pub name_en: String,
}

/// A group of support measures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureGroup {
    /// Its id.
    pub id: String,
    /// Its number in the source's order.
    pub number: u32,
    /// The title, verbatim.
    pub title: String,
    /// The title in English (ours).
    pub title_en: String,
}

/// A support measure that the source names as an example.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// Its id.
    pub id: String,
    /// The group's id.
    pub group: String,
    /// The title, verbatim.
    pub title: String,
    /// The title in English (ours).
    pub title_en: String,
    /// `unstated`: the text that we hold does not tell which plans it belongs to.
    pub plan_kinds: String,
}

impl Measure {
    /// A measure that an overlay adds.
    pub(crate) fn of_overlay(own: &OwnMeasure, plan_kinds: String) -> Self {
        Self {
            id: own.id.clone(),
            group: own.group.clone(),
            title: own.title.clone(),
            title_en: own.title.clone(),
            plan_kinds,
        }
    }
}

/// A regional block: ours, for ordering a plan's prefectures; the source names none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Block {
    /// Its id.
    pub id: String,
    /// 地域ブロックの名前
    pub name: String,
    /// The name in English.
    pub name_en: String,
    /// 地方経済産業局
    pub bureau: String,
    /// The bureau in English.
    pub bureau_en: String,
    /// Its prefectures, two digits each, in the order in which they are written.
    pub prefectures: Vec<PrefectureCode>,
}
