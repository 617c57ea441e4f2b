//! yanxi: a folder of Chinese study material becomes a searchable static site.
//!
//! The pipeline, each step an immutable value handed to the next, problems collected on the way ([`build`] runs it):
//!
//! 1. load: [`folder`] finds the files, `yanxi_reading` makes values with places of their bytes;
//! 2. understand: [`markdown`] and [`word`] read each page, [`campaign`] the plan and its records, [`model`] what all mean together;
//! 3. check: steps 1 and 2 report what they can see, [`rules`] the rest; every problem is a [`yanxi_problem::Diagnostic`];
//! 4. list outputs: [`outputs`] names every file of the site and finds clashes before anything is written;
//! 5. render: [`render`] makes each file with the [`theme`];
//! 6. index: [`search_index`] writes what search reads in the browser;
//! 7. publish: [`staging`] swaps the finished site in.
//!
//! [`build`] runs all seven, [`check`] the first four; [`serve`] runs them again whenever the folder changes;
//! [`release`] brings a built site to its readers; [`commands`] is the command line around them. Which module may name
//! which stands in `ARCHITECTURE.md`.

// Its macros instead of the standard library's: a reader that has seen enough, such as `head`, is no fault of ours.
#[macro_use(eprint, eprintln, print, println)]
extern crate anstream;

pub mod attached_text;
pub mod authoring;
pub mod build;
pub mod campaign;
pub mod catalogue;
pub mod check;
pub mod commands;
pub mod config;
pub mod disclosure;
pub mod edition;
pub mod entries;
pub mod exit_status;
pub mod folder;
pub mod html_text;
mod internal_words;
pub mod markdown;
mod media_type;
pub mod model;
pub mod outputs;
pub mod own_files;
pub mod pages;
pub mod release;
pub mod render;
pub mod review;
pub mod review_entry;
pub mod rules;
pub mod search_index;
pub mod serve;
pub mod slip;
mod slug;
pub mod staging;
pub mod terminal;
pub mod theme;
mod windows_name;
pub mod word;
pub mod workbook;
