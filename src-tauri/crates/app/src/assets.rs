//! What ships inside the program: the catalogue, the code lists, the texts, the sample.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use shirube_domain::catalogue::Catalogue;
use shirube_domain::codes::{LocalGovernmentCode, PrefectureCode};
use shirube_domain::places::{Municipality, Places, Prefecture};
use shirube_intake::Words;

use crate::guide::GuideData;
use crate::text::TextCatalogue;
use crate::values::columns::ColumnWords;

macro_rules! asset {
    ($path:literal) => {
        include_str!(concat!("../../../../assets/", $path))
    };
}

macro_rules! sample {
    ($name:literal) => {
        ($name, include_bytes!(concat!("../../../../assets/samples/", $name)).as_slice())
    };
}

/// An entry of the industry list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Industry {
    /// A section letter or a division's two digits.
    pub code: String,
    /// The section that it belongs to.
    pub section: String,
    /// The name.
    pub name: String,
}

/// Everything that ships, read once.
#[derive(Debug)]
pub struct Assets {
    /// The requirement catalogue.
    pub catalogue: Arc<Catalogue>,
    /// Prefectures and municipalities.
    pub places: Places,
    /// 日本標準産業分類: sections and divisions.
    pub industries: Vec<Industry>,
    /// The words by which headers, units and totals are known.
    pub words: Words,
    /// The words by which columns of a pasted block are known.
    pub(crate) column_words: ColumnWords,
    /// Titles of the 行政データにおける機械可読性に関するルール by id.
    pub rules: BTreeMap<String, String>,
    /// The sentences.
    pub text: TextCatalogue,
    /// The guide to the three kinds of plan, for who writes one.
    pub(crate) plan_guide: GuideData,
    /// The same for a firm that asks.
    pub(crate) firm_guide: GuideData,
}

/// The layout of the reference forms.
pub(crate) const FORM_LAYOUT: &str = asset!("forms/reference.toml");

/// The words by which the cells of official forms are recognised.
pub(crate) const FORM_LABELS: &str = asset!("forms/labels.toml");

/// The sample workbooks, in the order in which the demonstration imports them.
pub(crate) const SAMPLE_WORKBOOKS: [(&str, &[u8]); 3] =
    [sample!("prefecture.xlsx"), sample!("chamber.xlsx"), sample!("bank.xlsx")];

/// The sample plans' own data.
pub(crate) const SAMPLE_PLANS: &str = asset!("samples/plans.toml");

/// The sample's denominators.
pub(crate) const SAMPLE_TOTALS: &str = asset!("samples/totals.toml");

/// The sample plans' answers by file name.
pub(crate) const SAMPLE_ANSWERS: [(&str, &str); 3] = [
    ("plan_a.json", asset!("samples/plan_a.json")),
    ("plan_b.json", asset!("samples/plan_b.json")),
    ("plan_c.json", asset!("samples/plan_c.json")),
];

impl Assets {
    /// What ships inside this program, or what is wrong with it: a test makes sure that a
    /// released program never gets there.
    ///
    /// # Errors
    /// The name of the broken file and what is wrong with it.
    pub fn get() -> Result<&'static Self, &'static str> {
        static ASSETS: OnceLock<Result<Assets, String>> = OnceLock::new();
        ASSETS.get_or_init(Self::load).as_ref().map_err(String::as_str)
    }

