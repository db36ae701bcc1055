//! Any JSON as a plan's answers: checked without a panic, and what passes passes again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use shirube_domain::answers::Answers;
use shirube_domain::plan::PlanKind;

fuzz_target!(|bytes: &[u8]| {
    let Ok(value) = serde_json::from_slice::<serde_json::Value>(bytes) else { return };
    for kind in PlanKind::ALL {
        if let Ok(answers) = Answers::check(kind, &value) {
            let again = serde_json::Value::Object(answers.as_map().clone());
            assert_eq!(Answers::check(kind, &again).as_ref(), Ok(&answers));
        }
    }
});
