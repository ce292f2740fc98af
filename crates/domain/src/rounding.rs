//! The only place that rounds or splits.
