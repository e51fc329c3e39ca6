//! The picture: where everything of a timeline lies. Pure; a template writes it as SVG.

mod agreed;
mod compulsion;
mod ground;
mod handovers;
mod legend;
mod months;
mod people;
mod places;
mod room;
mod scale;
pub mod shape;
mod voice;

pub(super) use handovers::is_accepted;
pub use legend::LEGEND;
pub use shape::{Anchor, Px, Shape};

use std::collections::HashSet;

use askama::Template;
use chrono::{NaiveDate, TimeDelta};

use self::room::Room;
use self::scale::{LEFT, RIGHT, Scale};
use super::Options;
use super::words::Words;
use crate::domain::time::{Instant, days_between, local_date, start_of_day};
use crate::domain::timeline::{Contacts, Handover, Lane, Person, Place, Reference, Tie, Timeline};
use crate::domain::vocabulary::EndReason;

/// Width in pixels, labels apart.
pub const WIDTH: f64 = scale::WIDTH;
/// Height of a lane's heading.
const HEADING: f64 = 36.0;
/// Space under the last row of a lane.
const AFTER: f64 = 8.0;
/// Heights are multiples of this.
pub const GRID: f64 = 4.0;

/// A drawn timeline.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Picture {
    /// Height in pixels.
    pub height: u32,
    /// Height of the scale and of what is written under it.
    pub head: u32,
    /// Beneath everything.
    pub beneath: Vec<Shape>,
    /// Admissions.
    pub bands: Vec<Mark>,
    /// The time that the flag in view is about.
    pub tint: Option<Shape>,
    /// The lines and words of the scale.
    pub scale: Vec<Shape>,
    /// Lanes from top to bottom.
    pub lanes: Vec<Lanes>,
    /// Handovers, over the rows.
    pub handovers: Vec<Mark>,
    /// Relationships that ended without a handover.
    pub loose: Vec<Shape>,
    /// Words beside marks.
    pub notes: Vec<Shape>,
    /// Above everything.
    pub above: Vec<Shape>,
    /// First date shown and first no longer shown, where dates can be chosen by dragging: on an axis
    /// without breaks.
    pub dates: Option<(NaiveDate, NaiveDate)>,
}

impl Picture {
    /// The signs that the picture holds, each with its name, as they stand in [`LEGEND`].
    pub fn legend(&self) -> Vec<(&'static str, &'static str)> {
        let rows = self.lanes.iter().flat_map(|lane| &lane.rows);
        let marks = rows.flat_map(|row| &row.marks).chain(&self.handovers);
        let shapes = marks.flat_map(|mark| &mark.shapes).chain(&self.loose);
        let classes: HashSet<&str> = shapes.map(Shape::class).collect();
        let signs = LEGEND.into_iter();
        let signs = signs.filter(|sign| sign.of.iter().any(|class| classes.contains(class)));
        signs.map(|sign| (sign.name, sign.drawn)).collect()
    }

    /// Where the axis begins and ends, in pixels.
    pub fn ends(&self) -> (f64, f64) {
        (LEFT, RIGHT)
    }
}

/// A lane of the picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Lanes {
    /// Its code, for its heading's text.
    pub code: &'static str,
    /// Where the line under its heading lies.
    pub rule: Px,
    /// Its rows; none is said in words.
    pub rows: Vec<Row>,
}

/// A row: a unit, a person, or what was agreed.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What it is called at the left.
    pub name: String,
    /// A second, smaller line.
    pub detail: String,
    /// The patient marked this person as important.
    pub is_important: bool,
    /// Height in pixels.
    pub height: f64,
    /// Its marks.
    pub marks: Vec<Mark>,
}

impl Row {
    /// Height in units of the grid: the class of its label.
    pub fn units(&self) -> u32 {
        units(self.height)
    }
}

/// Something that can be pointed at, focused and pinned. The table has a row of the same key.
#[derive(Debug, Clone, PartialEq, Template)]
#[template(path = "timeline/mark.html")]
pub struct Mark {
    /// The key of its row.
    pub key: String,
    /// What it says.
    pub title: String,
    /// Where it leads; empty is its row in the table.
    pub href: String,
    /// What it looks like.
    pub shapes: Vec<Shape>,
}

