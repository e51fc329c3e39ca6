//! Reports over a period: what is counted, what is shown, and what cannot be worked out.

mod books;
mod curves;
mod disclosure;
pub mod facts;
mod own;
mod pages;
mod reference;
mod saved;
mod sequences;
mod survival;
