package duet.lab.fault;

import duet.lab.plan.Arm;
import duet.lab.process.ArmProcess;
import duet.lab.process.FreePorts;
import duet.lab.process.OwnPostgres;
import duet.lab.process.Servers;
import duet.lab.stress.Fact;
import duet.lab.stress.Progress;
import duet.lab.stress.Readiness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Everything that can go wrong beside or within a server, one after the other. One thread. */
public final class Faults {
  private static final List<String> SMALL_HEAP =
      List.of("-Xms64m", "-Xmx64m", "-XX:MaxNewSize=16m");

  private static final String LARGE = "large.bin";
  private static final String SMALL = "small.bin";
  private static final int LARGE_BYTES = 32 << 20;

  /** Fewer than the standard settings need, and so many that all they allow can be taken. */
  private static final List<DescriptorFaults> DESCRIPTORS =
      List.of(
          new DescriptorFaults(400, 30, 30, LARGE, SMALL),
          new DescriptorFaults(4500, 600, 1000, LARGE, SMALL));

  private final Servers servers;
  private final Arm.Ours arm;
  private final Progress progress;
  private final Set<FaultName> toCome;
  private final List<Fact> facts = new ArrayList<>();

  private Faults(Servers servers, Arm.Ours arm, Progress progress, Set<FaultName> toCome) {
    this.servers = servers;
    this.arm = arm;
    this.progress = progress;
    this.toCome = toCome;
  }

  /** Does those that are asked for with one arm. */
  public static List<Fact> run(
      Collection<FaultName> asked, Servers servers, Arm.Ours arm, Progress progress)
      throws IOException, InterruptedException {
    var faults = new Faults(servers, arm, progress, EnumSet.copyOf(asked));
    faults.ofTheDatabase();
    faults.ofTheBackend();
    faults.step(FaultName.FILES, faults::files);
    faults.step(FaultName.DESCRIPTORS, faults::descriptors);
    faults.step(FaultName.HEAP, () -> faults.heap("standard heap", List.of(), false));
    faults.step(FaultName.HEAP_SMALL, () -> faults.heap("heap of 64 MiB", SMALL_HEAP, true));
    faults.step(FaultName.CLOCK, faults::clock);
    faults.step(FaultName.UPDATES, faults::updates);
    return faults.facts;
  }

  /** Something to be done if it is asked for. */
  private interface Work {
    List<Fact> facts() throws IOException, InterruptedException;
  }

  private void step(FaultName name, Work work) throws IOException, InterruptedException {
    if (toCome.contains(name)) {
      Duration left = toCome.stream().map(FaultName::time).reduce(Duration.ZERO, Duration::plus);
      progress.step(name.key(), left);
      try {
        facts.addAll(work.facts());
      } catch (IOException e) { // the server did not survive it, perhaps: the others can be tried
        facts.add(
            new Fact(
                name.key() + ": was done", String.valueOf(e.getMessage()), "to its end", false));
      }
      toCome.remove(name);
    }
  }

  private boolean isAsked(FaultName first, FaultName last) {
    return toCome.stream().anyMatch(EnumSet.range(first, last)::contains);
  }

  private void ofTheDatabase() throws IOException, InterruptedException {
    if (!isAsked(FaultName.DATABASE_STOPPED, FaultName.DATABASE_FULL)) {
      return;
    }
    try (OwnPostgres postgres = servers.startPostgres(arm.name() + "-postgres");
        var database = new DatabaseFaults(postgres);
        ArmProcess server =
            start(
                "database",
                "--database=" + postgres.uri(),
                "--database-seconds=" + DatabaseFaults.TIME.toSeconds())) {
      Trial trial = Trial.of(server, DatabaseFaults.TARGETS);
      step(FaultName.DATABASE_STOPPED, () -> trial.run(database.stopped()));
      step(FaultName.DATABASE_KILLED, () -> trial.run(database.killed()));
      step(FaultName.DATABASE_RESTARTED, () -> trial.run(database.restarted()));
      step(FaultName.DATABASE_PAUSED, () -> trial.run(database.paused()));
      step(FaultName.DATABASE_FULL, () -> trial.run(database.full()));
      facts.add(connectionsLeft(server, postgres));
    }
  }

