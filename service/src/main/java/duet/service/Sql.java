package duet.service;

/**
 * What both servers say to PostgreSQL. The names are not quoted, so that {@code World} and {@code
 * randomNumber} are found however the tables were made.
 */
public final class Sql {
  /** Takes the id. */
  public static final String SELECT_WORLD = "SELECT id, randomnumber FROM world WHERE id = $1";

  /** Takes the new random number, then the id. */
  public static final String UPDATE_WORLD = "UPDATE world SET randomnumber = $1 WHERE id = $2";

  public static final String SELECT_WORLDS = "SELECT id, randomnumber FROM world";

  public static final String SELECT_FORTUNES = "SELECT id, message FROM fortune";

  /** Asks for a sign of life. */
  public static final String PING = "SELECT 1";

  /**
   * Rows of a batch at most: pgjdbc ends the implicit transaction of a batch after 256 statements,
   * so both servers do after as many.
   */
  public static final int BATCH_ROWS = 250;

  private Sql() {}

  /** The statement with the placeholders of JDBC, which become those of PostgreSQL again. */
  public static String jdbc(String statement) {
    return statement.replaceAll("\\$\\d", "?");
  }
}
