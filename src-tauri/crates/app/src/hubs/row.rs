//! A row of the ranking as it is shown.

use shirube_domain::degree::DegreeKind;
use shirube_domain::hubs::confidentiality::{Audience, Shown, amount_band, degree_band};
use shirube_domain::hubs::filter::size_of;
use shirube_domain::hubs::portion::Portion;
use shirube_domain::hubs::ranking::score;
use shirube_domain::hubs::region::{Kept, Region, value};
use shirube_store::FirmAt;

use crate::api::hubs::{BandView, RankedFirm};
use crate::hubs::rank::Asked;
use crate::session::Session;

/// What turns rows into views.
pub(crate) struct RowView<'v> {
    pub(crate) session: &'v Session,
    pub(crate) asked: &'v Asked,
    pub(crate) audience: Audience,
}

impl RowView<'_> {
    /// The firm at that place of the ranking's order.
    pub(crate) fn firm(&self, at: usize, firm: FirmAt) -> RankedFirm {
        let Asked { scene, ranked, .. } = self.asked;
        let (region, ranking) = (&*scene.region, &ranked.ranking);
        let row = ranking.order[at];
        let exact = ranked.shown(row) == Shown::Exact;
        let place = |rank: u32| (exact && rank > 0).then(|| u64::from(rank));
        let degree = |kind| region.degree(kind, row, &scene.bounds).ok();
        let decimal = |kind| degree(kind).filter(|_| exact).map(|d| d.to_decimal_string());
        let band = |kind| {
            let degree = degree(kind).filter(|_| !exact)?;
            let degree = Portion::of(degree.numerator().into(), degree.denominator().into())?;
            let (from, to) = degree_band(degree);
            Some(BandView { from: from.to_string(), to: to.to_string() })
        };
        let figure = |kind| region.figure(kind, row).filter(|_| exact);
        let (sales, sales_band) = self.sales(region, row);
        let whole_sales = sales.is_some();
        let ratio = |ratio: Option<(i128, i128)>| {
            let (part, whole) = ratio.filter(|_| whole_sales)?;
            Portion::of(part, whole).map(|portion| portion.to_string())
        };
        let (municipality, municipality_name) =
            municipality(self.session, region.municipality[row as usize]);
        let (industry, industry_name) = industry(self.session, region.industry[row as usize]);
        let score = score(region, &scene.bounds, row, self.asked.weights).filter(|_| exact);
        let exports = self.audience.sees(region.level(Kept::Exports, row)) == Shown::Exact;
        RankedFirm {
            rank: place(ranking.ranks[at]),
            id: firm.id.to_string(),
            corporate_number: firm.corporate_number.map(String::from),
            name: firm.name,
            connector_degree: decimal(DegreeKind::Connector),
            hub_degree: decimal(DegreeKind::Hub),
            missing: scene.missing(row),
            warnings: scene.warnings(row),
            notes: scene.notes(row),
            connector_rank: place(ranking.by_degree[0][row as usize]),
            hub_rank: place(ranking.by_degree[1][row as usize]),
            front: place(ranking.front[row as usize]),
            rank_sum: ranking.rank_sum(row).filter(|_| exact).map(u64::from),
            score: score.map(|portion| portion.to_string()),
            out_of_region_sales: figure(DegreeKind::Connector),
            in_region_purchases: figure(DegreeKind::Hub),
            sales,
            growth: ratio(region.growth(row)),
            export_share: ratio(region.export_share(row).filter(|_| exports)),
            municipality,
            municipality_name,
            industry,
            industry_name,
            size: size_of(region, row).map(|size| size.as_str().to_owned()),
            quadrant: self.asked.quadrant(row).map(|quadrant| quadrant.as_str().to_owned()),
            confidentiality: strictest(region, row).to_owned(),
            connector_band: band(DegreeKind::Connector),
            hub_band: band(DegreeKind::Hub),
            sales_band,
        }
    }

    fn sales(&self, region: &Region, row: u32) -> (Option<i64>, Option<BandView>) {
        let sales = value(&region.sales, row);
        match self.audience.sees(region.level(Kept::Sales, row)) {
            Shown::Exact => (sales, None),
            Shown::Nothing => (None, None),
            Shown::Band => {
                let band = sales.map(amount_band);
                let view = |(from, to): (i64, i64)| BandView {
                    from: from.to_string(),
                    to: to.to_string(),
                };
                (None, band.map(view))
            }
        }
    }
}

/// The strictest level of the figures that stand above the lines; of a firm without any, internal.
pub(crate) fn strictest(region: &Region, row: u32) -> &'static str {
    let of = DegreeKind::ALL.into_iter().zip([Kept::Connector, Kept::Hub]);
    let there = of.filter(|(kind, _)| region.figure(*kind, row).is_some());
    let levels = there.map(|(_, kept)| region.level(kept, row));
    levels.max().unwrap_or_default().as_str()
}

/// A municipality's code and name.
pub(crate) fn municipality(session: &Session, number: u32) -> (Option<String>, Option<String>) {
    if number == 0 {
        return (None, None);
    }
    let code = format!("{number:06}");
    let parsed = shirube_domain::codes::LocalGovernmentCode::parse(&code).ok();
    let known = parsed.and_then(|code| session.assets().places.municipality(&code));
    (Some(code), known.map(|place| place.name.clone()))
}

/// An industry's code and name; of a finer code the division's name.
pub(crate) fn industry(session: &Session, code: [u8; 4]) -> (Option<String>, Option<String>) {
    let code: String = code.iter().filter(|b| **b != 0).map(|b| char::from(*b)).collect();
    if code.is_empty() {
        return (None, None);
    }
    let name = session.assets().industry_name(&code);
    let name = name.or_else(|| session.assets().industry_name(code.get(..2)?));
    let name = name.map(str::to_owned);
    (Some(code), name)
}
