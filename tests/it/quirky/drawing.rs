//! A clean table drawn as cells in one of the ways.

use super::grid::{Cell, Grid};
use super::hand::{Column, Hand, plain};
use super::table::{Clean, FIELDS, Firm, decoy};
use super::ways::{Heads, Layout, Same, Sums, UnitAt, Ways};

/// Draws the table.
pub(super) fn draw(table: &Clean, ways: &Ways) -> Grid {
    let mut pen = Pen { hand: Hand { table, ways }, grid: Grid::default(), row: 0 };
    pen.titles();
    match ways.layout {
        Layout::Firms => pen.firms(),
        Layout::FirmYears => pen.firm_years(),
        Layout::Items => pen.items(),
        Layout::Across => pen.across(),
    }
    if ways.notes {
        pen.row += 1;
        for note in ["（注）金額は決算期による。", "※見本の表です。", "資料：見本県調べ"]
        {
            pen.line(note);
        }
    }
    pen.grid
}

struct Pen<'t> {
    hand: Hand<'t>,
    grid: Grid,
    row: u32,
}

impl<'t> Pen<'t> {
    fn line(&mut self, text: &str) {
        self.grid.text(self.row, self.hand.ways.right, text);
        self.row += 1;
    }

    fn titles(&mut self) {
        let Hand { table, ways } = self.hand;
        let mut title = String::new();
        if ways.year_in_title {
            title += &format!("{} ", ways.era.write(table.years[0]));
        }
        title += "企業別取引実績一覧";
        if ways.unit_at == UnitAt::Title {
            title += &format!("（単位：{}）", ways.unit.0);
        }
        for line in
            [&title, "見本市産業課（架空）", "作成日：令和7年5月20日"].into_iter().take(ways.titles)
        {
            self.line(line);
        }
        if ways.unit_at == UnitAt::Beside {
            self.grid.text(self.row, ways.right + 3, format!("（単位：{}）", ways.unit.0));
            self.row += 1;
        } else if ways.titles > 1 {
            self.row += 1;
        }
    }

    /// One row of cells from the table's left edge on.
    fn cells(&mut self, cells: impl IntoIterator<Item = Cell>) {
        for (place, cell) in (self.hand.ways.right..).zip(cells) {
            self.grid.put(self.row, place, cell);
        }
        self.row += 1;
    }

