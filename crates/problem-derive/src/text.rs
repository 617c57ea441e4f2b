//! A text with places for values, as `format!` takes it.
//! In: a literal. Out: the names in its `{…}`, or what is wrong with it.

use std::collections::BTreeSet;

use syn::{Error, LitStr};

pub(crate) struct Text {
    pub(crate) literal: LitStr,
    /// Names in `{name}` and `{name:…}`.
    pub(crate) names: BTreeSet<String>,
    /// The text where it has no names.
    pub(crate) plain: String,
}

impl Text {
    pub(crate) fn of(literal: LitStr) -> syn::Result<Self> {
        let text = literal.value();
        let mut names = BTreeSet::new();
        let mut plain = String::new();
        let mut rest = text.as_str();
        while let Some(at) = rest.find(['{', '}']) {
            plain.push_str(&rest[..at]);
            let (brace, after) = rest[at..].split_at(1);
            if let Some(after) = after.strip_prefix(brace) {
                plain.push_str(brace);
                rest = after;
                continue;
            }
            let inside = after.split_once('}').filter(|_| brace == "{");
            let Some((inside, after)) = inside else {
                return Err(Error::new(
                    literal.span(),
                    format!("a single `{brace}` is written `{brace}{brace}`"),
                ));
            };
            let name = inside.split(':').next().unwrap_or_default().trim();
            if syn::parse_str::<syn::Ident>(name).is_err() {
                return Err(Error::new(literal.span(), format!("`{{{inside}}}` names no field")));
            }
            names.insert(name.to_string());
            rest = after;
        }
        plain.push_str(rest);
        Ok(Text { literal, names, plain })
    }
}
