//! How concentrated a prefecture's money is, and how that moved.

use std::collections::BTreeMap;

use shirube_domain::degree::DegreeKind;
use shirube_domain::hubs::concentration::Concentration;
use shirube_domain::hubs::confidentiality::{Audience, FEWEST_IN_GROUP};
use shirube_domain::hubs::region::Region;

use crate::api::regions::{
    BothConcentrations, ConcentrationView, Concentrations, GroupConcentration, LorenzPoint,
    RegionRequest, TopShare,
};
use crate::fault::Fault;
use crate::hubs::ask;
use crate::hubs::row::municipality;
use crate::hubs::scene::{Scene, year_before};
use crate::parse::{self, given};
use crate::progress::Progress;
use crate::session::{Outcome, Session};

/// By what firms are grouped.
#[derive(Clone, Copy)]
enum Group {
    Division,
    Municipality,
}

impl Group {
    /// The group of a row, as its code; empty where it is not known.
    fn of(self, region: &Region, row: u32) -> String {
        match self {
            Self::Division => region.division(row).map_or_else(String::new, |d| format!("{d:02}")),
            Self::Municipality => match region.municipality[row as usize] {
                0 => String::new(),
                number => format!("{number:06}"),
            },
        }
    }

    fn name(self, session: &Session, code: &str) -> Option<String> {
        match self {
            Self::Division => session.assets().industry_name(code).map(str::to_owned),
            Self::Municipality => municipality(session, code.parse().unwrap_or(0)).1,
        }
    }
}

pub(crate) fn concentration(
    session: &Session,
    request: RegionRequest,
    _progress: &dyn Progress,
) -> Outcome<Concentrations> {
    let prefecture = parse::prefecture(&request.prefecture)?;
    let year = parse::year(request.year)?;
    let earlier = request.earlier_year.map(parse::year).transpose()?;
    let earlier = earlier.unwrap_or_else(|| year_before(year));
    let basis = ask::basis(request.basis.as_ref())?;
    let audience = ask::audience(request.audience.as_ref())?;
    let group = match given(request.by.as_ref()) {
        None => None,
        Some("industry") => Some(Group::Division),
        Some("municipality") => Some(Group::Municipality),
        Some(other) => return Err(Fault::usage("group_unknown").with("value", other)),
    };
    session.with_ledger(|ledger| {
        let now = Scene::open(ledger, prefecture.clone(), year, basis, Some(earlier))?.region;
        let before = Scene::open(ledger, prefecture, earlier, basis, None)?.region;
        let (groups, withheld) = match group {
            None => (Vec::new(), 0),
            Some(group) => groups(session, &now, &before, group, audience),
        };
        let all = |region: &Region| both(region, &rows_of(region), true);
        let few = audience != Audience::Internal && now.len() < FEWEST_IN_GROUP;
        Ok(Concentrations {
            year: year.year(),
            earlier_year: earlier.year(),
            now: if few { both(&now, &[], true) } else { all(&now) },
            earlier: if few { both(&before, &[], true) } else { all(&before) },
            groups,
            withheld: withheld + u64::from(few),
            computed_from: computed_from(session, now.len()),
        })
    })
}

/// What sums over registered firms are worked out from, in words.
pub(crate) fn computed_from(session: &Session, firms: usize) -> String {
    session.say("hubs.computed_from", &[("firms", &firms.to_string())])
}

fn rows_of(region: &Region) -> Vec<u32> {
    (0..region.len() as u32).collect()
}

fn grouped(region: &Region, group: Group) -> BTreeMap<String, Vec<u32>> {
    let mut groups: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for row in 0..region.len() as u32 {
        groups.entry(group.of(region, row)).or_default().push(row);
    }
    groups
}

fn groups(
    session: &Session,
    now: &Region,
    before: &Region,
    group: Group,
    audience: Audience,
) -> (Vec<GroupConcentration>, u64) {
    let (groups, earlier) = (grouped(now, group), grouped(before, group));
    let mut withheld = 0;
    let mut views = Vec::new();
    for (code, rows) in groups {
        if audience != Audience::Internal && rows.len() < FEWEST_IN_GROUP {
            withheld += 1;
            continue;
        }
        let then = earlier.get(&code).map_or(&[][..], Vec::as_slice);
        views.push(GroupConcentration {
            name: group.name(session, &code),
            firms: rows.len() as u64,
            now: both(now, &rows, false),
            earlier: both(before, then, false),
            code,
        });
    }
    (views, withheld)
}

fn both(region: &Region, rows: &[u32], with_lorenz: bool) -> BothConcentrations {
    let of = |kind| {
        let figures = rows.iter().filter_map(|row| region.figure(kind, *row));
        view(Concentration::of(figures), with_lorenz)
    };
    BothConcentrations {
        out_of_region_sales: of(DegreeKind::Connector),
        in_region_purchases: of(DegreeKind::Hub),
    }
}

fn view(found: Concentration, with_lorenz: bool) -> ConcentrationView {
    let tops = found.tops.into_iter();
    let lorenz = found.lorenz.into_iter().filter(|_| with_lorenz);
    ConcentrationView {
        firms: found.firms as u64,
        sum: found.sum.to_string(),
        tops: tops
            .map(|(top, share)| TopShare { top: top as u64, share: share.to_string() })
            .collect(),
        herfindahl: found.herfindahl.map(|portion| portion.to_string()),
        gini: found.gini.map(|portion| portion.to_string()),
        lorenz: lorenz
            .map(|(firms, share)| LorenzPoint {
                firms: firms.to_string(),
                share: share.to_string(),
            })
            .collect(),
    }
}
