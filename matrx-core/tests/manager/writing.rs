use super::models::{
    Address, Even, Logs, Mood, NewLog, NewOdd, NewOldFashioned, NewPair, NewTicket, NewUser, Odd,
    OddManager, Old, Pair, Pairs, TicketManager, User, Users,
};
use super::tables;

fn user(email: &str) -> NewUser {
    NewUser { email: email.to_owned(), nickname: None, active: None, note: None }
}

#[tokio::test]
async fn an_inserted_row_comes_back_as_the_server_has_it() {
    let pool = tables().await;
    let ada = NewUser { nickname: Some("ada".to_owned()), ..user("a") };
    let expected = User {
        id: 1,
        email: "a".to_owned(),
        nickname: Some("ada".to_owned()),
        active: true,
        note: Some("new".to_owned()),
        shout: Some("ADA".to_owned()),
    };
    assert_eq!(Users.insert(&pool, &ada).await.unwrap(), expected);
    // A default is not NULL: both can be said.
    let given = NewUser { active: Some(false), note: Some(None), ..user("b") };
    let row = Users.insert(&pool, given).await.unwrap();
    assert_eq!((row.active, row.note), (false, None));

    let row = OddManager.insert(&pool, Odd::draft("t", 1)).await.unwrap();
    let expected = Odd {
        no: 1,
        tenant: "t".to_owned(),
        slug: "s1".to_owned(),
        left: 1,
        right: 2,
        address: Address { street: "High".to_owned(), city: None, letters: Some(4) },
        r#type: Some(3),
        hostile: b"\0\xff".to_vec(),
        mood: Mood::VerySad,
        moods: vec![],
        tags: vec!["a".to_owned()],
        extra: None,
        given: vec![7],
        even: Even(4),
        cache: None,
    };
    assert_eq!(row, expected);
    let sql = r#"SELECT even, extra IS NULL, tags::text FROM "odd ""one""".select"#;
    let stored: (i32, bool, String) = sqlx::query_as(sql).fetch_one(&pool).await.unwrap();
    assert_eq!(stored, (2, true, "[\"a\"]".to_owned()));
    let given = NewOdd {
        extra: Some(vec![1]),
        given: Some(vec![]),
        moods: Some(vec![Mood::Glad]),
        ..Odd::draft("t", 2)
    };
    let row = OddManager.insert(&pool, given).await.unwrap();
    assert_eq!((row.extra, row.given, row.moods), (Some(vec![1]), vec![], vec![Mood::Glad]));
    assert_eq!(TicketManager.insert(&pool, NewTicket {}).await.unwrap().id, 1);
}

#[tokio::test]
async fn what_cannot_be_sent_is_an_error_before_it_is_sent() {
    let pool = tables().await;
    let odd = NewOdd { even: Even(3), ..Odd::draft("t", 1) };
    let error = OddManager.insert(&pool, odd).await.unwrap_err();
    assert!(error.to_string().contains("3 is odd"), "{error}");
    let error = Users.insert(&pool, user("a\0")).await.unwrap_err();
    assert_eq!(error.into_database_error().unwrap().code().unwrap(), "22021");
}

#[tokio::test]
async fn many_rows_are_inserted_all_or_none() {
    let pool = tables().await;
    let none = Users.insert_many(&pool, Vec::<NewUser>::new()).await.unwrap();
    assert_eq!(none, []);
    let rows = [
        NewUser { note: Some(None), ..user("a") },
        NewUser { active: Some(false), ..user("b") },
        user("c"),
    ];
    let rows = Users.insert_many(&pool, &rows).await.unwrap();
    let found: Vec<_> = rows.iter().map(|row| (row.id, row.active, row.note.as_deref())).collect();
    assert_eq!(found, [(1, true, None), (2, false, Some("new")), (3, true, Some("new"))]);
    let tickets = TicketManager.insert_many(&pool, [NewTicket {}, NewTicket {}]).await.unwrap();
    assert_eq!(tickets.iter().map(|ticket| ticket.id).collect::<Vec<_>>(), [1, 2]);

    // More arguments than a statement has room for.
    let pairs = |from: i32| (from..from + 70_000).map(|one| NewPair { one, other: -one });
    let inserted = Pairs.insert_many(&pool, pairs(0)).await.unwrap();
    assert_eq!(inserted.len(), 70_000);
    assert!((0..70_000).zip(&inserted).all(|(one, row)| *row == Pair { one, other: -one }));
    // The last one is there already.
    let error = Pairs.insert_many(&pool, pairs(-69_999)).await.unwrap_err();
    assert!(error.into_database_error().unwrap().is_unique_violation());
    assert_eq!(Pairs.count(&pool).await.unwrap(), 70_000);
}

