//! The browser's way to a search session: bindings and nothing else.
//! In: the hot file, questions, fetched files. Out: JSON for the loader, or a message that begins with the error's kind.

use wasm_bindgen::prelude::wasm_bindgen;
use yanxi_search::{Poll, Request, SearchError, SearchOptions, Session};

/// A session, one for each page a reader has open.
#[wasm_bindgen]
pub struct Client {
    session: Session,
}

#[wasm_bindgen]
impl Client {
    /// Opens an index from its hot file, whose path and hash its entry names.
    pub fn open(path: &str, hash: &str, hot: &[u8]) -> Result<Client, String> {
        Ok(Client { session: Session::open(path, hash, hot).map_err(told)? })
    }

    /// `options` holds one a line, such as `limit=10`.
    pub fn search(&mut self, query: &str, options: &str) {
        self.session.search(query, SearchOptions::from_lines(options));
    }

    /// `{"need": [["path", "script"], …]}`, `{"answer": {…}}` or `{}` when nothing was asked. The script brings the file to
    /// a page opened from a disk, others perhaps with it.
    pub fn poll(&mut self) -> Result<String, String> {
        Ok(match self.session.poll().map_err(told)? {
            Poll::Idle => "{}".to_string(),
            Poll::Ready(answer) => ["{\"answer\":", &answer.to_json(), "}"].concat(),
            Poll::Need(requests) => self.needed(&requests),
        })
    }

    /// `{"need": [["path", "script"], …]}` of what a question still being typed will need first.
    #[wasm_bindgen(js_name = foresee)]
    pub fn prefetch(&self, query: &str) -> String {
        self.needed(&self.session.prefetch(query))
    }

    pub fn supply(&mut self, path: &str, bytes: &[u8]) -> Result<(), String> {
        self.session.supply(path, bytes).map_err(told)
    }

    pub fn fail(&mut self, path: &str, reason: &str) {
        self.session.fail(path, reason);
    }
}

impl Client {
    fn needed(&self, requests: &[Request]) -> String {
        // Paths hold nothing that JSON would escape.
        let file = |Request { path, .. }: &Request| {
            ["[\"", path, "\",\"", &self.session.script_path(path), "\"]"].concat()
        };
        let files: Vec<String> = requests.iter().map(file).collect();
        ["{\"need\":[", &files.join(","), "]}"].concat()
    }
}

fn told(error: SearchError) -> String {
    [error.kind(), ": ", &error.to_string()].concat()
}
