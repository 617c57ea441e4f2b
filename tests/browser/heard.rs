//! What somebody hears who does not see the page: the tree that Chromium hands to screen readers.
//! In: one page of every kind, the search box, the search page, a folding navigation. Out: names, roles, states, announcements.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::driver::Browser;
use super::pages::pages_with_text;
use super::webdriver::Window;
use super::{NONSENSE, Opened, PHRASE, Stage, Way, search, stays_at_home_and_quiet, total};

/// What may be pressed, chosen or filled in.
const CONTROLS: [&str; 10] = [
    "button",
    "checkbox",
    "combobox",
    "link",
    "menuitem",
    "option",
    "radio",
    "searchbox",
    "textbox",
    "DisclosureTriangle",
];
/// Parts of a page that one can go to, of which there may be several.
const PARTS: [&str; 4] = ["complementary", "navigation", "region", "search"];

/// One thing of the tree, as it is told.
struct Told {
    role: String,
    name: String,
    /// Of everything below it, in order.
    words: String,
    states: BTreeMap<String, String>,
    /// The name of what it has chosen without leaving.
    active: String,
}

impl Told {
    fn state(&self, name: &str) -> &str {
        self.states.get(name).map_or("", String::as_str)
    }
}

/// Everything the page tells, in order.
struct Tree(Vec<Told>);

impl Tree {
    fn of(window: &Window) -> Tree {
        let answer = window.developer_tools("Accessibility.getFullAXTree", json!({}));
        let nodes = answer["nodes"].as_array().expect("a tree");
        let by_id: BTreeMap<&str, &Value> =
            nodes.iter().filter_map(|node| Some((node["nodeId"].as_str()?, node))).collect();
        let names: BTreeMap<u64, &str> = nodes
            .iter()
            .filter_map(|node| {
                Some((node["backendDOMNodeId"].as_u64()?, node["name"]["value"].as_str()?))
            })
            .collect();
        let told = nodes.iter().filter(|node| node["ignored"] == false).map(|node| Told {
            role: text(&node["role"]["value"]),
            name: text(&node["name"]["value"]),
            words: words(node, &by_id),
            states: states(node),
            active: active(node)
                .and_then(|id| names.get(&id))
                .map(|name| (*name).to_string())
                .unwrap_or_default(),
        });
        Tree(told.collect())
    }

    fn all(&self, role: &'static str) -> impl Iterator<Item = &Told> {
        self.0.iter().filter(move |told| told.role == role)
    }

    fn named(&self, role: &'static str, name: &str) -> &Told {
        self.all(role)
            .find(|told| told.name == name)
            .unwrap_or_else(|| panic!("no {role} is called {name}: {:?}", self.names(role)))
    }

    fn names(&self, role: &'static str) -> Vec<&str> {
        self.all(role).map(|told| told.name.as_str()).collect()
    }

