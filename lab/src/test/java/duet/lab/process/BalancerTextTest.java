package duet.lab.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class BalancerTextTest {
  @Test
  void haproxyCountsWhatItTriedAgainAndWhatItSentElsewhere() {
    assertEquals(
        11,
        BalancerText.retriedByHaproxy(
            List.of(
                "# pxname,svname,wretr,wredis,status,",
                "clients,FRONTEND,,,OPEN,",
                "servers,s20000,3,1,UP,",
                "servers,s20002,5,2,DOWN,",
                "servers,BACKEND,8,3,UP,")));
  }

  @Test
  void haproxyAsksTheAdminPortWhetherAServerIsReady() {
    String text = BalancerText.haproxy(20_010, List.of(20_000, 20_002));

    assertTrue(text.contains("  server s20002 127.0.0.1:20002 check port 20003\n"), text);
    assertTrue(text.contains("listen statistics\n  bind 127.0.0.1:20011\n"), text);
  }

  @Test
  void nginxLeavesOutNoServerAfterAFailure() {
    String text = BalancerText.nginx(20_010, List.of(20_000, 20_002), Path.of("/folder"));

    assertTrue(
        text.contains(
            "upstream servers { server 127.0.0.1:20000 max_fails=0; server 127.0.0.1:20002"
                + " max_fails=0; keepalive 256; }"),
        text);
  }
}
