//! The browser's own back and forward, over searches.
//! In: the sample site's search page. Out: which words stand in the box, and whether they are answered.

use super::webdriver::Window;
use super::{Opened, Reader, Stage, ask_for, search, stays_at_home_and_quiet, total};

in_every_browser! {
    back_leads_to_the_words_before
}

fn back_leads_to_the_words_before(reader: Reader) {
    let Some(stage) = Stage::set(reader.browser) else {
        return;
    };
    let site = Opened::new(&stage.site, reader.way);
    let window = stage.window(reader.browser);
    search(&window, &site, "动员会");
    window.wait_for("#search-results[data-state=done] .search-hit");
    let first = total(&window);
    // Letter by letter, then the Enter key: one step, not one for each letter, nor one more for the key.
    ask_for(&window, "嘎查");
    let second = total(&window);
    assert!(first != second, "{first} and {second}");

    window.ask("window.history.back()");
    answered(&window, "动员会", first);
    window.ask("window.history.forward()");
    answered(&window, "嘎查", second);
    stays_at_home_and_quiet(&window, &site);
}

fn answered(window: &Window, words: &str, pages: usize) {
    window.wait_for(&format!("#search-results[data-state=done][data-query='{words}']"));
    assert_eq!(window.ask("return document.getElementById('yanxi-search-input').value"), words);
    assert_eq!(total(window), pages);
}
