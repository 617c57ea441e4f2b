//! An S3-compatible bucket.
//! In: files, keys to the bucket. Out: objects with the headers that browsers and a CDN go by; each object is put whole.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path as FilePath;
use std::time::Duration;

use futures_util::TryStreamExt;
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::path::Path;
use object_store::{
    Attribute, Attributes, ClientOptions, Error, ObjectStore, ObjectStoreExt, PutMode, PutOptions,
    PutPayload, RetryConfig,
};
use tokio::runtime::Runtime;

use super::{Place, PlaceError, Result};
use crate::config::targets::Target;
use crate::media_type::media_type;
use crate::staging::record::{KEPT, MARKER, RECORD, Turn, is_named_by_content};

/// Files under way at once: the wait is for the network, and stores slow down those who ask for more.
const LANES: usize = 16;
const TRIES: usize = 6;
/// A request, tries included, takes no longer.
const PATIENCE: Duration = Duration::from_secs(90);
const ONE_TRY: Duration = Duration::from_secs(60);

const FOREVER: &str = "public, max-age=31536000, immutable";
const SHORT: &str = "public, max-age=60";
const LONGER: &str = "public, max-age=300";
const NEVER: &str = "no-cache";

/// What opens a bucket.
#[derive(Clone, PartialEq, Eq)]
pub struct Keys {
    id: String,
    secret: String,
    token: Option<String>,
}

/// Why there are no keys.
#[derive(Debug, PartialEq, Eq)]
pub enum NoKeys {
    /// Neither the environment nor the settings name any.
    Nowhere,
    /// The file lies in the site's folder, from where it could be passed on.
    Inside(String),
    Unreadable(String),
    /// The file holds no pair of keys.
    Empty(String),
}

impl Keys {
    /// From the environment, else from the file that the settings name.
    pub fn find(
        variable: impl Fn(&str) -> Option<String>,
        file: Option<&str>,
        site: &FilePath,
    ) -> std::result::Result<Keys, NoKeys> {
        let from_environment = Keys::from(|name| variable(&name.to_ascii_uppercase()));
        if let Some(keys) = from_environment {
            return Ok(keys);
        }
        let file = file.ok_or(NoKeys::Nowhere)?;
        let path = site.join(file);
        let resolved = path.canonicalize().map_err(|_| NoKeys::Unreadable(file.to_string()))?;
        if site.canonicalize().is_ok_and(|site| resolved.starts_with(site)) {
            return Err(NoKeys::Inside(file.to_string()));
        }
        let text =
            fs::read_to_string(&resolved).map_err(|_| NoKeys::Unreadable(file.to_string()))?;
        Keys::from(|name| value_in(&text, name)).ok_or(NoKeys::Empty(file.to_string()))
    }

    fn from(value: impl Fn(&str) -> Option<String>) -> Option<Keys> {
        Some(Keys {
            id: value("aws_access_key_id")?,
            secret: value("aws_secret_access_key")?,
            token: value("aws_session_token"),
        })
    }
}

/// The value on a line `name = value`, in quotes or not.
fn value_in(text: &str, name: &str) -> Option<String> {
    text.lines().find_map(|line| {
        let (key, value) = line.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']);
        (key.trim() == name && !value.is_empty()).then(|| value.to_string())
    })
}

pub struct Bucket {
    store: AmazonS3,
    runtime: Runtime,
    /// Empty, or ends in `/`.
    prefix: String,
    shown: String,
}

impl Bucket {
    pub fn open(target: &Target, keys: &Keys) -> io::Result<Bucket> {
        // Done once for the process; a second time finds it done.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let bucket = target.bucket.clone().unwrap_or_default();
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(&bucket)
            .with_region(target.region.as_deref().unwrap_or("us-east-1"))
            .with_access_key_id(&keys.id)
            .with_secret_access_key(&keys.secret)
            // Settings let plain http through to this machine alone.
            .with_allow_http(true)
            .with_client_options(ClientOptions::new().with_allow_http(true).with_timeout(ONE_TRY))
            .with_retry(RetryConfig {
                max_retries: TRIES,
                retry_timeout: PATIENCE,
                ..RetryConfig::default()
            });
        if let Some(endpoint) = &target.endpoint {
            builder = builder.with_endpoint(endpoint.trim_end_matches('/'));
        }
        if let Some(token) = &keys.token {
            builder = builder.with_token(token);
        }
        let prefix = match target.prefix.trim_matches('/') {
            "" => String::new(),
            prefix => format!("{prefix}/"),
        };
        Ok(Bucket {
            store: builder.build().map_err(io_error)?,
            runtime: tokio::runtime::Builder::new_multi_thread()
                .worker_threads(2)
                .enable_all()
                .build()?,
            shown: format!("{bucket}/{prefix}"),
            prefix,
        })
    }

    fn key(&self, path: &str) -> Result<Path> {
        Path::parse(format!("{}{path}", self.prefix)).map_err(|error| PlaceError {
            shown: self.shown(path),
            error: io::Error::new(io::ErrorKind::InvalidInput, error),
        })
    }

    fn put(&self, path: &str, bytes: &[u8], mode: PutMode) -> std::result::Result<(), Error> {
        let key = Path::parse(format!("{}{path}", self.prefix))?;
        let mut attributes = Attributes::new();
        attributes.insert(Attribute::ContentType, media_type(path).into());
        attributes.insert(Attribute::CacheControl, cache_control(path).into());
        let options = PutOptions { mode, attributes, ..PutOptions::default() };
        let payload = PutPayload::from(bytes.to_vec());
        self.runtime.block_on(self.store.put_opts(&key, payload, options)).map(|_| ())
    }

