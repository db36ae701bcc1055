//! Reading ahead: a file is read and understood on a thread of its own, while what came of its
//! rows goes into the ledger on this one. Each takes about half of an import.

use std::mem;
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use shirube_domain::draft::DraftFirm;
use shirube_intake::{DraftSink, Problem, SkippedRow, TableMapping};

/// How many rows go over at once.
const BATCH: usize = 256;
/// How many batches may wait. What is read ahead is held in memory.
const WAITING: usize = 4;

/// What came of a row.
enum Event {
    Table(Box<TableMapping>),
    Blanks(u32, Vec<u32>),
    Firm(Box<DraftFirm>),
    Problem(Problem),
    Skipped(SkippedRow),
}

/// Runs `read` on a thread of its own and gives `sink` here what it finds, in its order. A break
/// ends the reading.
pub(crate) fn read_ahead<T: Send>(
    sink: &mut dyn DraftSink,
    read: impl FnOnce(&mut dyn DraftSink) -> T + Send,
) -> T {
    let (sender, receiver) = sync_channel(WAITING);
    let blanks = sink.wants_blanks();
    thread::scope(|scope| {
        let reading = scope.spawn(move || {
            let mut ahead = Ahead { sender, batch: Vec::with_capacity(BATCH), blanks };
            let read = read(&mut ahead);
            // Nobody may be listening any more: they have said break.
            let _ = ahead.send();
            read
        });
        let _ = hand_over(&receiver, sink);
        drop(receiver);
        // A panic over there is one here, as if it had been read here.
        reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

fn hand_over(receiver: &Receiver<Vec<Event>>, sink: &mut dyn DraftSink) -> ControlFlow<()> {
    for event in receiver.iter().flatten() {
        match event {
            Event::Table(mapping) => sink.table(&mapping)?,
            Event::Blanks(row, columns) => sink.blanks(row, &columns),
            Event::Firm(firm) => sink.firm(*firm)?,
            Event::Problem(problem) => sink.problem(problem),
            Event::Skipped(row) => sink.skipped(row),
        }
    }
    ControlFlow::Continue(())
}

/// The end of the reading thread.
struct Ahead {
    sender: SyncSender<Vec<Event>>,
    batch: Vec<Event>,
    /// Whether the empty cells of a row are asked for.
    blanks: bool,
}

impl Ahead {
    fn push(&mut self, event: Event) -> ControlFlow<()> {
        self.batch.push(event);
        if self.batch.len() < BATCH { ControlFlow::Continue(()) } else { self.send() }
    }

    fn send(&mut self) -> ControlFlow<()> {
        let batch = mem::replace(&mut self.batch, Vec::with_capacity(BATCH));
        self.sender.send(batch).map_or(ControlFlow::Break(()), ControlFlow::Continue)
    }
}

impl DraftSink for Ahead {
    fn table(&mut self, mapping: &TableMapping) -> ControlFlow<()> {
        self.push(Event::Table(Box::new(mapping.clone())))
    }

    fn wants_blanks(&self) -> bool {
        self.blanks
    }

    fn blanks(&mut self, row: u32, columns: &[u32]) {
        let _ = self.push(Event::Blanks(row, columns.to_vec()));
    }

    fn firm(&mut self, firm: DraftFirm) -> ControlFlow<()> {
        self.push(Event::Firm(Box::new(firm)))
    }

    fn problem(&mut self, problem: Problem) {
        let _ = self.push(Event::Problem(problem));
    }

    fn skipped(&mut self, row: SkippedRow) {
        let _ = self.push(Event::Skipped(row));
    }
}

#[cfg(test)]
mod tests {
    use shirube_intake::RowKind;

    use super::*;

    fn row(number: u32) -> SkippedRow {
        let (sheet, text) = (String::new(), String::new());
        SkippedRow { sheet, row: number, column: None, reason: RowKind::Blank, text }
    }

    fn firm() -> DraftFirm {
        let record = shirube_domain::firm::FirmRecord::default();
        DraftFirm { row: 1, record, figures: Vec::new() }
    }

    /// Keeps the order in which things came; says break at the first firm.
    #[derive(Default)]
    struct Kept(Vec<u32>);

    impl DraftSink for Kept {
        fn firm(&mut self, _: DraftFirm) -> ControlFlow<()> {
            ControlFlow::Break(())
        }
        fn problem(&mut self, _: Problem) {}
        fn skipped(&mut self, row: SkippedRow) {
            self.0.push(row.row);
        }
    }

    #[test]
    fn everything_comes_in_its_order() {
        let mut kept = Kept::default();
        let read = read_ahead(&mut kept, |sink| {
            (1..=1_000).for_each(|number| sink.skipped(row(number)));
            "read"
        });
        assert_eq!(read, "read");
        assert!(kept.0.into_iter().eq(1..=1_000));
    }

    #[test]
    fn a_break_ends_the_reading() {
        let mut kept = Kept::default();
        let firms = read_ahead(&mut kept, |sink| {
            (0..1_000_000).take_while(|_| sink.firm(firm()).is_continue()).count()
        });
        assert!(firms <= BATCH * (WAITING + 3), "{firms}");
    }
}
