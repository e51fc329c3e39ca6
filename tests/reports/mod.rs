//! Reports over a period: what is counted, what is shown, and what cannot be worked out.

mod disclosure;
mod facts;
mod pages;
mod reference;
mod survival;
