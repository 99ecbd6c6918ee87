use matrx_core::manager::List;

use super::models::{HighScores, NewScore, Score, Scores};
use super::tables;

type Ordered = fn(List<'_, Score>) -> List<'_, Score>;

/// Each order with the one that PostgreSQL is asked for by hand.
const ORDERS: [(Ordered, &str); 9] = [
    (|list| list, "id"),
    (|list| list.order(Scores::ID.desc()), "id DESC"),
    (|list| list.order(Scores::LEVEL.asc()), "level, id"),
    (|list| list.order(Scores::LEVEL.desc()), "level DESC, id DESC"),
    (|list| list.order(Scores::POINTS.asc()), "points, id"),
    (|list| list.order(Scores::POINTS.desc()), "points DESC, id DESC"),
    (|list| list.order(Scores::NAME.desc()).order(Scores::POINTS.asc()), "name DESC, points, id"),
    (|list| list.order(Scores::LEVEL.asc()).order(Scores::ID.desc()), "level, id DESC"),
    (
        |list| {
            list.order(Scores::POINTS.asc()).order(Scores::NAME.desc()).order(Scores::LEVEL.asc())
        },
        "points, name DESC, level, id",
    ),
];

#[tokio::test]
async fn pages_show_every_row_once_in_the_order() {
    let pool = tables().await;
    let rows = (0..60).map(|number| NewScore {
        id: None,
        points: (number % 4 != 0).then_some(number % 3),
        name: (number % 5 != 0).then(|| ["a", "B", "ä"][number as usize % 3].to_owned()),
        level: number % 2,
    });
    Scores.insert_many(&pool, rows).await.unwrap();
    for (ordered, by_hand) in ORDERS {
        let sql = format!("SELECT id FROM scores ORDER BY {by_hand}");
        let expected: Vec<i32> =
            sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_all(&pool).await.unwrap();
        for size in [1, 7] {
            let mut seen: Vec<Score> = Vec::new();
            loop {
                let list = ordered(Scores.list().limit(size));
                let page = match seen.last() {
                    Some(last) => list.after(last).fetch(&pool).await.unwrap(),
                    None => list.fetch(&pool).await.unwrap(),
                };
                if page.is_empty() {
                    break;
                }
                seen.extend(page);
                assert!(seen.len() <= expected.len(), "{by_hand} does not end");
            }
            let seen: Vec<i32> = seen.iter().map(|row| row.id).collect();
            assert_eq!(seen, expected, "{by_hand}, {size} a page");
        }
    }
}

#[tokio::test]
async fn a_page_keeps_the_conditions() {
    let pool = tables().await;
    let score = |level| NewScore { id: None, points: None, name: None, level };
    let rows = Scores.insert_many(&pool, (0..10).map(|number| score(number % 2))).await.unwrap();
    let odd = || Scores.list().filter(Scores::LEVEL.eq(1)).after(&rows[3]);
    let found = odd().fetch(&pool).await.unwrap();
    assert_eq!(found.iter().map(|row| row.id).collect::<Vec<_>>(), [6, 8, 10]);
    // These are of all pages.
    assert_eq!(odd().count(&pool).await.unwrap(), 5);
    assert!(odd().limit(0).fetch(&pool).await.unwrap().is_empty());
    assert_eq!(odd().limit(0).first(&pool).await.unwrap(), None);
}

#[tokio::test]
async fn a_view_is_read() {
    let pool = tables().await;
    let score = |level| NewScore { id: None, points: Some(level), name: None, level };
    Scores.insert_many(&pool, [score(0), score(3), score(2)]).await.unwrap();
    let rows = HighScores.list().order(HighScores::POINTS.asc()).fetch(&pool).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.points).collect::<Vec<_>>(), [Some(2), Some(3)]);
    let none = HighScores.list().filter(HighScores::ID.one_of([1])).first(&pool).await.unwrap();
    assert_eq!(none, None);
    assert_eq!(HighScores.count(&pool).await.unwrap(), 2);
}
