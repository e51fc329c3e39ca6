//! The counts from which the indices follow.

use super::{coc, herfindahl, k_index, mci, mmci, secon, upc, upc_named};

/// One contact of a sequence, as the counts see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step<P> {
    /// Who was met: a professional by default; a team or profession for a second reading.
    pub provider: P,
    /// Whether this was one of the patient's named contacts; `None` on a day without one.
    pub with_named: Option<bool>,
}

/// The counts of one sequence. Integers, so that a stored summary is exact and every index but
/// entropy can be computed from it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Tally {
    /// n: contacts.
    pub contacts: u64,
    /// k: distinct professionals.
    pub providers: u64,
    /// `Σ n_i²`: squares of the contacts with each professional, summed.
    pub sum_of_squares: u64,
    /// `max n_i`: contacts with the professional met most.
    pub most: u64,
    /// Consecutive contacts with the same professional.
    pub same_pairs: u64,
    /// Contacts with a named contact of that day as main professional.
    pub with_named: u64,
    /// Contacts on days with a named contact.
    pub contacts_when_named: u64,
}

impl Tally {
    /// See [`upc()`](super::upc()).
    pub fn upc(&self) -> Option<f64> {
        upc(self.contacts, self.most)
    }

    /// See [`upc_named()`](super::upc_named()).
    pub fn upc_named(&self) -> Option<f64> {
        upc_named(self.contacts_when_named, self.with_named)
    }

    /// See [`coc()`](super::coc()).
    pub fn coc(&self) -> Option<f64> {
        coc(self.contacts, self.sum_of_squares)
    }

    /// See [`herfindahl()`](super::herfindahl()).
    pub fn herfindahl(&self) -> Option<f64> {
        herfindahl(self.contacts, self.sum_of_squares)
    }

    /// See [`secon()`](super::secon()).
    pub fn secon(&self) -> Option<f64> {
        secon(self.contacts, self.same_pairs)
    }

    /// See [`k_index()`](super::k_index()).
    pub fn k_index(&self) -> Option<f64> {
        k_index(self.contacts, self.providers)
    }

    /// See [`mci()`](super::mci()).
    pub fn mci(&self) -> Option<f64> {
        mci(self.contacts, self.providers)
    }

    /// See [`mmci()`](super::mmci()).
    pub fn mmci(&self) -> Option<f64> {
        mmci(self.contacts, self.providers)
    }
}

/// Counts sequences, one after the other, in a buffer that is kept between them.
#[derive(Debug)]
pub struct Counter<P> {
    providers: Vec<P>,
    counts: Vec<u64>,
}

impl<P> Default for Counter<P> {
    fn default() -> Self {
        Self {
            providers: Vec::new(),
            counts: Vec::new(),
        }
    }
}

impl<P: Ord + Copy> Counter<P> {
    /// Counts a sequence in its order.
    pub fn count(&mut self, steps: impl IntoIterator<Item = Step<P>>) -> Tally {
        self.providers.clear();
        let mut tally = Tally::default();
        for step in steps {
            if self.providers.last() == Some(&step.provider) {
                tally.same_pairs += 1;
            }
            if let Some(with_named) = step.with_named {
                tally.contacts_when_named += 1;
                tally.with_named += u64::from(with_named);
            }
            tally.contacts += 1;
            self.providers.push(step.provider);
        }
        self.count_each();
        for count in &self.counts {
            tally.providers += 1;
            tally.sum_of_squares += count * count;
            tally.most = tally.most.max(*count);
        }
        tally
    }

    /// The contacts with each professional of the sequence counted last, ascending: who they were
    /// decides nothing, not even the last digit of a sum over them.
    pub fn counts(&self) -> &[u64] {
        &self.counts
    }

    /// Run lengths of the sorted providers: for the few dozen contacts of a patient this beats a
    /// hash map, and it allocates nothing once the buffers have grown.
    fn count_each(&mut self) {
        self.counts.clear();
        self.providers.sort_unstable();
        let mut previous = None;
        for provider in &self.providers {
            match self.counts.last_mut() {
                Some(count) if previous == Some(provider) => *count += 1,
                _ => self.counts.push(1),
            }
            previous = Some(provider);
        }
        self.counts.sort_unstable();
    }
}
