//! Whole files: made in memory, the shipped samples, and real data where it is.

mod files;
mod headers;
mod layout_prints;
mod layouts;
mod quirks;
mod repeats;
mod support;
mod tables;
mod texts;
mod totals;
mod wanted;
mod years;
