//! Files: attachments of both editions, files of `static/`, and the tables that campaigns were read from.
//! In: a [`Editions`]. Out: sightings inside them and in their names, what cannot be seen, what stays in them, what they
//! conceal.

use super::*;
use yanxi_attachments::{self, Inspected, LARGEST_FILE};
use yanxi_reading::OtherFile;

#[derive(Debug, Default)]
pub(super) struct Looked {
    pub(super) sightings: Vec<Sighting>,
    pub(super) unseen: Vec<super::Unseen>,
    pub(super) left: Vec<LeftIn>,
    pub(super) hidden: Vec<HiddenIn>,
}

/// What a file is to the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    PublicAttachment,
    InternalAttachment,
    /// Read by a campaign: what of it the public sees is told with the records.
    Table,
}

pub(super) fn look(editions: &Editions<'_>) -> Looked {
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
    let looked: Vec<Looked> =
        files.par_iter().map(|(file, role)| look_into(file, *role, masked)).collect();
    let mut all = Looked::default();
    for one in looked {
        all.sightings.extend(one.sightings);
        all.unseen.extend(one.unseen);
        all.left.extend(one.left);
        all.hidden.extend(one.hidden);
    }
    all
}

fn look_into(file: &OtherFile, role: Role, masked: bool) -> Looked {
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
            found.in_text(&piece.text, piece.form, |finding| {
                Place::at_offset(&shown, &piece.text, finding.range.start)
            })
        } else {
            found.at_place(&Place::file(shown), &piece.text, piece.form)
        });
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

/// `资料.zip › 名单.xlsx`
fn shown_file(shown_path: &str, inside: &[String]) -> String {
    let mut shown = shown_path.to_string();
    for name in inside {
        shown.push_str(" › ");
        shown.push_str(name);
    }
    shown
}
