package duet.helidon;

import duet.contract.StartedServer;
import duet.contract.fuzz.FuzzContract;

class FuzzTest implements FuzzContract {

  @Override
  public StartedServer start(String... flags) throws Exception {
    return Started.with(flags);
  }
}
