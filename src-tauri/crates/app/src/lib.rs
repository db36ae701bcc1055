//! shirube-app.
