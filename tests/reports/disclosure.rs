//! Somebody who collects every figure that is offered, of every unit, month, quarter and year, and reckons.

use proptest::prelude::*;
use redthread::domain::disclosure::{
    FEWEST, Node, Quarter, shown, shown_by_month, shown_in_year, totals,
};

const QUARTERS: usize = 4;
const MONTHS: usize = 12;

/// A tree: for each unit where it hangs, whether it may be shown, and its counts in twelve months.
type Seed = (usize, bool, [[i64; 2]; MONTHS]);

fn seeds() -> impl Strategy<Value = Vec<Seed>> {
    // Often none, often few, sometimes many; and services where there are always many, so that months are
    // shown at all.
    let few = || prop_oneof![3 => Just(0_i64), 4 => 1_i64..6, 3 => 5_i64..30];
    let some = || prop_oneof![1 => 0_i64..5, 5 => 5_i64..12];
    let of_unit = prop_oneof![
        prop::array::uniform12(prop::array::uniform2(few())),
        prop::array::uniform12(prop::array::uniform2(some())),
        prop::array::uniform12(prop::array::uniform2(6_i64..30)),
        // As quarters are counted: all that there is in the first month of each.
        prop::array::uniform4(prop::array::uniform2(few())).prop_map(|quarters| {
            std::array::from_fn(|month| {
                if month % 3 == 0 {
                    quarters[month / 3]
                } else {
                    [0; 2]
                }
            })
        }),
    ];
    let may = prop::bool::weighted(0.9);
    prop::collection::vec((0_usize..100, may, of_unit), 1..8)
}

struct Service {
    months: Vec<Vec<Node>>,
    quarters: Vec<Vec<Node>>,
    year: Vec<Node>,
}

fn service(seeds: &[Seed]) -> Service {
    let node = |place: usize, seed: &Seed, own: Vec<i64>| Node {
        parent: place.checked_sub(1).map(|last| seed.0 % (last + 1)),
        own,
        is_admissible: seed.1,
    };
    let of = |months: std::ops::Range<usize>| {
        let each = seeds.iter().enumerate();
        each.map(|(place, seed)| {
            let sum = |part: usize| {
                seed.2[months.clone()]
                    .iter()
                    .map(|counts| counts[part])
                    .sum()
            };
            node(place, seed, vec![sum(0), sum(1)])
        })
        .collect::<Vec<Node>>()
    };
    Service {
        months: (0..MONTHS).map(|month| of(month..month + 1)).collect(),
        quarters: (0..QUARTERS)
            .map(|quarter| of(quarter * 3..quarter * 3 + 3))
            .collect(),
        year: of(0..MONTHS),
    }
}

impl Service {
    /// The months of a quarter, as they are decided: with the counts of all three.
    fn months_of(&self, quarter: usize) -> Vec<Node> {
        let months = &self.months[quarter * 3..quarter * 3 + 3];
        let mut nodes = months[0].clone();
        for more in &months[1..] {
            for (node, more) in nodes.iter_mut().zip(more) {
                node.own.extend(&more.own);
            }
        }
        nodes
    }
}

/// What an attacker does not know: of each part (what belongs to a unit itself, in a month) a number.
/// What they know: sums of these.
struct Attack {
    unknown: Vec<i64>,
    known: Vec<Vec<usize>>,
}

/// A unit and all below it.
fn below(nodes: &[Node], top: usize) -> Vec<usize> {
    let above = |unit: usize| std::iter::successors(Some(unit), |at| nodes[*at].parent);
    let mut units = Vec::new();
    units.extend((0..nodes.len()).filter(|unit| above(*unit).any(|place| place == top)));
    units
}

/// The cells of some units in some months.
fn cells(units: &[usize], months: std::ops::Range<usize>) -> Vec<usize> {
    let of_unit = |unit: &usize| {
        months
            .clone()
            .map(move |month| unit * MONTHS + month)
            .collect()
    };
    units
        .iter()
        .flat_map(|unit| -> Vec<usize> { of_unit(unit) })
        .collect()
}

