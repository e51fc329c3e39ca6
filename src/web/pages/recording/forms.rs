//! Which lines the form of each verb has.

#![expect(
    clippy::option_option,
    reason = "a line may have nothing recorded to show, or show that nothing is recorded"
)]

use super::lines::Maker;
use super::{compulsion_forms, patient_forms, plan_forms};
use crate::domain::ids::{ProfessionalId, UnitId};
use crate::domain::intake::{Contact, Record, Relationship, Request, TreatmentPeriod};
use crate::domain::vocabulary::{
    AdmissionKind, ContactMode, ContactPurpose, ContactStatus, DecisionOutcome, DecisionSubject,
    EndReason, PeriodEndReason, RelationshipKind, RelationshipMode, RequestAnswer, RuptureStatus,
};

/// What is likely, from who looks and how they came.
pub(super) struct Likely<'q> {
    /// The unit, of those of the reader the one where the patient is.
    pub unit: Option<UnitId>,
    /// The reader's units.
    pub units: Vec<UnitId>,
    /// The reader.
    pub who: Option<ProfessionalId>,
    /// What the address says: a subject, a kind, a purpose.
    pub said: &'q dyn Fn(&str) -> String,
}

/// The words for modes in forms: a message is no meeting, but may be recorded.
const MODES: (&str, &[&str]) = ("contact-mode", ContactMode::CODES);

/// Adds the lines of a verb's form.
pub(super) fn lines(code: &str, make: &mut Maker<'_>, likely: &Likely<'_>) {
    let about = make.looked.about.as_ref().map(|held| &held.record);
    match (code, about) {
        ("met", _) => met(make, likely),
        ("book", _) => contact(make, likely, true),
        ("contact", _) => contact(make, likely, false),
        ("attended" | "no-show" | "cancelled", Some(Record::Contact(of))) => settle(make, code, of),
        ("contact-correct", Some(Record::Contact(of))) => correct_contact(make, of, likely),
        ("relationship", _) => start(make, likely),
        ("relationship-plan-end", Some(Record::Relationship(of))) => plan_end(make, of),
        ("relationship-end", Some(Record::Relationship(of))) => {
            end(make, of, true);
        }
        ("relationship-change", Some(Record::Relationship(of))) => change_tie(make, of),
        ("relationship-correct", Some(Record::Relationship(of))) => correct_tie(make, of, likely),
        ("admit", _) => admit(make, likely),
        ("transfer", Some(Record::TreatmentPeriod(of))) => transfer(make, of),
        ("discharge", Some(Record::TreatmentPeriod(of))) => discharge(make, of, likely),
        ("leave", Some(Record::TreatmentPeriod(of))) => at(make, "record-left-at", of),
        ("return", Some(Record::TreatmentPeriod(of))) => at(make, "record-back-at", of),
        ("stay", Some(Record::TreatmentPeriod(of))) => stay(make, of),
        ("period-correct", Some(Record::TreatmentPeriod(of))) => correct_period(make, of, likely),
        ("decision", _) => decision(make, likely),
        ("review", _) => review(make, likely),
        ("shift", _) => shift(make, likely),
        (
            "crisis-plan" | "agreement" | "plan" | "plan-revise" | "plan-review" | "plan-end"
            | "bed",
            _,
        ) => plan_forms::lines(code, make, likely),
        ("request", _) => ask(make, likely),
        ("correction", _) => correction(make, likely),
        ("request-hand-on", Some(Record::Request(of))) => {
            let decider = Some(of.decider_id.as_deref());
            make.person(("decider", "record-decider"), decider, None)
                .required();
            make.day(("due_on", "record-due-on"), Some(of.due_on));
        }
        ("request-answer", Some(Record::Request(of))) => request(make, of, likely),
        ("rupture-close", Some(Record::Rupture(_))) => rupture(make),
        ("measure", _) => compulsion_forms::measure(make, likely),
        ("measure-end", Some(Record::Measure(of))) => compulsion_forms::end(make, of),
        ("measure-visit", Some(Record::Measure(of))) => compulsion_forms::visit(make, of, likely),
        ("measure-debrief", Some(Record::Measure(of))) => compulsion_forms::debrief(make, of),
        ("measure-correct", Some(Record::Measure(of))) => {
            compulsion_forms::correct(make, of, likely);
        }
        ("legal-status", _) => compulsion_forms::status(make, None),
        ("legal-status-end", Some(Record::LegalPeriod(of))) => {
            compulsion_forms::end_status(make, of);
        }
        ("legal-status-correct", Some(Record::LegalPeriod(of))) => {
            compulsion_forms::status(make, Some(of));
        }
        ("patient", Some(Record::Patient(of))) => patient_forms::correct(make, of),
        ("death", _) => patient_forms::death(make),
        ("death-undo", _) => patient_forms::undo(make),
        ("shift-end", _) => {
            let (now, zone) = (make.now(), make.zone(None));
            make.time(("to", "record-to"), None, Some(now), zone);
        }
        _ => {}
    }
}

