//! Who gets at a patient's record, and what opens and closes it besides care itself: planned arrivals,
//! broken glasses, bars, and own or family records.

mod admit;
mod arrivals;
mod bars;
mod find;
mod glass;
mod own;
mod review;

pub use admit::{admit, refuse_role};
pub(in crate::app) use admit::{decided, denied, refuse};
pub(in crate::app) use arrivals::came;
pub use arrivals::{Announcement, Arrivals, announce, arrivals, expected, settle};
pub use bars::{Bars, NewBar, bar, bars, lift};
pub use find::{Found, find};
pub use glass::{Broken, break_glass, glass, may_break, mend};
pub use own::{NewOwn, Owns, end_own, end_own_at, enter_own, owns};
pub use review::{Queue, Reviewing, Waiting, queue, review};

pub use crate::store::arrivals::PlannedArrival;
pub use crate::store::bars::RecordedBar;
pub use crate::store::glass::{Glass, Review};
pub use crate::store::own_records::RecordedOwn;
