//! Every threshold in one table: which rule it belongs to, what it is measured in, what is accepted.
//! Checks, pages, files and commands read this; a test holds it against the fields of [`Policy`].

use super::Policy;
use crate::domain::vocabulary::Setting;

/// The group of thresholds that several rules share.
pub const COMMON: &str = "common";

/// The group of thresholds that no rule reads: what planning rests on.
pub const PLANNING: &str = "planning";

/// What a threshold is set to.
#[derive(Debug, Clone, PartialEq)]
pub enum Amount {
    /// So many of what it is measured in.
    Number(i64),
    /// A share, 0 to 1.
    Share(f64),
    /// Yes or no.
    YesNo(bool),
    /// Some settings.
    Settings(Vec<Setting>),
    /// Without a limit.
    Never,
}

/// What numbers are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Elapsed hours.
    Hours,
    /// Days.
    Days,
    /// Weeks.
    Weeks,
    /// Calendar months.
    Months,
    /// Calendar years.
    Years,
    /// Things: admissions, contacts, people.
    Count,
}

impl Measure {
    /// The word for it in files and API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Hours => "hours",
            Self::Days => "days",
            Self::Weeks => "weeks",
            Self::Months => "months",
            Self::Years => "years",
            Self::Count => "count",
        }
    }
}

/// What a threshold may be set to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// A whole number.
    Number {
        /// Of what.
        of: Measure,
        /// The smallest that is accepted.
        least: i64,
        /// The largest that is accepted.
        most: i64,
        /// Whether it may be without a limit.
        or_never: bool,
    },
    /// A share.
    Share {
        /// The smallest that is accepted.
        least: f64,
        /// The largest that is accepted.
        most: f64,
        /// Whether it is an index, which people read as it is, and not in percent.
        is_index: bool,
    },
    /// Yes or no.
    YesNo,
    /// At least one inpatient setting, each once.
    Settings,
}

/// One threshold.
#[derive(Debug, Clone, Copy)]
pub struct Threshold {
    /// Its key in files, API and commands; `ack_hours.shift` is a key within `ack_hours`.
    pub key: &'static str,
    /// The rule it belongs to, [`COMMON`] or [`PLANNING`].
    pub group: &'static str,
    /// What is accepted.
    pub kind: Kind,
    read: fn(&Policy) -> Amount,
    write: fn(&mut Policy, &Amount) -> Option<()>,
}

impl Threshold {
    /// The threshold with a key.
    pub fn find(key: &str) -> Option<&'static Self> {
        THRESHOLDS.iter().find(|threshold| threshold.key == key)
    }

    /// What a policy sets it to.
    pub fn of(&self, policy: &Policy) -> Amount {
        (self.read)(policy)
    }

    /// Sets it; `false`, and nothing changed, when the amount is of another kind.
    pub fn set(&self, policy: &mut Policy, amount: &Amount) -> bool {
        (self.write)(policy, amount).is_some()
    }

    /// The key in words of a language's texts: `.` is no letter there.
    pub fn text_key(&self) -> String {
        self.key.replace('.', "-")
    }
}

/// A field of [`Policy`], read and written as an amount.
trait Field {
    fn read(&self) -> Amount;
    fn write(&mut self, amount: &Amount) -> Option<()>;
}

macro_rules! numbers {
    ($($number:ty),+) => {$(
        impl Field for $number {
            fn read(&self) -> Amount {
                Amount::Number(i64::try_from(*self).unwrap_or(i64::MAX))
            }

            fn write(&mut self, amount: &Amount) -> Option<()> {
                match amount {
                    Amount::Number(number) => Self::try_from(*number).ok().map(|n| *self = n),
                    _ => None,
                }
            }
        }
    )+};
}

numbers!(i64, i32, u32, usize);

impl Field for Option<i32> {
    fn read(&self) -> Amount {
        self.map_or(Amount::Never, |number| number.read())
    }

    fn write(&mut self, amount: &Amount) -> Option<()> {
        *self = match amount {
            Amount::Never => None,
            Amount::Number(number) => Some(i32::try_from(*number).ok()?),
            _ => return None,
        };
        Some(())
    }
}

impl Field for f64 {
    fn read(&self) -> Amount {
        Amount::Share(*self)
    }

    fn write(&mut self, amount: &Amount) -> Option<()> {
        match amount {
            Amount::Share(share) => *self = *share,
            _ => return None,
        }
        Some(())
    }
}

impl Field for bool {
    fn read(&self) -> Amount {
        Amount::YesNo(*self)
    }

    fn write(&mut self, amount: &Amount) -> Option<()> {
        match amount {
            Amount::YesNo(yes) => *self = *yes,
            _ => return None,
        }
        Some(())
    }
}

impl Field for Vec<Setting> {
    fn read(&self) -> Amount {
        Amount::Settings(self.clone())
    }

    fn write(&mut self, amount: &Amount) -> Option<()> {
        match amount {
            Amount::Settings(settings) => self.clone_from(settings),
            _ => return None,
        }
        Some(())
    }
}

