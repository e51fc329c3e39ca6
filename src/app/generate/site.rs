//! One site: who holds which post, where and from when to when.

use chrono::{Datelike, NaiveDate};

use super::calendar::Calendar;
use super::draw::{Area, Draw, whole};
use super::names::Name;
use super::posts::{POSTS, Place, PostNo, Tenure};
use crate::domain::intake::{Employment, Professional, Unit};
use crate::domain::time;
use crate::domain::vocabulary::{Profession, Sex};

/// Patients of a site, the stories apart.
const PATIENTS: u64 = 200;

/// Sites at most; a larger cohort has more patients at each.
const SITES: u64 = 1000;

/// Mean tenure of a therapist at a clinic, in days: a median of sixteen months.
pub(super) const MEAN_TENURE_DAYS: f64 = 703.0;

/// One professional's time at one unit. Half-open.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placement {
    /// Who.
    pub(super) post: PostNo,
    /// Where.
    pub(super) place: Place,
    /// First day.
    pub(super) from: NaiveDate,
    /// First day no longer there; `None` while it lasts.
    pub(super) to: Option<NaiveDate>,
    /// Announced end.
    pub(super) planned_end: Option<NaiveDate>,
}

impl Placement {
    fn covers(&self, date: NaiveDate) -> bool {
        self.from <= date && self.to.is_none_or(|to| date < to)
    }
}

/// A site and its staff. A function of (seed, number, calendar), so none is kept.
#[derive(Debug)]
pub(super) struct Site {
    number: u64,
    placements: Vec<Placement>,
}

/// The site of a background patient, counted from 0 behind the stories.
pub(super) fn number_for(index: u64) -> u64 {
    index / PATIENTS % SITES
}

/// How many sites a cohort with so many background patients has.
pub(super) fn count_for(background: u64) -> u64 {
    background.div_ceil(PATIENTS).clamp(1, SITES)
}

impl Site {
    /// Staffs a site.
    pub(super) fn new(number: u64, seed: u64, calendar: &Calendar) -> Self {
        let mut draw = Draw::new(seed, Area::Site, number);
        let mut placements = Vec::with_capacity(2 * POSTS.len());
        for (post, plan) in POSTS.iter().enumerate() {
            match plan.tenure {
                Tenure::Stays => stay(&mut placements, &mut draw, post, number, calendar),
                Tenure::Rotates => rotate(&mut placements, post, calendar),
                Tenure::Moves => moves(&mut placements, &mut draw, post, calendar),
            }
        }
        Self { number, placements }
    }

    /// The source id of a unit.
    pub(super) fn unit_id(&self, place: Place) -> String {
        match self.number {
            0 => place.key().to_owned(),
            number => format!("s{number:03}-{}", place.key()),
        }
    }

    /// The source id of a professional. Away from the first site a post goes by its number, since
    /// its key may hold a name of the stories.
    pub(super) fn professional_id(&self, post: PostNo) -> String {
        let plan = &POSTS[post];
        match self.number {
            0 => plan.key.to_owned(),
            number => format!("s{number:03}-{}-{:02}", plan.profession.code(), post + 1),
        }
    }

    /// Those at a unit on a date.
    fn at(&self, place: Place, date: NaiveDate) -> impl Iterator<Item = &Placement> {
        self.placements
            .iter()
            .filter(move |p| p.place == place && p.covers(date))
    }

    /// Those at a unit on a date whose profession is one of these.
    pub(super) fn staff(
        &self,
        place: Place,
        date: NaiveDate,
        professions: &[Profession],
    ) -> Vec<Placement> {
        self.at(place, date)
            .filter(|p| professions.contains(&POSTS[p.post].profession))
            .copied()
            .collect()
    }

    /// Doctors and psychologists who can carry responsibility on a ward.
    pub(super) fn clinicians(&self, ward: Place, date: NaiveDate) -> Vec<Placement> {
        let found = self.staff(
            ward,
            date,
            &[
                Profession::Psychiatrist,
                Profession::ResidentDoctor,
                Profession::Psychologist,
            ],
        );
        if found.is_empty() && ward != Place::Akuttpost {
            // The secure ward borrows its doctors.
            return self.clinicians(Place::Akuttpost, date);
        }
        found
    }

    /// Nurses and milieu therapists of a ward.
    pub(super) fn nurses(&self, ward: Place, date: NaiveDate) -> Vec<Placement> {
        self.staff(
            ward,
            date,
            &[
                Profession::Nurse,
                Profession::PsychiatricNurse,
                Profession::MilieuTherapist,
            ],
        )
    }

    /// Everyone at a team or clinic who meets patients there, coordinators apart.
    pub(super) fn therapists(&self, place: Place, date: NaiveDate) -> Vec<Placement> {
        self.at(place, date)
            .filter(|p| POSTS[p.post].profession != Profession::Coordinator)
            .copied()
            .collect()
    }

    /// Coordinators of the site.
    pub(super) fn coordinators(&self, date: NaiveDate) -> Vec<Placement> {
        self.staff(Place::Poliklinikk, date, &[Profession::Coordinator])
    }

