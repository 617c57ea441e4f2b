//! Readers while a release is published, and after it was cut off: they see the old release or the new one.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use yanxi_search::{SearchOptions, Session};

use crate::office::{DAY, Files, Office, errors, files, text};
use crate::store::Store;

/// Kills a round in the normal run of tests, and in full.
const FEW: usize = 12;
const MANY: usize = 200;
/// Pages of the sites published.
const PAGES: usize = 40;
const QUERY: &str = "材料";

/// The same numbers every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit.max(1)
    }
}

/// Gives the office the material of one of its releases: most pages differ from the one before, some are new, some gone.
fn write_release(office: &Office, number: usize) {
    for page in 0..PAGES {
        let path = format!("content/cai-liao-{page}.md");
        let on_leave = page % 10 == number % 10;
        if on_leave {
            let _ = fs::remove_file(office.site().join(&path));
        } else if page % 3 == 0 {
            office.write(&path, &format!("# 材料{page}\n\n不变的材料。"));
        } else {
            let text = format!("第{number}版的材料，编号{page}。\n\n").repeat(20);
            office.write(&path, &format!("# 材料{page}\n\n{text}"));
        }
    }
}

/// What a reader has before them: files of the site, wherever they lie.
fn site_files(there: Files) -> Files {
    there
        .into_iter()
        .filter(|(path, _)| !path.starts_with("yanxi-") && !path.ends_with(".yanxi-new"))
        .collect()
}

/// The answer to the query as the program's own search gives it, or none when a file of it is missing.
fn ask(read: &dyn Fn(&str) -> Option<Vec<u8>>) -> Option<String> {
    let fetch = |path: &str| read(&format!("search/{path}")).ok_or_else(|| "gone".to_string());
    let (mut session, _) = Session::load(fetch).ok()?;
    let (answer, _) = session.run(QUERY, SearchOptions::default(), fetch).ok()?;
    Some(answer.to_json())
}

/// As the browser's client does: when a file is gone, the index was renewed, and it is asked once more.
fn ask_as_a_browser(read: &dyn Fn(&str) -> Option<Vec<u8>>) -> Option<String> {
    ask(read).or_else(|| ask(read))
}

/// What readers have come upon at some moment.
#[derive(Default)]
struct Seen {
    /// A file's path and its bytes, or none where it was not there.
    files: BTreeSet<(String, Option<Vec<u8>>)>,
    answers: BTreeSet<Option<String>>,
}

impl Seen {
    fn all(there: &Files) -> Seen {
        let mut seen = Seen::default();
        for (path, bytes) in there {
            seen.files.insert((path.clone(), Some(bytes.clone())));
        }
        seen.answers.insert(ask_as_a_browser(&|path| there.get(path).cloned()));
        seen
    }

    /// Every file and answer seen is of the old release or the new one.
    fn check(&self, old: &Files, new: &Files, moment: &str) {
        for (path, bytes) in &self.files {
            let in_both = old.contains_key(path) && new.contains_key(path);
            let right = match bytes {
                Some(_) => old.get(path) == bytes.as_ref() || new.get(path) == bytes.as_ref(),
                None => !in_both,
            };
            assert!(right, "{path} is of neither release {moment}");
        }
        let of = |files: &Files| ask(&|path| files.get(path).cloned());
        for answer in &self.answers {
            assert!(answer.is_some(), "no answer {moment}");
            assert!(*answer == of(old) || *answer == of(new), "a strange answer {moment}");
        }
    }
}

/// The pages at hand have their styles and scripts.
fn check_assets(there: &Files, moment: &str) {
    for (path, bytes) in there.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = text(bytes);
        for part in page.split('"').filter(|part| part.contains("assets/")) {
            let asset = part.trim_start_matches("../").trim_start_matches('/');
            assert!(there.contains_key(asset), "{asset} of {path} {moment}");
        }
    }
}

/// One way of publishing and what readers then have.
trait Way: Sync {
    fn office(&self) -> &Office;
    /// A file that is there while the target is being written.
    fn sign(&self) -> PathBuf;
    fn there(&self) -> Files;
    fn read(&self, path: &str) -> Option<Vec<u8>>;
}

struct ToFolder(Office);

impl Way for ToFolder {
    fn office(&self) -> &Office {
        &self.0
    }
    fn sign(&self) -> PathBuf {
        self.0.target().join("yanxi-publishing.json")
    }
    fn there(&self) -> Files {
        files(&self.0.target())
    }
    fn read(&self, path: &str) -> Option<Vec<u8>> {
        fs::read(self.0.target().join(path)).ok()
    }
}

struct ToBucket(Office, Store);

