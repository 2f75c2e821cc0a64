package duet.service;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a server was called; the same for both. A flag outweighs an environment variable, which
 * outweighs the file, which outweighs the standard.
 *
 * @param settings the standard settings with what was changed
 * @param withParent whether the server ends when the process that started it does
 * @param help whether only the usage is wanted
 */
public record Configuration(Settings settings, boolean withParent, boolean help) {
  private static final String FILE = "config";
  private static final String FILE_VARIABLE = "DUET_CONFIG";
  private static final String WITH_PARENT = "with-parent";
  private static final String HELP = "help";

  /**
   * Reads {@code --name=value}, {@code --name value} and switches, the environment, and the file
   * that either of them names.
   *
   * @param arguments as given to {@code main}
   * @param environment of which only the settings' variables are looked at
   * @param standard what holds where nothing else is said
   * @throws UsageException for an unknown flag or key, a missing or a senseless value, a file that
   *     cannot be read
   */
  public static Configuration read(
      List<String> arguments, Map<String, String> environment, Settings standard)
      throws UsageException {
    var flags = new TreeMap<String, String>();
    for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
      readFlag(rest.next(), rest, flags);
    }
    var settings = standard;
    @Nullable String file = flags.getOrDefault(FILE, environment.get(FILE_VARIABLE));
    if (file != null && !flags.containsKey(HELP)) {
      settings = ConfigurationFile.read(Path.of(file), settings);
    }
    for (Setting setting : Setting.values()) {
      String variable = environment.get(setting.variable());
      if (variable != null) {
        settings = with(settings, setting, variable, setting.variable());
      }
      String flag = flags.get(setting.key());
      if (flag != null) {
        settings = with(settings, setting, flag, "--" + setting.key());
      }
    }
    if (settings.port() == 65_535 && settings.adminPort().orElse(0) > settings.port()) {
      throw new UsageException(
          "--admin-port must be given where --port is 65535: there is no next");
    }
    if (settings.port() != 0 && settings.adminPort().orElse(0) == settings.port()) {
      throw new UsageException(
          "--admin-port must be another than --port: '" + settings.port() + "'");
    }
    return new Configuration(settings, flags.containsKey(WITH_PARENT), flags.containsKey(HELP));
  }

  private static void readFlag(String argument, Iterator<String> rest, Map<String, String> flags)
      throws UsageException {
    int equals = argument.indexOf('=');
    String flag = equals < 0 ? argument : argument.substring(0, equals);
    String key = flag.equals("-h") ? HELP : flag.startsWith("--") ? flag.substring(2) : "";
    if (key.equals(WITH_PARENT) || key.equals(HELP)) {
      if (equals >= 0) {
        throw new UsageException(flag + " takes no value: " + argument);
      }
      flags.put(key, "");
    } else if (key.equals(FILE) || setting(key).isPresent()) {
      if (equals < 0 && !rest.hasNext()) {
        throw new UsageException(flag + " needs a value: see --help");
      }
      flags.put(key, equals < 0 ? rest.next() : argument.substring(equals + 1));
    } else if (argument.startsWith("-")) {
      throw new UsageException("unknown flag " + flag + ": see --help");
    } else {
      throw new UsageException(
          "an argument must begin with --, as all flags do: '" + argument + "'");
    }
  }

  /** The setting of that key. */
  static Optional<Setting> setting(String key) {
    for (Setting setting : Setting.values()) {
      if (setting.key().equals(key)) {
        return Optional.of(setting);
      }
    }
    return Optional.empty();
  }

  /**
   * @param name what the user called the setting, for the message
   */
  static Settings with(Settings settings, Setting setting, String value, String name)
      throws UsageException {
    if (!setting.rule().allows(value)) {
      throw new UsageException(
          "%s %s: '%s'"
              .formatted(name, setting.rule().inWords(), Settings.shownWrong(setting, value)));
    }
    return settings.with(setting, value);
  }

  /** The text of {@code --help}. */
  public static String usage(String server, Settings standard) {
    var usage =
        new StringBuilder(
            """
            %1$s: a server of the Duet contract
            usage: mvn -pl %1$s -am compile exec:exec [-Dhost=… -Dport=…], or the command in README with flags:
              --port=8080 --database=postgresql://me:secret@localhost/world --access-log=true

            Each flag is also an environment variable (--database-seconds is DUET_DATABASE_SECONDS) and a key of the
            file (database-seconds = 3). A flag outweighs a variable, a variable the file.

            """
                .formatted(server));
    for (Setting setting : Setting.values()) {
      String value =
          setting == Setting.PORT ? Integer.toString(standard.port()) : setting.standard();
      line(
          usage,
          setting.key() + "=" + operand(setting.rule()),
          setting.meaning() + " (" + value + ")");
    }
    line(usage, FILE + "=FILE", "read settings from a file of lines key = value");
    line(usage, WITH_PARENT, "end when the process that started the server ends");
    line(usage, HELP, "print this");
    return usage.toString();
  }

  private static void line(StringBuilder usage, String flag, String meaning) {
    usage.append(String.format(Locale.ROOT, "  --%-44s %s%n", flag, meaning));
  }

  private static String operand(Rule rule) {
    return switch (rule) {
      case Rule.Whole(int least, int most) -> least + ".." + most;
      case Rule.PortOr(var words) -> "PORT|" + String.join("|", words);
      case Rule.OneOf(var words) -> String.join("|", words);
      case Rule.Host() -> "ADDRESS";
      case Rule.FolderOr(var words) -> String.join("|", words) + "|FOLDER";
      case Rule.AddressOr(_, var words) -> String.join("|", words) + "|URL";
    };
  }
}
