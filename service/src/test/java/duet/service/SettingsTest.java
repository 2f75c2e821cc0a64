package duet.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private final Settings standard = Settings.standard(1);

  @Test
  void whatMustBeEqualInBothServersLeavesOutWhatTellsThemApart() {
    var other =
        standard
            .with(Setting.PORT, 2)
            .with(Setting.HOST, "::1")
            .with(Setting.ADMIN_PORT, 9)
            .with(Setting.LOG_FORMAT, "json");
    assertEquals(standard.inWords(), other.inWords());
    assertFalse(standard.inWords().containsKey("port"));
  }

  @Test
  void aDifferenceInAnyOtherSettingShows() {
    assertNotEquals(standard.inWords(), standard.with(Setting.DRAIN_SECONDS, 0).inWords());
    assertNotEquals(standard.inWords(), standard.with(Setting.METRICS, false).inWords());
    assertEquals("75", standard.inWords().get("idleSeconds"));
  }

  @Test
  void theIdleTimeoutOutlastsTheLongestDelay() {
    assertTrue(standard.idleTimeout().toSeconds() > 60);
  }

  @Test
  void theAdminPortIsTheNextOneOrAFreeOneOrNone() {
    assertEquals(OptionalInt.of(2), standard.adminPort());
    assertEquals(OptionalInt.of(0), standard.with(Setting.PORT, 0).adminPort());
    assertEquals(OptionalInt.of(7), standard.with(Setting.ADMIN_PORT, 7).adminPort());
    assertEquals(OptionalInt.empty(), standard.with(Setting.ADMIN_PORT, "off").adminPort());
  }

  @Test
  void aSenselessSettingNamesItsRuleAndItsValue() {
    var port =
        assertThrows(IllegalArgumentException.class, () -> standard.with(Setting.PORT, 65_536));
    assertEquals("port must be a whole number from 0 to 65535: '65536'", port.getMessage());
  }

  @Test
  void aPasswordIsNotShown() {
    var secret = standard.with(Setting.DATABASE, "postgresql://me:secret@db/name");
    assertFalse(secret.toString().contains("secret"), secret::toString);
    assertEquals("postgresql://me:secret@db/name", secret.database());
  }
}