fn met(make: &mut Maker<'_>, likely: &Likely<'_>) {
    unit(make, likely, None);
    if likely.who.is_none() {
        make.person(("main", "record-main"), None, None).required();
    }
    let in_person = ContactMode::InPerson.code();
    make.choice(("mode", "record-mode"), MODES, None, in_person);
    purpose(make, None, likely);
    make.number(("minutes", "record-minutes"), None);
}

fn contact(make: &mut Maker<'_>, likely: &Likely<'_>, is_ahead: bool) {
    unit(make, likely, None);
    let (now, zone) = (make.now(), make.zone(None));
    let at = (!is_ahead).then_some(now);
    make.time(("at", "record-at"), None, at, zone).required();
    if !is_ahead {
        let attended = ContactStatus::Attended.code();
        let past = ("contact-status", &ContactStatus::CODES[..3]);
        make.choice(("status", "record-status"), past, None, attended);
    }
    let with = holder(make, likely).or(likely.who);
    make.person(("main", "record-main"), None, with).required();
    make.people(("others", "record-other"), None);
    make.choice(("mode", "record-mode"), MODES, None, "");
    purpose(make, None, likely);
    make.number(("minutes", "record-minutes"), None);
}

/// Who holds the relationship that the address names.
fn holder(make: &Maker<'_>, likely: &Likely<'_>) -> Option<ProfessionalId> {
    let tie = (likely.said)("tie");
    let mut ties = make.looked.opened.trajectory.relationships.iter();
    let tie = ties.find(|one| one.id.0.to_string() == tie)?;
    tie.holder.professional()
}

fn settle(make: &mut Maker<'_>, code: &str, of: &Contact) {
    let zone = make.zone(Some(&of.unit_id));
    make.time(("at", "record-at"), Some(Some(of.at)), None, zone);
    if code == "attended" {
        make.number(("minutes", "record-minutes"), Some(of.minutes));
    }
}

fn correct_contact(make: &mut Maker<'_>, of: &Contact, likely: &Likely<'_>) {
    unit(make, likely, Some(&of.unit_id));
    let zone = make.zone(Some(&of.unit_id));
    make.time(("at", "record-at"), Some(Some(of.at)), None, zone)
        .required();
    let all = ("contact-status", ContactStatus::CODES);
    make.choice(
        ("status", "record-status"),
        all,
        Some(Some(of.status.code())),
        "",
    );
    make.person(
        ("main", "record-main"),
        Some(of.main_professional_id.as_deref()),
        None,
    );
    make.people(("others", "record-other"), Some(&of.other_professional_ids));
    let mode = of.mode.map(ContactMode::code);
    make.choice(("mode", "record-mode"), MODES, Some(mode), "");
    purpose(make, Some(of.purpose.map(ContactPurpose::code)), likely);
    make.number(("minutes", "record-minutes"), Some(of.minutes));
    make.yes(
        ("patient_present", "record-patient-present"),
        Some(of.patient_present),
    );
    reason(make);
}

