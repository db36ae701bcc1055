//! Review points and attachments of a plan: kept, undone, and gone and back with their plan.

use jiff::civil::date;
use shirube_store::{
    ActionKind, Hanging, NewAttachment, PointOrigin, PointState, ReviewPoint, UndoScope,
};
use uuid::Uuid;

use crate::support::{Place, at, create_plan, info, plan};

fn point(id: Uuid, plan: Uuid) -> ReviewPoint {
    ReviewPoint {
        id,
        plan,
        field: "products[0].name".to_owned(),
        requirement: Some("B-1".to_owned()),
        origin: PointOrigin::Return,
        text: "名称が違います".to_owned(),
        author: "受領 太郎".to_owned(),
        at: at(3),
        returned_on: Some(date(2027, 5, 10)),
        answer: None,
        answered_by: None,
        answered_at: None,
        state: PointState::Open,
    }
}

#[test]
fn a_point_is_kept_changed_and_each_step_undone() {
    let place = Place::new();
    let mut ledger = place.create();
    let c = plan(&mut ledger, "計画");
    create_plan(&mut ledger, &c);
    let mut written = point(ledger.new_id(at(3)), c.id);
    ledger
        .write(info(ActionKind::AddPoint).of_plan(c.id), |tx| tx.add_review_point(&written))
        .unwrap();
    let open = written.clone();
    written.answer = Some("直しました".to_owned());
    written.answered_by = Some("申請 花子".to_owned());
    written.answered_at = Some(at(4));
    written.state = PointState::Answered;
    let update = |tx: &mut shirube_store::Tx<'_>| tx.update_review_point(&written);
    assert!(ledger.write(info(ActionKind::UpdatePoint).of_plan(c.id), update).unwrap().value);
    assert_eq!(ledger.review_points(c.id).unwrap(), std::slice::from_ref(&written));
    assert_eq!(ledger.review_point(c.id, written.id).unwrap(), written);
    // Another plan does not have it.
    let elsewhere = ledger.review_point(written.id, written.id).unwrap_err();
    assert_eq!(elsewhere.code(), "point_not_found");
    ledger.undo(UndoScope::Latest, "担当者", at(5)).unwrap();
    assert_eq!(ledger.review_points(c.id).unwrap(), [open]);
    ledger.undo(UndoScope::Latest, "担当者", at(6)).unwrap();
    assert!(ledger.review_points(c.id).unwrap().is_empty());
}

#[test]
fn a_plan_goes_and_comes_back_with_what_hangs_on_it() {
    let place = Place::new();
    let mut ledger = place.create();
    let (c, other) = (plan(&mut ledger, "計画"), plan(&mut ledger, "別の計画"));
    create_plan(&mut ledger, &c);
    create_plan(&mut ledger, &other);
    let (of_c, of_other) =
        (point(ledger.new_id(at(3)), c.id), point(ledger.new_id(at(3)), other.id));
    let file = NewAttachment {
        plan: Some(c.id),
        name: "証拠.pdf",
        media_type: "application/pdf",
        requirement: Some("C-1"),
        note: Some("単価"),
        bytes: b"%PDF-",
    };
    let attached = ledger
        .write(info(ActionKind::Attach).of_plan(c.id), |tx| {
            tx.add_review_point(&of_c)?;
            tx.add_review_point(&of_other)?;
            tx.attach(&file)
        })
        .unwrap()
        .value;
    let counted = Hanging { attachments: 1, points: 1, revisions: 0 };
    assert_eq!(ledger.hanging(c.id).unwrap(), counted);
    let found = ledger.attachment(c.id, attached.id).unwrap();
    assert_eq!(
        (found.by.as_str(), found.requirement.as_deref(), found.note.as_deref()),
        ("担当者", Some("C-1"), Some("単価"))
    );
    ledger.write(info(ActionKind::RemovePlan).of_plan(c.id), |tx| tx.remove_plan(c.id)).unwrap();
    assert!(ledger.attachments(Some(c.id)).unwrap().is_empty());
    assert!(ledger.review_points(c.id).unwrap().is_empty());
    assert_eq!(ledger.review_points(other.id).unwrap(), [of_other]);
    assert_eq!(ledger.former_attachment_name(attached.id).unwrap().as_deref(), Some("証拠.pdf"));
    ledger.undo(UndoScope::Latest, "担当者", at(9)).unwrap();
    assert_eq!(ledger.plan(c.id).unwrap(), c);
    assert_eq!(ledger.attachments(Some(c.id)).unwrap(), [attached]);
    assert_eq!(ledger.review_points(c.id).unwrap(), [of_c]);
}
