//! How alike two names are: for pairs that a person decides on, never for what is taken as certain
//! by itself. All take the forms of [`crate::names::matching_form`].

/// How many letters must be changed, added or left out to make one text the other; `None` if more
/// than `most`.
pub fn edit_distance(a: &str, b: &str, most: usize) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let changed = corner + usize::from(x != y);
            corner = row[j + 1];
            row[j + 1] = changed.min(corner + 1).min(row[j] + 1);
        }
        if row.iter().all(|distance| *distance > most) {
            return None;
        }
    }
    row.last().copied().filter(|distance| *distance <= most)
}

/// Whether two names differ by a slip of the pen: one letter in a short name, two in a long one.
pub fn nearly_same(a: &str, b: &str) -> bool {
    let length = a.chars().count().min(b.chars().count());
    let most = match length {
        0..=2 => 0,
        3..=5 => 1,
        _ => 2,
    };
    edit_distance(a, b, most).is_some()
}

/// Whether one name stands within the other: 「見本光学」 in 「見本光学福井工場」.
pub fn contains(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    short.chars().count() >= 2 && long.contains(short)
}

/// Whether two names may be of one firm at all: nearly the same, one within the other, or half of
/// their letters in common.
pub fn alike(a: &str, b: &str) -> bool {
    if a.is_empty() || b.is_empty() {
        return false;
    }
    if a == b || contains(a, b) || nearly_same(a, b) {
        return true;
    }
    let mut rest: Vec<char> = b.chars().collect();
    let whole = a.chars().count() + rest.len();
    let shared = a
        .chars()
        .filter(|c| rest.iter().position(|d| d == c).map(|at| rest.swap_remove(at)).is_some())
        .count();
    shared * 4 >= whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_distance_counts_letters() {
        assert_eq!(edit_distance("見本光学", "見本光學", 1), Some(1));
        assert_eq!(edit_distance("見本光学", "見本光", 1), Some(1));
        assert_eq!(edit_distance("見本", "手本工業", 2), None);
        assert_eq!(edit_distance("", "", 0), Some(0));
        assert_eq!(edit_distance("ab", "ba", 2), Some(2));
    }

    #[test]
    fn names_are_alike_or_not() {
        assert!(nearly_same("見本光学工業所", "見本光学工業社"));
        assert!(!nearly_same("一光", "二光"));
        assert!(contains("見本光学福井工場", "見本光学"));
        assert!(!contains("見", "見本"));
        assert!(alike("見本光学", "見本光学研究所"));
        assert!(!alike("見本光学", "手前味噌"));
        assert!(!alike("", "見本"));
    }
}
