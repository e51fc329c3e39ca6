//! The story-patients: each flag points at something that can be seen.

use redthread::domain::flags;
use redthread::domain::timeline::{Focus, Request, Timeline, Window, build, rows};

use super::with_case;
use crate::flags::stories::{stories, world};

/// Flags about a whole pattern, or about a record that is not drawn: the time is tinted alone.
const ABOUT_THE_WHOLE: [&str; 2] = ["no_named_contact", "request_unanswered"];

fn has_marks(timeline: &Timeline) -> bool {
    rows(timeline).iter().any(|row| row.is_evidence)
}

#[test]
fn every_flag_of_the_stories_points_at_marks_and_at_a_time() {
    let file = stories();
    let as_of = file["as_of"].as_str().unwrap();
    let mut seen = 0;
    for story in file["patients"].as_array().unwrap() {
        let world = world(story);
        with_case(&world, as_of, |case| {
            let evaluation = flags::judge(case);
            let muted = evaluation.muted.iter().map(|(flag, _)| flag);
            for flag in evaluation.flags.iter().chain(muted) {
                let asked = Request {
                    window: Window::All,
                    focus: Focus::of(flag.code, flag.subject, &flag.evidence, case),
                    ..Request::default()
                };
                let timeline = build(case, &asked);
                let what = format!("{} {}", story["id"], flag.code);
                assert!(timeline.tint.is_some(), "{what}");
                assert!(
                    has_marks(&timeline) || ABOUT_THE_WHOLE.contains(&flag.code),
                    "{what}"
                );
                seen += 1;
            }
        });
    }
    assert!(seen >= 8, "{seen}");
}

#[test]
fn every_story_fits_a_year_in_few_rows() {
    let file = stories();
    let as_of = file["as_of"].as_str().unwrap();
    for story in file["patients"].as_array().unwrap() {
        let world = world(story);
        with_case(&world, as_of, |case| {
            let timeline = build(case, &Request::default());
            assert!(timeline.people.len() <= 12, "{}", story["id"]);
        });
    }
}
