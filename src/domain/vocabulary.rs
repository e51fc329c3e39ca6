//! The field's words as closed enums: what a setting, a kind of relationship or a reason for an
//! ending may be called, in code, schema, files and API alike.
//!
//! Source of the lists: the product's vocabulary (settings, professions, relationship kinds and
//! ending reasons after Wang-Iversen et al., BMC Psychiatry 2025;25:424, and Norwegian service law).

use std::fmt;

/// A code that is not in the vocabulary. It names what was expected and never repeats the value,
/// which may hold patient data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a known {vocabulary}; accepted: {}", accepted.join(", "))]
pub struct UnknownCode {
    /// The vocabulary that was consulted, in words ("setting", "relationship kind").
    pub vocabulary: &'static str,
    /// Every code that would have been accepted.
    pub accepted: &'static [&'static str],
}

macro_rules! vocabulary {
    ($($(#[$doc:meta])* $name:ident, $words:literal { $($(#[$vdoc:meta])* $variant:ident = $code:literal),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$vdoc])* #[doc = concat!("`", $code, "`")] $variant),+
        }

        impl $name {
            /// Every member, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// Every code, in the order of the list.
            pub const CODES: &'static [&'static str] = &[$($code),+];

            /// The code used in files, schema and API.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code),+
                }
            }
        }

        impl std::str::FromStr for $name {
            type Err = UnknownCode;

            fn from_str(code: &str) -> Result<Self, UnknownCode> {
                match code {
                    $($code => Ok(Self::$variant),)+
                    _ => Err(UnknownCode { vocabulary: $words, accepted: Self::CODES }),
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.code())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let code = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                code.parse().map_err(serde::de::Error::custom)
            }
        }
    )+};
}

