//! shirube-domain.