macro_rules! kind {
    (yes_no) => {
        Kind::YesNo
    };
    (settings) => {
        Kind::Settings
    };
    (share $least:literal to $most:literal) => {
        Kind::Share {
            least: $least,
            most: $most,
            is_index: false,
        }
    };
    (index $least:literal to $most:literal) => {
        Kind::Share {
            least: $least,
            most: $most,
            is_index: true,
        }
    };
    ($of:ident $least:literal to $most:literal) => {
        Kind::Number {
            of: Measure::$of,
            least: $least,
            most: $most,
            or_never: false,
        }
    };
    ($of:ident $least:literal to $most:literal or never) => {
        Kind::Number {
            of: Measure::$of,
            least: $least,
            most: $most,
            or_never: true,
        }
    };
}

macro_rules! thresholds {
    ($($group:ident { $($field:ident $(. $part:ident)? : ($($kind:tt)+),)+ })+) => {
        /// Every threshold, by group and in the order in which people read them.
        pub const THRESHOLDS: &[Threshold] = &[$($(
            Threshold {
                key: concat!(stringify!($field) $(, ".", stringify!($part))?),
                group: stringify!($group),
                kind: kind!($($kind)+),
                read: |policy| Field::read(&policy.$field$(.$part)?),
                write: |policy, amount| Field::write(&mut policy.$field$(.$part)?, amount),
            },
        )+)+];
    };
}

thresholds! {
    common {
        gap_hours: (Hours 0 to 168),
        counted_settings: (settings),
        count_patient_controlled: (yes_no),
        count_messages: (yes_no),
        contact_days: (Days 30 to 1825),
        joint_before_days: (Days 0 to 182),
        joint_after_days: (Days 0 to 91),
    }
    extensive_hospitalisation {
        more_than_admissions: (Count 1 to 100),
        more_than_weeks: (Weeks 1 to 260),
        ext_recency_years: (Years 1 to 50 or never),
    }
    tipping_point {
        tipping_at: (Count 2 to 100),
        tipping_active_days: (Days 1 to 730),
    }
    high_clinician_turnover {
        turnover_distinct: (Count 2 to 50),
        turnover_info_distinct: (Count 2 to 50),
        turnover_window_days: (Days 7 to 365),
        cover_max_hours: (Hours 0 to 720),
        turnover_settled_days: (Days 1 to 365),
        turnover_tail_days: (Days 0 to 365),
    }
    fragmented_care {
        frag_teams: (Count 2 to 100),
        frag_moves: (Count 2 to 200),
        frag_coc_below: (index 0.0 to 1.0),
        frag_min_contacts: (Count 2 to 200),
        frag_days: (Days 30 to 1825),
        frag_review_days: (Days 1 to 1825),
    }
    abrupt_ending {
        abrupt_min_days: (Days 1 to 1825),
        abrupt_min_contacts: (Count 1 to 200),
        abrupt_lookback_days: (Days 1 to 730),
        abrupt_mutes_days: (Days 0 to 365),
    }
    lapsed_maintenance {
        maint_grace_days: (Days 0 to 182),
    }
    no_follow_up_72h {
        fu_days_1: (Days 1 to 30),
    }
    no_follow_up_7d {
        fu_days_2: (Days 2 to 60),
        fu_close_days: (Days 3 to 365),
    }
    readmission_30d {
        readmit_days: (Days 1 to 365),
    }
    no_crisis_plan {
        crisis_lookback_years: (Years 1 to 20),
        crisis_review_days: (Days 30 to 1825),
        crisis_ask_again_months: (Months 1 to 60),
    }
    pca_not_considered {
        pca_lookback_years: (Years 1 to 20),
    }
    no_named_contact {
        named_gap_days: (Days 1 to 182),
        named_gap_inpatient_days: (Days 1 to 60),
    }
    no_coordinator {
        coord_overlap_days: (Days 1 to 365),
    }
    handover_unacknowledged {
        ack_hours.shift: (Hours 1 to 72),
        ack_hours.ward_transfer: (Hours 1 to 336),
        ack_hours.discharge_to_community: (Hours 1 to 720),
        ack_hours.professional_to_professional: (Hours 1 to 1440),
        ack_hours.temporary_cover: (Hours 1 to 336),
    }
    rupture_unresolved {
        rupture_days: (Days 1 to 182),
        rupture_inpatient_days: (Days 1 to 182),
    }
    alliance_drop {
        alliance_drop_share: (share 0.01 to 1.0),
    }
    upcoming_loss {
        loss_horizon_days: (Days 1 to 365),
        loss_attention_days: (Days 0 to 365),
        loss_urgent_days: (Days 0 to 365),
        loss_share: (share 0.01 to 1.0),
    }
    coercion_without_debrief {
        debrief_days: (Days 1 to 90),
        debrief_again_days: (Days 1 to 182),
    }
    seclusion_many_staff {
        secl_min_days: (Days 1 to 90),
        secl_min_visits: (Count 3 to 200),
        secl_top3_below: (share 0.0 to 1.0),
        secl_recent_days: (Days 1 to 90),
    }
    request_unanswered {
        request_days: (Days 1 to 182),
    }
    narrative_unread {
        narrative_hours: (Hours 1 to 720),
    }
    single_thread {
        single_share: (share 0.01 to 1.0),
        single_min_contacts: (Count 1 to 200),
    }
    planning {
        caseload_limit: (Count 1 to 500),
    }
}
