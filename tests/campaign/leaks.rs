//! Nothing internal in the public edition: no byte of it holds an internal word, and none depends on one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use yanxi::model::{Edition, Selection};
use yanxi_text::fold::fold;
use yanxi_text::han::is_han;
use yanxi_text::pinyin::syllables;

use super::built::{Built, files};
use super::marked::words::{DIGITS, LAST, LETTERS, YEAR, reserved};
use super::marked::{self, Files};
use super::taking_apart::texts;

fn build(files: &Files, edition: Edition) -> Built {
    let folder = marked::written(files);
    let built = Built::of(folder.path(), edition);
    assert!(built.outcome.published, "{:#?}", built.messages());
    built
}

/// All files of an output by path.
pub(crate) fn bytes_of(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    files(folder)
        .into_iter()
        .map(|path| {
            let bytes = fs::read(folder.join(&path)).expect("a file");
            (path, bytes)
        })
        .collect()
}

/// What a text has of the inside: rare characters, letters, digits and the year that only internal words have.
fn traces(text: &str) -> Vec<String> {
    let reserved = reserved();
    let folded = fold(text);
    let mut found: Vec<String> = text
        .chars()
        .chain(folded.chars())
        .filter(|character| reserved.binary_search(character).is_ok())
        .map(String::from)
        .collect();
    for sign in [LETTERS, DIGITS, &format!("{YEAR}-"), &format!("{YEAR}年")] {
        if folded.contains(sign) {
            found.push(sign.to_string());
        }
    }
    found.sort();
    found.dedup();
    found
}

/// How a Chinese word is spelled in addresses and in search.
fn spellings(word: &str) -> Vec<String> {
    let syllables = syllables(word);
    let initials: String =
        syllables.iter().filter_map(|syllable| syllable.chars().next()).collect();
    vec![syllables.join("-"), syllables.join(" "), syllables.concat(), initials]
}

/// Every form has as many bytes: initials are the shortest, and words have as many characters.
const FIRST_BYTES: usize = 7;

/// Finds many words in one pass.
#[derive(Default)]
struct Finder {
    begins: BTreeSet<[u8; 2]>,
    words: BTreeMap<Vec<u8>, BTreeSet<String>>,
}

impl Finder {
    fn of(words: impl Iterator<Item = String>) -> Self {
        let mut finder = Finder::default();
        for word in words {
            let bytes = word.as_bytes();
            finder.begins.insert([bytes[0], bytes[1]]);
            finder.words.entry(bytes[..FIRST_BYTES].to_vec()).or_default().insert(word);
        }
        finder
    }

    fn found_in(&self, text: &str) -> BTreeSet<&str> {
        let mut may_begin = vec![false; 1 << 16];
        for [one, two] in &self.begins {
            may_begin[usize::from(*one) << 8 | usize::from(*two)] = true;
        }
        let bytes = text.as_bytes();
        let mut found = BTreeSet::new();
        for (at, window) in bytes.windows(FIRST_BYTES).enumerate() {
            if may_begin[usize::from(window[0]) << 8 | usize::from(window[1])] {
                let words = self.words.get(window).into_iter().flatten();
                let here = words.filter(|word| bytes[at..].starts_with(word.as_bytes()));
                found.extend(here.map(String::as_str));
            }
        }
        found
    }
}

/// Whether a single rare character stands nowhere beside another Han one. Now and then three bytes of packed
/// numbers are one of our rare characters by chance; of a word, a pair or a list of characters there would be a second.
fn stands_alone(text: &str, trace: &str) -> bool {
    let mut characters = trace.chars();
    let is_one = characters.next().is_some_and(is_han) && characters.next().is_none();
    is_one
        && text.contains(trace)
        && text.match_indices(trace).all(|(at, _)| {
            let before = text[..at].chars().next_back();
            let behind = text[at + trace.len()..].chars().next();
            !before.is_some_and(is_han) && !behind.is_some_and(is_han)
        })
}

/// Places in the public edition that hold something internal, with what they hold.
pub(crate) fn leaks(output: &Path, words: &marked::words::Words) -> BTreeSet<String> {
    let spelled = Finder::of(
        words.given().filter(|(_, word)| !word.is_ascii()).flat_map(|(_, word)| spellings(word)),
    );
    let mut found = BTreeSet::new();
    for (place, text) in texts(output) {
        for trace in traces(&text) {
            // Only where bytes are packed; what they hold unpacked is hunted without this.
            let is_packed = place.starts_with("search/")
                && [".bin", ".BIN", ".JS"].iter().any(|ending| place.contains(ending));
            if is_packed && stands_alone(&text, &trace) {
                continue;
            }
            let at = text.find(&trace).unwrap_or_default();
            let around: String = text[..at].chars().rev().take(40).collect();
            let around: String = around.chars().rev().collect();
            let after: String = text[at..].chars().take(30).collect();
            found.insert(format!("{place} has {trace}: {around}>>{after}"));
        }
        for word in spelled.found_in(&text.to_lowercase()) {
            found.insert(format!("{place} has {word}"));
        }
    }
    found
}

