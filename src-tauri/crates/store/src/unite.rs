//! Two firms of the ledger that are one: figures, choices, names, decisions and the plans that
//! name the one go to the other, in one action.

use rusqlite::params;
use serde_json::Value;
use shirube_domain::firm::FirmRecord;
use shirube_domain::names::matching_form;
use shirube_domain::plan::SelectedFirm;
use uuid::Uuid;

use crate::choices::lines_of;
use crate::decisions::Verdict;
use crate::error::{Result, StoreError};
use crate::firms::{RECORD, read_record, record_image};
use crate::identity::identities;
use crate::log::uuid_at;
use crate::matching::lost_places;
use crate::merging::{Merge, merged};
use crate::rows::{FIRM, PLAN};
use crate::write::Tx;

impl Tx<'_> {
    /// Makes `gone` and `kept` one: `kept` stays, with its blanks filled from `gone`, which is
    /// taken out. What `gone` was known by finds `kept` from now on.
    ///
    /// # Errors
    /// There is no such firm; or they have two 法人番号, and so are two firms.
    pub fn unite(&mut self, gone: Uuid, kept: Uuid) -> Result<()> {
        let (gone_key, lost) = self.whole_firm(gone)?;
        let (kept_key, found) = self.whole_firm(kept)?;
        if gone == kept {
            return Err(StoreError::FirmNotFound(gone.to_string()));
        }
        if let (Some(a), Some(b)) = (&lost.corporate_number, &found.corporate_number)
            && a != b
        {
            return Err(StoreError::NumbersDiffer { first: a.to_string(), second: b.to_string() });
        }
        for line in lines_of(self.conn, gone_key)? {
            self.hand_figures(gone_key, &line, kept_key)?;
        }
        self.hand_choices(gone_key, Some(kept_key))?;
        self.hand_levels(gone, Some(kept))?;
        self.hand_selections(gone, kept)?;
        self.hand_plans(gone, kept)?;
        self.hand_consultations(gone, kept)?;
        let own = identities(&found);
        self.hand_decisions(gone, kept, &own)?;
        for identity in &own {
            self.decide(identity, &found.name, gone, None)?;
        }
        let lost_ids = identities(&lost);
        for identity in lost_ids.iter().filter(|identity| !own.contains(identity)) {
            self.decide(identity, &lost.name, kept, Some(Verdict::Same))?;
        }
        self.hand_former_names(gone, kept)?;
        if matching_form(&lost.name) != matching_form(&found.name) {
            self.note_former(kept, &lost)?;
        }
        let image = FIRM.read(self.conn, gone)?.unwrap_or_default();
        self.delete(&FIRM, gone, &image)?;
        self.fill(kept, &found, &lost)
    }

    fn whole_firm(&self, id: Uuid) -> Result<(i64, FirmRecord)> {
        let sql = format!("SELECT key, {RECORD} FROM firm WHERE id = ?1");
        let mut select = self.conn.prepare_cached(&sql)?;
        let mut rows = select.query([id.as_bytes()])?;
        match rows.next()? {
            Some(row) => Ok((row.get(0)?, read_record(row, 1)?)),
            None => Err(StoreError::FirmNotFound(id.to_string())),
        }
    }

    /// Fills the blanks of a firm. A person stands behind it from now on, so that neither sheet
    /// turns it round when it comes again.
    fn fill(&mut self, id: Uuid, found: &FirmRecord, lost: &FirmRecord) -> Result<()> {
        let before = FIRM.read(self.conn, id)?.unwrap_or_default();
        let mut after = before.clone();
        if let Some(filled) = merged(found, lost, Merge::Blanks) {
            if lost_places(found, &filled) {
                self.note_former(id, found)?;
            }
            after.extend(record_image(&filled));
        }
        after.insert("import".to_owned(), Value::Null);
        after.insert("row".to_owned(), Value::Null);
        after.insert("changed_by".to_owned(), Value::from(self.seq));
        self.update(&FIRM, id, &before, &after)?;
        Ok(())
    }

    /// Plans that name the one name the other; a plan that names both keeps what it says of the
    /// one that stays.
    fn hand_plans(&mut self, from: Uuid, to: Uuid) -> Result<()> {
        let sql = "SELECT id, selected FROM plan WHERE selected LIKE ?1 ORDER BY key";
        let plans = self
            .conn
            .prepare_cached(sql)?
            .query_map(params![format!("%{from}%")], |row| {
                Ok((uuid_at(row, 0)?, row.get::<_, String>(1)?))
            })?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        for (id, text) in plans {
            let mut selected: Vec<SelectedFirm> =
                serde_json::from_str(&text).map_err(|error| crate::log::unfit(1, error))?;
            if selected.iter().any(|selected| selected.firm == to) {
                selected.retain(|selected| selected.firm != from);
            }
            for selected in selected.iter_mut().filter(|selected| selected.firm == from) {
                selected.firm = to;
            }
            let before = PLAN.read(self.conn, id)?.unwrap_or_default();
            let mut after = before.clone();
            let text = serde_json::to_string(&selected).unwrap_or(text);
            after.insert("selected".to_owned(), Value::from(text));
            self.update(&PLAN, id, &before, &after)?;
        }
        Ok(())
    }
}
