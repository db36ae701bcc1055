//! A compound file around one stream, for a reader that takes nothing else.

use crate::cfb::SIGNATURE;

/// Large sectors: the header alone then lists the table of chains of any file within the limits.
const SECTOR: usize = 4096;
const FREE: u32 = 0xffff_ffff;
const END: u32 = 0xffff_fffe;
const TABLE: u32 = 0xffff_fffd;

/// A compound file with that stream alone.
pub(crate) fn container(name: &str, stream: &[u8]) -> Vec<u8> {
    let sectors = stream.len().div_ceil(SECTOR).max(1);
    // The directory and the stream each end their chain, and so does the table.
    let tables = (sectors + 1).div_ceil(SECTOR / 4 - 1);
    let mut chains: Vec<u32> = vec![TABLE; tables];
    chains.push(END);
    let first = chains.len() as u32;
    chains.extend((first + 1..).take(sectors - 1));
    chains.push(END);
    chains.resize(tables * SECTOR / 4, FREE);

    let mut file = header(tables as u32);
    file.extend(chains.iter().flat_map(|next| next.to_le_bytes()));
    // A shorter stream would have to lie in a stream of short ones.
    let size = stream.len().max(SECTOR) as u32;
    file.extend(entry("Root Entry", 5, 1, END, 0));
    file.extend(entry(name, 2, FREE, first, size));
    file.resize((1 + tables + 1) * SECTOR, 0);
    file.extend_from_slice(stream);
    file.resize((1 + tables + 1 + sectors) * SECTOR, 0);
    file
}

/// calamine wants short streams in a file of version 4, even where there are none: so it is called
/// version 3, with sectors as large as those of version 4.
fn header(tables: u32) -> Vec<u8> {
    let mut header = vec![0; 76];
    header[..8].copy_from_slice(SIGNATURE);
    header[24..34].copy_from_slice(&[0x3e, 0, 3, 0, 0xfe, 0xff, 12, 0, 6, 0]);
    for (at, number) in [
        (40, 1),
        (44, tables),
        // The directory stands behind the tables.
        (48, tables),
        (56, SECTOR as u32),
        (60, END),
        (68, END),
    ] {
        header[at..at + 4].copy_from_slice(&u32::to_le_bytes(number));
    }
    header.extend((0..109).flat_map(|at| if at < tables { at } else { FREE }.to_le_bytes()));
    header.resize(SECTOR, 0);
    header
}

fn entry(name: &str, kind: u8, child: u32, start: u32, size: u32) -> Vec<u8> {
    let mut raw: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let length = raw.len() as u8 + 2;
    raw.resize(128, 0);
    raw[64] = length;
    raw[66] = kind;
    for (at, number) in [(68, FREE), (72, FREE), (76, child), (116, start), (120, size)] {
        raw[at..at + 4].copy_from_slice(&number.to_le_bytes());
    }
    raw
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::archive::Bytes;
    use crate::cfb::CompoundFile;

    #[test]
    fn the_stream_comes_out_as_it_went_in() {
        for length in [0, 1, 4096, 4097, 5 << 20] {
            let stream: Vec<u8> = (0..length).map(|at| (at % 251) as u8).collect();
            let file = Bytes(Arc::new(container("Workbook", &stream)));
            let found = CompoundFile::open(&file).unwrap().stream("Workbook").unwrap();
            assert_eq!(found[..length], stream);
            assert!(found[length..].iter().all(|byte| *byte == 0));
        }
    }
}
