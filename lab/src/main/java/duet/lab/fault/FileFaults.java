package duet.lab.fault;

import duet.lab.process.ArmProcess;
import duet.lab.stress.Fact;
import duet.lab.stress.Readiness;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Files that change while they are sent to clients that read slowly. One thread. */
final class FileFaults {
  private static final String NAME = "large.bin";
  private static final int BYTES = 32 << 20;

  /**
   * Read before the file changes: it is surely being sent then, and not all of it can have been.
   */
  private static final int READ_BEFORE = 1 << 20;

  /** What the two kernels hold for a reader that is slow lies between the two places. */
  private static final int SHORT = READ_BEFORE / 2 + 100;

  private static final int IN_FLIGHT = READ_BEFORE + (128 << 10) + 100;
  private static final int READERS = 4;

  /**
   * A file that the kernel sends shares its memory with the file itself: when that is cut off
   * within a page, or within several that are kept as one, the rest of it is made zero there too.
   */
  private static final int LARGEST_PAGE = 64 << 10;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final InetSocketAddress server;
  private final InetSocketAddress admin;
  private final Path file;
  private final List<Fact> facts = new ArrayList<>();

  private FileFaults(ArmProcess server, Path folder) {
    this.server = Readiness.address(server.base());
    this.admin = Readiness.admin(server);
    this.file = folder.resolve(NAME);
  }

  /** Does all of them with a server of that folder. */
  static List<Fact> run(ArmProcess server, Path folder) throws IOException, InterruptedException {
    var faults = new FileFaults(server, folder);
    faults.change("file deleted", "whole", () -> Files.delete(faults.file));
    faults.change("file grown", "whole", () -> faults.append(1 << 20));
    faults.change("file truncated before what was read", "cut", () -> faults.truncate(SHORT));
    faults.change(
        "file truncated within what is on its way", "cut", () -> faults.truncate(IN_FLIGHT));
    return faults.facts;
  }

  private void append(int bytes) throws IOException {
    Files.write(file, new byte[bytes], StandardOpenOption.APPEND);
  }

  private void truncate(long bytes) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(bytes);
    }
  }

  private void change(String name, String ends, Fault.Act change)
      throws IOException, InterruptedException {
    Files.write(file, FileReader.pattern(BYTES));
    Inside before = Inside.of(admin);
    var readers = new ArrayList<FileReader>();
    try (var others = new SteadyLoad(server, "/plaintext", 100, PATIENCE)) {
      for (int i = 0; i < READERS; i++) {
        var reader = new FileReader(server, NAME, PATIENCE);
        readers.add(reader);
        reader.read(READ_BEFORE);
      }
      change.run();
      long changed = System.nanoTime();
      tell(name, ends, readers, changed);
      Samples samples = others.finish();
      facts.add(
          new Fact(
              name + ": /plaintext meanwhile",
              samples.endsInWords()
                  + String.format(Locale.ROOT, "; p99 %,.1f ms", samples.millisAt(99)),
              "only 200",
              samples.haveOnly(Set.of("200"))));
    } finally {
      readers.forEach(FileReader::close);
    }
    facts.add(Remains.await(admin, before).fact(name));
  }

  private void tell(String name, String ends, List<FileReader> readers, long changedNanos) {
    var endings = new TreeSet<String>();
    long wrong = 0;
    long zeros = 0;
    long least = Long.MAX_VALUE;
    long most = 0;
    for (FileReader reader : readers) {
      ReplyEnding ending = reader.readAll(BYTES);
      endings.add(
          ending == ReplyEnding.ANSWERED ? "whole" : ending == ReplyEnding.CUT ? "cut" : "hangs");
      wrong += reader.wrongBytes();
      zeros += reader.zeroBytes();
      least = Math.min(least, reader.readBytes());
      most = Math.max(most, reader.readBytes());
    }
    facts.add(
        new Fact(
            name + ": " + READERS + " answers of 32 MiB, of which came",
            String.format(
                Locale.ROOT,
                "%s; %,d..%,d KiB within %.1f s",
                String.join(", ", endings),
                least >> 10,
                most >> 10,
                (System.nanoTime() - changedNanos) / 1e9),
            ends,
            endings.equals(Set.of(ends))));
    facts.add(
        new Fact(
            name + ": wrong bytes", String.format(Locale.ROOT, "%,d", wrong), "0", wrong == 0));
    facts.add(
        new Fact(
            name + ": zeros that are none of the file's",
            String.format(Locale.ROOT, "%,d", zeros),
            ends.equals("whole")
                ? "0"
                : "<= a page for each of %d readers, before the cut".formatted(READERS),
            zeros <= (ends.equals("whole") ? 0 : (long) READERS * LARGEST_PAGE)));
  }
}
