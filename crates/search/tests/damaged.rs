//! Damaged, missing, mixed up and foreign files: every one ends in an error that says which, never
//! in a wrong answer.

use std::collections::BTreeMap;

use yanxi_search::{
    ENTRY_PATH, Entry, FORMAT, PageText, Poll, Request, SearchError, SearchOptions, SectionText,
    Session, WriteOptions, write_index,
};

type Files = BTreeMap<String, Vec<u8>>;

fn site() -> Files {
    site_of("节")
}

/// The third page has another heading than the others.
fn site_of(heading: &str) -> Files {
    let pages = (0..60u32).map(|number| PageText {
        path: format!("p{number}.html"),
        title: format!("样例{number}"),
        sections: vec![SectionText {
            anchor: "a".to_string(),
            heading: if number == 2 { heading } else { "节" }.to_string(),
            text: (0..2000u32)
                .map(|at| char::from_u32(0x4e00 + (at * at * 31 + number * 17) % 900).unwrap())
                .collect(),
        }],
        ..PageText::default()
    });
    let written = write_index(pages, &WriteOptions::default(), &mut |_| {}).unwrap();
    written.files.into_iter().collect()
}

fn entry(files: &Files) -> Entry {
    Entry::parse(&files[ENTRY_PATH]).unwrap()
}

fn open(files: &Files) -> Session {
    Session::load(|path| Ok(files[path].clone())).unwrap().0
}

fn needs(session: &mut Session) -> Vec<Request> {
    match session.poll().unwrap() {
        Poll::Need(requests) => requests,
        other => panic!("{other:?}"),
    }
}

fn answered(session: &mut Session, files: &Files) -> usize {
    loop {
        match session.poll().unwrap() {
            Poll::Ready(answer) => return answer.total_pages,
            Poll::Idle => panic!("no question"),
            Poll::Need(requests) => {
                for request in requests {
                    session.supply(&request.path, &files[&request.path]).unwrap();
                }
            }
        }
    }
}

fn file_hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..32].to_string()
}

#[test]
fn damaged_chunks_are_refused_and_whole_ones_taken_after_them() {
    let files = site();
    let mut session = open(&files);
    session.search("样例", SearchOptions::default());
    let request = needs(&mut session).remove(0);
    let whole = &files[&request.path];
    let other = files.iter().find(|(path, bytes)| {
        path.ends_with(".BIN") && **path != request.path && bytes.len() != whole.len()
    });
    let mut damaged: Vec<Vec<u8>> = vec![Vec::new(), whole[..whole.len() - 1].to_vec()];
    damaged.push([whole.as_slice(), b"\0"].concat());
    damaged.push(other.unwrap().1.clone());
    for at in (0..whole.len()).step_by(whole.len() / 50 + 1) {
        let mut flipped = whole.clone();
        flipped[at] ^= 1 << (at % 8);
        damaged.push(flipped);
    }
    for bytes in damaged {
        let error = session.supply(&request.path, &bytes).unwrap_err();
        assert!(matches!(&error, SearchError::Corrupt { path, .. } if *path == request.path));
        assert_eq!(error.kind(), "corrupt");
        assert_eq!(needs(&mut session)[0], request);
    }
    assert_eq!(answered(&mut session, &files), 60);
}

#[test]
fn chunks_may_not_change_places() {
    let files = site();
    let mut session = open(&files);
    let chunks: Vec<&String> = files.keys().filter(|path| path.ends_with(".BIN")).collect();
    for pair in chunks.windows(2) {
        assert!(session.supply(pair[0], &files[pair[1]]).is_err());
    }
    let (folder, name) = chunks[0].split_once('/').unwrap();
    let small = chunks[0].to_lowercase();
    let deeper = format!("{folder}/{folder}/{name}");
    let elsewhere = format!("{}/{name}", if folder == "0" { "1" } else { "0" });
    for path in ["", "entry.js", name, &small, &deeper, &elsewhere, "0/00000000.BIN"] {
        assert!(session.supply(path, &files[chunks[0]]).is_err(), "{path}");
    }
    assert!(session.supply("9/99999999.BIN", &[]).is_err());
}

