package duet.service;

import java.util.Iterator;
import java.util.List;

/**
 * What was asked for on a server's command line; the same flags for both servers.
 *
 * @param settings the standard settings with what the flags changed
 * @param withParent whether the server ends when the process that started it does
 * @param help whether only the usage is wanted
 */
public record Flags(Settings settings, boolean withParent, boolean help) {

  /**
   * Reads {@code --name=value}, {@code --name value} and switches.
   *
   * @param arguments as given to {@code main}
   * @param standard what holds where no flag says otherwise
   * @throws UsageException for an unknown flag, a missing or a senseless value
   */
  public static Flags parse(List<String> arguments, Settings standard) throws UsageException {
    var settings = standard;
    boolean withParent = false;
    boolean help = false;
    for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
      String argument = rest.next();
      int equals = argument.indexOf('=');
      String flag = equals < 0 ? argument : argument.substring(0, equals);
      switch (flag) {
        case "--host" ->
            settings = settings.withHost(host(flag, value(flag, argument, equals, rest)));
        case "--port" ->
            settings = settings.withPort(port(flag, value(flag, argument, equals, rest)));
        case "--with-parent" -> withParent = true;
        case "--help", "-h" -> help = true;
        default -> throw new UsageException("unknown flag " + flag + ": see --help");
      }
      if (equals >= 0 && (flag.equals("--with-parent") || flag.equals("--help"))) {
        throw new UsageException(flag + " takes no value: " + argument);
      }
    }
    return new Flags(settings, withParent, help);
  }

  /** The text of {@code --help}. */
  public static String usage(String server, Settings standard) {
    return """
        %s: a server of the Duet contract

          --host=ADDRESS   address to listen on (%s)
          --port=PORT      port to listen on, 0..65535; 0 takes a free one (%d)
          --with-parent    end when the process that started the server ends
          --help           print this
        """
        .formatted(server, standard.host(), standard.port());
  }

  private static String value(String flag, String argument, int equals, Iterator<String> rest)
      throws UsageException {
    if (equals >= 0) {
      return argument.substring(equals + 1);
    }
    if (!rest.hasNext()) {
      throw new UsageException(flag + " needs a value: see --help");
    }
    return rest.next();
  }

  private static String host(String flag, String value) throws UsageException {
    if (value.isBlank()) {
      throw new UsageException(flag + " must be an address or a name: '" + value + "'");
    }
    return value;
  }

  private static int port(String flag, String value) throws UsageException {
    try {
      int port = Integer.parseInt(value);
      if (port >= 0 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // falls to the one message for all that is no port
    }
    throw new UsageException(flag + " must be a whole number from 0 to 65535: '" + value + "'");
  }
}
