//! What both HTTP front ends share.
