//! The plan of a site: its eleven units and forty-six posts. The first site is the one of the
//! story-patients, so the plan names their professionals; at every other site the same posts are
//! held by others.

use crate::domain::vocabulary::{Profession, Setting};

/// A unit of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Acute ward.
    Akuttpost,
    /// A second, smaller acute ward.
    AkuttC,
    /// Secure ward.
    Sikkerhetspost,
    /// Inpatient ward of the district centre.
    DpsDogn,
    /// Outpatient clinic.
    Poliklinikk,
    /// Outpatient clinic, north.
    PoliklinikkNord,
    /// Outpatient clinic, south.
    PoliklinikkSor,
    /// Assertive outreach.
    Fact,
    /// Assertive outreach for the young.
    FactUng,
    /// Crisis resolution team.
    Akutteam,
    /// Services for children and adolescents.
    Bup,
}

impl Place {
    /// Every unit of a site.
    pub(super) const ALL: [Self; 11] = [
        Self::Akuttpost,
        Self::AkuttC,
        Self::Sikkerhetspost,
        Self::DpsDogn,
        Self::Poliklinikk,
        Self::PoliklinikkNord,
        Self::PoliklinikkSor,
        Self::Fact,
        Self::FactUng,
        Self::Akutteam,
        Self::Bup,
    ];

    /// Key in source ids, name on screens, setting and beds.
    const fn plan(self) -> (&'static str, &'static str, Setting, Option<i32>) {
        match self {
            Self::Akuttpost => ("akuttpost", "Akuttpost", Setting::AcuteWard, Some(14)),
            Self::AkuttC => ("akutt-c", "akutt C", Setting::AcuteWard, Some(8)),
            Self::Sikkerhetspost => (
                "sikkerhetspost",
                "Sikkerhetspost",
                Setting::ForensicUnit,
                Some(6),
            ),
            Self::DpsDogn => ("dps-dogn", "DPS døgn", Setting::DpsInpatient, Some(12)),
            Self::Poliklinikk => (
                "dps-poliklinikk",
                "DPS poliklinikk",
                Setting::OutpatientClinic,
                None,
            ),
            Self::PoliklinikkNord => (
                "dps-poliklinikk-nord",
                "DPS poliklinikk Nord",
                Setting::OutpatientClinic,
                None,
            ),
            Self::PoliklinikkSor => (
                "dps-poliklinikk-sor",
                "DPS poliklinikk Sør",
                Setting::OutpatientClinic,
                None,
            ),
            Self::Fact => ("fact-team", "FACT-team", Setting::AssertiveOutreach, None),
            Self::FactUng => ("fact-ung", "FACT ung", Setting::AssertiveOutreach, None),
            Self::Akutteam => (
                "ambulant-akutteam",
                "ambulant akutteam",
                Setting::CrisisResolutionTeam,
                None,
            ),
            Self::Bup => ("bup", "BUP", Setting::Camhs, None),
        }
    }

    /// The unit's part of its source id.
    pub(super) const fn key(self) -> &'static str {
        self.plan().0
    }

    /// The name at the first site.
    pub(super) const fn name(self) -> &'static str {
        self.plan().1
    }

    /// Where care happens.
    pub(super) const fn setting(self) -> Setting {
        self.plan().2
    }

    /// Beds, where it has any.
    pub(super) const fn beds(self) -> Option<i32> {
        self.plan().3
    }

    /// The unit of this name, as the stories write it.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|place| place.name() == name)
    }
}

/// How long its holder keeps a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tenure {
    /// Open-ended.
    Stays,
    /// A resident: another unit every 1 March and 1 September.
    Rotates,
    /// A therapist who moves between clinics, with a tenure drawn by chance.
    Moves,
}

/// A post.
#[derive(Debug, Clone, Copy)]
pub(super) struct Post {
    /// Its part of the holder's source id.
    pub(super) key: &'static str,
    /// The holder's name at the first site, for a professional of the stories.
    pub(super) story_name: Option<&'static str>,
    /// Training or function.
    pub(super) profession: Profession,
    /// Where; the first unit for those who move.
    pub(super) place: Place,
    /// A second unit, for those who work at two.
    pub(super) also_at: Option<Place>,
    /// How long.
    pub(super) tenure: Tenure,
}

/// The number of a post in [`POSTS`].
pub(super) type PostNo = usize;

/// The post of the stories' professional of this name.
pub(super) fn story_post(name: &str) -> Option<PostNo> {
    POSTS.iter().position(|post| post.story_name == Some(name))
}

const fn story(
    key: &'static str,
    name: &'static str,
    profession: Profession,
    place: Place,
) -> Post {
    Post {
        key,
        story_name: Some(name),
        profession,
        place,
        also_at: None,
        tenure: Tenure::Stays,
    }
}

const fn post(key: &'static str, profession: Profession, place: Place, tenure: Tenure) -> Post {
    Post {
        key,
        story_name: None,
        profession,
        place,
        also_at: None,
        tenure,
    }
}

