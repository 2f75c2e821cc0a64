package duet.lab.process;

import duet.lab.load.Generator;
import duet.lab.load.LoadInTurns;
import duet.lab.load.LoadPlan;
import duet.lab.load.LoadResult;
import duet.lab.sample.CpuSample;
import duet.lab.sample.ProcessGoneException;
import duet.lab.sample.ProcessWatch;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;

/** The load generator's process as the laboratory sees it. One load at a time; one thread. */
public final class LoadGenerator implements AutoCloseable {
  /** How long before the window opens the watch is called. */
  private static final long BEFORE_NANOS = 300_000_000;

  /** To connect, to sum up and to say so. */
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(15);

  private static final Duration LONGEST_REST = Duration.ofSeconds(2);

  /** While the laboratory looks at a server. */
  private static final long TURN_CHANGE_NANOS = 50_000_000;

  private static final List<String> OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-Xms48m",
          "-Xmx96m",
          "-XX:+AlwaysPreTouch",
          // C2 leaves out what has not been seen yet and compiles anew once it is: in the middle of
          // a window, for instance when it opens. Here it is to compile all of it, once.
          "-XX:PerMethodTrapLimit=0",
          "-XX:PerBytecodeTrapLimit=0",
          // The JDK's selector looks its keys up by a boxed file descriptor: so none is allocated.
          "-XX:AutoBoxCacheMax=65535",
          "--enable-native-access=ALL-UNNAMED");

  private final ScheduledExecutorService watchdog =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("watchdog").factory());
  private final ObjectMapper json = new ObjectMapper();
  private final Process process;
  private final ProcessWatch watch;
  private final Children children;
  private final BufferedReader out;
  private final BufferedWriter in;

  private LoadGenerator(Process process, ProcessWatch watch, Children children) {
    this.process = process;
    this.watch = watch;
    this.children = children;
    out = process.inputReader();
    in = process.outputWriter();
  }

  /**
   * Starts it and returns once it is ready.
   *
   * @throws IOException if it does not start
   */
  public static LoadGenerator start(String processors, Path log, Children children)
      throws IOException {
    List<String> command = Launch.on(processors);
    command.add(Launch.java());
    command.addAll(OPTIONS);
    command.addAll(List.of("-classpath", System.getProperty("java.class.path")));
    command.add(Generator.class.getName());
    Process process =
        children.add(
            new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
    try {
      var generator = new LoadGenerator(process, ProcessWatch.alone(process.pid()), children);
      if ("ready".equals(generator.out.readLine())) {
        return generator;
      }
    } catch (ProcessGoneException _) {
      // said below
    }
    children.kill(process);
    throw new IOException("the load generator does not start; see " + log);
  }

  /** Its process. */
  long pid() {
    return process.pid();
  }

  /** Whether it still runs. */
  boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Returns once its compilers have done what a load left them to do, or after two seconds: they
   * share its processor with it.
   */
  void rest() throws LoadFailedException, InterruptedException {
    try {
      Rest.until(List.of(this::cpu), LONGEST_REST);
    } catch (ProcessGoneException _) {
      throw ended();
    }
  }

  /** CPU time until now; between two loads it is its compilers that take any. */
  CpuSample cpu() throws LoadFailedException {
    try {
      return watch.cpu();
    } catch (ProcessGoneException _) {
      throw ended();
    }
  }

  /**
   * Puts a load on a server and returns when it is over.
   *
   * @throws LoadFailedException if there was none: the server cannot be connected to, or the
   *     generator has ended
   */
  public LoadResult run(LoadPlan plan, Watch watch)
      throws LoadFailedException, InterruptedException {
    ScheduledFuture<?> end = endAfter(longestNanos(plan));
    try {
      return answer(plan, watch);
    } finally {
      end.cancel(false);
    }
  }

  /**
   * Puts two loads on two servers in turns and returns when both are over. A window opens and
   * closes with each turn that is counted; before and after are called once for each load, while
   * there is none.
   *
   * @param watches of the two, in the order of the loads
   * @return the results, likewise
   * @throws LoadFailedException as {@link #run}
   */
  List<LoadResult> runInTurns(LoadInTurns plan, List<? extends Watch> watches)
      throws LoadFailedException {
    long longestNanos =
        2 * (longestNanos(plan.first()) + longestNanos(plan.second()))
            + plan.turns() * TURN_CHANGE_NANOS;
    ScheduledFuture<?> end = endAfter(longestNanos);
    try {
      say("turns " + json.writeValueAsString(plan));
      return turns(plan.counted(), watches);
    } catch (IOException e) {
      throw unspeakable(e);
    } finally {
      end.cancel(false);
    }
  }

  private List<LoadResult> turns(int counted, List<? extends Watch> watches)
      throws IOException, LoadFailedException {
    int[] opened = new int[watches.size()];
    for (@Nullable String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("lead ")) {
        say("");
      } else if (line.startsWith("turn ")) {
        int whose = Integer.parseInt(line.substring(5));
        if (opened[whose]++ == 0) {
          watches.get(whose).before();
        }
        watches.get(whose).opened();
        say("");
      } else if (line.startsWith("over ")) {
        int whose = Integer.parseInt(line.substring(5));
        if (opened[whose] > 0) {
          watches.get(whose).closed();
        }
        if (opened[whose] == counted) {
          watches.get(whose).after();
        }
      } else if (line.startsWith("result ")) {
        return List.of(json.readValue(line.substring(7), LoadResult[].class));
      } else if (line.startsWith("late ")) {
        throw new LoadFailedException.TooLateForTurns(line.substring(5));
      } else if (line.startsWith("failed ")) {
        throw new LoadFailedException(line.substring(7));
      }
    }
    throw ended();
  }

  private ScheduledFuture<?> endAfter(long longestNanos) {
    return watchdog.schedule(
        process::destroyForcibly, longestNanos + GRACE_NANOS, TimeUnit.NANOSECONDS);
  }

  private static long longestNanos(LoadPlan plan) {
    return plan.leadInNanos() + plan.windowNanos() + plan.leadOutNanos() + plan.timeoutNanos();
  }

  private void say(String line) throws IOException {
    in.write(line);
    in.newLine();
    in.flush();
  }

  private static LoadFailedException unspeakable(IOException e) {
    return new LoadFailedException("the load generator cannot be spoken to: " + e.getMessage());
  }

  private static LoadFailedException ended() {
    return new LoadFailedException(
        "the load generator has ended, or was ended as it did not answer");
  }

  private LoadResult answer(LoadPlan plan, Watch watch)
      throws LoadFailedException, InterruptedException {
    try {
      say("load " + json.writeValueAsString(plan));
      long untilWatch = plan.leadInNanos() - BEFORE_NANOS;
      if (untilWatch > 0) {
        Thread.sleep(untilWatch / 1_000_000, (int) (untilWatch % 1_000_000));
        watch.before();
      }
      for (@Nullable String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith("open ")) {
          watch.opened();
        } else if (line.startsWith("close ")) {
          watch.closed();
          watch.after();
        } else if (line.startsWith("result ")) {
          return json.readValue(line.substring(7), LoadResult.class);
        } else if (line.startsWith("failed ")) {
          throw new LoadFailedException(line.substring(7));
        }
      }
    } catch (IOException e) {
      throw unspeakable(e);
    }
    throw ended();
  }

  @Override
  public void close() {
    watchdog.shutdownNow();
    children.kill(process);
  }
}
