//! The files of the format: their names and their columns.

use crate::domain::intake::Kind;

/// A column of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Name in the header row.
    pub name: &'static str,
    /// Whether the column must be there and never empty.
    pub required: bool,
}

/// A file of the format.
#[derive(Debug, PartialEq, Eq)]
pub struct Table {
    /// What its rows are.
    pub kind: Kind,
    /// Its name, `units.csv`.
    pub file_name: &'static str,
    /// Its columns, in the order in which they are written.
    pub columns: &'static [Column],
}

const fn required(name: &'static str) -> Column {
    Column {
        name,
        required: true,
    }
}

const fn optional(name: &'static str) -> Column {
    Column {
        name,
        required: false,
    }
}

/// Every file that is read and written, in the order in which kinds must be stored.
pub static TABLES: [Table; 20] = [
    Table {
        kind: Kind::Unit,
        file_name: "units.csv",
        columns: &[
            required("id"),
            required("name"),
            required("setting"),
            optional("parent_id"),
            optional("time_zone"),
            optional("beds"),
        ],
    },
    Table {
        kind: Kind::Professional,
        file_name: "professionals.csv",
        columns: &[required("id"), required("name"), required("profession")],
    },
    Table {
        kind: Kind::Employment,
        file_name: "employments.csv",
        columns: &[
            required("professional_id"),
            required("unit_id"),
            required("from"),
            optional("to"),
            optional("planned_end"),
            optional("is_locum"),
            optional("caseload_limit"),
        ],
    },
    Table {
        kind: Kind::Patient,
        file_name: "patients.csv",
        columns: &[
            required("id"),
            optional("identifiers"),
            optional("family_name"),
            optional("given_name"),
            optional("birth_date"),
            optional("sex"),
            optional("language"),
            optional("in_service_from"),
            optional("in_service_to"),
            optional("deceased_at"),
            optional("recorded_at"),
        ],
    },
    Table {
        kind: Kind::TreatmentPeriod,
        file_name: "treatment_periods.csv",
        columns: &[
            required("id"),
            required("patient_id"),
            required("unit_id"),
            required("from"),
            optional("to"),
            optional("admission_kind"),
            optional("planned_from"),
            optional("planned_to"),
            optional("room"),
            optional("end_reason"),
            optional("leave"),
            optional("recorded_at"),
        ],
    },
    Table {
        kind: Kind::Contact,
        file_name: "contacts.csv",
        columns: &[
            required("id"),
            required("patient_id"),
            required("unit_id"),
            required("at"),
            optional("minutes"),
            optional("mode"),
            optional("status"),
            optional("main_professional_id"),
            optional("other_professional_ids"),
            optional("patient_present"),
            optional("purpose"),
            optional("recorded_at"),
        ],
    },
    Table {
        kind: Kind::Relationship,
        file_name: "relationships.csv",
        columns: &[
            required("id"),
            required("patient_id"),
            required("kind"),
            required("from"),
            optional("professional_id"),
            optional("person_name"),
            optional("unit_id"),
            optional("to"),
            optional("planned_end"),
            optional("end_reason"),
            optional("told_in_time"),
            optional("goodbye"),
            optional("joint_meeting"),
            optional("successor_known"),
            optional("successor_id"),
            optional("agreed_interval_days"),
            optional("important_to_patient"),
            optional("mode"),
            optional("is_temporary_cover"),
            optional("deputy_id"),
            optional("recorded_at"),
        ],
    },
    Table {
        kind: Kind::ShiftAssignment,
        file_name: "shift_assignments.csv",
        columns: &[
            required("id"),
            required("patient_id"),
            required("professional_id"),
            required("unit_id"),
            required("from"),
            optional("to"),
            optional("recorded_at"),
        ],
    },
    Table {
        kind: Kind::Handover,
        file_name: "handovers.csv",
        columns: &[
            required("id"),
            required("patient_id"),
            required("type"),
            required("offered_at"),
            optional("from_professional_id"),
            optional("to_professional_id"),
            optional("from_unit_id"),
            optional("to_unit_id"),
            optional("grade"),
            optional("severity"),
            optional("severity_reason"),
            optional("summary"),
            optional("actions"),
            optional("contingency"),
            optional("synthesis"),
            optional("know_me"),
            optional("builds_trust"),
            optional("breaks_trust"),
            optional("promises"),
            optional("trusts"),
            optional("goodbye"),
            optional("accepted_at"),
            optional("accepted_by_id"),
            optional("state"),
            optional("recorded_at"),
        ],
    },
    Table {
        kind: Kind::Decision,
        file_name: "decisions.csv",
        columns: &[
            required("id"),
            required("patient_id"),
            required("subject"),
            required("outcome"),
            required("decided_at"),
            optional("reason"),
            optional("recorded_at"),
        ],
    },
    Table {
        kind: Kind::RelationalReview,
        file_name: "relational_reviews.csv",
        columns: &[
            required("id"),
            required("patient_id"),
            required("held_at"),
            optional("professional_id"),
            optional("recorded_at"),
        ],
    },
    Table {
        kind: Kind::LegalPeriod,
        file_name: "legal_periods.csv",
        columns: &[
            required("id"),
            required("patient_id"),
            required("status"),
            required("from"),
            optional("to"),
            optional("felt_forced"),
            optional("recorded_at"),
        ],
    },
    Table {
        kind: Kind::Measure,
        file_name: "measures.csv",
        columns: &[
            required("id"),
            required("patient_id"),
            required("kind"),
            required("from"),
            optional("to"),
            optional("unit_id"),
            optional("legal_basis"),
            optional("decided_by_id"),
            optional("known_person_present"),
            optional("debrief_offered_at"),
            optional("debrief_outcome"),
            optional("recorded_at"),
        ],
    },
    Table {
        kind: Kind::MeasureVisit,
        file_name: "measure_visits.csv",
        columns: &[
            required("patient_id"),
            required("measure_id"),
            required("professional_id"),
            required("at"),
            optional("recorded_at"),
        ],
    },
    Table {
        kind: Kind::Plan,
        file_name: "plans.csv",
        columns: &[
            required("id"),
            required("patient_id"),
            required("kind"),
            required("agreed_on"),
            optional("version"),
            optional("reviewed_on"),
            optional("review_by"),
            optional("valid_to"),
            optional("text_patient"),
            optional("text_staff"),
            optional("max_nights"),
            optional("quarantine_days"),
            optional("unit_id"),
            optional("recorded_at"),
        ],
    },
    Table {
        kind: Kind::Request,
        file_name: "requests.csv",
        columns: &[
            required("id"),
            required("patient_id"),
            required("subject"),
            required("text"),
            required("asked_at"),
            optional("received_by_id"),
            optional("decider_id"),
            optional("due_on"),
            optional("answered_at"),
            optional("answer"),
            optional("reason"),
            optional("recorded_at"),
        ],
    },
    Table {
        kind: Kind::AllianceScore,
        file_name: "alliance_scores.csv",
        columns: &[
            required("id"),
            required("patient_id"),
            required("professional_id"),
            required("instrument"),
            required("score"),
            required("at"),
            optional("min"),
            optional("max"),
            optional("cut"),
            optional("recorded_at"),
        ],
    },
    Table {
        kind: Kind::Rupture,
        file_name: "ruptures.csv",
        columns: &[
            required("id"),
            required("patient_id"),
            required("professional_id"),
            required("type"),
            required("noticed_on"),
            optional("noticed_by"),
            optional("status"),
            optional("closed_on"),
            optional("recorded_at"),
        ],
    },
    Table {
        kind: Kind::NarrativeEntry,
        file_name: "narrative.csv",
        columns: &[
            required("id"),
            required("patient_id"),
            required("kind"),
            required("authorship"),
            required("written_at"),
            required("level"),
            optional("text"),
            optional("author_id"),
            optional("from"),
            optional("to"),
            optional("precision"),
            optional("version"),
            optional("withdrawn_at"),
            optional("recorded_at"),
        ],
    },
    Table {
        kind: Kind::NarrativeRead,
        file_name: "narrative_reads.csv",
        columns: &[
            required("patient_id"),
            required("entry_id"),
            required("professional_id"),
            required("opened_at"),
            optional("told_patient_at"),
            optional("recorded_at"),
        ],
    },
];

impl Table {
    /// The file that holds records of a kind.
    pub fn of(kind: Kind) -> &'static Self {
        &TABLES[kind as usize]
    }

    /// The file of a name such as `units.csv`; `None` when no file of the format is called that.
    pub fn from_file_name(name: &str) -> Option<&'static Self> {
        TABLES.iter().find(|table| table.file_name == name)
    }

    /// The name without its ending, as mapping files use it: `treatment_periods`.
    pub fn name(&self) -> &'static str {
        self.file_name
            .strip_suffix(".csv")
            .unwrap_or(self.file_name)
    }

    /// Where a column stands.
    pub fn position(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|known| known.name == column)
    }

    /// The names of all columns, for messages.
    pub fn column_names(&self) -> Vec<&'static str> {
        self.columns.iter().map(|column| column.name).collect()
    }
}
