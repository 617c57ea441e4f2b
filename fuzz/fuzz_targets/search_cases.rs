//! What any bytes may do to search, without libFuzzer: the fuzz targets and a test of `crates/search` run it alike.
//! In: bytes. Out: nothing; a panic where an answer is wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use yanxi_search::{
    Answer, ENTRY_PATH, Entry, Extra, ExtraKind, Facet, FacetKind, PageText, Poll, SearchError,
    SearchOptions, SectionText, Session, WriteOptions, write_index,
};
use yanxi_text::counts::spellings;
use yanxi_text::normal_form::NormalForm;

type Files = BTreeMap<String, Vec<u8>>;

struct Site {
    /// Path and N(text) of every page, its parts apart.
    pages: Vec<(String, Vec<String>)>,
    files: Files,
    entry: Entry,
}

const TITLES: [&str; 6] =
    ["样例一：学习方法", "重庆大会", "Rust 与 WebAssembly", "學習資料", "〇号 文件", "空"];
const TEXTS: [&str; 6] = [
    "甲嘎查的学习资料。\n第二段，1、2、3；ＡＢＣ abc。学习学习再学习",
    "大会在重庆召开，重要的事情说三遍。\n\n“引用”与（括号）",
    "The quick brown fox 跳过了懒狗 2008年3月",
    "學習強國的資料，與「學習」有關。",
    "〇一二三四五六七八九十百千万亿",
    "",
];

fn site() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(|| {
        // Enough text that there are several chunks of each sort.
        let filler = |number: usize| -> String {
            let mut state = number as u32 + 1;
            let letters = (0..3000).map(|at| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                match at % 37 {
                    36 => '。',
                    _ => char::from_u32(0x4e00 + (state >> 16) % 700).unwrap_or('一'),
                }
            });
            letters.collect()
        };
        let mut normals = Vec::new();
        let mut pages = Vec::new();
        for (number, (title, text)) in TITLES.into_iter().zip(TEXTS).enumerate() {
            let filler = filler(number);
            let page = PageText {
                path: format!("p{number}.html"),
                title: title.to_string(),
                sections: vec![
                    SectionText {
                        anchor: "a".to_string(),
                        heading: "节与条".to_string(),
                        text: text.to_string(),
                    },
                    SectionText {
                        anchor: "b".to_string(),
                        heading: String::new(),
                        text: filler.clone(),
                    },
                ],
                extra: vec![Extra::new(ExtraKind::Tag, "标签")],
                facets: vec![Facet::new(FacetKind::Unit, ["甲嘎查", "乙嘎查"][number % 2])],
                date: Some(format!("2008-0{}-11", number + 1)),
            };
            let parts = [title, "标签", "节与条", text, &filler];
            let parts = parts.into_iter().flat_map(|part| part.split('\n'));
            let parts = parts.map(|part| NormalForm::of(part).text()).collect();
            normals.push((page.path.clone(), parts));
            pages.push(page);
        }
        let written = write_index(pages.into_iter(), &WriteOptions::default(), &mut |_| {});
        let files: Files = written.expect("an index").files.into_iter().collect();
        Site { pages: normals, entry: Entry::parse(&files[ENTRY_PATH]).expect("an entry"), files }
    })
}

/// Asks until there is an answer or a problem. Every wave brings something new, so it ends.
fn ask(
    session: &mut Session,
    files: &Files,
    text: &str,
    options: SearchOptions,
) -> Result<Answer, SearchError> {
    session.search(text, options);
    for _ in 0..12 {
        match session.poll()? {
            Poll::Ready(answer) => return Ok(*answer),
            Poll::Idle => panic!("the question is forgotten"),
            Poll::Need(requests) => {
                for request in requests {
                    let Some(bytes) = files.get(&request.path) else {
                        return Err(SearchError::Load {
                            path: request.path,
                            reason: "no such file".to_string(),
                        });
                    };
                    session.supply(&request.path, bytes)?;
                }
            }
        }
    }
    panic!("too many waves");
}

