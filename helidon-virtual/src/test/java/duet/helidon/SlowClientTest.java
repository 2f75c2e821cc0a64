package duet.helidon;

import duet.contract.SlowClientContract;
import duet.contract.StartedServer;

class SlowClientTest implements SlowClientContract {

  @Override
  public StartedServer start(String... flags) throws Exception {
    return Started.with(flags);
  }
}
