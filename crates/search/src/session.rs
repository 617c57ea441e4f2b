//! One reader's session: says which files it needs, or gives the answer. It does no input or output itself.
//! In: the hot file, then questions and fetched chunks. Out: requests, answers, typed errors.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll as TaskPoll, Waker};

use crate::answer::Answer;
use crate::base64::in_script;
use crate::chunk_name::twin_path;
use crate::chunk_table::BlockLists;
use crate::directory::{Cache, Refusal, files_of};
use crate::engine::Engine;
use crate::entry::{ENTRY_PATH, Entry};
use crate::error::SearchError;
use crate::format::{HotFile, file_hash};
use crate::options::SearchOptions;
use crate::pipeline::{Shared, answer};
use crate::query::Query;
use crate::retrieval::Retrieval;
use crate::waiting::begin;

/// A file to fetch.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Request {
    /// From the folder of the index.
    pub path: String,
    pub size: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Poll {
    /// Nothing was asked.
    Idle,
    /// Every file still outstanding, those of earlier polls included.
    Need(Vec<Request>),
    Ready(Box<Answer>),
}

/// What a browser would have fetched.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Traffic {
    pub requests: usize,
    pub bytes: usize,
}

impl Traffic {
    fn add(&mut self, bytes: &[u8]) {
        self.requests += 1;
        self.bytes += bytes.len();
    }
}

type PendingAnswer = Pin<Box<dyn Future<Output = Result<Answer, SearchError>> + Send>>;

pub struct Session {
    shared: Arc<Shared>,
    running: Option<PendingAnswer>,
    failure: Option<SearchError>,
    /// The index has its files as scripts alone.
    only_scripts: bool,
}

impl Session {
    /// Opens an index from its hot file, whose path and hash the entry names.
    pub fn open(path: &str, hash: &str, hot: &[u8]) -> Result<Session, SearchError> {
        if file_hash(hot) != hash {
            return Err(SearchError::corrupt(path, "the checksum differs"));
        }
        let mut hot = HotFile::read(path, hot)?;
        let documents = Arc::new(std::mem::take(&mut hot.documents));
        let frequent = std::mem::take(&mut hot.frequent);
        let lists = BlockLists::of(&hot.chunks);
        let cache = Arc::new(Cache::new(hot));
        let engine = Engine::open(files_of(&cache), frequent, lists, Arc::clone(&documents))
            .map_err(|error| SearchError::corrupt(path, error.to_string()))?;
        Ok(Session {
            shared: Arc::new(Shared { engine, documents, cache }),
            running: None,
            failure: None,
            only_scripts: false,
        })
    }

    /// Opens the index in a folder, fetching entry and hot file.
    pub fn load(
        mut fetch: impl FnMut(&str) -> Result<Vec<u8>, String>,
    ) -> Result<(Session, Traffic), SearchError> {
        let mut traffic = Traffic::default();
        let mut get = |path: &str| {
            let bytes = fetch(path)
                .map_err(|reason| SearchError::Load { path: path.to_string(), reason })?;
            traffic.add(&bytes);
            Ok::<_, SearchError>(bytes)
        };
        let entry = Entry::parse(&get(ENTRY_PATH)?)?;
        let path = &entry.hot.path;
        let hot = match entry.plain {
            true => get(path)?,
            false => in_script(&get(&twin_path(path))?, path)
                .ok_or_else(|| SearchError::corrupt(path, "the script makes no sense"))?,
        };
        let mut session = Session::open(path, &entry.hot.hash, &hot)?;
        session.only_scripts = !entry.plain;
        Ok((session, traffic))
    }

    /// Pages in the index.
    pub fn page_count(&self) -> usize {
        self.shared.documents.item_count()
    }

    /// Asks a question. One asked before and not answered yet is dropped.
    pub fn search(&mut self, query: &str, options: SearchOptions) {
        self.shared.cache.begin_question();
        self.failure = None;
        self.running = Some(Box::pin(answer(Arc::clone(&self.shared), query.to_string(), options)));
    }

    /// Goes as far as the bytes at hand allow.
    pub fn poll(&mut self) -> Result<Poll, SearchError> {
        if let Some(failure) = self.failure.take() {
            self.running = None;
            return Err(failure);
        }
        let Some(running) = &mut self.running else {
            return Ok(Poll::Idle);
        };
        let mut context = Context::from_waker(Waker::noop());
        match running.as_mut().poll(&mut context) {
            TaskPoll::Ready(result) => {
                self.running = None;
                result.map(|answer| Poll::Ready(Box::new(answer)))
            }
            TaskPoll::Pending => {
                let needed = self.shared.cache.needed();
                if needed.is_empty() {
                    self.running = None;
                    return Err(SearchError::Internal("waiting for nothing".to_string()));
                }
                Ok(Poll::Need(self.requests(&needed)))
            }
        }
    }

