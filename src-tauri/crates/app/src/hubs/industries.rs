//! The industries of the registered firms, as a help in naming those to push.

use shirube_domain::degree::DegreeKind;
use shirube_domain::hubs::confidentiality::{Audience, FEWEST_IN_GROUP};
use shirube_domain::hubs::industries::{IndustrySums, by_division};
use shirube_domain::hubs::portion::Portion;
use shirube_domain::hubs::region::index;

use crate::api::regions::{Industries, IndustryView, RegionRequest};
use crate::hubs::ask;
use crate::hubs::concentration::computed_from;
use crate::hubs::scene::Scene;
use crate::parse;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn industries(
    session: &Session,
    request: RegionRequest,
    _progress: &dyn Progress,
) -> Outcome<Industries> {
    let prefecture = parse::prefecture(&request.prefecture)?;
    let year = parse::year(request.year)?;
    let earlier = request.earlier_year.map(parse::year).transpose()?;
    let basis = ask::basis(request.basis.as_ref())?;
    let audience = ask::audience(request.audience.as_ref())?;
    session.with_ledger(|ledger| {
        let scene = Scene::open(ledger, prefecture, year, basis, earlier)?;
        let sums = by_division(&scene.region);
        let all: i128 = sums.values().map(|sums| sums.out_of_region_sales).sum();
        let statistic = !scene.below.is_registered_sum(DegreeKind::Connector);
        let prefecture = scene.bounds[index(DegreeKind::Connector)].filter(|_| statistic);
        let mut order: Vec<(String, IndustrySums)> = sums.into_iter().collect();
        order.sort_by_key(|(code, sums)| {
            (code.is_empty(), std::cmp::Reverse(sums.out_of_region_sales), code.clone())
        });
        let count = order.len();
        let few =
            |sums: &IndustrySums| audience != Audience::Internal && sums.firms < FEWEST_IN_GROUP;
        order.retain(|(_, sums)| !few(sums));
        let withheld = (count - order.len()) as u64;
        let industries = order
            .into_iter()
            .map(|(code, sums)| view(session, code, sums, all, prefecture))
            .collect();
        Ok(Industries {
            year: year.year(),
            earlier_year: scene.query.earlier.year(),
            industries,
            withheld,
            computed_from: computed_from(session, scene.region.len()),
        })
    })
}

fn view(
    session: &Session,
    code: String,
    sums: IndustrySums,
    all: i128,
    prefecture: Option<i64>,
) -> IndustryView {
    let text = |portion: Option<Portion>| portion.map(|portion| portion.to_string());
    let known = session.assets().industries.iter().find(|industry| industry.code == code);
    let (before, now) = sums.compared;
    IndustryView {
        name: known.map(|industry| industry.name.clone()),
        section: known.map(|industry| industry.section.clone()),
        code,
        firms: sums.firms as u64,
        sales: sums.sales.to_string(),
        without_sales: sums.without_sales as u64,
        out_of_region_sales: sums.out_of_region_sales.to_string(),
        without_out_of_region_sales: sums.without_out_of_region_sales as u64,
        in_region_purchases: sums.in_region_purchases.to_string(),
        without_in_region_purchases: sums.without_in_region_purchases as u64,
        share: text(Portion::of(sums.out_of_region_sales, all)),
        share_of_prefecture: text(
            prefecture.and_then(|whole| Portion::of(sums.out_of_region_sales, whole.into())),
        ),
        growth: text(Portion::of(now - before, before)),
        firms_compared: sums.firms_compared as u64,
    }
}
