//! Handovers: their life, and what people do with them.

mod life;
