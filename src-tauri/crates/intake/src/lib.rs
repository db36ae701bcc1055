//! shirube-intake.
