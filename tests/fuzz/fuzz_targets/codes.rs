//! Any text as a code, a name or a number of yen: what is accepted is accepted again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use shirube_domain::codes::{
    CorporateNumber, IndustryCode, LocalGovernmentCode, PostalCode, PrefectureCode,
};
use shirube_domain::names::{matching_form, search_form};

macro_rules! stable {
    ($code:ty, $text:expr) => {
        if let Ok(code) = <$code>::parse($text) {
            assert_eq!(<$code>::parse(code.as_str()).as_ref(), Ok(&code));
        }
    };
}

fuzz_target!(|text: &str| {
    stable!(CorporateNumber, text);
    stable!(IndustryCode, text);
    stable!(LocalGovernmentCode, text);
    stable!(PostalCode, text);
    stable!(PrefectureCode, text);
    let _ = matching_form(text);
    let _ = search_form(text);
});
