//! What requests about hubs ask for, checked.

use shirube_domain::codes::IndustryCode;
use shirube_domain::degree::DegreeKind;
use shirube_domain::hubs::confidentiality::{Audience, Confidentiality};
use shirube_domain::hubs::filter::{Band, Filter};
use shirube_domain::hubs::portion::Portion;
use shirube_domain::hubs::ranking::{By, Quadrant, Weights};
use shirube_domain::hubs::size::Size;
use shirube_store::BasisRule;

use crate::api::hubs::{RankFilter, Rectangle, Thresholds, WeightsView};
use crate::assets::Assets;
use crate::fault::Fault;
use crate::parse::{self, given};
use crate::session::Outcome;

fn unknown(code: &'static str, value: &str) -> Fault {
    Fault::usage(code).with("value", value)
}

pub(crate) fn basis(name: Option<&String>) -> Outcome<BasisRule> {
    match given(name) {
        None => Ok(BasisRule::default()),
        Some(name) => BasisRule::parse(name).ok_or_else(|| unknown("basis_unknown", name)),
    }
}

pub(crate) fn audience(name: Option<&String>) -> Outcome<Audience> {
    match given(name) {
        None => Ok(Audience::default()),
        Some(name) => Audience::parse(name).ok_or_else(|| unknown("audience_unknown", name)),
    }
}

/// The 取扱区分 of that name, if one is given.
pub(crate) fn level(name: Option<&String>) -> Outcome<Option<Confidentiality>> {
    let level = |name: &str| {
        Confidentiality::parse(name).ok_or_else(|| unknown("confidentiality_unknown", name))
    };
    given(name).map(level).transpose()
}

pub(crate) fn weights(weights: Option<WeightsView>) -> Outcome<Weights> {
    match weights {
        None => Ok(Weights { connector: 1, hub: 1 }),
        Some(WeightsView { connector: 0, hub: 0 }) => Err(Fault::usage("weights_zero")),
        Some(WeightsView { connector, hub }) => Ok(Weights { connector, hub }),
    }
}

pub(crate) fn by(name: Option<&String>, weights: Weights) -> Outcome<By> {
    match given(name) {
        None | Some("connector") => Ok(By::Degree(DegreeKind::Connector)),
        Some("hub") => Ok(By::Degree(DegreeKind::Hub)),
        Some("rank_sum") => Ok(By::RankSum),
        Some("weighted") => Ok(By::Weighted(weights)),
        Some("pareto") => Ok(By::Pareto),
        Some(other) => Err(unknown("by_unknown", other)),
    }
}

pub(crate) fn portion(text: Option<&String>) -> Outcome<Option<Portion>> {
    given(text)
        .map(|text| Portion::parse(text).map_err(|_| unknown("portion_invalid", text)))
        .transpose()
}

pub(crate) fn thresholds(thresholds: &Thresholds) -> Outcome<[Option<Portion>; 2]> {
    Ok([portion(thresholds.connector.as_ref())?, portion(thresholds.hub.as_ref())?])
}

pub(crate) fn quadrants(names: &[String]) -> Outcome<Vec<Quadrant>> {
    let quadrant =
        |name: &String| Quadrant::parse(name).ok_or_else(|| unknown("quadrant_unknown", name));
    names.iter().map(quadrant).collect()
}

/// The bands of both degrees.
pub(crate) fn rectangle(rectangle: &Rectangle) -> Outcome<[Band<Portion>; 2]> {
    let band = |from: &Option<String>, to: &Option<String>| -> Outcome<Band<Portion>> {
        Ok(Band { from: portion(from.as_ref())?, to: portion(to.as_ref())? })
    };
    Ok([
        band(&rectangle.connector_from, &rectangle.connector_to)?,
        band(&rectangle.hub_from, &rectangle.hub_to)?,
    ])
}

pub(crate) fn filter(assets: &Assets, filter: &RankFilter) -> Outcome<Filter> {
    let municipality = |code: &String| -> Outcome<u32> {
        let code = parse::municipality(code, &assets.places)?;
        Ok(code.as_str().parse().unwrap_or(0))
    };
    let size = |name: &String| Size::parse(name).ok_or_else(|| unknown("size_unknown", name));
    Ok(Filter {
        municipalities: filter.municipalities.iter().map(municipality).collect::<Outcome<_>>()?,
        industries: industries(assets, &filter.industries)?,
        sizes: filter.sizes.iter().map(size).collect::<Outcome<_>>()?,
        capital: Band { from: filter.capital_from, to: filter.capital_to },
        employees: Band { from: filter.employees_from, to: filter.employees_to },
        growth: Band {
            from: portion(filter.growth_from.as_ref())?,
            to: portion(filter.growth_to.as_ref())?,
        },
        export_share: Band {
            from: portion(filter.export_share_from.as_ref())?,
            to: portion(filter.export_share_to.as_ref())?,
        },
    })
}

/// Beginnings of codes: a section stands for itself and all its divisions.
pub(crate) fn industries(assets: &Assets, codes: &[String]) -> Outcome<Vec<String>> {
    let mut all = Vec::new();
    for code in codes {
        let code: IndustryCode = parse::industry(code)?;
        let section = code.as_str().starts_with(|c: char| c.is_ascii_uppercase());
        if section {
            let of = assets.industries.iter().filter(|industry| industry.section == code.as_str());
            all.extend(of.map(|industry| industry.code.clone()));
        }
        all.push(code.to_string());
    }
    all.dedup();
    Ok(all)
}
