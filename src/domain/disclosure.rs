//! Which counts of a service may be shown, so that none of fewer than five can be worked out.
//!
//! Figures are offered for every unit with all below it, for each calendar quarter, for the calendar year that
//! is four of them, and for the months that a quarter is made of. So whoever collects everything that is offered holds sums of sums, and the
//! decision is made over all of it at once, never for one reader:
//!
//! - **Within a period** a unit is shown where each of its counts is at least five, and only below a unit
//!   that is. Of what a shown unit is made of (the units below, and what belongs to itself), either nothing
//!   is hidden, or at least two parts that hold at least five together: the smallest shown go with the
//!   others until that is so. What is hidden in a group is then known as one sum, in which each part can
//!   be anything from none to at least five.
//! - **A year** whose quarters add up to it is shown where all its quarters are, and then tells nothing new;
//!   or where none of them is, and what is hidden beside it in these quarters holds at least five more
//!   than such years do. Otherwise the missing quarter would be the year less the others.
//!
//! - **Months** are told three at a time: where the quarter is shown, and where each count of each of the three
//!   is, and within a unit as above with the counts of all three taken as counts of one period. A group of which
//!   the months are hidden then has at least five in each month. Years and quarters are decided without
//!   looking at months, so that nothing is hidden of them because somebody wants to read months: quarters are
//!   margins of a table whose other margins, five in each month, leave every part of it open.
//!
//! Other windows are not offered. They would be differences of two that overlap.
//!
//! Quarters are decided each by itself, so that what was shown in April is not another in July.

/// Fewest that a count may be to be shown.
pub const FEWEST: i64 = 5;

/// One unit of a tree: units stand after those above them.
#[derive(Debug, Clone, Default)]
pub struct Node {
    /// The place of the unit above.
    pub parent: Option<usize>,
    /// Counts that belong to the unit itself.
    pub own: Vec<i64>,
    /// Whether figures of the unit may be shown at all.
    pub is_admissible: bool,
}

/// A part of a shown unit: a unit below it, or what is its own.
#[derive(Debug, Clone)]
struct Part {
    child: Option<usize>,
    counts: Vec<i64>,
    is_shown: bool,
}

/// The counts of every unit with all below it.
pub fn totals(nodes: &[Node]) -> Vec<Vec<i64>> {
    let mut totals: Vec<Vec<i64>> = nodes.iter().map(|node| node.own.clone()).collect();
    for place in (0..nodes.len()).rev() {
        if let Some(parent) = nodes[place].parent {
            let counts = totals[place].clone();
            add(&mut totals[parent], &counts);
        }
    }
    totals
}

fn add(sum: &mut Vec<i64>, counts: &[i64]) {
    sum.resize(sum.len().max(counts.len()), 0);
    for (sum, count) in sum.iter_mut().zip(counts) {
        *sum += count;
    }
}

fn is_enough(counts: &[i64]) -> bool {
    !counts.is_empty() && counts.iter().all(|count| *count >= FEWEST)
}

/// What is shown of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// Whether each unit with all below it is.
    pub units: Vec<bool>,
    /// Whether what belongs to each unit itself can be worked out.
    pub own: Vec<bool>,
}

/// One quarter of a year: its counts, and what is shown of it.
#[derive(Debug, Clone)]
pub struct Quarter {
    nodes: Vec<Node>,
    totals: Vec<Vec<i64>>,
    shown: Decided,
}

impl Quarter {
    /// Decides a quarter.
    pub fn of(nodes: Vec<Node>) -> Self {
        Self {
            totals: totals(&nodes),
            shown: shown(&nodes),
            nodes,
        }
    }

    /// What is shown of it.
    pub const fn shown(&self) -> &Decided {
        &self.shown
    }

    /// What is hidden of a part of a unit; `None` where nothing is, or there is nobody.
    fn hidden(&self, parent: usize, part: &Part) -> Option<&[i64]> {
        let (counts, is_shown) = match part.child {
            Some(child) => (&self.totals[child], self.shown.units[child]),
            None => (&self.nodes[parent].own, self.shown.own[parent]),
        };
        (!is_shown && is_some(counts)).then_some(counts)
    }

    fn is_all_shown(&self, place: usize) -> bool {
        self.shown.units[place] || !is_some(&self.totals[place])
    }
}

/// Which units are shown in one period.
pub fn shown(nodes: &[Node]) -> Decided {
    decide(nodes, |_| true, |_, _| ())
}

/// Which units are shown in a year that is the sum of these quarters.
pub fn shown_in_year(year: &[Node], quarters: &[Quarter]) -> Decided {
    // A year of which some quarters are shown would tell the others.
    let is_even = |place: usize| {
        let is_some = |quarter: &&Quarter| is_some(&quarter.totals[place]);
        let shown = |quarter: &Quarter| quarter.shown.units[place];
        let mut some = quarters.iter().filter(is_some);
        let first = some.next().is_none_or(shown);
        some.all(|quarter| shown(quarter) == first)
    };
    decide(year, is_even, |parent, parts| {
        if quarters.iter().all(|quarter| quarter.is_all_shown(parent)) {
            keep_rows_apart(parent, parts, quarters);
        }
    })
}

