//! The forms of restrictive measures and of formal status.

use super::forms::{Likely, reason, unit};
use super::lines::{Group, Line, Maker};
use crate::domain::intake::{LegalPeriod, Measure};
use crate::domain::legal;
use crate::domain::time;
use crate::domain::vocabulary::{DebriefOutcome, MeasureKind};
use crate::web::names;

pub(super) fn measure(make: &mut Maker<'_>, likely: &Likely<'_>) {
    let kinds = ("measure", MeasureKind::CODES);
    make.choice(("kind", "record-measure-kind"), kinds, None, "")
        .required();
    unit(make, likely, None);
    let (now, zone) = (make.now(), make.zone(None));
    make.time(("from", "record-measure-from"), None, Some(now), zone);
    make.time(("to", "record-measure-to"), None, None, zone);
    make.person(("decided_by", "record-decided-by"), None, None);
    make.short(("legal_basis", "record-legal-basis"), None);
    make.yes(("known_person_present", "record-known-person"), None);
}

pub(super) fn end(make: &mut Maker<'_>, of: &Measure) {
    let (now, zone) = (make.now(), make.zone(of.unit_id.as_deref()));
    make.time(("to", "record-measure-to"), None, Some(now), zone);
    let known = Some(of.known_person_present);
    make.yes(("known_person_present", "record-known-person"), known);
}

pub(super) fn visit(make: &mut Maker<'_>, of: &Measure, likely: &Likely<'_>) {
    make.person(("professional", "record-visit-by"), None, likely.who)
        .required();
    let (now, zone) = (make.now(), make.zone(of.unit_id.as_deref()));
    let at = of.to.map_or(now, |to| to.min(now));
    make.time(("at", "record-visit-at"), None, Some(at), zone);
}

pub(super) fn debrief(make: &mut Maker<'_>, of: &Measure) {
    let (now, zone) = (make.now(), make.zone(of.unit_id.as_deref()));
    make.time(("offered_at", "record-debrief-at"), None, Some(now), zone);
    let outcomes = ("debrief", DebriefOutcome::CODES);
    make.choice(("outcome", "record-debrief-outcome"), outcomes, None, "");
    let hint = make.text.say("record-debrief-hint");
    if let Some(line) = make.lines.last_mut() {
        line.hint(hint);
    }
}

pub(super) fn correct(make: &mut Maker<'_>, of: &Measure, likely: &Likely<'_>) {
    let kinds = ("measure", MeasureKind::CODES);
    let kind = Some(Some(of.kind.code()));
    make.choice(("kind", "record-measure-kind"), kinds, kind, "");
    let recorded = Some(of.unit_id.as_deref());
    make.unit(("unit", "record-unit"), (recorded, None), &likely.units);
    let zone = make.zone(of.unit_id.as_deref());
    let from = Some(Some(of.from));
    make.time(("from", "record-measure-from"), from, None, zone);
    make.time(("to", "record-measure-to"), Some(of.to), None, zone);
    let decided = Some(of.decided_by_id.as_deref());
    make.person(("decided_by", "record-decided-by"), decided, None);
    let basis = Some(of.legal_basis.as_deref());
    make.short(("legal_basis", "record-legal-basis"), basis);
    let known = Some(of.known_person_present);
    make.yes(("known_person_present", "record-known-person"), known);
    reason(make);
}

/// A status that begins, or one that is put right.
pub(super) fn status(make: &mut Maker<'_>, of: Option<&LegalPeriod>) {
    choose(make, of);
    let (now, zone) = (make.now(), make.zone(None));
    let from = of.map(|of| Some(of.from));
    make.time(("from", "record-status-from"), from, Some(now), zone);
    if let Some(of) = of {
        make.time(("to", "record-status-to"), Some(of.to), None, zone);
    }
    felt(make, of);
    if of.is_some() {
        reason(make);
    }
}

pub(super) fn end_status(make: &mut Maker<'_>, of: &LegalPeriod) {
    let (now, zone) = (make.now(), make.zone(None));
    make.time(("to", "record-status-to"), None, Some(now), zone);
    felt(make, Some(of));
}

fn felt(make: &mut Maker<'_>, of: Option<&LegalPeriod>) {
    let recorded = of.map(|of| of.felt_forced);
    make.yes(("felt_forced", "record-felt-forced"), recorded);
    let hint = make.text.say("record-felt-forced-hint");
    if let Some(line) = make.lines.last_mut() {
        line.hint(hint);
    }
}

/// The statuses in force today where the service is, and the one that is recorded, whatever it is.
fn choose(make: &mut Maker<'_>, of: Option<&LegalPeriod>) {
    let (text, zone) = (make.text, make.zone(None));
    let today = time::local_date(make.now(), zone);
    let offered = legal::in_force(legal::country_of(zone), today);
    let mut codes: Vec<&str> = offered.map(|status| status.code.as_str()).collect();
    if let Some(of) = of
        && !codes.contains(&of.status.as_str())
    {
        codes.push(&of.status);
    }
    let none = (String::new(), text.say("record-choose"), false);
    let each = codes.into_iter().map(|code| {
        let said = names::legal_status(code, text);
        (code.to_owned(), said, false)
    });
    let line = Line {
        groups: vec![Group {
            heading: None,
            choices: std::iter::once(none).chain(each).collect(),
        }],
        ..make.line("status", "record-legal-status", "choice")
    };
    let recorded = of.map(|of| of.status.clone());
    make.add(line, recorded, String::new()).required();
}