  private static Fact connectionsLeft(ArmProcess server, OwnPostgres postgres)
      throws IOException, InterruptedException {
    int connections = DatabaseFaults.connectionsOfOthers(postgres);
    server.terminate();
    var _ = server.awaitExit(Duration.ofSeconds(20));
    int left = DatabaseFaults.connectionsOfOthers(postgres);
    return new Fact(
        "database: PostgreSQL counts connections at the end; once the server has",
        connections + "; " + left,
        "<= 17; 0",
        connections <= 17 && left == 0);
  }

  private void ofTheBackend() throws IOException, InterruptedException {
    if (!isAsked(FaultName.BACKEND_SLOW, FaultName.BACKEND_CLOSING)) {
      return;
    }
    try (var backend = new ScriptedBackend(FreePorts.pair());
        ArmProcess server =
            start(
                "backend",
                "--backend=" + backend.uri(),
                "--backend-seconds=" + BackendFaults.TIME.toSeconds())) {
      Trial trial = Trial.of(server, BackendFaults.TARGETS);
      var its = new BackendFaults(backend);
      step(FaultName.BACKEND_SLOW, () -> trial.run(its.slow()));
      step(FaultName.BACKEND_DEAD, () -> trial.run(its.dead()));
      step(FaultName.BACKEND_SILENT, () -> trial.run(its.silent()));
      step(FaultName.BACKEND_DEAF, () -> trial.run(its.deaf()));
      step(FaultName.BACKEND_HALF, () -> trial.run(its.half()));
      step(FaultName.BACKEND_CLOSING, () -> trial.run(its.closing()));
    }
  }

  private List<Fact> files() throws IOException, InterruptedException {
    Path folder = folder("files");
    try (ArmProcess server = start("files", "--files=" + folder)) {
      return FileFaults.run(server, folder);
    }
  }

  private List<Fact> descriptors() throws IOException, InterruptedException {
    Path folder = folder("descriptors");
    Files.write(folder.resolve(LARGE), FileReader.pattern(LARGE_BYTES));
    Files.write(folder.resolve(SMALL), FileReader.pattern(1024));
    var its = new ArrayList<Fact>();
    for (DescriptorFaults fault : DESCRIPTORS) {
      try (var backend = new ScriptedBackend(FreePorts.pair());
          ArmProcess server =
              start(
                  "descriptors-" + fault.limit(),
                  List.of("--files=" + folder, "--backend=" + backend.uri()),
                  List.of(),
                  fault.prefix())) {
        its.addAll(fault.run(server));
      }
    }
    try (ArmProcess server = start("lost-descriptors")) {
      its.addAll(new LostDescriptors(server).run());
    }
    return its;
  }

  private List<Fact> heap(String heap, List<String> jvmOptions, boolean mayEnd)
      throws IOException, InterruptedException {
    return new HeapFaults(
            label -> start("heap-" + label, List.of(), jvmOptions, List.of()),
            progress,
            heap,
            mayEnd)
        .run();
  }

  private List<Fact> clock() throws IOException, InterruptedException {
    Path folder = folder("clock");
    if (!ClockFault.canBe()) {
      progress.note("the clock is left alone: there is no libfaketime here");
      return List.of();
    }
    var fault = new ClockFault(folder.resolve("offset"));
    try (ArmProcess server = start("clock", List.of(), List.of(), fault.prefix())) {
      return fault.run(server);
    }
  }

  private List<Fact> updates() throws IOException, InterruptedException {
    try (OwnPostgres postgres = servers.startPostgres(arm.name() + "-updates")) {
      return UpdateFaults.run(
          postgres, () -> start("updates", "--database=" + postgres.uri()), progress);
    }
  }

  private Path folder(String name) throws IOException {
    return Files.createDirectories(servers.logs().resolve(arm.name() + "-" + name))
        .toAbsolutePath();
  }

  private ArmProcess start(String label, String... flags) throws IOException, InterruptedException {
    return start(label, List.of(flags), List.of(), List.of());
  }

  private ArmProcess start(
      String label, List<String> flags, List<String> jvmOptions, List<String> prefix)
      throws IOException, InterruptedException {
    ArmProcess server = servers.start(arm, arm.name() + "-" + label, flags, jvmOptions, prefix);
    try {
      Readiness.await(server);
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }
}
