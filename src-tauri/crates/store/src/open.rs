//! Making, opening and closing a ledger.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use uuid::Uuid;

use crate::error::{Result, StoreError};
use crate::ids::Ids;
use crate::lock::{Hold, Lock};
use crate::migrate::{SCHEMA_VERSION, migrate, version};
use crate::place::{
    APPLICATION_ID, beside, check_head, existing_file, has_content, new_file, on_share, unwritable,
};
use crate::search::Columns;

/// What a ledger is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// To look: the file is not touched, several may do it at once.
    Read,
    /// To work: alone.
    Write,
}

/// How a ledger is opened.
#[derive(Debug, Clone)]
pub struct OpenOptions {
    /// To look or to work.
    pub access: Access,
    /// The version of the program, noted in a ledger that it works in.
    pub app_version: String,
    /// Random bytes, from which new ids are made: never the same twice.
    pub seed: [u8; 32],
}

/// An open ledger (台帳): one SQLite file that holds everything.
#[derive(Debug)]
pub struct Ledger {
    // Declared before the lock: the connection is closed first.
    pub(crate) conn: Connection,
    pub(crate) columns: Columns,
    pub(crate) ids: Ids,
    pub(crate) path: PathBuf,
    access: Access,
    app_version: String,
    _lock: Option<Lock>,
}

/// What `ledger info` shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerInfo {
    /// Where it lies.
    pub path: PathBuf,
    /// Its schema version.
    pub schema_version: i64,
    /// The version of the program that last worked in it.
    pub app_version: String,
    /// How many plans.
    pub plans: u64,
    /// How many firms.
    pub firms: u64,
    /// How many actions in the log.
    pub actions: u64,
    /// The file's size.
    pub bytes: u64,
}

impl Ledger {
    /// Makes a new, empty ledger and opens it for work. It appears under its name complete or
    /// not at all.
    ///
    /// # Errors
    /// Something lies there already, its folder does not exist or can't be written, or it is a
    /// network share.
    pub fn create(path: &Path, at: Timestamp, options: &OpenOptions) -> Result<Self> {
        let path = new_file(path)?;
        if on_share(&path) {
            return Err(StoreError::OnShare(path));
        }
        let mut ids = Ids::new(options.seed);
        let draft = beside(&path, &format!(".{}.new", ids.next(at).simple()));
        let made = make(&draft, &path, at, options, ids.next(at));
        for left in ["", "-wal", "-shm", "-journal"] {
            let _ = fs::remove_file(beside(&draft, left));
        }
        made?;
        Self::open(&path, &OpenOptions { access: Access::Write, ..options.clone() })
    }

    /// Opens an existing ledger.
    ///
    /// For work it is held alone, and brought to this program's schema version first. For
    /// looking it is not written, except that what a crash left in the write-ahead log is taken
    /// in, or an older schema brought up.
    ///
    /// # Errors
    /// Every way in which the file can't be used; see [`StoreError`].
    pub fn open(path: &Path, options: &OpenOptions) -> Result<Self> {
        let path = existing_file(path)?;
        match options.access {
            Access::Write => Self::open_for_work(path, options),
            Access::Read => Self::open_to_look(path, options),
        }
    }

    fn open_for_work(path: PathBuf, options: &OpenOptions) -> Result<Self> {
        if on_share(&path) {
            return Err(StoreError::OnShare(path));
        }
        let read_only = fs::metadata(&path).is_ok_and(|meta| meta.permissions().readonly());
        let lock = Lock::take(&path, Hold::Alone)?;
        check_head(&path, is_settled(&path))?;
        if read_only || lock.is_none() {
            return Err(StoreError::ReadOnly(path));
        }
        let conn = connect(&path, &options.app_version).map_err(|error| error.at(&path))?;
        Ok(Self::with(conn, path, options, lock))
    }

