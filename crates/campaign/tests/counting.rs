//! Counting: the rules of completion, each as an example in plain words, and all of them against a slow recount on
//! campaigns made up at random. Every name is invented.

#[path = "counting/examples.rs"]
mod examples;
#[path = "counting/made.rs"]
mod made;
#[path = "counting/oracle.rs"]
mod oracle;
#[path = "counting/properties.rs"]
mod properties;
#[path = "counting/ratings.rs"]
mod ratings;
