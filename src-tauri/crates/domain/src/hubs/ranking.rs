//! Ranking the firms of a prefecture: by one degree, by both, or by Pareto front.

use std::cmp::Reverse;

use crate::degree::DegreeKind;
use crate::hubs::front::fronts;
use crate::hubs::portion::{Portion, WHOLE};
use crate::hubs::region::{Bounds, Region, index};

/// How much each degree counts, in whole parts: 3 and 1, say. Not both zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weights {
    /// Of the connector degree.
    pub connector: u32,
    /// Of the hub degree.
    pub hub: u32,
}

/// By what firms are ranked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// One degree, greatest first.
    Degree(DegreeKind),
    /// The sum of the places by either degree, smallest first.
    RankSum,
    /// The weighted mean of both degrees, greatest first.
    Weighted(Weights),
    /// The number of the Pareto front, smallest first; within a front the sum of both degrees.
    Pareto,
}

/// The firms that a filter lets through, in order.
#[derive(Debug, Clone, Default)]
pub struct Ranking {
    /// The rows, best first; those without a number last.
    pub order: Vec<u32>,
    /// How many of them have a number.
    pub valued: usize,
    /// The place of each of `order`, from 1, equal ones alike; 0 without a number.
    pub ranks: Vec<u32>,
    /// By row: the place by either degree among the firms let through; 0 for none.
    pub by_degree: [Vec<u32>; 2],
    /// By row: the Pareto front; 0 without both degrees.
    pub front: Vec<u32>,
}

/// The exact weighted mean with eighteen places, rounded half up at each division.
fn weighted(weights: Weights, shares: [u64; 2]) -> u64 {
    let (a, b) = (u128::from(weights.connector), u128::from(weights.hub));
    let sum = a * u128::from(shares[0]) + b * u128::from(shares[1]);
    let whole = (a + b).max(1);
    u64::try_from((2 * sum + whole) / (2 * whole)).unwrap_or(u64::MAX)
}

/// A share with eighteen places, rounded half up.
fn share(numerator: i64, denominator: i64) -> u64 {
    const PLACES: u128 = 1_000_000_000_000_000_000;
    let (n, d) = (numerator.unsigned_abs(), denominator.unsigned_abs().max(1));
    let d = u128::from(d);
    u64::try_from((2 * u128::from(n) * PLACES + d) / (2 * d)).unwrap_or(u64::MAX)
}

impl Ranking {
    /// Ranks the rows that `mask` lets through.
    pub fn of(region: &Region, bounds: &Bounds, mask: &[bool], by: By) -> Self {
        let mut ranking = Self {
            by_degree: [vec![0; region.len()], vec![0; region.len()]],
            front: vec![0; region.len()],
            ..Self::default()
        };
        let ordered = DegreeKind::ALL.map(|kind| -> Vec<u32> {
            let rows = region.with_degree(kind, bounds).iter().copied();
            rows.filter(|row| mask[*row as usize]).collect()
        });
        for kind in DegreeKind::ALL {
            let figures = &region.figures[index(kind)];
            let ranks = &mut ranking.by_degree[index(kind)];
            places(
                &ordered[index(kind)],
                |row| figures[row as usize],
                |row, rank| {
                    ranks[row as usize] = rank;
                },
            );
        }
        let both: Vec<u32> = ordered[0]
            .iter()
            .copied()
            .filter(|row| ranking.by_degree[1][*row as usize] > 0)
            .collect();
        let [x, y] = &region.figures;
        fronts(&both, x, y, |row, front| ranking.front[row as usize] = front);
        match by {
            By::Degree(kind) => {
                let [connector, hub] = ordered;
                let order = if kind == DegreeKind::Connector { connector } else { hub };
                let figures = &region.figures[index(kind)];
                ranking.finish(order, mask, |row| figures[row as usize]);
            }
            By::RankSum => {
                let sums: Vec<(u32, u32)> =
                    both.into_iter().map(|row| (ranking.rank_sum(row).unwrap_or(0), row)).collect();
                ranking.finish_sorted(sums, mask);
            }
            By::Weighted(weights) => {
                let scored = both
                    .into_iter()
                    .map(|row| (Reverse(weighted(weights, shares(region, bounds, row))), row));
                ranking.finish_sorted(scored.collect(), mask);
            }
            By::Pareto => {
                let evenly = Weights { connector: 1, hub: 1 };
                let keyed = both.into_iter().map(|row| {
                    let mean = weighted(evenly, shares(region, bounds, row));
                    ((ranking.front[row as usize], Reverse(mean)), row)
                });
                let mut keyed: Vec<_> = keyed.collect();
                keyed.sort_unstable();
                let front = ranking.front.clone();
                let order = keyed.into_iter().map(|(_, row)| row).collect();
                ranking.finish(order, mask, |row| front[row as usize]);
            }
        }
        ranking
    }

    /// Sorts by key and row, and gives equal keys one place.
    fn finish_sorted<K: Ord + Copy + Default>(&mut self, mut keyed: Vec<(K, u32)>, mask: &[bool]) {
        keyed.sort_unstable();
        let mut keys = vec![K::default(); mask.len()];
        keyed.iter().for_each(|(key, row)| keys[*row as usize] = *key);
        let order = keyed.into_iter().map(|(_, row)| row).collect();
        self.finish(order, mask, |row| keys[row as usize]);
    }