    /// The site's units.
    pub(super) fn units(&self, calendar: &Calendar) -> Vec<Unit> {
        Place::ALL
            .into_iter()
            .map(|place| Unit {
                id: self.unit_id(place),
                name: match self.number {
                    0 => place.name().to_owned(),
                    number => format!("{} {}", place.name(), number + 1),
                },
                setting: place.setting(),
                parent_id: None,
                time_zone: Some(calendar.zone),
                beds: place.beds(),
            })
            .collect()
    }

    /// The site's professionals.
    pub(super) fn professionals(&self, seed: u64) -> Vec<Professional> {
        let mut draw = Draw::new(seed, Area::Staff, self.number);
        POSTS
            .iter()
            .enumerate()
            .map(|(number, post)| {
                let sex = draw.pick(&[Sex::Female, Sex::Female, Sex::Male]);
                let invented = Name::draw(&mut draw, sex.unwrap_or(Sex::Female)).full();
                Professional {
                    id: self.professional_id(number),
                    name: match post.story_name {
                        Some(name) if self.number == 0 => name.to_owned(),
                        _ => invented,
                    },
                    profession: post.profession,
                }
            })
            .collect()
    }

    /// The site's employments.
    pub(super) fn employments(&self) -> Vec<Employment> {
        self.placements
            .iter()
            .map(|p| Employment {
                professional_id: self.professional_id(p.post),
                unit_id: self.unit_id(p.place),
                from: p.from,
                to: p.to,
                planned_end: p.planned_end,
                is_locum: false,
                caseload_limit: caseload(p.place),
            })
            .collect()
    }
}

/// Patients one professional carries at a team or clinic.
fn caseload(place: Place) -> Option<i32> {
    match place {
        Place::Poliklinikk | Place::PoliklinikkNord | Place::PoliklinikkSor => Some(40),
        Place::Fact | Place::FactUng => Some(15),
        _ => None,
    }
}

/// An open-ended post. The stories' professionals have been there since before the stories begin,
/// whatever the seed.
fn stay(
    placements: &mut Vec<Placement>,
    draw: &mut Draw,
    post: PostNo,
    site: u64,
    calendar: &Calendar,
) {
    let plan = &POSTS[post];
    let hired = time::add_days(calendar.begin, -draw.between(60, 3650));
    let from = match (plan.story_name, NaiveDate::from_ymd_opt(2012, 1, 2)) {
        (Some(_), Some(first)) if site == 0 => calendar.story_date(first),
        _ => hired,
    };
    for place in std::iter::once(plan.place).chain(plan.also_at) {
        placements.push(Placement {
            post,
            place,
            from,
            to: None,
            planned_end: None,
        });
    }
}

/// A resident's round: another unit at every turn of the half-year.
fn rotate(placements: &mut Vec<Placement>, post: PostNo, calendar: &Calendar) {
    const ROUND: [Place; 3] = [Place::AkuttC, Place::DpsDogn, Place::Poliklinikk];
    let mut from = turn_after(time::add_days(calendar.begin, -184));
    let mut step = post;
    loop {
        let turn = turn_after(from);
        let ended = turn <= calendar.today;
        placements.push(Placement {
            post,
            place: ROUND[step % ROUND.len()],
            from,
            to: ended.then_some(turn),
            planned_end: Some(turn),
        });
        if !ended {
            return;
        }
        from = turn;
        step += 1;
    }
}

/// The first 1 March or 1 September after a date.
fn turn_after(date: NaiveDate) -> NaiveDate {
    (date.year()..=date.year() + 1)
        .flat_map(|year| [(year, 3), (year, 9)])
        .filter_map(|(year, month)| NaiveDate::from_ymd_opt(year, month, 1))
        .find(|turn| *turn > date)
        .unwrap_or(NaiveDate::MAX)
}

/// A therapist's moves from clinic to clinic. The last one is announced when it is near.
fn moves(placements: &mut Vec<Placement>, draw: &mut Draw, post: PostNo, calendar: &Calendar) {
    const ROUND: [Place; 3] = [
        Place::PoliklinikkNord,
        Place::Poliklinikk,
        Place::PoliklinikkSor,
    ];
    let first = POSTS[post].place;
    let mut step = ROUND.iter().position(|p| *p == first).unwrap_or(0);
    let mut from = time::add_days(calendar.begin, -draw.between(0, 500));
    loop {
        let tenure = whole(draw.exponential(MEAN_TENURE_DAYS)).clamp(150, 2500);
        let leaves = time::add_days(from, tenure);
        let ended = leaves <= calendar.today;
        let known = time::days_between(calendar.today, leaves) <= 120;
        placements.push(Placement {
            post,
            place: ROUND[step % ROUND.len()],
            from,
            to: ended.then_some(leaves),
            planned_end: known.then_some(leaves),
        });
        if !ended {
            return;
        }
        from = leaves;
        step += 1;
    }
}
