//! Progress of long work, and the wish to stop it.

/// Told how far long work is; asked whether to stop.
pub trait Progress: Sync {
    /// So many steps of `total` are done; `total` is 0 while it is not known.
    fn report(&self, done: u64, total: u64);

    /// File number `number` of `total` has begun; what [`Progress::report`] says is of it.
    fn file(&self, _number: u64, _total: u64, _name: &str) {}

    /// Whether somebody wants it to stop. The work then leaves nothing behind.
    fn cancelled(&self) -> bool;
}

/// Nobody listens, nobody stops it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn report(&self, _done: u64, _total: u64) {}

    fn cancelled(&self) -> bool {
        false
    }
}