impl Mark {
    fn new(key: String, title: String, shapes: Vec<Shape>) -> Self {
        Self {
            key,
            title,
            href: String::new(),
            shapes,
        }
    }
}

/// A picture in the making: what is known of the rows so far.
struct Draft<'a> {
    scale: Scale<'a>,
    words: Words,
    options: &'a Options,
    reference: Option<Reference>,
    /// How far down it reaches.
    bottom: f64,
    room: Room,
    notes: Vec<Shape>,
    loose: Vec<Shape>,
    lanes: Vec<Lanes>,
    places: Vec<f64>,
    people: Vec<PersonRow>,
}

/// Where a person's lines lie.
#[derive(Debug, Clone, PartialEq)]
struct PersonRow {
    /// The first line.
    y: f64,
    /// Left, right and height of each relationship.
    ties: Vec<(f64, f64, f64)>,
}

/// Draws a timeline.
pub fn draw(timeline: &Timeline, options: &Options, words: Words) -> Picture {
    let since = options.query.since();
    let reference = timeline
        .references
        .iter()
        .find(|known| Some(known.since) == since);
    let mut draft = Draft {
        scale: Scale { timeline },
        words,
        options,
        reference: reference.copied(),
        bottom: ground::TOP,
        room: Room::default(),
        notes: Vec::new(),
        loose: Vec::new(),
        lanes: Vec::new(),
        places: Vec::new(),
        people: Vec::new(),
    };
    let strip = ground::strip(&draft);
    if !strip.is_empty() {
        draft.bottom += ground::STRIP;
    }
    let head = draft.bottom;
    if let Some(x) = ground::today(&draft) {
        draft.room.take(room::Area {
            left: x - 2.0,
            top: 0.0,
            right: x + 2.0,
            bottom: f64::INFINITY,
        });
    }
    draft.places(&timeline.places);
    draft.compulsion();
    let handovers = draft.people_and_handovers();
    draft.agreed();
    if voice::draw(&mut draft) {
        draft.close_lane();
    }
    let bottom = draft.bottom + AFTER;
    let mut scale: Vec<Shape> = ground::grid(&draft, bottom).into_iter().collect();
    scale.extend(ground::scale(&draft));
    scale.extend(strip);
    Picture {
        height: units(bottom) * 4,
        head: units(head),
        tint: ground::tint(&draft, bottom),
        beneath: ground::beneath(&draft, bottom),
        bands: ground::bands(&draft, head, bottom),
        scale,
        above: ground::above(&draft, bottom),
        handovers,
        dates: timeline
            .axis
            .breaks
            .is_empty()
            .then_some((timeline.from, timeline.to)),
        loose: draft.loose,
        notes: draft.notes,
        lanes: draft.lanes,
    }
}

