//! The crisis plan: the patient's words under six questions, as one text that every system can hold.
//!
//! A plan is kept, imported and exported as one text. What is written here has a heading before each answer, in
//! the language it was written in; it is read back by those headings. A plan from elsewhere has none, and is
//! shown as it is.

/// The most characters of one answer: a plan is read in a moment.
pub const ANSWER_MAX: usize = 1_500;

/// A question of the crisis plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Question {
    /// Early signs.
    EarlySigns,
    /// What helps.
    Helps,
    /// What makes it worse.
    Worsens,
    /// Whom to call.
    Call,
    /// Whom not to call.
    CallNot,
    /// What the patient wants those around them to do.
    Supporters,
}

impl Question {
    /// All of them, in the order in which they are asked.
    pub const ALL: [Self; 6] = [
        Self::EarlySigns,
        Self::Helps,
        Self::Worsens,
        Self::Call,
        Self::CallNot,
        Self::Supporters,
    ];

    /// What forms and texts call it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::EarlySigns => "early_signs",
            Self::Helps => "helps",
            Self::Worsens => "worsens",
            Self::Call => "call",
            Self::CallNot => "call_not",
            Self::Supporters => "supporters",
        }
    }

    /// Its headings in the text of a plan: Norwegian Bokmål, English.
    const fn headings(self) -> [&'static str; 2] {
        match self {
            Self::EarlySigns => ["Tidlige tegn", "Early signs"],
            Self::Helps => ["Det som hjelper", "What helps"],
            Self::Worsens => ["Det som gjør det verre", "What makes it worse"],
            Self::Call => ["Ring til", "Whom to call"],
            Self::CallNot => ["Ikke ring til", "Whom not to call"],
            Self::Supporters => [
                "Det jeg vil at de rundt meg gjør",
                "What I want those around me to do",
            ],
        }
    }
}

/// What a patient answers, question by question, and what stands outside the questions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    /// Before the first heading; all of it where there is none.
    pub outside: String,
    /// Answers by question; one that is empty is not there.
    pub by_question: Vec<(Question, String)>,
}

impl Answers {
    /// The answer to a question; empty for none.
    pub fn of(&self, question: Question) -> &str {
        let answer = self.by_question.iter().find(|(of, _)| *of == question);
        answer.map_or("", |(_, text)| text)
    }

    /// Reads the text of a plan.
    pub fn read(text: &str) -> Self {
        let mut answers = Self::default();
        let mut lines: Vec<&str> = Vec::new();
        let mut current = None;
        for line in text.lines() {
            if let Some(question) = heading(line) {
                answers.put(current, &lines);
                lines.clear();
                current = Some(question);
            } else {
                lines.push(line);
            }
        }
        answers.put(current, &lines);
        answers
    }

    fn put(&mut self, question: Option<Question>, lines: &[&str]) {
        let text = lines.join("\n").trim().to_owned();
        match question {
            None => self.outside = text,
            Some(_) if text.is_empty() => {}
            // A heading that comes twice goes on with the first.
            Some(question) => match self.by_question.iter_mut().find(|(of, _)| *of == question) {
                Some((_, before)) => {
                    before.push('\n');
                    before.push_str(&text);
                }
                None => self.by_question.push((question, text)),
            },
        }
    }

    /// The text of a plan, in the order of the questions.
    pub fn write(&self, in_english: bool) -> String {
        let mut parts = Vec::new();
        if !self.outside.trim().is_empty() {
            parts.push(self.outside.trim().to_owned());
        }
        for question in Question::ALL {
            let answer = self.of(question).trim();
            if !answer.is_empty() {
                let heading = question.headings()[usize::from(in_english)];
                parts.push(format!("{heading}:\n{answer}"));
            }
        }
        parts.join("\n\n")
    }
}

fn heading(line: &str) -> Option<Question> {
    let line = line.trim().strip_suffix(':')?;
    Question::ALL
        .into_iter()
        .find(|question| question.headings().contains(&line))
}
