//! The ranking that was worked out last: a page further on, or a threshold moved, needs no new one.

use std::sync::Arc;

use shirube_domain::hubs::confidentiality::{Audience, Shown};
use shirube_domain::hubs::filter::Filter;
use shirube_domain::hubs::ranking::{By, Ranking};
use shirube_domain::hubs::region::{Bounds, Region};

/// What a ranking depends on.
#[derive(Debug, Clone)]
pub(crate) struct Key {
    pub(crate) region: Arc<Region>,
    pub(crate) bounds: Bounds,
    pub(crate) by: By,
    pub(crate) filter: Filter,
    pub(crate) search: String,
    pub(crate) audience: Audience,
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.region, &other.region)
            && self.bounds == other.bounds
            && self.by == other.by
            && self.filter == other.filter
            && self.search == other.search
            && self.audience == other.audience
    }
}

/// A ranking of what an audience may see.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ranked {
    pub(crate) ranking: Ranking,
    /// By row; empty where everything is shown.
    pub(crate) shown: Vec<Shown>,
    /// How many rows the filter lets through and nobody is shown.
    pub(crate) withheld: u64,
    /// How many of them are shown as bands; they stand last.
    pub(crate) banded: u64,
}

impl Ranked {
    /// How much of a row's degrees is shown.
    pub(crate) fn shown(&self, row: u32) -> Shown {
        self.shown.get(row as usize).copied().unwrap_or(Shown::Exact)
    }
}

/// The last one.
#[derive(Debug, Default)]
pub(crate) struct Memo(Option<(Key, Arc<Ranked>)>);

impl Memo {
    /// The ranking for that key, worked out if it is another one than the last.
    pub(crate) fn get<E>(
        &mut self,
        key: Key,
        work: impl FnOnce(&Key) -> Result<Ranked, E>,
    ) -> Result<Arc<Ranked>, E> {
        if let Some((known, ranked)) = &self.0
            && *known == key
        {
            return Ok(Arc::clone(ranked));
        }
        let ranked = Arc::new(work(&key)?);
        self.0 = Some((key, Arc::clone(&ranked)));
        Ok(ranked)
    }
}
