//! The end of a shift: whom somebody has, what they have written about them, and handing them over
//! together.

mod end;
mod show;

pub use end::{Became, Each, EndShift, Ended, end_shift};
pub use show::{Ending, Place, Row, ending, place};