impl Draft<'_> {
    fn open_lane(&mut self, lane: Lane) {
        self.bottom += HEADING;
        self.lanes.push(Lanes {
            code: lane.code(),
            rule: Px(self.bottom - GRID),
            rows: Vec::new(),
        });
    }

    /// A lane without rows says so, in the height of one.
    fn close_lane(&mut self) {
        if self.lanes.last().is_some_and(|lane| lane.rows.is_empty()) {
            self.bottom += 24.0;
        }
        self.bottom += AFTER;
    }

    fn places(&mut self, places: &[Place]) {
        if !self.options.shows(Lane::Places) {
            return;
        }
        self.open_lane(Lane::Places);
        for place in places {
            places::draw(self, place);
        }
        self.close_lane();
    }

    fn compulsion(&mut self) {
        let all = &self.scale.timeline.compulsion;
        if all.is_empty() || !self.options.shows(Lane::Compulsion) {
            return;
        }
        self.open_lane(Lane::Compulsion);
        compulsion::draw(self, all);
        self.close_lane();
    }

    fn people_and_handovers(&mut self) -> Vec<Mark> {
        let timeline = self.scale.timeline;
        if self.options.shows(Lane::People) {
            self.open_lane(Lane::People);
            for person in &timeline.people {
                people::draw(self, person);
            }
            self.close_lane();
        }
        let handovers = timeline.handovers.iter();
        let marks = handovers
            .map(|handover| handovers::draw(self, handover))
            .collect();
        let people: Vec<&Person> = timeline.people.iter().collect();
        let all: Vec<&Handover> = timeline.handovers.iter().collect();
        if self.options.shows(Lane::Handovers) {
            handovers::loose_ends(self, &people, &all);
        }
        people::write_endings(self, &people);
        marks
    }

    fn agreed(&mut self) {
        if !self.options.shows(Lane::Agreed) {
            return;
        }
        self.open_lane(Lane::Agreed);
        let agreed = &self.scale.timeline.agreed;
        if !agreed.is_empty() {
            agreed::draw(self, agreed);
        }
        self.close_lane();
    }

    fn add_row(&mut self, row: Row, height: f64) {
        if let Some(lane) = self.lanes.last_mut() {
            lane.rows.push(row);
        }
        self.bottom += height;
    }

    fn note_place(&mut self, y: f64) {
        self.places.push(y);
    }

    fn note_person(&mut self, row: PersonRow) {
        self.people.push(row);
    }

    fn place_y(&self, place: usize) -> Option<f64> {
        self.places.get(place).copied()
    }

    /// The line of a person that is nearest to a place on the scale.
    fn person_y(&self, person: usize, x: f64) -> Option<f64> {
        let row = self.people.get(person)?;
        let away = |(left, right, _): &&(f64, f64, f64)| (left - x).max(x - right).max(0.0);
        let nearest = row.ties.iter().min_by(|a, b| away(a).total_cmp(&away(b)));
        Some(nearest.map_or(row.y, |(_, _, y)| *y))
    }

    fn tie_y(&self, person: usize, tie: usize) -> Option<f64> {
        let row = self.people.get(person)?;
        row.ties.get(tie).map(|(_, _, y)| *y)
    }

    /// Where a local date begins.
    fn day(&self, day: NaiveDate) -> f64 {
        let zone = self.scale.timeline.axis.zone;
        self.scale.x(start_of_day(day, zone))
    }

    /// Where the contacts of a month begin and end.
    fn extent(&self, month: &Contacts) -> (f64, f64) {
        let (first, last) = month.extent();
        (self.scale.x(first), self.scale.x(last))
    }

    /// The list of the contacts of a month.
    fn contacts_href(&self, person: &Person, month: &Contacts) -> String {
        self.options.contacts(person, month)
    }

    /// Stretches of the window of which nothing can be known: before the first record or the first
    /// day in service, and after the last day in service.
    fn unrecorded(&self) -> Vec<(f64, f64)> {
        let known = self.options.known;
        let mut stretches = Vec::new();
        if let Some(from) = known.from {
            stretches.push((LEFT, self.day(from)));
        }
        if let Some(to) = known.to {
            stretches.push((self.day(to), RIGHT));
        }
        stretches.retain(|(left, right)| right - left >= 2.0);
        stretches
    }

    /// Whether a relationship that carried care ended in view without being passed on: nothing was
    /// handed over by this person around its end, and nothing says that none was needed.
    fn lacks_handover(&self, person: &Person, tie: &Tie, handovers: &[&Handover]) -> bool {
        let (Some(ending), Some(to)) = (&tie.ending, tie.span.to) else {
            return false;
        };
        if !tie.kind.is_helping()
            || tie.is_temporary_cover
            || ending.reason.is_some_and(EndReason::needs_no_goodbye)
            || to > self.scale.timeline.now
        {
            return false;
        }
        let zone = self.scale.timeline.axis.zone;
        let day = |at: Instant| local_date(at, zone);
        let near = |at: Instant| days_between(day(at), day(to)).abs() <= AROUND_AN_END;
        let goes_on = |other: &Tie| {
            other.id != tie.id
                && other.span.from <= to + TimeDelta::days(AROUND_AN_END)
                && other.span.to.is_none_or(|end| end > to)
        };
        if person.ties.iter().any(goes_on) {
            return false;
        }
        !handovers.iter().any(|handover| {
            handover.from.professional.as_ref() == Some(&person.name) && near(handover.offered_at)
        })
    }
}

/// Days before and after an ending in which a handover counts as its own.
const AROUND_AN_END: i64 = 60;

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a height of a picture"
)]
fn units(height: f64) -> u32 {
    (height / GRID).ceil() as u32
}