fn attack(service: &Service, part: usize) -> Attack {
    let units = service.year.len();
    let mut unknown = vec![0; units * MONTHS];
    for (month, nodes) in service.months.iter().enumerate() {
        for (unit, node) in nodes.iter().enumerate() {
            unknown[unit * MONTHS + month] = node.own[part];
        }
    }
    let mut known = Vec::new();
    let mut tell = |shown: &[bool], months: std::ops::Range<usize>| {
        for unit in (0..units).filter(|unit| shown[*unit]) {
            known.push(cells(&below(&service.year, unit), months.clone()));
        }
    };
    let quarters: Vec<Quarter> = service.quarters.iter().cloned().map(Quarter::of).collect();
    for (quarter, decided) in quarters.iter().enumerate() {
        let units = &decided.shown().units;
        tell(units, quarter * 3..quarter * 3 + 3);
        let by_month = shown_by_month(service.months_of(quarter), units);
        for month in quarter * 3..quarter * 3 + 3 {
            tell(&by_month.units, month..month + 1);
        }
    }
    tell(&shown_in_year(&service.year, &quarters).units, 0..MONTHS);
    Attack { unknown, known }
}

/// Numbers modulo a prime: exact elimination.
const PRIME: i64 = 1_000_003;

fn inverse(value: i64) -> i64 {
    let (mut power, mut base, mut result) = (PRIME - 2, value.rem_euclid(PRIME), 1);
    while power > 0 {
        if power % 2 == 1 {
            result = result * base % PRIME;
        }
        base = base * base % PRIME;
        power /= 2;
    }
    result
}

impl Attack {
    /// The known sums, reduced: rows with their leading places.
    fn reduced(&self) -> Vec<(usize, Vec<i64>)> {
        let mut rows: Vec<(usize, Vec<i64>)> = Vec::new();
        for known in &self.known {
            let mut row = vec![0; self.unknown.len()];
            for place in known {
                row[*place] += 1;
            }
            reduce(&rows, &mut row);
            if let Some(lead) = row.iter().position(|value| *value != 0) {
                let by = inverse(row[lead]);
                for value in &mut *row {
                    *value = *value * by % PRIME;
                }
                rows.push((lead, row));
            }
        }
        rows
    }

    /// Whether the sum of some unknown numbers follows from the known sums.
    fn tells(rows: &[(usize, Vec<i64>)], cells: &[usize], n: usize) -> bool {
        let mut row = vec![0; n];
        for cell in cells {
            row[*cell] += 1;
        }
        reduce(rows, &mut row);
        row.iter().all(|value| *value == 0)
    }

    /// The narrowest bounds of each unknown that follow from sums of what is not negative.
    fn bounds(&self) -> Vec<(i64, i64)> {
        let mut bounds = vec![(0, 10_000); self.unknown.len()];
        for _ in 0..50 {
            for known in &self.known {
                let total: i64 = known.iter().map(|place| self.unknown[*place]).sum();
                let low: i64 = known.iter().map(|place| bounds[*place].0).sum();
                let high: i64 = known.iter().map(|place| bounds[*place].1).sum();
                for place in known {
                    let (own_low, own_high) = bounds[*place];
                    let at_most = total - (low - own_low);
                    let at_least = total - (high - own_high);
                    bounds[*place] = (own_low.max(at_least), own_high.min(at_most));
                }
            }
        }
        bounds
    }
}

