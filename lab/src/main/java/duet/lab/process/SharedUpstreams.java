package duet.lab.process;

import duet.lab.plan.Arm;
import duet.service.Upstreams;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The database and the backend of all trials. They are started here rather than by an arm, so that
 * their work is on the load's processors and they outlive the arms.
 */
final class SharedUpstreams implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final @Nullable Upstreams upstreams;
  private final List<String> flags;

  private SharedUpstreams(@Nullable Upstreams upstreams, List<String> flags) {
    this.upstreams = upstreams;
    this.flags = List.copyOf(flags);
  }

  /**
   * Starts them if an arm of ours needs them.
   *
   * @throws IOException in one line, if they do not come up
   */
  static SharedUpstreams open(List<Arm> arms) throws IOException, InterruptedException {
    if (arms.stream().noneMatch(Arm.Ours.class::isInstance)) {
      return new SharedUpstreams(null, List.of());
    }
    Upstreams upstreams = Upstreams.of(null, null);
    if (!upstreams.awaitDatabase(PATIENCE) || !upstreams.awaitBackend(PATIENCE)) {
      upstreams.close();
      throw new IOException(
          "the embedded database does not come up; see backend/target/run/backend.log");
    }
    var flags = new ArrayList<String>();
    flags.add("--database=" + known(upstreams.database()));
    flags.add("--backend=" + known(upstreams.backend()));
    return new SharedUpstreams(upstreams, flags);
  }

  private static URI known(Optional<URI> address) {
    return address.orElseThrow(() -> new IllegalStateException("the address is not known"));
  }

  /** What an arm is started with; empty where none of ours is. */
  List<String> flags() {
    return flags;
  }

  @Override
  public void close() {
    if (upstreams != null) {
      upstreams.close();
    }
  }
}
