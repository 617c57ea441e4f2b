//! A page's HTML as one tree.
//! In: HTML. Out: nodes by number, mended as browsers mend them.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use html5ever::interface::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{Attribute, ExpandedName, LocalName, ParseOpts, QualName, ns, parse_fragment};

/// Number of a node.
pub(super) type NodeId = usize;

#[derive(Debug, Default)]
pub(super) struct Node {
    pub(super) parent: Option<NodeId>,
    pub(super) children: Vec<NodeId>,
    pub(super) content: Content,
}

#[derive(Debug, Default)]
pub(super) enum Content {
    /// The whole, or what no reader sees.
    #[default]
    Other,
    Element {
        name: String,
        attributes: Vec<(String, String)>,
    },
    Text(String),
}

/// The nodes of a page; the first holds the page's own.
pub(super) struct Tree {
    nodes: Vec<Node>,
    root: NodeId,
}

impl Tree {
    pub(super) fn read(html: &str) -> Tree {
        let sink = Sink { nodes: RefCell::new(vec![Node::default()]) };
        let context = QualName::new(None, ns!(html), LocalName::from("div"));
        let nodes =
            parse_fragment(sink, ParseOpts::default(), context, Vec::new(), false).one(html);
        // The parser puts a fragment into an element of its own.
        let root = nodes[0].children.first().copied().unwrap_or_default();
        Tree { nodes, root }
    }

    pub(super) fn root(&self) -> NodeId {
        self.root
    }

    pub(super) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id]
    }

    pub(super) fn children(&self, id: NodeId) -> &[NodeId] {
        &self.nodes[id].children
    }

    /// Name of an element, empty for other nodes.
    pub(super) fn name(&self, id: NodeId) -> &str {
        match &self.nodes[id].content {
            Content::Element { name, .. } => name,
            _ => "",
        }
    }

    pub(super) fn attribute(&self, id: NodeId, wanted: &str) -> Option<&str> {
        match &self.nodes[id].content {
            Content::Element { attributes, .. } => {
                attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
            }
            _ => None,
        }
    }

    /// The elements around a node, the nearest first.
    pub(super) fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.nodes[id].parent, |above| self.nodes[*above].parent)
    }

    /// The node and all below it, in the order of the page; those below a node are left out where `enters` says so.
    pub(super) fn walk(&self, from: NodeId, mut enters: impl FnMut(NodeId) -> bool) -> Vec<NodeId> {
        let mut found = Vec::new();
        let mut waiting = vec![from];
        while let Some(id) = waiting.pop() {
            found.push(id);
            if enters(id) {
                waiting.extend(self.nodes[id].children.iter().rev());
            }
        }
        found
    }
}

/// An element's number and name, as the parser wants both at hand.
#[derive(Debug, Clone)]
struct Handle {
    id: NodeId,
    name: Rc<QualName>,
}

impl Handle {
    fn nameless(id: NodeId) -> Handle {
        Handle { id, name: Rc::new(QualName::new(None, ns!(), LocalName::from(""))) }
    }
}

struct Sink {
    nodes: RefCell<Vec<Node>>,
}

impl Sink {
    fn add(&self, content: Content) -> NodeId {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node { content, ..Node::default() });
        nodes.len() - 1
    }

    fn detach(&self, id: NodeId) {
        let mut nodes = self.nodes.borrow_mut();
        if let Some(parent) = nodes[id].parent.take() {
            nodes[parent].children.retain(|child| *child != id);
        }
    }

    /// Puts a node or words into `parent` before its child number `at`.
    fn insert(&self, parent: NodeId, at: usize, new: NodeOrText<Handle>) {
        let id = match new {
            NodeOrText::AppendNode(handle) => {
                self.detach(handle.id);
                handle.id
            }
            NodeOrText::AppendText(words) => {
                let mut nodes = self.nodes.borrow_mut();
                let before = at.checked_sub(1).map(|before| nodes[parent].children[before]);
                if let Some(before) = before
                    && let Content::Text(text) = &mut nodes[before].content
                {
                    text.push_str(&words);
                    return;
                }
                drop(nodes);
                self.add(Content::Text(words.to_string()))
            }
        };
        let mut nodes = self.nodes.borrow_mut();
        let at = at.min(nodes[parent].children.len());
        nodes[parent].children.insert(at, id);
        nodes[id].parent = Some(parent);
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Vec<Node>;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Vec<Node> {
        self.nodes.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle::nameless(0)
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.name.expanded()
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        _: ElementFlags,
    ) -> Handle {
        let attributes = attributes
            .iter()
            .map(|attribute| (attribute.name.local.to_string(), attribute.value.to_string()))
            .collect();
        let id = self.add(Content::Element { name: name.local.to_string(), attributes });
        Handle { id, name: Rc::new(name) }
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        Handle::nameless(self.add(Content::Other))
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        Handle::nameless(self.add(Content::Other))
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        let end = self.nodes.borrow()[parent.id].children.len();
        self.insert(parent.id, end, child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &Handle,
        previous: &Handle,
        child: NodeOrText<Handle>,
    ) {
        let has_parent = self.nodes.borrow()[element.id].parent.is_some();
        match has_parent {
            true => self.append_before_sibling(element, child),
            false => self.append(previous, child),
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        one.id == other.id
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, new: NodeOrText<Handle>) {
        if let NodeOrText::AppendNode(node) = &new {
            self.detach(node.id);
        }
        let place = {
            let nodes = self.nodes.borrow();
            nodes[sibling.id].parent.and_then(|parent| {
                // Nearly always the last.
                let at = nodes[parent].children.iter().rposition(|child| *child == sibling.id);
                Some((parent, at?))
            })
        };
        if let Some((parent, at)) = place {
            self.insert(parent, at, new);
        }
    }

    fn add_attrs_if_missing(&self, _: &Handle, _: Vec<Attribute>) {}

    fn remove_from_parent(&self, target: &Handle) {
        self.detach(target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let mut nodes = self.nodes.borrow_mut();
        let children = std::mem::take(&mut nodes[node.id].children);
        for child in &children {
            nodes[*child].parent = Some(new_parent.id);
        }
        nodes[new_parent.id].children.extend(children);
    }
}
