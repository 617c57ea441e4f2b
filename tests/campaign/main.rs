//! Campaigns as their readers and admins meet them: the sample campaign in both editions, a plan without stages,
//! folders with mistakes.

mod attached_words;
mod authoring;
mod built;
mod decided;
mod editions;
mod hostile;
#[path = "../hostile/mod.rs"]
mod hostile_site;
mod index_contents;
mod index_terms;
mod leaks;
mod marked;
mod messy_week;
mod mistakes;
mod not_read;
mod other_names;
mod review;
mod rounds;
mod rows;
mod slips;
mod slogans;
mod speech;
mod stays_internal;
mod taking_apart;
mod without_stages;
