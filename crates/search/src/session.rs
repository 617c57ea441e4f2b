//! One reader's session: says which files it needs, or gives the answer. It does no input or output itself.
//! In: the hot file, then questions and fetched chunks. Out: requests, answers, typed errors.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll as TaskPoll, Waker};

use crate::answer::Answer;
use crate::directory::{Cache, Refusal, files_of};
use crate::engine::Engine;
use crate::entry::{ENTRY_PATH, Entry};
use crate::error::SearchError;
use crate::format::{HotFile, chunk_path, file_hash};
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
    generation: String,
    shared: Arc<Shared>,
    running: Option<PendingAnswer>,
    failure: Option<SearchError>,
}

impl Session {
    /// Opens an index from its hot file, whose hash the entry names.
    pub fn open(generation: &str, hash: &str, hot: &[u8]) -> Result<Session, SearchError> {
        let path = crate::format::hot_path(generation);
        if file_hash(hot) != hash {
            return Err(SearchError::corrupt(&path, "the checksum differs"));
        }
        let mut hot = HotFile::read(&path, hot)?;
        let documents = Arc::new(std::mem::take(&mut hot.documents));
        let frequent = std::mem::take(&mut hot.frequent);
        let cache = Arc::new(Cache::new(hot));
        let engine = Engine::open(files_of(&cache), frequent, Arc::clone(&documents))
            .map_err(|error| SearchError::corrupt(&path, error.to_string()))?;
        Ok(Session {
            generation: generation.to_string(),
            shared: Arc::new(Shared { engine, documents, cache }),
            running: None,
            failure: None,
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
        let hot = get(&entry.hot.path)?;
        let session = Session::open(&entry.generation, &entry.hot.hash, &hot)?;
        Ok((session, traffic))
    }

    pub fn generation(&self) -> &str {
        &self.generation
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
                Ok(Poll::Need(needed.into_iter().map(|chunk| self.request(chunk)).collect()))
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
        missing.into_iter().map(|chunk| self.request(chunk)).collect()
    }

    fn request(&self, chunk: u32) -> Request {
        Request {
            path: chunk_path(&self.generation, chunk as usize),
            size: self.shared.cache.chunk_length(chunk),
        }
    }

    fn chunk_number(&self, path: &str) -> Option<u32> {
        let number =
            path.strip_prefix(&self.generation)?.strip_prefix('/')?.strip_suffix(".bin")?;
        number.parse().ok()
    }

    /// Hands over a fetched file. Bytes that differ from what was written are refused, and the
    /// file may be fetched again.
    pub fn supply(&mut self, path: &str, bytes: &[u8]) -> Result<(), SearchError> {
        let refused = |detail: String| Err(SearchError::corrupt(path, detail));
        let Some(chunk) = self.chunk_number(path) else {
            return refused("no such file belongs to this index".to_string());
        };
        match self.shared.cache.supply(chunk, bytes) {
            Ok(()) => Ok(()),
            Err(Refusal::NoSuchChunk) => refused("no such file belongs to this index".to_string()),
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
                    for request in requests {
                        let bytes = fetch(&request.path).map_err(|reason| SearchError::Load {
                            path: request.path.clone(),
                            reason,
                        })?;
                        traffic.add(&bytes);
                        self.supply(&request.path, &bytes)?;
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
