//! Entries of task lists, `- [x]`.
//! In: an entry of the tree. Out: its start as comrak writes it, and besides a name for the box: the entry's own words.

use std::fmt::{self, Write};

use comrak::html::Context;
use comrak::nodes::{AstNode, NodeValue};

pub(super) fn is_list_entry<'a>(node: &'a AstNode<'a>) -> bool {
    node.parent().is_some_and(|parent| matches!(parent.data().value, NodeValue::List(_)))
}

/// `number` counts the entries of the page.
pub(super) fn write_start<T>(
    context: &mut Context<'_, '_, T>,
    number: usize,
    is_done: bool,
) -> fmt::Result {
    let checked = if is_done { " checked=\"\"" } else { "" };
    context.cr()?;
    write!(
        context,
        "<li class=\"task-list-item\" id=\"yanxi-task-{number}\"><input type=\"checkbox\" \
         class=\"task-list-item-checkbox\" aria-labelledby=\"yanxi-task-{number}\"{checked} disabled=\"\"> "
    )
}
