package duet.vertx;

import duet.contract.ParityContract;
import duet.contract.StartedServer;

class ParityTest implements ParityContract {

  @Override
  public StartedServer start(String... flags) throws Exception {
    return Started.with(flags);
  }
}
