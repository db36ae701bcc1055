//! The stages of a plan's process: where a plan stands, and planning backward from submission.

use jiff::civil::Date;

use crate::catalogue::Stage;
use crate::holidays::{Closed, closed, office_day_by, office_days_between, office_days_from};
use crate::plan::{Plan, StageRecord, StageVisit};

/// Where a stage stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StageState {
    /// 済み: the plan has reached it and gone on.
    Done,
    /// いまここ: the stage that the plan has reached.
    Current,
    /// これから
    Coming,
    /// 遅れ: its planned day has passed, and the plan has not reached it.
    Overdue,
    /// 通らなかった: the plan went past it.
    Skipped,
}

impl StageState {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Current => "current",
            Self::Coming => "coming",
            Self::Overdue => "overdue",
            Self::Skipped => "skipped",
        }
    }
}

/// A stage of a plan with its record; the record is blank where nothing was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageView<'a> {
    /// The stage.
    pub stage: &'a Stage,
    /// Its days.
    pub record: StageRecord,
    /// Where it stands.
    pub state: StageState,
}

/// Every stage of the plan, in order, as it stands on that day. A stage that sends the plan back
/// is on no way: it is current, done, or coming.
pub fn standing<'a>(plan: &Plan, stages: &[&'a Stage], today: Date) -> Vec<StageView<'a>> {
    let mut reached = position(plan, stages);
    stages
        .iter()
        .map(|stage| {
            let record = plan.schedule.get(&stage.id).cloned().unwrap_or_default();
            let here = stage.id == plan.stage;
            let passed = !here && !stage.returns && reached > 0;
            if !stage.returns {
                reached = reached.saturating_sub(1);
            }
            let state = match (here, record.actual, passed) {
                (true, ..) => StageState::Current,
                (_, Some(_), _) => StageState::Done,
                (_, None, true) => StageState::Skipped,
                (_, None, false) if record.planned.is_some_and(|day| day < today) => {
                    StageState::Overdue
                }
                _ => StageState::Coming,
            };
            StageView { stage, record, state }
        })
        .collect()
}

/// How many stages of the way lie before the one that the plan has reached. After a return it is
/// the last one that it had reached.
fn position(plan: &Plan, stages: &[&Stage]) -> usize {
    let way: Vec<&&Stage> = stages.iter().filter(|stage| !stage.returns).collect();
    let here = way.iter().position(|stage| stage.id == plan.stage);
    here.unwrap_or_else(|| {
        let reached = |stage: &&Stage| {
            plan.schedule.get(&stage.id).is_some_and(|record| record.actual.is_some())
        };
        way.iter().rposition(|stage| reached(stage)).map_or(0, |place| place + 1)
    })
}

/// The plan has reached a stage on that day. Reaching the present stage again only corrects its
/// day and note; going back opens the stages after it, and what they had is kept as a visit. The
/// stage in which a plan is begun has no day of its own: it is `begun`.
pub fn reach(
    plan: &mut Plan,
    stages: &[&Stage],
    to: &Stage,
    (on, begun): (Date, Date),
    note: &str,
) {
    let again = plan.stage == to.id;
    if !again && stages.first().is_some_and(|first| first.id == plan.stage) {
        let first = plan.schedule.entry(plan.stage.clone()).or_default();
        first.actual.get_or_insert(begun.min(on));
    }
    if !again && !to.returns {
        let later = stages.iter().skip_while(|stage| stage.id != to.id).skip(1);
        for stage in later.filter(|stage| !stage.returns) {
            if let Some(record) = plan.schedule.get_mut(&stage.id) {
                leave(record);
            }
        }
    }
    let record = plan.schedule.entry(to.id.clone()).or_default();
    if !again {
        leave(record);
    }
    record.actual = Some(on);
    note.clone_into(&mut record.note);
    plan.stage.clone_from(&to.id);
}

