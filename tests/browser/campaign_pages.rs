//! Pages made from the sample campaign, as they behave in a browser: tables, the matrix on a phone, search by kind.

use std::path::Path;

use super::webdriver::Window;
use super::{Opened, Reader, Stage, stays_at_home_and_quiet, total};

in_every_browser! {
    a_reader_says_once_what_is_his
    a_table_is_sorted_and_filtered
    records_are_found_by_kind_and_unit
    the_matrix_fits_a_phone_and_keeps_its_heads_on_a_screen
    what_is_outstanding_can_be_copied_as_text
}

fn the_matrix_fits_a_phone_and_keeps_its_heads_on_a_screen(reader: Reader) {
    let Some(stage) = Stage::set(reader.browser) else {
        return;
    };
    let site = Opened::new(&stage.internal, reader.way);
    let window = stage.window(reader.browser);
    window.visit(&site.page(&page(&stage.internal, "matrix.html")));
    window.wait_for(".table-matrix tbody tr");

    window.resize(360, 760);
    let too_wide = "return document.documentElement.scrollWidth > window.innerWidth";
    window.wait_until("a page as wide as the phone", || window.ask(too_wide) == false);
    let label = window.ask(
        "return getComputedStyle(document.querySelector('.table-matrix td[data-label]'), '::before').content",
    );
    assert!(
        label.as_str().is_some_and(|label| label.chars().count() > 2),
        "a cell says what it is of: {label}"
    );

    window.resize(1440, 900);
    window.wait_until("heads that stay", || {
        window.ask(
            "return getComputedStyle(document.querySelector('.table-matrix tbody th[scope=row]')).position",
        ) == "sticky"
    });
    stays_at_home_and_quiet(&window, &site);
}

fn what_is_outstanding_can_be_copied_as_text(reader: Reader) {
    let Some(stage) = Stage::set(reader.browser) else {
        return;
    };
    let site = Opened::new(&stage.internal, reader.way);
    let window = stage.window(reader.browser);
    window.visit(&site.page(&page(&stage.internal, "outstanding.html")));
    window.wait_for(".copy-text .button");
    window.click(".copy-text .button");
    window.wait_until("the announcement", || window.text("#yanxi-announcement") == "文字已复制");
    stays_at_home_and_quiet(&window, &site);
}

fn a_reader_says_once_what_is_his(reader: Reader) {
    let Some(stage) = Stage::set(reader.browser) else {
        return;
    };
    let site = Opened::new(&stage.internal, reader.way);
    let window = Window::open(reader.browser);
    window.visit(&site.page(&page(&stage.internal, "mine.html")));
    window.wait_for(".mine select");
    let all = shown_rows(&window);
    let left = "return document.querySelectorAll('tr.not-mine').length";
    assert_eq!(window.ask(left), 0, "nothing is chosen");
    window.ask(
        "var unit = document.querySelector('.mine select'); unit.selectedIndex = 1; \
         var event = document.createEvent('Event'); event.initEvent('change', true, true); \
         unit.dispatchEvent(event); return 1",
    );
    window.wait_until("rows of others gone", || {
        let rows = shown_rows(&window);
        rows > 0 && rows < all && window.ask(left).as_u64() == Some(all - rows)
    });
    let some = shown_rows(&window);
    // The other pages know it, however the site was opened.
    window.click(".nav-list a[href*='activities.html']");
    window.wait_until("the choice on another page", || {
        window.ask("var unit = document.querySelector('.mine select'); return unit ? unit.selectedIndex : 0") == 1
    });
    window.click(".nav-list a[href*='mine.html']");
    window.wait_until("the same rows", || shown_rows(&window) == some);
    window.click(".mine-toggle");
    window.wait_until("all rows", || shown_rows(&window) == all);
    stays_at_home_and_quiet(&window, &site);
}

fn a_table_is_sorted_and_filtered(reader: Reader) {
    let Some(stage) = Stage::set(reader.browser) else {
        return;
    };
    let site = Opened::new(&stage.internal, reader.way);
    let window = stage.window(reader.browser);
    window.visit(&site.page(&page(&stage.internal, "people.html")));
    window.wait_for(".table-ledger .sort-button");
    let all = shown_rows(&window);
    assert!(all > 30, "{all} people");

    window.click(".table-ledger .heads th:nth-child(1) .sort-button");
    window.wait_for(".table-ledger th[aria-sort=ascending]");
    window.click(".table-ledger .table-find input");
    window.type_text("甲嘎查");
    window.wait_until("fewer rows", || {
        let rows = shown_rows(&window);
        rows > 0 && rows < all
    });
    let some = shown_rows(&window);
    window.wait_until("the address that says so", || window.address().contains("#t."));

    // Who is sent the address sees the same.
    let address = window.address();
    window.visit(&site.page("index.html"));
    window.visit(&address);
    window.wait_for(".table-ledger th[aria-sort=ascending]");
    window.wait_until("the same rows", || shown_rows(&window) == some);
    window.click(".table-ledger .table-reset");
    window.wait_until("all rows", || shown_rows(&window) == all);
    stays_at_home_and_quiet(&window, &site);
}

fn records_are_found_by_kind_and_unit(reader: Reader) {
    let Some(stage) = Stage::set(reader.browser) else {
        return;
    };
    let site = Opened::new(&stage.internal, reader.way);
    let window = stage.window(reader.browser);
    // A row of the problem ledger, which is no page of its own.
    window.visit(&format!("{}?q=路边反光桩倒了十几根", site.page("search.html")));
    window.wait_for("#search-results[data-state=done] .search-hit");
    let kind = window.text(".search-hit");
    assert!(kind.contains("整改台账"), "{kind}");

    // Rows of one page stand together under the first of them.
    window.visit(&format!("{}?kind=整改台账", site.page("search.html")));
    window.wait_until("the first lot of rows", || {
        let shown = window.count(".search-hit") + window.count(".hit-row");
        shown > 4 && shown == total(&window).min(10) as u64
    });
    assert!(window.count(".hit-row[href*='#']") > 0);
    let twice = "var seen = {}, twice = 0; \
         document.querySelectorAll('.search-hit').forEach(function (item) { \
           var path = item.getAttribute('data-page').split('#')[0]; \
           twice += seen[path] ? 1 : 0; seen[path] = true; }); return twice";
    assert_eq!(window.ask(twice), 0);

    window.visit(&format!("{}?q=样例", site.page("search.html")));
    window.wait_for("#search-results[data-state=done] .search-hit");
    let all = total(&window);
    if window.ask("return document.getElementById('yanxi-search-narrow').open") != true {
        window.click("#yanxi-search-narrow summary");
    }
    let unit = ".facet-group[data-kind=unit] .facet";
    window.wait_for(unit);
    window.click(unit);
    window.wait_until("the narrowed list", || {
        let narrowed = total(&window);
        narrowed > 0 && narrowed < all
    });
    stays_at_home_and_quiet(&window, &site);
}

fn shown_rows(window: &Window) -> u64 {
    window.count(".table-ledger tbody tr:not([hidden])")
}

/// The path of the sample campaign's page of this name.
fn page(site: &Path, name: &str) -> String {
    walkdir::WalkDir::new(site)
        .max_depth(2)
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok)
        .find(|entry| entry.file_name() == name)
        .and_then(|entry| {
            let path = entry.path().strip_prefix(site).ok()?;
            Some(path.to_string_lossy().replace('\\', "/"))
        })
        .unwrap_or_else(|| panic!("the sample has no {name}"))
}
