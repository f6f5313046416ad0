//! A wall or a view holds on every route: every page is called as everyone, and what is walled or hidden is in none.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a test that fails says so"
)]

mod common;

use common::{Client, Demo, PEOPLE, cases};

fn links(page: &str) -> Vec<String> {
    let mut all: Vec<String> = page
        .split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|link| link.starts_with('/') && !link.starts_with("/assets"))
        .map(|link| link.split('#').next().unwrap_or(link).replace("&#38;", "&").replace("&amp;", "&"))
        .collect();
    all.sort();
    all.dedup();
    all
}

#[test]
fn every_page_holds_its_walls_and_views_for_everyone() {
    let mut demo = Demo::fill(60);
    demo.serve();
    let mut joan = Client::sign_in(demo.address, "joan").unwrap();
    let mut all = Vec::new();
    for page in 1..4 {
        all.extend(cases(&joan.get(&format!("/complaints?open=all&page={page}")).unwrap().body));
    }
    all.sort();
    all.dedup();
    assert!(all.len() >= 50, "{} cases", all.len());
    // The cases in which Rhys is complained about, as the unit sees them.
    let walled: Vec<String> = all.iter().filter(|case| joan.get(case).unwrap().body.contains("Rhys Colman")).cloned().collect();
    assert!(!walled.is_empty(), "nobody complains about Rhys in this demonstration");
    let pages = [
        "",
        "/timeline",
        "/documents",
        "/people",
        "/links",
        "/chain",
        "/looked",
        "/recorded",
        "/why/respond/1",
        "/letters/response",
        "/letters/response/pdf",
        "/steps/approve",
        "/steps/chase",
    ];

    let mut rhys = Client::sign_in(demo.address, "rhys").unwrap();
    for case in &walled {
        for page in pages {
            assert_eq!(rhys.get(&format!("{case}{page}")).unwrap().status, 404, "{case}{page}");
        }
        let reference = case.trim_start_matches("/cases/").replace('-', "/").replace('_', "-");
        for list in ["/work", "/work?list=team", "/complaints?open=all", &format!("/complaints?open=all&q={reference}")] {
            let body = rhys.get(list).unwrap().body;
            // What he typed himself stands in the search box.
            assert!(!body.contains(case.as_str()), "{list} leads to {case}");
        }
        let csrf = rhys.csrf.clone();
        assert_eq!(
            rhys.post(
                &format!("{case}/steps/record-evidence"),
                &[("csrf", &csrf), ("seen", "1.x"), ("when", "now"), ("q-evidence", "x")]
            )
            .unwrap()
            .status,
            404
        );
        assert_eq!(rhys.post(&format!("{case}/holder"), &[("csrf", &csrf), ("action", "take")]).unwrap().status, 404);
    }

    // The officer of the complaint about force: it and the incident behind it are not there for him.
    let mut priya = Client::sign_in(demo.address, "priya").unwrap();
    let mut theirs = cases(&priya.get("/complaints?open=all&q=samuel+adeyinka").unwrap().body);
    theirs.sort();
    theirs.dedup();
    assert!(theirs.len() >= 2, "{theirs:?}");
    let mut lee = Client::sign_in(demo.address, "lee").unwrap();
    for case in &theirs {
        assert_eq!(priya.get(case).unwrap().status, 200, "{case}");
        for page in pages {
            assert_eq!(lee.get(&format!("{case}{page}")).unwrap().status, 404, "{case}{page}");
        }
    }

    for name in PEOPLE {
        let mut client = Client::sign_in(demo.address, name).unwrap();
        let mut seen = vec!["/work".to_owned(), "/complaints?open=all".to_owned(), "/procedures".to_owned()];
        let mut at = 0;
        while at < seen.len() && at < 120 {
            let page = client.get(&seen[at]).unwrap();
            assert!(matches!(page.status, 200 | 303 | 403 | 404), "{name}: {} is {}\n{}", seen[at], page.status, page.body);
            // A page never leads where its reader may not go.
            if at >= 3 {
                assert_ne!(page.status, 404, "{name} was led to {}", seen[at]);
            }
            if at < 40 {
                for link in links(&page.body) {
                    if !seen.contains(&link) {
                        seen.push(link);
                    }
                }
            }
            at += 1;
        }
    }

    // Nobody at all.
    let mut nobody = Client::new(demo.address);
    for page in ["/work", "/complaints", "/record", "/procedures", all[0].as_str()] {
        let answer = nobody.get(page).unwrap();
        assert_eq!(
            (answer.status, answer.header("location").is_some_and(|to| to.starts_with("/sign-in"))),
            (303, true),
            "{page}"
        );
    }
    assert_eq!(nobody.post(&format!("{}/steps/chase", all[0]), &[("when", "now")]).unwrap().status, 401);
}
