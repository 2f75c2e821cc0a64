package duet.service;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The admin port's table; safe for use by several threads. */
public final class AdminRoutes {
  private static final Set<String> PATHS =
      Set.of("/health/live", "/health/ready", "/metrics", "/settings");
  private static final Inquiry LIVE = new Inquiry.Prompt(Answer.json("{\"status\":\"up\"}"));

  private final Operation operation;
  private final SettingsPage settings;

  /**
   * @param name what the server calls itself
   * @param server asked for what is in force
   */
  public AdminRoutes(String name, Settings settings, Server server, Operation operation) {
    this.operation = operation;
    this.settings = new SettingsPage(name, settings, server);
  }

  /**
   * Decides what becomes of a request; parameters as of {@link Routes#resolve}.
   *
   * @param target the target's path; {@code *} for a request of the server as a whole
   */
  public Inquiry resolve(String method, String target) {
    String path = Routes.originForm(target);
    @Nullable String allow = PATHS.contains(path) ? Routes.READ : null;
    Answer refused = Routes.refused(method, path, allow, Routes.READ);
    if (refused != null) {
      return new Inquiry.Prompt(refused);
    }
    return switch (path) {
      case "/health/live" -> LIVE;
      case "/health/ready" -> new Inquiry.Slow(operation.readiness()::answer);
      case "/metrics" ->
          new Inquiry.Slow(() -> Answer.text(Exposition.CONTENT_TYPE, operation.metrics().text()));
      default -> new Inquiry.Slow(settings::answer);
    };
  }
}
