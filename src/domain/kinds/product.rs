//! The product: something that we sell (METHOD.md 5).

use crate::domain::amount::Money;
use crate::domain::record::record;
use crate::domain::value::Must;

record! {
    /// One product of ours.
    Product, "product", "Product", "Products", by ["name"] {
        name: Must<String> = "Name", "what it is called";
        family: Option<String> = "Family", "the family it belongs to";
        list_price: Option<Money> = "List price", "what one costs by the list";
        external_id: Option<String> = "CRM id", "the record's id in the CRM";
        external_source: Option<String> = "CRM", "the CRM the id comes from, such as salesforce";
    }
}