impl Way for ToBucket {
    fn office(&self) -> &Office {
        &self.0
    }
    fn sign(&self) -> PathBuf {
        self.1.objects().join("yanxi-publishing.json")
    }
    fn there(&self) -> Files {
        files(&self.1.objects())
    }
    fn read(&self, path: &str) -> Option<Vec<u8>> {
        fs::read(self.1.objects().join(path)).ok()
    }
}

/// A bundle is one file: its reader unpacks it first.
struct ToBundle(Office);

impl ToBundle {
    fn path(&self) -> PathBuf {
        self.0.folder.path().join("资料.zip")
    }
}

impl Way for ToBundle {
    fn office(&self) -> &Office {
        &self.0
    }
    fn sign(&self) -> PathBuf {
        self.0.site().join("publish-log/pending.t.json")
    }
    fn there(&self) -> Files {
        use std::io::Read;
        let file = fs::File::open(self.path()).expect("the bundle");
        let mut archive = zip::ZipArchive::new(file).expect("a whole zip file");
        (0..archive.len())
            .map(|number| {
                let mut file = archive.by_index(number).expect("an entry");
                let mut bytes = Vec::new();
                file.read_to_end(&mut bytes).expect("its bytes");
                (file.name().expect("a name").into_owned(), bytes)
            })
            .filter_map(|(name, bytes)| Some((name.strip_prefix("site/")?.to_string(), bytes)))
            .collect()
    }
    fn read(&self, path: &str) -> Option<Vec<u8>> {
        self.there().get(path).cloned()
    }
}

fn start(office: &Office, arguments: &[&str]) -> Child {
    office
        .command(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts")
}

/// Waits until the file is there; false when the program ended first.
fn wait_for(sign: &Path, child: &mut Child) -> bool {
    while !sign.exists() {
        if child.try_wait().expect("its state").is_some() {
            return false;
        }
        std::thread::sleep(Duration::from_micros(100));
    }
    true
}

/// Kills publishing at random points while readers read, then publishes again and checks everything.
fn kill(way: &dyn Way, times: usize) {
    let office = way.office();
    write_release(office, 0);
    office.publish();
    // How long the target is being written, to spread the kills over it.
    write_release(office, 1);
    let mut child = start(office, &["publish", "--date", DAY]);
    assert!(wait_for(&way.sign(), &mut child));
    let began = Instant::now();
    assert!(child.wait().expect("its end").success());
    let mut window = began.elapsed().as_micros() as u64 * 11 / 10;
    let mut dice = Dice(7);
    let mut cut_off = 0;
    for round in 2..times + 2 {
        let moment = format!("in round {round}");
        let old = site_files(way.there());
        write_release(office, round);
        let stop = AtomicBool::new(false);
        let pages: Vec<&String> = old.keys().filter(|path| path.ends_with(".html")).collect();
        let (seen, killed) = std::thread::scope(|scope| {
            let reader = scope.spawn(|| {
                let mut seen = Seen::default();
                while !stop.load(Ordering::Relaxed) {
                    for path in &pages {
                        seen.files.insert((path.to_string(), way.read(path)));
                    }
                    seen.answers.insert(ask_as_a_browser(&|path| way.read(path)));
                }
                seen
            });
            let mut child = start(office, &["publish", "--date", DAY]);
            let began = wait_for(&way.sign(), &mut child);
            std::thread::sleep(Duration::from_micros(dice.below(window)));
            let running = child.try_wait().expect("its state").is_none();
            let _ = child.kill();
            let _ = child.wait();
            // Whoever reads on sees what was left.
            std::thread::sleep(Duration::from_millis(2));
            stop.store(true, Ordering::Relaxed);
            (reader.join().expect("the reader"), began && running)
        });
        cut_off += usize::from(killed);
        if !killed {
            // It was over before: the first run was a slow one.
            window = window * 9 / 10;
        }
        let left = site_files(way.there());
        let left_seen = Seen::all(&left);
        check_assets(&left, &moment);
        office.publish();
        let new = site_files(way.there());
        for seen in [seen, left_seen] {
            let kept = |path: &String| path.starts_with("search/") || path.starts_with("assets/");
            let files = seen.files.into_iter().filter(|(path, _)| !kept(path)).collect();
            let seen = Seen { files, answers: seen.answers };
            seen.check(&old, &new, &moment);
        }
        check_assets(&new, &moment);
        let verified = office.run(&["verify"]);
        assert_eq!(verified.status.code(), Some(0), "{}", errors(&verified));
        assert_eq!(errors(&verified), "", "{moment}");
    }
    println!("{cut_off} of {times} runs were cut off, in a window of {window} µs");
    assert!(cut_off * 2 > times, "only {cut_off} of {times} were cut off");
}

fn to_folder() -> ToFolder {
    ToFolder(Office::with_folder())
}

fn to_bundle() -> ToBundle {
    ToBundle(Office::with_target("kind = \"zip\"\npath = \"../资料.zip\""))
}

fn to_bucket() -> ToBucket {
    let store = Store::start();
    ToBucket(store.office(), store)
}

#[test]
fn killed_while_writing_to_a_folder() {
    kill(&to_folder(), FEW);
}

#[test]
fn killed_while_writing_a_bundle() {
    kill(&to_bundle(), FEW);
}

#[test]
fn killed_while_writing_to_a_bucket() {
    kill(&to_bucket(), FEW);
}

#[test]
#[ignore = "takes minutes: the figures of BENCHMARKS.md"]
fn killed_in_full() {
    kill(&to_folder(), MANY);
    kill(&to_bundle(), MANY);
    kill(&to_bucket(), MANY);
}

/// A small file system of its own, where the machine lets one be made.
struct Mounted(PathBuf);

impl Mounted {
    fn at(folder: &Path, size: &str) -> Option<Mounted> {
        fs::create_dir_all(folder).expect("a folder");
        let options = format!("size={size}");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &options, "tmpfs"])
            .arg(folder)
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success());
        if !mounted {
            eprintln!("no small file system can be mounted here: not tried");
        }
        mounted.then(|| Mounted(folder.to_path_buf()))
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

