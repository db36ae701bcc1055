//! Where the repository lies on this machine, and where what we make goes.

use std::path::{Path, PathBuf};

use crate::Failure;

/// The repository's top folder. Cargo tells it at run time; nothing is compiled in.
pub(crate) fn root() -> Result<PathBuf, Failure> {
    let start = std::env::var_os("CARGO_MANIFEST_DIR")
        .map(PathBuf::from)
        .or_else(|| std::env::current_dir().ok())
        .ok_or_else(|| Failure::new("the current folder cannot be read"))?;
    start
        .ancestors()
        .find(|folder| folder.join("Cargo.lock").is_file())
        .map(Path::to_path_buf)
        .ok_or_else(|| Failure::new("not inside the repository: no Cargo.lock above this folder"))
}

/// Where cargo puts what it builds, as cargo itself decides it.
pub(crate) fn target(root: &Path) -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root.join(folder),
        None => root.join("target"),
    }
}

/// A folder under `out/` that did not exist before: an earlier sample may hold somebody's tries.
pub(crate) fn fresh_sample(root: &Path) -> Result<PathBuf, Failure> {
    let out = root.join("out");
    let names = std::iter::once("sample".to_owned()).chain((2..).map(|n| format!("sample-{n}")));
    std::fs::create_dir_all(&out).map_err(|e| Failure(format!("{}: {e}", out.display())))?;
    for name in names {
        let folder = out.join(name);
        match std::fs::create_dir(&folder) {
            Ok(()) => return Ok(folder),
            Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(e) => return Err(Failure(format!("{}: {e}", folder.display()))),
        }
    }
    Err(Failure::new("no name left for a sample folder under out/"))
}

/// A path as a person in the repository would type it.
pub(crate) fn shown(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_holds_the_lock_file() {
        assert!(root().is_ok_and(|folder| folder.join("Cargo.lock").is_file()));
    }

    #[test]
    fn a_path_is_shown_from_the_root() {
        assert_eq!(shown(Path::new("/a/b"), Path::new("/a/b/out/x")), "out/x");
        assert_eq!(shown(Path::new("/a/b"), Path::new("/c")), "/c");
    }
}
