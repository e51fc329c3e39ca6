//! The store on both engines, and the traps it must not fall into.
