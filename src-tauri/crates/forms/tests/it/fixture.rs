//! Plans to draw forms of: complete, half and blank, with the texts and lists that ship.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use serde_json::{Map, Value, json};
use shirube_domain::answers::Answers;
use shirube_domain::assess::{AssessContext, Assessment, SelectedDegrees, assess, inputs_hash};
use shirube_domain::catalogue::{Catalogue, FILE_NAMES};
use shirube_domain::codes::{CorporateNumber, LocalGovernmentCode, PrefectureCode};
use shirube_domain::degree::{Denominator, DenominatorKind, degree};
use shirube_domain::figures::Basis;
use shirube_domain::finding::{Finding, Param};
use shirube_domain::firm::FirmRecord;
use shirube_domain::fiscal_year::FiscalYear;
use shirube_domain::places::{Municipality, Places, Prefecture};
use shirube_domain::plan::{
    Confirmation, FirmRole, Overrule, Period, Plan, PlanKind, SelectedFirm,
};
use shirube_forms::{Beside, DegreeView, FormBook, FormInput, Layout, SelectedFirmView};
use uuid::Uuid;

/// How much of a plan is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fullness {
    Complete,
    Half,
    Blank,
}

/// What ships with the program.
pub(crate) struct World {
    pub(crate) catalogue: Catalogue,
    places: Places,
    industries: BTreeMap<String, String>,
    texts: BTreeMap<String, String>,
    samples: BTreeMap<&'static str, Value>,
    pub(crate) layout: Layout,
    /// Keys that were asked for and are not in the text catalogue.
    pub(crate) unknown: RefCell<BTreeSet<String>>,
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn csv_rows(path: &Path) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_path(path).unwrap().deserialize().map(Result::unwrap).collect()
}

