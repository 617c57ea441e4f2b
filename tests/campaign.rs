//! Campaigns as their readers and admins meet them: the sample campaign in both editions, a plan without stages,
//! folders with mistakes.

#[path = "campaign/authoring.rs"]
mod authoring;
#[path = "campaign/built.rs"]
mod built;
#[path = "campaign/decided.rs"]
mod decided;
#[path = "campaign/editions.rs"]
mod editions;
#[path = "campaign/hostile.rs"]
mod hostile;
#[path = "hostile/mod.rs"]
mod hostile_site;
#[path = "campaign/index_contents.rs"]
mod index_contents;
#[path = "campaign/index_terms.rs"]
mod index_terms;
#[path = "campaign/leaks.rs"]
mod leaks;
#[path = "campaign/marked/mod.rs"]
mod marked;
#[path = "campaign/mistakes.rs"]
mod mistakes;
#[path = "campaign/review.rs"]
mod review;
#[path = "campaign/rows.rs"]
mod rows;
#[path = "campaign/slogans.rs"]
mod slogans;
#[path = "campaign/taking_apart.rs"]
mod taking_apart;
#[path = "campaign/without_stages.rs"]
mod without_stages;