    /// What is read out by itself.
    fn announced(&self) -> String {
        let live: Vec<&str> = self
            .0
            .iter()
            .filter(|told| !told.state("live").is_empty())
            .map(|told| told.words.as_str())
            .collect();
        live.join(" ")
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().trim().to_string()
}

fn words(node: &Value, by_id: &BTreeMap<&str, &Value>) -> String {
    if node["role"]["value"] == "StaticText" {
        return text(&node["name"]["value"]);
    }
    let children = node["childIds"].as_array().into_iter().flatten();
    let below: Vec<String> = children
        .filter_map(|id| by_id.get(id.as_str()?))
        .map(|child| words(child, by_id))
        .filter(|words| !words.is_empty())
        .collect();
    below.join(" ")
}

fn states(node: &Value) -> BTreeMap<String, String> {
    let properties = node["properties"].as_array().into_iter().flatten();
    properties
        .filter_map(|property| {
            let value = match &property["value"]["value"] {
                Value::String(value) => value.clone(),
                Value::Null => return None,
                other => other.to_string(),
            };
            Some((property["name"].as_str()?.to_string(), value))
        })
        .collect()
}

fn active(node: &Value) -> Option<u64> {
    let mut properties = node["properties"].as_array()?.iter();
    let property = properties.find(|property| property["name"] == "activedescendant")?;
    property["value"]["relatedNodes"][0]["backendDOMNodeId"].as_u64()
}

#[test]
fn every_page_is_told_with_names_and_in_order() {
    let Some(stage) = Stage::set(Browser::Chromium) else {
        return;
    };
    let site = Opened::new(&stage.internal, Way::Server);
    let window = Window::open(Browser::Chromium);
    for page in pages_with_text(&stage.internal) {
        window.visit(&site.page(&page));
        let tree = Tree::of(&window);
        assert_eq!(tree.names("main").len(), 1, "{page}");
        let first: Vec<&str> = tree
            .all("heading")
            .filter(|told| told.state("level") == "1")
            .map(|told| told.name.as_str())
            .collect();
        assert_eq!(first.len(), 1, "{page}: {first:?}");
        if page != "404.html" {
            assert_eq!(tree.names("banner").len(), 1, "{page}");
            assert_eq!(tree.names("contentinfo").len(), 1, "{page}");
        }
        for control in CONTROLS {
            let nameless = tree.all(control).filter(|told| told.name.is_empty()).count();
            assert_eq!(nameless, 0, "{page}: {control} without a name");
        }
        for part in PARTS {
            let mut names = tree.names(part);
            names.sort_unstable();
            let alike = names.windows(2).find(|pair| pair[0] == pair[1]);
            assert!(alike.is_none(), "{page}: {part} {alike:?}");
        }
        // Signs that show the order of a column are for the eye.
        for head in tree.names("columnheader") {
            assert!(!head.contains(['↕', '▲', '▼']), "{page}: {head}");
        }
    }
    stays_at_home_and_quiet(&window, &site);
}

#[test]
fn what_is_typed_is_answered_aloud() {
    let Some(stage) = Stage::set(Browser::Chromium) else {
        return;
    };
    let site = Opened::new(&stage.site, Way::Server);
    let window = Window::open(Browser::Chromium);
    window.visit(&site.page("index.html"));
    let tree = Tree::of(&window);
    assert_eq!(tree.named("combobox", "搜索全部材料").state("expanded"), "false");
    assert_eq!(tree.all("listbox").count(), 0);

    window.type_text("/");
    window.type_text(PHRASE);
    window.wait_until("the answer aloud", || {
        Tree::of(&window).announced().contains(&format!("“{PHRASE}”：找到 1 篇"))
    });
    let tree = Tree::of(&window);
    let input = tree.named("combobox", "搜索全部材料");
    assert_eq!((input.state("expanded"), input.state("focused")), ("true", "true"));
    assert_eq!(input.active, "");
    let list = tree.named("listbox", "搜索结果");
    assert!(list.words.contains(PHRASE), "{}", list.words);
    let options = tree.names("option");
    assert!(options.len() == 2 && options[1].contains("查看全部 1 篇"), "{options:?}");

    window.type_text("\u{E015}");
    let tree = Tree::of(&window);
    let first = tree.all("option").next().expect("a first option");
    assert_eq!(first.state("selected"), "true");
    assert_eq!(tree.named("combobox", "搜索全部材料").active, first.name);
    window.type_text("\u{E00C}");
    let tree = Tree::of(&window);
    assert_eq!(tree.named("combobox", "搜索全部材料").state("expanded"), "false");
    assert_eq!(tree.all("option").count(), 0);

    window.ask(
        "var box = document.getElementById('yanxi-search-input'); box.value = ''; box.focus()",
    );
    window.type_text(NONSENSE);
    window.wait_until("the plain word that there is nothing", || {
        Tree::of(&window).announced().contains(&format!("没有找到“{NONSENSE}”。"))
    });
    let tree = Tree::of(&window);
    assert_eq!(tree.named("combobox", "搜索全部材料").state("expanded"), "false");
    stays_at_home_and_quiet(&window, &site);
}

#[test]
fn results_are_heard_as_headings_and_filters_as_switches() {
    let Some(stage) = Stage::set(Browser::Chromium) else {
        return;
    };
    let site = Opened::new(&stage.site, Way::Server);
    let window = Window::open(Browser::Chromium);
    search(&window, &site, "样例");
    if window.ask("return document.getElementById('yanxi-search-narrow').open") != true {
        window.click("#yanxi-search-narrow summary");
    }
    window.wait_for(".facet-group[data-kind=kind] .facet[data-value=栏目]");
    window.wait_until("the first lot", || window.count(".search-hit") > 4);
    let tree = Tree::of(&window);
    let all = total(&window);
    assert!(tree.announced().contains(&format!("找到 {all} 篇")), "{}", tree.announced());
    let headings = tree.all("heading").filter(|told| told.state("level") == "2");
    assert_eq!(headings.count() as u64, window.count(".search-hit"));
    let counted = window.text(".facet[data-value=栏目] .facet-count");
    let filter = format!("栏目 {counted} 篇");
    assert_eq!(tree.named("button", &filter).state("pressed"), "false");
    assert!(tree.names("group").contains(&"种类"), "{:?}", tree.names("group"));

    window.click(".facet[data-value=栏目]");
    window.wait_until("the narrowed answer aloud", || {
        Tree::of(&window).announced().contains(&format!("{counted} 篇（不筛选共 {all} 篇）"))
    });
    window.wait_for(".facet[data-value=栏目][aria-pressed=true]");
    let tree = Tree::of(&window);
    assert_eq!(tree.named("button", &filter).state("pressed"), "true");
    tree.named("button", "去掉“种类：栏目”");

    search(&window, &site, NONSENSE);
    window.wait_until("the plain word that there is nothing", || {
        Tree::of(&window).announced().contains(&format!("没有找到“{NONSENSE}”。"))
    });
    stays_at_home_and_quiet(&window, &site);
}

#[test]
fn a_folded_navigation_says_so_and_gives_the_focus_back() {
    let Some(stage) = Stage::set(Browser::Chromium) else {
        return;
    };
    let site = Opened::new(&stage.site, Way::Server);
    let window = Window::open(Browser::Chromium);
    window.resize(500, 800);
    window.visit(&site.page("tags.html"));
    let tree = Tree::of(&window);
    assert_eq!(tree.named("button", "导航").state("expanded"), "false");
    assert_eq!(tree.all("checkbox").count(), 0, "the box behind it is not told");
    assert!(!tree.names("navigation").contains(&"栏目导航"));

    window.click("button.nav-button");
    let tree = Tree::of(&window);
    assert_eq!(tree.named("button", "导航").state("expanded"), "true");
    assert!(tree.names("navigation").contains(&"栏目导航"));
    window.ask("document.querySelector('#yanxi-nav a').focus()");
    window.type_text("\u{E00C}");
    let tree = Tree::of(&window);
    let button = tree.named("button", "导航");
    assert_eq!((button.state("expanded"), button.state("focused")), ("false", "true"));
    stays_at_home_and_quiet(&window, &site);
}
