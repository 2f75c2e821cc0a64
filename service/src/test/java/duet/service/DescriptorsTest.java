package duet.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptorsTest {
  /** Besides clients they need 256 + most / 8, but 256 at most, + 100 + 2 · 10 + 2 · 4. */
  private final Settings settings =
      Settings.standard(0)
          .with(Setting.MAX_CONNECTIONS, 1000)
          .with(Setting.MAX_TRANSFERS, 100)
          .with(Setting.BACKEND_CONNECTIONS, 10)
          .with(Setting.DATABASE_CONNECTIONS, 4);

  @Test
  void thereIsAsMuchAsIsAskedForWhereTheKernelAllowsIt() {
    assertEquals(settings, Descriptors.fit(settings, 2048)); // 2048 - 256 - 256 - 128 = 1408
    assertEquals(settings, Descriptors.fit(settings, 1_000_000));
    assertEquals("", Descriptors.shortage(settings, 2048));
  }

  @Test
  void thereAreFewerConnectionsWhereItDoesNotAndItIsSaid() {
    // 1024 - 256 - 128 - 128 = 512, which is a quarter of 1024 and more.
    assertEquals(settings.with(Setting.MAX_CONNECTIONS, 512), Descriptors.fit(settings, 1024));
    assertEquals(
        "this process may open 1024 files: max-connections is 512 instead of 1000",
        Descriptors.shortage(settings, 1024));
  }

  @Test
  void thereIsLessOfAllWhereConnectionsWouldBeTooFew() {
    // 1024 - 256 - 128 = 640 for all: 320 clients, 320 for the rest. Of those 2 · 16 are the
    // database's; 288 for 512 + 2 · 1024 = 2560 transfers and calls are 57 and 115.
    assertEquals(
        "this process may open 1024 files: max-connections is 320 instead of 12000,"
            + " max-transfers is 57 instead of 512, backend-connections is 115 instead of 1024",
        Descriptors.shortage(Settings.standard(0), 1024));
  }

  @ParameterizedTest
  @ValueSource(longs = {400, 1024, 3000, 3500, 4096, 20_000})
  void allThatIsAllowedCanBeHad(long most) {
    Settings fitted = Descriptors.fit(Settings.standard(0), most);
    long all =
        256
            + Math.min(256, most / 8)
            + fitted.maxConnections()
            + fitted.maxTransfers()
            + 2L * fitted.backendConnections()
            + 2L * fitted.databaseConnections();
    assertTrue(all <= most, "it is " + all);
    assertEquals(fitted, Descriptors.fit(fitted, most));
  }

  @Test
  void thereIsAlwaysSomething() {
    Settings fitted = Descriptors.fit(Settings.standard(0), 64);
    assertEquals(32, fitted.maxConnections());
    assertTrue(fitted.backendConnections() >= 1 && fitted.databaseConnections() >= 1);
    assertEquals(
        3, Descriptors.fit(settings.with(Setting.MAX_CONNECTIONS, 3), 64).maxConnections());
  }

  @Test
  void theStandardSettingsHaveTenThousandClientsWithinTwentyThousandFiles() {
    assertEquals(12_000, Descriptors.fit(Settings.standard(0), 20_000).maxConnections());
  }
}
