package duet.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DescriptorsTest {
  /** Sets aside 256 + 256 + 100 + 2 · 10 + 2 · 4 = 640. */
  private final Settings settings =
      Settings.standard(0)
          .with(Setting.MAX_CONNECTIONS, 1000)
          .with(Setting.MAX_TRANSFERS, 100)
          .with(Setting.BACKEND_CONNECTIONS, 10)
          .with(Setting.DATABASE_CONNECTIONS, 4);

  @Test
  void thereAreAsManyConnectionsAsAskedForWhereThatLeavesEnoughForTheRest() {
    assertEquals(1000, Descriptors.connections(settings, 1640));
    assertEquals(1000, Descriptors.connections(settings, 1_000_000));
    assertEquals("", Descriptors.shortage(settings, 1640));
  }

  @Test
  void thereAreFewerWhereItDoesNotAndItIsSaid() {
    assertEquals(999, Descriptors.connections(settings, 1639));
    assertEquals(
        "max-connections is 384 instead of 1000: this process may open 1024 files and sets aside"
            + " 640",
        Descriptors.shortage(settings, 1024));
  }

  @Test
  void thereAreAlwaysAFewUnlessFewerAreAskedFor() {
    assertEquals(16, Descriptors.connections(settings, 64));
    assertEquals(3, Descriptors.connections(settings.with(Setting.MAX_CONNECTIONS, 3), 64));
  }

  @Test
  void theStandardSettingsHaveTenThousandClientsWithinTwentyThousandFiles() {
    assertEquals(12_000, Descriptors.connections(Settings.standard(0), 20_000));
  }
}
