//! The two derives: a problem's code and words, and the words of a part of a message.
//! In: an enum. Out: implementations, where every language says every field and nothing else.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::quote;
use syn::ext::IdentExt;
use syn::{Data, DeriveInput, Error, Ident, LitStr, Variant};

use crate::attributes::{self, Field, Words};
use crate::text::Text;

pub(crate) fn problem(input: &DeriveInput) -> syn::Result<TokenStream> {
    let variants = variants(input)?;
    let (name, language) = (&input.ident, language());
    let (mut codes, mut severities, mut groups, mut edits) = (vec![], vec![], vec![], vec![]);
    let mut arms = Arms::default();
    for variant in &variants {
        let own = &variant.ident;
        let fields = attributes::fields(variant)?;
        let of = attributes::code(variant)?;
        let code = &of.code;
        codes.push(quote!(Self::#own { .. } => ::yanxi_problem::Code::#code,));
        if let Some(severity) = &of.severity {
            severities.push(quote!(Self::#own { .. } => ::yanxi_problem::Severity::#severity,));
        }
        if let Some(group) = attributes::group(variant)? {
            groups.push(quote!(Self::#own { .. } => ::yanxi_problem::Group::#group,));
        }
        if let Some((old, new)) = attributes::edit(variant, &fields)? {
            edits.push(quote!(Self::#own { #old, #new, .. } => ::core::option::Option::Some(::yanxi_problem::Edit {
                old: ::yanxi_problem::Written::written(#old),
                new: ::yanxi_problem::Written::written(#new),
            }),));
        }
        arms.add(variant, &fields, &["message", "remedy"], |words| {
            let texts = words.texts.iter().map(|text| {
                match (text.names.is_empty(), &text.plain, &text.literal) {
                    (true, plain, _) => quote!(::std::string::String::from(#plain)),
                    (false, _, literal) => quote!(::std::format!(#literal)),
                }
            });
            quote!((#(#texts),*))
        })?;
    }
    let severity = overridden(quote!(severity), quote!(::yanxi_problem::Severity), &severities);
    let group = overridden(quote!(group), quote!(::yanxi_problem::Group), &groups);
    let edit = (!edits.is_empty()).then(|| {
        quote! {
            fn edit(&self) -> ::core::option::Option<::yanxi_problem::Edit> {
                match self { #(#edits)* #[allow(unreachable_patterns)] _ => ::core::option::Option::None }
            }
        }
    });
    let (said, examples) = (arms.said(&language), examples(name, &variants)?);
    Ok(quote! {
        #[automatically_derived]
        impl ::yanxi_problem::Problem for #name {
            fn code(&self) -> ::yanxi_problem::Code { match self { #(#codes)* } }
            #severity
            #group
            fn words(&self, #language: ::yanxi_problem::Language) -> (::std::string::String, ::std::string::String) {
                #said
            }
            #edit
        }
        #examples
    })
}

pub(crate) fn say(input: &DeriveInput) -> syn::Result<TokenStream> {
    let variants = variants(input)?;
    let (name, language) = (&input.ident, language());
    let out = Ident::new("out", Span::mixed_site());
    let mut arms = Arms::default();
    for variant in &variants {
        let fields = attributes::fields(variant)?;
        arms.add(variant, &fields, &["text"], |words| {
            let texts = words.texts.iter().map(|text| {
                match (text.names.is_empty(), &text.plain, &text.literal) {
                    (true, plain, _) => quote!(#out.write_str(#plain)),
                    (false, _, literal) => quote!(::core::write!(#out, #literal)),
                }
            });
            quote!(#(#texts)*)
        })?;
    }
    let first = variants.first().map(|variant| example(variant)).transpose()?;
    let (said, examples) = (arms.said(&language), examples(name, &variants)?);
    Ok(quote! {
        #[automatically_derived]
        impl ::yanxi_problem::Say for #name {
            fn say(&self, #language: ::yanxi_problem::Language, #out: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                #said
            }
            fn example(_: &'static str) -> Self { #first }
        }
        #examples
    })
}

fn variants(input: &DeriveInput) -> syn::Result<Vec<&Variant>> {
    attributes::misplaced(&input.attrs, &["code", "zh", "en", "edit", "group", "unsaid"])?;
    let name = &input.ident;
    if let Some(first) = input.generics.params.first() {
        return Err(Error::new_spanned(first, format!("{name} takes no parameters")));
    }
    match &input.data {
        Data::Enum(data) if !data.variants.is_empty() => Ok(data.variants.iter().collect()),
        _ => Err(Error::new(name.span(), format!("{name} is to be an enum with variants"))),
    }
}

/// No field's name collides with it.
fn language() -> Ident {
    Ident::new("language", Span::mixed_site())
}

/// What is said of each variant in each language.
#[derive(Default)]
struct Arms {
    chinese: Vec<TokenStream>,
    english: Vec<TokenStream>,
}

impl Arms {
    fn add(
        &mut self,
        variant: &Variant,
        fields: &[Field],
        parts: &[&str],
        body: impl Fn(&Words) -> TokenStream,
    ) -> syn::Result<()> {
        for (arms, attribute, language) in
            [(&mut self.chinese, "zh", "Chinese"), (&mut self.english, "en", "English")]
        {
            attributes::misplaced(&variant.attrs, &["unsaid"])?;
            let words = attributes::words(variant, attribute, parts)?;
            check(variant, fields, &words, attribute, language)?;
            arms.push(arm(variant, fields, &words, &body(&words)));
        }
        Ok(())
    }

    fn said(&self, language: &Ident) -> TokenStream {
        let (chinese, english) = (&self.chinese, &self.english);
        quote! {
            match #language {
                ::yanxi_problem::Language::Chinese => match self { #(#chinese)* },
                ::yanxi_problem::Language::English => match self { #(#english)* },
            }
        }
    }
}

/// Every name is a field or a value made for the text; every field and every value is said.
fn check(
    variant: &Variant,
    fields: &[Field],
    words: &Words,
    attribute: &str,
    language: &str,
) -> syn::Result<()> {
    let own = &variant.ident;
    for (at, (value, _)) in words.values.iter().enumerate() {
        if fields.iter().any(|field| field.ident == value) {
            return Err(Error::new(value.span(), format!("`{value}` is the name of a field")));
        }
        if words.values[..at].iter().any(|(other, _)| other == value) {
            return Err(Error::new(value.span(), format!("`{value}` is there twice")));
        }
        let later = words.values[at + 1..]
            .iter()
            .any(|(_, expression)| mentions(quote!(#expression), &value.to_string()));
        if !later && !in_texts(words, &value.to_string()) {
            return Err(Error::new(
                value.span(),
                format!("the {language} wording of {own} does not use `{value}`"),
            ));
        }
    }
    for text in &words.texts {
        for name in &text.names {
            let known = fields.iter().any(|field| field.name == *name)
                || words.values.iter().any(|(value, _)| value == name);
            if !known {
                return Err(attributes::no_field(text.literal.span(), name, variant, fields));
            }
        }
    }
    for field in fields {
        let unsaid = field.unsaid.as_ref().is_some_and(|left_out| left_out == attribute);
        let said = in_texts(words, &field.name) || in_values(words, &field.name);
        let span = words.texts.first().map_or(own.span(), |text| text.literal.span());
        if !said && !unsaid {
            let message = format!("the {language} wording of {own} leaves out `{}`", field.name);
            return Err(Error::new(span, message));
        }
        if said && unsaid {
            let message = format!(
                "the {language} wording of {own} says `{}`, which is marked as unsaid",
                field.name
            );
            return Err(Error::new(span, message));
        }
    }
    Ok(())
}

fn in_texts(words: &Words, name: &str) -> bool {
    words.texts.iter().any(|text: &Text| text.names.contains(name))
}

fn in_values(words: &Words, name: &str) -> bool {
    words.values.iter().any(|(_, expression)| mentions(quote!(#expression), name))
}

/// The name stands among the tokens as a name.
fn mentions(tokens: TokenStream, name: &str) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident.unraw() == name,
        TokenTree::Group(group) => mentions(group.stream(), name),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// One variant in one language: values are made while the fields are what they are, then the fields are to be said.
fn arm(variant: &Variant, fields: &[Field], words: &Words, body: &TokenStream) -> TokenStream {
    let (own, language) = (&variant.ident, language());
    let of = |wanted: &dyn Fn(&str) -> bool| -> Vec<&Ident> {
        fields.iter().filter(|field| wanted(&field.name)).map(|field| field.ident).collect()
    };
    let bound = of(&|name| in_texts(words, name) || in_values(words, name));
    let said = of(&|name| in_texts(words, name));
    let (names, values): (Vec<_>, Vec<_>) =
        words.values.iter().map(|(name, value)| (name, value)).unzip();
    quote! {
        Self::#own { #(#bound,)* .. } => {
            #(let #names = #values;)*
            #(let #said = ::yanxi_problem::Said(#said, #language);)*
            #body
        }
    }
}

/// A method that only some variants answer otherwise than their code.
fn overridden(method: TokenStream, kind: TokenStream, arms: &[TokenStream]) -> Option<TokenStream> {
    (!arms.is_empty()).then(|| {
        quote! {
            fn #method(&self) -> #kind {
                match self { #(#arms)* #[allow(unreachable_patterns)] _ => ::yanxi_problem::Problem::code(self).#method() }
            }
        }
    })
}

fn example(variant: &Variant) -> syn::Result<TokenStream> {
    let own = &variant.ident;
    let fields = attributes::fields(variant)?.into_iter().map(|field| {
        // In brackets that no message has, so that the list tells what is named from what is said.
        let name = LitStr::new(&format!("‹{}›", field.name), Span::call_site());
        let (ident, kind) = (field.ident, field.kind);
        quote!(#ident: <#kind as ::yanxi_problem::Say>::example(#name))
    });
    Ok(quote!(Self::#own { #(#fields),* }))
}

fn examples(name: &Ident, variants: &[&Variant]) -> syn::Result<TokenStream> {
    let label = name.unraw().to_string();
    let names = variants.iter().map(|variant| variant.ident.unraw().to_string());
    let values =
        variants.iter().map(|variant| example(variant)).collect::<syn::Result<Vec<_>>>()?;
    Ok(quote! {
        #[automatically_derived]
        impl ::yanxi_problem::Examples for #name {
            const MODULE: &'static str = ::core::module_path!();
            const NAME: &'static str = #label;
            fn examples() -> ::std::vec::Vec<(&'static str, Self)> { ::std::vec![#((#names, #values)),*] }
        }
    })
}