    /// What a question will need first and is not here yet, to be brought while it is still being typed. The question
    /// under way is left alone.
    pub fn prefetch(&self, query: &str) -> Vec<Request> {
        let query = Query::parse(query);
        // What stands in its way is all that is wanted; an error will come again with the question.
        let looking_up = || begin(Retrieval::look_up(&self.shared.engine, &query));
        let missing = self.shared.cache.missing_for(looking_up);
        self.requests(&missing)
    }

    fn requests(&self, chunks: &[u32]) -> Vec<Request> {
        let files = self.shared.cache.files_for(chunks).into_iter();
        files.map(|(path, size)| Request { path, size }).collect()
    }

    /// The script that brings a file to a page opened from a disk. It may bring others with it.
    pub fn script_path(&self, path: &str) -> String {
        self.shared.cache.script_path(path)
    }

    /// Hands over a fetched file. Bytes that differ from what was written are refused, and the
    /// file may be fetched again.
    pub fn supply(&mut self, path: &str, bytes: &[u8]) -> Result<(), SearchError> {
        let refused = |detail: String| Err(SearchError::corrupt(path, detail));
        match self.shared.cache.supply(path, bytes) {
            Ok(()) => Ok(()),
            Err(Refusal::NoSuchFile) => refused("no such file belongs to this index".to_string()),
            Err(Refusal::Length { expected }) => {
                refused(format!("{} bytes instead of {expected}", bytes.len()))
            }
            Err(Refusal::Checksum) => refused("the checksum differs".to_string()),
            Err(Refusal::Contents) => refused("the contents make no sense".to_string()),
        }
    }

    /// Gives up the question because a file cannot be had.
    pub fn fail(&mut self, path: &str, reason: &str) {
        self.failure =
            Some(SearchError::Load { path: path.to_string(), reason: reason.to_string() });
    }

    /// Asks and answers in one go.
    pub fn run(
        &mut self,
        query: &str,
        options: SearchOptions,
        mut fetch: impl FnMut(&str) -> Result<Vec<u8>, String>,
    ) -> Result<(Answer, Traffic), SearchError> {
        self.search(query, options);
        self.drive(&mut fetch)
    }

    fn drive(
        &mut self,
        fetch: &mut impl FnMut(&str) -> Result<Vec<u8>, String>,
    ) -> Result<(Answer, Traffic), SearchError> {
        let mut traffic = Traffic::default();
        loop {
            match self.poll()? {
                Poll::Ready(answer) => return Ok((*answer, traffic)),
                Poll::Idle => return Err(SearchError::Internal("no question".to_string())),
                Poll::Need(requests) => {
                    for Request { path, .. } in requests {
                        let file = match self.only_scripts {
                            true => self.script_path(&path),
                            false => path.clone(),
                        };
                        let mut bytes = fetch(&file)
                            .map_err(|reason| SearchError::Load { path: file, reason })?;
                        traffic.add(&bytes);
                        if self.only_scripts {
                            bytes = in_script(&bytes, &path).unwrap_or_default();
                        }
                        self.supply(&path, &bytes)?;
                    }
                }
            }
        }
    }

    /// The texts of records drawn by `draw`, which gets the number to stay below. For measuring.
    pub fn records(
        &mut self,
        mut draw: impl FnMut(u32) -> u32,
        count: usize,
        mut fetch: impl FnMut(&str) -> Result<Vec<u8>, String>,
    ) -> Result<Vec<String>, SearchError> {
        let mut texts = Vec::with_capacity(count);
        for _ in 0..count {
            let number = draw(self.shared.documents.record_count());
            let shared = Arc::clone(&self.shared);
            self.shared.cache.begin_question();
            self.running = Some(Box::pin(async move {
                let record = shared.cache.record(number).await;
                let record = record.map_err(|error| SearchError::Internal(error.to_string()))?;
                Ok(Answer {
                    query: record.map(|record| record.body()).unwrap_or_default(),
                    ..Answer::default()
                })
            }));
            texts.push(self.drive(&mut fetch)?.0.query);
        }
        Ok(texts)
    }
}
