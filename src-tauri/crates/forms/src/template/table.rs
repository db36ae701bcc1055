//! A table of a form: a record in each of its places, and what to do with more of them.

use shirube_domain::binding::{Overflow, TableBinding, cell_name};
use shirube_sheets::PutValue;

use super::annex::AnnexBody;
use super::answer::{Answer, label, records};
use super::fill::{Pen, Spot};
use super::write::plain;

impl Pen<'_> {
    /// Fills the places of a table.
    pub(super) fn table(&mut self, table: &TableBinding) {
        let records = records(self.input, &table.source);
        let places = table.places();
        let at = Spot {
            sheet: table.sheet.clone(),
            cell: first_cell(table, 0),
            field: table.source.clone(),
        };
        let mut shown = records.len().min(places);
        if records.len() > places {
            match table.overflow {
                Overflow::Tell | Overflow::Refuse => {
                    let counts = [("records", records.len()), ("places", places)];
                    let params = counts.map(|(name, count)| (name, count.to_string()));
                    return self.refuse(&at, "fill_table_too_long", params.to_vec());
                }
                Overflow::Cut => self.surplus(&at, "cut", records.len() - places, None),
                Overflow::Continue => {
                    // The last place says where the rest stands.
                    shown = places - 1;
                    let rest = &records[shown..];
                    let body = self.rest(table, rest);
                    let number = self.annex(&at, body);
                    self.surplus(&at, "continued", rest.len(), Some(number));
                    self.refer(table, shown, number);
                }
            }
        }
        for (place, record) in records[..shown].iter().enumerate() {
            for part in &table.parts {
                let (row, column) = table.place(place, part);
                let at = Spot {
                    sheet: table.sheet.clone(),
                    cell: cell_name(row, column),
                    field: format!("{}[{record}].{}", table.source, part.key),
                };
                // What is said of records too many says nothing of a long text in one of them.
                let overflow = match table.overflow {
                    Overflow::Refuse => Overflow::Refuse,
                    _ => Overflow::Tell,
                };
                self.value(at, (row, column), part.format.as_ref(), overflow);
            }
        }
    }

    /// 「以下、別紙1のとおり」 in the first cell of a place.
    fn refer(&mut self, table: &TableBinding, place: usize, number: usize) {
        let Some(part) = table.parts.first() else { return };
        let (row, column) = table.place(place, part);
        let at = Spot {
            sheet: table.sheet.clone(),
            cell: cell_name(row, column),
            field: table.source.clone(),
        };
        let text = self.see("forms.annex.rest", number);
        self.put(at, (row, column), PutValue::Text(text));
    }

    fn rest(&self, table: &TableBinding, records: &[usize]) -> AnnexBody {
        let field = |record: usize, key: &str| format!("{}[{record}].{key}", table.source);
        let headings = table.parts.iter().map(|part| label(self.input, &field(0, &part.key)));
        let cell = |record: usize, key: &str| {
            plain(self.input, &Answer::at(self.input, &field(record, key)))
        };
        let row = |record: &usize| {
            table.parts.iter().map(|part| cell(*record, &part.key)).collect::<Vec<_>>()
        };
        AnnexBody::Table { headings: headings.collect(), rows: records.iter().map(row).collect() }
    }
}

fn first_cell(table: &TableBinding, place: usize) -> String {
    table.parts.first().map_or_else(String::new, |part| {
        let (row, column) = table.place(place, part);
        cell_name(row, column)
    })
}