    fn open_to_look(path: PathBuf, options: &OpenOptions) -> Result<Self> {
        let mut lock = Lock::take(&path, Hold::WithReaders)?;
        let settled = is_settled(&path);
        let found = check_head(&path, settled)?;
        if !settled || found < SCHEMA_VERSION {
            drop(lock.take());
            let write = OpenOptions { access: Access::Write, ..options.clone() };
            Self::open_for_work(path.clone(), &write)?.close()?;
            lock = Lock::take(&path, Hold::WithReaders)?;
        }
        let conn = connect_to_look(&path).map_err(|error| error.at(&path))?;
        Ok(Self::with(conn, path, options, lock))
    }

    fn with(conn: Connection, path: PathBuf, options: &OpenOptions, lock: Option<Lock>) -> Self {
        Self {
            conn,
            columns: Columns::default(),
            ids: Ids::new(options.seed),
            path,
            access: options.access,
            app_version: options.app_version.clone(),
            _lock: lock,
        }
    }

    /// Closes the ledger; afterwards its one file is complete.
    ///
    /// # Errors
    /// The disk is full or fails. Nothing is lost: what is not in the file is in the log beside
    /// it, and is taken in when the ledger is next opened.
    pub fn close(self) -> Result<()> {
        self.settle()
    }

    /// Brings everything from the write-ahead log into the file.
    fn settle(&self) -> Result<()> {
        if self.access == Access::Write {
            self.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        }
        Ok(())
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What it was opened for.
    pub fn access(&self) -> Access {
        self.access
    }

    /// A new id of that time, for a plan that is to be made.
    pub fn new_id(&mut self, at: Timestamp) -> Uuid {
        self.ids.next(at)
    }

    /// Its size, versions and counts.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn info(&self) -> Result<LedgerInfo> {
        let count = |table: &str| -> Result<u64> {
            let sql = format!("SELECT count(*) FROM {table}");
            Ok(self.conn.query_row(&sql, [], |row| row.get::<_, i64>(0))?.unsigned_abs())
        };
        let app_version = "SELECT value FROM meta WHERE name = 'app_version'";
        let bytes = ["", "-wal"]
            .iter()
            .filter_map(|suffix| fs::metadata(beside(&self.path, suffix)).ok())
            .map(|meta| meta.len())
            .sum();
        Ok(LedgerInfo {
            path: self.path.clone(),
            schema_version: version(&self.conn)?,
            app_version: self.conn.query_row(app_version, [], |row| row.get(0))?,
            plans: count("plan")?,
            firms: count("firm")?,
            actions: count("action")?,
            bytes,
        })
    }

    /// The version of the program that has it open.
    pub fn app_version(&self) -> &str {
        &self.app_version
    }
}

impl Drop for Ledger {
    fn drop(&mut self) {
        // Best effort: what stays in the log is taken in at the next opening.
        let _ = self.settle();
    }
}

/// Whether no log beside the file waits to be taken in.
fn is_settled(path: &Path) -> bool {
    !has_content(&beside(path, "-wal")) && !has_content(&beside(path, "-journal"))
}

