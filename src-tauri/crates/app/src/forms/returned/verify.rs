//! Reading a reference form again, without a ledger: whether it is as it was written.

use shirube_forms::{Sent, read_returned};

use super::baseline;
use crate::api::failure::Exit;
use crate::api::returned::{FormVerified, FormVerifyRequest};
use crate::fault::Fault;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn verify(
    session: &Session,
    request: FormVerifyRequest,
    _progress: &dyn Progress,
) -> Outcome<FormVerified> {
    let at_file = |error| Fault::from(error).at_file(&request.file);
    let book = baseline::open(&request.file)?;
    let sent = Sent::read(&book).map_err(at_file)?;
    let no_data = || Fault::new("returned_no_data", Exit::File).at_file(&request.file);
    let sent = sent.ok_or_else(no_data)?;
    let returned = read_returned(&book, &sent).map_err(at_file)?;
    let items = sent.homes.iter().filter(|home| home.said.is_some()).count();
    let sheets = book.sheets().len();
    let different = returned.answers.len() + returned.troubles.len();
    let ok = sent.intact && sent.traced && different == 0;
    let facts = [sheets.to_string(), items.to_string(), different.to_string()];
    let params = [("sheets", facts[0].as_str()), ("items", &facts[1]), ("different", &facts[2])];
    let key = match (ok, sent.intact && sent.traced) {
        (true, _) => "verify.equal",
        (_, false) => "verify.unknown",
        _ => "verify.different",
    };
    Ok(FormVerified {
        file: request.file.clone(),
        sha256: book.sha256().to_owned(),
        plan: sent.plan.clone(),
        sheets: sheets as u64,
        items: items as u64,
        different: different as u64,
        data_intact: sent.intact,
        ok,
        message: session.say(key, &params),
    })
}
