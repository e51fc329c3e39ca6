//! Which contacts form the sequence, and in which order.

use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::prelude::*;
use redthread::domain::continuity::sequence::{collect, meetings};
use redthread::domain::continuity::{Gatherer, Window};
use redthread::domain::trajectory::{Contact, Directory};
use redthread::domain::vocabulary::{ContactMode, ContactPurpose, ContactStatus, Setting};

use super::build::{Scene, contact, day, directory, far_clinic, unit, who};

static SERVICE: LazyLock<Directory> = LazyLock::new(directory);

fn sources_in(contacts: &[Contact], window: Window, count_messages: bool) -> Vec<&str> {
    let mut found = Vec::new();
    collect(contacts, &SERVICE, window, count_messages, &mut found);
    found
        .iter()
        .map(|meeting| contacts[meeting.place].source.as_str())
        .collect()
}

fn sources(contacts: &[Contact]) -> Vec<&str> {
    sources_in(contacts, Window::EVERYTHING, false)
}

#[test]
fn which_contacts_count() {
    let base = || contact("c", "2025-05-05T10:00", 'A');
    let at_unit = |setting, purpose| {
        let mut contact = base();
        contact.unit = unit(setting);
        contact.purpose = purpose;
        contact
    };
    let therapy = Some(ContactPurpose::Therapy);
    let treatment = Some(ContactPurpose::Treatment);
    let with = |change: fn(&mut Contact)| {
        let mut contact = base();
        change(&mut contact);
        contact
    };
    let cases = [
        ("attended at a clinic", base(), true),
        ("at the GP's", at_unit(Setting::GpPractice, None), true),
        ("on a ward", at_unit(Setting::AcuteWard, treatment), false),
        (
            "therapy on a ward",
            at_unit(Setting::AcuteWard, therapy),
            true,
        ),
        (
            "therapy in the emergency room",
            at_unit(Setting::EmergencyRoom, therapy),
            false,
        ),
        (
            "therapy in prison",
            at_unit(Setting::Prison, therapy),
            false,
        ),
        ("no-show", with(|c| c.status = ContactStatus::NoShow), false),
        (
            "booking",
            with(|c| c.status = ContactStatus::Planned),
            false,
        ),
        (
            "without the patient",
            with(|c| c.patient_present = false),
            false,
        ),
        (
            "message",
            with(|c| c.mode = Some(ContactMode::Message)),
            false,
        ),
        ("mode not recorded", with(|c| c.mode = None), true),
        ("nobody marked as main", with(|c| c.main = None), false),
    ];
    for (case, contact, counts) in cases {
        assert_eq!(sources(&[contact]).len(), usize::from(counts), "{case}");
    }
    let message = with(|c| c.mode = Some(ContactMode::Message));
    assert_eq!(sources_in(&[message], Window::EVERYTHING, true), ["c"]);
}

#[test]
fn one_contact_per_professional_and_local_day() {
    let contacts = [
        contact("evening", "2025-05-05T23:30", 'A'),
        contact("next day", "2025-05-06T00:10", 'A'),
        contact("morning", "2025-05-05T08:00", 'A'),
        contact("other person", "2025-05-05T09:00", 'B'),
    ];
    assert_eq!(sources(&contacts), ["morning", "other person", "next day"]);
}

#[test]
fn the_first_of_a_day_is_by_start_and_source_id() {
    let mut long = contact("a", "2025-05-05T08:00", 'A');
    long.minutes = Some(60);
    let short = contact("b", "2025-05-05T08:00", 'A');
    // `b` ends earlier, and would come first in the order of the sequence.
    assert_eq!(sources(&[short, long]), ["a"]);
}

#[test]
fn order_is_start_end_source_id() {
    let mut long = contact("a", "2025-05-05T08:00", 'A');
    long.minutes = Some(60);
    let contacts = [
        contact("c", "2025-05-05T08:00", 'C'),
        contact("b", "2025-05-05T08:00", 'B'),
        long,
        contact("d", "2025-05-04T08:00", 'D'),
    ];
    assert_eq!(sources(&contacts), ["d", "b", "c", "a"]);
}

#[test]
fn the_day_is_that_of_the_units_clock() {
    let mut far = contact("far", "2025-05-05T16:00", 'A');
    far.unit = far_clinic();
    // 16:00 in Oslo is midnight in Sydney: the day after, so both count.
    let contacts = [contact("near", "2025-05-05T09:00", 'A'), far.clone()];
    assert_eq!(sources(&contacts), ["near", "far"]);
    // And it is the same day as the next morning in Oslo, 17 hours later.
    let contacts = [far, contact("morning", "2025-05-06T09:00", 'A')];
    assert_eq!(sources(&contacts), ["far"]);
}

