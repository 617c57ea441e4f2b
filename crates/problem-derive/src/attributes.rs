//! What stands at a variant: its code, its texts in each language, its edit and its group.
//! In: attributes. Out: their parts; every part that is missing, told twice or unknown is an error at its place.

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Error, Expr, Fields, Ident, LitStr, Meta, Token, Type, Variant};

use crate::text::Text;

/// The texts of one language, with values that are made for them.
pub(crate) struct Words {
    pub(crate) texts: Vec<Text>,
    pub(crate) values: Vec<(Ident, Expr)>,
}

pub(crate) struct Code {
    pub(crate) code: Ident,
    pub(crate) severity: Option<Ident>,
}

pub(crate) struct Field<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) name: String,
    pub(crate) kind: &'a Type,
    /// `zh` or `en`, the language that does not say it.
    pub(crate) unsaid: Option<Ident>,
}

/// The attribute of this name, if there is one.
fn attribute<'a>(attributes: &'a [Attribute], name: &str) -> syn::Result<Option<&'a Attribute>> {
    let mut all = attributes.iter().filter(|attribute| attribute.path().is_ident(name));
    let first = all.next();
    match all.next() {
        Some(second) => Err(Error::new_spanned(second, format!("a second #[{name}]"))),
        None => Ok(first),
    }
}

/// What stands in the brackets of the attribute of this name, as `parts` reads it.
fn inside<T>(
    attributes: &[Attribute],
    name: &str,
    parts: impl FnOnce(ParseStream) -> syn::Result<T>,
) -> syn::Result<Option<T>> {
    let Some(attribute) = attribute(attributes, name)? else { return Ok(None) };
    match &attribute.meta {
        Meta::List(list) => parts.parse2(list.tokens.clone()).map(Some),
        other => {
            Err(Error::new_spanned(other, format!("#[{name}(…)] takes something in brackets")))
        }
    }
}

fn needed<T>(variant: &Variant, name: &str, found: Option<T>) -> syn::Result<T> {
    found.ok_or_else(|| {
        Error::new(variant.ident.span(), format!("{} needs #[{name}(…)]", variant.ident))
    })
}

fn one_of(input: ParseStream, names: &[&str]) -> syn::Result<Ident> {
    let name = Ident::parse_any(input)?;
    match names.iter().any(|known| name == known) {
        true => Ok(name),
        false => Err(Error::new(name.span(), format!("`{name}` is none of {}", names.join(", ")))),
    }
}

pub(crate) fn code(variant: &Variant) -> syn::Result<Code> {
    let found = inside(&variant.attrs, "code", |input| {
        let code = input.parse()?;
        let comma = input.parse::<Option<Token![,]>>()?;
        let severity = comma.map(|_| one_of(input, &["Error", "Warning", "Note"])).transpose()?;
        Ok(Code { code, severity })
    })?;
    needed(variant, "code", found)
}

pub(crate) fn group(variant: &Variant) -> syn::Result<Option<Ident>> {
    inside(&variant.attrs, "group", |input| one_of(input, &["Mistyped", "State"]))
}

/// The fields whose contents are old and new.
pub(crate) fn edit(variant: &Variant, fields: &[Field]) -> syn::Result<Option<(Ident, Ident)>> {
    let field = |input: ParseStream| -> syn::Result<Ident> {
        let name: Ident = input.parse()?;
        match fields.iter().any(|field| *field.ident == name) {
            true => Ok(name),
            false => Err(no_field(name.span(), &name.to_string(), variant, fields)),
        }
    };
    inside(&variant.attrs, "edit", |input| {
        let old = field(input)?;
        input.parse::<Token![,]>()?;
        Ok((old, field(input)?))
    })
}

pub(crate) fn no_field(at: Span, name: &str, variant: &Variant, fields: &[Field]) -> Error {
    let known: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    let known = if known.is_empty() { "none".to_string() } else { known.join(", ") };
    Error::new(at, format!("`{name}` is no field of {}; it has {known}", variant.ident))
}

/// The texts of a language; `parts` says what each of them is, such as a message and a remedy.
pub(crate) fn words(variant: &Variant, name: &str, parts: &[&str]) -> syn::Result<Words> {
    let found = inside(&variant.attrs, name, |input| {
        let mut texts = Vec::new();
        for (number, part) in parts.iter().enumerate() {
            if number > 0 && !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
            if !input.peek(LitStr) {
                return Err(input.error(format!("the {part} is missing, a text in quotes")));
            }
            texts.push(Text::of(input.parse()?)?);
        }
        let mut values = Vec::new();
        while input.parse::<Option<Token![,]>>()?.is_some() && !input.is_empty() {
            let name = input.parse()?;
            input.parse::<Token![=]>()?;
            values.push((name, input.parse()?));
        }
        Ok(Words { texts, values })
    })?;
    let words = needed(variant, name, found)?;
    match words.texts.first() {
        Some(first) if first.literal.value().is_empty() => {
            Err(Error::new(first.literal.span(), format!("the {} is empty", parts[0])))
        }
        _ => Ok(words),
    }
}

pub(crate) fn fields(variant: &Variant) -> syn::Result<Vec<Field<'_>>> {
    let named = match &variant.fields {
        Fields::Named(fields) => &fields.named,
        Fields::Unit => return Ok(Vec::new()),
        Fields::Unnamed(_) => {
            return Err(Error::new(
                variant.ident.span(),
                format!("the fields of {} need names", variant.ident),
            ));
        }
    };
    let mut fields = Vec::new();
    for field in named {
        misplaced(&field.attrs, &["code", "zh", "en", "edit", "group"])?;
        let unsaid = inside(&field.attrs, "unsaid", |input| one_of(input, &["zh", "en"]))?;
        if let Some(ident) = &field.ident {
            fields.push(Field { ident, name: ident.unraw().to_string(), kind: &field.ty, unsaid });
        }
    }
    Ok(fields)
}

/// Attributes of ours where none belongs.
pub(crate) fn misplaced(attributes: &[Attribute], names: &[&str]) -> syn::Result<()> {
    for attribute in attributes {
        if let Some(name) = names.iter().find(|name| attribute.path().is_ident(name)) {
            return Err(Error::new_spanned(attribute, format!("#[{name}] does not belong here")));
        }
    }
    Ok(())
}
