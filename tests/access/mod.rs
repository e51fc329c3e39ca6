//! Who may do what to whose record, decided and asked of the tables.

mod arrivals;
mod bars;
mod decide;
mod door;
mod draw;
mod glass;
mod own;
mod properties;
mod same;
mod tail;
mod words;
mod world;

pub use world::plain;