vocabulary! {
    /// Where care happens.
    Setting, "setting" {
        AcuteWard = "acute_ward",
        SubacuteWard = "subacute_ward",
        ForensicUnit = "forensic_unit",
        RehabWard = "rehab_ward",
        CommunityMentalHealthCentre = "community_mental_health_centre",
        DpsInpatient = "dps_inpatient",
        OutpatientClinic = "outpatient_clinic",
        DayUnit = "day_unit",
        AssertiveOutreach = "assertive_outreach",
        CrisisResolutionTeam = "crisis_resolution_team",
        EmergencyRoom = "emergency_room",
        DrugRehabilitation = "drug_rehabilitation",
        PatientControlledBed = "patient_controlled_bed",
        PrivateInstitution = "private_institution",
        MunicipalHousing = "municipal_housing",
        MunicipalTeam = "municipal_team",
        GpPractice = "gp_practice",
        Camhs = "camhs",
        PrivateSpecialist = "private_specialist",
        PeerMeetingPlace = "peer_meeting_place",
        Home = "home",
        Prison = "prison",
        GeneralHospital = "general_hospital",
    }

    /// What a setting is to a patient's path.
    SettingClass, "class of setting" {
        /// Treatment periods here form admissions.
        Inpatient = "inpatient",
        /// Neither an admission nor follow-up.
        Emergency = "emergency",
        /// Contacts here form the sequence of the indices and count as follow-up.
        Community = "community",
        /// Neither an admission nor follow-up.
        Other = "other",
    }

    /// What a professional is by training or function.
    Profession, "profession" {
        Psychiatrist = "psychiatrist",
        ResidentDoctor = "resident_doctor",
        Psychologist = "psychologist",
        PsychiatricNurse = "psychiatric_nurse",
        Nurse = "nurse",
        SocialEducator = "social_educator",
        MilieuTherapist = "milieu_therapist",
        HealthcareAssistant = "healthcare_assistant",
        SocialWorker = "social_worker",
        OccupationalTherapist = "occupational_therapist",
        Physiotherapist = "physiotherapist",
        Gp = "gp",
        PeerWorker = "peer_worker",
        Chaplain = "chaplain",
        Coordinator = "coordinator",
        TeamLeader = "team_leader",
        /// Not told by the source, or not in this list.
        Other = "other",
    }

    /// What a professional (or another person) is to one patient.
    RelationshipKind, "relationship kind" {
        ResponsibleClinician = "responsible_clinician",
        ContactDoctorPsychologist = "contact_doctor_psychologist",
        Therapist = "therapist",
        PrimaryNurse = "primary_nurse",
        ContactPerson = "contact_person",
        CaseManager = "case_manager",
        Coordinator = "coordinator",
        Gp = "gp",
        PeerWorker = "peer_worker",
        MedicationResponsible = "medication_responsible",
        /// Imported, role unknown; not a named contact.
        TeamMember = "team_member",
        /// Responsible for decisions on compulsion; kept apart from helping relationships.
        DecisionMaker = "decision_maker",
        /// Someone the patient names, professional or not.
        TrustedPerson = "trusted_person",
        NextOfKin = "next_of_kin",
        Guardian = "guardian",
        Advocate = "advocate",
    }

    /// How present a relationship is meant to be.
    RelationshipMode, "relationship mode" {
        Active = "active",
        /// Kept alive by rare, agreed contacts.
        Maintenance = "maintenance",
        OnCall = "on_call",
        Dormant = "dormant",
    }

    /// Why a relationship ended.
    EndReason, "end reason of a relationship" {
        AgreedCompletion = "agreed_completion",
        Discharge = "discharge",
        TransferUnit = "transfer_unit",
        TransferTeam = "transfer_team",
        /// Age, catchment area or diagnosis.
        ServiceBoundary = "service_boundary",
        RotaChange = "rota_change",
        RotationEnd = "rotation_end",
        Leave = "leave",
        ProfessionalLeft = "professional_left",
        Retired = "retired",
        TeamReorganised = "team_reorganised",
        PatientChoice = "patient_choice",
        MismatchAgreed = "mismatch_agreed",
        ProfessionalRequest = "professional_request",
        LostContact = "lost_contact",
        PatientMoved = "patient_moved",
        PatientDied = "patient_died",
        ProfessionalDied = "professional_died",
        Unknown = "unknown",
    }

    /// How an inpatient treatment period came about.
    AdmissionKind, "admission kind" {
        Unplanned = "unplanned",
        Planned = "planned",
        /// The patient's own decision under an agreement (brukerstyrt innleggelse).
        PatientControlled = "patient_controlled",
    }

    /// Where a treatment period led.
    PeriodEndReason, "end reason of a treatment period" {
        Home = "home",
        OtherWard = "other_ward",
        OtherService = "other_service",
        OwnWish = "own_wish",
        LeftWithoutAgreement = "left_without_agreement",
        Died = "died",
        Unknown = "unknown",
    }

    /// How a contact was held.
    ContactMode, "contact mode" {
        InPerson = "in_person",
        Video = "video",
        Phone = "phone",
        HomeVisit = "home_visit",
        Message = "message",
    }

    /// What became of a contact.
    ContactStatus, "contact status" {
        Attended = "attended",
        NoShow = "no_show",
        Cancelled = "cancelled",
        /// In the future: a booking.
        Planned = "planned",
    }

    /// What a contact was for.
    ContactPurpose, "contact purpose" {
        Treatment = "treatment",
        Therapy = "therapy",
        Assessment = "assessment",
        /// Patient with the outgoing and the incoming professional.
        JointMeeting = "joint_meeting",
        Farewell = "farewell",
        NetworkMeeting = "network_meeting",
        Shift = "shift",
        Other = "other",
    }

    /// What is passed on, and between whom.
    HandoverType, "handover type" {
        Shift = "shift",
        WardTransfer = "ward_transfer",
        DischargeToCommunity = "discharge_to_community",
        ProfessionalToProfessional = "professional_to_professional",
        TemporaryCover = "temporary_cover",
    }

    /// How a handover was made.
    HandoverGrade, "handover grade" {
        None = "none",
        Written = "written",
        Spoken = "spoken",
        /// In a joint contact with the patient.
        Warm = "warm",
    }

    /// How closely the receiver should look.
    HandoverSeverity, "handover severity" {
        Settled = "settled",
        Watch = "watch",
        Acute = "acute",
    }

    /// What those who belong to a patient are told at once.
    NewsKind, "kind of news" {
        /// To a ward.
        Admitted = "admitted",
        /// From one ward to another.
        Transferred = "transferred",
        /// From the last ward.
        Discharged = "discharged",
        /// Nobody wrote down that the patient is back from leave.
        LeaveOverstayed = "leave_overstayed",
        /// Nobody accepted a handover in time.
        HandoverUnaccepted = "handover_unaccepted",
    }

    /// How somebody hears by e-mail of what they are told at once.
    NewsMail, "e-mail about news" {
        None = "none",
        /// In the daily digest.
        Digest = "digest",
        AtOnce = "at_once",
    }

    /// Where a handover is in its life cycle.
    HandoverState, "handover state" {
        Draft = "draft",
        Offered = "offered",
        Accepted = "accepted",
        Questioned = "questioned",
        Returned = "returned",
        Done = "done",
        Withdrawn = "withdrawn",
        Expired = "expired",
    }

    /// What was offered in a decision.
    DecisionSubject, "decision subject" {
        Coordinator = "coordinator",
        CrisisPlan = "crisis_plan",
        PatientControlledAdmission = "patient_controlled_admission",
        FollowUp = "follow_up",
        Debrief = "debrief",
        IndividualPlan = "individual_plan",
        KnownPersonContact = "known_person_contact",
    }

    /// What was answered.
    DecisionOutcome, "decision outcome" {
        Agreed = "agreed",
        DeclinedByPatient = "declined_by_patient",
        NotOffered = "not_offered",
    }

    /// What a restrictive measure does (psykisk helsevernloven chapter 4, in general words).
    MeasureKind, "kind of measure" {
        Seclusion = "seclusion",
        InvoluntaryMedication = "involuntary_medication",
        MechanicalRestraint = "mechanical_restraint",
        Holding = "holding",
        Isolation = "isolation",
        ContactLimits = "contact_limits",
        Search = "search",
    }

    /// What became of an offered conversation about a measure; not recorded is offered only.
    DebriefOutcome, "debrief outcome" {
        Held = "held",
        Declined = "declined",
    }

    /// What a plan or agreement is.
    PlanKind, "kind of plan" {
        CrisisPlan = "crisis_plan",
        SafetyPlan = "safety_plan",
        IndividualPlan = "individual_plan",
        PatientControlledAdmissionAgreement = "patient_controlled_admission_agreement",
        AdvanceStatement = "advance_statement",
    }

    /// From where a crisis plan was opened.
    PlanOrigin, "origin of an opening" {
        /// From a ward's board.
        Board = "board",
        /// By a broken glass.
        Glass = "glass",
        /// By somebody at an emergency unit.
        Emergency = "emergency",
        /// While the patient was admitted.
        Admitted = "admitted",
        /// From elsewhere.
        Page = "page",
    }

    /// Whether a crisis plan was followed in a crisis.
    PlanFollowed, "whether a plan was followed" {
        Yes = "yes",
        Partly = "partly",
        No = "no",
    }

    /// What the service answered to a request.
    RequestAnswer, "answer to a request" {
        Yes = "yes",
        Partly = "partly",
        No = "no",
    }

    /// How a working relationship broke (after the rupture resolution literature; `institutional`
    /// is this project's: the frame broke it).
    RuptureType, "type of rupture" {
        /// Moving away, or appeasing.
        Withdrawal = "withdrawal",
        /// Moving against.
        Confrontation = "confrontation",
        Mixed = "mixed",
        /// Caused by the rota, a decision on compulsion, a discharge under pressure.
        Institutional = "institutional",
    }

    /// Who noticed a rupture.
    NoticedBy, "who noticed a rupture" {
        Patient = "patient",
        Professional = "professional",
        Third = "third",
    }

    /// Where a rupture is.
    RuptureStatus, "status of a rupture" {
        Open = "open",
        Repaired = "repaired",
        AgreedToDiffer = "agreed_to_differ",
        /// The patient chose to end the relationship.
        PatientEnded = "patient_ended",
        /// The patient does not want to pursue it.
        NotPursued = "not_pursued",
    }

    /// What a narrative entry tells.
    NarrativeKind, "kind of narrative entry" {
        WhatMatters = "what_matters",
        SeenAndHeard = "seen_and_heard",
        PositiveEncounter = "positive_encounter",
        DisappointingEncounter = "disappointing_encounter",
        HelpedInCrisis = "helped_in_crisis",
        DidNotHelp = "did_not_help",
        NextProfessional = "next_professional",
        EarlySigns = "early_signs",
        PeopleITrust = "people_i_trust",
        OutsideCrisis = "outside_crisis",
        Promise = "promise",
        Ending = "ending",
        TurningPoint = "turning_point",
        /// The patient sees something otherwise than whoever recorded it: an annotation.
        SeesDifferently = "sees_differently",
    }

    /// Whose words a narrative entry holds.
    Authorship, "authorship" {
        /// Typed by the patient, or words that the patient confirmed.
        PatientVerbatim = "patient_verbatim",
        ToldToStaff = "told_to_staff",
        NextOfKin = "next_of_kin",
        CoWritten = "co_written",
        RecordingTranscript = "recording_transcript",
    }

    /// How precisely the time of what a narrative entry tells is known.
    Precision, "precision of a date" {
        Day = "day",
        Month = "month",
        Season = "season",
        Year = "year",
        Approximate = "approximate",
    }

    /// Administrative sex as the source records it.
    Sex, "sex" {
        Female = "female",
        Male = "male",
        Other = "other",
        Unknown = "unknown",
    }

    /// How soon someone should look. Never a grade of the patient.
    Severity, "severity" {
        /// A marker of context, no task.
        Info = "info",
        /// Someone should look within days.
        Attention = "attention",
        /// Today.
        Urgent = "urgent",
    }

    /// What an account may do.
    Role, "role" {
        CareCoordinator = "care_coordinator",
        WardStaff = "ward_staff",
        ServiceManager = "service_manager",
        Administrator = "administrator",
        PrivacyOfficer = "privacy_officer",
    }

    /// What a flag is to those who read it.
    FlagKind, "kind of flag" {
        /// Something the service has not done.
        Gap = "gap",
        /// Something good that is within reach now.
        Opportunity = "opportunity",
    }

    /// What people did with a flag. A flag whose condition is gone is `cleared`, unless someone had
    /// settled it before.
    FlagState, "state of a flag" {
        Open = "open",
        Acknowledged = "acknowledged",
        Snoozed = "snoozed",
        Resolved = "resolved",
        NotApplicable = "not_applicable",
        Cleared = "cleared",
    }

    /// Who owns the task a flag makes.
    OwnerRole, "owner role" {
        NamedContact = "named_contact",
        ResponsibleClinician = "responsible_clinician",
        Coordinator = "coordinator",
        /// The unit's staff together.
        UnitPool = "unit_pool",
        /// The professional or unit a handover was offered to.
        Receiver = "receiver",
        /// The professional whose relationship with the patient the flag is about.
        RelationshipHolder = "relationship_holder",
        /// Who is to answer a request.
        Decider = "decider",
    }

    /// Why a glass is broken.
    GlassReason, "reason to break the glass" {
        DangerToLife = "danger_to_life",
        InNeedOfCareHere = "in_need_of_care_here",
        AskedByPatient = "asked_by_patient",
        StandingIn = "standing_in",
        LegalDuty = "legal_duty",
        Other = "other",
    }

    /// What the privacy officer found of a broken glass.
    GlassOutcome, "outcome of a review" {
        Justified = "justified",
        Unclear = "unclear",
        NotJustified = "not_justified",
    }

    /// Where a planned arrival is.
    ArrivalState, "state of an arrival" {
        Expected = "expected",
        Arrived = "arrived",
        Declined = "declined",
        Withdrawn = "withdrawn",
    }
}