/// Writes an empty ledger as `draft` and gives it its name.
fn make(
    draft: &Path,
    path: &Path,
    at: Timestamp,
    options: &OpenOptions,
    ledger_id: Uuid,
) -> Result<()> {
    if let Err(error) = fs::File::create_new(draft) {
        return Err(unwritable(path, &error));
    }
    let mut conn = Connection::open_with_flags(draft, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    conn.pragma_update(None, "page_size", PAGE_BYTES)?;
    conn.pragma_update(None, "application_id", APPLICATION_ID)?;
    conn.pragma_update(None, "synchronous", "FULL")?;
    migrate(&mut conn)?;
    let mut insert = conn.prepare("INSERT INTO meta (name, value) VALUES (?1, ?2)")?;
    insert.execute(["app_version", &options.app_version])?;
    insert.execute(["created_at", &crate::log::stamp(at).to_string()])?;
    insert.execute(["ledger_id", &ledger_id.to_string()])?;
    drop(insert);
    conn.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    conn.close().map_err(|(_, error)| error)?;
    publish(draft, path)
}

/// Gives a finished file its name, without ever replacing another.
pub(crate) fn publish(draft: &Path, path: &Path) -> Result<()> {
    match fs::hard_link(draft, path) {
        Ok(()) => {
            let _ = fs::remove_file(draft);
            Ok(())
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            Err(StoreError::Exists(path.to_owned()))
        }
        // A file system without hard links (FAT): look, then rename.
        Err(_) if fs::symlink_metadata(path).is_ok() => Err(StoreError::Exists(path.to_owned())),
        Err(_) => fs::rename(draft, path).map_err(|error| unwritable(path, &error)),
    }
}

/// The size of a page: larger ones made a bulk import quicker (16 KiB by a tenth), smaller ones
/// make a small ledger and a single change smaller.
const PAGE_BYTES: i64 = 8192;

/// How much of the file SQLite keeps in memory: enough that a bulk import does not write its
/// index pages again and again.
const CACHE_KIB: i64 = 48 * 1024;

/// A bulk import's log is cut back to this much, rather than lying there until the close.
const LOG_BYTES: i64 = 16 << 20;

fn connect(path: &Path, app_version: &str) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut conn = Connection::open_with_flags(path, flags)?;
    // The lock file keeps our own programs out; this keeps out every other SQLite.
    conn.query_row("PRAGMA locking_mode = EXCLUSIVE", [], |_| Ok(()))?;
    conn.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    settings(&conn)?;
    conn.pragma_update(None, "synchronous", "FULL")?;
    conn.pragma_update(None, "foreign_keys", true)?;
    conn.query_row(&format!("PRAGMA journal_size_limit = {LOG_BYTES}"), [], |_| Ok(()))?;
    check(&conn, path)?;
    migrate(&mut conn)?;
    let noted = "UPDATE meta SET value = ?1 WHERE name = 'app_version' AND value <> ?1";
    conn.execute(noted, [app_version])?;
    Ok(conn)
}

/// Opens the file as one that does not change: SQLite then writes nothing, not even the shared
/// memory file that a write-ahead log needs. Our lock keeps the promise.
pub(crate) fn connect_to_look(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_URI;
    let conn = Connection::open_with_flags(immutable_uri(path), flags)?;
    settings(&conn)?;
    check(&conn, path)?;
    Ok(conn)
}

fn settings(conn: &Connection) -> Result<()> {
    conn.pragma_update(None, "cache_size", -CACHE_KIB)?;
    conn.pragma_update(None, "temp_store", "MEMORY")?;
    // A ledger may come from another office: nothing in its schema runs by itself.
    conn.pragma_update(None, "trusted_schema", false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.set_prepared_statement_cache_capacity(64);
    Ok(())
}

/// What the head said, asked again through SQLite, which knows the write-ahead log as well.
fn check(conn: &Connection, path: &Path) -> Result<()> {
    let id: i32 = conn.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let found = version(conn)?;
    let tables = "SELECT count(*) FROM sqlite_schema WHERE type = 'table'";
    let tables: i64 = conn.query_row(tables, [], |row| row.get(0))?;
    if id != APPLICATION_ID {
        Err(StoreError::NotOurs(path.to_owned()))
    } else if found > SCHEMA_VERSION {
        Err(StoreError::Newer { path: path.to_owned(), found, known: SCHEMA_VERSION })
    } else if found < 1 || tables == 0 {
        Err(StoreError::Damaged { path: path.to_owned(), detail: "no tables".to_owned() })
    } else {
        Ok(())
    }
}

/// The path as a URI that tells SQLite that the file does not change.
fn immutable_uri(path: &Path) -> String {
    let mut uri = String::from("file:");
    for byte in uri_bytes(path) {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b':' => {
                uri.push(char::from(byte));
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri.push_str("?immutable=1");
    uri
}

#[cfg(unix)]
fn uri_bytes(path: &Path) -> Vec<u8> {
    use std::os::unix::ffi::OsStrExt;
    path.as_os_str().as_bytes().to_vec()
}

/// On Windows `C:\\a` is written `///C:/a`, a share `//server/a`.
#[cfg(not(unix))]
fn uri_bytes(path: &Path) -> Vec<u8> {
    let text = path.to_string_lossy();
    let local = match text.strip_prefix(r"\\?\UNC\") {
        Some(share) => format!("//{share}"),
        None => format!("///{}", text.strip_prefix(r"\\?\").unwrap_or(&text)),
    };
    local.replace('\\', "/").into_bytes()
}
