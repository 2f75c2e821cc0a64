package duet.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HashChainTest {

  @Test
  void noRoundLeavesTheSeed() {
    assertEquals(Optional.of("0".repeat(64)), HashChain.hex(0, () -> false));
  }

  @Test
  void oneRoundIsTheHashOf32ZeroBytes() {
    assertEquals(
        Optional.of("66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925"),
        HashChain.hex(1, () -> false));
  }

  @Test
  void whatNobodyWantsAnyMoreEndsSoon() {
    assertEquals(Optional.empty(), HashChain.hex(1_000_000, () -> true));
    var looks = new AtomicInteger();
    assertEquals(Optional.empty(), HashChain.hex(1_000_000, () -> looks.incrementAndGet() == 3));
    assertEquals(3, looks.get());
  }
}