/// Chunks of a former release, or of another site, are never taken for those of this one, and those that are the same keep
/// their names.
#[test]
fn chunks_of_another_release_are_refused_and_the_same_ones_are_shared() {
    let (files, former) = (site(), site_of("章"));
    let mut session = open(&files);
    let chunks = |files: &Files| -> Files {
        let chunks = files.iter().filter(|(path, _)| path.ends_with(".BIN"));
        chunks.map(|(path, bytes)| (path.clone(), bytes.clone())).collect()
    };
    let (chunks, former) = (chunks(&files), chunks(&former));
    let mut shared = 0;
    for (path, bytes) in &former {
        match chunks.get(path) {
            Some(same) => {
                assert_eq!(same, bytes);
                shared += 1;
            }
            None => {
                assert!(session.supply(path, bytes).is_err());
                let of_this = chunks.iter().find(|(_, of_this)| of_this.len() == bytes.len());
                if let Some((of_this, _)) = of_this {
                    assert!(session.supply(of_this, bytes).is_err());
                }
            }
        }
    }
    assert!(shared > chunks.len() / 4 && shared < chunks.len() - 2, "{shared} of {}", chunks.len());
}

#[test]
fn a_missing_file_ends_the_question_and_not_the_session() {
    let files = site();
    let mut session = open(&files);
    session.search("样例", SearchOptions::default());
    let request = needs(&mut session).remove(0);
    session.fail(&request.path, "404");
    let missing = SearchError::Load { path: request.path.clone(), reason: "404".to_string() };
    assert_eq!(session.poll(), Err(missing.clone()));
    assert_eq!(session.poll(), Ok(Poll::Idle));
    let fetch = |_: &str| Err("404".to_string());
    let error = session.run("样例", SearchOptions::default(), fetch).unwrap_err();
    assert_eq!(error, missing);
    session.search("样例", SearchOptions::default());
    assert_eq!(answered(&mut session, &files), 60);
}

#[test]
fn a_new_question_replaces_the_one_before() {
    let files = site();
    let mut session = open(&files);
    assert_eq!(session.poll(), Ok(Poll::Idle));
    session.search("样例1 节", SearchOptions::default());
    let old = needs(&mut session);
    session.search("样例2", SearchOptions::default());
    // What the old one fetched is welcome all the same.
    for request in old {
        session.supply(&request.path, &files[&request.path]).unwrap();
    }
    assert_eq!(answered(&mut session, &files), 11);
}

#[test]
fn a_damaged_hot_file_never_opens() {
    let files = site();
    let entry = entry(&files);
    let hot = &files[&entry.hot.path];
    assert!(Session::open(&entry.hot.path, &entry.hot.hash, hot).is_ok());
    assert!(Session::open(&entry.hot.path, "", hot).is_err());
    let mut state = 1u64;
    let mut next = move |below: usize| {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 33) as usize % below
    };
    for round in 0..3000 {
        let mut bytes = hot.clone();
        match round % 3 {
            0 => bytes.truncate(next(hot.len())),
            1 => {
                let at = if round < 600 { round / 3 } else { next(hot.len()) };
                bytes[at] ^= 1 << next(8);
            }
            _ => {
                let (at, length) = (next(hot.len()), next(64) + 1);
                let end = (at + length).min(hot.len());
                let value = next(256) as u8;
                bytes[at..end].iter_mut().for_each(|byte| *byte = byte.wrapping_add(value | 1));
            }
        }
        assert!(Session::open(&entry.hot.path, &entry.hot.hash, &bytes).is_err());
        // Also when the entry names the damaged file.
        let error = Session::open(&entry.hot.path, &file_hash(&bytes), &bytes).err().unwrap();
        assert!(["corrupt", "version"].contains(&error.kind()), "{error}");
    }
}

#[test]
fn an_index_of_another_version_says_so() {
    let files = site();
    let entry = entry(&files);
    let mut hot = files[&entry.hot.path].clone();
    hot[4] = 77;
    let error = Session::open(&entry.hot.path, &file_hash(&hot), &hot).err().unwrap();
    assert_eq!(error, SearchError::Version { found: 77, expected: FORMAT });
    let script = String::from_utf8(files[ENTRY_PATH].clone()).unwrap();
    let newer = script.replace(&format!("\"format\":{FORMAT}"), "\"format\":77,\"news\":{}");
    let error = Entry::parse(newer.as_bytes()).unwrap_err();
    assert_eq!(error, SearchError::Version { found: 77, expected: FORMAT });
    for end in 0..script.trim_end().len() {
        assert!(Entry::parse(&script.as_bytes()[..end]).is_err());
    }
    assert!(Entry::parse(b"\xff").is_err());
}

#[test]
fn an_index_that_is_not_there_says_so() {
    let error = Session::load(|_| Err("no such file".to_string())).err().unwrap();
    let expected =
        SearchError::Load { path: ENTRY_PATH.to_string(), reason: "no such file".to_string() };
    assert_eq!(error, expected);
}
