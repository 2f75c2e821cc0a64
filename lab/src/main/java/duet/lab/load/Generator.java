package duet.lab.load;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;

/**
 * The load generator's process. It reads lines from stdin and answers with lines on stdout:
 *
 * <ul>
 *   <li>{@code load JSON}, a {@link LoadPlan}: {@code open NANOS} and {@code close NANOS} as the
 *       window does, then {@code result JSON};
 *   <li>{@code turns JSON}, a {@link LoadInTurns}: before each turn {@code lead N} or {@code turn
 *       N}, N being the number of the load, upon which it waits for an empty line, and after each
 *       turn {@code over N}; then {@code result JSON} with both results in a list;
 *   <li>{@code failed REASON} in the place of a result, and {@code late REASON} if the load can be
 *       run uncut, but not in turns.
 * </ul>
 *
 * <p>It ends when stdin does, which the death of the process that started it brings about.
 */
public final class Generator {
  private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

  private Generator() {}

  /** Runs loads until stdin ends. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var lines = new LinkedBlockingQueue<String>();
    Thread.ofPlatform().daemon().name("stdin").start(() -> readUntilTheEnd(lines));
    var json = new ObjectMapper();
    var marks = new Marks(OUT);
    say("ready");
    while (true) {
      say(answer(json, lines.take(), marks, new Turns(lines)));
    }
  }

  /** Waits for the end in the middle of a load too, and takes nothing of the processor for it. */
  private static void readUntilTheEnd(BlockingQueue<String> lines) {
    try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(line);
      }
    } catch (IOException _) {
      // as good as its end
    }
    Runtime.getRuntime().halt(0);
  }

  private static String answer(ObjectMapper json, String line, Marks marks, Turns turns) {
    try {
      String plan = line.substring(line.indexOf(' ') + 1);
      Object result =
          line.startsWith("turns ")
              ? LoopInTurns.run(json.readValue(plan, LoadInTurns.class), System::nanoTime, turns)
              : Loop.run(json.readValue(plan, LoadPlan.class), System::nanoTime, marks);
      return "result " + json.writeValueAsString(result);
    } catch (TooLateException e) {
      return "late " + e.getMessage();
    } catch (IOException | UncheckedIOException | JacksonException e) {
      return "failed " + String.valueOf(e.getMessage()).replace('\n', ' ');
    }
  }

  private static void say(String line) throws IOException {
    OUT.write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Lets the laboratory look at the servers between turns. */
  private record Turns(BlockingQueue<String> lines) implements LoopInTurns.Listener {
    @Override
    public void await(int whose, boolean counted) throws IOException {
      say((counted ? "turn " : "lead ") + whose);
      try {
        var _ = lines.take();
      } catch (InterruptedException e) {
        throw (InterruptedIOException) new InterruptedIOException("told to stop").initCause(e);
      }
    }

    @Override
    public void over(int whose) throws IOException {
      say("over " + whose);
    }
  }

  /** Says when the window opens and closes, and allocates nothing for it. */
  private static final class Marks implements Loop.Listener {
    private static final int DIGITS = 19;
    private final FileOutputStream out;
    private final byte[] open =
        ("open " + "0".repeat(DIGITS) + "\n").getBytes(StandardCharsets.US_ASCII);
    private final byte[] close =
        ("close " + "0".repeat(DIGITS) + "\n").getBytes(StandardCharsets.US_ASCII);

    Marks(FileOutputStream out) {
      this.out = out;
    }

    @Override
    public void opened(long nanos) {
      mark(open, nanos);
    }

    @Override
    public void closed(long nanos) {
      mark(close, nanos);
    }

    private void mark(byte[] line, long nanos) {
      long rest = nanos;
      for (int i = line.length - 2; i >= line.length - 1 - DIGITS; i--) {
        line[i] = (byte) ('0' + rest % 10);
        rest /= 10;
      }
      try {
        out.write(line);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