fn reduce(rows: &[(usize, Vec<i64>)], row: &mut [i64]) {
    for (lead, with) in rows {
        let by = row[*lead];
        if by != 0 {
            for (value, with) in row.iter_mut().zip(with) {
                *value = (*value - by * with).rem_euclid(PRIME);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(700))]

    /// No unit's own count of one to four, in any month or quarter or in the year, follows from everything that
    /// is offered by adding and subtracting; nor does a figure of fewer than five of a unit with all below it.
    #[test]
    fn no_small_count_follows_from_sums_and_differences(seeds in seeds()) {
        let service = service(&seeds);
        let n = seeds.len() * MONTHS;
        for part in 0..2 {
            let attack = attack(&service, part);
            let rows = attack.reduced();
            let is_small = |count: i64| (1..FEWEST).contains(&count);
            for unit in 0..seeds.len() {
                for units in [vec![unit], below(&service.year, unit)] {
                    let months = (0..MONTHS).map(|month| month..month + 1);
                    let quarters = (0..QUARTERS).map(|quarter| quarter * 3..quarter * 3 + 3);
                    for months in months.chain(quarters).chain(std::iter::once(0..MONTHS)) {
                        let cells = cells(&units, months);
                        let count: i64 = cells.iter().map(|cell| attack.unknown[*cell]).sum();
                        prop_assert!(
                            !is_small(count) || !Attack::tells(&rows, &cells, n),
                            "unit {} {:?}: {}", unit, cells, count
                        );
                    }
                }
            }
        }
    }

    /// Nor from knowing that nothing is negative.
    #[test]
    fn no_small_count_is_the_only_one_possible(seeds in seeds()) {
        let service = service(&seeds);
        for part in 0..2 {
            let attack = attack(&service, part);
            for (place, (low, high)) in attack.bounds().into_iter().enumerate() {
                let count = attack.unknown[place];
                prop_assert!(low <= count && count <= high);
                prop_assert!(!(1..FEWEST).contains(&count) || low < high, "{}: {}", place, count);
            }
        }
    }

    /// What is shown is never of fewer than five, nor of a unit that may not be shown.
    #[test]
    fn nothing_small_is_shown(seeds in seeds()) {
        let service = service(&seeds);
        let by_month = (0..QUARTERS).map(|quarter| service.months_of(quarter));
        let by_month: Vec<Vec<Node>> = by_month.collect();
        for nodes in service.quarters.iter().chain(&by_month).chain([&service.year]) {
            let decided = shown(nodes);
            for (place, totals) in totals(nodes).into_iter().enumerate() {
                if decided.units[place] {
                    prop_assert!(nodes[place].is_admissible);
                    prop_assert!(totals.iter().all(|count| *count >= FEWEST));
                }
            }
        }
    }
}

fn leaf(parent: usize, count: i64) -> Node {
    Node {
        parent: Some(parent),
        own: vec![count],
        is_admissible: true,
    }
}

fn top() -> Node {
    Node {
        parent: None,
        own: vec![0],
        is_admissible: true,
    }
}

#[test]
fn large_counts_are_all_shown() {
    let nodes = [top(), leaf(0, 20), leaf(0, 7), leaf(1, 30)];
    assert_eq!(shown(&nodes).units, [true; 4]);
}

#[test]
fn a_single_small_count_takes_the_smallest_with_it() {
    let nodes = [top(), leaf(0, 20), leaf(0, 3), leaf(0, 7)];
    assert_eq!(shown(&nodes).units, [true, true, false, false]);
}

#[test]
fn two_small_counts_that_are_five_together_hide_nobody_else() {
    let nodes = [top(), leaf(0, 20), leaf(0, 3), leaf(0, 4)];
    assert_eq!(shown(&nodes).units, [true, true, false, false]);
}

#[test]
fn a_year_does_not_tell_the_quarter_that_is_not_shown() {
    let quarter = |a, b, c| Quarter::of(vec![top(), leaf(0, a), leaf(0, b), leaf(0, c)]);
    let quarters = [
        quarter(9, 20, 20),
        quarter(9, 20, 20),
        quarter(9, 20, 20),
        quarter(2, 20, 9),
    ];
    assert_eq!(quarters[3].shown().units, [true, false, true, false]);
    let year = [top(), leaf(0, 29), leaf(0, 80), leaf(0, 69)];
    let decided = shown_in_year(&year, &quarters);
    assert_eq!(decided.units, [true, false, true, false]);
}

#[test]
fn a_year_is_shown_where_no_quarter_is() {
    let quarter = || Quarter::of(vec![top(), leaf(0, 3), leaf(0, 4), leaf(0, 20)]);
    let quarters = [quarter(), quarter(), quarter(), quarter()];
    let year = [top(), leaf(0, 12), leaf(0, 16), leaf(0, 80)];
    assert_eq!(shown_in_year(&year, &quarters).units, [true; 4]);
}

#[test]
fn months_are_told_three_at_a_time_and_take_nothing_from_their_quarter() {
    let months = |parent, counts: [i64; 3]| Node {
        parent,
        own: counts.into(),
        is_admissible: true,
    };
    let nodes = vec![
        months(None, [0, 0, 0]),
        months(Some(0), [9, 9, 9]),
        months(Some(0), [8, 2, 8]),
        months(Some(0), [7, 7, 7]),
        months(Some(0), [9, 9, 9]),
    ];
    let quarter = [top(), leaf(0, 27), leaf(0, 18), leaf(0, 21), leaf(0, 27)];
    let quarter = shown(&quarter).units;
    assert_eq!(quarter, [true; 5]);
    // The second for its February, the smallest because it would tell it.
    let by_month = shown_by_month(nodes, &quarter).units;
    assert_eq!(by_month, [true, true, false, false, true]);
}
