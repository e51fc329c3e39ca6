//! What entries of a story are about: a link that the patient, or whoever they told it to, made by hand, and what an
//! annotation ("I see this differently") stands beside. Nothing is ever linked by itself.

use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

use crate::domain::ids::RecordId;
use crate::domain::trajectory::Trajectory;
use crate::domain::vocabulary::NarrativeKind;

/// A kind of what words can be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Thing {
    /// A ward stay, or time on a team's books.
    TreatmentPeriod,
    /// A relationship.
    Relationship,
    /// A handover.
    Handover,
    /// A restrictive measure.
    Measure,
    /// A plan.
    Plan,
    /// A request.
    Request,
    /// A break in a working relationship.
    Rupture,
    /// What next of kin tell.
    Entry,
}

impl Thing {
    /// Every kind, as a form offers them.
    pub const ALL: [Self; 8] = [
        Self::TreatmentPeriod,
        Self::Relationship,
        Self::Handover,
        Self::Measure,
        Self::Plan,
        Self::Request,
        Self::Rupture,
        Self::Entry,
    ];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TreatmentPeriod => "treatment_period",
            Self::Relationship => "relationship",
            Self::Handover => "handover",
            Self::Measure => "measure",
            Self::Plan => "plan",
            Self::Request => "request",
            Self::Rupture => "rupture",
            Self::Entry => "narrative_entry",
        }
    }

    /// The kind of a code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|thing| thing.code() == code)
    }

    /// Whether an entry of a kind can be about it. What others say of somebody can be seen differently; a break in a
    /// working relationship is no statement of anybody's, and is told of instead.
    pub fn takes(self, kind: NarrativeKind) -> bool {
        match self {
            Self::Rupture => kind != NarrativeKind::SeesDifferently,
            Self::Request | Self::Entry => kind == NarrativeKind::SeesDifferently,
            _ => true,
        }
    }
}

/// What words are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct About {
    /// Its kind.
    pub thing: Thing,
    /// Which.
    pub id: RecordId,
}

impl About {
    /// What nobody has: where something was named that cannot be read.
    pub const NOTHING: Self = Self::new(Thing::Entry, RecordId(Uuid::nil()));

    /// One of a kind.
    pub const fn new(thing: Thing, id: RecordId) -> Self {
        Self { thing, id }
    }

    /// What a form or an address names; `None` where nothing is named.
    pub fn typed(typed: &str) -> Option<Self> {
        match typed.trim() {
            "" => None,
            typed => Some(typed.parse().unwrap_or(Self::NOTHING)),
        }
    }

    /// Everything of a patient's record that words can be about, entries apart: of each kind the latest first.
    pub fn recorded(trajectory: &Trajectory) -> Vec<Self> {
        let mut all = Vec::new();
        let mut add = |thing, ids: &mut dyn Iterator<Item = RecordId>| {
            all.extend(ids.map(|id| Self::new(thing, id)));
        };
        let known = trajectory;
        add(
            Thing::TreatmentPeriod,
            &mut known.periods.iter().rev().map(|one| one.id),
        );
        add(
            Thing::Relationship,
            &mut known.relationships.iter().rev().map(|one| one.id),
        );
        add(
            Thing::Handover,
            &mut known.handovers.iter().rev().map(|one| one.id),
        );
        add(
            Thing::Measure,
            &mut known.measures.iter().rev().map(|one| one.id),
        );
        add(Thing::Plan, &mut known.plans.iter().rev().map(|one| one.id));
        add(
            Thing::Request,
            &mut known.requests.iter().rev().map(|one| one.id),
        );
        add(
            Thing::Rupture,
            &mut known.ruptures.iter().rev().map(|one| one.id),
        );
        all
    }
}

impl fmt::Display for About {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.thing.code(), self.id.0)
    }
}

/// A text that names nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamesNothing;

impl FromStr for About {
    type Err = NamesNothing;

    fn from_str(text: &str) -> Result<Self, NamesNothing> {
        let (thing, id) = text.split_once(':').ok_or(NamesNothing)?;
        let thing = Thing::of_code(thing).ok_or(NamesNothing)?;
        let id = Uuid::parse_str(id).map_err(|_| NamesNothing)?;
        Ok(Self::new(thing, RecordId(id)))
    }
}
