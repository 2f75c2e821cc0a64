package duet.service;

/**
 * The tables {@code World} and {@code Fortune}: made and filled where they are missing, looked at
 * and left alone where they are not.
 */
public final class Schema {

  /**
   * One statement, hence one transaction. The lock makes a second server wait until the first has
   * filled what it made.
   */
  public static final String CREATE =
      """
      DO $$
      BEGIN
        PERFORM pg_advisory_xact_lock(4500046000);
        IF to_regclass('world') IS NULL THEN
          CREATE TABLE world (
            id integer PRIMARY KEY,
            randomnumber integer NOT NULL DEFAULT 0);
          INSERT INTO world (id, randomnumber)
            SELECT id, 1 + floor(random() * 10000) FROM generate_series(1, 10000) AS ids (id);
        END IF;
        IF to_regclass('fortune') IS NULL THEN
          CREATE TABLE fortune (
            id integer PRIMARY KEY,
            message varchar(2048) NOT NULL);
          INSERT INTO fortune (id, message) VALUES
            (1, 'fortune: No such file or directory'),
            (2, 'A computer scientist is someone who fixes things that aren''t broken.'),
            (3, 'After enough decimal places, nobody gives a damn.'),
            (4, 'A bad random number generator: 1, 1, 1, 1, 1, 4.33e+67, 1, 1, 1'),
            (5, 'A computer program does what you tell it to do, not what you want it to do.'),
            (6, 'Emacs is a nice operating system, but I prefer UNIX. — Tom Christaensen'),
            (7, 'Any program that runs right is obsolete.'),
            (8, 'A list is only as strong as its weakest link. — Donald Knuth'),
            (9, 'Feature: A bug with seniority.'),
            (10, 'Computers make very fast, very accurate mistakes.'),
            (11, '<script>alert("This should not be displayed in a browser alert box.");</script>'),
            (12, 'フレームワークのベンチマーク');
        END IF;
      END
      $$""";

  /** One column and a row for each fault, in words; no row where the tables are what they must. */
  public static final String FAULTS =
      """
      SELECT 'World must have the ids 1 to 10000, each once: it has '
          || count(*) || ' rows with ' || count(DISTINCT id) || ' ids from '
          || coalesce(min(id)::text, 'none') || ' to ' || coalesce(max(id)::text, 'none')
        FROM world
        HAVING count(*) <> 10000 OR count(DISTINCT id) <> 10000
          OR min(id) <> 1 OR max(id) <> 10000
      UNION ALL
      SELECT 'every random number of World must be 1 to 10000: ' || count(*) || ' are not'
        FROM world WHERE randomnumber NOT BETWEEN 1 AND 10000 HAVING count(*) > 0
      UNION ALL
      SELECT 'Fortune must have 12 rows: it has ' || count(*)
        FROM fortune HAVING count(*) <> 12""";

  private Schema() {}
}
