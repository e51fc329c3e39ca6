//! How a long use case says how far it is.

/// Hears how far a use case is. Called from any thread; must be quick.
pub trait Progress: Send + Sync {
    /// A stretch of work begins: what it is, and how many steps it has when that is known.
    fn begin(&self, what: &'static str, steps: Option<u64>);
    /// Some steps are done.
    fn advance(&self, steps: u64);
    /// The stretch is over.
    fn end(&self);
}

/// Nobody listens.
#[derive(Debug, Default, Clone, Copy)]
pub struct NoProgress;

impl Progress for NoProgress {
    fn begin(&self, _what: &'static str, _steps: Option<u64>) {}
    fn advance(&self, _steps: u64) {}
    fn end(&self) {}
}
