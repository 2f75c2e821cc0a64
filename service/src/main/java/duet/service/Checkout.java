package duet.service;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The project's top folder, in which a server finds what belongs to it but runs beside it. */
final class Checkout {
  private static final String MARK = "service/jvm.options";

  private Checkout() {}

  /**
   * What the system property {@code duet.home} or {@code DUET_HOME} names, or the folder this class
   * was built in, or the one it is run in; empty where none of these is in a checkout.
   */
  static Optional<Path> home() {
    @Nullable String named = System.getProperty("duet.home", System.getenv("DUET_HOME"));
    if (named != null && !named.isBlank()) {
      return Optional.of(Path.of(named).toAbsolutePath());
    }
    return Stream.of(codeSource(), Path.of("").toAbsolutePath())
        .flatMap(start -> Stream.iterate(start, folder -> folder != null, Path::getParent))
        .filter(folder -> Files.isReadable(folder.resolve(MARK)))
        .findFirst();
  }

  private static Path codeSource() {
    @Nullable CodeSource source = Checkout.class.getProtectionDomain().getCodeSource();
    try {
      return Path.of(source == null ? "" : source.getLocation().toURI().getPath()).toAbsolutePath();
    } catch (URISyntaxException _) {
      return Path.of("").toAbsolutePath();
    }
  }
}
