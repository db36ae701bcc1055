//! Encrypted `.xls` ([MS-XLS] 2.2.10): RC4, as Excel 97 wrote it, and RC4 of a named provider, as
//! Excel 2002 and later do. The older masking by exclusive-or stays locked.

use md5::{Digest, Md5};

use super::cipher::{Hash, rc4};
use super::password;
use super::standard::Header;
use crate::error::SheetError;

/// The stream is encrypted in pieces of so many bytes, each with a key of its own.
const PIECE: usize = 1024;
const FILEPASS: u16 = 0x002f;
const BOUND_SHEET: u16 = 0x0085;
/// Records whose content is never encrypted: beginnings, and what locks the file.
const OPEN: [u16; 7] = [0x0809, FILEPASS, 0x00e1, 0x0194, 0x0195, 0x0196, 0x0138];

/// The workbook stream, locked as `lock` says, without encryption.
pub(super) fn unlocked(stream: &[u8], lock: &[u8]) -> Result<Vec<u8>, SheetError> {
    let key = Key::open(lock, &password()).ok_or(SheetError::Encrypted)?;
    let mut opened = stream.to_vec();
    for (number, piece) in (0u32..).zip(opened.chunks_mut(PIECE)) {
        rc4(&key.of_piece(number), piece);
    }
    restore(&mut opened, stream);
    Ok(opened)
}

/// The record that says how the stream is encrypted, where it is one of the first records.
pub(super) fn lock(stream: &[u8]) -> Option<&[u8]> {
    let found = Records { stream, at: 0 }.take_while(|record| record.kind != 0x000a);
    let lock = found.take(64).find(|record| record.kind == FILEPASS)?;
    stream.get(lock.start..lock.end)
}

/// Puts back what was never encrypted: the head of each record, and some of their content. What
/// said that the stream is encrypted becomes a record without meaning.
fn restore(opened: &mut [u8], stream: &[u8]) {
    for record in (Records { stream, at: 0 }) {
        let plain = match record.kind {
            kind if OPEN.contains(&kind) => record.end,
            BOUND_SHEET => record.end.min(record.start + 4),
            _ => record.start,
        };
        let from = record.start - 4;
        opened[from..plain].copy_from_slice(&stream[from..plain]);
        if record.kind == FILEPASS {
            opened[from..from + 2].fill(0);
        }
    }
}

/// Where a record's content stands.
struct Place {
    kind: u16,
    start: usize,
    end: usize,
}

struct Records<'a> {
    stream: &'a [u8],
    at: usize,
}

impl Iterator for Records<'_> {
    type Item = Place;

    fn next(&mut self) -> Option<Place> {
        let head = self.stream.get(self.at..)?.first_chunk::<4>()?;
        let start = self.at + 4;
        let end = start + usize::from(u16::from_le_bytes([head[2], head[3]]));
        self.at = end;
        // A last record may be cut off.
        let end = end.min(self.stream.len());
        Some(Place { kind: u16::from_le_bytes([head[0], head[1]]), start, end })
    }
}

/// What the keys of all pieces are made from.
enum Key {
    Plain([u8; 5]),
    Provider { hash: Vec<u8>, length: usize },
}

impl Key {
    /// Reads how the stream is locked; `None` where the password is wrong or the method unknown.
    fn open(lock: &[u8], password: &[u8]) -> Option<Self> {
        let (method, rest) = lock.split_first_chunk::<6>()?;
        let (key, verifier, expected) = match method {
            [1, 0, 1, 0, 1, 0] => {
                (Self::plain(rest.get(..16)?, password)?, rest.get(16..32)?, rest.get(32..48)?)
            }
            [1, 0, 2..=4, 0, 2, 0] => {
                let header = Header::read(rest).filter(|header| header.algorithm == 0x6801)?;
                let hash = Hash::Sha1.of(header.salt, password);
                let length = if header.key_bits == 0 { 5 } else { header.key_bits as usize / 8 };
                let key = Self::Provider { hash, length };
                (key, header.verifier, header.verifier_hash.get(..20)?)
            }
            _ => return None,
        };
        // Both are encrypted with one run of the first key.
        let mut both = [verifier, expected].concat();
        rc4(&key.of_piece(0), &mut both);
        let (verifier, expected) = both.split_at(16);
        (key.hash_of(verifier) == expected).then_some(key)
    }

