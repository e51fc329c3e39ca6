//! What became of the parts of a plan that was confirmed.

/// Whether a part of a plan stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It does.
    Standing,
    /// It was taken back with the plan.
    TakenBack,
    /// The plan was undone, and this was worked on already: it was kept.
    Kept,
    /// A later plan took its place.
    Replaced,
}

impl Standing {
    /// Those that wait for the patient to meet who takes over.
    pub const OPEN: [Self; 2] = [Self::Standing, Self::Kept];

    /// The word for it in the database and the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Standing => "standing",
            Self::TakenBack => "taken_back",
            Self::Kept => "kept",
            Self::Replaced => "replaced",
        }
    }

    /// What a word means.
    pub fn of_code(code: &str) -> Option<Self> {
        let all = [Self::Standing, Self::TakenBack, Self::Kept, Self::Replaced];
        all.into_iter().find(|one| one.code() == code)
    }
}

/// What became of the draft of a handover that a plan begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drafted {
    /// It was begun, for whoever leaves.
    Begun,
    /// Whoever leaves is writing one about the patient already.
    BeingWritten,
    /// Whoever leaves has no account to write with.
    NoAccount,
    /// There is nobody to hand over to.
    Nobody,
    /// It is about another relationship of the same two.
    WithAnother,
}

impl Drafted {
    /// The word for it in the database and the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Begun => "begun",
            Self::BeingWritten => "being_written",
            Self::NoAccount => "no_account",
            Self::Nobody => "nobody",
            Self::WithAnother => "with_another",
        }
    }

    /// What a word means.
    pub fn of_code(code: &str) -> Option<Self> {
        let all = [
            Self::Begun,
            Self::BeingWritten,
            Self::NoAccount,
            Self::Nobody,
            Self::WithAnother,
        ];
        all.into_iter().find(|one| one.code() == code)
    }
}
