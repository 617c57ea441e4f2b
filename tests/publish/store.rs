//! A store that speaks S3, started from its package, with its objects in a folder.

use std::net::SocketAddr;
use std::path::PathBuf;

use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use object_store::aws::{AmazonS3, AmazonS3Builder};
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use crate::office::Office;

const BUCKET: &str = "study";
const PREFIX: &str = "town/site";
const KEY: &str = "AKSAMPLE";
const SECRET: &str = "sample/secret";

/// Stops with the value.
pub(crate) struct Store {
    folder: TempDir,
    address: SocketAddr,
    runtime: Runtime,
}

impl Store {
    pub(crate) fn start() -> Store {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join(BUCKET)).expect("a bucket");
        let files = s3s_fs::FileSystem::new(folder.path()).expect("the store");
        let mut service = S3ServiceBuilder::new(files);
        service.set_auth(SimpleAuth::from_single(KEY, SECRET));
        let service = service.build();
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .expect("a runtime");
        let listener = runtime.block_on(TcpListener::bind(("127.0.0.1", 0))).expect("a port");
        let address = listener.local_addr().expect("an address");
        runtime.spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let service = service.clone();
                tokio::spawn(async move {
                    let server = Builder::new(TokioExecutor::new());
                    // A publisher that is killed closes its connection in the middle of a request.
                    let _ = server.serve_connection(TokioIo::new(socket), service).await;
                });
            }
        });
        Store { folder, address, runtime }
    }

    /// An office that publishes to this store.
    pub(crate) fn office(&self) -> Office {
        let mut office = Office::with_target(&format!(
            "kind = \"s3\"\nbucket = \"{BUCKET}\"\nprefix = \"{PREFIX}\"\nregion = \"cn-north-1\"\nendpoint = \"http://{}\"",
            self.address
        ));
        office.environment = vec![
            ("AWS_ACCESS_KEY_ID".into(), KEY.into()),
            ("AWS_SECRET_ACCESS_KEY".into(), SECRET.into()),
        ];
        office
    }

    /// Where the site's objects lie as files.
    pub(crate) fn objects(&self) -> PathBuf {
        self.folder.path().join(BUCKET).join(PREFIX)
    }

    /// A reader's way to the store, which is not the program's.
    pub(crate) fn client(&self) -> AmazonS3 {
        // Done once for the process; a second time finds it done.
        let _ = rustls::crypto::ring::default_provider().install_default();
        AmazonS3Builder::new()
            .with_bucket_name(BUCKET)
            .with_region("cn-north-1")
            .with_endpoint(format!("http://{}", self.address))
            .with_allow_http(true)
            .with_access_key_id(KEY)
            .with_secret_access_key(SECRET)
            .build()
            .expect("a client")
    }

    pub(crate) fn wait<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }
}

/// The key of a file of the site.
pub(crate) fn key(path: &str) -> object_store::path::Path {
    object_store::path::Path::from(format!("{PREFIX}/{path}"))
}