impl World {
    /// Reads everything from the folder `assets`.
    pub(crate) fn new(assets: &Path, language: &str) -> Self {
        let catalogue: Vec<(&str, String)> = FILE_NAMES
            .iter()
            .map(|name| (*name, read(&assets.join("catalogue/2026-11").join(name))))
            .collect();
        let files: Vec<(&str, &str)> = catalogue.iter().map(|(n, t)| (*n, t.as_str())).collect();
        let codes = assets.join("codes");
        let prefectures =
            csv_rows(&codes.join("prefectures.csv")).into_iter().map(|row| Prefecture {
                code: PrefectureCode::parse(&row["code"]).unwrap(),
                name: row["name"].clone(),
                kana: row["kana"].clone(),
                en: row["en"].clone(),
            });
        let municipalities =
            csv_rows(&codes.join("municipalities.csv")).into_iter().map(|row| Municipality {
                code: LocalGovernmentCode::parse(&row["code"]).unwrap(),
                name: row["name"].clone(),
                kana: row["kana"].clone(),
                district: row["district"].clone(),
            });
        let industries = csv_rows(&codes.join("industries.csv"))
            .into_iter()
            .map(|row| (row["code"].clone(), row["name"].clone()));
        let mut texts = BTreeMap::new();
        for area in ["domain", "plan_rules", "plan_review", "forms", "form_sheets", "form_back"] {
            let path = assets.join("text").join(language).join(format!("{area}.json"));
            texts.extend(serde_json::from_str::<BTreeMap<String, String>>(&read(&path)).unwrap());
        }
        let sample = |kind: &'static str| {
            let path = assets.join(format!("samples/plan_{kind}.json"));
            (kind, serde_json::from_str(&read(&path)).unwrap())
        };
        Self {
            catalogue: Catalogue::load(&files).unwrap(),
            places: Places::new(prefectures.collect(), municipalities.collect()),
            industries: industries.collect(),
            texts,
            samples: ["a", "b", "c"].map(sample).into_iter().collect(),
            layout: Layout::parse(&read(&assets.join("forms/reference.toml"))).unwrap(),
            unknown: RefCell::default(),
        }
    }

    fn text(&self, key: &str, params: &[(&str, &str)]) -> String {
        let Some(template) = self.texts.get(key) else {
            self.unknown.borrow_mut().insert(key.to_owned());
            return key.to_owned();
        };
        let mut text = template.clone();
        for (name, value) in params {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        text
    }

    fn param(&self, param: &Param) -> String {
        match param {
            Param::Text(text) => text.clone(),
            Param::Field(name) => self.text(&format!("field.{name}"), &[]),
            Param::Word(key) => self.text(key, &[]),
            Param::List(params) => {
                params.iter().map(|param| self.param(param)).collect::<Vec<_>>().join("、")
            }
            Param::Date(day) | Param::Month(day) => day.to_string(),
            Param::Months(from, to) => format!("{from}～{to}"),
            Param::Year(year) => format!("{year}年度"),
            Param::StrategicField(number) | Param::Money(number) => number.to_string(),
            Param::Place(path) => path.clone(),
            Param::Phrase(key, params) => {
                let params: Vec<(&str, String)> =
                    params.iter().map(|(name, param)| (*name, self.param(param))).collect();
                let params: Vec<(&str, &str)> =
                    params.iter().map(|(n, v)| (*n, v.as_str())).collect();
                self.text(key, &params)
            }
        }
    }

    fn sentence(&self, finding: &Finding) -> String {
        let params: Vec<(&str, String)> =
            finding.params.iter().map(|(name, param)| (*name, self.param(param))).collect();
        let params: Vec<(&str, &str)> = params.iter().map(|(n, v)| (*n, v.as_str())).collect();
        self.text(&format!("finding.{}", finding.code), &params)
    }

    /// A plan of that kind, its requirements confirmed where it is complete.
    pub(crate) fn case(&self, kind: PlanKind, fullness: Fullness) -> Case {
        let sample = &self.samples[kind.letter()];
        let answers = match fullness {
            Fullness::Complete => sample.clone(),
            Fullness::Half => half(sample),
            Fullness::Blank => json!({}),
        };
        let firms = match fullness {
            Fullness::Complete => firms(6),
            Fullness::Half => firms(2),
            Fullness::Blank => Vec::new(),
        };
        let mut case = Case {
            plan: Plan {
                id: Uuid::from_u128(0x0193_5a00_0000_7000_8000_0000_0000_0001),
                kind,
                title: "（見本）眼鏡・精密加工クラスター計画".to_owned(),
                prefectures: vec![PrefectureCode::parse("18").unwrap()],
                municipalities: ["182079", "182010", "183229", "184233"]
                    .map(|code| LocalGovernmentCode::parse(code).unwrap())
                    .to_vec(),
                period: Period::new(date(2027, 4, 1), date(2032, 3, 31)).unwrap(),
                catalogue: "2026-11".to_owned(),
                stage: String::new(),
                answers: Answers::check(kind, &answers).unwrap(),
                confirmations: BTreeMap::new(),
                selected: Vec::new(),
                overlays: Vec::new(),
                schedule: BTreeMap::new(),
                receiver_checks: BTreeMap::new(),
                archived_at: None,
            },
            beside: Beside::default(),
            firms,
        };
        case.plan.selected = case.firms.iter().enumerate().map(selected).collect();
        if fullness == Fullness::Complete {
            for requirement in self.catalogue.requirements(kind) {
                let open = self.with_input(&case, |input| {
                    let mut all = input.assessments.iter();
                    all.any(|a| a.requirement.id == requirement.id && !a.missing.is_empty())
                });
                let confirmation = Confirmation {
                    by: "架空 花子".to_owned(),
                    at: Timestamp::UNIX_EPOCH,
                    inputs: inputs_hash(&case.plan, requirement),
                    overrule: open.then_some(Overrule::Met),
                    with: Vec::new(),
                    note: String::new(),
                    reason: if open {
                        "別の資料で示したため".to_owned()
                    } else {
                        String::new()
                    },
                };
                case.plan.confirmations.insert(requirement.id.clone(), confirmation);
            }
        }
        case
    }

    /// The case as a form, drawn.
    pub(crate) fn render(&self, case: &Case) -> FormBook {
        self.with_input(case, |input| shirube_forms::render(input, &self.layout).unwrap())
    }

    /// Calls with the input of a case.
    pub(crate) fn with_input<T>(&self, case: &Case, call: impl FnOnce(&FormInput<'_>) -> T) -> T {
        let context = AssessContext { today: TODAY, degrees: case.degrees() };
        let assessments: Vec<Assessment<'_>> = assess(&case.plan, &self.catalogue, &context);
        call(&FormInput {
            plan: &case.plan,
            catalogue: &self.catalogue,
            assessments: &assessments,
            selected: &case.firms,
            places: &self.places,
            industries: &self.industries,
            text: &|key, params| self.text(key, params),
            sentence: &|finding| self.sentence(finding),
            beside: &case.beside,
            today: TODAY,
        })
    }
}

/// The day on which every form here is made.
pub(crate) const TODAY: Date = date(2026, 11, 24);

/// A plan and its firms.
pub(crate) struct Case {
    pub(crate) plan: Plan,
    pub(crate) firms: Vec<SelectedFirmView>,
    pub(crate) beside: Beside,
}

impl Case {
    fn degrees(&self) -> BTreeMap<Uuid, SelectedDegrees> {
        self.plan
            .selected
            .iter()
            .zip(&self.firms)
            .map(|(selected, firm)| {
                let missing = if firm.hub.degree.is_none() {
                    vec!["hub_numerator_missing"]
                } else {
                    Vec::new()
                };
                let name = firm.record.name.clone();
                (selected.firm, SelectedDegrees { name, missing, registered_sum: false })
            })
            .collect()
    }
}

/// Every other answer, and of tables the first row without its last column.
fn half(sample: &Value) -> Value {
    let mut left = Map::new();
    for (index, (key, value)) in sample.as_object().unwrap().iter().enumerate() {
        match value {
            Value::Array(rows) if rows.first().is_some_and(Value::is_object) => {
                let mut row = rows[0].as_object().unwrap().clone();
                let last = row.keys().next_back().unwrap().clone();
                row.remove(&last);
                left.insert(key.clone(), json!([row]));
            }
            value if index % 2 == 0 => {
                left.insert(key.clone(), value.clone());
            }
            _ => {}
        }
    }
    Value::Object(left)
}

fn selected((index, firm): (usize, &SelectedFirmView)) -> SelectedFirm {
    let firm_id = Uuid::from_u128(100 + index as u128);
    SelectedFirm { firm: firm_id, role: firm.role, reason: firm.reason.clone() }
}

fn firms(count: usize) -> Vec<SelectedFirmView> {
    let year = FiscalYear::new(2024).unwrap();
    let roles = [
        FirmRole::PrioritySupport,
        FirmRole::PrioritySupport,
        FirmRole::Core,
        FirmRole::Participant,
    ];
    let names = [
        "見本精密工業株式会社",
        "例示光学株式会社",
        "架空チタン加工株式会社",
        "架空山彦眼鏡有限会社",
    ];
    (0..count)
        .map(|index| {
            let sum = index % 3 == 1;
            let view = |money: Option<i64>, whole: i64| DegreeView {
                degree: degree(money, Some(whole)).ok(),
                missing: if money.is_some() {
                    String::new()
                } else {
                    "域内仕入額がありません".to_owned()
                },
                numerator: money,
                year: Some(year),
                basis: Some(Basis::HeadOffice),
                denominator: Some(Denominator {
                    value: whole,
                    year: FiscalYear::new(if sum { 2024 } else { 2023 }).unwrap(),
                    source: if sum {
                        String::new()
                    } else {
                        "見本統計（架空）2023年度".to_owned()
                    },
                    kind: if sum {
                        DenominatorKind::RegisteredSum
                    } else {
                        DenominatorKind::Statistic
                    },
                }),
                warnings: if sum {
                    Vec::new()
                } else {
                    vec!["分子と分母の年度が違います".to_owned()]
                },
            };
            let record = FirmRecord {
                corporate_number: Some(CorporateNumber::parse("7999901000001").unwrap()),
                name: names[index % names.len()].to_owned(),
                address: Some("福井県鯖江市見本町三丁目12番地の5 見本ビル2階".to_owned()),
                prefecture: Some(PrefectureCode::parse("18").unwrap()),
                municipality: Some(LocalGovernmentCode::parse("182079").unwrap()),
                capital: Some(98_000_000),
                employees: Some(128),
                ..FirmRecord::default()
            };
            let money = 3_412_345_678 + index as i64 * 1_000_000_007;
            let purchases = (index != 3).then_some(1_250_000_000 + index as i64);
            SelectedFirmView {
                record,
                role: roles[index % roles.len()],
                reason: "コネクター度・ハブ度がともに高く、県内の加工会社への発注が多いため。"
                    .to_owned(),
                connector: view(Some(money), 1_912_000_000_000),
                hub: view(purchases, 862_000_000_000),
            }
        })
        .collect()
}
