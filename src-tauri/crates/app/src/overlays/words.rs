//! What an overlay can name, in words: for the editor.

use std::sync::Arc;

use shirube_domain::catalogue::Catalogue;
use shirube_domain::fields::{self, FieldType};
use shirube_domain::overlay::{HEADS, Metric};
use shirube_domain::plan::{FirmRole, PlanKind};

use crate::api::overlays::{
    BaseField, BaseRequirement, MetricView, OverlayWords, OverlayWordsRequest,
};
use crate::parse;
use crate::plans::catalogue;
use crate::progress::Progress;
use crate::session::{Outcome, Session};
use crate::text::Language;

pub(crate) fn words(
    session: &Session,
    request: OverlayWordsRequest,
    _progress: &dyn Progress,
) -> Outcome<OverlayWords> {
    let open = session.with_open_ledger(|ledger| catalogue::known(session, ledger))?;
    let known = open.unwrap_or_else(|| vec![session.assets().catalogue.clone()]);
    let base: Arc<Catalogue> = match parse::given(request.base.as_ref()) {
        Some(version) => catalogue::of_version(&known, version)?,
        None => session.assets().catalogue.clone(),
    };
    Ok(OverlayWords {
        bases: known.iter().map(|catalogue| catalogue.version.clone()).collect(),
        requirements: requirements(session, &base),
        metrics: metrics().iter().map(|metric| metric_view(session, metric)).collect(),
        fields: fields(session),
    })
}

fn requirements(session: &Session, base: &Catalogue) -> Vec<BaseRequirement> {
    let english = session.language() == Language::En;
    base.kinds
        .iter()
        .flat_map(|kind| kind.requirements.iter().map(|one| (kind.kind, one)))
        .map(|(kind, one)| BaseRequirement {
            id: one.id.clone(),
            kind: kind.letter().to_owned(),
            question: if english { one.question_en.clone() } else { one.question.clone() },
            why: one.why.clone(),
            how: one.how.clone(),
            example: one.example.clone(),
        })
        .collect()
}

/// Every metric that needs no further name.
fn metrics() -> Vec<Metric> {
    let mut metrics = Vec::new();
    for head in HEADS {
        metrics.extend([
            Metric::KpiGrowth(head),
            Metric::KpiCagr(head),
            Metric::KpiIncrease(head),
            Metric::KpiTarget(head),
        ]);
    }
    metrics.extend([Metric::InvestmentsTotal, Metric::FundingTotal, Metric::SelectedFirms(None)]);
    let roles =
        [FirmRole::Core, FirmRole::PrioritySupport, FirmRole::Participant, FirmRole::Incoming];
    metrics.extend(roles.map(|role| Metric::SelectedFirms(Some(role))));
    let tables = fields::ANSWERS.iter().filter(|field| matches!(field.ty, FieldType::Table(_)));
    metrics.extend(tables.map(|field| Metric::Rows(field.key)));
    metrics
}

fn metric_view(session: &Session, metric: &Metric) -> MetricView {
    let kinds: Vec<String> = kinds_of(metric).iter().map(|kind| kind.letter().to_owned()).collect();
    MetricView {
        metric: metric.to_text(),
        label: label(session, metric),
        kinds,
        units: metric
            .quantity()
            .map_or(&[][..], |quantity| quantity.units())
            .iter()
            .map(|unit| (*unit).to_owned())
            .collect(),
        indicator: metric.head().is_some(),
        baseline: metric.has_start(),
    }
}

fn kinds_of(metric: &Metric) -> &'static [PlanKind] {
    fields::answer(&metric.key()).map_or(&PlanKind::ALL, |field| field.kinds)
}

fn label(session: &Session, metric: &Metric) -> String {
    let head = metric.head().map(|head| session.say(&format!("choice.{head}"), &[]));
    let head = head.unwrap_or_default();
    let with_head = |key: &str| session.say(key, &[("head", &head)]);
    match metric {
        Metric::KpiGrowth(_) => with_head("metric_name.kpi_growth"),
        Metric::KpiCagr(_) => with_head("metric_name.kpi_cagr"),
        Metric::KpiIncrease(_) => with_head("metric_name.kpi_increase"),
        Metric::KpiTarget(_) => with_head("metric_name.kpi_target"),
        Metric::InvestmentsTotal => session.say("metric.investments_total", &[]),
        Metric::FundingTotal => session.say("metric.funding_total", &[]),
        Metric::SelectedFirms(None) => session.say("metric.selected_firms", &[]),
        Metric::SelectedFirms(Some(role)) => {
            let role = session.say(&format!("role.{}", role.as_str()), &[]);
            session.say("metric.selected_firms_role", &[("role", &role)])
        }
        Metric::Rows(table) => {
            let table = session.say(&format!("field.{table}"), &[]);
            session.say("metric.rows", &[("table", &table)])
        }
        Metric::Answer(path) | Metric::Own(path) => path.clone(),
    }
}

fn fields(session: &Session) -> Vec<BaseField> {
    let all: Vec<String> = PlanKind::ALL.iter().map(|kind| kind.letter().to_owned()).collect();
    let mut list: Vec<BaseField> = fields::ANSWERS
        .iter()
        .filter(|field| field.ty != FieldType::Keyed)
        .map(|field| BaseField {
            key: field.key.to_owned(),
            label: session.say(&format!("field.{}", field.key), &[]),
            kinds: field.kinds.iter().map(|kind| kind.letter().to_owned()).collect(),
            ty: field.ty.name().to_owned(),
        })
        .collect();
    list.push(BaseField {
        key: "selected_firms".to_owned(),
        label: session.say("field.selected_firms", &[]),
        kinds: all,
        ty: "table".to_owned(),
    });
    list
}
