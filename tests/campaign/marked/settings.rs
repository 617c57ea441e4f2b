//! The settings of the site and what its folder remembers of earlier releases.
//! In: words. Out: `yanxi.toml` and files of `publish-log/`.

use super::words::Words;
use super::{Files, put};

pub(super) fn add(files: &mut Files, words: &mut Words) {
    let mut settings = format!(
        "# {}\nformat = 1\ntitle = \"样例站\"\ndescription = \"公开的说明\"\nbase_url = \"https://yangli.example/\"\n",
        words.han("comment in the settings")
    );
    settings.push_str(&format!(
        "\n[check]\nW03 = {{severity = \"off\", reason = \"{}\"}}\nW04 = {{severity = \"warning\", reason = \"{}\"}}\n",
        words.han("reason for a severity"),
        words.han("reason for a severity"),
    ));
    let names: Vec<String> = (0..words.times())
        .map(|_| format!("\"{}\"", words.han("name that may stand in public texts")))
        .collect();
    settings.push_str(&format!("\n[privacy]\nnames = [{}]\n", names.join(", ")));
    for _ in 0..words.times() {
        let name = words.han("name of a folder to publish to");
        settings.push_str(&format!(
            "\n[publish.\"{name}\"]\nkind = \"folder\"\nedition = \"internal\"\npath = \"../{}\"\n",
            words.han("path of a folder to publish to"),
        ));
        settings.push_str(&format!(
            "\n[publish.{}]\nkind = \"s3\"\nbucket = \"{}\"\nendpoint = \"https://{}.example\"\nprefix = \"{}\"\ncredentials = \"/{}\"\n",
            words.letters("name of a bucket to publish to"),
            words.letters("bucket"),
            words.letters("address of a bucket"),
            words.han("folder inside a bucket"),
            words.han("file with the keys of a bucket"),
        ));
        releases(files, words, &name);
    }
    put(files, "yanxi.toml", settings);
}

/// As the publisher leaves them, and what a run that was broken off leaves.
fn releases(files: &mut Files, words: &mut Words, target: &str) {
    let object = words.letters("hash of a kept file");
    for (path, what) in [
        ("log.jsonl".to_string(), "line of the log of releases"),
        (format!("releases/{target}.1.json"), "list of a release"),
        (format!("objects/{object}"), "kept file of a release"),
        ("building/index.html".to_string(), "page of a release in the making"),
        ("building/留.md".to_string(), "text of a release in the making"),
    ] {
        let text = format!("{{\"by\":\"{}\"}}\n", words.han(what));
        put(files, format!("publish-log/{path}"), text);
    }
}
