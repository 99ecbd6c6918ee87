//! A table of text.

/// Rows of cells, as wide as their columns need.
pub(crate) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with this head.
    pub(crate) fn new(head: &[&str]) -> Table {
        Table { rows: vec![head.iter().map(|&cell| cell.to_owned()).collect()] }
    }

    /// One more row; it is shown at once, too, as a benchmark takes its time.
    pub(crate) fn row(&mut self, cells: [String; 5]) {
        println!("{}", cells.join(" | "));
        self.rows.push(cells.to_vec());
    }

    /// The whole of it.
    pub(crate) fn text(&self) -> String {
        let width = |column: usize| self.rows.iter().map(|row| row[column].chars().count()).max();
        let mut text = String::new();
        for row in &self.rows {
            for (column, cell) in row.iter().enumerate() {
                let width = width(column).unwrap_or_default();
                text.push_str(&format!("{cell:<width$}  "));
            }
            text.truncate(text.trim_end().len());
            text.push('\n');
        }
        text
    }
}
