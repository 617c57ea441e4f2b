//! Publishing as its user runs it: what reaches a folder, a zip file, a bucket, and what readers see while it does.

mod bucket;
mod bundle;
mod faults;
mod folder;
mod news;
mod office;
mod store;