    fn load() -> Result<Self, String> {
        let catalogue = Catalogue::load(&[
            ("a.toml", asset!("catalogue/2026-11/a.toml")),
            ("b.toml", asset!("catalogue/2026-11/b.toml")),
            ("c.toml", asset!("catalogue/2026-11/c.toml")),
            ("stages.toml", asset!("catalogue/2026-11/stages.toml")),
            ("fields17.toml", asset!("catalogue/2026-11/fields17.toml")),
            ("measures.toml", asset!("catalogue/2026-11/measures.toml")),
            ("amendments.toml", asset!("catalogue/2026-11/amendments.toml")),
            ("profiles.toml", asset!("catalogue/2026-11/profiles.toml")),
            ("blocks.toml", asset!("catalogue/2026-11/blocks.toml")),
        ])
        .map_err(|error| error.to_string())?;
        let profiles = asset!("catalogue/2026-11/profiles.toml");
        let guide = |file| GuideData::load(file, profiles, &catalogue);
        let plan_guide = guide(("plan_guide.toml", asset!("catalogue/2026-11/plan_guide.toml")))?;
        let firm_guide = guide(("firm_guide.toml", asset!("catalogue/2026-11/firm_guide.toml")))?;
        let text = TextCatalogue::load(
            &[
                asset!("text/ja/domain.json"),
                asset!("text/ja/errors.json"),
                asset!("text/ja/intake.json"),
                asset!("text/ja/store.json"),
                asset!("text/ja/forms.json"),
                asset!("text/ja/form_sheets.json"),
                asset!("text/ja/form_back.json"),
                asset!("text/ja/cli.json"),
                asset!("text/ja/report.json"),
                asset!("text/ja/ui.json"),
                asset!("text/ja/ui_bulk.json"),
                asset!("text/ja/analysis.json"),
                asset!("text/ja/analysis_plot.json"),
                asset!("text/ja/analysis_choose.json"),
                asset!("text/ja/plan_rules.json"),
                asset!("text/ja/plan_overlays.json"),
                asset!("text/ja/plan_inputs.json"),
                asset!("text/ja/plan_kpi.json"),
                asset!("text/ja/plan_stages.json"),
                asset!("text/ja/plan_review.json"),
                asset!("text/ja/hubs.json"),
                asset!("text/ja/hubs_more.json"),
                asset!("text/ja/form_preflight.json"),
                asset!("text/ja/form_screen.json"),
                asset!("text/ja/form_bind.json"),
                asset!("text/ja/form_fill.json"),
                asset!("text/ja/desk.json"),
            ],
            &[
                asset!("text/en/domain.json"),
                asset!("text/en/errors.json"),
                asset!("text/en/intake.json"),
                asset!("text/en/store.json"),
                asset!("text/en/forms.json"),
                asset!("text/en/form_sheets.json"),
                asset!("text/en/form_back.json"),
                asset!("text/en/cli.json"),
                asset!("text/en/report.json"),
                asset!("text/en/ui.json"),
                asset!("text/en/ui_bulk.json"),
                asset!("text/en/analysis.json"),
                asset!("text/en/analysis_plot.json"),
                asset!("text/en/analysis_choose.json"),
                asset!("text/en/plan_rules.json"),
                asset!("text/en/plan_overlays.json"),
                asset!("text/en/plan_inputs.json"),
                asset!("text/en/plan_kpi.json"),
                asset!("text/en/plan_stages.json"),
                asset!("text/en/plan_review.json"),
                asset!("text/en/hubs.json"),
                asset!("text/en/hubs_more.json"),
                asset!("text/en/form_preflight.json"),
                asset!("text/en/form_screen.json"),
                asset!("text/en/form_bind.json"),
                asset!("text/en/form_fill.json"),
                asset!("text/en/desk.json"),
            ],
        )?;
        let words =
            Words::parse(asset!("intake/synonyms.toml")).map_err(|error| error.to_string())?;
        let column_words = ColumnWords::parse(asset!("intake/plan_columns.toml"))?;
        let rules: Rules = toml::from_str(asset!("intake/machine_readability.toml"))
            .map_err(|error| error.to_string())?;
        let (places, industries) = (places()?, industries());
        Ok(Self {
            catalogue: Arc::new(catalogue),
            places,
            industries,
            words,
            column_words,
            rules: rules.titles,
            text,
            plan_guide,
            firm_guide,
        })
    }

    /// The name of an industry, if the list has it.
    pub fn industry_name(&self, code: &str) -> Option<&str> {
        self.industries.iter().find(|industry| industry.code == code).map(|i| i.name.as_str())
    }
}

/// The file of the rules of machine readability.
#[derive(serde::Deserialize)]
struct Rules {
    titles: BTreeMap<String, String>,
}

/// The fields of the lines after the heading; our own lists have no quotes in them.
fn lines(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines().skip(1).map(|line| line.split(',').collect())
}

fn places() -> Result<Places, String> {
    let mut prefectures = Vec::new();
    for line in lines(asset!("codes/prefectures.csv")) {
        let [code, name, kana, en, ..] = line.as_slice() else { continue };
        prefectures.push(Prefecture {
            code: PrefectureCode::parse(code)
                .map_err(|e| format!("prefectures.csv: {code}: {e}"))?,
            name: (*name).to_owned(),
            kana: (*kana).to_owned(),
            en: (*en).to_owned(),
        });
    }
    let mut municipalities = Vec::new();
    for line in lines(asset!("codes/municipalities.csv")) {
        let [code, _, name, kana, district] = line.as_slice() else {
            return Err(format!("municipalities.csv: {line:?}"));
        };
        municipalities.push(Municipality {
            code: LocalGovernmentCode::parse(code)
                .map_err(|e| format!("municipalities.csv: {code}: {e}"))?,
            name: (*name).to_owned(),
            kana: (*kana).to_owned(),
            district: (*district).to_owned(),
        });
    }
    Ok(Places::new(prefectures, municipalities))
}

fn industries() -> Vec<Industry> {
    lines(asset!("codes/industries.csv"))
        .filter_map(|line| match line.as_slice() {
            [code, section, name, ..] => Some(Industry {
                code: (*code).to_owned(),
                section: (*section).to_owned(),
                name: (*name).to_owned(),
            }),
            _ => None,
        })
        .collect()
}
