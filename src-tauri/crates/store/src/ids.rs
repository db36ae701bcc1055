//! New ids (UUIDv7), made from a seed and the time that the caller gives.

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

/// Makes ids that sort in the order in which they were made.
///
/// The random part comes from SHA-256 over the seed and a counter; within one millisecond it is
/// raised by a random step (RFC 9562, method 2), so that a bulk import's ids go to the end of
/// their index one after the other.
#[derive(Debug)]
pub(crate) struct Ids {
    seed: [u8; 32],
    counter: u64,
    pool: [u8; 32],
    used: usize,
    millisecond: u64,
    random: u128,
}

/// The 74 random bits of a UUIDv7.
const RANDOM_BITS: u32 = 74;

impl Ids {
    pub(crate) fn new(seed: [u8; 32]) -> Self {
        Self { seed, counter: 0, pool: [0; 32], used: 32, millisecond: u64::MAX, random: 0 }
    }

    /// A new id of that time.
    pub(crate) fn next(&mut self, at: Timestamp) -> Uuid {
        let millisecond = u64::try_from(at.as_millisecond()).unwrap_or(0);
        let step = self.draw::<4>();
        let raised = self.random + u128::from(u32::from_be_bytes(step)) + 1;
        if millisecond == self.millisecond && raised >> RANDOM_BITS == 0 {
            self.random = raised;
        } else {
            self.millisecond = millisecond;
            // The top bit stays free so that raising does not overflow.
            self.random = u128::from_be_bytes(self.draw::<16>()) >> (128 - RANDOM_BITS + 1);
        }
        // `Builder` overwrites the version and variant bits: leave room for them.
        let spread = ((self.random >> 62) << 64) | (self.random & ((1 << 62) - 1));
        let bytes = spread.to_be_bytes();
        let mut random = [0; 10];
        random.copy_from_slice(&bytes[6..]);
        Builder::from_unix_timestamp_millis(millisecond, &random).into_uuid()
    }

    fn draw<const N: usize>(&mut self) -> [u8; N] {
        let mut out = [0; N];
        for byte in &mut out {
            if self.used == self.pool.len() {
                self.refill();
            }
            *byte = self.pool[self.used];
            self.used += 1;
        }
        out
    }

    fn refill(&mut self) {
        let mut hasher = Sha256::new();
        hasher.update(self.seed);
        hasher.update(self.counter.to_be_bytes());
        self.pool.copy_from_slice(&hasher.finalize());
        self.counter += 1;
        self.used = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_one_moment_are_distinct_version_7_and_in_order() {
        let mut ids = Ids::new([7; 32]);
        let at = Timestamp::from_millisecond(1_800_000_000_000).unwrap();
        let made: Vec<Uuid> = (0..10_000).map(|_| ids.next(at)).collect();
        assert!(made.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(made.iter().all(|id| id.get_version_num() == 7));
        assert_eq!(made[0].get_timestamp().unwrap().to_unix().0, 1_800_000_000);
    }
}
