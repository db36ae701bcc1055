//! A zip container of finished files.

use std::io::{self, Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Packs files into one container, in their order. The same files give the same bytes: no clock
/// is read.
///
/// # Errors
/// Two files have one name, or the container would be larger than the format allows.
pub fn pack(files: &[(&str, &[u8])]) -> io::Result<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).map_err(io::Error::other)?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish().map_err(io::Error::other)?.into_inner())
}

/// Whether a container holds exactly these files, read again from its bytes.
pub fn is_packed(container: &[u8], files: &[(&str, &[u8])]) -> bool {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(container)) else { return false };
    archive.len() == files.len()
        && files.iter().all(|(name, bytes)| {
            let Ok(file) = archive.by_name(name) else { return false };
            // Not a byte more is inflated than there should be.
            let mut there = Vec::with_capacity(bytes.len());
            let read = file.take(bytes.len() as u64 + 1).read_to_end(&mut there);
            read.is_ok() && there == *bytes
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_there_and_two_of_one_name_are_refused() {
        let files: [(&str, &[u8]); 2] = [("様式～1.xlsx", b"one"), ("manifest.json", b"{}")];
        let container = pack(&files).unwrap();
        assert_eq!(container, pack(&files).unwrap());
        assert!(is_packed(&container, &files));
        assert!(!is_packed(&container, &files[..1]));
        assert!(!is_packed(&container, &[("様式～1.xlsx", b"two"), files[1]]));
        assert!(pack(&[files[0], files[0]]).is_err());
    }
}