fn start(make: &mut Maker<'_>, likely: &Likely<'_>) {
    let kinds = ("relationship", RelationshipKind::CODES);
    let kind = (likely.said)("kind");
    make.choice(("kind", "record-kind"), kinds, None, &kind)
        .required();
    make.person(("professional", "record-professional"), None, likely.who);
    make.short(("person_name", "record-person-name"), None);
    let by_name = make.text.say("record-person-name-hint");
    if let Some(line) = make.lines.last_mut() {
        line.hint(by_name);
    }
    make.unit(("unit", "record-unit"), (None, likely.unit), &likely.units);
    let (now, zone) = (make.now(), make.zone(None));
    make.time(("from", "record-from"), None, Some(now), zone);
    make.day(("planned_end", "record-planned-end"), None);
    agreed(make, None);
    make.tick(("is_temporary_cover", "record-cover"), None);
    make.person(("deputy", "record-deputy"), None, None);
    important(make, None);
}

fn plan_end(make: &mut Maker<'_>, of: &Relationship) {
    make.day(("planned_end", "record-planned-end"), Some(of.planned_end));
    make.person(
        ("successor", "record-successor"),
        Some(of.successor_id.as_deref()),
        None,
    );
}

fn end(make: &mut Maker<'_>, of: &Relationship, is_new: bool) {
    let zone = make.zone(of.unit_id.as_deref());
    let now = make.now();
    let recorded = (!is_new).then_some(of.to);
    make.time(("to", "record-ended-at"), recorded, Some(now), zone);
    let reasons = ("end", EndReason::CODES);
    let reason = (!is_new).then_some(of.end_reason.map(EndReason::code));
    make.choice(("end_reason", "record-end-reason"), reasons, reason, "");
    if is_new && let Some(line) = make.lines.last_mut() {
        line.required();
    }
    make.yes(
        ("told_in_time", "record-told-in-time"),
        Some(of.told_in_time),
    );
    make.yes(("goodbye", "record-goodbye"), Some(of.goodbye));
    make.yes(
        ("joint_meeting", "record-joint-meeting"),
        Some(of.joint_meeting),
    );
    make.yes(
        ("successor_known", "record-successor-known"),
        Some(of.successor_known),
    );
    if is_new {
        make.person(
            ("successor", "record-successor"),
            Some(of.successor_id.as_deref()),
            None,
        );
    }
}

fn change_tie(make: &mut Maker<'_>, of: &Relationship) {
    make.person(
        ("deputy", "record-deputy"),
        Some(of.deputy_id.as_deref()),
        None,
    );
    agreed(make, Some(of));
    important(make, Some(of.important_to_patient));
}

fn correct_tie(make: &mut Maker<'_>, of: &Relationship, likely: &Likely<'_>) {
    let kinds = ("relationship", RelationshipKind::CODES);
    make.choice(
        ("kind", "record-kind"),
        kinds,
        Some(Some(of.kind.code())),
        "",
    );
    let recorded = Some(of.unit_id.as_deref());
    make.unit(("unit", "record-unit"), (recorded, None), &likely.units);
    let zone = make.zone(of.unit_id.as_deref());
    make.time(("from", "record-from"), Some(Some(of.from)), None, zone);
    let cover = Some(Some(of.is_temporary_cover));
    make.yes(("is_temporary_cover", "record-cover"), cover);
    end(make, of, false);
    reason(make);
}

