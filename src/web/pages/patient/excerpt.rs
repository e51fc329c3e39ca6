//! A list of which a page shows the newest: a long life has more relationships and admissions than
//! anybody reads at once, and the page stays small.

/// How many rows are shown at first.
const FIRST: usize = 12;

/// The rows shown, and how many there are.
pub(super) struct Excerpt<T> {
    /// The newest, or all.
    pub rows: Vec<T>,
    /// How many there are.
    pub count: u64,
    /// Whether some are left out.
    pub is_cut: bool,
}

impl<T> Excerpt<T> {
    /// The first rows of a list, or all of them. Two more than fit are not worth another page.
    pub(super) fn of(mut rows: Vec<T>, shows_all: bool) -> Self {
        let count = rows.len() as u64;
        let is_cut = !shows_all && rows.len() > FIRST + 2;
        if is_cut {
            rows.truncate(FIRST);
        }
        Self {
            rows,
            count,
            is_cut,
        }
    }

    /// Whether there is nothing to show.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_are_shown_until_all_are_asked_for() {
        let cut = Excerpt::of((0..15).collect(), false);
        assert_eq!((cut.rows.len(), cut.count, cut.is_cut), (12, 15, true));
        let all = Excerpt::of((0..15).collect(), true);
        assert_eq!((all.rows.len(), all.is_cut), (15, false));
        let short = Excerpt::of((0..14).collect(), false);
        assert_eq!((short.rows.len(), short.is_cut), (14, false));
        assert!(Excerpt::<u8>::of(Vec::new(), false).is_empty());
    }
}