const fn shared(key: &'static str, profession: Profession) -> Post {
    Post {
        key,
        story_name: None,
        profession,
        place: Place::Fact,
        also_at: Some(Place::FactUng),
        tenure: Tenure::Stays,
    }
}

use Place::{
    AkuttC, Akutteam, Akuttpost, Bup, DpsDogn, Fact, FactUng, Poliklinikk, PoliklinikkNord,
    PoliklinikkSor, Sikkerhetspost,
};
use Profession::{
    Coordinator, MilieuTherapist, Nurse, PeerWorker, PsychiatricNurse, Psychiatrist, Psychologist,
    ResidentDoctor, SocialEducator, SocialWorker,
};
use Tenure::{Moves, Rotates, Stays};

/// Every post of a site: the twenty-two of the stories, then the others.
pub(super) const POSTS: [Post; 46] = [
    story(
        "psykolog-brekke",
        "psykolog Brekke",
        Psychologist,
        Poliklinikk,
    ),
    story("lege-moe", "lege Moe", ResidentDoctor, Poliklinikk),
    story("lege-a", "lege A", ResidentDoctor, Akuttpost),
    story("lege-b", "lege B", ResidentDoctor, Akuttpost),
    story("lege-c", "lege C", ResidentDoctor, Akuttpost),
    story("lege-d", "lege D", ResidentDoctor, Akuttpost),
    story("lege-e", "lege E", ResidentDoctor, Akuttpost),
    story("lege-f", "lege F", ResidentDoctor, Akuttpost),
    story(
        "sykepleier-vik",
        "sykepleier Vik",
        PsychiatricNurse,
        Poliklinikk,
    ),
    story(
        "overlege-strand",
        "overlege Strand",
        Psychiatrist,
        Poliklinikk,
    ),
    story(
        "sykepleier-lund",
        "sykepleier Lund",
        PsychiatricNurse,
        Poliklinikk,
    ),
    story("vernepleier-aas", "vernepleier Aas", SocialEducator, Fact),
    story(
        "koordinator-berg",
        "koordinator Berg",
        Coordinator,
        Poliklinikk,
    ),
    story(
        "psykolog-tveit",
        "psykolog Tveit",
        Psychologist,
        PoliklinikkSor,
    ),
    story("aat-holm", "AAT Holm", PsychiatricNurse, Akutteam),
    story("lege-ruud", "lege Ruud", ResidentDoctor, PoliklinikkSor),
    story("fact-eide", "FACT Eide", SocialWorker, FactUng),
    story(
        "sykepleier-bo",
        "sykepleier Bø",
        PsychiatricNurse,
        PoliklinikkSor,
    ),
    story("lege-falk", "lege Falk", ResidentDoctor, PoliklinikkSor),
    story(
        "sykepleier-solli",
        "sykepleier Solli",
        PsychiatricNurse,
        Fact,
    ),
    story("overlege-kvam", "overlege Kvam", Psychiatrist, DpsDogn),
    story(
        "koordinator-wold",
        "koordinator Wold",
        Coordinator,
        Poliklinikk,
    ),
    post("sykepleier-akuttpost-1", Nurse, Akuttpost, Stays),
    post("sykepleier-akuttpost-2", PsychiatricNurse, Akuttpost, Stays),
    post("sykepleier-akuttpost-3", Nurse, Akuttpost, Stays),
    post("miljoterapeut-akuttpost", MilieuTherapist, Akuttpost, Stays),
    post("overlege-akutt-c", Psychiatrist, AkuttC, Stays),
    post("sykepleier-akutt-c-1", PsychiatricNurse, AkuttC, Stays),
    post("sykepleier-akutt-c-2", Nurse, AkuttC, Stays),
    post(
        "sykepleier-sikkerhetspost",
        PsychiatricNurse,
        Sikkerhetspost,
        Stays,
    ),
    post("psykolog-dps-dogn", Psychologist, DpsDogn, Stays),
    post("sykepleier-dps-dogn-1", PsychiatricNurse, DpsDogn, Stays),
    post("sykepleier-dps-dogn-2", Nurse, DpsDogn, Stays),
    post("lis-1", ResidentDoctor, AkuttC, Rotates),
    post("lis-2", ResidentDoctor, DpsDogn, Rotates),
    post("lis-3", ResidentDoctor, Poliklinikk, Rotates),
    post("psykolog-nord", Psychologist, PoliklinikkNord, Stays),
    post("psykolog-1", Psychologist, PoliklinikkNord, Moves),
    post("psykolog-2", Psychologist, PoliklinikkSor, Moves),
    post("sosionom-1", SocialWorker, Poliklinikk, Moves),
    shared("overlege-fact", Psychiatrist),
    shared("erfaringskonsulent-fact", PeerWorker),
    post("sosionom-fact-ung", SocialWorker, FactUng, Stays),
    post("sykepleier-akutteam", PsychiatricNurse, Akutteam, Stays),
    post("psykolog-akutteam", Psychologist, Akutteam, Stays),
    post("psykolog-bup", Psychologist, Bup, Stays),
];