fn admit(make: &mut Maker<'_>, likely: &Likely<'_>) {
    unit(make, likely, None);
    let (now, zone) = (make.now(), make.zone(None));
    make.time(("at", "record-admitted-at"), None, Some(now), zone);
    let kinds = ("admission", AdmissionKind::CODES);
    let kind = (likely.said)("admission_kind");
    let agreed = plan_forms::agreed(make);
    let line = make.choice(
        ("admission_kind", "record-admission-kind"),
        kinds,
        None,
        &kind,
    );
    if let Some(agreed) = agreed {
        line.hint(agreed);
    }
    make.short(("room", "record-room"), None);
    make.time(("planned_to", "record-planned-to"), None, None, zone);
}

fn transfer(make: &mut Maker<'_>, of: &TreatmentPeriod) {
    make.unit(("unit", "record-unit-to"), (None, None), &[])
        .required();
    at(make, "record-moved-at", of);
    make.short(("room", "record-room"), None);
}

fn discharge(make: &mut Maker<'_>, of: &TreatmentPeriod, likely: &Likely<'_>) {
    at(make, "record-left-at", of);
    let reasons = ("period-end", PeriodEndReason::CODES);
    make.choice(("end_reason", "record-period-end"), reasons, None, "")
        .required();
    let zone = make.zone(None);
    make.time(("contact_at", "record-follow-up-at"), None, None, zone);
    let within = make.text.say("record-follow-up-hint");
    if let Some(line) = make.lines.last_mut() {
        line.hint(within);
    }
    make.person(("contact_main", "record-follow-up-main"), None, None);
    make.unit(
        ("contact_unit", "record-follow-up-unit"),
        (None, None),
        &likely.units,
    );
    make.choice(("contact_mode", "record-mode"), MODES, None, "");
    let answers = ("outcome", &DecisionOutcome::CODES[1..]);
    make.choice(("follow_up", "record-follow-up-no"), answers, None, "");
    make.words("follow_up_reason", "record-follow-up-why");
}

fn at(make: &mut Maker<'_>, key: &str, of: &TreatmentPeriod) {
    let (now, zone) = (make.now(), make.zone(Some(&of.unit_id)));
    make.time(("at", key), None, Some(now), zone);
}

fn stay(make: &mut Maker<'_>, of: &TreatmentPeriod) {
    make.short(("room", "record-room"), Some(of.room.as_deref()));
    let zone = make.zone(Some(&of.unit_id));
    make.time(
        ("planned_to", "record-planned-to"),
        Some(of.planned_to),
        None,
        zone,
    );
}

fn correct_period(make: &mut Maker<'_>, of: &TreatmentPeriod, likely: &Likely<'_>) {
    unit(make, likely, Some(&of.unit_id));
    let zone = make.zone(Some(&of.unit_id));
    make.time(
        ("from", "record-admitted-at"),
        Some(Some(of.from)),
        None,
        zone,
    );
    make.time(("to", "record-left-at"), Some(of.to), None, zone);
    let kinds = ("admission", AdmissionKind::CODES);
    let kind = Some(of.admission_kind.map(AdmissionKind::code));
    make.choice(("admission_kind", "record-admission-kind"), kinds, kind, "");
    let reasons = ("period-end", PeriodEndReason::CODES);
    let reason_of = Some(of.end_reason.map(PeriodEndReason::code));
    make.choice(("end_reason", "record-period-end"), reasons, reason_of, "");
    reason(make);
}

fn decision(make: &mut Maker<'_>, likely: &Likely<'_>) {
    let subjects = ("decision", DecisionSubject::CODES);
    let subject = (likely.said)("subject");
    make.choice(("subject", "record-subject"), subjects, None, &subject)
        .required();
    let answers = ("outcome", DecisionOutcome::CODES);
    make.choice(("outcome", "record-outcome"), answers, None, "")
        .required();
    make.words("reason", "record-decision-why");
    let (now, zone) = (make.now(), make.zone(None));
    make.time(("decided_at", "record-decided-at"), None, Some(now), zone);
}

