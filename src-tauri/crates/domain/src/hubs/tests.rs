//! Rankings and choices against what the definitions say, on regions made at random.

use proptest::prelude::*;

use crate::degree::DegreeKind;
use crate::hubs::choosing::{Criteria, Quota, Why, choose, difference};
use crate::hubs::portion::{Portion, WHOLE};
use crate::hubs::ranking::{By, Ranking, Weights, score};
use crate::hubs::region::{Bounds, NONE, Region};

/// A region of firms with those figures; industries go round.
fn region(figures: &[(Option<i64>, Option<i64>)]) -> Region {
    let n = figures.len();
    let mut region = Region {
        places: (0..n as u32).collect(),
        figures: [
            figures.iter().map(|f| f.0.unwrap_or(NONE)).collect(),
            figures.iter().map(|f| f.1.unwrap_or(NONE)).collect(),
        ],
        sales: vec![NONE; n],
        earlier_sales: vec![NONE; n],
        exports: vec![NONE; n],
        capital: vec![NONE; n],
        employees: vec![NONE; n],
        municipality: vec![0; n],
        industry: (0..n).map(|at| [*b"09\0\0", *b"24\0\0", *b"53\0\0"][at % 3]).collect(),
        marks: vec![0; n],
        levels: vec![0; n],
        ..Region::default()
    };
    region.put_in_order();
    region
}

fn sums(region: &Region) -> Bounds {
    DegreeKind::ALL.map(|kind| region.sum(kind))
}

fn figure() -> impl Strategy<Value = Option<i64>> {
    prop_oneof![
        1 => Just(None),
        1 => (-50_i64..0).prop_map(Some),
        6 => (0_i64..40).prop_map(Some),
        2 => (0_i64..9_000_000_000_000).prop_map(Some),
    ]
}

fn figures(most: usize) -> impl Strategy<Value = Vec<(Option<i64>, Option<i64>)>> {
    prop::collection::vec((figure(), figure()), 1..most)
}

fn any_by() -> impl Strategy<Value = By> {
    prop_oneof![
        Just(By::Degree(DegreeKind::Connector)),
        Just(By::Degree(DegreeKind::Hub)),
        Just(By::RankSum),
        (0_u32..9, 1_u32..9).prop_map(|(connector, hub)| By::Weighted(Weights { connector, hub })),
        Just(By::Pareto),
    ]
}

