package duet.lab.stress;

import duet.lab.process.Watch;
import duet.lab.sample.CpuSample;
import duet.lab.sample.CpuUsage;
import duet.lab.sample.ProcessGoneException;
import duet.lab.sample.ProcessWatch;
import org.jspecify.annotations.Nullable;

/** How much of a processor a server used within the window of a load. One thread. */
final class ServerCpu implements Watch {
  private final long pid;
  private @Nullable ProcessWatch watch;
  private CpuSample opened = CpuSample.ZERO;
  private double processors;

  ServerCpu(long pid) {
    this.pid = pid;
  }

  @Override
  public void opened() {
    try {
      watch = ProcessWatch.alone(pid);
      opened = watch.cpu();
    } catch (ProcessGoneException _) {
      watch = null;
    }
  }

  @Override
  public void closed() {
    if (watch == null) {
      return;
    }
    try {
      processors = CpuUsage.between(opened, watch.cpu()).processors();
    } catch (ProcessGoneException _) {
      // whoever asks what became of the server hears it
    }
  }

  /** 1.0 is one of them all the time; 0 of a server that has ended. */
  double processors() {
    return processors;
  }
}
