//! Whole workbooks, made in memory or taken from real files where they are.

mod bounds;
mod build;
mod fill;
mod filling;
mod hostile;
mod locked;
mod notes;
mod oracle;
mod patch;
mod plain;
mod read;
