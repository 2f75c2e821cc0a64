package duet.vertx;

import duet.contract.OverloadContract;
import duet.contract.StartedServer;

class OverloadTest implements OverloadContract {

  @Override
  public StartedServer start(String... flags) throws Exception {
    return Started.with(flags);
  }
}
