//! LibreOffice, where it is installed: the only other program that is ever started, and only when
//! somebody asks for PDF copies. It gets a profile of its own and an end by the clock.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::progress::Progress;

/// The names of its program, as they stand in a search path.
const NAMES: [&str; 2] = ["soffice", "libreoffice"];
/// How often it is looked at whether it is done.
const LOOK: Duration = Duration::from_millis(50);

/// The program: in the search path, or where its installers put it.
pub(super) fn find() -> Option<PathBuf> {
    let ending = std::env::consts::EXE_SUFFIX;
    let path = std::env::var_os("PATH").unwrap_or_default();
    let searched = std::env::split_paths(&path).filter(|folder| folder.is_absolute());
    let mut places: Vec<PathBuf> = searched
        .flat_map(|folder| NAMES.map(|name| folder.join(format!("{name}{ending}"))))
        .collect();
    places.extend(usual());
    places.into_iter().find(|place| place.is_file())
}

/// Where the installers of each system put it.
fn usual() -> Vec<PathBuf> {
    if cfg!(windows) {
        let homes = ["ProgramFiles", "ProgramFiles(x86)"].map(std::env::var_os);
        let homes = homes.into_iter().flatten().map(PathBuf::from);
        // `.com` is the one that waits until it is done.
        return homes
            .flat_map(|home| {
                ["soffice.com", "soffice.exe"]
                    .map(|name| home.join("LibreOffice").join("program").join(name))
            })
            .collect();
    }
    if cfg!(target_os = "macos") {
        return vec![PathBuf::from("/Applications/LibreOffice.app/Contents/MacOS/soffice")];
    }
    [
        "/usr/bin/soffice",
        "/usr/lib/libreoffice/program/soffice",
        "/usr/lib64/libreoffice/program/soffice",
        "/opt/libreoffice/program/soffice",
        "/snap/bin/libreoffice",
        "/var/lib/flatpak/exports/bin/org.libreoffice.LibreOffice",
    ]
    .map(PathBuf::from)
    .to_vec()
}

/// How a run ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Ended {
    Done,
    Failed,
    TooLong,
    Cancelled,
}

/// Converts workbooks to PDF into a folder that is ours alone.
pub(super) fn convert(
    program: &Path,
    folder: &Path,
    files: &[PathBuf],
    most: Duration,
    progress: &dyn Progress,
) -> Ended {
    let mut command = Command::new(program);
    command
        // A profile of its own: a window of LibreOffice that is open is left alone.
        .arg(format!("-env:UserInstallation={}", url(&folder.join("profile"))))
        .args(["--headless", "--norestore", "--nolockcheck", "--convert-to", "pdf", "--outdir"])
        .arg(folder)
        .args(files)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        // A group of its own, so that all of it can be ended, and Ctrl+C is ours to answer.
        command.process_group(0);
    }
    match command.spawn() {
        Ok(child) => wait(child, most, progress),
        Err(_) => Ended::Failed,
    }
}

fn wait(mut child: Child, most: Duration, progress: &dyn Progress) -> Ended {
    let begun = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ended::Done,
            Ok(Some(_)) | Err(_) => return Ended::Failed,
            Ok(None) => {}
        }
        let ended = match (progress.cancelled(), begun.elapsed() > most) {
            (true, _) => Some(Ended::Cancelled),
            (_, true) => Some(Ended::TooLong),
            _ => None,
        };
        if let Some(ended) = ended {
            end(&mut child);
            return ended;
        }
        std::thread::sleep(LOOK);
    }
}

/// Ends a program with those that it started: what stands in the search path is only a starter.
fn end(child: &mut Child) {
    let id = child.id().to_string();
    let mut command = if cfg!(windows) {
        let mut command = Command::new("taskkill");
        command.args(["/T", "/F", "/PID", &id]);
        command
    } else {
        let mut command = Command::new("kill");
        // The group that it leads, see `convert`.
        command.args(["-KILL", "--", &format!("-{id}")]);
        command
    };
    // What is gone by itself meanwhile is as good as ended.
    let _ = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    let _ = child.kill();
    let _ = child.wait();
}

/// A path as a `file:` URL.
fn url(path: &Path) -> String {
    let text = path.display().to_string().replace('\\', "/");
    let mut url = String::from(if text.starts_with('/') { "file://" } else { "file:///" });
    for byte in text.bytes() {
        let plain = byte.is_ascii_alphanumeric() || b"/:-_.~".contains(&byte);
        if plain {
            url.push(char::from(byte));
        } else {
            url.push_str(&format!("%{byte:02X}"));
        }
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_a_url() {
        assert_eq!(url(Path::new("/a b")), "file:///a%20b");
        assert_eq!(url(Path::new("C:\\文")), "file:///C:/%E6%96%87");
    }

    #[cfg(unix)]
    #[test]
    fn a_program_that_does_not_end_is_ended() {
        use std::os::unix::process::CommandExt;
        let child = Command::new("sleep").arg("60").process_group(0).spawn().unwrap();
        let most = Duration::from_millis(10);
        assert_eq!(wait(child, most, &crate::progress::Silent), Ended::TooLong);
    }
}