#[test]
fn no_byte_of_the_public_edition_holds_an_internal_word() {
    let (files, words) = marked::site(0);
    // Also where HTML in texts is let through, and where the plan makes the totals of units public.
    let mut freer = files.clone();
    let mut add = |path: &str, line: &str, more: &str| {
        let text = String::from_utf8_lossy(&files[path]).into_owned();
        assert!(text.contains(line));
        let text = text.replace(line, &format!("{line}{more}"));
        freer.insert(path.into(), text.into_bytes());
    };
    add("yanxi.toml", "format = 1\n", "raw_html = true\n");
    add("content/活动/计划.toml", "名称 = \"样例活动\"\n", "公开合计 = true\n");
    for files in [&files, &freer] {
        let public = build(files, Edition::Public);
        let leaks = leaks(&public.output, &words);
        assert!(
            leaks.is_empty(),
            "{} leaks:\n{}",
            leaks.len(),
            leaks.iter().cloned().collect::<Vec<_>>().join("\n")
        );
        // What is public is there.
        let pages: String = public.pages.values().map(String::as_str).collect();
        for shown in [
            "公开的正文",
            "公开的丁",
            "公开的自选正文",
            "公开的例外正文",
            "公开的无题正文",
            "公开的献策正文",
            "公开甲公问题",
            "公开的内容公会议",
            "第四次",
            "公开的表内一条",
            "公开的书面理由",
            "公开的理由",
        ] {
            assert!(pages.contains(shown), "{shown}");
        }
        for path in ["feed.xml", "sitemap.xml", "search/titles.js"] {
            assert!(public.output.join(path).is_file(), "{path}");
        }
    }
}

/// Places whose words stand in no edition, because nothing shows them: comments, what is
/// not to be published at all, further keys, columns of people, files that are no part of the site, settings, releases,
/// hidden sheets, states and values that no record has, authors and notes that copies of files lose. Types without a record
/// have no page.
const SHOWN_NOWHERE: [&str; 79] = [
    "HTML comment in a line of a public page",
    "HTML comment in a public page",
    "address of a bucket",
    "alias of an internal type",
    "attachment of a written record (已审核公开: 不发布)",
    "author of a note in a workbook that is a page",
    "author of a public attachment",
    "author of a public workbook",
    "author of an attachment (公开: 内部)",
    "author of an attachment (草稿: 是)",
    "author of an attachment named like the page (公开: 内部)",
    "author of an attachment named like the page (草稿: 是)",
    "author of an attachment of a public record",
    "author of an attachment of a written record (已审核公开: 不发布)",
    "author of an attachment of a written record (已审核公开: 公开，阶段: 没有的阶段)",
    "author of an attachment of a written record (已审核公开: 内部)",
    "author of an attachment of a written record (报送)",
    "author of an attachment of a written record (草稿)",
    "author of an attachment of a written record (退回)",
    "author of an attachment of a written record (预告公开: 内部)",
    "bucket",
    "column of the people that only this office has",
    "comment (公开: 内部)",
    "comment (草稿: 是)",
    "comment in a public picture",
    "comment in a public record",
    "comment in the plan",
    "comment in the settings",
    "content on a hidden sheet",
    "copy of a ledger",
    "copy of a plan",
    "extra (公开: 内部)",
    "extra (草稿: 是)",
    "file name of a written record (已审核公开: 不发布)",
    "file with the keys of a bucket",
    "folder inside a bucket",
    "footnote that nothing refers to",
    "hash of a kept file",
    "hash of the review of a public page",
    "heading of a written record (已审核公开: 不发布)",
    "id of an internal type",
    "internal field of a written record (已审核公开: 不发布)",
    "kept file of a release",
    "line of the log of releases",
    "list of a release",
    "name of a bucket to publish to",
    "name of a folder to publish to",
    "name of a hidden sheet",
    "name of an internal field",
    "name that may stand in public texts",
    "note on a person",
    "note on a place elsewhere",
    "number of a person",
    "other name of a value that an internal field may have",
    "page of a release in the making",
    "path of a folder to publish to",
    "people of a roster that no campaign reads",
    "place elsewhere",
    "reason for a severity",
    "reason of a closing of a written record (已审核公开: 不发布)",
    "responsible of a written record (已审核公开: 不发布)",
    "reviewer of a public page",
    "reviewer of a public page, as text",
    "reviewer of a written record (已审核公开: 不发布)",
    "state of an internal type",
    "tag of a written record (已审核公开: 不发布)",
    "target of a link definition that nothing uses",
    "text of a release in the making",
    "text of a written record (已审核公开: 不发布)",
    "text of an attachment of a written record (已审核公开: 不发布)",
    "title of a link definition that nothing uses",
    "title of a written record (已审核公开: 不发布)",
    "title on a hidden sheet",
    "value below extra",
    "value of a key that is not known",
    "value that an internal field may have",
    "who explained of a written record (已审核公开: 不发布)",
    "words in a picture (公开: 内部)",
    "words in a picture (草稿: 是)",
];