/// In which units the months of a quarter are shown. `months` has the counts of all three, one after the
/// other.
pub fn shown_by_month(mut months: Vec<Node>, quarter: &[bool]) -> Decided {
    for (node, is_shown) in months.iter_mut().zip(quarter) {
        node.is_admissible &= is_shown;
    }
    shown(&months)
}

/// What is hidden in the quarters of a group, less the years that are shown of parts hidden in all of
/// them, has to be five: else those who are hidden in some quarters only are known.
fn keep_rows_apart(parent: usize, parts: &mut [Part], quarters: &[Quarter]) {
    loop {
        let mut rest: Vec<i64> = Vec::new();
        let mut rows = Vec::new();
        for (place, part) in parts.iter().enumerate() {
            let hidden = quarters.iter().filter_map(|q| q.hidden(parent, part));
            let hidden: Vec<&[i64]> = hidden.collect();
            if part.is_shown && !hidden.is_empty() {
                rows.push(place);
            } else {
                for cell in hidden {
                    add(&mut rest, cell);
                }
            }
        }
        if rest.is_empty() || is_enough(&rest) {
            return;
        }
        let smallest = rows.into_iter().min_by_key(|row| size(&parts[*row]));
        match smallest {
            Some(row) => parts[row].is_shown = false,
            None => return,
        }
    }
}

fn is_some(counts: &[i64]) -> bool {
    counts.iter().any(|count| *count > 0)
}

fn size(part: &Part) -> i64 {
    part.counts.iter().sum()
}

fn decide(
    nodes: &[Node],
    may: impl Fn(usize) -> bool,
    more: impl Fn(usize, &mut [Part]),
) -> Decided {
    let totals = totals(nodes);
    let admissible = admissible(nodes, &totals);
    let natural = |place: usize| admissible[place] && is_enough(&totals[place]) && may(place);
    let mut decided = Decided {
        units: (0..nodes.len()).map(natural).collect(),
        own: vec![false; nodes.len()],
    };
    for place in 0..nodes.len() {
        let below = (place + 1..nodes.len()).filter(|child| nodes[*child].parent == Some(place));
        if !decided.units[place] {
            below.for_each(|child| decided.units[child] = false);
            continue;
        }
        let below = below.map(|child| Part {
            child: Some(child),
            counts: totals[child].clone(),
            is_shown: decided.units[child],
        });
        let own = Part {
            child: None,
            counts: nodes[place].own.clone(),
            is_shown: is_enough(&nodes[place].own),
        };
        // Where there is nobody there is nothing to hide.
        let parts = below.chain([own]).filter(|part| is_some(&part.counts));
        let mut parts: Vec<Part> = parts.collect();
        loop {
            let before = parts.iter().filter(|part| part.is_shown).count();
            hide_enough(&mut parts);
            more(place, &mut parts);
            if parts.iter().filter(|part| part.is_shown).count() == before {
                break;
            }
        }
        for part in parts {
            match part.child {
                Some(child) => decided.units[child] = part.is_shown,
                None => decided.own[place] = part.is_shown,
            }
        }
    }
    decided
}

/// Hides the smallest of a group with those that are hidden, until they are two and five together.
fn hide_enough(parts: &mut [Part]) {
    loop {
        let mut together = Vec::new();
        let hidden: Vec<&Part> = parts.iter().filter(|part| !part.is_shown).collect();
        for part in &hidden {
            add(&mut together, &part.counts);
        }
        if hidden.is_empty() || (hidden.len() > 1 && is_enough(&together)) {
            return;
        }
        let smallest = parts
            .iter_mut()
            .filter(|part| part.is_shown)
            // The own part first: it is no figure that anybody asks for.
            .min_by_key(|part| (part.child.is_some(), size(part)));
        match smallest {
            Some(part) => part.is_shown = false,
            None => return,
        }
    }
}

/// Whether units may be shown: not where all they hold is one unit below that may not.
fn admissible(nodes: &[Node], totals: &[Vec<i64>]) -> Vec<bool> {
    let mut admissible: Vec<bool> = nodes.iter().map(|node| node.is_admissible).collect();
    for place in (0..nodes.len()).rev() {
        let mut below = (place + 1..nodes.len())
            .filter(|child| nodes[*child].parent == Some(place) && is_some(&totals[*child]));
        if let (Some(only), None) = (below.next(), below.next())
            && !is_some(&nodes[place].own)
        {
            admissible[place] &= admissible[only];
        }
    }
    admissible
}
