//! The browser's own back and forward, over searches.
//! In: the sample site's search page. Out: which words stand in the box, and whether they are answered.

use super::webdriver::Window;
use super::{Opened, Reader, Stage, ask_for, search, stays_at_home_and_quiet, total};

in_every_browser! {
    back_leads_to_the_words_before
    back_from_a_hit_leads_to_its_place_in_the_list
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

/// From a disk the page is loaded anew; everything that was shown must come back before its place can.
fn back_from_a_hit_leads_to_its_place_in_the_list(reader: Reader) {
    let Some(stage) = Stage::set(reader.browser) else {
        return;
    };
    let site = Opened::new(&stage.site, reader.way);
    let window = stage.window(reader.browser);
    search(&window, &site, "的");
    window.wait_for("#search-results[data-state=done] .search-hit");
    let hits = || window.count("#search-results .hit-title, #search-results .hit-row");
    let place = || window.ask("return Math.round(window.pageYOffset)").as_i64();
    window.wait_until("the first lot", || hits() >= 10);
    let first = hits();
    window.ask("document.getElementById('yanxi-search-more').click()");
    window.wait_until("more", || hits() > first);
    let last = "var hits = document.querySelectorAll('.search-hit .hit-title'), last = hits[hits.length - 1];";
    window.ask(&format!(
        "{last} window.scrollTo(0, last.getBoundingClientRect().top + window.pageYOffset - 100)"
    ));
    let (shown, before) = (hits(), place());
    assert!(before > Some(400), "{before:?}");
    window.ask(&format!("{last} last.click()"));
    window.wait_until("the page", || !window.address().contains("search.html"));
    window.ask("window.history.back()");
    window.wait_until("the list as it was", || {
        window.address().contains("search.html") && hits() == shown && place() == before
    });
    stays_at_home_and_quiet(&window, &site);
}

fn answered(window: &Window, words: &str, pages: usize) {
    window.wait_for(&format!("#search-results[data-state=done][data-query='{words}']"));
    assert_eq!(window.ask("return document.getElementById('yanxi-search-input').value"), words);
    assert_eq!(total(window), pages);
}
