//! The values that the shared macros (`templates/macros.html`) draw, in the reader's language
//! already. `/style` shows each of them in every state.

/// Somewhere to go.
#[derive(Debug, Clone)]
pub struct Link {
    /// Where; a path of ours.
    pub href: String,
    /// What happens there.
    pub label: String,
}

/// One line of a form. What was typed comes back in `value`.
#[derive(Debug, Clone, Default)]
pub struct Field {
    /// The name in the form, and the id in the page.
    pub name: &'static str,
    /// The `type` of the input: `text`, `password`, `search`, `date`.
    pub kind: &'static str,
    /// What it is.
    pub label: String,
    /// What helps to fill it in.
    pub hint: Option<String>,
    /// What was typed; never for passwords.
    pub value: String,
    /// What is wrong with it.
    pub error: Option<String>,
    /// The purpose that a browser may fill in (`username`, `current-password`).
    pub autocomplete: Option<&'static str>,
    /// Whether it must be filled in.
    pub is_required: bool,
}

impl Field {
    /// The ids of the texts that belong to the box.
    pub fn described_by(&self) -> Option<String> {
        let hint = self.hint.as_ref().map(|_| format!("{}-hint", self.name));
        let fault = self.error.as_ref().map(|_| format!("{}-fault", self.name));
        match (hint, fault) {
            (Some(hint), Some(fault)) => Some(format!("{hint} {fault}")),
            (hint, fault) => hint.or(fault),
        }
    }
}

/// Something that happened, or that went wrong, above the rest of a page.
#[derive(Debug, Clone, Default)]
pub struct Notice {
    /// In one sentence.
    pub heading: String,
    /// What to know or to do about it; may be empty.
    pub text: String,
    /// Whether it went wrong.
    pub is_wrong: bool,
}

/// Nothing to show.
#[derive(Debug, Clone)]
pub struct Empty {
    /// What is missing.
    pub what: String,
    /// Why.
    pub why: String,
    /// What to do about it, where something can be done here.
    pub action: Option<Link>,
}

/// A short answer to a short question.
#[derive(Debug, Clone, Default)]
pub struct Fact {
    /// The question.
    pub label: String,
    /// The answer.
    pub value: String,
    /// What belongs to the answer (its n, a date), in grey.
    pub more: Option<String>,
    /// Whether the answer is that nothing is recorded, or too little: it looks different from an
    /// answer, and from "none".
    pub is_missing: bool,
}

/// What the service has not done for this patient's relationships.
#[derive(Debug, Clone, Default)]
pub struct FlagCard {
    /// In one sentence, about the service.
    pub sentence: String,
    /// In one line.
    pub evidence: String,
    /// How soon someone should look, in words; may be empty.
    pub soon: String,
    /// Whether it is about a relationship that the patient marked as important.
    pub is_thread: bool,
    /// Whether someone should look today.
    pub is_urgent: bool,
    /// What can be done.
    pub actions: Vec<Link>,
}

/// One of a few, each its own page.
#[derive(Debug, Clone)]
pub struct Segment {
    /// Where it is.
    pub href: String,
    /// What it is called.
    pub label: String,
    /// Whether it is the one shown.
    pub is_chosen: bool,
}

/// How many there are, and the way onwards.
#[derive(Debug, Clone, Default)]
pub struct Pager {
    /// What it pages, for those who hear the page.
    pub label: String,
    /// How many, in words.
    pub count: String,
    /// Back to the first page.
    pub first: Option<Link>,
    /// The next page.
    pub next: Option<Link>,
}
