//! What a continuity report measures, and in which form each measure comes.

/// A measure of the report.
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
}

impl Measure {
    /// Every measure, in the order in which they are told.
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
        }
    }

    /// The form in which it comes.
    pub const fn shape(self) -> Shape {
        match self {
            Self::Patients => Shape::Count,
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
            | Self::DebriefOfferedRate => Shape::Share,
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
