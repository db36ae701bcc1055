//! shirube-forms.
