//! The thresholds in force. Every one is local: a service may change it with a reason, and a flag
//! keeps the version under which it was raised.

mod book;
mod change;
mod check;
pub mod preview;
mod table;

pub use book::{InForce, PolicyBook, PolicyVersion, unit_of};
pub use change::Change;
pub use check::{Expected, Fault, ORDERS, Order};
pub use table::{Amount, COMMON, Kind, Measure, PLANNING, THRESHOLDS, Threshold};

use serde::{Deserialize, Serialize};

use crate::domain::vocabulary::{HandoverType, Setting, SettingClass};

/// All thresholds, with their defaults. Unknown keys are refused.
///
/// Where no source is named, the default is a design decision of this project.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Policy {
    /// Longest elapsed hours between ward stays of one admission.
    pub gap_hours: i64,
    /// Settings whose admissions count in `extensive_hospitalisation`, `tipping_point` and
    /// `readmission_30d`.
    pub counted_settings: Vec<Setting>,
    /// Whether patient-controlled admissions count there. They should not: 57 patients with such
    /// agreements went from 203 to 498 admissions while their bed days fell by more than half.
    pub count_patient_controlled: bool,
    /// Whether text messages count as contacts.
    pub count_messages: bool,
    /// Days that "recent" contacts reach back: the window of the shares in `upcoming_loss` and
    /// `single_thread`.
    pub contact_days: i64,

    /// `extensive_hospitalisation`: more admissions than this in a sliding year (Wang-Iversen et
    /// al., BMC Psychiatry 2025;25:424, who leave the number to local context).
    pub more_than_admissions: usize,
    /// `extensive_hospitalisation`: more successive weeks than this in one admission (same source).
    pub more_than_weeks: i64,
    /// `extensive_hospitalisation`: years after which it ages out; `None` never.
    pub ext_recency_years: Option<i32>,

    /// `tipping_point`: the counted admission that tips (alliance weakens with three or more
    /// hospitalisations: Prince, J Nerv Ment Dis 2007).
    pub tipping_at: usize,
    /// `tipping_point`: days it stays open.
    pub tipping_active_days: i64,

    /// `high_clinician_turnover`: length of the window in days.
    pub turnover_window_days: i64,
    /// `high_clinician_turnover`: distinct responsible clinicians for `attention`.
    pub turnover_distinct: usize,
    /// `high_clinician_turnover`: distinct responsible clinicians for `info`.
    pub turnover_info_distinct: usize,
    /// `high_clinician_turnover`: temporary cover up to this many hours is left out.
    pub cover_max_hours: i64,
    /// `high_clinician_turnover`: days after discharge that it stays.
    pub turnover_tail_days: i64,
    /// `high_clinician_turnover`: a present clinician of more than this many days clears it.
    pub turnover_settled_days: i64,

    /// `fragmented_care`: length of the window in days.
    pub frag_days: i64,
    /// `fragmented_care`: distinct teams.
    pub frag_teams: usize,
    /// `fragmented_care`: setting moves.
    pub frag_moves: usize,
    /// `fragmented_care`: COC below this, in 0..1.
    pub frag_coc_below: f64,
    /// `fragmented_care`: contacts from which COC is read.
    pub frag_min_contacts: usize,
    /// `fragmented_care`: days for which a relational review answers it.
    pub frag_review_days: i64,

    /// `abrupt_ending`: days a relationship lasted to matter.
    pub abrupt_min_days: i64,
    /// `abrupt_ending`: contacts it held to matter.
    pub abrupt_min_contacts: usize,
    /// `abrupt_ending`: days after the end that it stays.
    pub abrupt_lookback_days: i64,
    /// `abrupt_ending`: days after the end for which it stands for `no_named_contact` too.
    pub abrupt_mutes_days: i64,
    /// Days before an end from which a joint contact belongs to it.
    pub joint_before_days: i64,
    /// Days after an end up to which a joint contact belongs to it.
    pub joint_after_days: i64,

    /// `lapsed_maintenance`: days of grace after the agreed interval.
    pub maint_grace_days: i64,

    /// `no_follow_up_72h`: last day after discharge on which a contact is in time (NHS England's
    /// standard: 72 hours).
    pub fu_days_1: i64,
    /// `no_follow_up_7d`: last day after discharge on which a contact is in time.
    pub fu_days_2: i64,
    /// `no_follow_up_7d`: last day after discharge on which it stays open.
    pub fu_close_days: i64,

    /// `readmission_30d`: longest gap in days, and days after discharge that it stays.
    pub readmit_days: i64,

    /// `no_named_contact`: days without one.
    pub named_gap_days: i64,
    /// `no_named_contact`: days without one while admitted.
    pub named_gap_inpatient_days: i64,

    /// `handover_unacknowledged`: hours to acknowledge.
    pub ack_hours: AckHours,

    /// `upcoming_loss`: days ahead that it looks.
    pub loss_horizon_days: i64,
    /// `upcoming_loss`: days left from which it needs attention.
    pub loss_attention_days: i64,
    /// `upcoming_loss`: days left from which it is urgent, if the patient marked the relationship.
    pub loss_urgent_days: i64,
    /// `upcoming_loss`: share of contacts that makes an unmarked relationship count, in 0..1.
    pub loss_share: f64,

    /// `no_crisis_plan`: years that an inpatient stay asks for a plan.
    pub crisis_lookback_years: i32,
    /// `no_crisis_plan`: days after which a plan must be gone through again.
    pub crisis_review_days: i64,
    /// `no_crisis_plan`: months after which a patient who wanted none is asked again.
    pub crisis_ask_again_months: u32,

    /// `pca_not_considered`: years for which a decision answers it.
    pub pca_lookback_years: i32,

    /// `no_coordinator`: days of two teams at once that ask for a coordinator.
    pub coord_overlap_days: i64,

    /// `rupture_unresolved`: days a rupture may stay open.
    pub rupture_days: i64,
    /// `rupture_unresolved`: days a rupture may stay open while admitted.
    pub rupture_inpatient_days: i64,

    /// `alliance_drop`: fall below the median of the scores before, as a share of the instrument's
    /// range, in 0..1. Pragmatic: no validated reliable change index for wards.
    pub alliance_drop_share: f64,

    /// `coercion_without_debrief`: days within which a conversation is to be offered.
    pub debrief_days: i64,
    /// `coercion_without_debrief`: days after which a declined offer is made once more.
    pub debrief_again_days: i64,

    /// `seclusion_many_staff`: days of seclusion from which staff are counted.
    pub secl_min_days: i64,
    /// `seclusion_many_staff`: share of visits by the three most frequent staff below which there
    /// were too many, in 0..1.
    pub secl_top3_below: f64,
    /// `seclusion_many_staff`: visits from which the share is read.
    pub secl_min_visits: usize,
    /// `seclusion_many_staff`: days over which a small team settles it.
    pub secl_recent_days: i64,

    /// `request_unanswered`: days for an answer.
    pub request_days: i64,

    /// `narrative_unread`: elapsed hours of a stay within which shared words are to be read.
    pub narrative_hours: i64,

    /// `single_thread`: share of contacts that one relationship holds, in 0..1.
    pub single_share: f64,
    /// `single_thread`: contacts from which the share is read.
    pub single_min_contacts: usize,

    /// The most patients that somebody is to be the named contact of, where nothing else was agreed with them:
    /// whoever plans a departure is not proposed to go beyond it.
    pub caseload_limit: usize,
}

