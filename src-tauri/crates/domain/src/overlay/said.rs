//! How thresholds and origins are said, as data: the words are in the text catalogue.

use rust_decimal::Decimal;

use super::threshold::{Part, StartsFrom};
use super::{ANSWERS_KEY, Metric, OverlayMark, grouped};
use crate::finding::Param;

impl OverlayMark {
    /// 「上乗せ：見本県 2026-12版」
    pub fn said(&self) -> Param {
        let text = |text: &str| Param::Text(text.to_owned());
        Param::Phrase(
            "overlay.mark",
            vec![("issuer", text(&self.issuer)), ("version", text(&self.version))],
        )
    }
}

impl Part {
    /// 「売上額の伸び率（基準年度から最終年度）が10％以上」
    pub fn wanted(&self) -> Param {
        Param::Phrase(
            "threshold.wanted",
            vec![
                ("metric", self.metric_words()),
                ("value", with_unit(self.value, &self.unit)),
                ("comparator", Param::Word(format!("comparator.{}", self.comparator.name()))),
            ],
        )
    }

    fn metric_words(&self) -> Param {
        let word = |key: String| Param::Word(key);
        let (key, mut params) = match &self.metric {
            Metric::KpiGrowth(_) => ("metric.kpi_growth", Vec::new()),
            Metric::KpiCagr(_) => ("metric.kpi_cagr", Vec::new()),
            Metric::KpiIncrease(_) => ("metric.kpi_increase", Vec::new()),
            Metric::KpiTarget(_) => ("metric.kpi_target", Vec::new()),
            Metric::InvestmentsTotal => ("metric.investments_total", Vec::new()),
            Metric::FundingTotal => ("metric.funding_total", Vec::new()),
            Metric::Rows(table) => {
                ("metric.rows", vec![("table", Param::Field((*table).to_owned()))])
            }
            Metric::SelectedFirms(None) => ("metric.selected_firms", Vec::new()),
            Metric::SelectedFirms(Some(role)) => {
                let role = word(format!("role.{}", role.as_str()));
                ("metric.selected_firms_role", vec![("role", role)])
            }
            Metric::Answer(path) => ("metric.answer", vec![("field", Param::Place(path.clone()))]),
            Metric::Own(id) => {
                ("metric.answer", vec![("field", Param::Field(format!("{ANSWERS_KEY}.{id}")))])
            }
        };
        if let Some(head) = self.metric.head() {
            let name = match self.indicator.as_str() {
                "" => word(format!("choice.{head}")),
                name => Param::Text(name.to_owned()),
            };
            params.push(("head", name));
        }
        if self.metric.has_start() {
            let from = match self.baseline.unwrap_or_default() {
                StartsFrom::BaselineYear => "baseline.baseline_year",
                StartsFrom::FirstTarget => "baseline.first_target",
            };
            params.push(("from", word(from.to_owned())));
        }
        Param::Phrase(key, params)
    }
}

/// A number with its unit.
pub(crate) fn with_unit(value: Decimal, unit: &str) -> Param {
    let number = Param::Text(grouped(value));
    if unit.is_empty() {
        return number;
    }
    let unit = Param::Word(format!("unit.{unit}"));
    Param::Phrase("threshold.number", vec![("number", number), ("unit", unit)])
}
