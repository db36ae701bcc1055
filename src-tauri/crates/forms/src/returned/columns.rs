//! Columns that came in or went.

/// From which column on the columns of a sheet have moved, and by how many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Shift {
    /// The first column that moved, as it was sent.
    pub(super) from: u32,
    /// To the right; to the left where negative.
    pub(super) by: i32,
}

impl Shift {
    /// Where a column is now; `None` for one that went.
    pub(super) fn now(self, column: u32) -> Option<u32> {
        if column < self.from || self.by == 0 {
            return Some(column);
        }
        let now = column.checked_add_signed(self.by)?;
        (now >= self.from).then_some(now)
    }

    /// Which column it was; `None` for one that came in.
    pub(super) fn origin(self, now: u32) -> Option<u32> {
        if now < self.from || self.by == 0 {
            return Some(now);
        }
        now.checked_add_signed(-self.by).filter(|column| *column >= self.from)
    }

    /// The shifts that are tried where a sheet does not fit as it is.
    pub(super) fn tried(columns: u32) -> impl Iterator<Item = Self> {
        let by = [1, -1, 2, -2, 3, -3];
        (0..=columns).flat_map(move |from| by.into_iter().map(move |by| Self { from, by }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_found_where_it_went() {
        let came = Shift { from: 2, by: 1 };
        assert_eq!((came.now(1), came.now(2)), (Some(1), Some(3)));
        assert_eq!((came.origin(2), came.origin(3)), (None, Some(2)));
        let went = Shift { from: 2, by: -1 };
        assert_eq!((went.now(2), went.now(3)), (None, Some(2)));
        assert_eq!(went.origin(2), Some(3));
        assert_eq!(Shift::default().now(9), Some(9));
    }
}
