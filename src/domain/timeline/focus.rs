//! What a flag in view points at.

use crate::domain::admission::Admission;
use crate::domain::continuity::named::named_spans;
use crate::domain::flags::{Case, Evidence, Subject, Value};
use crate::domain::ids::{ProfessionalId, RecordId};
use crate::domain::time::{self, Instant};
use crate::domain::trajectory::{AllianceScore, Handover, Measure, Relationship};
use crate::domain::vocabulary::RelationshipKind;

/// Records to mark, and the time to tint.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Focus {
    /// Records that the flag rests on.
    pub records: Vec<RecordId>,
    /// Time that the flag is about; `None` is the time that the records span.
    pub span: Option<(Instant, Instant)>,
}

impl Focus {
    /// A focus on some records, and on the time that they span.
    pub fn on(records: impl IntoIterator<Item = RecordId>) -> Self {
        Self {
            records: records.into_iter().collect(),
            span: None,
        }
    }

    /// What a flag points at: the records it rests on, and the time in which the service has not
    /// done what the flag asks for (from an ending, a discharge or an offer until now) or, of a
    /// pattern, the time in which it shows.
    pub fn of(code: &str, subject: Subject, evidence: &Evidence, case: &Case<'_>) -> Self {
        match subject {
            Subject::Patient => of_patient(code, evidence, case),
            Subject::Admission(id) => case
                .admissions
                .iter()
                .position(|admission| admission.first == id)
                .map_or_else(Self::default, |at| of_admission(code, at, case)),
            Subject::Relationship(id) => case
                .trajectory
                .relationships
                .iter()
                .find(|relationship| relationship.id == id)
                .map_or_else(Self::default, |tie| of_relationship(code, tie, case)),
            Subject::Handover(id) => case
                .trajectory
                .handovers
                .iter()
                .find(|handover| handover.id == id)
                .map_or_else(Self::default, |handover| of_handover(handover, case)),
            Subject::Measure(id) => {
                let measures = &case.trajectory.measures;
                let measure = measures.iter().find(|measure| measure.id == id);
                measure.map_or_else(Self::default, |measure| of_measure(code, measure, case))
            }
            Subject::Request(id) => {
                let requests = &case.trajectory.requests;
                let request = requests.iter().find(|request| request.id == id);
                request.map_or_else(Self::default, |request| {
                    Self::on([id]).during(request.asked_at, case.as_of)
                })
            }
            Subject::Rupture(id) => {
                let ruptures = &case.trajectory.ruptures;
                let rupture = ruptures.iter().find(|rupture| rupture.id == id);
                rupture.map_or_else(Self::default, |rupture| {
                    let noticed = time::start_of_day(rupture.noticed_on, case.zone);
                    let ties = ties_with(rupture.professional, case);
                    Self::on(ties.chain([id])).during(noticed, case.as_of)
                })
            }
            Subject::AllianceScores(id) => {
                let scores = &case.trajectory.alliance_scores;
                let first = scores.iter().find(|score| score.id == id);
                first.map_or_else(Self::default, |first| of_scores(first, case))
            }
        }
    }

    fn during(self, from: Instant, to: Instant) -> Self {
        Self {
            span: Some((from.min(to), to)),
            ..self
        }
    }
}

fn of_patient(code: &str, evidence: &Evidence, case: &Case<'_>) -> Focus {
    match code {
        "fragmented_care" => {
            let first_day = time::add_days(case.today, 1 - case.policy.frag_days);
            let opens = time::start_of_day(first_day, case.zone);
            let periods = case.trajectory.periods.iter();
            let recent = periods.filter(|p| p.to.is_none_or(|to| to > opens));
            Focus::on(recent.map(|p| p.id)).during(opens, case.as_of)
        }
        "no_named_contact" => {
            let lost = Focus::on(last_named(case));
            match evidence.get("since") {
                Some(Value::Date(since)) => {
                    lost.during(time::start_of_day(*since, case.zone), case.as_of)
                }
                _ => lost,
            }
        }
        "extensive_hospitalisation" | "tipping_point" | "pca_not_considered" => Focus::on(
            case.counted_admissions()
                .into_iter()
                .flat_map(|admission| stays(admission, case)),
        ),
        "no_crisis_plan" => match case.admissions.last() {
            Some(last) => Focus::on(stays(last, case)).during(last.from, case.as_of),
            None => Focus::default(),
        },
        "no_coordinator" => {
            let open = case.trajectory.periods.iter().filter(|p| p.to.is_none());
            let teams = Focus::on(open.map(|p| p.id));
            match evidence.get("since") {
                Some(Value::Date(since)) => {
                    teams.during(time::start_of_day(*since, case.zone), case.as_of)
                }
                // No two teams at once: it rests on the time in hospital.
                _ => of_patient("extensive_hospitalisation", evidence, case),
            }
        }
        _ => Focus::default(),
    }
}

