//! All indices of one sequence, gathered in one pass.

use super::entropy_bits;
use super::named::{NamedSpan, is_named, named_spans};
use super::sequence::{self, Meeting};
use super::tally::{Counter, Step, Tally};
use super::window::Window;
use crate::domain::admission::Admission;
use crate::domain::ids::ProfessionalId;
use crate::domain::trajectory::{Directory, Trajectory};

/// Every index of one sequence; each is `None` where it is undefined.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Indices {
    /// Contacts, n.
    pub contacts: u64,
    /// Distinct main professionals, k.
    pub providers: u64,
    /// See [`upc()`](super::upc()).
    pub upc: Option<f64>,
    /// See [`upc_named()`](super::upc_named()).
    pub upc_named: Option<f64>,
    /// See [`coc()`](super::coc()).
    pub coc: Option<f64>,
    /// See [`secon()`](super::secon()).
    pub secon: Option<f64>,
    /// See [`k_index()`](super::k_index()).
    pub k_index: Option<f64>,
    /// See [`mci()`](super::mci()).
    pub mci: Option<f64>,
    /// See [`mmci()`](super::mmci()).
    pub mmci: Option<f64>,
    /// See [`herfindahl()`](super::herfindahl()).
    pub herfindahl: Option<f64>,
    /// See [`entropy_bits()`](super::entropy_bits()).
    pub entropy_bits: Option<f64>,
}

impl Indices {
    /// The indices that follow from the counts, and the entropy, which does not.
    pub fn of(tally: &Tally, entropy_bits: Option<f64>) -> Self {
        Self {
            contacts: tally.contacts,
            providers: tally.providers,
            upc: tally.upc(),
            upc_named: tally.upc_named(),
            coc: tally.coc(),
            secon: tally.secon(),
            k_index: tally.k_index(),
            mci: tally.mci(),
            mmci: tally.mmci(),
            herfindahl: tally.herfindahl(),
            entropy_bits,
        }
    }

    /// The indices with their field names, in the order in which they are printed.
    pub fn by_name(&self) -> [(&'static str, Option<f64>); 9] {
        [
            ("upc", self.upc),
            ("upc_named", self.upc_named),
            ("coc", self.coc),
            ("secon", self.secon),
            ("k_index", self.k_index),
            ("mci", self.mci),
            ("mmci", self.mmci),
            ("herfindahl", self.herfindahl),
            ("entropy_bits", self.entropy_bits),
        ]
    }
}

/// The counts of a sequence and the one index that does not follow from them.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Report {
    /// The counts.
    pub tally: Tally,
    /// See [`entropy_bits()`](super::entropy_bits()).
    pub entropy_bits: Option<f64>,
}

impl Report {
    /// Counts a sequence in its order.
    pub fn of<P: Ord + Copy>(steps: impl IntoIterator<Item = Step<P>>) -> Self {
        Self::counted(&mut Counter::default(), steps)
    }

    /// All indices.
    pub fn indices(&self) -> Indices {
        Indices::of(&self.tally, self.entropy_bits)
    }

    fn counted<P: Ord + Copy>(
        counter: &mut Counter<P>,
        steps: impl IntoIterator<Item = Step<P>>,
    ) -> Self {
        let tally = counter.count(steps);
        Self {
            tally,
            entropy_bits: entropy_bits(counter.counts()),
        }
    }
}

/// Makes reports, patient after patient. Keep one per thread: its buffers are used again, so that
/// a cohort is counted without allocating.
#[derive(Debug)]
pub struct Gatherer<'d> {
    directory: &'d Directory,
    count_messages: bool,
    meetings: Vec<Meeting>,
    named: Vec<NamedSpan>,
    counter: Counter<ProfessionalId>,
}

impl<'d> Gatherer<'d> {
    /// A gatherer for patients of this service.
    pub fn new(directory: &'d Directory, count_messages: bool) -> Self {
        Self {
            directory,
            count_messages,
            meetings: Vec::new(),
            named: Vec::new(),
            counter: Counter::default(),
        }
    }

    /// The report of a patient over a window. `admissions` are the patient's own: they tell when a
    /// primary nurse was the named contact.
    pub fn report(
        &mut self,
        trajectory: &Trajectory,
        admissions: &[Admission],
        window: Window,
    ) -> Report {
        sequence::collect(
            &trajectory.contacts,
            self.directory,
            window,
            self.count_messages,
            &mut self.meetings,
        );
        named_spans(
            &trajectory.relationships,
            admissions,
            self.directory,
            &mut self.named,
        );
        let named = &self.named;
        let steps = self.meetings.iter().map(|meeting| Step {
            provider: meeting.provider,
            with_named: is_named(named, meeting.provider, meeting.day),
        });
        Report::counted(&mut self.counter, steps)
    }

    /// The sequence of the report made last.
    pub fn meetings(&self) -> &[Meeting] {
        &self.meetings
    }
}
