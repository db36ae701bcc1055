//! degree
