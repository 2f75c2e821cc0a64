package duet.lab.load;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
 *   <li>{@code failed REASON} in the place of a result.
 * </ul>
 *
 * <p>It ends when stdin or the process that started it does.
 */
public final class Generator {
  private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

  private Generator() {}

  /** Runs loads until stdin ends. */
  public static void main(String[] arguments) throws IOException {
    ProcessHandle.current().parent().ifPresent(Generator::endWith);
    var json = new ObjectMapper();
    var marks = new Marks(OUT);
    say("ready");
    try (var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        say(answer(json, line, marks, new Turns(lines)));
      }
    }
  }

  /** At once, in the middle of a load: stdin is looked at between loads alone. */
  private static void endWith(ProcessHandle parent) {
    var _ = parent.onExit().thenRun(() -> Runtime.getRuntime().halt(0));
  }

  private static String answer(ObjectMapper json, String line, Marks marks, Turns turns) {
    try {
      String plan = line.substring(line.indexOf(' ') + 1);
      Object result =
          line.startsWith("turns ")
              ? Loop.runInTurns(json.readValue(plan, LoadInTurns.class), System::nanoTime, turns)
              : Loop.run(json.readValue(plan, LoadPlan.class), System::nanoTime, marks);
      return "result " + json.writeValueAsString(result);
    } catch (IOException | UncheckedIOException | JacksonException e) {
      return "failed " + String.valueOf(e.getMessage()).replace('\n', ' ');
    }
  }

  private static void say(String line) throws IOException {
    OUT.write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Lets the laboratory look at the servers between turns. */
  private record Turns(BufferedReader lines) implements Loop.TurnListener {
    @Override
    public void await(int whose, boolean counted) throws IOException {
      say((counted ? "turn " : "lead ") + whose);
      if (lines.readLine() == null) {
        throw new EOFException("stdin has ended in the middle of a load");
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
