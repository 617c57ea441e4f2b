//! How often a reader waits: every wave of requests is a round trip.

use std::collections::BTreeMap;

use yanxi_search::{
    Answer, PageText, Poll, Request, SearchOptions, SectionText, Session, WriteOptions, write_index,
};

type Files = BTreeMap<String, Vec<u8>>;

/// An index of one page for each text.
fn written(texts: impl Iterator<Item = String>) -> Files {
    let pages = texts.enumerate().map(|(number, text)| PageText {
        path: format!("p{number}.html"),
        title: format!("样例{number}"),
        sections: vec![SectionText { text, ..SectionText::default() }],
        ..PageText::default()
    });
    let written = write_index(pages, &WriteOptions::default(), &mut |_| {});
    written.unwrap().files.into_iter().collect()
}

/// Pages in which 学习 stands so often that its list is long, and 罕见 on the third of them alone.
fn files() -> Files {
    let texts = (0..120u32).map(|number| {
        let mut text = String::new();
        for at in 0..40u32 {
            let filler = (0..(at * 7 + number) % 23)
                .map(|step| char::from_u32(0x4e00 + (at * 131 + step * 37 + number * 11) % 800));
            text.extend(filler.flatten());
            text.push_str("学习资料。");
        }
        if number == 2 {
            text.push_str("学习罕见的事");
        }
        text
    });
    written(texts)
}

fn open(files: &Files) -> Session {
    Session::load(|path| Ok(files[path].clone())).unwrap().0
}

fn bring(session: &mut Session, files: &Files, requests: &[Request]) {
    for request in requests {
        session.supply(&request.path, &files[&request.path]).unwrap();
    }
}

/// Pages of the same few characters in every order, so that every pair has a long list.
fn crowded() -> Files {
    let letters: Vec<char> =
        "的一是在不了有和人这中大为上个国学习实践活动规定企业管理教育环境保护".chars().collect();
    let texts = (0..400u32).map(|number| {
        let mut text = String::new();
        let mut at = number.wrapping_mul(2_654_435_761);
        for place in 0..900u32 {
            at = at.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            text.push(letters[(at >> 8) as usize % letters.len()]);
            if place % 60 == 59 {
                text.push('。');
            }
        }
        text
    });
    written(texts)
}

/// Whoever mistypes or asks for what stands nowhere waits no longer than others.
#[test]
fn what_stands_nowhere_has_a_bound() {
    let files = crowded();
    for query in [
        "的规定和企业的",
        "环境保护教育活动",
        "学西实践",
        "中国人的大规",
        "样本",
        "在教育管理中的不了",
        "企业管理教育环境保护学习实践活动规定",
    ] {
        let mut session = open(&files);
        session.search(query, SearchOptions { limit: 4, ..SearchOptions::default() });
        let (mut requests, mut bytes) = (0, 0);
        let answer = loop {
            match session.poll().unwrap() {
                Poll::Ready(answer) => break answer,
                Poll::Idle => unreachable!("a question was asked"),
                Poll::Need(needed) => {
                    requests += needed.len();
                    bytes += needed.iter().map(|request| files[&request.path].len()).sum::<usize>();
                    bring(&mut session, &files, &needed);
                }
            }
        };
        assert!(answer.total_pages == 0 || answer.guess.is_some(), "{query}");
        assert!(requests <= 20 && bytes <= 120_000, "{query}: {requests} requests, {bytes} bytes");
    }
}

/// The answer, and the requests of each wave.
fn ask(session: &mut Session, files: &Files, query: &str) -> (Answer, Vec<usize>) {
    let options = SearchOptions { limit: 4, ..SearchOptions::default() };
    session.search(query, options);
    let mut waves = Vec::new();
    loop {
        match session.poll().unwrap() {
            Poll::Ready(answer) => return (*answer, waves),
            Poll::Idle => unreachable!("a question was asked"),
            Poll::Need(requests) => {
                waves.push(requests.len());
                bring(session, files, &requests);
            }
        }
    }
}

#[test]
fn a_phrase_takes_two_waves_whether_its_pairs_are_rare_or_frequent() {
    let files = files();
    for (query, pages) in [
        ("学习", 120),
        ("学习资料", 120),
        ("学习罕见", 1),
        ("罕见", 1),
        ("罕见 资料", 1),
        ("学习 -罕见", 119),
        ("学", 120),
    ] {
        let (answer, waves) = ask(&mut open(&files), &files, query);
        assert_eq!((answer.total_pages, waves.len()), (pages, 2), "{query}");
    }
}

#[test]
fn a_word_misspelled_is_put_right_by_a_frequent_one() {
    let files = files();
    let (answer, _) = ask(&mut open(&files), &files, "学匕");
    assert_eq!(answer.total_pages, 0);
    assert_eq!(answer.nearest, ["学习"]);
}

#[test]
fn what_was_prefetched_while_typing_is_not_waited_for() {
    let files = files();
    let mut session = open(&files);
    session.search("资料", SearchOptions::default());
    let Poll::Need(before) = session.poll().unwrap() else {
        panic!("nothing is here yet");
    };
    let prefetched = session.prefetch("学习罕见");
    assert!(!prefetched.is_empty());
    assert_eq!(session.poll(), Ok(Poll::Need(before)), "the question under way is left alone");
    bring(&mut session, &files, &prefetched);
    assert_eq!(session.prefetch("学习罕见"), []);
    let (answer, waves) = ask(&mut session, &files, "学习罕见");
    assert_eq!((answer.total_pages, waves), (1, vec![1]));
}

/// Pages of so many pairs that the names of their chunks stand on several pages of names.
#[test]
fn names_of_many_chunks_are_brought_as_they_are_needed() {
    let texts = (0..150u32).map(|number| {
        let mut at = number.wrapping_mul(2_654_435_761) + 1;
        let letter = |_| {
            at = at.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            char::from_u32(0x4e00 + (at >> 8) % 9_000)
        };
        (0..6_000).filter_map(letter).collect::<String>()
    });
    let texts: Vec<String> = texts.collect();
    let files = written(texts.iter().cloned());
    let chunks = files.keys().filter(|path| path.ends_with(".BIN")).count();
    assert!(chunks > 1_100, "{chunks}");
    let hot = files.iter().find(|(path, _)| path.starts_with("hot/")).map(|(_, hot)| hot.len());
    let mut session = open(&files);
    let mut waves = Vec::new();
    for number in [3, 77, 140] {
        let query: String = texts[number].chars().skip(number * 7).take(4).collect();
        let (answer, of_query) = ask(&mut session, &files, &query);
        assert_eq!(answer.total_pages, 1, "{query}");
        waves.push(of_query.len());
    }
    // The pages before lists and before records, once.
    assert!(waves[0] <= 4 && waves[2] <= 3, "{waves:?}");
    assert!(hot.unwrap() < chunks * 15, "{hot:?} for {chunks}");
    // A page of names of another index is none of this one.
    let other = written(texts.iter().rev().cloned());
    let mut session = open(&files);
    session.search(&texts[3].chars().take(4).collect::<String>(), SearchOptions::default());
    let Poll::Need(requests) = session.poll().unwrap() else { panic!("nothing is here yet") };
    for (path, bytes) in &other {
        if bytes.len() == requests[0].size && !files.contains_key(path) {
            assert!(session.supply(&requests[0].path, bytes).is_err());
        }
    }
    let mut damaged = files[&requests[0].path].clone();
    damaged[20] ^= 1;
    assert!(session.supply(&requests[0].path, &damaged).is_err());
}