impl Setting {
    /// The class of this setting.
    pub const fn class(self) -> SettingClass {
        match self {
            Self::AcuteWard
            | Self::SubacuteWard
            | Self::ForensicUnit
            | Self::RehabWard
            | Self::DpsInpatient
            | Self::PatientControlledBed
            | Self::DrugRehabilitation
            | Self::PrivateInstitution
            | Self::GeneralHospital => SettingClass::Inpatient,
            Self::EmergencyRoom => SettingClass::Emergency,
            Self::OutpatientClinic
            | Self::DayUnit
            | Self::AssertiveOutreach
            | Self::CrisisResolutionTeam
            | Self::CommunityMentalHealthCentre
            | Self::MunicipalTeam
            | Self::GpPractice
            | Self::Camhs
            | Self::PrivateSpecialist => SettingClass::Community,
            Self::MunicipalHousing | Self::Home | Self::Prison | Self::PeerMeetingPlace => {
                SettingClass::Other
            }
        }
    }

    /// Whether this is a psychiatric bed: inpatient, and not the general hospital.
    pub const fn is_psychiatric_bed(self) -> bool {
        matches!(self.class(), SettingClass::Inpatient) && !matches!(self, Self::GeneralHospital)
    }

    /// Whether staff here share caseloads on purpose, so that a rule about fragmentation reads the
    /// whole unit as one provider.
    pub const fn shares_caseload(self) -> bool {
        matches!(self, Self::AssertiveOutreach | Self::CrisisResolutionTeam)
    }
}

impl RelationshipKind {
    /// Whether the holder is the patient's named contact: the person who is supposed to be theirs.
    /// A primary nurse is one only while the patient is admitted.
    pub const fn is_named_contact(self, admitted: bool) -> bool {
        match self {
            Self::ContactPerson
            | Self::Therapist
            | Self::CaseManager
            | Self::ContactDoctorPsychologist => true,
            Self::PrimaryNurse => admitted,
            _ => false,
        }
    }

    /// Whether this is a helping relationship: one that carries treatment or support, rather than
    /// formal responsibility, decisions on compulsion, or kin.
    pub const fn is_helping(self) -> bool {
        !matches!(
            self,
            Self::ResponsibleClinician
                | Self::DecisionMaker
                | Self::NextOfKin
                | Self::Guardian
                | Self::TrustedPerson
        )
    }
}

impl EndReason {
    /// Whether an ending for this reason needs no goodbye from the service: the patient completed,
    /// chose, moved or died.
    pub const fn needs_no_goodbye(self) -> bool {
        matches!(
            self,
            Self::AgreedCompletion | Self::PatientChoice | Self::PatientDied | Self::PatientMoved
        )
    }
}
