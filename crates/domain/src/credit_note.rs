//! Credit notes: what they take back, and that they never take back more than there is.
