//! Counting: the rules of completion, each as an example in plain words, and all of them against a slow recount on
//! campaigns made up at random. Every name is invented.

mod examples;
mod made;
mod oracle;
mod properties;
mod ratings;
