//! Who looks at a cohort in a demonstration, and what makes every story theirs to see.
//!
//! Accounts reach patients by an active relationship or an open treatment period at a unit of theirs.
//! Six of the eight stories have neither with any one person: the vectors leave out that those who
//! are seen at a clinic are on its books. A demonstration adds it: an open treatment period at the
//! unit that the patient was last seen at, since the first time there. No flag and no index of a
//! story changes by it, which a test holds.

use std::collections::BTreeSet;

use super::Cohort;
use super::posts::{Place, PostNo};
use super::story::Story;
use crate::domain::intake::{Employment, Record};

/// The people of a demonstration, by their source ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cast {
    /// A coordinator.
    pub coordinator: String,
    /// Where the coordinator works: a unit of every story-patient is among them.
    pub coordinator_units: Vec<String>,
    /// A nurse of the acute ward.
    pub ward_nurse: String,
    /// That ward.
    pub ward: String,
    /// A service manager.
    pub manager: String,
    /// The units managed.
    pub manager_units: Vec<String>,
}

const COORDINATOR: &str = "koordinator-berg";
const WARD_NURSE: &str = "sykepleier-akuttpost-1";
const MANAGER: &str = "overlege-akutt-c";

impl Cohort {
    /// The people of a demonstration of this cohort.
    pub fn cast(&self) -> Cast {
        let site = self.site(0);
        let ids = |places: &BTreeSet<&'static str>| {
            let of = |place: &Place| places.contains(place.key());
            let places = Place::ALL.into_iter().filter(of);
            places.map(|place| site.unit_id(place)).collect()
        };
        let holder = |key| site.professional_id(post(key));
        let mut works_at: BTreeSet<&'static str> = BTreeSet::new();
        works_at.insert(Place::Poliklinikk.key());
        for story in self.told_stories() {
            works_at.extend(story.present_places().iter().map(|place| place.key()));
        }
        let all = Place::ALL.iter().map(|place| place.key()).collect();
        Cast {
            coordinator: holder(COORDINATOR),
            coordinator_units: ids(&works_at),
            ward_nurse: holder(WARD_NURSE),
            ward: site.unit_id(Place::Akuttpost),
            manager: holder(MANAGER),
            manager_units: ids(&all),
        }
    }

    /// What a demonstration adds to the cohort: the coordinator's further employments, and the books
    /// that the story-patients are on.
    pub fn staging(&self) -> Vec<Record> {
        let site = self.site(0);
        let cast = self.cast();
        let mut records: Vec<Record> = site
            .employments()
            .into_iter()
            .find(|employment| employment.professional_id == cast.coordinator)
            .into_iter()
            .flat_map(|present| {
                let others = cast.coordinator_units.iter();
                others
                    .filter(|unit| **unit != present.unit_id)
                    .map(|unit| {
                        Record::Employment(Employment {
                            unit_id: unit.clone(),
                            ..present.clone()
                        })
                    })
                    .collect::<Vec<_>>()
            })
            .collect();
        let books = self.told_stories().filter_map(|story| {
            let period = story.books(&site, &self.calendar)?;
            Some(Record::TreatmentPeriod(period))
        });
        records.extend(books);
        records
    }

    fn told_stories(&self) -> impl Iterator<Item = &Story> {
        let told = usize::try_from(self.parameters.patients).unwrap_or(usize::MAX);
        self.stories.iter().take(told)
    }
}

/// The post of a key.
fn post(key: &str) -> PostNo {
    let found = super::posts::POSTS.iter().position(|post| post.key == key);
    found.unwrap_or_default()
}