/// Something that does not pack and does not fit.
fn noise(bytes: usize) -> String {
    let mut dice = Dice(3);
    (0..bytes).map(|_| char::from(b'!' + dice.below(90) as u8)).collect()
}

fn disk_full(way: &dyn Way, disk: &Path) {
    let Some(_mounted) = Mounted::at(disk, "6m") else {
        return;
    };
    let office = way.office();
    write_release(office, 0);
    office.publish();
    let old = site_files(way.there());
    write_release(office, 1);
    office.write("content/大.txt", &noise(8 << 20));
    office.write("content/cai-liao-2.md", "# 材料2\n\n[附件](大.txt)");
    let (code, said) = office.refused(&["publish", "--date", DAY]);
    assert_eq!(code, Some(3), "{said}");
    assert!(
        said.contains(
            "空间不够了。读者看到的仍是完整的旧页面或新页面。改法：排除故障后再发布一次，会自动补齐"
        ),
        "{said}"
    );
    let left = site_files(way.there());
    for (path, bytes) in &old {
        assert_eq!(left.get(path), Some(bytes), "{path}");
    }
    assert_eq!(ask(&|path| left.get(path).cloned()), ask(&|path| old.get(path).cloned()));
    office.remove("content/大.txt");
    office.write("content/cai-liao-2.md", "# 材料2");
    office.publish();
    assert_eq!(office.run(&["verify"]).status.code(), Some(0));
    let names: Vec<String> = way.there().into_keys().collect();
    assert!(!names.iter().any(|path| path.ends_with(".yanxi-new")));
}

#[test]
fn a_full_disk_leaves_the_old_release_in_a_folder() {
    let office = Office::with_target("kind = \"folder\"\npath = \"../盘/目标\"");
    let disk = office.folder.path().join("盘");
    struct OnDisk(Office);
    impl Way for OnDisk {
        fn office(&self) -> &Office {
            &self.0
        }
        fn sign(&self) -> PathBuf {
            PathBuf::new()
        }
        fn there(&self) -> Files {
            files(&self.0.folder.path().join("盘/目标/site"))
        }
        fn read(&self, path: &str) -> Option<Vec<u8>> {
            fs::read(self.0.folder.path().join("盘/目标/site").join(path)).ok()
        }
    }
    disk_full(&OnDisk(office), &disk);
}

#[test]
fn a_full_disk_leaves_the_old_bundle() {
    let office = Office::with_target("kind = \"zip\"\npath = \"../盘/资料.zip\"");
    let disk = office.folder.path().join("盘");
    let Some(_mounted) = Mounted::at(&disk, "6m") else {
        return;
    };
    office.publish();
    let bundle = disk.join("资料.zip");
    let old = fs::read(&bundle).expect("the bundle");
    office.write("content/大.txt", &noise(8 << 20));
    office.write("content/a.md", "# 甲\n\n[附件](大.txt)");
    let (code, said) = office.refused(&["publish", "--date", DAY]);
    assert_eq!(code, Some(3), "{said}");
    assert!(said.contains("空间不够了"), "{said}");
    assert_eq!(fs::read(&bundle).expect("the bundle"), old);
    assert_eq!(fs::read_dir(&disk).expect("the disk").count(), 1);
}

