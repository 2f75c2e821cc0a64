package duet.vertx;

import duet.contract.StartedServer;
import duet.service.Configuration;
import duet.service.Settings;
import duet.service.Upstreams;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** This server as the contract's tests start it, in their own JVM. */
record Started(EventLoopServer server, Map<String, String> settings) implements StartedServer {

  /** With these settings beside the standard ones; nothing embedded is started for it. */
  static Started with(String... flags) throws Exception {
    Settings settings = settings(flags);
    return with(settings, Upstreams.fixed(given(settings.database()), given(settings.backend())));
  }

  /** Likewise, with what it talks to. */
  static Started with(Upstreams upstreams, String... flags) throws Exception {
    return with(settings(flags), upstreams);
  }

  private static Started with(Settings settings, Upstreams upstreams) throws Exception {
    return new Started(EventLoopServer.start(settings, upstreams), settings.inWords());
  }

  private static Settings settings(String... flags) throws Exception {
    return Configuration.read(List.of(flags), Map.of(), Settings.standard(0)).settings();
  }

  private static @Nullable URI given(String address) {
    return address.equals("embedded") ? null : URI.create(address);
  }

  @Override
  public URI base() {
    return at(server.port());
  }

  @Override
  public Optional<URI> admin() {
    return server.adminPort().stream().mapToObj(Started::at).findFirst();
  }

  private static URI at(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public Map<String, String> inForce() {
    return server.inForce();
  }

  @Override
  public Optional<String> whyNoDatabase() {
    return server.database().whyNotReady();
  }

  @Override
  public int[] pool() {
    var database = server.database();
    return new int[] {database.inUse(), database.idle(), database.waiting()};
  }

  @Override
  public void lacks(String need, String why) {
    server.operation().readiness().needs(need, () -> Optional.of(why));
  }

  @Override
  public void close() {
    server.stop();
  }
}
