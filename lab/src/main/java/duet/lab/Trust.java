package duet.lab;

import picocli.CommandLine.Command;

/** The laboratory's trial by fire. */
@Command(
    name = "trust",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Puts to the laboratory what is known beforehand, and says what it made of it.",
      "Each takes from minutes to hours, can be broken off, and is taken up again by --resume."
    },
    subcommands = {
      TrustSame.class,
      TrustCost.class,
      TrustStall.class,
      TrustAgree.class,
      TrustCeiling.class
    })
final class Trust {}
