//! `alliance_drop`: how the patient rates working with one professional has fallen: two consecutive
//! scores under the instrument's cut, or the latest at least 10 % of the range under the median of the
//! three before it.
//!
//! Sources: the cut is the instrument's own (SRS: below 36); the share of the range (4 of 40 points)
//! is pragmatic, as no validated reliable change index exists for wards. Told only to the
//! professional who was rated: a low score told is trust, and thanks are due. A score at the cut is
//! not under it. Where the source tells no cut, or no range, that half of the rule is silent.
//!
//! | scores, cut 36 of 0 to 40 | fires |
//! |---|---|
//! | 39, 38.2, 38.6, 34.6 | yes: exactly 4 under 38.6 |
//! | 39, 38.2, 38.6, 34.7 | no |
//! | 38, 35.9, 35.9 | yes: twice under the cut |
//! | 38, 35.9, 36 | no |
//! | 39, 38.6, 31.4 | no: not yet three before it |
//! | any of these, then a score back within the band | no |
//! | any of these, then a relational review | no |

use crate::domain::flags::{Case, Evidence, Subject, Value, Verdict};
use crate::domain::ids::{ProfessionalId, RecordId};
use crate::domain::points::Points;
use crate::domain::trajectory::AllianceScore;
use crate::domain::vocabulary::Severity;

/// How many scores the latest is held against.
const BEFORE: usize = 3;

/// Judges a case. Time alone changes nothing here.
pub fn judge(case: &Case<'_>) -> Verdict {
    let mut verdict = Verdict::on(case);
    for series in series(case) {
        let (Some(first), Some(latest)) = (series.first(), series.last()) else {
            continue;
        };
        let has_fallen = is_under_cut(&series) || is_under_band(&series, case);
        if !has_fallen || case.reviewed_after(latest.at) || is_over(latest.professional, case) {
            continue;
        }
        let read = read(&series);
        let scores = read.iter().map(|score| {
            Evidence::new()
                .with("on", case.date(score.at))
                .with("score", score.score)
        });
        let evidence = Evidence::new()
            .with("who", latest.professional)
            .with("instrument", Value::Text(latest.instrument.clone()))
            .with("last", latest.score)
            .with("before", median_before(&series))
            .with("cut", told(&series, |score| score.cut))
            .with("scores", scores.collect::<Value>());
        verdict.find(
            Subject::AllianceScores(first.id),
            Severity::Attention,
            evidence,
        );
    }
    verdict
}

/// The scores of each professional with each instrument, each in time order.
fn series<'c>(case: &'c Case<'_>) -> Vec<Vec<&'c AllianceScore>> {
    let mut found: Vec<Vec<&AllianceScore>> = Vec::new();
    for score in &case.trajectory.alliance_scores {
        let mine = found.iter_mut().find(|series| {
            series.first().is_some_and(|first| {
                first.professional == score.professional && first.instrument == score.instrument
            })
        });
        match mine {
            Some(series) => series.push(score),
            None => found.push(vec![score]),
        }
    }
    found
}

/// The scores that an answer rests on: the latest, and those it is held against.
fn read<'s, 'c>(series: &'s [&'c AllianceScore]) -> &'s [&'c AllianceScore] {
    &series[series.len().saturating_sub(BEFORE + 1)..]
}

/// What the source told about the instrument last.
fn told(
    series: &[&AllianceScore],
    of: impl Fn(&AllianceScore) -> Option<Points>,
) -> Option<Points> {
    series.iter().rev().find_map(|score| of(score))
}

fn is_under_cut(series: &[&AllianceScore]) -> bool {
    let Some(cut) = told(series, |score| score.cut) else {
        return false;
    };
    matches!(series, [.., before, latest] if before.score < cut && latest.score < cut)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "scores stay below a million points, where every thousandth is exact"
)]
fn is_under_band(series: &[&AllianceScore], case: &Case<'_>) -> bool {
    let (Some(before), Some(least), Some(most), Some(latest)) = (
        median_before(series),
        told(series, |score| score.min),
        told(series, |score| score.max),
        series.last(),
    ) else {
        return false;
    };
    let range = most.value() - least.value();
    // In thousandths, as scores are kept: a share of a range must not miss them by a rounding.
    let fall = (before.thousandths() - latest.score.thousandths()) as f64;
    range > 0.0 && fall >= (range * 1000.0 * case.policy.alliance_drop_share).round()
}

/// The median of the scores before the latest, where there are enough of them.
fn median_before(series: &[&AllianceScore]) -> Option<Points> {
    let before = series.len().checked_sub(BEFORE + 1)?;
    let mut scores: Vec<Points> = series[before..series.len() - 1]
        .iter()
        .map(|score| score.score)
        .collect();
    scores.sort_unstable();
    scores.get(BEFORE / 2).copied()
}

/// Whether the professional had relationships with the patient and all of them have ended: nobody is
/// left who could ask.
fn is_over(professional: ProfessionalId, case: &Case<'_>) -> bool {
    let ties = case.trajectory.relationships.iter();
    let mut ties = ties
        .filter(|r| r.holder.professional() == Some(professional))
        .peekable();
    ties.peek().is_some() && ties.all(|r| r.to.is_some())
}

/// The scores that the answer rests on.
pub fn basis(subject: Subject, case: &Case<'_>) -> Vec<RecordId> {
    series(case)
        .iter()
        .filter(|series| {
            series
                .first()
                .is_some_and(|first| subject == Subject::AllianceScores(first.id))
        })
        .flat_map(|series| read(series).iter().map(|score| score.id))
        .collect()
}