#[test]
fn a_day_of_25_hours_is_one_day() {
    let contacts = [
        contact("first", "2025-10-26T00:30", 'A'),
        contact("last", "2025-10-26T23:45", 'A'),
    ];
    assert_eq!(sources(&contacts), ["first"]);
}

#[test]
fn windows_are_half_open_local_dates() {
    let contacts = [
        contact("before", "2025-04-30T23:59", 'A'),
        contact("first", "2025-05-01T00:00", 'A'),
        contact("last", "2025-05-31T23:59", 'A'),
        contact("after", "2025-06-01T00:00", 'A'),
    ];
    let may = Window::between(day("2025-05-01"), day("2025-06-01"));
    assert_eq!(sources_in(&contacts, may, false), ["first", "last"]);
    let last_31 = Window::last_days(31, day("2025-05-31"));
    assert_eq!(last_31, may);
    let no_day = Window::last_days(0, day("2025-05-31"));
    assert_eq!(sources_in(&contacts, no_day, false), [""; 0]);
}

#[test]
fn the_gatherer_counts_one_patient_after_the_other() {
    let many = Scene::at("2026-01-01T12:00")
        .met('A', "2025-05-01T10:00")
        .met('A', "2025-05-02T10:00")
        .met('B', "2025-05-03T10:00");
    let none = Scene::at("2026-01-01T12:00");
    let mut gatherer = Gatherer::new(&many.directory, false);
    let first = gatherer.report(&many.trajectory, &[], Window::EVERYTHING);
    let empty = gatherer.report(&none.trajectory, &[], Window::EVERYTHING);
    assert_eq!(gatherer.meetings(), []);
    assert_eq!(empty.tally.contacts, 0);
    assert!(
        empty
            .indices()
            .by_name()
            .iter()
            .all(|(_, value)| value.is_none())
    );
    assert_eq!(
        first,
        gatherer.report(&many.trajectory, &[], Window::EVERYTHING)
    );
    assert_eq!(first.tally.sum_of_squares, 5);
    let direct = meetings(&many.trajectory, &many.directory, Window::EVERYTHING, false);
    assert_eq!(gatherer.meetings(), direct);
    assert_eq!(direct[2].provider, who('B'));
}

fn any_contact() -> impl Strategy<Value = Contact> {
    (
        0..60u32,
        0..4u32,
        0..3u32,
        proptest::option::of(0..40i32),
        any::<bool>(),
    )
        .prop_map(|(hour, provider, source, minutes, far)| {
            let when = format!("2025-05-0{}T{:02}:00", 1 + hour / 24, hour % 24);
            let main = char::from_u32(u32::from('A') + provider).unwrap();
            let mut contact = contact(&format!("{source}"), &when, main);
            contact.minutes = minutes;
            // A source id is one record's only.
            contact.source = format!("{source}-{hour}-{main}-{minutes:?}-{far}");
            if far {
                contact.unit = far_clinic();
            }
            contact
        })
}

proptest! {
    #[test]
    fn independent_of_the_order_of_records(
        (contacts, shuffled) in vec(any_contact(), 0..40)
            .prop_flat_map(|contacts| (Just(contacts.clone()), Just(contacts).prop_shuffle()))
    ) {
        let found = sources(&contacts);
        prop_assert_eq!(&found, &sources(&shuffled));
    }

    #[test]
    fn no_professional_twice_on_a_day_and_none_lost(contacts in vec(any_contact(), 0..40)) {
        let mut found = Vec::new();
        collect(&contacts, &SERVICE, Window::EVERYTHING, false, &mut found);
        let mut days: Vec<_> = found.iter().map(|m| (m.provider, m.day)).collect();
        days.sort_unstable();
        days.dedup();
        prop_assert_eq!(days.len(), found.len());
        for single in &contacts {
            let mut alone = Vec::new();
            collect(std::slice::from_ref(single), &SERVICE, Window::EVERYTHING, false, &mut alone);
            let key = (alone[0].provider, alone[0].day);
            prop_assert!(days.binary_search(&key).is_ok());
        }
        prop_assert!(found.is_sorted_by_key(|m| (m.at, m.end)));
    }
}
