//! How relationships end.

use super::*;

fn ended(reason: Option<EndReason>) -> Relationship {
    let mut tie = relationship(
        RelationshipKind::Therapist,
        'A',
        "2024-01-01",
        Some("2025-06-30T12:00"),
    );
    tie.end_reason = reason;
    tie
}

fn shares(scene: Scene) -> (f64, f64, f64) {
    let shares = scene.see(warm_handover_rate);
    assert_six("one ending", Some(shares.warm.denominator), Some(1.0));
    (
        shares.warm.numerator,
        shares.written_only.numerator,
        shares.none.numerator,
    )
}

const WARM: (f64, f64, f64) = (1.0, 0.0, 0.0);
const WRITTEN: (f64, f64, f64) = (0.0, 1.0, 0.0);
const NONE: (f64, f64, f64) = (0.0, 0.0, 1.0);

fn joint(when: &str, other: char) -> Scene {
    let mut meeting = contact("j", when, 'A');
    meeting.others = vec![who(other)];
    scene()
        .tie(ended(Some(EndReason::ProfessionalLeft)))
        .tie(relationship(
            RelationshipKind::Therapist,
            'B',
            "2025-06-15",
            None,
        ))
        .with(meeting)
}

#[test]
fn a_meeting_of_all_three_around_the_end() {
    assert_eq!(shares(joint("2025-06-02T10:00", 'B')), WARM);
    assert_eq!(shares(joint("2025-07-14T10:00", 'B')), WARM);
    assert_eq!(shares(joint("2025-06-01T10:00", 'B')), NONE);
    assert_eq!(shares(joint("2025-07-15T10:00", 'B')), NONE);
    assert_eq!(shares(joint("2025-06-20T10:00", 'C')), NONE);
    let mut purpose = contact("j", "2025-06-20T10:00", 'A');
    purpose.purpose = Some(ContactPurpose::JointMeeting);
    assert_eq!(shares(scene().tie(ended(None)).with(purpose)), WARM);
    let mut recorded = ended(None);
    recorded.joint_meeting = Some(true);
    assert_eq!(shares(scene().tie(recorded)), WARM);
    assert_eq!(shares(scene().tie(ended(None))), NONE);
}

#[test]
fn a_handover_record_only() {
    let handover = |state| {
        let mut scene = scene().tie(ended(None));
        scene.trajectory.handovers.push(Handover {
            id: RecordId(uuid::Uuid::nil()),
            source: "h".to_owned(),
            kind: HandoverType::ProfessionalToProfessional,
            offered_at: at("2025-06-20T10:00"),
            accepted_at: None,
            state,
            grade: None,
            from_professional: Some(who('A')),
            to_professional: None,
            from_unit: None,
            to_unit: None,
        });
        shares(scene)
    };
    assert_eq!(handover(HandoverState::Offered), WRITTEN);
    assert_eq!(handover(HandoverState::Withdrawn), NONE);
}

#[test]
fn endings_that_need_no_successor_or_are_too_recent() {
    let warm = |scene: Scene| scene.see(warm_handover_rate).warm;
    for reason in [
        EndReason::AgreedCompletion,
        EndReason::PatientChoice,
        EndReason::PatientDied,
        EndReason::PatientMoved,
    ] {
        assert_share(warm(scene().tie(ended(Some(reason)))), 0, 0, 0);
    }
    let mut recent = scene().tie(ended(None));
    recent.as_of = at("2025-07-14T12:00");
    assert_share(warm(recent), 0, 0, 1);
    let clinician = relationship(
        RelationshipKind::ResponsibleClinician,
        'A',
        "2025-01-01",
        Some("2025-06-01"),
    );
    assert_share(warm(scene().tie(clinician)), 0, 0, 0);
}