    fn plain(salt: &[u8], password: &[u8]) -> Option<Self> {
        let hash = Md5::digest(password);
        let mixed = [&hash[..5], salt].concat().repeat(16);
        Some(Self::Plain(*Md5::digest(mixed).first_chunk::<5>()?))
    }

    fn hash_of(&self, verifier: &[u8]) -> Vec<u8> {
        match self {
            Self::Plain(_) => Md5::digest(verifier).to_vec(),
            Self::Provider { .. } => Hash::Sha1.of(verifier, &[]),
        }
    }

    /// The key of the piece of that number.
    fn of_piece(&self, number: u32) -> Vec<u8> {
        match self {
            Self::Plain(start) => Md5::new()
                .chain_update(start)
                .chain_update(number.to_le_bytes())
                .finalize()
                .to_vec(),
            Self::Provider { hash, length } => {
                let mut key = Hash::Sha1.of(hash, &number.to_le_bytes());
                key.truncate((*length).clamp(1, 16));
                if *length == 5 {
                    // A key of 40 bits is filled up with zeros.
                    key.resize(16, 0);
                }
                key
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The record that locks a stream with RC4 of a named provider, made with msoffcrypto-tool.
    fn provider(key_bits: u32, verifier: [u8; 16], hash: [u8; 20]) -> Vec<u8> {
        let numbers = |numbers: &[u32]| numbers.iter().flat_map(|n| n.to_le_bytes()).collect();
        let header: Vec<u8> = numbers(&[4, 0, 0x6801, 0x8004, key_bits, 1, 0, 0]);
        let lengths: Vec<u8> = numbers(&[4, header.len() as u32]);
        let salt: [u8; 16] = std::array::from_fn(|at| at as u8);
        [
            &[1, 0, 2, 0, 2, 0][..],
            &lengths,
            &header,
            &16u32.to_le_bytes(),
            &salt,
            &verifier,
            &20u32.to_le_bytes(),
            &hash,
        ]
        .concat()
    }

    fn bytes<const N: usize>(hex: &str) -> [u8; N] {
        std::array::from_fn(|at| u8::from_str_radix(&hex[at * 2..at * 2 + 2], 16).unwrap())
    }

    #[test]
    fn the_keys_of_a_named_provider_are_those_of_another_program() {
        for (bits, verifier, hash, second_piece) in [
            (
                128,
                "a024a295d910dcd16b2b69c9dfef1919",
                "74a70eb0e7278136e857318b9e9a13d19115d50b",
                "6b6bdf7ab764b749",
            ),
            (
                40,
                "c872728f14b55d849b7dde3f7cfd96a7",
                "d5e6c96d597b070d79bf31b1599eddf2ece8d44b",
                "31280077d72046e1",
            ),
        ] {
            let lock = provider(bits, bytes(verifier), bytes(hash));
            let key = Key::open(&lock, &password()).unwrap();
            let mut zeros = [0; 8];
            rc4(&key.of_piece(1), &mut zeros);
            assert_eq!(zeros, bytes(second_piece), "{bits} bits");
            assert!(Key::open(&lock, b"h\0i\0").is_none());
            for cut in 0..lock.len() {
                assert!(Key::open(&lock[..cut], &password()).is_none());
            }
        }
    }

    #[test]
    fn a_lock_is_found_and_one_of_another_kind_stays() {
        let record = |kind: u16, data: &[u8]| {
            [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
        };
        let open = [record(0x0809, &[0; 16]), record(0x000a, &[])].concat();
        assert_eq!(lock(&open), None);
        assert_eq!(lock(b"\x09"), None);
        // Masking by exclusive-or.
        let masked = [record(0x0809, &[0; 16]), record(FILEPASS, &[0, 0, 1, 2, 3, 4])].concat();
        let found = lock(&masked).unwrap();
        assert_eq!(unlocked(&masked, found), Err(SheetError::Encrypted));
    }
}
