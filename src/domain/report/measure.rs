//! What reports measure, in which form each measure comes, and which are told together.

use crate::domain::flags::audience::is_private;
use crate::domain::flags::rules::RULES;
use crate::domain::vocabulary::{HandoverType, Profession};

/// A measure of a report; some are told by parts: by type of handover, by rule, by profession.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Measure {
    /// Patients with a figure of their own in the period.
    Patients,
    /// Contact with the named person.
    UpcNamed,
    /// Bice and Boxerman's continuity of care.
    Coc,
    /// Sequential continuity.
    Secon,
    /// Days with a named contact.
    NamedContactCoverage,
    /// A known professional at admission.
    KnownAtAdmission,
    /// The same professional before and after discharge.
    SameProfessionalAcrossDischarge,
    /// Endings handed over in a meeting of all three.
    WarmHandoverRate,
    /// Endings that were planned.
    PlannedEndings,
    /// Followed up within 72 hours.
    FollowUp72h,
    /// Within 7 days.
    FollowUp7d,
    /// Within 30 days.
    FollowUp30d,
    /// Days to the first community contact.
    DaysToFirstContact,
    /// Unplanned readmission within 30 days.
    Readmission30d,
    /// Changes of team per year.
    TeamChanges,
    /// Moves between settings per year.
    SettingMoves,
    /// Responsible clinicians per 30 nights.
    ResponsiblePer30d,
    /// Days of admissions with a restrictive measure.
    MeasureDayShare,
    /// Conversations offered after restrictive measures.
    DebriefOfferedRate,
    /// Employments on the last day.
    Employed,
    /// Employments that began.
    EmploymentsBegun,
    /// Employments that ended.
    EmploymentsEnded,
    /// Helping relationships that began.
    RelationshipsBegun,
    /// Patients of whose helping relationships one ended.
    PatientsAffected,
    /// Handovers that were offered.
    HandoversOffered(HandoverType),
    /// Of these, accepted before their time was up.
    HandoversInTime(HandoverType),
    /// Of these, such as the pool had to be told of, or that expired.
    HandoversLate(HandoverType),
    /// Of these, such as the receiver asked something about.
    HandoversQuestioned(HandoverType),
    /// Of these, such as were given back.
    HandoversReturned(HandoverType),
    /// Of these, those made together with the patient.
    HandoversWarm(HandoverType),
    /// Flags that a rule raised.
    FlagsRaised(&'static str),
    /// Of these, such as somebody took on or settled.
    FlagsActedOn(&'static str),
    /// Of these, such as somebody let rest.
    FlagsRested(&'static str),
    /// Of these, such as are said not to fit.
    FlagsUnfit(&'static str),
    /// Flags that members of a profession dealt with, by one of them.
    FlagLoad(Profession),
}

/// A report: what is asked about a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Book {
    /// How continuous care is.
    Continuity,
    /// Who came and went, and whom that concerned.
    Turnover,
    /// How patients are handed over.
    Handovers,
    /// What became of the flags.
    Flags,
}

impl Book {
    /// Every report.
    pub const ALL: [Self; 4] = [
        Self::Continuity,
        Self::Turnover,
        Self::Handovers,
        Self::Flags,
    ];

    /// The name, in addresses and files.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Continuity => "continuity",
            Self::Turnover => "turnover",
            Self::Handovers => "handovers",
            Self::Flags => "flags",
        }
    }

    /// The report of a name.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|book| book.code() == code)
    }

    /// What it measures, in the order in which it is told.
    pub fn measures(self) -> Vec<Measure> {
        match self {
            Self::Continuity => Measure::ALL.into(),
            Self::Turnover => vec![
                Measure::Patients,
                Measure::Employed,
                Measure::EmploymentsBegun,
                Measure::EmploymentsEnded,
                Measure::RelationshipsBegun,
                Measure::PlannedEndings,
                Measure::PatientsAffected,
            ],
            Self::Handovers => HandoverType::ALL
                .iter()
                .flat_map(|kind| Measure::of_handovers(*kind))
                .collect(),
            Self::Flags => {
                let rules = RULES.iter().flat_map(|rule| Measure::of_rule(rule.code));
                let load = Profession::ALL.iter().map(|who| Measure::FlagLoad(*who));
                rules.chain(load).collect()
            }
        }
    }
}

