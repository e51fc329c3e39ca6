use super::*;

const CODE: &str = "alliance_drop";

/// Scores of 0 to 40 with a cut of 36, a week apart from January on.
fn rated(scores: &[&str]) -> World {
    let mut world = held();
    for (week, score) in scores.iter().enumerate() {
        let when = format!("2026-{:02}-{:02}T10:00", 1 + week / 4, 1 + week % 4 * 7);
        world.rate("wold", score, &when);
    }
    world
}

#[test]
fn scores_at_their_edges() {
    for (scores, fires) in [
        (&["39", "38.2", "38.6", "34.6"] as &[&str], true),
        (&["39", "38.2", "38.6", "34.7"], false),
        (&["38.6", "39", "38.2", "34.601"], false),
        (&["38", "35.9", "35.9"], true),
        (&["35.9", "35.9"], true),
        (&["38", "35.9", "36"], false),
        (&["38", "36", "36"], false),
        (&["38", "36", "35.9"], false),
        (&["35.9"], false),
        (&["39", "38.6", "31.4"], false),
        (&["39", "38.2", "38.6", "31.4", "38"], false),
        (&["35", "35", "37"], false),
        (&["20", "39", "38.2", "38.6", "34.7"], false),
        (&[], false),
    ] {
        assert_eq!(rated(scores).fires(CODE, NOON), fires, "{scores:?}");
    }
}

#[test]
fn the_share_of_the_range_is_exact_and_local() {
    // 10 % of a range of 0.3 are 0.03, which no binary fraction holds.
    for (latest, fires) in [("0.17", true), ("0.171", false)] {
        let mut world = rated(&["0.2", "0.2", "0.2", latest]);
        for score in &mut world.patient.alliance_scores {
            (score.max, score.cut) = (Some("0.3".parse().unwrap()), None);
        }
        assert_eq!(world.fires(CODE, NOON), fires, "{latest}");
    }
    let mut world = rated(&["39", "38.2", "38.6", "37"]);
    assert!(!world.fires(CODE, NOON));
    world.policy.alliance_drop_share = 0.04;
    assert!(world.fires(CODE, NOON));
}

#[test]
fn what_the_source_does_not_tell_of_the_instrument_says_nothing() {
    let mut uncut = rated(&["38", "30", "30"]);
    for score in &mut uncut.patient.alliance_scores {
        score.cut = None;
    }
    assert!(!uncut.fires(CODE, NOON));
    uncut.patient.alliance_scores[0].cut = Some("36".parse().unwrap());
    assert!(uncut.fires(CODE, NOON), "told with an earlier score");
    let mut unranged = rated(&["40", "40", "40", "36"]);
    assert!(unranged.fires(CODE, NOON));
    for score in &mut unranged.patient.alliance_scores {
        score.max = None;
    }
    assert!(!unranged.fires(CODE, NOON));
}

#[test]
fn each_professional_and_instrument_is_a_series_of_its_own() {
    let mut world = rated(&["38", "35"]);
    world.rate("berg", "35", "2026-02-01T10:00");
    assert!(!world.fires(CODE, NOON), "one low score each");
    world.rate("wold", "35", "2026-02-02T10:00").instrument = "WAI-SR".to_owned();
    assert!(!world.fires(CODE, NOON));
    world.rate("berg", "34", "2026-02-08T10:00");
    let flag = world.flag(CODE, NOON).unwrap();
    assert_eq!(
        flag.subject.record(),
        Some(record("a002")),
        "its first score"
    );
}

#[test]
fn a_review_after_the_score_is_the_conversation() {
    let mut world = rated(&["35", "35"]);
    world.review("2026-01-08T10:00");
    assert!(world.fires(CODE, NOON), "with the score, not after it");
    world.met("wold", "2026-01-15T10:00");
    assert!(
        world.fires(CODE, NOON),
        "a session is not yet that conversation"
    );
    world.review("2026-01-08T10:01");
    assert!(!world.fires(CODE, NOON));
}

#[test]
fn nobody_is_asked_once_every_relationship_with_them_has_ended() {
    let mut world = World::new();
    world.relation(
        "wold",
        RelationshipKind::Therapist,
        "2020-01-01",
        Some("2026-03-02T11:00"),
    );
    world.rate("wold", "30", "2026-01-01T10:00");
    world.rate("wold", "30", "2026-02-01T10:00");
    assert!(world.fires(CODE, "2026-03-02T10:59"));
    assert!(!world.fires(CODE, NOON));
    world.relation("wold", RelationshipKind::ContactPerson, "2026-03-01", None);
    assert!(world.fires(CODE, NOON), "another one lasts");
    world.patient.relationships.clear();
    assert!(world.fires(CODE, NOON), "none is recorded at all");
}

#[test]
fn the_evidence_is_the_small_curve() {
    let world = rated(&["30", "39", "38.2", "38.6", "31.4"]);
    let flag = world.flag(CODE, NOON).unwrap();
    assert_eq!(flag.severity, Severity::Attention);
    assert_eq!(
        world.read(&flag.evidence, NOON),
        serde_json::json!({"who": "wold", "instrument": "SRS total", "last": 31.4, "before": 38.6,
            "cut": 36.0, "scores": [
                {"on": "2026-01-08", "score": 39.0},
                {"on": "2026-01-15", "score": 38.2},
                {"on": "2026-01-22", "score": 38.6},
                {"on": "2026-02-01", "score": 31.4}]})
    );
}
