//! How the parts of a plan hang together: which is meant by an id, what belongs to what, when it counts.
//! In: a [`Plan`]. Out: its parts, their labels, the days in which an item counts.

use jiff::civil::Date;

use super::{
    Activity, Audience, Dates, Enumeration, Item, Kind, Plan, RatingRule, RecordType, Stage, Step,
};

impl Plan {
    /// Whatever the plan has a name for, and the values that fields may take.
    pub fn names_and_values(&self) -> impl Iterator<Item = &str> {
        let entries = self.lists.iter().flat_map(|list| &list.entries);
        let states = self.record_types.iter().flat_map(|kind| &kind.flow);
        let parts = self.targets.iter().flat_map(|target| &target.parts);
        std::iter::empty()
            .chain(self.stages.iter().map(|stage| &stage.name))
            .chain(self.steps.iter().map(|step| &step.name))
            .chain(self.gates.iter().map(|gate| &gate.name))
            .chain(self.unit_classes.iter().map(|class| &class.name))
            .chain(self.audiences.iter().map(|audience| &audience.name))
            .chain(self.activities.iter().map(|activity| &activity.name))
            .chain(self.items.iter().map(|item| &item.name))
            .chain(self.record_types.iter().map(|kind| &kind.name))
            .chain(self.ratings.iter().map(|rating| &rating.name))
            .chain(self.targets.iter().flat_map(|target| [&target.set, &target.name]))
            .chain(parts.map(|part| &part.name))
            .chain(self.topics.iter().flat_map(|topic| [&topic.set, &topic.name]))
            .chain(self.lists.iter().map(|list| &list.name))
            .chain(entries.map(|entry| &entry.name))
            .chain(self.enums.iter().flat_map(|of| &of.values))
            .chain(states)
            .map(|name| name.trim())
            .filter(|name| !name.is_empty())
    }

    pub fn stage(&self, id: &str) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.id == id)
    }

    pub fn step(&self, id: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == id)
    }

    pub fn activity(&self, id: &str) -> Option<&Activity> {
        self.activities.iter().find(|activity| activity.id == id)
    }

    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    pub fn audience(&self, id: &str) -> Option<&Audience> {
        self.audiences.iter().find(|audience| audience.id == id)
    }

    pub fn record_type(&self, id: &str) -> Option<&RecordType> {
        self.record_types.iter().find(|kind| kind.id == id)
    }

    pub fn rating(&self, id: &str) -> Option<&RatingRule> {
        self.ratings.iter().find(|rating| rating.id == id)
    }

    pub fn enumeration(&self, id: &str) -> Option<&Enumeration> {
        self.enums.iter().find(|values| values.id == id)
    }

    /// The stage an activity belongs to, by itself or through its step.
    pub fn stage_of_activity(&self, activity: &Activity) -> Option<&Stage> {
        activity
            .stage
            .as_deref()
            .or_else(|| Some(self.step(activity.step.as_deref()?)?.stage.as_str()))
            .and_then(|id| self.stage(id))
    }

    /// The stage an item belongs to: its own, else that of its activity.
    pub fn stage_of_item(&self, item: &Item) -> Option<&Stage> {
        self.own_stage(item)
            .or_else(|| self.stage_of_activity(self.activity(item.activity.as_deref()?)?))
    }

    /// The stage that an item names for itself, or through its step.
    fn own_stage(&self, item: &Item) -> Option<&Stage> {
        item.stage
            .as_deref()
            .or_else(|| Some(self.step(item.step.as_deref()?)?.stage.as_str()))
            .and_then(|id| self.stage(id))
    }

    pub fn items_of<'a>(&'a self, activity: &'a str) -> impl Iterator<Item = &'a Item> {
        self.items.iter().filter(move |item| item.activity.as_deref() == Some(activity))
    }

    /// Required, unless the item or its activity says otherwise or a unit chose it.
    pub fn kind_of_item(&self, item: &Item) -> Kind {
        if item.chosen_by.is_some() {
            return Kind::Optional;
        }
        item.kind
            .or_else(|| Some(self.activity(item.activity.as_deref()?)?.kind))
            .unwrap_or_default()
    }

    /// An activity's name; where two carry one name, what tells them apart follows in brackets.
    pub fn activity_label(&self, activity: &Activity) -> String {
        let shared = self.activities.iter().filter(|other| other.name == activity.name).count() > 1;
        if !shared {
            return activity.name.clone();
        }
        let distinction = if !activity.distinction.is_empty() {
            activity.distinction.clone()
        } else {
            self.stage_of_activity(activity)
                .map_or_else(|| activity.id.clone(), |stage| stage.name.clone())
        };
        format!("{}（{distinction}）", activity.name)
    }

    /// The stage whose days hold a day; the first of several.
    pub fn stage_on(&self, day: Date) -> Option<&Stage> {
        self.stages.iter().find(|stage| {
            stage.dates.from.is_some() && stage.dates.to.is_some() && stage.dates.contains(day)
        })
    }

    /// The days in which a record of an item counts as in time: the nearest of item, activity, step, stage and
    /// campaign that has dates, with the nearest grace. What belongs to a stage or step without dates has no last day:
    /// when it is due is for the plan to say. A 时限 of the item's own is its last day.
    pub fn window_of_item(&self, item: &Item) -> Dates {
        // What the item says of its stage or step goes before whatever its activity says.
        let is_own = item.stage.is_some() || item.step.is_some();
        let activity =
            item.activity.as_deref().filter(|_| !is_own).and_then(|id| self.activity(id));
        let step = match activity {
            Some(activity) => activity.step.as_deref(),
            None => item.step.as_deref(),
        };
        let step = step.and_then(|id| self.step(id));
        let stage = self.stage_of_item(item);
        let own = [
            Some(&item.dates),
            activity.map(|activity| &activity.dates),
            step.map(|step| &step.dates),
            stage.map(|stage| &stage.dates),
        ];
        let own: Vec<&Dates> = own.into_iter().flatten().collect();
        let dated = own.iter().find(|dates| dates.has_days());
        let mut window = match dated {
            Some(dates) => (*dates).clone(),
            None if step.is_some() || stage.is_some() => {
                Dates { from: self.dates.from, ..Dates::default() }
            }
            None => self.dates.clone(),
        };
        if item.dates.to.is_none() && item.duty.due.to.is_some() {
            window.to = item.duty.due.to;
            // Due before its stage begins: it has to be done earlier.
            window.from = window.from.filter(|from| Some(*from) <= window.to);
        }
        window.grace_days =
            own.iter().copied().chain([&self.dates]).find_map(|dates| dates.grace_days);
        window
    }
}
