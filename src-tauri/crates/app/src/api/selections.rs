//! Requests and responses about selections: choosing firms by criteria.
