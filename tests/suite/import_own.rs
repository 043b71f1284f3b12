//! What comes back in a list of this program its user wrote there: it goes to the CRM, and the
//! CRM's next list does not write over it unasked.

use super::command::Home;

const FIRST: &str = "Id,Name,ParentId,BillingCity,Phone\n\
    001A000001abcdeIAA,Acme,,Riga,1\n\
    001A000001abcdfIAA,Bolt,,Oslo,2\n\
    001A000001abcdgIAA,Cedar,,Rome,3\n";

fn imported() -> Home {
    let home = Home::new();
    home.file("s1.csv", FIRST);
    home.done("import s1.csv");
    home
}

fn summary(home: &Home, line: &str) -> String {
    let output = home.command(line).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    said.lines().next().unwrap_or_default().to_owned()
}

#[test]
fn what_is_changed_in_our_own_list_goes_back_to_the_crm_and_stays() {
    for columns in ["", "--columns external_id,external_source,name,phone", "--columns name,phone"]
    {
        let home = imported();
        let list = home.done(&format!("list --csv {columns}"));
        let edited = if columns == "--columns name,phone" {
            list.replace(",1\n", ",11\n").replace("\"1\"\n", "11\n")
        } else {
            list.replace("Acme", "Acme Srl")
        };
        assert_ne!(list, edited);
        home.file("o.csv", &edited);
        let report = home.json("import o.csv --json");
        assert_eq!((&report["changed"], &report["same"]), (&1.into(), &2.into()), "{columns}");
        let back = home.done("export crm --vendor salesforce");
        let value = if columns == "--columns name,phone" { "11" } else { "Acme Srl" };
        assert!(back.contains(value), "{columns}: {back}");
        let newer = if value == "11" {
            FIRST.replace("Riga,1\n", "Riga,12\n")
        } else {
            FIRST.replace(",Acme,", ",Apex,")
        };
        home.file("s2.csv", newer);
        let report = home.json("import s2.csv --json");
        assert_eq!(report["conflicts"].as_array().unwrap().len(), 1, "{columns}: {report}");
        // The rep goes on in the list.
        home.file("o.csv", edited.replace(value, "99"));
        let report = home.json("import o.csv --json");
        assert_eq!(report["conflicts"].as_array().unwrap().len(), 0, "{columns}: {report}");
        assert!(home.done("export crm --vendor salesforce").contains("99"), "{columns}");
    }
}

#[test]
fn our_own_list_into_a_fresh_book_is_nothing_that_anybody_changed() {
    let home = imported();
    let list = home.done("list --csv");
    let fresh = Home::new();
    fresh.file("o.csv", &list);
    fresh.done("import o.csv");
    assert_eq!(fresh.done("export crm --vendor salesforce"), "Id\n");
    fresh.file("s2.csv", FIRST.replace("Riga,1", "Riga,11"));
    let report = fresh.json("import s2.csv --json");
    assert_eq!((&report["changed"], &report["conflicts"]), (&1.into(), &serde_json::json!([])));
}

#[test]
fn what_goes_to_the_crm_and_comes_into_its_own_book_is_not_what_the_crm_said() {
    let home = imported();
    home.done("set Acme name='Acme Srl' phone=99");
    home.done("set Bolt phone=88");
    let back = home.done("export crm --vendor salesforce");
    home.file("back.csv", &back);
    let report = home.json("import back.csv --json");
    assert_eq!((&report["changed"], &report["same"]), (&0.into(), &2.into()));
    assert_eq!(home.done("export crm --vendor salesforce"), back);
    home.file("s2.csv", FIRST.replace("Riga,1", "Riga,11"));
    let report = home.json("import s2.csv --json");
    assert_eq!(report["conflicts"].as_array().unwrap().len(), 1, "{report}");
    assert!(home.done("list --columns name,phone").contains("99"));
    // Mended on its way, it is the rep's too.
    home.file("back.csv", back.replace("88", "77"));
    home.json("import back.csv --json --conflicts take");
    assert!(home.done("export crm --vendor salesforce").contains("77"));
}

#[test]
fn what_the_crm_has_taken_in_and_lists_again_is_what_it_says() {
    let home = imported();
    home.done("set Acme phone=99");
    let all = FIRST.replace("Riga,1\n", "Riga,99\n");
    home.file("s2.csv", &all);
    assert!(summary(&home, "import s2.csv").contains("3 same"));
    assert_eq!(home.done("export crm --vendor salesforce"), "Id\n");
}