/// Elapsed hours within which a handover should be acknowledged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AckHours {
    /// Between shifts.
    pub shift: i64,
    /// Between wards.
    pub ward_transfer: i64,
    /// From a ward to the community.
    pub discharge_to_community: i64,
    /// From one professional to the next, for good.
    pub professional_to_professional: i64,
    /// From one professional to another, for a time.
    pub temporary_cover: i64,
}

impl Default for AckHours {
    fn default() -> Self {
        Self {
            shift: 2,
            ward_transfer: 24,
            discharge_to_community: 72,
            professional_to_professional: 7 * 24,
            temporary_cover: 24,
        }
    }
}

impl AckHours {
    /// The hours for a type of handover.
    pub const fn of(&self, kind: HandoverType) -> i64 {
        match kind {
            HandoverType::Shift => self.shift,
            HandoverType::WardTransfer => self.ward_transfer,
            HandoverType::DischargeToCommunity => self.discharge_to_community,
            HandoverType::ProfessionalToProfessional => self.professional_to_professional,
            HandoverType::TemporaryCover => self.temporary_cover,
        }
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            gap_hours: 24,
            counted_settings: Setting::ALL
                .iter()
                .copied()
                .filter(|setting| setting.class() == SettingClass::Inpatient)
                .collect(),
            count_patient_controlled: false,
            count_messages: false,
            contact_days: 365,
            more_than_admissions: 4,
            more_than_weeks: 4,
            ext_recency_years: Some(2),
            tipping_at: 3,
            tipping_active_days: 90,
            turnover_window_days: 30,
            turnover_distinct: 4,
            turnover_info_distinct: 3,
            cover_max_hours: 72,
            turnover_tail_days: 30,
            turnover_settled_days: 14,
            frag_days: 365,
            frag_teams: 5,
            frag_moves: 6,
            frag_coc_below: 0.2,
            frag_min_contacts: 10,
            frag_review_days: 180,
            abrupt_min_days: 90,
            abrupt_min_contacts: 6,
            abrupt_lookback_days: 90,
            abrupt_mutes_days: 14,
            joint_before_days: 28,
            joint_after_days: 14,
            maint_grace_days: 14,
            fu_days_1: 3,
            fu_days_2: 7,
            fu_close_days: 30,
            readmit_days: 30,
            named_gap_days: 7,
            named_gap_inpatient_days: 3,
            ack_hours: AckHours::default(),
            loss_horizon_days: 90,
            loss_attention_days: 42,
            loss_urgent_days: 14,
            loss_share: 0.5,
            crisis_lookback_years: 2,
            crisis_review_days: 365,
            crisis_ask_again_months: 6,
            pca_lookback_years: 2,
            coord_overlap_days: 28,
            rupture_days: 14,
            rupture_inpatient_days: 7,
            alliance_drop_share: 0.1,
            debrief_days: 7,
            debrief_again_days: 14,
            secl_min_days: 3,
            secl_top3_below: 0.5,
            secl_min_visits: 12,
            secl_recent_days: 3,
            request_days: 14,
            narrative_hours: 72,
            single_share: 0.8,
            single_min_contacts: 4,
            caseload_limit: 30,
        }
    }
}
