//! Files: attachments of both editions, files of `static/`, and the tables that campaigns were read from.
//! In: a [`Editions`]. Out: sightings inside them and in their names, what cannot be seen, what stays in them, what they
//! conceal.

use super::kept::KeptOfFiles;
use super::*;
use yanxi_attachments::{self, Inspected, LARGEST_FILE, Piece};
use yanxi_reading::OtherFile;
use yanxi_reading::content_path::file_name;

#[derive(Debug, Clone, Default)]
pub(super) struct Looked {
    pub(super) sightings: Vec<Sighting>,
    pub(super) unseen: Vec<super::Unseen>,
    pub(super) left: Vec<LeftIn>,
    pub(super) hidden: Vec<HiddenIn>,
    pub(super) named: Vec<NamedIn>,
}

/// What a file is to the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    PublicAttachment,
    InternalAttachment,
    /// Read by a campaign: what of it the public sees is told with the records.
    Table,
}

pub(super) fn look(editions: &Editions<'_>, kept: Option<&mut KeptOfFiles>) -> Looked {
    let mut of_no_other_look = KeptOfFiles::default();
    let kept = kept.unwrap_or(&mut of_no_other_look);
    let paths = |site: &crate::model::Site| -> BTreeSet<String> {
        site.attachments.iter().map(|file| file.path.clone()).collect()
    };
    let (public, internal) = (paths(editions.public), paths(editions.internal));
    let reading = editions.reading;
    let mut files: Vec<(&OtherFile, Role)> = Vec::new();
    for file in &reading.files {
        if public.contains(&file.path) {
            files.push((file, Role::PublicAttachment));
        } else if internal.contains(&file.path) {
            files.push((file, Role::InternalAttachment));
        }
    }
    files.extend(reading.static_files.iter().map(|file| (file, Role::PublicAttachment)));
    files.extend(reading.campaign_files.iter().map(|file| (file, Role::Table)));
    let masked = editions.config.privacy.mask;
    let names = roster_names(editions);
    kept.forget_if_other(masked, names_compared(editions));
    let known = &*kept;
    let looked: Vec<_> = files
        .into_par_iter()
        .map(|(file, role)| known.or(file, role, |file| look_into(file, role, masked, &names)))
        .collect();
    kept.renew(&looked);
    let vouched = &editions.reading.vouched;
    let mut all = Looked::default();
    for (_, _, one) in looked {
        all.sightings.extend(one.sightings.into_iter().filter(|sighting| {
            sighting.host == Host::FileName
                || !vouched.lifts_number(&sighting.place.file, sighting.kind, &sighting.mask)
        }));
        all.unseen.extend(one.unseen);
        all.left.extend(one.left);
        all.hidden.extend(one.hidden);
        all.named.extend(one.named);
    }
    all
}

fn look_into(file: &OtherFile, role: Role, masked: bool, names: &Names) -> Looked {
    let public = role == Role::PublicAttachment;
    let mut looked = Looked::default();
    if role != Role::Table {
        looked.sightings = in_name(&file.shown_path, &file.path, public);
    }
    let read = match file.size > LARGEST_FILE {
        true => Err(Why::TooLarge),
        false => std::fs::read(&file.absolute).map_err(|error| match error.kind() {
            std::io::ErrorKind::PermissionDenied => Why::NoPermission,
            _ => Why::Unreadable,
        }),
    };
    let bytes = match read {
        Ok(bytes) => bytes,
        Err(why) => {
            if public {
                let place = Place::file(&file.shown_path);
                looked.unseen.push(super::Unseen { place, why });
            }
            return looked;
        }
    };
    let host = match role {
        Role::Table => Host::Record,
        _ => Host::Attachment,
    };
    let Inspected { pieces, unseen, hidden, .. } = yanxi_attachments::inspect(&file.path, &bytes);
    for piece in &pieces {
        let shown = shown_file(&file.shown_path, &piece.inside);
        let in_lines = piece.spot == Spot::Lines;
        let spot = (!in_lines).then_some(&piece.spot);
        let found = Found { host, spot, public, context: &piece.context };
        looked.sightings.extend(if in_lines {
            found.in_lines(&shown, &piece.text, piece.form)
        } else {
            found.at_place(&Place::file(shown), &piece.text, piece.form)
        });
    }
    if public {
        looked.named.extend(named(file, &pieces, names));
    }
    if role == Role::Table && masked {
        // Masked in what is made from it.
        looked.sightings.retain(|sighting| !sighting.kind.is_personal());
    }
    if public {
        looked.unseen.extend(unseen.into_iter().map(|unseen| super::Unseen {
            place: Place::file(shown_file(&file.shown_path, &unseen.inside)),
            why: unseen.why,
        }));
        looked.hidden.extend(hidden.into_iter().map(|hidden| HiddenIn {
            place: Place::file(shown_file(&file.shown_path, &hidden.inside)),
            what: hidden.what,
        }));
        if let Some(why) = yanxi_attachments::clean(&file.path, &bytes).left {
            looked.left.push(LeftIn { place: Place::file(&file.shown_path), why });
        }
    }
    looked
}

/// Names in a file's own name and in its texts, told together at the first of them.
fn named(file: &OtherFile, pieces: &[Piece], names: &Names) -> Option<NamedIn> {
    let in_name = names_in(names, file_name(&file.path), Form::Path);
    let mut named: Option<NamedIn> = None;
    if !in_name.is_empty() {
        named = Some(NamedIn {
            place: Place::file(&file.shown_path),
            spot: None,
            names: BTreeSet::new(),
        });
    }
    let mut all: BTreeSet<String> = in_name.iter().map(|found| found.name.to_string()).collect();
    for piece in pieces {
        let found = names_in(names, &piece.text, piece.form);
        let Some(first) = found.first() else {
            continue;
        };
        if named.is_none() {
            let shown = shown_file(&file.shown_path, &piece.inside);
            let in_lines = piece.spot == Spot::Lines;
            let place = match in_lines {
                true => Place::at_offset(&shown, &piece.text, first.range.start),
                false => Place::file(shown),
            };
            let spot = (!in_lines).then(|| piece.spot.clone());
            named = Some(NamedIn { place, spot, names: BTreeSet::new() });
        }
        all.extend(found.iter().map(|found| found.name.to_string()));
    }
    named.map(|named| NamedIn { names: all, ..named })
}

/// `资料.zip › 名单.xlsx`
fn shown_file(shown_path: &str, inside: &[String]) -> String {
    let mut shown = shown_path.to_string();
    for name in inside {
        shown.push_str(" › ");
        shown.push_str(name);
    }
    shown
}
