use super::*;

const CODE: &str = "handover_unacknowledged";

#[test]
fn each_type_has_its_hours() {
    for (kind, last, over) in [
        (HandoverType::Shift, "2026-03-02T09:00", "2026-03-02T09:01"),
        (
            HandoverType::WardTransfer,
            "2026-03-03T07:00",
            "2026-03-03T07:01",
        ),
        (
            HandoverType::TemporaryCover,
            "2026-03-03T07:00",
            "2026-03-03T07:01",
        ),
        (
            HandoverType::DischargeToCommunity,
            "2026-03-05T07:00",
            "2026-03-05T07:01",
        ),
        (
            HandoverType::ProfessionalToProfessional,
            "2026-03-09T07:00",
            "2026-03-09T07:01",
        ),
    ] {
        let mut world = held();
        world.handover(kind, "2026-03-02T07:00");
        assert!(!world.fires(CODE, last), "{kind}");
        assert!(world.fires(CODE, over), "{kind}");
    }
}

#[test]
fn hours_are_elapsed_hours() {
    let mut world = held();
    world.handover(HandoverType::WardTransfer, "2026-03-28T12:00");
    // The clock goes forward in the night: 24 hours end at 13:00.
    assert!(!world.fires(CODE, "2026-03-29T13:00"));
    assert!(world.fires(CODE, "2026-03-29T13:01"));
}

#[test]
fn only_offered_and_expired_ones_wait() {
    for state in HandoverState::ALL {
        let mut world = held();
        world
            .handover(HandoverType::Shift, "2026-03-01T07:00")
            .state = *state;
        let waits = matches!(state, HandoverState::Offered | HandoverState::Expired);
        assert_eq!(world.fires(CODE, NOON), waits, "{state}");
    }
}

#[test]
fn an_acceptance_ahead_has_not_happened() {
    let mut world = held();
    let handover = world.handover(HandoverType::Shift, "2026-03-01T07:00");
    handover.state = HandoverState::Accepted;
    handover.accepted_at = Some(at("2026-03-02T13:00"));
    assert!(world.fires(CODE, NOON));
    assert!(!world.fires(CODE, "2026-03-02T13:00"));
}