fn of_admission(code: &str, at: usize, case: &Case<'_>) -> Focus {
    let admission = &case.admissions[at];
    let focus = Focus::on(stays(admission, case));
    let to = admission.to.unwrap_or(case.as_of);
    match code {
        "no_follow_up_72h" | "no_follow_up_7d" => focus.during(to, case.as_of),
        "readmission_30d" => match at.checked_sub(1).map(|before| &case.admissions[before]) {
            Some(before) => {
                let mut focus = focus;
                focus.records.extend(stays(before, case));
                focus.during(before.to.unwrap_or(before.from), admission.from)
            }
            None => focus,
        },
        "high_clinician_turnover" => {
            let mut focus = focus;
            let ties = case.trajectory.relationships.iter();
            let ties = ties.filter(|tie| {
                tie.kind == RelationshipKind::ResponsibleClinician
                    && tie.from < to
                    && tie.to.is_none_or(|end| end > admission.from)
            });
            focus.records.extend(ties.map(|tie| tie.id));
            focus.during(admission.from, to)
        }
        "narrative_unread" => focus.during(admission.from, to),
        _ => focus,
    }
}

fn of_relationship(code: &str, tie: &Relationship, case: &Case<'_>) -> Focus {
    let mut focus = Focus::on([tie.id]);
    match code {
        "abrupt_ending" => focus.during(tie.to.unwrap_or(case.as_of), case.as_of),
        "lapsed_maintenance" => {
            let held_by = tie.holder.professional();
            let last = held_by.and_then(|who| case.meetings_with(who).last());
            focus.records.extend(last.map(|contact| contact.id));
            let since = last.map_or(tie.from, |contact| contact.at.max(tie.from));
            focus.during(since, case.as_of)
        }
        "upcoming_loss" => match tie.planned_end {
            Some(end) => focus.during(case.as_of, time::start_of_day(end, case.zone)),
            None => focus,
        },
        "known_face_available" => match case.open_admission() {
            Some(admission) => focus.during(admission.from, case.as_of),
            None => focus,
        },
        _ => focus,
    }
}

fn of_measure(code: &str, measure: &Measure, case: &Case<'_>) -> Focus {
    let ended = measure.to.unwrap_or(case.as_of);
    // Measures are not drawn yet: the ward stays they fell in are.
    let periods = case
        .trajectory
        .periods
        .iter()
        .filter(|period| period.from <= ended && period.to.is_none_or(|to| to >= measure.from));
    let stays = periods.map(|period| period.id);
    let focus = Focus::on(stays.chain([measure.id]));
    match code {
        "coercion_without_debrief" => focus.during(ended, case.as_of),
        _ => focus.during(measure.from, ended),
    }
}

fn of_scores(first: &AllianceScore, case: &Case<'_>) -> Focus {
    let same = |score: &&AllianceScore| {
        score.professional == first.professional && score.instrument == first.instrument
    };
    let scores = case.trajectory.alliance_scores.iter();
    let series = scores.filter(same).map(|score| score.id);
    let ties = ties_with(first.professional, case);
    Focus::on(series.chain(ties)).during(first.at, case.as_of)
}

/// The relationships with a professional.
fn ties_with(who: ProfessionalId, case: &Case<'_>) -> impl Iterator<Item = RecordId> {
    let ties = case.trajectory.relationships.iter();
    ties.filter(move |tie| tie.holder.professional() == Some(who))
        .map(|tie| tie.id)
}

fn of_handover(handover: &Handover, case: &Case<'_>) -> Focus {
    let until = handover.accepted_at.unwrap_or(case.as_of);
    Focus::on([handover.id]).during(handover.offered_at, until)
}

fn stays(admission: &Admission, case: &Case<'_>) -> impl Iterator<Item = RecordId> {
    admission
        .stays
        .iter()
        .map(|stay| case.trajectory.periods[*stay].id)
}

/// The relationship that ended last among those with a named contact.
fn last_named(case: &Case<'_>) -> Option<RecordId> {
    let mut spans = Vec::new();
    let ties = case.trajectory.relationships.iter();
    let ended = ties.filter(|tie| tie.to.is_some());
    ended
        .filter(|tie| {
            let one = std::slice::from_ref(*tie);
            named_spans(one, &case.admissions, case.directory, &mut spans);
            !spans.is_empty()
        })
        .max_by_key(|tie| tie.to)
        .map(|tie| tie.id)
}
