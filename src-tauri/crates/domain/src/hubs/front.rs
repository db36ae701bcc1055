//! Pareto fronts: the firms that no other firm beats in both degrees, then those that only the
//! first front beats, and so on.

/// The number of each point's front, from 1. A point is beaten by one that is at least as great
/// in both and greater in one; equal points stand in one front.
///
/// `order` holds indexes into `x` and `y`, greatest `x` first.
pub fn fronts(order: &[u32], x: &[i64], y: &[i64], mut set: impl FnMut(u32, u32)) {
    // The greatest y so far of each front; never rises from one front to the next.
    let mut highest: Vec<i64> = Vec::new();
    let mut equal: Vec<u32> = Vec::new();
    for group in order.chunk_by(|a, b| x[*a as usize] == x[*b as usize]) {
        let one = [group[0]];
        let group: &[u32] = if group.len() > 1 {
            equal.clear();
            equal.extend_from_slice(group);
            equal.sort_by_key(|row| std::cmp::Reverse(y[*row as usize]));
            &equal
        } else {
            &one
        };
        for same in group.chunk_by(|a, b| y[*a as usize] == y[*b as usize]) {
            let height = y[same[0] as usize];
            let front = highest.partition_point(|highest| *highest >= height);
            match highest.get_mut(front) {
                Some(highest) => *highest = height,
                None => highest.push(height),
            }
            same.iter().for_each(|row| set(*row, front as u32 + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// By the definition: take the unbeaten away, again and again.
    fn by_hand(points: &[(i64, i64)]) -> Vec<u32> {
        let mut front = vec![0; points.len()];
        for number in 1.. {
            let left: Vec<usize> = (0..points.len()).filter(|at| front[*at] == 0).collect();
            if left.is_empty() {
                break;
            }
            let beaten = |at: usize| {
                left.iter().any(|other| {
                    let (a, b) = (points[*other], points[at]);
                    a.0 >= b.0 && a.1 >= b.1 && a != b
                })
            };
            let unbeaten: Vec<usize> = left.iter().copied().filter(|at| !beaten(*at)).collect();
            unbeaten.into_iter().for_each(|at| front[at] = number);
        }
        front
    }

    proptest! {
        #[test]
        fn the_fronts_are_those_of_the_definition(
            points in prop::collection::vec((0_i64..12, 0_i64..12), 0..60)
        ) {
            let (x, y): (Vec<i64>, Vec<i64>) = points.iter().copied().unzip();
            let mut order: Vec<u32> = (0..points.len() as u32).collect();
            order.sort_by_key(|row| std::cmp::Reverse(x[*row as usize]));
            let mut found = vec![0; points.len()];
            fronts(&order, &x, &y, |row, front| found[row as usize] = front);
            prop_assert_eq!(found, by_hand(&points));
        }
    }
}
