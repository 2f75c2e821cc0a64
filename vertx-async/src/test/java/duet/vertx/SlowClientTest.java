package duet.vertx;

import duet.contract.SlowBodyContract;
import duet.contract.SlowClientContract;
import duet.contract.StartedServer;

class SlowClientTest implements SlowBodyContract, SlowClientContract {

  @Override
  public StartedServer start(String... flags) throws Exception {
    return Started.with(flags);
  }
}
