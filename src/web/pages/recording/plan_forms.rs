//! The lines of the forms of plans.

use super::forms::Likely;
use super::lines::Maker;
use crate::app::plans;
use crate::domain::intake::{Plan, Record};
use crate::domain::plan::{Answers, Question};
use crate::domain::recording::plans::written;
use crate::domain::vocabulary::PlanKind;
use crate::web::agreement_words;

/// Adds the lines of a verb about plans.
pub(super) fn lines(code: &str, make: &mut Maker<'_>, likely: &Likely<'_>) {
    let about = make.looked.about.as_ref().map(|held| &held.record);
    match (code, about) {
        ("crisis-plan", _) => said(make, PlanKind::CrisisPlan, None),
        ("agreement", _) => {
            let kind = PlanKind::PatientControlledAdmissionAgreement;
            terms(make, None, likely);
            said(make, kind, None);
        }
        ("plan", _) => written(make, likely),
        ("plan-revise", Some(Record::Plan(of))) => {
            if of.kind == PlanKind::PatientControlledAdmissionAgreement {
                terms(make, Some(of), likely);
            }
            said(make, of.kind, Some(of));
        }
        ("plan-review", Some(Record::Plan(_))) => {
            make.day(("reviewed_on", "record-reviewed-on"), None);
            make.day(("review_by", "record-review-by"), None);
        }
        ("plan-end", Some(Record::Plan(_))) => {
            make.day(("valid_to", "record-plan-ends-on"), None);
            make.words("reason", "record-plan-end-why").required();
        }
        ("bed", _) => bed(make, likely),
        _ => {}
    }
}

/// What is agreed on patient-controlled admission, on the form of one.
pub(super) fn agreed(make: &Maker<'_>) -> Option<String> {
    let bed = plans::standing(&make.looked.opened.case())?;
    Some(agreement_words::on_admission(
        &bed,
        make.directory(),
        make.text,
    ))
}

/// The patient's answers, and what staff add.
fn said(make: &mut Maker<'_>, kind: PlanKind, of: Option<&Plan>) {
    let said = of.and_then(|plan| plan.text_patient.as_deref());
    let answers = said.map(|said| Answers::read(kind, said));
    if let Some(answers) = answers
        .as_ref()
        .filter(|answers| !answers.outside.is_empty())
    {
        let outside = Some(Some(answers.outside.as_str()));
        make.long(("outside", "record-plan-outside"), outside);
    }
    for question in Question::of(kind) {
        let code = question.code();
        let key = match kind {
            PlanKind::CrisisPlan => format!("record-plan-{}", code.replace('_', "-")),
            _ => format!("plan-{}", code.replace('_', "-")),
        };
        let answer = answers.as_ref().map(|answers| Some(answers.of(*question)));
        make.long((code, &key), answer);
    }
    let staff = of.map(|plan| plan.text_staff.as_deref());
    make.long(("staff", "record-plan-staff"), staff);
    make.day(("agreed_on", "record-agreed-on"), None);
    let by = of.map(|plan| plan.review_by);
    make.day(("review_by", "record-review-by"), by);
}

/// What is agreed: where, how many nights, how long between, until when.
fn terms(make: &mut Maker<'_>, of: Option<&Plan>, likely: &Likely<'_>) {
    let unit = of.map(|plan| plan.unit_id.as_deref());
    make.unit(("unit", "record-plan-unit"), (unit, None), &likely.units)
        .required();
    let nights = of.map(|plan| plan.max_nights);
    make.number(("max_nights", "record-plan-nights"), nights)
        .required();
    let waiting = of.map(|plan| plan.quarantine_days);
    let hint = make.text.say("record-plan-quarantine-hint");
    make.number(("quarantine_days", "record-plan-quarantine"), waiting)
        .hint(hint);
    let valid_to = of.map(|plan| plan.valid_to);
    make.day(("valid_to", "record-plan-valid-to"), valid_to);
}

/// An individual plan or an advance statement: the questions of the kind that the address names. Typed anew, what
/// was typed says which.
fn written(make: &mut Maker<'_>, likely: &Likely<'_>) {
    let kind = (likely.said)("kind").parse().ok();
    let kind = kind.filter(|kind| written::KINDS.contains(kind));
    let kind = kind.unwrap_or(PlanKind::IndividualPlan);
    let codes: &[&'static str] = match kind {
        PlanKind::AdvanceStatement => &[PlanKind::AdvanceStatement.code()],
        _ => &[PlanKind::IndividualPlan.code()],
    };
    make.choice(
        ("kind", "record-plan-kind"),
        ("plan", codes),
        None,
        kind.code(),
    )
    .required();
    said(make, kind, None);
}

/// Asking for a bed: nobody has to say why.
fn bed(make: &mut Maker<'_>, likely: &Likely<'_>) {
    let line = make.line("text", "record-bed-text", "long");
    let words = make.text.say("record-bed-words");
    make.add(line, None, words).required();
    let (now, zone) = (make.now(), make.zone(None));
    make.time(("asked_at", "record-asked-at"), None, Some(now), zone);
    make.person(("received_by", "record-received-by"), None, likely.who)
        .required();
}