    /// The columns of a row that is a firm.
    fn columns(&self) -> Vec<Column<'t>> {
        let Hand { table, ways } = self.hand;
        let mut columns = self.hand.identity();
        let mut figures = Vec::new();
        for year in 0..table.years.len() {
            figures.extend(self.hand.figures(Some(year), year));
        }
        let gap = ways.gap_column.then(|| plain("", |_| Cell::Text(String::new())));
        if ways.figures_first {
            figures.extend(gap);
            figures.append(&mut columns);
            columns = figures;
        } else {
            columns.extend(gap);
            columns.append(&mut figures);
        }
        if ways.counted {
            columns.insert(0, plain("No.", |firm| Cell::Number(firm.serial.into())));
        }
        columns
    }

    fn firms(&mut self) {
        let Hand { table, ways } = self.hand;
        let columns = self.columns();
        self.header(&columns);
        if ways.sums == Sums::Top {
            self.sum(&columns, ways.sum_word, &table.firms);
        }
        let group =
            if ways.sums == Sums::Groups { table.firms.len().div_ceil(2) } else { usize::MAX };
        for (index, firm) in table.firms.iter().enumerate() {
            let broken = self.between(index, &columns) || index % group == 0;
            self.cells(columns.iter().map(|column| (column.cell)(firm)));
            if !broken && table.firms[index - 1].place == firm.place {
                self.same_place(&columns);
            }
            let last = index + 1 == table.firms.len();
            if ways.sums == Sums::Groups && ((index + 1) % group == 0 || last) {
                self.sum(&columns, "小計", &table.firms[index / group * group..=index]);
            }
        }
        if matches!(ways.sums, Sums::Bottom | Sums::Groups) {
            self.sum(&columns, ways.sum_word, &table.firms);
        }
    }

    /// The place in the last row is the same as in the row before it.
    fn same_place(&mut self, columns: &[Column<'_>]) {
        let places = ["所在地", "市町名", "団体コード"];
        let index = columns.iter().position(|column| places.iter().any(|place| column.is(place)));
        let Some(index) = index else { return };
        let at = (self.row - 1, self.hand.ways.right + index as u16);
        match self.hand.ways.same {
            Same::InFull => {}
            Same::Mark(mark) => self.grid.text(at.0, at.1, mark),
            Same::Merged => self.grid.continue_merge(at),
        }
    }

    /// What stands between two firms: an empty row, the header of the next page, a hidden row.
    /// Gives whether anything does.
    fn between(&mut self, index: usize, columns: &[Column<'_>]) -> bool {
        let Hand { table, ways } = self.hand;
        let from = self.row;
        let after = |every: Option<usize>| {
            index > 0 && every.is_some_and(|every| index.is_multiple_of(every))
        };
        if after(ways.gap_rows) {
            self.row += 1;
        }
        if after(ways.page) {
            self.header(columns);
        }
        if ways.hidden == Some(index) {
            let decoy = decoy(table);
            self.grid.hide(self.row);
            self.cells(columns.iter().map(|column| (column.cell)(&decoy)));
        }
        self.row > from
    }

    fn sum(&mut self, columns: &[Column<'_>], label: &str, firms: &[Firm]) {
        let cells: Vec<Cell> = columns
            .iter()
            .map(|column| match &column.sum {
                Some(sum) => sum(firms),
                None => Cell::Text(if column.is("企業名") {
                    label.to_owned()
                } else {
                    String::new()
                }),
            })
            .collect();
        self.cells(cells);
    }

    /// The header over its rows, group heads merged or not.
    fn header(&mut self, columns: &[Column<'_>]) {
        let ways = self.hand.ways;
        let mut height = columns.iter().map(|column| column.header.len()).max().unwrap_or(1);
        let leaves = height - 1;
        let units = ways.unit_at == UnitAt::RowBelow;
        height += usize::from(units);
        for (index, column) in columns.iter().enumerate() {
            let place = ways.right + index as u16;
            if column.sum.is_none() {
                self.grid.text(self.row, place, column.header.first().cloned().unwrap_or_default());
                if ways.heads == Heads::Merged && !column.header.is_empty() {
                    self.grid.merge((self.row, place), (self.row + height as u32 - 1, place));
                }
                continue;
            }
            for (depth, text) in column.header.iter().enumerate() {
                let head = |other: &Column<'_>| {
                    other.sum.is_some()
                        && depth < leaves
                        && other.header[..=depth] == column.header[..=depth]
                };
                let first = index == 0 || !head(&columns[index - 1]);
                let row = self.row + depth as u32;
                if first || ways.heads == Heads::Repeated {
                    self.grid.text(row, place, text);
                }
                if first && ways.heads == Heads::Merged {
                    let more = columns[index + 1..].iter().take_while(|other| head(other)).count();
                    self.grid.merge((row, place), (row, place + more as u16));
                }
            }
            if units {
                self.grid.text(self.row + height as u32 - 1, place, column.unit);
            }
        }
        self.row += height as u32;
    }

    fn firm_years(&mut self) {
        let Hand { table, ways } = self.hand;
        let mut head = self.hand.identity();
        head.push(plain("年度", |_| Cell::Text(String::new())));
        head.extend(self.hand.figures(None, 0));
        self.header(&head);
        for (index, firm) in table.firms.iter().enumerate() {
            self.between(index, &head);
            for (at, year) in table.years.iter().enumerate() {
                let mut cells: Vec<Cell> =
                    self.hand.identity().iter().map(|column| (column.cell)(firm)).collect();
                cells.push(Cell::Text(ways.era.write(*year)));
                cells.extend(self.hand.figures(None, at).iter().map(|column| (column.cell)(firm)));
                self.cells(cells);
            }
        }
    }

    fn items(&mut self) {
        let Hand { table, ways } = self.hand;
        let identity = self.hand.identity();
        let mut head: Vec<Cell> =
            identity.iter().map(|column| Cell::Text(column.header[0].clone())).collect();
        head.extend(["年度", "項目", "値"].map(|text| Cell::Text(text.to_owned())));
        self.cells(head);
        for firm in &table.firms {
            for (y, year) in table.years.iter().enumerate() {
                for (f, field) in table.fields.iter().enumerate() {
                    let mut cells: Vec<Cell> =
                        identity.iter().map(|column| (column.cell)(firm)).collect();
                    cells.push(Cell::Text(ways.era.write(*year)));
                    cells.push(Cell::Text(format!(
                        "{}{}",
                        FIELDS[*field].word,
                        self.hand.unit(*field)
                    )));
                    cells.push(self.hand.figure(firm, y, f));
                    self.cells(cells);
                }
            }
        }
    }

    fn across(&mut self) {
        let table = self.hand.table;
        let mut lines = self.hand.identity();
        // The names stand on top, the numbers below them.
        lines.swap(0, 1);
        for year in 0..table.years.len() {
            lines.extend(self.hand.figures(Some(year), year));
        }
        for line in lines {
            let label = Cell::Text(line.header.concat());
            self.cells(
                std::iter::once(label).chain(table.firms.iter().map(|firm| (line.cell)(firm))),
            );
        }
    }
}
