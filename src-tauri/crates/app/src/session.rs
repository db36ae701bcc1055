//! A session: who works, in which language, on which ledger.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use jiff::civil::Date;
use shirube_domain::catalogue::Catalogue;
pub use shirube_store::Access;
use shirube_store::{ActionInfo, ActionKind, Ledger, OpenOptions};
use uuid::Uuid;

use crate::api::failure::{Exit, Failure};
use crate::assets::Assets;
use crate::clock;
use crate::fault::Fault;
use crate::hubs::memo::{Key, Memo, Ranked};
use crate::text::Language;

/// Result of a use case.
pub type Outcome<T> = Result<T, Fault>;

/// What a front door knows of its surroundings.
#[derive(Debug, Clone)]
pub struct Surroundings {
    /// The version of the program.
    pub app_version: String,
    /// Who works here, for the history.
    pub actor: String,
    /// The language of sentences.
    pub language: Language,
    /// Where the default ledger lies; `None` where the system names no data folder.
    pub default_ledger: Option<PathBuf>,
    /// Where automatic backups go; `None` for none.
    pub backups: Option<PathBuf>,
}

impl Surroundings {
    /// The surroundings of this program on this machine: the user's data folder and name.
    pub fn of_this_machine(app_version: &str) -> Self {
        use etcetera::BaseStrategy;
        let data =
            etcetera::choose_base_strategy().ok().map(|base| base.data_dir().join("shirube"));
        let actor = ["SHIRUBE_ACTOR", "USER", "USERNAME"]
            .into_iter()
            .find_map(|name| std::env::var(name).ok().filter(|value| !value.trim().is_empty()));
        Self {
            app_version: app_version.to_owned(),
            actor: actor.unwrap_or_default(),
            language: Language::Ja,
            default_ledger: data.as_ref().map(|data| data.join("ledger.shirube")),
            backups: data.map(|data| data.join("backups")),
        }
    }
}

/// An open session. All calls go through one; it may be shared between threads.
#[derive(Debug)]
pub struct Session {
    surroundings: Mutex<Surroundings>,
    ledger: Mutex<Option<Ledger>>,
    memo: Mutex<Memo>,
    assets: &'static Assets,
    effective: Mutex<BTreeMap<EffectiveKey, Arc<Catalogue>>>,
}

/// What an effective catalogue is made of: the ids of the kept catalogue and of the overlays.
/// What has an id never changes, in whichever ledger it lies.
pub(crate) type EffectiveKey = (Option<Uuid>, Vec<Uuid>);

/// How many effective catalogues are remembered.
const REMEMBERED: usize = 64;

impl Session {
    /// A session without a ledger.
    ///
    /// # Errors
    /// The program's own data are damaged.
    pub fn new(surroundings: Surroundings) -> Outcome<Self> {
        let assets = Assets::get()
            .map_err(|detail| Fault::new("assets_damaged", Exit::File).with("detail", detail))?;
        Ok(Self {
            surroundings: Mutex::new(surroundings),
            ledger: Mutex::new(None),
            memo: Mutex::default(),
            assets,
            effective: Mutex::default(),
        })
    }

