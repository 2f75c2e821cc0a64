package duet.lab;

import picocli.CommandLine.Command;

/** What one would want to know of a server before it goes into production. */
@Command(
    name = "stress",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Does to the servers what production does to them, and says what became of every request;"
          + " exit code 1 if something that must hold does not.",
      "All of it stays on this machine."
    },
    subcommands = {
      StressFaults.class,
      StressOverload.class,
      StressShutdown.class,
      StressRestart.class
    })
final class Stress {}
