package duet.gatling;

import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The project's two servers as processes of their own: looked for on their ports, started where
 * they do not run yet, and stopped again if they were started here. No class of theirs is loaded.
 *
 * @param root the project's top folder, in which the servers have been built
 * @param logs where what they print on stderr is kept
 */
record ServerStart(Path root, Path logs) {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration AGAIN = Duration.ofMillis(100);
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(70);

  /** A server may wait 70 s for its port (README), and starts in 1 to 2 s. */
  private static final long START_SECONDS = 90;

  /**
   * Where a server's program is; the name is that of its module and of its {@code Server} field.
   */
  private static String mainClass(Subject subject) throws PlanException {
    return switch (subject.name()) {
      case "vertx-async" -> "duet.vertx.Main";
      case "helidon-virtual" -> "duet.helidon.Main";
      default -> throw new PlanException("there is no program for the server " + subject.name());
    };
  }

  /**
   * Whether this server answers on its port.
   *
   * @return false if nothing listens there
   * @throws PlanException if something else does
   */
  boolean runs(Subject subject) throws PlanException {
    if (!listens(subject)) {
      return false;
    }
    String answers = serverField(subject);
    if (subject.name().equals(answers)) {
      return true;
    }
    throw new PlanException(
        "port %d must be free or served by %s: %s"
            .formatted(subject.port(), subject.name(), whoElse(answers)));
  }

  private static String whoElse(String answers) {
    return switch (answers) {
      case "vertx-async", "helidon-virtual" -> answers + " answers there; the ports are swapped";
      case "" -> "another program listens there";
      default -> "another program answers there, '" + answers + "'";
    };
  }

  /** Whether anything takes connections there. */
  static boolean listens(Subject subject) throws PlanException {
    try (var socket = new Socket(subject.base().getHost(), subject.port())) {
      return socket.isConnected();
    } catch (ConnectException e) {
      return false;
    } catch (IOException e) {
      throw new PlanException("port " + subject.port() + " cannot be looked at: " + e.getMessage());
    }
  }

  /** What the server calls itself on an answer other than {@code GET /}; empty if it does not. */
  private static String serverField(Subject subject) {
    try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      var request =
          HttpRequest.newBuilder(subject.base().resolve("/"))
              .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
              .version(HttpClient.Version.HTTP_1_1)
              .timeout(PATIENCE)
              .build();
      HttpResponse<Void> answer = client.send(request, HttpResponse.BodyHandlers.discarding());
      client.shutdownNow();
      return answer.headers().firstValue("Server").orElse("");
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  /**
   * Starts a server and returns once it takes connections. It ends with this JVM, however that
   * ends.
   *
   * @throws PlanException if it does not start
   */
  Running start(Subject subject) throws PlanException {
    Path module = root.resolve(subject.name());
    try {
      Files.createDirectories(logs);
      Path log = logs.resolve(subject.name() + ".log");
      var process =
          new ProcessBuilder(command(subject, module))
              .directory(root.toFile())
              .redirectError(log.toFile())
              .start();
      var running = new Running(subject, process, greeting(process));
      if (running.greeting == null) {
        running.stop();
        throw new PlanException(subject.name() + " does not start: " + lastLine(log));
      }
      return running;
    } catch (IOException e) {
      throw new PlanException(subject.name() + " cannot be started: " + e.getMessage());
    }
  }

  /**
   * Waits while the server answers 503 to this path: what stands behind it, the database for
   * instance, may come up after the server does.
   *
   * @param patience how long to wait
   * @throws PlanException if it still does then
   */
  static void awaitService(Subject subject, String path, Duration patience) throws PlanException {
    long start = System.nanoTime();
    while (status(subject, path) == HttpURLConnection.HTTP_UNAVAILABLE) {
      if (System.nanoTime() - start > patience.toNanos()) {
        throw new PlanException(
            "%s must serve %s: it has answered 503 for %d s; its log says why"
                .formatted(subject.name(), path, patience.toSeconds()));
      }
      LockSupport.parkNanos(AGAIN.toNanos());
    }
  }

  /** 0 where there is no answer: the replay will say what is wrong. */
  private static int status(Subject subject, String path) {
    try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      var request =
          HttpRequest.newBuilder(subject.base().resolve(path))
              .HEAD()
              .version(HttpClient.Version.HTTP_1_1)
              .timeout(LONGEST_ANSWER)
              .build();
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      client.shutdownNow();
      return status;
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private List<String> command(Subject subject, Path module) throws PlanException, IOException {
    Path classPath = module.resolve("target/classpath");
    if (!Files.isReadable(classPath)) {
      throw new PlanException(
          subject.name() + " has not been built: run mvn gatling:test at the project's top folder");
    }
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command = new ArrayList<String>();
    command.add(java);
    command.add("@" + root.resolve("service/jvm.options"));
    command.add("-classpath");
    command.add(
        module.resolve("target/classes")
            + System.getProperty("path.separator")
            + Files.readString(classPath).strip());
    command.add(mainClass(subject));
    command.add("--port=" + subject.port());
    command.add("--with-parent");
    return command;
  }

  /** The one line a server prints once it listens; null if it ended or said nothing in time. */
  private static @Nullable String greeting(Process process) {
    var line = CompletableFuture.supplyAsync(() -> firstLine(process), Thread::startVirtualThread);
    try {
      return line.get(START_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private static @Nullable String firstLine(Process process) {
    try {
      return process.inputReader().readLine();
    } catch (IOException e) {
      return null;
    }
  }

  private static String lastLine(Path log) throws IOException {
    try (var lines = Files.lines(log)) {
      return lines
          .reduce((_, later) -> later)
          .orElse("it printed nothing within " + START_SECONDS + " s");
    }
  }

  /** A server that was started here. */
  static final class Running {
    private static final long STOP_SECONDS = 15;
    private final Subject subject;
    private final Process process;
    private final @Nullable String greeting;

    private Running(Subject subject, Process process, @Nullable String greeting) {
      this.subject = subject;
      this.process = process;
      this.greeting = greeting;
    }

    /** How it says it is tuned. */
    String greeting() {
      return greeting == null ? subject.name() + " said nothing" : greeting;
    }

    /** Asks it to stop and waits until it has; a second call does nothing. */
    void stop() {
      process.toHandle().destroy();
      try {
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly().waitFor();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