    fn failed(&self, path: &str) -> impl Fn(Error) -> PlaceError {
        let shown = self.shown(path);
        move |error| PlaceError { shown: shown.clone(), error: io_error(error) }
    }
}

/// How long browsers and a CDN may keep a file without asking.
fn cache_control(path: &str) -> &'static str {
    match path {
        RECORD | MARKER | KEPT => NEVER,
        "search/entry.js" | "search/titles.js" => NEVER,
        _ if is_named_by_content(path) => FOREVER,
        _ if Turn::of(path) == Turn::Underlay => LONGER,
        _ => SHORT,
    }
}

fn io_error(error: Error) -> io::Error {
    let kind = match &error {
        Error::NotFound { .. } => io::ErrorKind::NotFound,
        Error::AlreadyExists { .. } | Error::Precondition { .. } => io::ErrorKind::AlreadyExists,
        Error::PermissionDenied { .. } | Error::Unauthenticated { .. } => {
            io::ErrorKind::PermissionDenied
        }
        _ => io::ErrorKind::Other,
    };
    io::Error::new(kind, error)
}

impl Place for Bucket {
    fn shown(&self, path: &str) -> String {
        format!("{}{path}", self.shown)
    }

    fn lanes(&self) -> usize {
        LANES
    }

    fn has_narrow_names(&self) -> bool {
        false
    }

    fn reads_cheaply(&self) -> bool {
        false
    }

    fn list(&self) -> Result<BTreeMap<String, u64>> {
        let prefix = match self.prefix.as_str() {
            "" => None,
            _ => Some(self.key("")?),
        };
        let found: Vec<_> = self
            .runtime
            .block_on(self.store.list(prefix.as_ref()).try_collect())
            .map_err(self.failed(""))?;
        Ok(found
            .into_iter()
            .filter_map(|object| {
                let path = object.location.as_ref().strip_prefix(&self.prefix)?;
                Some((path.to_string(), object.size))
            })
            .collect())
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>> {
        let key = self.key(path)?;
        let got = self.runtime.block_on(async { self.store.get(&key).await?.bytes().await });
        match got {
            Ok(bytes) => Ok(Some(bytes.to_vec())),
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(self.failed(path)(error)),
        }
    }

    fn bring(&self, _path: &str, _bytes: &[u8]) -> Result<()> {
        // An object is put whole, and there is no renaming.
        Ok(())
    }

    fn show(&self, path: &str, bytes: &[u8]) -> Result<bool> {
        self.put(path, bytes, PutMode::Overwrite).map(|()| true).map_err(self.failed(path))
    }

    fn create(&self, path: &str, bytes: &[u8]) -> Result<bool> {
        match self.put(path, bytes, PutMode::Create) {
            Ok(()) => Ok(true),
            Err(Error::AlreadyExists { .. } | Error::Precondition { .. }) => Ok(false),
            // A store without conditions: the one who reads its own bytes back has it.
            Err(Error::NotImplemented { .. } | Error::NotSupported { .. }) => {
                if self.read(path)?.is_some() {
                    return Ok(false);
                }
                self.show(path, bytes)
            }
            Err(error) => Err(self.failed(path)(error)),
        }
    }

    fn remove(&self, path: &str) -> Result<()> {
        let key = self.key(path)?;
        match self.runtime.block_on(self.store.delete(&key)) {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(self.failed(path)(error)),
        }
    }

    fn settle(&self) -> Result<()> {
        Ok(())
    }

    fn tidy(&self, _removed: &[String]) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_from_the_environment_or_a_file_outside_the_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        let site = folder.path().join("site");
        fs::create_dir(&site).expect("a folder");
        let text = "[default]\naws_access_key_id = AK\naws_secret_access_key = \"S/=\"\n";
        fs::write(folder.path().join("keys"), text).expect("a file");
        fs::write(site.join("keys"), text).expect("a file");
        fs::write(folder.path().join("none"), "x = 1").expect("a file");
        let none = |_: &str| None;
        let found = Keys::find(none, Some("../keys"), &site).expect("keys");
        assert_eq!((found.id.as_str(), found.secret.as_str()), ("AK", "S/="));
        let refused = |file| Keys::find(none, file, &site).err();
        assert_eq!(refused(None), Some(NoKeys::Nowhere));
        assert_eq!(refused(Some("keys")), Some(NoKeys::Inside("keys".into())));
        assert_eq!(refused(Some("../none")), Some(NoKeys::Empty("../none".into())));
        assert_eq!(refused(Some("../no")), Some(NoKeys::Unreadable("../no".into())));
        let environment = |name: &str| Some(format!("from {name}"));
        let keys = Keys::find(environment, Some("../keys"), &site);
        assert_eq!(keys.expect("keys").id, "from AWS_ACCESS_KEY_ID");
    }

    #[test]
    fn only_files_named_by_their_content_may_be_kept_for_long() {
        assert_eq!(cache_control("search/0123456789abcdef/hot.bin"), FOREVER);
        assert_eq!(cache_control("assets/0123456789abcdef/yanxi.js"), FOREVER);
        assert_eq!(cache_control("a/b.html"), SHORT);
        assert_eq!(cache_control("index.html"), SHORT);
        assert_eq!(cache_control("search/entry.js"), NEVER);
        assert_eq!(cache_control("yanxi-release.json"), NEVER);
        assert_eq!(cache_control("a/tu.png"), LONGER);
    }
}
