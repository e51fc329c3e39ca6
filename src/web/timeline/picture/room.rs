//! Room for words: what already stands somewhere, and whether more fits.

/// A rectangle of the picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Area {
    fn meets(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

/// What is taken.
#[derive(Debug, Default)]
pub(super) struct Room(Vec<Area>);

impl Room {
    /// Nothing may stand here any more.
    pub(super) fn take(&mut self, area: Area) {
        self.0.push(area);
    }

    /// The first of some areas that lies between two edges and is free; it is taken.
    pub(super) fn claim(
        &mut self,
        edges: (f64, f64),
        areas: impl IntoIterator<Item = Area>,
    ) -> Option<(usize, Area)> {
        let found = areas.into_iter().enumerate().find(|(_, area)| {
            area.left >= edges.0
                && area.right <= edges.1
                && !self.0.iter().any(|taken| taken.meets(area))
        })?;
        self.take(found.1);
        Some(found)
    }
}

/// The width that words take at the size of notes, at most: fonts differ, and the widest of those in
/// question decides.
pub(super) fn width(words: &str, is_bold: bool) -> f64 {
    let each = if is_bold { 7.6 } else { 6.9 };
    words
        .chars()
        .map(|letter| match letter {
            'i' | 'j' | 'l' | 't' | 'f' | ' ' | '.' | ',' | ':' | '\'' => 0.6 * each,
            'm' | 'w' | 'M' | 'W' => 1.5 * each,
            _ if letter.is_uppercase() => 1.15 * each,
            // Scripts whose letters are as wide as they are high.
            _ if u32::from(letter) >= 0x1100 => 1.9 * each,
            _ => each,
        })
        .sum()
}
