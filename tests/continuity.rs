//! Indices and measures against published vectors and properties.
