//! Every curve of how long relationships last once more from the raw records: Kaplan and Meier, and the two kinds of
//! end beside each other, a day after the other.

use redthread::domain::ids::UnitId;
use redthread::domain::report::length::Drawn;
use redthread::domain::report::{Book, Period};
use redthread::domain::time::add_years;
use redthread::domain::vocabulary::RelationshipKind;

use super::reference::{Cohort, Within, answer, is_planned};
use crate::support::app::TestApp;

/// A relationship: how many days, and whether it ended as planned (0) or not (1).
struct Lasted {
    kind: RelationshipKind,
    days: i64,
    end: Option<usize>,
}

/// What lasts longer than some days, and what had ended by then by kind of end: Kaplan and Meier, and Aalen and
/// Johansen, a day after the other.
fn lasting(all: &[&Lasted], days: i64) -> (f64, [f64; 2]) {
    let (mut lasting, mut gone) = (1.0, [0.0; 2]);
    for day in 0..=days {
        let count = |wanted: &dyn Fn(&&&Lasted) -> bool| {
            f64::from(u32::try_from(all.iter().filter(wanted).count()).unwrap())
        };
        let ended = [0, 1].map(|end| count(&|one| one.days == day && one.end == Some(end)));
        if ended[0] + ended[1] < 0.5 {
            continue;
        }
        let risk = count(&|one| one.days >= day);
        for end in [0, 1] {
            gone[end] += lasting * ended[end] / risk;
        }
        lasting *= 1.0 - (ended[0] + ended[1]) / risk;
    }
    (lasting, gone)
}

/// A curve that is shown is that of these; how many points of it were compared.
fn compare_curve(all: &[&Lasted], drawn: &Drawn, what: &str) -> usize {
    let fives = |n: usize| i64::try_from((n + 2) / 5 * 5).unwrap();
    let ended = |end| all.iter().filter(|one| one.end == Some(end)).count();
    assert_eq!(drawn.n, fives(all.len()), "{what}");
    assert_eq!(drawn.ended, [0, 1].map(|end| fives(ended(end))), "{what}");
    let longest = all.iter().map(|one| one.days).max().unwrap();
    let half = (0..=longest).find(|day| lasting(all, *day).0 <= 0.5 + 1e-12);
    assert_eq!(drawn.median.days, half, "{what}");
    for point in &drawn.points {
        let risk = all.iter().filter(|one| one.days >= point.days).count();
        assert_eq!(point.at_risk, fives(risk), "{what} {}", point.days);
        let (lasting, gone) = lasting(all, point.days);
        for (shown, share) in [
            (point.lasting, lasting),
            (point.incidence[0], gone[0]),
            (point.incidence[1], gone[1]),
        ] {
            let shown = f64::from(i32::try_from(shown).unwrap());
            let is_it = (shown - share * 100.0).abs() < 0.5 + 1e-9;
            assert!(is_it, "{what} {}: {shown} for {share}", point.days);
        }
    }
    drawn.points.len()
}

/// How long relationships had lasted at the end of a period, of those of five years that are neither cover nor
/// with somebody at home.
fn lasted(cohort: &Cohort, period: Period, within: Within<'_>) -> Vec<Lasted> {
    let to = period.to();
    let from = add_years(to, -5);
    let mut all = Vec::new();
    for (trajectory, _) in &cohort.trajectories {
        for tie in &trajectory.relationships {
            let (began, ended) = tie.dates(&cohort.directory);
            let is_meant = tie.kind.is_helping()
                && tie.holder.professional().is_some()
                && !tie.is_temporary_cover
                && within(tie.unit);
            if !is_meant || began < from || began >= to {
                continue;
            }
            let ended = ended.filter(|day| *day < to);
            all.push(Lasted {
                kind: tie.kind,
                days: (ended.unwrap_or(to) - began).num_days(),
                end: ended.map(|_| usize::from(!is_planned(tie))),
            });
        }
    }
    all
}

/// Every curve of relationships that a unit's report shows is what the raw records say; how many points they have.
pub async fn curves(
    app: &TestApp,
    cohort: &Cohort,
    (unit, period): (Option<UnitId>, Period),
    within: Within<'_>,
) -> usize {
    let all = lasted(cohort, period, within);
    let report = answer(app, Book::Continuity, unit, period).await;
    let each = report.lengths.iter().map(|(kind, drawn)| {
        let of: Vec<&Lasted> = all
            .iter()
            .filter(|one| kind.is_none_or(|kind| kind == one.kind))
            .collect();
        compare_curve(&of, drawn, &format!("{period:?} {unit:?} {kind:?}"))
    });
    each.sum()
}
