//! JSON out: one object a record with the field keys of RECORDS.md, unknown as `null`, amounts and
//! percentages as numbers, days in ISO 8601.

use serde_json::{Map, Value as Json};

use crate::domain::facts::Fact;
use crate::domain::record::Record;
use crate::domain::value::Value;

/// An object of facts.
pub fn facts(facts: &[Fact], value: impl Fn(Fact) -> Option<Value>) -> Json {
    Json::Object(facts.iter().map(|fact| (fact.key().to_owned(), known(value(*fact)))).collect())
}

/// An object of a record of any kind: `id`, all its fields, what later versions added.
pub fn record(record: &dyn Record) -> Json {
    let mut map = Map::new();
    map.insert("id".to_owned(), record.id().to_string().into());
    for field in record.table().fields {
        map.insert(field.key.to_owned(), known(record.get(field)));
    }
    for (key, value) in &record.base().extra {
        map.entry(key.clone()).or_insert_with(|| value.clone());
    }
    Json::Object(map)
}

fn known(value: Option<Value>) -> Json {
    value.map_or(Json::Null, |value| value.json())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Id;
    use crate::domain::kinds::Risk;
    use serde_json::json;

    #[test]
    fn every_field_is_there_and_unknown_is_null() {
        let mut risk = Risk::new(Id::of_parts(&["r"]));
        risk.text.0 = "strike".to_owned();
        risk.base.extra.insert("colour".to_owned(), "red".into());
        let wanted = json!({
            "id": Id::of_parts(&["r"]).to_string(), "plan": null, "text": "strike",
            "likelihood": null, "impact": null, "mitigation": null, "status": "open",
            "colour": "red"
        });
        assert_eq!(record(&risk), wanted);
    }
}
