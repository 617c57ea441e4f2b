//! Letters and web pages saved in one file: .eml, .mht, and what systems call .doc and is one of these.
//! In: bytes. Out: the texts of every part; files that come with it are looked into, pictures counted.

use mail_parser::{MessageParser, MessagePart, MimeHeaders, PartType};
use yanxi_privacy::Form;

use crate::budget::Budget;
use crate::embedded::{LookInto, look_into_embedded};
use crate::inspected::{Inspected, Why};
use crate::spot::Spot;

/// Whether bytes begin as such a file does: lines of headers, one of which says how its parts are written.
pub(crate) fn is_mail(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let first = head.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let is_header = first.split_once(':').is_some_and(|(name, _)| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    });
    is_header && (head.contains("\nmime-version:") || head.starts_with("mime-version:"))
}

pub(super) fn inspect(
    bytes: &[u8],
    inside: &[String],
    budget: &mut Budget,
    inspected: &mut Inspected,
    look_into: LookInto,
) {
    let Some(message) = MessageParser::default().parse(bytes) else {
        return inspected.see_not(inside, Why::Damaged);
    };
    // Who wrote to whom, and about what.
    let headers: String = String::from_utf8_lossy(message.raw_message())
        .lines()
        .take_while(|line| !line.trim().is_empty())
        .map(|line| format!("{line}\n"))
        .collect();
    inspected.add(inside, Spot::Properties, headers, Form::Document);
    inspected.add(
        inside,
        Spot::Properties,
        message.subject().unwrap_or_default().into(),
        Form::Text,
    );
    let mut pictures = 0;
    for (number, part) in message.parts.iter().enumerate() {
        let name = part.attachment_name().map_or_else(|| format!("part{number}"), str::to_string);
        match &part.body {
            PartType::Text(text) => inspected.add(inside, Spot::Body, text.to_string(), Form::Text),
            PartType::Html(text) => {
                look_into("page.html", text.as_bytes(), inside, budget, inspected)
            }
            PartType::Binary(_) | PartType::InlineBinary(_) if is_picture(part) => pictures += 1,
            PartType::Binary(bytes) | PartType::InlineBinary(bytes) => {
                look_into_embedded(&name, bytes, inside, budget, inspected, look_into);
            }
            PartType::Message(inner) => {
                let letter = inner.raw_message();
                look_into_embedded("letter.eml", letter, inside, budget, inspected, look_into);
            }
            PartType::Multipart(_) => {}
        }
    }
    if pictures > 0 {
        inspected.see_not(inside, Why::PicturesInside(pictures));
    }
}

fn is_picture(part: &MessagePart<'_>) -> bool {
    part.content_type().is_some_and(|kind| kind.ctype().eq_ignore_ascii_case("image"))
}
