//! What can be wrong with what was typed.

use std::fmt;

/// A field that cannot be used. It never repeats what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// Its name.
    pub field: &'static str,
    /// What is wrong.
    pub wrong: Wrong,
}

macro_rules! wrongs {
    ($($(#[$doc:meta])+ $variant:ident = $code:literal, $expected:literal;)+) => {
        /// What is wrong with a field.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Wrong {
            $($(#[$doc])+ $variant),+
        }

        impl Wrong {
            /// Every member.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The stable code.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code),+
                }
            }

            /// What would be accepted.
            pub const fn expected(self) -> &'static str {
                match self {
                    $(Self::$variant => $expected),+
                }
            }
        }
    };
}

wrongs! {
    /// Nothing was typed.
    Missing = "missing", "a value: it is required";
    /// No time can be read.
    NoTime = "no_time", "a time such as 2026-03-02T14:30";
    /// No date can be read.
    NoDay = "no_day", "a date such as 2026-03-02";
    /// No number can be read.
    NoNumber = "no_number", "a whole number greater than 0";
    /// Not a code of the vocabulary.
    NoChoice = "no_choice", "one of the codes of the vocabulary";
    /// Neither yes nor no.
    NoAnswer = "no_answer", "true or false";
    /// More than is kept.
    TooLong = "too_long", "a shorter text: at most 500 characters, 120 of a name or a room";
    /// It has not happened.
    InFuture = "in_future", "now or earlier: what is still to come has not happened";
    /// It is over.
    InPast = "in_past", "a time that is still to come";
    /// Further ahead than anybody plans.
    TooFar = "too_far", "at most two years ahead";
    /// Longer ago than anybody lives.
    TooLongAgo = "too_long_ago", "a time within the last 120 years";
    /// The patient was not born.
    BeforeBirth = "before_birth", "the day of the patient's birth or later";
    /// The patient had died.
    AfterDeath = "after_death", "the day of the patient's death or earlier";
    /// An end lies before its start.
    EndBeforeStart = "end_before_start", "an end that is not before the start";
    /// There is no such unit.
    UnknownUnit = "unknown_unit", "a unit of this service";
    /// There is no such professional.
    UnknownPerson = "unknown_person", "a professional of this service";
    /// The account belongs to no professional.
    NobodyYourself = "nobody_yourself", "a professional: the account that records belongs to none";
    /// A holder must be one of two.
    NoHolder = "no_holder", "either a professional or the name of a person, one of the two";
    /// The patient is here already.
    AlreadyHere = "already_here", "another unit: an open treatment period is recorded at this one";
    /// The patient is on another ward.
    OnAnotherWard = "on_another_ward", "a transfer: the patient is on another ward";
    /// The treatment period is over.
    NotAdmitted = "not_admitted", "an open treatment period: this one has ended";
    /// The patient is there already.
    SameUnit = "same_unit", "another unit than the one that the patient leaves";
    /// The patient is away.
    OnLeave = "on_leave", "the return first: the patient is on leave";
    /// The patient is not away.
    NotOnLeave = "not_on_leave", "a leave that lasts: the patient is not on leave";
    /// Two leaves at once.
    LeaveOverlaps = "leave_overlaps", "a time after the leave before it, within the treatment period";
    /// Leave is from a ward.
    NotAWard = "not_a_ward", "a treatment period on a ward: there is no leave from others";
    /// Nobody meets the patient after the discharge.
    NoFollowUp = "no_follow_up", "who meets the patient within 72 hours, or the answer why nobody does";
    /// Somebody meets the patient, but late.
    FollowUpLate = "follow_up_late", "a time within 72 hours after the discharge";
    /// A no without its reason.
    NoReason = "no_reason", "the reason, in a few words";
    /// The relationship is over.
    AlreadyEnded = "already_ended", "one that lasts: this one has ended";
    /// It is recorded already.
    AlreadyThere = "already_there", "something that is not recorded already";
    /// The contact is no booking.
    NotBooked = "not_booked", "a contact that is booked: this one is not, so correct it";
    /// Nobody but the patient decides that.
    PatientsWish = "patients_wish", "that it is the patient's own wish: nobody else decides what is important to them";
    /// Somebody stands in for themselves.
    SamePerson = "same_person", "somebody else than the one who holds the relationship";
    /// The patient was born after what is recorded of them.
    AfterRecords = "after_records", "a day before everything that is recorded of the patient";
    /// The identifier is somebody else's.
    OfAnother = "of_another", "an identifier that no other patient has: two records are never made one here";
    /// Somebody met the patient after the time of death.
    SeenSince = "seen_since", "the day on which the patient was last met, or a later one";
    /// It was not said that it is meant.
    NotConfirmed = "not_confirmed", "true: that it is this patient";
    /// The patient is not recorded as dead.
    NotDead = "not_dead", "a patient who is recorded to have died";
    /// The request has its answer.
    Answered = "answered", "a request without an answer: this one has one";
    /// The employment is over.
    EmploymentOver = "employment_over", "an employment that lasts: this one has ended";
    /// Somebody is employed there at the time.
    EmployedThere = "employed_there", "a time at which the professional is not employed at this unit already";
    /// One of the same name is there.
    SameName = "same_name", "another name, or the word that it is another (`sure`): one of this name is there";
    /// No such zone.
    NoZone = "no_zone", "a time zone such as Europe/Oslo";
    /// Nobody works that long.
    LongShift = "long_shift", "at most 24 hours after the start";
    /// More than an entry of a story holds.
    TooLongAStory = "too_long_a_story", "at most 10 000 characters: what is longer is told in several parts";
    /// More than one answer of a plan, or a request, holds.
    TooLongAnAnswer = "too_long_an_answer", "at most 1 500 characters: what is read in a moment";
    /// The legal status is over.
    StatusOver = "status_over", "a status that lasts: this one has ended";
    /// The measure is over.
    MeasureOver = "measure_over", "a measure that lasts: this one has ended";
    /// Before the measure or after it.
    NotMeanwhile = "not_meanwhile", "a time during the measure";
    /// Nothing is agreed on patient-controlled admission.
    NoAgreement = "no_agreement", "a time at which an agreement on patient-controlled admission holds";
    /// A telephone number where none is kept.
    FreeNumber = "free_number", "words without a telephone number: a route of the service is chosen in its place, so that somebody answers whoever calls";
    /// No time can be read from the words.
    NoWhen = "no_when", "a time such as 2019, spring 2019, March 2019, 2015-2018 or when I was 16";
    /// Shared with persons, and with none.
    NobodyChosen = "nobody_chosen", "at least one person whom the patient chose";
    /// Shared with more persons than anybody names.
    TooMany = "too_many", "at most 20 persons";
    /// In confidence is what next of kin tell, and nothing else.
    NotKin = "not_kin", "false, unless next of kin tell it: what the patient told is never kept from the patient";
    /// It is in question whether the patient can consent to it.
    CapacityInQuestion = "capacity_in_question", "what it is now, or narrower: it is in question whether the patient can consent at present, so nothing is shared more widely";
    /// What is seen differently is something.
    NothingNamed = "nothing_named", "what the patient sees differently: a record of theirs";
    /// What it is about is not there, or was taken back.
    NothingThere = "nothing_there", "a record of this patient that words of this kind can be about, and that was not taken back";
    /// What next of kin see differently is an entry of theirs.
    NotKins = "not_kins", "the patient's own view: what next of kin see differently they tell as an entry of their own";
    /// What is seen differently stays beside what it is about.
    StaysBeside = "stays_beside", "another entry: what the patient sees differently stays beside what it is about, until it is taken back";
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected())
    }
}