    /// What ships inside the program.
    pub fn assets(&self) -> &'static Assets {
        self.assets
    }

    /// The effective catalogue of that key, made by `make` where it is not remembered.
    ///
    /// # Errors
    /// What `make` returns.
    pub(crate) fn effective(
        &self,
        key: &EffectiveKey,
        make: impl FnOnce() -> Outcome<Catalogue>,
    ) -> Outcome<Arc<Catalogue>> {
        if let Some(known) = lock(&self.effective).get(key) {
            return Ok(Arc::clone(known));
        }
        let made = Arc::new(make()?);
        let mut effective = lock(&self.effective);
        if effective.len() >= REMEMBERED {
            effective.clear();
        }
        effective.insert(key.clone(), Arc::clone(&made));
        Ok(made)
    }

    /// A copy of the surroundings.
    pub fn surroundings(&self) -> Surroundings {
        lock(&self.surroundings).clone()
    }

    /// Changes the surroundings.
    pub(crate) fn change(&self, change: impl FnOnce(&mut Surroundings)) {
        change(&mut lock(&self.surroundings));
    }

    /// The language of sentences.
    pub fn language(&self) -> Language {
        lock(&self.surroundings).language
    }

    /// The sentence of a key in the session's language.
    pub fn say(&self, key: &str, params: &[(&str, &str)]) -> String {
        self.assets.text.say(self.language(), key, params)
    }

    /// Whether there is a sentence of that key.
    pub(crate) fn knows(&self, key: &str) -> bool {
        self.assets.text.template(self.language(), key).is_some()
    }

    /// A fault in the session's language.
    pub fn tell(&self, fault: &Fault) -> Failure {
        fault.tell(&self.assets.text, self.language())
    }

    /// The path of the default ledger.
    ///
    /// # Errors
    /// The system names no data folder.
    pub fn default_ledger(&self) -> Outcome<PathBuf> {
        lock(&self.surroundings)
            .default_ledger
            .clone()
            .ok_or_else(|| Fault::new("home_unknown", Exit::Ledger))
    }

    /// How to open a ledger now.
    pub(crate) fn open_options(&self, access: Access) -> OpenOptions {
        let mut seed = [0; 32];
        let (first, second) = seed.split_at_mut(16);
        first.copy_from_slice(Uuid::new_v4().as_bytes());
        second.copy_from_slice(Uuid::new_v4().as_bytes());
        OpenOptions { access, app_version: lock(&self.surroundings).app_version.clone(), seed }
    }

    /// Opens a ledger in this session; the one before is closed.
    ///
    /// # Errors
    /// Every way in which a ledger can't be used.
    pub fn open(&self, path: &Path, access: Access) -> Outcome<()> {
        // Two handles of one process on one file would stand in each other's way.
        self.close()?;
        let ledger = Ledger::open(path, &self.open_options(access))?;
        *lock(&self.ledger) = Some(ledger);
        Ok(())
    }

    /// Makes `ledger` the session's own.
    pub(crate) fn hold(&self, ledger: Ledger) {
        *lock(&self.ledger) = Some(ledger);
    }

    /// Closes the ledger, so that its one file is complete.
    ///
    /// # Errors
    /// The file can't be written.
    pub fn close(&self) -> Outcome<()> {
        match lock(&self.ledger).take() {
            Some(ledger) => Ok(ledger.close()?),
            None => Ok(()),
        }
    }

    /// Runs `work` on the open ledger.
    ///
    /// # Errors
    /// No ledger is open, or what `work` returns.
    pub(crate) fn with_ledger<T>(
        &self,
        work: impl FnOnce(&mut Ledger) -> Outcome<T>,
    ) -> Outcome<T> {
        let mut guard = lock(&self.ledger);
        let ledger = guard.as_mut().ok_or_else(|| Fault::new("no_ledger_open", Exit::Ledger))?;
        work(ledger)
    }

    /// Runs `work` on the open ledger, if one is open.
    ///
    /// # Errors
    /// What `work` returns.
    pub(crate) fn with_open_ledger<T>(
        &self,
        work: impl FnOnce(&Ledger) -> Outcome<T>,
    ) -> Outcome<Option<T>> {
        lock(&self.ledger).as_ref().map(work).transpose()
    }

    /// The ranking for that key: the last one, or worked out anew.
    pub(crate) fn ranking(
        &self,
        key: Key,
        work: impl FnOnce(&Key) -> Outcome<Ranked>,
    ) -> Outcome<Arc<Ranked>> {
        lock(&self.memo).get(key, work)
    }

    /// Now, as an instant and as the local day.
    pub(crate) fn now(&self) -> (Timestamp, Date) {
        clock::now()
    }

    /// An action that happens now, by whoever works here.
    pub(crate) fn action(&self, kind: ActionKind) -> ActionInfo {
        ActionInfo::new(kind, &lock(&self.surroundings).actor, self.now().0)
    }
}

/// A thread that died in the middle left the ledger's transaction rolled back: go on.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