    /// Takes the order of the rows with a number, and puts the others after them.
    fn finish<K: PartialEq>(&mut self, order: Vec<u32>, mask: &[bool], key: impl Fn(u32) -> K) {
        let mut valued = vec![false; mask.len()];
        self.ranks = Vec::with_capacity(order.len());
        let ranks = &mut self.ranks;
        places(&order, key, |row, rank| {
            ranks.push(rank);
            valued[row as usize] = true;
        });
        self.valued = order.len();
        self.order = order;
        let rest = (0u32..).zip(mask).filter(|(row, keep)| **keep && !valued[*row as usize]);
        self.order.extend(rest.map(|(row, _)| row));
        self.ranks.resize(self.order.len(), 0);
    }

    /// The sum of a row's places by either degree.
    pub fn rank_sum(&self, row: u32) -> Option<u32> {
        let [a, b] = [0, 1].map(|kind| self.by_degree[kind][row as usize]);
        (a > 0 && b > 0).then_some(a + b)
    }
}

/// Gives each row its place: equal keys share one, the next ones are as far down as they stand.
fn places<K: PartialEq>(order: &[u32], key: impl Fn(u32) -> K, mut set: impl FnMut(u32, u32)) {
    let mut previous: Option<(K, u32)> = None;
    for (at, row) in (1u32..).zip(order) {
        let key = key(*row);
        let rank = match &previous {
            Some((same, rank)) if *same == key => *rank,
            _ => at,
        };
        set(*row, rank);
        previous = Some((key, rank));
    }
}

/// Both degrees of a row that has both, with eighteen places.
fn shares(region: &Region, bounds: &Bounds, row: u32) -> [u64; 2] {
    [0, 1].map(|kind| share(region.figures[kind][row as usize], bounds[kind].unwrap_or(0)))
}

/// The weighted mean of a row's two degrees with twelve places, if it has both.
pub fn score(region: &Region, bounds: &Bounds, row: u32, weights: Weights) -> Option<Portion> {
    let has = DegreeKind::ALL.into_iter().all(|kind| region.has_degree(kind, row, bounds));
    has.then(|| {
        let mean = i128::from(weighted(weights, shares(region, bounds, row)));
        Portion::of(mean, 1_000_000 * i128::from(WHOLE))
    })
    .flatten()
}

/// In which quarter of the plot a firm stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quadrant {
    /// Both degrees reach their thresholds.
    Both,
    /// The connector degree alone does.
    Connector,
    /// The hub degree alone does.
    Hub,
    /// Neither does.
    Neither,
}

impl Quadrant {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Both, Self::Connector, Self::Hub, Self::Neither];

    /// The name in JSON and in the text catalogue (`quadrant.<name>`).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Both => "both",
            Self::Connector => "connector",
            Self::Hub => "hub",
            Self::Neither => "neither",
        }
    }

    /// The quadrant of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|quadrant| quadrant.as_str() == name)
    }
}

/// The thresholds as the least figures that reach them, by [`DegreeKind`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Least([i64; 2], Bounds);

impl Least {
    /// The least figures under those denominators; a threshold that is not given is reached by
    /// every firm that has that degree.
    pub fn of(thresholds: [Option<Portion>; 2], bounds: &Bounds) -> Self {
        let least = [0, 1].map(|kind| match (thresholds[kind], bounds[kind]) {
            (Some(threshold), Some(bound)) => threshold.least_of(bound),
            _ => 0,
        });
        Self(least, *bounds)
    }

    /// Whether a row reaches the threshold of that degree.
    pub fn reached(&self, region: &Region, kind: DegreeKind, row: u32) -> bool {
        region.has_degree(kind, row, &self.1)
            && region.figures[index(kind)][row as usize] >= self.0[index(kind)]
    }

    /// How many of the ranked firms stand in each quadrant, in the order of [`Quadrant::ALL`].
    pub fn counts(&self, region: &Region, ranking: &Ranking) -> [u64; 4] {
        let mut counts = [0; 4];
        let [connector, hub] = &ranking.by_degree;
        let [outside, inside] = &region.figures;
        let figures = outside.iter().zip(inside);
        for ((a, b), (out, within)) in connector.iter().zip(hub).zip(figures) {
            if *a > 0 && *b > 0 {
                let below = usize::from(*out < self.0[0]) * 2 + usize::from(*within < self.0[1]);
                // Neither below, the second below, the first below, both below.
                counts[below] += 1;
            }
        }
        counts
    }

    /// In which quadrant a row stands; none without both degrees.
    pub fn quadrant(&self, region: &Region, row: u32) -> Option<Quadrant> {
        let has = DegreeKind::ALL.into_iter().all(|kind| region.has_degree(kind, row, &self.1));
        let reached = DegreeKind::ALL.map(|kind| self.reached(region, kind, row));
        has.then_some(match reached {
            [true, true] => Quadrant::Both,
            [true, false] => Quadrant::Connector,
            [false, true] => Quadrant::Hub,
            [false, false] => Quadrant::Neither,
        })
    }
}