/// CI runs as root, whom no permission stops, so another user publishes.
#[cfg(unix)]
#[test]
fn a_target_that_may_not_be_written_keeps_the_old_release() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    let office = Office::with_folder();
    office.publish();
    office.write("content/a.md", "# 甲");
    let old = files(&office.target());
    let program = office.folder.path().join("yanxi");
    fs::copy(env!("CARGO_BIN_EXE_yanxi"), &program).expect("a copy others may run");
    let is_root = fs::metadata("/proc/self")
        .is_ok_and(|metadata| std::os::unix::fs::MetadataExt::uid(&metadata) == 0);
    let mode = |path: &Path, mode: u32| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("permissions");
    };
    for entry in walkdir::WalkDir::new(office.folder.path()).into_iter().flatten() {
        mode(entry.path(), if entry.file_type().is_dir() { 0o777 } else { 0o666 });
    }
    mode(&program, 0o755);
    for entry in walkdir::WalkDir::new(office.target()).into_iter().flatten() {
        if entry.file_type().is_dir() {
            mode(entry.path(), 0o555);
        }
    }
    let mut command = Command::new(&program);
    command
        .current_dir(office.site())
        .args(["publish", "--date", DAY])
        .env_remove("LANG")
        .env_remove("LC_ALL");
    if is_root {
        command.uid(65534).gid(65534);
    }
    let output = (0..100)
        .find_map(|_| match command.output() {
            // Until another test's fork has let go of the copy, the system calls it busy.
            Err(error) if error.kind() == std::io::ErrorKind::ExecutableFileBusy => {
                std::thread::sleep(Duration::from_millis(20));
                None
            }
            output => Some(output.expect("the program starts")),
        })
        .expect("the copy can be run");
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(
        errors(&output),
        "新增的页面 1 篇：甲\n错误 R31 ./../目标/site/yanxi-publishing.json —— 没有写入权限。读者看到的仍是完整的旧页面或新页面。改法：排除故障后再发布一次，会自动补齐\n"
    );
    assert_eq!(files(&office.target()), old);
    for entry in walkdir::WalkDir::new(office.target()).into_iter().flatten() {
        if entry.file_type().is_dir() {
            mode(entry.path(), 0o755);
        }
    }
    office.publish();
    assert_eq!(office.run(&["verify"]).status.code(), Some(0));
}

#[cfg(unix)]
fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill").args([name, &child.id().to_string()]).status().expect("kill");
    assert!(sent.success());
}

/// Publishing held still in the middle of its work. Where it was stopped before its sign was whole, or was done already,
/// the next release is tried.
#[cfg(unix)]
fn held_still(way: &ToFolder) -> Child {
    write_release(way.office(), 0);
    way.office().publish();
    for number in 1..20 {
        write_release(way.office(), number);
        let mut child = start(way.office(), &["publish", "--date", DAY]);
        let begun = wait_for(&way.sign(), &mut child);
        signal(&child, "-STOP");
        let sign = fs::read(way.sign()).unwrap_or_default();
        if begun && serde_json::from_slice::<serde_json::Value>(&sign).is_ok() {
            return child;
        }
        signal(&child, "-CONT");
        assert!(child.wait().expect("its end").success());
    }
    panic!("publishing was never caught at work");
}

#[cfg(unix)]
#[test]
fn of_two_at_once_the_second_is_refused() {
    let way = to_folder();
    let mut first = held_still(&way);
    assert_eq!(
        way.0.refused(&["publish", "--date", DAY]),
        (
            Some(3),
            "错误 R32 ./publish-log —— 这台电脑上正在发布同一个资料文件夹。改法：等那一次结束，再发布\n".into()
        )
    );
    // Another folder, as it would be on another machine.
    let mut other =
        Office::with_target(&format!("kind = \"folder\"\npath = \"{}\"", way.0.target().display()));
    other.environment = Vec::new();
    let (code, said) = other.refused(&["publish", "--date", DAY]);
    assert_eq!(code, Some(3));
    assert!(
        said.contains("另一台电脑或另一个资料文件夹正在往这里发布，或上次发布中断了"),
        "{said}"
    );
    signal(&first, "-CONT");
    assert!(first.wait().expect("its end").success());
    assert_eq!(way.0.run(&["verify"]).status.code(), Some(0));
}

#[cfg(unix)]
#[test]
fn a_target_that_vanishes_is_not_made_up_and_is_mended_later() {
    let way = to_folder();
    let mut child = held_still(&way);
    let old = site_files(way.there());
    let aside = way.0.folder.path().join("拔下的盘");
    fs::rename(way.0.target(), &aside).expect("moved");
    signal(&child, "-CONT");
    let ended = child.wait().expect("its end");
    assert_eq!(ended.code(), Some(3));
    assert!(!way.0.target().exists());
    let left = site_files(files(&aside));
    fs::rename(&aside, way.0.target()).expect("moved back");
    way.0.publish();
    let new = site_files(way.there());
    for (path, bytes) in left.iter().filter(|(path, _)| path.ends_with(".html")) {
        let of_either = old.get(path) == Some(bytes) || new.get(path) == Some(bytes);
        assert!(of_either, "{path}");
    }
    assert_eq!(way.0.run(&["verify"]).status.code(), Some(0));
}
