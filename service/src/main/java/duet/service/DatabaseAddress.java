package duet.service;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where a PostgreSQL listens and as whom it is spoken to. Its text holds no credentials.
 *
 * @param host a name or a literal, that of IPv6 without brackets
 * @param port 1..65535
 * @param name of the database
 * @param user of the database
 * @param password null where the address names none
 */
public record DatabaseAddress(
    String host, int port, String name, String user, @Nullable String password) {
  private static final int STANDARD_PORT = 5432;

  /** Reads {@code postgresql://user:password@host:port/name}, with PostgreSQL's own defaults. */
  public static DatabaseAddress of(URI uri) {
    String info = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
    int colon = info.indexOf(':');
    String user = decoded(colon < 0 ? info : info.substring(0, colon));
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    String name = decoded(path.startsWith("/") ? path.substring(1) : path);
    String owner = user.isEmpty() ? "postgres" : user;
    return new DatabaseAddress(
        uri.getHost().replaceAll("[\\[\\]]", ""),
        uri.getPort() == -1 ? STANDARD_PORT : uri.getPort(),
        name.isEmpty() ? owner : name,
        owner,
        colon < 0 ? null : decoded(info.substring(colon + 1)));
  }

  /** What a driver or PostgreSQL says, without the user and the password it may repeat. */
  String withoutCredentials(String text) {
    String anonymous = text.replace('"' + user + '"', "…");
    return password == null || password.isEmpty() ? anonymous : anonymous.replace(password, "…");
  }

  /** In an address a plus is a plus, unlike in a form. */
  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return host + ":" + port + "/" + name;
  }
}
