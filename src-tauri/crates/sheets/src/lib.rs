//! shirube-sheets.
