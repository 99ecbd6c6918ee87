use super::models::{Logs, NewLog, NewUser, Odd, OddManager, Scores, Users};
use super::tables;

fn user(email: &str, nickname: Option<&str>) -> NewUser {
    NewUser {
        email: email.to_owned(),
        nickname: nickname.map(str::to_owned),
        active: None,
        note: None,
    }
}

#[tokio::test]
async fn a_row_is_found_by_its_keys() {
    let pool = tables().await;
    let ada = Users.insert(&pool, user("Ada@example.org", Some("ada"))).await.unwrap();
    assert_eq!(Users.get(&pool, ada.id).await.unwrap(), Some(ada.clone()));
    let id = &ada.id;
    assert_eq!(Users.get(&pool, id).await.unwrap(), Some(ada.clone()));
    assert_eq!(Users.get(&pool, 4711).await.unwrap(), None);
    // The column's own type compares, not that of the argument.
    let found = Users.find_by_email(&pool, "ada@EXAMPLE.org").await.unwrap();
    assert_eq!(found, Some(ada.clone()));
    let email = "nobody@example.org".to_owned();
    assert_eq!(Users.find_by_email(&pool, &email).await.unwrap(), None);
    assert!(Users.exists(&pool, ada.id).await.unwrap());
    assert!(!Users.exists(&pool, 4711).await.unwrap());

    let odd = OddManager.insert(&pool, Odd::draft("it's", 5)).await.unwrap();
    assert_eq!(OddManager.get(&pool, ("it's", 5)).await.unwrap(), Some(odd.clone()));
    assert_eq!(OddManager.get(&pool, ("5", 5)).await.unwrap(), None);
    let found = OddManager.find_by_slug_and_tenant(&pool, "s5", "it's").await.unwrap();
    assert_eq!(found, Some(odd.clone()));
    let found = OddManager.find_by_mood_and_no(&pool, odd.mood, odd.no).await.unwrap();
    assert_eq!(found, Some(odd));
}

#[tokio::test]
async fn rows_are_filtered_with_null_in_mind() {
    let pool = tables().await;
    for (email, nickname) in [("a", Some("x")), ("b", None), ("c", Some("y")), ("D", Some("it's"))]
    {
        Users.insert(&pool, user(email, nickname)).await.unwrap();
    }
    let x = "x".to_owned();
    for (condition, expected) in [
        (Users::NICKNAME.eq("x"), "a"),
        (Users::NICKNAME.ne("x"), "bcD"),
        (Users::NICKNAME.is(None::<&str>), "b"),
        (Users::NICKNAME.is(Some("it's")), "D"),
        (Users::NICKNAME.is_null(), "b"),
        (Users::NICKNAME.is_not_null(), "acD"),
        (Users::NICKNAME.lt("x"), "D"),
        (Users::NICKNAME.le(x.clone()), "aD"),
        (Users::NICKNAME.gt("x"), "c"),
        (Users::NICKNAME.ge(&x), "ac"),
        (Users::EMAIL.eq("A"), "a"),
        (Users::EMAIL.one_of(["d".to_owned(), "C".to_owned()]), "cD"),
        (Users::ID.one_of([]), ""),
        (Users::ACTIVE.eq(false), ""),
        (Users::SHOUT.eq("X"), "a"),
    ] {
        let rows = Users.list().filter(condition).fetch(&pool).await.unwrap();
        let found: String = rows.iter().map(|row| row.email.as_str()).collect();
        assert_eq!(found, expected);
    }
    let both = || Users.list().filter(Users::ID.gt(1)).filter(Users::NICKNAME.is_not_null());
    assert_eq!(both().count(&pool).await.unwrap(), 2);
    assert!(both().exists(&pool).await.unwrap());
    assert!(!both().filter(Users::ID.lt(0)).exists(&pool).await.unwrap());
    assert_eq!(Users.count(&pool).await.unwrap(), 4);
    let last = both().order(Users::EMAIL.desc()).limit(3).first(&pool).await.unwrap();
    assert_eq!(last.unwrap().email, "D");
}

/// What the database calls `right` is called `left` in the struct, and the other way round.
#[tokio::test]
async fn renamed_columns_are_not_mixed_up() {
    let pool = tables().await;
    for (no, left, right) in [(1, 10, 3), (2, 20, 2), (3, 30, 1)] {
        let row = matrx_with(no, left, right);
        let row = OddManager.insert(&pool, row).await.unwrap();
        assert_eq!((row.left, row.right), (left, right));
    }
    let rows = OddManager.list().order(OddManager::LEFT.desc()).fetch(&pool).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.left).collect::<Vec<_>>(), [30, 20, 10]);
    let rows = OddManager.list().filter(OddManager::RIGHT.eq(2)).fetch(&pool).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.left).collect::<Vec<_>>(), [20]);
    assert_eq!(OddManager::LEFT.name(), "right");
}

fn matrx_with(no: i32, left: i32, right: i32) -> super::models::NewOdd {
    super::models::NewOdd { left, right, ..Odd::draft("t", no) }
}

#[tokio::test]
async fn any_executor_serves_also_in_a_task_of_its_own() {
    let pool = tables().await;
    let mut connection = pool.acquire().await.unwrap();
    let log = || NewLog { line: Some("x".to_owned()) };
    Logs.insert(&mut *connection, log()).await.unwrap();
    Logs.insert_many(&mut *connection, [log()]).await.unwrap();
    Logs.insert_many(&mut connection, [log()]).await.unwrap();
    drop(connection);
    let mut transaction = pool.begin().await.unwrap();
    Logs.insert(&mut *transaction, log()).await.unwrap();
    Logs.insert_many(&mut *transaction, [log()]).await.unwrap();
    Logs.insert_many(&mut transaction, [log()]).await.unwrap();
    assert_eq!(Logs.count(&mut *transaction).await.unwrap(), 6);
    transaction.rollback().await.unwrap();
    let rows = tokio::spawn(async move {
        let name = "n".to_owned();
        Logs.insert_many(&pool, vec![log(); 2]).await.unwrap();
        let named = Scores.list().filter(Scores::NAME.eq(&name)).fetch(&pool).await.unwrap();
        assert_eq!(named, []);
        Logs.list().filter(Logs::LINE.eq("x")).order(Logs::LINE.asc()).fetch(&pool).await.unwrap()
    });
    assert_eq!(rows.await.unwrap().len(), 5);
}