fn ask(make: &mut Maker<'_>, likely: &Likely<'_>) {
    make.short(("subject", "record-request-subject"), None)
        .required();
    make.long(("text", "record-request-text"), None).required();
    make.person(("decider", "record-decider"), None, None);
    make.day(("due_on", "record-due-on"), None);
    let (now, zone) = (make.now(), make.zone(None));
    make.time(("asked_at", "record-asked-at"), None, Some(now), zone);
    make.person(("received_by", "record-received-by"), None, likely.who)
        .required();
}

fn correction(make: &mut Maker<'_>, likely: &Likely<'_>) {
    make.long(("text", "record-correction-text"), None)
        .required();
    make.short(("concerns", "record-correction-concerns"), None);
    make.person(("decider", "record-decider"), None, None);
    let (now, zone) = (make.now(), make.zone(None));
    make.time(("asked_at", "record-asked-at"), None, Some(now), zone);
    make.person(("received_by", "record-received-by"), None, likely.who)
        .required();
}

fn review(make: &mut Maker<'_>, likely: &Likely<'_>) {
    let (now, zone) = (make.now(), make.zone(None));
    make.time(("held_at", "record-held-at"), None, Some(now), zone);
    make.person(("professional", "record-held-by"), None, likely.who)
        .required();
}

fn request(make: &mut Maker<'_>, of: &Request, likely: &Likely<'_>) {
    let answers = ("answer", RequestAnswer::CODES);
    let answer = Some(of.answer.map(RequestAnswer::code));
    make.choice(("answer", "record-answer"), answers, answer, "")
        .required();
    make.words("reason", "record-answer-why");
    make.person(("decider", "record-answered-by"), None, likely.who);
    let (now, zone) = (make.now(), make.zone(None));
    make.time(("answered_at", "record-answered-at"), None, Some(now), zone);
}

fn rupture(make: &mut Maker<'_>) {
    // What is still open needs no form.
    let closed = ("rupture-status", &RuptureStatus::CODES[1..]);
    make.choice(("status", "record-rupture-status"), closed, None, "")
        .required();
    make.day(("closed_on", "record-closed-on"), None);
}

fn shift(make: &mut Maker<'_>, likely: &Likely<'_>) {
    unit(make, likely, None);
    make.person(("professional", "record-nurse"), None, likely.who)
        .required();
    shift_times(make);
}

/// From when until when.
pub(super) fn shift_times(make: &mut Maker<'_>) {
    let (now, zone) = (make.now(), make.zone(None));
    make.time(("from", "record-from"), None, Some(now), zone);
    let end = now + chrono::TimeDelta::hours(8);
    make.time(("to", "record-to"), None, Some(end), zone);
}

pub(super) fn unit(make: &mut Maker<'_>, likely: &Likely<'_>, recorded: Option<&str>) {
    let recorded = recorded.map(Some);
    make.unit(
        ("unit", "record-unit"),
        (recorded, likely.unit),
        &likely.units,
    )
    .required();
}

fn purpose(make: &mut Maker<'_>, recorded: Option<Option<&str>>, likely: &Likely<'_>) {
    let purposes = ("purpose", ContactPurpose::CODES);
    let purpose = (likely.said)("purpose");
    make.choice(("purpose", "record-purpose"), purposes, recorded, &purpose);
}

fn agreed(make: &mut Maker<'_>, of: Option<&Relationship>) {
    let days = of.map(|of| of.agreed_interval_days);
    make.number(("agreed_interval_days", "record-interval"), days);
    let modes = ("relationship-mode", RelationshipMode::CODES);
    let mode = of.map(|of| of.mode.map(RelationshipMode::code));
    make.choice(("mode", "record-presence"), modes, mode, "");
}

fn important(make: &mut Maker<'_>, recorded: Option<bool>) {
    make.tick(("important_to_patient", "record-important"), recorded);
    make.tick(("patients_wish", "record-wish"), None);
}

pub(super) fn reason(make: &mut Maker<'_>) {
    make.words("reason", "record-reason");
}
