package duet.lab;

import picocli.CommandLine.Command;

/** The laboratory's trial by fire. */
@Command(
    name = "trust",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Puts to the laboratory what is known beforehand, and says what it made of it.",
      "same, cost, stall and agree take from minutes to hours, keep every trial and are taken up"
          + " again by --resume; ceiling takes about 100 s and is begun anew."
    },
    subcommands = {
      TrustSame.class,
      TrustCost.class,
      TrustStall.class,
      TrustAgree.class,
      TrustCeiling.class
    })
final class Trust {}
