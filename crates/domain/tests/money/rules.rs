//! Each rule of the calculation.