#[tokio::test]
async fn an_upsert_leaves_to_the_row_what_is_left_to_a_default() {
    let pool = tables().await;
    let first = NewUser { active: Some(false), ..user("a") };
    let first = Users.upsert(&pool, first).await.unwrap();
    assert_eq!((first.id, first.active, first.nickname), (1, false, None));
    let again = NewUser { nickname: Some("ada".to_owned()), ..user("A") };
    let again = Users.upsert(&pool, &again).await.unwrap();
    assert_eq!((again.id, again.active, again.nickname.as_deref()), (1, false, Some("ada")));
    let by_email = NewUser { note: Some(None), ..user("a") };
    let by_email = Users.upsert_by_email(&pool, by_email).await.unwrap();
    assert_eq!((by_email.id, by_email.note, by_email.nickname), (1, None, None));
    assert_eq!(Users.count(&pool).await.unwrap(), 1);

    // By the primary key, and by another one: then the primary key stays.
    OddManager.upsert(&pool, Odd::draft("t", 1)).await.unwrap();
    let row = OddManager.upsert(&pool, NewOdd { left: 8, ..Odd::draft("t", 1) }).await.unwrap();
    assert_eq!((row.no, row.left), (1, 8));
    let other = NewOdd { slug: "s1".to_owned(), left: 9, ..Odd::draft("t", 2) };
    let row = OddManager.upsert_by_slug_and_tenant(&pool, other).await.unwrap();
    assert_eq!((row.no, row.left), (1, 9));
    assert_eq!(OddManager.count(&pool).await.unwrap(), 1);

    let old = |id, name: &str| NewOldFashioned { id, name: name.to_owned() };
    assert_eq!(Old.upsert(&pool, old(None, "a")).await.unwrap().id, 1);
    assert_eq!(Old.upsert(&pool, old(None, "b")).await.unwrap().id, 2);
    assert_eq!(Old.upsert(&pool, old(Some(1), "c")).await.unwrap().name, "c");
    assert_eq!(Old.count(&pool).await.unwrap(), 2);

    // Nothing but a key.
    for _ in 0..2 {
        let pair = Pairs.upsert(&pool, NewPair { one: 1, other: 2 }).await.unwrap();
        assert_eq!(pair, Pair { one: 1, other: 2 });
    }
}

#[tokio::test]
async fn a_row_is_updated_and_deleted_by_its_key() {
    let pool = tables().await;
    let ada = Users.insert(&pool, user("a")).await.unwrap();
    Users.insert(&pool, user("b")).await.unwrap();
    let changed = User {
        nickname: Some("ada".to_owned()),
        note: None,
        shout: Some("not this".to_owned()),
        ..ada.clone()
    };
    let found = Users.update(&pool, &changed).await.unwrap().unwrap();
    assert_eq!(found, User { shout: Some("ADA".to_owned()), ..changed });
    assert_eq!(Users.update(&pool, User { id: 4711, ..ada }).await.unwrap(), None);
    assert!(Users.delete(&pool, found.id).await.unwrap());
    assert!(!Users.delete(&pool, found.id).await.unwrap());
    assert_eq!(Users.count(&pool).await.unwrap(), 1);

    let odd = OddManager.insert(&pool, Odd::draft("t", 1)).await.unwrap();
    let address = Address { street: "Low".to_owned(), city: Some("X".to_owned()), letters: None };
    let changed = Odd { address, even: Even(8), tags: vec![], extra: Some(vec![2]), ..odd };
    let found = OddManager.update(&pool, &changed).await.unwrap().unwrap();
    assert_eq!(found.address.letters, Some(3));
    let expected =
        Odd { address: Address { letters: Some(3), ..changed.address.clone() }, ..changed };
    assert_eq!(found, expected);
    assert!(OddManager.delete(&pool, ("t".to_owned(), 1)).await.unwrap());

    let pair = Pairs.insert(&pool, NewPair { one: 1, other: 2 }).await.unwrap();
    assert_eq!(Pairs.update(&pool, &pair).await.unwrap(), Some(pair));
    assert_eq!(Pairs.update(&pool, Pair { one: 2, other: 2 }).await.unwrap(), None);
    let log = Logs.insert(&pool, NewLog { line: None }).await.unwrap();
    assert_eq!(log.line, None);
}
