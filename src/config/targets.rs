//! Where a site is published to: the tables `[publish.NAME]` of the settings.
//! In: a table as it stands in `yanxi.toml`. Out: [`Target`]s by name, or what is wrong with them. Keys that give
//! access to a bucket never stand there.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::problem::TargetProblem;
use crate::edition::Edition;

/// What a `[publish.NAME]` table says.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Target {
    pub kind: Kind,
    #[serde(default)]
    pub edition: Edition,
    /// Of a folder or a zip file; a relative one counts from the site's folder.
    pub path: Option<String>,
    /// The folder is a web server's: the site lies in it, and no page to double-click above it.
    #[serde(default)]
    pub web: bool,
    /// For whom the search's files go along; the kind of target tells where nothing does.
    pub search: Option<SearchFor>,
    pub bucket: Option<String>,
    pub endpoint: Option<String>,
    pub region: Option<String>,
    /// Folder inside the bucket.
    #[serde(default)]
    pub prefix: String,
    /// File with the keys of a bucket, outside the site's folder.
    pub credentials: Option<String>,
}

/// The keys of such a table. Keys that open a bucket are not among them.
pub const KEYS: [&str; 10] = [
    "kind",
    "edition",
    "path",
    "web",
    "search",
    "bucket",
    "endpoint",
    "region",
    "prefix",
    "credentials",
];

/// Who can search a site: each needs the index in another form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SearchFor {
    /// Who opens its pages by double-click; from a server they can search too, with more to load.
    #[serde(alias = "双击打开")]
    Disk,
    /// Who reads them from a server.
    #[serde(alias = "服务器")]
    Server,
    #[serde(alias = "都要")]
    Both,
}

impl Target {
    pub fn search_for(&self) -> SearchFor {
        self.search.unwrap_or(match self.kind {
            Kind::Folder if self.web => SearchFor::Server,
            Kind::Folder | Kind::Zip => SearchFor::Disk,
            Kind::S3 => SearchFor::Server,
        })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    #[serde(alias = "文件夹")]
    Folder,
    #[serde(alias = "压缩包")]
    Zip,
    #[serde(alias = "对象存储")]
    S3,
}

pub type Targets = BTreeMap<String, Target>;

/// The first fault of each table, with its name.
pub(super) fn faults(targets: &Targets) -> Vec<(&str, TargetProblem)> {
    targets
        .iter()
        .filter_map(|(name, target)| Some((name.as_str(), fault(name, target)?)))
        .collect()
}

fn fault(name: &str, target: &Target) -> Option<TargetProblem> {
    let in_name = |letter: char| letter.is_alphanumeric() || letter == '-' || letter == '_';
    if name.is_empty() || !name.chars().all(in_name) {
        return Some(TargetProblem::NameWithSigns { name: name.into() });
    }
    let is_bucket = target.kind == Kind::S3;
    if is_bucket && target.bucket.as_deref().unwrap_or_default().is_empty() {
        return Some(TargetProblem::NoBucket { name: name.into() });
    }
    if !is_bucket && target.path.as_deref().unwrap_or_default().is_empty() {
        return Some(TargetProblem::NoPath { name: name.into() });
    }
    let plain_http = target
        .endpoint
        .as_deref()
        .is_some_and(|endpoint| !endpoint.starts_with("https://") && !is_loopback(endpoint));
    if plain_http {
        return Some(TargetProblem::PlainHttp { name: name.into() });
    }
    let outside = target.prefix.split('/').any(|part| part == ".." || part == ".");
    if outside {
        return Some(TargetProblem::PrefixLeadsOut { name: name.into() });
    }
    // Only people inside can reach a folder; a zip file and a bucket are made to be passed on.
    if target.edition == Edition::Internal && target.kind != Kind::Folder {
        return Some(TargetProblem::InternalPassedOn { name: name.into() });
    }
    None
}

/// A store on this very machine, reached without leaving it.
fn is_loopback(endpoint: &str) -> bool {
    endpoint
        .strip_prefix("http://")
        .map(|rest| rest.split(['/', ':']).next().unwrap_or_default())
        .is_some_and(|host| host == "localhost" || host == "127.0.0.1")
}

#[cfg(test)]
mod tests {
    use super::*;
    use yanxi_problem::{Language, Problem};

    fn fault_of(toml: &str) -> Option<String> {
        let target: Target = toml::from_str(toml).expect("a table");
        fault("usb", &target).map(|problem| problem.words(Language::Chinese).0)
    }

    #[test]
    fn each_kind_says_what_it_lacks() {
        assert_eq!(fault_of("kind = \"folder\"\npath = \"E:/a\""), None);
        assert_eq!(fault_of("kind = \"zip\"").as_deref(), Some("[publish.usb] 没有写发布到哪里"));
        assert_eq!(
            fault_of("kind = \"s3\"\npath = \"a\"").as_deref(),
            Some("[publish.usb] 没有写存储桶的名字")
        );
    }

    #[test]
    fn each_kind_is_searched_in_its_way_unless_it_says_otherwise() {
        for (toml, wanted) in [
            ("kind = \"folder\"", SearchFor::Disk),
            ("kind = \"folder\"\nweb = true", SearchFor::Server),
            ("kind = \"zip\"", SearchFor::Disk),
            ("kind = \"s3\"", SearchFor::Server),
            ("kind = \"s3\"\nsearch = \"both\"", SearchFor::Both),
            ("kind = \"压缩包\"\nsearch = \"服务器\"", SearchFor::Server),
        ] {
            let target: Target = toml::from_str(toml).expect("a table");
            assert_eq!(target.search_for(), wanted, "{toml}");
        }
    }

    #[test]
    fn the_internal_edition_goes_to_folders_only() {
        let internal = "edition = \"internal\"\npath = \"a\"\nbucket = \"b\"\n";
        assert_eq!(fault_of(&format!("kind = \"folder\"\n{internal}")), None);
        for kind in ["zip", "s3"] {
            assert_eq!(
                fault_of(&format!("kind = \"{kind}\"\n{internal}")).as_deref(),
                Some("[publish.usb] 是要传出去的，不能用内部版")
            );
        }
    }

    #[test]
    fn keys_do_not_cross_the_network_in_the_open() {
        let with = |endpoint: &str| {
            fault_of(&format!("kind = \"s3\"\nbucket = \"b\"\nendpoint = \"{endpoint}\""))
        };
        assert!(with("http://store.example").is_some());
        assert!(with("http://localhost.evil.example").is_some());
        assert_eq!(with("https://store.example"), None);
        assert_eq!(with("http://127.0.0.1:9000"), None);
    }
}
