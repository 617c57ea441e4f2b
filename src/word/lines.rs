//! The text of a Word document as lines, in which rules look and which messages count.
//! In: one paragraph or row after the other. Out: the text, and the number of each line.

/// Lines so far.
#[derive(Debug, Default)]
pub(super) struct Lines {
    text: String,
    count: usize,
}

impl Lines {
    /// Adds a line and returns its number, from 1.
    pub(super) fn add(&mut self, line: &str) -> usize {
        let line: String =
            line.chars().map(|c| if c.is_control() && c != '\t' { ' ' } else { c }).collect();
        let line = line.trim();
        // Nothing of a document stands above its text, whatever its first line looks like.
        if self.count == 0 && yanxi_reading::front_matter::is_fence(line) {
            self.text.push('\n');
            self.count += 1;
        }
        self.text.push_str(line);
        self.text.push('\n');
        self.count += 1;
        self.count
    }

    pub(super) fn text(self) -> String {
        self.text
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    pub(super) fn count(&self) -> usize {
        self.count
    }
}
