//! The timeline as a file.

use redthread::domain::timeline::{csv, csv::COLUMNS, rows};
use redthread::domain::trajectory::Holder;
use redthread::domain::vocabulary::{
    ContactStatus, DecisionOutcome, DecisionSubject, EndReason, HandoverGrade, HandoverType,
    RelationshipKind, Setting,
};

use super::year;
use crate::flags::build::{World, record, who};

/// Every line by column name.
fn read(text: &str) -> Vec<std::collections::HashMap<String, String>> {
    let mut reader = ::csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(|line| line.unwrap()).collect()
}

#[test]
fn every_row_of_the_table_is_a_line_with_codes_and_iso_times() {
    let mut world = World::new();
    world.stay(
        Setting::AcuteWard,
        "2025-06-01T12:00",
        Some("2025-06-10T12:00"),
    );
    let tie = world.relation(
        "Tveit",
        RelationshipKind::Therapist,
        "2025-05-01T00:00",
        Some("2026-01-30T00:00"),
    );
    tie.end_reason = Some(EndReason::ProfessionalLeft);
    tie.goodbye = Some(false);
    world.met("Tveit", "2025-05-10T10:00");
    world.met("Tveit", "2025-05-20T10:00").status = ContactStatus::NoShow;
    let handover = world.handover(HandoverType::ProfessionalToProfessional, "2026-01-30T12:00");
    handover.from_professional = Some(who("Tveit"));
    handover.grade = Some(HandoverGrade::Written);
    world.decide(
        DecisionSubject::CrisisPlan,
        DecisionOutcome::Agreed,
        "2025-06-11T12:00",
    );
    let timeline = year(&world);
    let text = csv::csv(&timeline);
    assert!(text.starts_with(&format!("{}\r\n", COLUMNS.join(","))));
    let lines = read(&text);
    assert_eq!(lines.len(), rows(&timeline).len());
    let entries: Vec<&str> = lines.iter().map(|line| line["entry"].as_str()).collect();
    assert_eq!(
        entries,
        [
            "admission",
            "treatment_period",
            "relationship",
            "contacts",
            "handover",
            "decision"
        ]
    );
    let line = |entry: &str| lines.iter().find(|line| line["entry"] == entry).unwrap();
    let stay = line("treatment_period");
    assert_eq!(
        (
            stay["setting"].as_str(),
            stay["from"].as_str(),
            stay["nights"].as_str()
        ),
        ("acute_ward", "2025-06-01T12:00:00+02:00", "9")
    );
    let tie = line("relationship");
    assert_eq!(
        (
            tie["kind"].as_str(),
            tie["end_reason"].as_str(),
            tie["goodbye"].as_str(),
            tie["joint_meeting"].as_str(),
            tie["abrupt"].as_str()
        ),
        ("therapist", "professional_left", "false", "", "true"),
        "not recorded is empty"
    );
    let contacts = line("contacts");
    assert_eq!(contacts["id"], record("r000").0.to_string());
    assert_eq!(
        (contacts["attended"].as_str(), contacts["missed"].as_str()),
        ("1", "1")
    );
    assert_eq!(line("handover")["grade"], "written");
    assert_eq!(line("decision")["state"], "agreed");
}

#[test]
fn a_name_cannot_become_a_formula_or_another_cell() {
    for (name, expected) in [
        ("=HYPERLINK(\"x\",\"y\")", "'=HYPERLINK(\"x\",\"y\")"),
        ("+47", "'+47"),
        ("-x", "'-x"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("Moen, Åse\n\"Mor\"", "Moen, Åse\n\"Mor\""),
    ] {
        let mut world = World::new();
        let tie = world.relation("x", RelationshipKind::NextOfKin, "2025-05-01T00:00", None);
        tie.holder = Holder::Person(name.to_owned());
        let lines = read(&csv::csv(&year(&world)));
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0]["person"], expected);
    }
}