/// The form in which a measure comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// How many.
    Count,
    /// The share of those of whom something is so.
    Share,
    /// A share of days, told of patients or admissions.
    Days,
    /// A value of each patient or admission, told as a distribution.
    Spread,
    /// Events per person and year.
    Rate,
    /// A time until something happens.
    Wait,
    /// How many, to the nearest five.
    Fives,
    /// How many to one professional, from a number to the nearest five.
    Load,
}

impl Measure {
    /// The measures of continuity, in the order in which they are told.
    pub const ALL: [Self; 19] = [
        Self::Patients,
        Self::UpcNamed,
        Self::Coc,
        Self::Secon,
        Self::NamedContactCoverage,
        Self::KnownAtAdmission,
        Self::SameProfessionalAcrossDischarge,
        Self::WarmHandoverRate,
        Self::PlannedEndings,
        Self::FollowUp72h,
        Self::FollowUp7d,
        Self::FollowUp30d,
        Self::DaysToFirstContact,
        Self::Readmission30d,
        Self::TeamChanges,
        Self::SettingMoves,
        Self::ResponsiblePer30d,
        Self::MeasureDayShare,
        Self::DebriefOfferedRate,
    ];

    /// The field name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Patients => "patients",
            Self::UpcNamed => "upc_named",
            Self::Coc => "coc",
            Self::Secon => "secon",
            Self::NamedContactCoverage => "named_contact_coverage",
            Self::KnownAtAdmission => "known_at_admission",
            Self::SameProfessionalAcrossDischarge => "same_professional_across_discharge",
            Self::WarmHandoverRate => "warm_handover_rate",
            Self::PlannedEndings => "planned_endings",
            Self::FollowUp72h => "fu72",
            Self::FollowUp7d => "fu7",
            Self::FollowUp30d => "fu30",
            Self::DaysToFirstContact => "days_to_first_community_contact",
            Self::Readmission30d => "readmit30",
            Self::TeamChanges => "team_changes",
            Self::SettingMoves => "setting_moves",
            Self::ResponsiblePer30d => "responsible_per_30d",
            Self::MeasureDayShare => "measure_day_share",
            Self::DebriefOfferedRate => "debrief_offered_rate",
            Self::Employed => "employed",
            Self::EmploymentsBegun => "employments_begun",
            Self::EmploymentsEnded => "employments_ended",
            Self::RelationshipsBegun => "relationships_begun",
            Self::PatientsAffected => "patients_affected",
            Self::HandoversOffered(_) => "handovers_offered",
            Self::HandoversInTime(_) => "handovers_in_time",
            Self::HandoversLate(_) => "handovers_late",
            Self::HandoversQuestioned(_) => "handovers_questioned",
            Self::HandoversReturned(_) => "handovers_returned",
            Self::HandoversWarm(_) => "handovers_warm",
            Self::FlagsRaised(_) => "flags_raised",
            Self::FlagsActedOn(_) => "flags_acted_on",
            Self::FlagsRested(_) => "flags_rested",
            Self::FlagsUnfit(_) => "flags_not_applicable",
            Self::FlagLoad(_) => "flag_load",
        }
    }

    /// What it is told of where it is told by parts: a type of handover, a rule, a profession.
    pub const fn part(self) -> Option<&'static str> {
        match self {
            Self::HandoversOffered(kind)
            | Self::HandoversInTime(kind)
            | Self::HandoversLate(kind)
            | Self::HandoversQuestioned(kind)
            | Self::HandoversReturned(kind)
            | Self::HandoversWarm(kind) => Some(kind.code()),
            Self::FlagsRaised(rule)
            | Self::FlagsActedOn(rule)
            | Self::FlagsRested(rule)
            | Self::FlagsUnfit(rule) => Some(rule),
            Self::FlagLoad(profession) => Some(profession.code()),
            _ => None,
        }
    }

    /// What is told of one type of handover.
    pub const fn of_handovers(kind: HandoverType) -> [Self; 6] {
        [
            Self::HandoversOffered(kind),
            Self::HandoversInTime(kind),
            Self::HandoversLate(kind),
            Self::HandoversQuestioned(kind),
            Self::HandoversReturned(kind),
            Self::HandoversWarm(kind),
        ]
    }

    /// What is told of one rule: of flags for some of those in care only, that they were raised.
    pub fn of_rule(rule: &'static str) -> Vec<Self> {
        let raised = Self::FlagsRaised(rule);
        if is_private(rule) {
            return vec![raised];
        }
        vec![
            raised,
            Self::FlagsActedOn(rule),
            Self::FlagsRested(rule),
            Self::FlagsUnfit(rule),
        ]
    }

    /// The measure that tells of how many its share is. A share is shown only where that is: a number that
    /// two measures told by themselves would be told where either is.
    pub const fn base(self) -> Option<Self> {
        match self {
            Self::PatientsAffected => Some(Self::Patients),
            Self::HandoversInTime(kind)
            | Self::HandoversLate(kind)
            | Self::HandoversQuestioned(kind)
            | Self::HandoversReturned(kind)
            | Self::HandoversWarm(kind) => Some(Self::HandoversOffered(kind)),
            Self::FlagsActedOn(rule) | Self::FlagsRested(rule) | Self::FlagsUnfit(rule) => {
                Some(Self::FlagsRaised(rule))
            }
            _ => None,
        }
    }

    /// The measure that it is shown together with, or not at all: what was late is nearly always what was
    /// not accepted in time.
    pub const fn together(self) -> Option<Self> {
        match self {
            Self::HandoversInTime(kind) => Some(Self::HandoversLate(kind)),
            Self::HandoversLate(kind) => Some(Self::HandoversInTime(kind)),
            _ => None,
        }
    }

    /// Whether a month is long enough for it.
    pub const fn has_months(self) -> bool {
        !matches!(self, Self::TeamChanges | Self::SettingMoves)
    }

    /// The form in which it comes.
    pub const fn shape(self) -> Shape {
        match self {
            Self::Patients
            | Self::EmploymentsBegun
            | Self::EmploymentsEnded
            | Self::RelationshipsBegun
            | Self::HandoversOffered(_)
            | Self::FlagsRaised(_) => Shape::Count,
            Self::Employed => Shape::Fives,
            Self::FlagLoad(_) => Shape::Load,
            Self::UpcNamed | Self::Coc | Self::Secon | Self::ResponsiblePer30d => Shape::Spread,
            Self::NamedContactCoverage | Self::MeasureDayShare => Shape::Days,
            Self::TeamChanges | Self::SettingMoves => Shape::Rate,
            Self::DaysToFirstContact => Shape::Wait,
            Self::KnownAtAdmission
            | Self::SameProfessionalAcrossDischarge
            | Self::WarmHandoverRate
            | Self::PlannedEndings
            | Self::FollowUp72h
            | Self::FollowUp7d
            | Self::FollowUp30d
            | Self::Readmission30d
            | Self::DebriefOfferedRate
            | Self::PatientsAffected
            | Self::HandoversInTime(_)
            | Self::HandoversLate(_)
            | Self::HandoversQuestioned(_)
            | Self::HandoversReturned(_)
            | Self::HandoversWarm(_)
            | Self::FlagsActedOn(_)
            | Self::FlagsRested(_)
            | Self::FlagsUnfit(_) => Shape::Share,
        }
    }

    /// Whether the quarters of a year add up to it: events do, persons do not.
    pub const fn adds_up(self) -> bool {
        !matches!(
            self,
            Self::Patients
                | Self::UpcNamed
                | Self::Coc
                | Self::Secon
                | Self::NamedContactCoverage
                | Self::TeamChanges
                | Self::SettingMoves
                | Self::Employed
                | Self::PatientsAffected
        )
    }

    /// Whether it is told by bands of contacts.
    pub const fn has_bands(self) -> bool {
        matches!(self, Self::UpcNamed | Self::Coc | Self::Secon)
    }
}

/// Bands of contacts: label, fewest, most.
pub const BANDS: [(&str, i32, i32); 3] = [("4-9", 4, 9), ("10-24", 10, 24), ("25+", 25, i32::MAX)];

/// The band of a number of contacts; `None` below the fewest.
pub fn band(contacts: i32) -> Option<usize> {
    BANDS
        .iter()
        .position(|(_, fewest, most)| (*fewest..=*most).contains(&contacts))
}