/// Where an index of the internal edition has such words: all but kinds, stages and syllables.
const PARTS_OF_THE_INDEX: [&str; 17] = [
    "search: alphabet",
    "search: anchor of a record",
    "search: column 1",
    "search: column 2",
    "search: column 4",
    "search: column 5",
    "search: column 6",
    "search: date of a record",
    "search: extra of a record",
    "search: facet of a record",
    "search: heading of a record",
    "search: path of a record",
    "search: term of pairs",
    "search: term of singles",
    "search: text of a record",
    "search: title of a record",
    "search: titles.js",
];

/// The hunt can see: in the internal edition it finds what the public edition must not have.
#[test]
fn the_same_hunt_finds_the_internal_words_in_the_internal_edition() {
    let (files, words) = marked::site(0);
    let folder = marked::written(&files);
    let internal =
        Built::selected(folder.path(), Selection { edition: Edition::Internal, drafts: true });
    assert!(internal.outcome.published, "{:#?}", internal.messages());
    // Names of files and folders are seen as addresses.
    let forms = |word: &str| [word.to_string(), yanxi_text::pinyin::slug(word)];
    let finder = Finder::of(words.given().flat_map(|(_, word)| forms(word)));
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut in_search: BTreeSet<String> = BTreeSet::new();
    for (place, text) in texts(&internal.output) {
        if place.starts_with("search: ") && !in_search.contains(&place) && !traces(&text).is_empty()
        {
            in_search.insert(place);
        }
        seen.extend(finder.found_in(&text).into_iter().map(str::to_string));
    }
    let is_seen = |word: &str| forms(word).iter().any(|form| seen.contains(form));
    let unseen: BTreeSet<&str> = words
        .given()
        // Days come again elsewhere, so that one of them proves nothing.
        .filter(|(_, word)| !word.starts_with(YEAR) && !is_seen(word))
        .map(|(place, _)| place)
        .collect();
    let unseen: Vec<&str> = unseen.into_iter().collect();
    assert_eq!(unseen, SHOWN_NOWHERE);
    let in_search: Vec<&str> = in_search.iter().map(String::as_str).collect();
    assert_eq!(in_search, PARTS_OF_THE_INDEX);
}

/// The files of which two outputs differ.
fn differences(one: &Built, other: &Built) -> Vec<String> {
    let (one, other) = (bytes_of(&one.output), bytes_of(&other.output));
    let paths: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    paths
        .into_iter()
        .filter(|path| one.get(*path) != other.get(*path))
        .map(|path| {
            let show = |bytes: Option<&Vec<u8>>| {
                bytes.map_or("absent".to_string(), |bytes| {
                    String::from_utf8_lossy(bytes).into_owned()
                })
            };
            let (one, other) = (show(one.get(path)), show(other.get(path)));
            let first = one
                .lines()
                .zip(other.lines())
                .find(|(one, other)| one != other)
                .map(|(one, other)| {
                    let short = |line: &str| line.chars().take(300).collect::<String>();
                    format!("{}\n    {}", short(one), short(other))
                })
                .unwrap_or_default();
            format!("{path}:\n    {first}")
        })
        .collect()
}

/// Every internal word replaced by another one, of another length and number; internal things added and taken away.
fn is_as_the_first(seed: u64) {
    static FIRST: OnceLock<Built> = OnceLock::new();
    let first = FIRST.get_or_init(|| build(&marked::site(0).0, Edition::Public));
    let other = build(&marked::site(seed).0, Edition::Public);
    let differing = differences(first, &other);
    assert!(differing.is_empty(), "seed {seed}:\n{}", differing.join("\n"));
}

#[test]
fn the_public_edition_is_the_same_with_hardly_anything_internal() {
    is_as_the_first(LAST);
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config {
        max_shrink_iters: 0,
        failure_persistence: None,
        ..proptest::test_runner::Config::with_cases(6)
    })]

    #[test]
    fn no_byte_of_the_public_edition_depends_on_an_internal_word(seed in 1..LAST) {
        is_as_the_first(seed);
    }
}
