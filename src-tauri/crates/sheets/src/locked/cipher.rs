//! The primitives: hashes by name, AES in blocks, RC4.

use aes::cipher::{BlockCipherDecrypt, KeyInit};
use aes::{Aes128, Aes192, Aes256};
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

pub(super) const BLOCK: usize = 16;

/// A hash function that a file may name.
#[derive(Debug, Clone, Copy)]
pub(super) enum Hash {
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    /// The function of that name.
    pub(super) fn named(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"SHA1" | b"SHA-1" => Self::Sha1,
            b"SHA256" | b"SHA-256" => Self::Sha256,
            b"SHA384" | b"SHA-384" => Self::Sha384,
            b"SHA512" | b"SHA-512" => Self::Sha512,
            _ => return None,
        })
    }

    /// The hash of two pieces, one after the other.
    pub(super) fn of(self, first: &[u8], second: &[u8]) -> Vec<u8> {
        fn hash<D: Digest>(first: &[u8], second: &[u8]) -> Vec<u8> {
            D::new().chain_update(first).chain_update(second).finalize().to_vec()
        }
        match self {
            Self::Sha1 => hash::<Sha1>(first, second),
            Self::Sha256 => hash::<Sha256>(first, second),
            Self::Sha384 => hash::<Sha384>(first, second),
            Self::Sha512 => hash::<Sha512>(first, second),
        }
    }

    /// The hash of salt and password, hashed again so many times, each time with its number.
    pub(super) fn spun(self, salt: &[u8], password: &[u8], rounds: u32) -> Vec<u8> {
        (0..rounds)
            .fold(self.of(salt, password), |hash, round| self.of(&round.to_le_bytes(), &hash))
    }
}

/// AES with a key of 128, 192 or 256 bits.
pub(super) enum Aes {
    Short(Aes128),
    Middle(Aes192),
    Long(Box<Aes256>),
}

impl Aes {
    /// The cipher of that key; `None` where the key has another length.
    pub(super) fn new(key: &[u8]) -> Option<Self> {
        Some(match key.len() {
            16 => Self::Short(Aes128::new_from_slice(key).ok()?),
            24 => Self::Middle(Aes192::new_from_slice(key).ok()?),
            32 => Self::Long(Box::new(Aes256::new_from_slice(key).ok()?)),
            _ => return None,
        })
    }

    fn block(&self, block: &mut [u8; BLOCK]) {
        match self {
            Self::Short(aes) => aes.decrypt_block(block.into()),
            Self::Middle(aes) => aes.decrypt_block(block.into()),
            Self::Long(aes) => aes.decrypt_block(block.into()),
        }
    }

    /// Decrypts each block by itself, in place; bytes that fill no block are left.
    pub(super) fn each_block(&self, bytes: &mut [u8]) {
        bytes.as_chunks_mut::<BLOCK>().0.iter_mut().for_each(|block| self.block(block));
    }

    /// Decrypts chained blocks (CBC) in place; bytes that fill no block are left.
    pub(super) fn chained(&self, mut before: [u8; BLOCK], bytes: &mut [u8]) {
        for block in bytes.as_chunks_mut::<BLOCK>().0 {
            let own = *block;
            self.block(block);
            block.iter_mut().zip(before).for_each(|(byte, mask)| *byte ^= mask);
            before = own;
        }
    }
}

/// Applies RC4 in place: it encrypts and decrypts alike.
pub(super) fn rc4(key: &[u8], bytes: &mut [u8]) {
    let mut state: [u8; 256] = std::array::from_fn(|at| at as u8);
    let mut j = 0u8;
    for (i, byte) in (0..256).zip(key.iter().cycle()) {
        j = j.wrapping_add(state[i]).wrapping_add(*byte);
        state.swap(i, j.into());
    }
    let (mut i, mut j) = (0u8, 0u8);
    for byte in bytes {
        i = i.wrapping_add(1);
        j = j.wrapping_add(state[usize::from(i)]);
        state.swap(i.into(), j.into());
        *byte ^= state[usize::from(state[usize::from(i)].wrapping_add(state[usize::from(j)]))];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rc4_is_what_the_literature_says() {
        let mut text = *b"Plaintext";
        rc4(b"Key", &mut text);
        assert_eq!(text, [0xbb, 0xf3, 0x16, 0xe8, 0xd9, 0x40, 0xaf, 0x0a, 0xd3]);
    }

    #[test]
    fn aes_takes_keys_of_three_lengths() {
        assert!([0, 15, 17, 64].iter().all(|length| Aes::new(&vec![0; *length]).is_none()));
        // FIPS 197, appendix C.1.
        let key: Vec<u8> = (0..16).collect();
        let mut block = [
            0x69, 0xc4, 0xe0, 0xd8, 0x6a, 0x7b, 0x04, 0x30, 0xd8, 0xcd, 0xb7, 0x80, 0x70, 0xb4,
            0xc5, 0x5a,
        ];
        Aes::new(&key).unwrap().each_block(&mut block);
        assert_eq!(block, std::array::from_fn(|at| at as u8 * 0x11));
    }
}
