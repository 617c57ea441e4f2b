//! Publishing as its user runs it: what reaches a folder, a zip file, a bucket, and what readers see while it does.

#[path = "publish/bucket.rs"]
mod bucket;
#[path = "publish/bundle.rs"]
mod bundle;
#[path = "publish/faults.rs"]
mod faults;
#[path = "publish/folder.rs"]
mod folder;
#[path = "publish/news.rs"]
mod news;
#[path = "publish/office.rs"]
mod office;
#[path = "publish/store.rs"]
mod store;
