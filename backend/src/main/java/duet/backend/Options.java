package duet.backend;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the backend is called.
 *
 * @param run the folder by which the servers of one checkout find their backend; the data of
 *     PostgreSQL lie below it
 * @param binaries where the programs of PostgreSQL are unpacked and stay
 * @param port port of the HTTP backend, 0..65535; 0 takes the last one's if it is free, else any
 * @param databasePort port of PostgreSQL, chosen likewise
 */
record Options(Path run, Path binaries, int port, int databasePort) {
  static final String USAGE =
      "usage: --run=FOLDER --binaries=FOLDER [--port=PORT] [--database-port=PORT]";

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException with one line for the terminal
   */
  static Options parse(String... arguments) {
    @Nullable Path run = null;
    @Nullable Path binaries = null;
    int port = 0;
    int databasePort = 0;
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException(argument + " is no flag; " + USAGE);
      }
      String value = argument.substring(equals + 1);
      switch (argument.substring(0, equals)) {
        case "--run" -> run = Path.of(value).toAbsolutePath();
        case "--binaries" -> binaries = Path.of(value).toAbsolutePath();
        case "--port" -> port = port(argument, value);
        case "--database-port" -> databasePort = port(argument, value);
        default -> throw new IllegalArgumentException("unknown flag " + argument + "; " + USAGE);
      }
    }
    if (run == null || binaries == null) {
      throw new IllegalArgumentException(USAGE);
    }
    return new Options(run, binaries, port, databasePort);
  }

  private static int port(String argument, String value) {
    if (value.matches("[0-9]{1,5}")) {
      int port = Integer.parseInt(value);
      if (port <= 65535) {
        return port;
      }
    }
    throw new IllegalArgumentException("must be a port from 0 to 65535: " + argument);
  }
}
