package duet.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private final Settings standard = Settings.standard(1);

  @Test
  void whatMustBeEqualInBothServersLeavesOutHostAndPort() {
    assertEquals(standard.inWords(), standard.withPort(2).withHost("::1").inWords());
    assertEquals(7, standard.inWords().size());
  }

  @Test
  void aDifferenceInAnyOtherSettingShows() {
    assertTrue(!standard.inWords().equals(standard.withDrainTime(Duration.ZERO).inWords()));
    assertTrue(
        !standard.inWords().equals(standard.withIdleTimeout(Duration.ofSeconds(1)).inWords()));
  }

  @Test
  void theIdleTimeoutOutlastsTheLongestDelay() {
    assertTrue(standard.idleTimeout().compareTo(Duration.ofMinutes(1)) > 0);
  }

  @Test
  void aSenselessSettingNamesItsRuleAndItsValue() {
    var port = assertThrows(IllegalArgumentException.class, () -> standard.withPort(65_536));
    assertEquals("must be 0..65535: port=65536", port.getMessage());
    var idle =
        assertThrows(
            IllegalArgumentException.class,
            () -> standard.withIdleTimeout(Duration.ofMillis(1500)));
    assertEquals("must be whole seconds, >= 1 s: idleTimeout=PT1.5S", idle.getMessage());
  }
}