/// What a stage had becomes a visit of the past.
fn leave(record: &mut StageRecord) {
    if let Some(on) = record.actual.take() {
        record.visits.push(StageVisit { on, note: std::mem::take(&mut record.note) });
    }
}

/// Why a stage is planned for its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It is the day of submission.
    Submission,
    /// A person said so.
    Fixed,
    /// So many office days before the next stage's day.
    Before(u16),
    /// So many office days after the stage before.
    After(u16),
}

/// The day of one stage, and how it came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedStage {
    /// The stage's id.
    pub id: String,
    /// The day; `None` for a stage that nothing plans.
    pub day: Option<Date>,
    /// How many office days it takes, if that is known.
    pub office_days: Option<u16>,
    /// Why it is that day.
    pub why: Option<Why>,
    /// The day that was wanted, and why offices are closed on it.
    pub moved: Option<(Date, Closed)>,
}

/// Plans every stage of the way from the day of submission: backward by the office days that the
/// stages take, forward after it where a stage has a duration. Days that a person fixed stand, and
/// the stages before them count from there.
pub fn plan_backward(
    stages: &[&Stage],
    submit: Date,
    fixed: &dyn Fn(&str) -> Option<Date>,
    office_days: &dyn Fn(&Stage) -> Option<u16>,
) -> Vec<PlannedStage> {
    let way: Vec<&Stage> = stages.iter().copied().filter(|stage| !stage.returns).collect();
    let Some(submission) = way.iter().position(|stage| stage.submission) else { return Vec::new() };
    let mut planned: Vec<PlannedStage> = way
        .iter()
        .map(|stage| PlannedStage {
            id: stage.id.clone(),
            day: None,
            office_days: office_days(stage),
            why: None,
            moved: None,
        })
        .collect();
    set(&mut planned[submission], submit, Why::Submission);
    for place in (0..submission).rev() {
        let (Some(next), days) = (planned[place + 1].day, planned[place + 1].office_days) else {
            continue;
        };
        match fixed(&way[place].id) {
            Some(day) => set(&mut planned[place], day, Why::Fixed),
            None => {
                let days = days.unwrap_or(0);
                let day = office_days_from(next, i32::from(days));
                set(&mut planned[place], day, Why::Before(days));
            }
        }
    }
    for place in submission + 1..way.len() {
        let before = planned[place - 1].day;
        match (fixed(&way[place].id), before, planned[place].office_days) {
            (Some(day), ..) => set(&mut planned[place], day, Why::Fixed),
            (None, Some(before), Some(days)) => {
                let day = office_days_from(before, -i32::from(days));
                set(&mut planned[place], day, Why::After(days));
            }
            _ => {}
        }
    }
    planned
}

fn set(stage: &mut PlannedStage, wanted: Date, why: Why) {
    let day = office_day_by(wanted);
    stage.moved = (day != wanted).then(|| closed(wanted)).flatten().map(|reason| (wanted, reason));
    stage.day = Some(day);
    stage.why = Some(why);
}

/// A day that a person gives a stage, moved to the office day before it where offices are closed.
pub fn fix(id: &str, wanted: Date, office_days: Option<u16>) -> PlannedStage {
    let mut stage =
        PlannedStage { id: id.to_owned(), day: None, office_days, why: None, moved: None };
    set(&mut stage, wanted, Why::Fixed);
    stage
}

/// How many office days are lacking: the work on the first stage that is still open would have
/// had to begin before today. 0 when there is time enough.
pub fn lacking(first: &PlannedStage, today: Date) -> u32 {
    let Some(day) = first.day else { return 0 };
    let begin = office_days_from(day, i32::from(first.office_days.unwrap_or(0)));
    office_days_between(begin, today)
}

/// Whether something is still to be done before the plan reaches that stage.
pub fn is_open(plan: &Plan, stages: &[&Stage], id: &str, today: Date) -> bool {
    let found = standing(plan, stages, today).into_iter().find(|one| one.stage.id == id);
    found.is_some_and(|one| matches!(one.state, StageState::Coming | StageState::Overdue))
}