proptest! {
    #[test]
    fn the_degrees_of_a_complete_prefecture_add_up_to_one(figures in figures(80)) {
        let region = region(&figures);
        let bounds = sums(&region);
        for kind in DegreeKind::ALL {
            let degrees: Vec<_> = (0..region.len() as u32)
                .filter_map(|row| region.degree(kind, row, &bounds).ok())
                .collect();
            let Some(first) = degrees.first() else { continue };
            let sum: i128 = degrees.iter().map(|d| i128::from(d.numerator())).sum();
            prop_assert_eq!(sum, i128::from(first.denominator()));
        }
    }

    #[test]
    fn a_unit_changes_no_ranking(figures in figures(60), by in any_by()) {
        let thousands: Vec<_> = figures
            .iter()
            .map(|(a, b)| (a.map(|a| a * 1000), b.map(|b| b * 1000)))
            .collect();
        let (yen, thousand) = (region(&figures), region(&thousands));
        let mask = vec![true; yen.len()];
        let a = Ranking::of(&yen, &sums(&yen), &mask, by);
        let b = Ranking::of(&thousand, &sums(&thousand), &mask, by);
        prop_assert_eq!((a.order, a.ranks, a.front), (b.order, b.ranks, b.front));
    }

    #[test]
    fn everybody_stands_once_and_places_follow_the_numbers(
        figures in figures(60), by in any_by(), holes in prop::collection::vec(any::<bool>(), 60)
    ) {
        let region = region(&figures);
        let bounds = sums(&region);
        let mask = &holes[..region.len()];
        let ranking = Ranking::of(&region, &bounds, mask, by);
        let mut rows = ranking.order.clone();
        rows.sort_unstable();
        let expected: Vec<u32> =
            (0u32..).zip(mask).filter(|(_, keep)| **keep).map(|(row, _)| row).collect();
        prop_assert_eq!(rows, expected);
        for (at, rank) in ranking.ranks.iter().enumerate() {
            prop_assert_eq!(*rank > 0, at < ranking.valued);
            prop_assert!(*rank as usize <= at + 1);
        }
        let better = |a: u32, b: u32| match by {
            By::Degree(kind) => region.figure(kind, a) > region.figure(kind, b),
            By::RankSum => ranking.rank_sum(a) < ranking.rank_sum(b),
            By::Weighted(weights) => {
                score(&region, &bounds, a, weights) > score(&region, &bounds, b, weights)
            }
            By::Pareto => ranking.front[a as usize] < ranking.front[b as usize],
        };
        for (at, pair) in ranking.order[..ranking.valued].windows(2).enumerate() {
            prop_assert!(!better(pair[1], pair[0]));
            if better(pair[0], pair[1]) {
                prop_assert!(ranking.ranks[at] < ranking.ranks[at + 1]);
            }
        }
    }

    #[test]
    fn what_if_is_what_choosing_again_gives(
        figures in figures(60),
        before in 0..WHOLE / 4, after in 0..WHOLE / 4,
        most in prop::option::of(0_usize..30), at_most in prop::option::of(0_usize..5),
        at_least in prop::option::of(0_usize..5), either: bool,
    ) {
        let region = region(&figures);
        let bounds = sums(&region);
        let mask = vec![true; region.len()];
        let ranking = Ranking::of(&region, &bounds, &mask, By::RankSum);
        let quota = Quota { industries: vec!["24".to_owned()], at_least, at_most };
        let criteria = |threshold: i64| Criteria {
            thresholds: [Some(Portion(threshold)), None],
            either,
            most,
            quotas: vec![quota.clone()],
            must: vec![0],
            excluded: if region.len() > 1 { vec![1] } else { Vec::new() },
        };
        let was = choose(&region, &bounds, &ranking, &criteria(before));
        let is = choose(&region, &bounds, &ranking, &criteria(after));
        let ins = |choice: &[(u32, Why)]| -> std::collections::BTreeSet<u32> {
            choice.iter().filter(|(_, why)| why.is_in()).map(|(row, _)| *row).collect()
        };
        let (comes, falls) = difference(&was, &is);
        let mut replayed = ins(&was);
        falls.iter().for_each(|row| { replayed.remove(row); });
        replayed.extend(&comes);
        prop_assert_eq!(&replayed, &ins(&is));
        prop_assert!(ins(&is).contains(&0), "what must come in is in");
        prop_assert!(!ins(&is).contains(&1) || region.len() == 1, "what is excluded is out");
        if let Some(most) = most {
            prop_assert!(ins(&is).len() <= most.max(1));
        }
        if let Some(at_most) = at_most {
            let of = ins(&is).iter().filter(|row| **row % 3 == 1).count();
            prop_assert!(of <= at_most);
        }
    }
}

#[test]
fn one_firm_and_equal_firms_rank() {
    let alone = region(&[(Some(5), None)]);
    let ranking = Ranking::of(&alone, &sums(&alone), &[true], By::Degree(DegreeKind::Connector));
    assert_eq!((ranking.order, ranking.ranks), (vec![0], vec![1]));
    let equal = region(&[(Some(5), Some(5)); 3]);
    for by in [By::RankSum, By::Pareto, By::Degree(DegreeKind::Hub)] {
        let ranking = Ranking::of(&equal, &sums(&equal), &[true; 3], by);
        assert_eq!((ranking.order, ranking.ranks), (vec![0, 1, 2], vec![1, 1, 1]));
    }
    let above = region(&[(Some(50), Some(1)), (Some(5), Some(1))]);
    let ranking =
        Ranking::of(&above, &[Some(10), None], &[true; 2], By::Degree(DegreeKind::Connector));
    assert_eq!((ranking.order, ranking.valued), (vec![1, 0], 1));
}