/// Any text as a question: an answer comes, and as one quoted phrase it is the right one.
pub(crate) fn question(bytes: &[u8]) {
    let site = site();
    let text = String::from_utf8_lossy(bytes);
    let (text, lines) = text.split_once('\0').unwrap_or((&text, "counts=yes"));
    let hot = &site.files[&site.entry.hot.path];
    let open =
        || Session::open(&site.entry.hot.path, &site.entry.hot.hash, hot).expect("a session");
    let answer =
        ask(&mut open(), &site.files, text, SearchOptions::from_lines(lines)).expect("an answer");
    assert!(
        answer.total_pages <= answer.unfiltered_pages && answer.pages.len() <= answer.total_pages
    );
    // Whatever is escaped is shown as text.
    for section in answer.pages.iter().flat_map(|page| &page.sections) {
        let bare = section.snippet.replace("<mark>", "").replace("</mark>", "");
        assert!(!bare.contains(['<', '>', '"']));
    }
    let phrase: String = text.chars().filter(|c| !"\"＂“”„「」『』\n\r".contains(*c)).collect();
    let normal = NormalForm::of_query(&phrase);
    if normal.is_empty() {
        return;
    }
    let ways = spellings(normal);
    let expected: BTreeSet<&str> = site
        .pages
        .iter()
        .filter(|(_, parts)| parts.iter().any(|part| ways.iter().any(|way| way.is_in(part))))
        .map(|(path, _)| path.as_str())
        .collect();
    let all = SearchOptions { limit: usize::MAX, ..SearchOptions::default() };
    let answer = ask(&mut open(), &site.files, &format!("「{phrase}」"), all).expect("an answer");
    if answer.by_pinyin {
        assert!(expected.is_empty());
        return;
    }
    let found: BTreeSet<&str> = answer.pages.iter().map(|page| page.url.as_str()).collect();
    assert_eq!(found, expected, "{phrase:?}");
}

const QUESTIONS: [&str; 6] =
    ["学习资料", "xuexi", "重 大会 -狗", "单位:甲嘎查 学", "请问甲嘎查的资料在哪里", "一"];

fn whole_answer(number: usize) -> &'static Answer {
    static ANSWERS: OnceLock<Vec<Answer>> = OnceLock::new();
    let answers = ANSWERS.get_or_init(|| {
        let site = site();
        let hot = &site.files[&site.entry.hot.path];
        let of = |text: &&str| {
            let mut session =
                Session::open(&site.entry.hot.path, &site.entry.hot.hash, hot).expect("a session");
            let options = SearchOptions { counts: true, ..SearchOptions::default() };
            ask(&mut session, &site.files, text, options).expect("an answer")
        };
        QUESTIONS.iter().map(of).collect()
    });
    &answers[number]
}

fn checksum(bytes: &[&[u8]]) -> [u8; 8] {
    let mut hasher = blake3::Hasher::new();
    for part in bytes {
        hasher.update(part);
    }
    let mut short = [0; 8];
    short.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
    short
}

/// A checksum and a number stand before what a chunk holds.
const HEAD: usize = 9;
/// The hot file's name, format and checksum come before what it holds.
const HOT_HEAD: usize = 16;

/// The name of a chunk, as it stands in the hot file.
fn name(chunk: &[u8]) -> [u8; 5] {
    *blake3::hash(chunk).as_bytes().first_chunk().expect("a hash")
}

fn letters(name: [u8; 5]) -> String {
    let bits = name.iter().fold(0u64, |bits, byte| bits << 8 | u64::from(*byte));
    let letter = |at: u32| b"0123456789ABCDEFGHJKMNPQRSTVWXYZ"[(bits >> (5 * at)) as usize & 31];
    (0..8).rev().map(|at| char::from(letter(at))).collect()
}

/// The hot file with another name for one chunk.
fn naming(hot: &[u8], old: [u8; 5], new: [u8; 5]) -> Vec<u8> {
    let mut body = unpack(&hot[HOT_HEAD..]).expect("a hot file");
    let place = body.windows(5).rposition(|bytes| bytes == old).expect("the chunk's name");
    body[place..place + 5].copy_from_slice(&new);
    let packed = pack(&body);
    [&hot[..8], &checksum(&[&packed]), &packed].concat()
}

/// A length in bytes of seven bits and what follows, deflated.
fn unpack(packed: &[u8]) -> Option<Vec<u8>> {
    let end = packed.iter().position(|byte| *byte < 0x80)? + 1;
    decompress_to_vec_with_limit(packed.get(end..)?, 1 << 22).ok()
}

fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    let mut length = bytes.len();
    while length >= 0x80 {
        packed.push(length as u8 | 0x80);
        length >>= 7;
    }
    packed.push(length as u8);
    packed.extend(compress_to_vec(bytes, 1));
    packed
}

/// Changes bytes as the rest of the input says: two for the place, one for the value.
fn change(bytes: &mut Vec<u8>, changes: &[u8]) {
    for change in changes.chunks_exact(3) {
        let place = usize::from(u16::from_le_bytes([change[0], change[1]]));
        if bytes.is_empty() {
            return;
        }
        let place = place % bytes.len();
        match change[2] {
            0 => bytes.truncate(place),
            value => bytes[place] = bytes[place].wrapping_add(value),
        }
    }
}

/// How much of a chunk, behind its checksum, is terms of a dictionary, before their lists: nought in other chunks.
fn terms_in(sent: &[u8]) -> usize {
    let Some(inner) = unpack(sent) else {
        return 0;
    };
    // A block says how long it is; behind the last one stands a length of nought.
    let said = inner.first_chunk().map_or(0, |said| u32::from_le_bytes(*said)) as usize;
    if inner.len() != said + 4 && inner.len() != said + 8 {
        return 0;
    }
    let number = inner.len().max(1).ilog2() as usize / 7 + 1;
    number + compress_to_vec(&inner, 9).len()
}

/// Any damage to a file of the index: with its checksum left as it was, it is told or the answer is the right one; with
/// a checksum that fits, as only a faulty program or an enemy would write, there is an answer or a problem all the same.
/// The latter but for the terms that tantivy's dictionary reads: it trusts its bytes.
pub(crate) fn damage(bytes: &[u8]) {
    let [manner, file, question, changes @ ..] = bytes else {
        return;
    };
    let site = site();
    let question = usize::from(*question) % QUESTIONS.len();
    let paths: Vec<&String> = site.files.keys().filter(|path| path.ends_with(".BIN")).collect();
    let path = paths[usize::from(*file) % paths.len()];
    let is_hot = *path == site.entry.hot.path;
    let whole = &site.files[path];
    let mut damaged = whole.clone();
    let fitting = manner & 1 == 1;
    let mut path = path.clone();
    let mut renamed = None;
    if fitting {
        if is_hot {
            return;
        }
        let (terms, rest) = whole[HEAD..].split_at(terms_in(&whole[HEAD..]));
        let mut body = rest.to_vec();
        let inner = (manner & 2 == 2).then(|| unpack(&body)).flatten();
        let packed = inner.is_some();
        body = inner.unwrap_or(body);
        change(&mut body, changes);
        if packed {
            body = pack(&body);
        }
        damaged.clear();
        body = [terms, &body].concat();
        damaged.extend(checksum(&[&[0], &body]));
        damaged.push(0);
        damaged.extend(body);
        // Whoever makes a chunk also names it in the hot file.
        let hot = naming(&site.files[&site.entry.hot.path], name(whole), name(&damaged));
        let letters = letters(name(&damaged));
        path = format!("{}/{letters}.BIN", &letters[..1]);
        renamed = Some(hot);
    } else {
        change(&mut damaged, changes);
    }
    let unchanged = damaged == *whole;
    let mut files = site.files.clone();
    let hot = match &renamed {
        Some(hot) => hot,
        None if is_hot => &damaged,
        None => &site.files[&site.entry.hot.path],
    };
    let hash = match &renamed {
        Some(hot) => blake3::hash(hot).to_hex()[..32].to_string(),
        None => site.entry.hot.hash.clone(),
    };
    let session = Session::open(&site.entry.hot.path, &hash, hot);
    let mut session = match session {
        Ok(session) => session,
        Err(problem) => {
            assert!(is_hot && !unchanged, "{problem}");
            return;
        }
    };
    assert!(fitting || !is_hot || unchanged, "a damaged hot file was taken");
    files.insert(path, damaged);
    let options = SearchOptions { counts: true, ..SearchOptions::default() };
    let answer = ask(&mut session, &files, QUESTIONS[question], options);
    match answer {
        Ok(answer) if !fitting => assert_eq!(answer, *whole_answer(question)),
        Ok(_) => {}
        Err(problem) => assert!(!unchanged, "{problem}"),
    }
}
