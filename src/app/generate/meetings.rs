//! When a patient meets a therapist or team, who comes, how it is held and what becomes of it.

use chrono::{NaiveDate, TimeDelta};

use super::calendar::weekday_from;
use super::chart::Chart;
use super::community::{Care, Tie};
use super::draw::whole;
use super::posts::PostNo;
use super::site::Placement;
use crate::domain::intake::Contact;
use crate::domain::time;
use crate::domain::vocabulary::{ContactMode, ContactPurpose, ContactStatus};

/// Writes the meetings of a patient with their own therapist or team.
pub(super) fn write(chart: &mut Chart<'_>, tie: &Tie) {
    let last = chart.person.until(chart.calendar);
    let until = tie.until(last);
    let mut day = time::add_days(tie.from, chart.draw.between(0, 10));
    while day < until {
        let date = weekday_from(day);
        let at = chart.office_hours(date);
        let admitted = chart.admission_at(at).is_some();
        // Few teams follow their patient into the ward.
        let comes = !admitted || chart.draw.chance(0.12);
        if date < until && chart.tells(at) && comes {
            let main = main_professional(chart, tie, date);
            let contact = chart.contact(at, tie.care.place(), main);
            let contact = shaped(chart, contact, tie);
            chart.contacts.push(contact);
        }
        day = time::add_days(day, days_to_next(chart, tie.care));
    }
}

fn days_to_next(chart: &mut Chart<'_>, care: Care) -> i64 {
    match care {
        // Median 14, quartiles 7 and 28.
        Care::Clinic(_) => whole(chart.draw.lognormal(14.0_f64.ln(), 1.03)).clamp(3, 120),
        // 1.2 a week.
        Care::Outreach(..) => whole(chart.draw.exponential(5.4)).clamp(1, 30),
        Care::Maintenance(_, days) => {
            let days = i64::from(days);
            if chart.draw.chance(0.1) {
                days * 3 / 2
            } else {
                chart.draw.between(days * 2 / 3, days)
            }
        }
    }
}

/// The patient's own professional; on a team often a colleague.
fn main_professional(chart: &mut Chart<'_>, tie: &Tie, on: NaiveDate) -> PostNo {
    let Care::Outreach(place, share) = tie.care else {
        return tie.post;
    };
    if chart.draw.chance(share) {
        return tie.post;
    }
    let colleagues: Vec<Placement> = chart
        .site
        .therapists(place, on)
        .into_iter()
        .filter(|p| p.post != tie.post)
        .collect();
    chart.draw.pick(&colleagues).map_or(tie.post, |p| p.post)
}

/// How it was held, what became of it and what it was for.
fn shaped(chart: &mut Chart<'_>, mut contact: Contact, tie: &Tie) -> Contact {
    let at_home = matches!(tie.care, Care::Outreach(..));
    let modes: &[(ContactMode, f64)] = if at_home {
        &[
            (ContactMode::HomeVisit, 0.60),
            (ContactMode::InPerson, 0.20),
            (ContactMode::Phone, 0.15),
            (ContactMode::Message, 0.05),
        ]
    } else {
        &[
            (ContactMode::InPerson, 0.80),
            (ContactMode::Video, 0.10),
            (ContactMode::Phone, 0.08),
            (ContactMode::Message, 0.02),
        ]
    };
    contact.mode = chart.draw.weighted(modes);
    contact.minutes = chart
        .draw
        .pick(&[Some(30), Some(45), Some(45), Some(60), None])
        .flatten();
    contact.status = chart
        .draw
        .weighted(&[
            (ContactStatus::Attended, 0.86),
            (ContactStatus::NoShow, 0.08),
            (ContactStatus::Cancelled, 0.06),
        ])
        .unwrap_or(ContactStatus::Attended);
    contact.purpose = chart.draw.weighted(&[
        (ContactPurpose::Therapy, if at_home { 0.1 } else { 0.6 }),
        (ContactPurpose::Treatment, 0.3),
        (ContactPurpose::Assessment, 0.05),
        (ContactPurpose::NetworkMeeting, 0.03),
    ]);
    if contact.status != ContactStatus::Attended {
        contact.patient_present = Some(false);
        contact.minutes = None;
    }
    contact
}

/// The next appointment of one who is still in treatment.
pub(super) fn book(chart: &mut Chart<'_>, tie: &Tie) {
    if chart.person.exit.is_some() || tie.ends.is_some() {
        return;
    }
    let (share, days) = match tie.care {
        Care::Clinic(_) => (0.75, 28),
        Care::Outreach(..) => (0.85, 14),
        Care::Maintenance(_, days) => (0.6, i64::from(days)),
    };
    if !chart.draw.chance(share) {
        return;
    }
    let today = chart.calendar.today;
    let date = weekday_from(time::add_days(today, chart.draw.between(1, days)));
    let at = chart
        .office_hours(date)
        .max(chart.calendar.as_of + TimeDelta::hours(1));
    let mut contact = chart.contact(at, tie.care.place(), tie.post);
    contact.status = ContactStatus::Planned;
    contact.patient_present = None;
    contact.purpose = None;
    chart.contacts.push(contact);
}
