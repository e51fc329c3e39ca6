//! The stories' restrictive measures. The vectors count visits by member of staff; who they were and
//! when is told here.

use chrono::TimeDelta;
use serde::Deserialize;

use super::{Local, Teller, numbered};
use crate::app::generate::posts::{POSTS, Place, PostNo};
use crate::domain::intake::{Measure, MeasureVisit, Record};
use crate::domain::time::Instant;
use crate::domain::vocabulary::{DebriefOutcome, MeasureKind, Profession, RelationshipKind};

#[derive(Debug, Deserialize)]
pub(super) struct Act {
    kind: MeasureKind,
    from: Local,
    to: Local,
    #[serde(default)]
    visits_by_staff: Vec<u32>,
    debrief_offered_at: Option<Local>,
}

/// When a conversation was offered on a day, after midnight.
const NOON: TimeDelta = TimeDelta::hours(12);

impl Teller<'_> {
    /// Measures, then the visits during them.
    pub(super) fn compulsion(&self) -> Vec<Record> {
        let acts = || numbered(&self.story.measures);
        let measures = acts().map(|(number, act)| Record::Measure(self.measure(number, act)));
        let visits = acts().flat_map(|(number, act)| self.visits(number, act));
        measures.chain(visits.map(Record::MeasureVisit)).collect()
    }

    fn measure(&self, number: usize, act: &Act) -> Measure {
        let from = self.calendar.story_time(act.from.0);
        let offered = act.debrief_offered_at;
        let debrief_offered_at = offered.map(|on| self.calendar.story_time(on.0 + NOON));
        let during = |from: Local, to: Option<Local>| {
            from.0 <= act.from.0 && to.is_none_or(|to| act.from.0 < to.0)
        };
        let stays = &self.story.treatment_periods;
        let stay = stays.iter().find(|stay| during(stay.from, stay.to));
        let ties = &self.story.relationships;
        let doctor = ties.iter().find(|tie| {
            tie.kind == RelationshipKind::ResponsibleClinician && during(tie.from, tie.to)
        });
        Measure {
            id: format!("{}-m{number}", self.story.id),
            patient_id: self.story.id.clone(),
            kind: act.kind,
            from,
            to: Some(self.calendar.story_time(act.to.0)),
            unit_id: stay.map(|stay| self.site.unit_id(stay.unit.0)),
            legal_basis: Some(legal_basis(act.kind).to_owned()),
            decided_by_id: doctor.map(|tie| self.site.professional_id(tie.professional.0)),
            known_person_present: None,
            debrief_offered_at,
            debrief_outcome: debrief_offered_at.map(|_| DebriefOutcome::Held),
            recorded_at: Some(from),
        }
    }

    /// Those who came more than once came so in the first two thirds; in the last third everybody came
    /// once, so that there was no small team to the end.
    fn visits(&self, number: usize, act: &Act) -> Vec<MeasureVisit> {
        let most = act.visits_by_staff.iter().copied().max().unwrap_or(0);
        let round = |least: u32| {
            let counts = act.visits_by_staff.iter().zip(staff());
            counts.filter_map(move |(count, post)| (*count >= least).then_some(post))
        };
        let again: Vec<PostNo> = (2..=most).rev().flat_map(round).collect();
        let once: Vec<PostNo> = round(1).collect();
        let from = self.calendar.story_time(act.from.0);
        let length = self.calendar.story_time(act.to.0) - from;
        let turn = length * 2 / 3;
        let early = spread(from, turn, &again);
        let late = spread(from + turn, length - turn, &once);
        early
            .into_iter()
            .chain(late)
            .map(|(at, post)| MeasureVisit {
                patient_id: self.story.id.clone(),
                measure_id: format!("{}-m{number}", self.story.id),
                professional_id: self.site.professional_id(post),
                at,
                recorded_at: Some(at),
            })
            .collect()
    }
}

/// One visit each, evenly over a time, to the minute.
fn spread(from: Instant, length: TimeDelta, posts: &[PostNo]) -> Vec<(Instant, PostNo)> {
    let count = i64::try_from(posts.len()).unwrap_or(i64::MAX).max(1);
    (0..)
        .zip(posts)
        .map(|(place, post)| {
            let minutes = length.num_minutes() * (2 * place + 1) / (2 * count);
            (from + TimeDelta::minutes(minutes), *post)
        })
        .collect()
}

/// Whom a site can send to a ward: its own staff first, nurses before doctors, then that of the other wards and of the crisis
/// team, then whoever else works here.
fn staff() -> impl Iterator<Item = PostNo> {
    let rank = |place: Place| match place {
        Place::Akuttpost => 0,
        Place::AkuttC | Place::Sikkerhetspost | Place::DpsDogn => 1,
        Place::Akutteam => 2,
        _ => 3,
    };
    let is_doctor = |profession: Profession| {
        matches!(
            profession,
            Profession::Psychiatrist | Profession::ResidentDoctor
        )
    };
    let mut posts: Vec<PostNo> = (0..POSTS.len()).collect();
    posts.sort_by_key(|post| {
        let post = &POSTS[*post];
        (rank(post.place), is_doctor(post.profession))
    });
    posts.into_iter()
}

/// The section of the Norwegian act under which measures of a kind are decided.
pub(in super::super) const fn legal_basis(kind: MeasureKind) -> &'static str {
    match kind {
        MeasureKind::Seclusion => "4-3",
        MeasureKind::InvoluntaryMedication => "4-4",
        MeasureKind::ContactLimits => "4-5",
        MeasureKind::Search => "4-6",
        MeasureKind::MechanicalRestraint | MeasureKind::Holding | MeasureKind::Isolation => "4-8",
    }
}
