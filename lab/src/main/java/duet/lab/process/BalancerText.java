package duet.lab.process;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** How balancers are told what to do, and what they say of it. */
final class BalancerText {
  private BalancerText() {}

  /** Where nginx says which requests it sent to more than one server. */
  static Path tries(Path folder) {
    return folder.resolve("nginx-tries.log");
  }

  /**
   * A request that fails at one server is sent to the other, but for one that is not idempotent and
   * has been sent. nginx asks nobody how a server is: with max_fails at 1, as it comes, it would
   * leave out a server for 10 s after it had been restarted, and with both left out answer 502.
   */
  static String nginx(int port, List<Integer> ports, Path folder) {
    String servers =
        ports.stream()
            .map(each -> "server 127.0.0.1:" + each + " max_fails=0;")
            .collect(Collectors.joining(" "));
    return """
        daemon off;
        master_process off;
        pid %2$s/nginx.pid;
        worker_rlimit_nofile 16384;
        events { worker_connections 8192; }
        http {
          map $upstream_addr $again { default 0; "~," 1; }
          log_format tries '$status $request_method $upstream_addr $upstream_status';
          access_log %4$s tries if=$again;
          client_body_temp_path %2$s;
          proxy_temp_path %2$s;
          fastcgi_temp_path %2$s;
          uwsgi_temp_path %2$s;
          scgi_temp_path %2$s;
          keepalive_requests 1000000000;
          upstream servers { %3$s keepalive 256; }
          server {
            listen 127.0.0.1:%1$d backlog=4096;
            location / {
              proxy_pass http://servers;
              proxy_http_version 1.1;
              proxy_set_header Connection "";
              proxy_connect_timeout 2s;
              proxy_next_upstream error timeout http_503;
            }
          }
        }
        """
        .formatted(port, folder, servers, tries(folder));
  }

  /** Each line is a request that was sent to more than one. */
  static long retriedByNginx(List<String> tries) {
    return tries.size();
  }

  /**
   * The server's own readiness says whether it gets requests; what fails before an answer began is
   * sent to the other, but for a POST. The port after the listener's has the statistics. A check
   * has more time than the 200 ms between two of them, which it would have otherwise: a server that
   * is not warm yet and takes longer would be left out while the other is restarted.
   */
  static String haproxy(int port, List<Integer> ports) {
    String servers =
        ports.stream()
            .map(
                each -> "  server s%1$d 127.0.0.1:%1$d check port %2$d\n".formatted(each, each + 1))
            .collect(Collectors.joining());
    return """
        global
          maxconn 4096
          nbthread 1
          log stdout format raw local0
        defaults
          mode http
          log global
          option httplog
          option dontlog-normal
          timeout connect 2s
          timeout client 70s
          timeout server 70s
          timeout check 2s
          option http-keep-alive
          option redispatch 1
          retries 3
          retry-on conn-failure empty-response 503
        frontend clients
          bind 127.0.0.1:%1$d backlog 4096
          http-request disable-l7-retry if METH_POST
          default_backend servers
        backend servers
          balance roundrobin
          option httpchk
          http-check send meth GET uri /health/ready ver HTTP/1.1 hdr Host localhost
          http-check expect status 200
          default-server inter 200ms fall 1 rise 1
        %3$slisten statistics
          bind 127.0.0.1:%2$d
          stats enable
          stats uri /
        """
        .formatted(port, port + 1, servers);
  }

  /**
   * The columns {@code wretr} and {@code wredis} of the servers' lines: connections tried again,
   * and requests sent to another server.
   *
   * @param csv what it says at {@code /;csv}
   */
  static long retriedByHaproxy(List<String> csv) {
    List<String> head = List.of(csv.getFirst().replaceFirst("^# ", "").split(",", -1));
    int retries = head.indexOf("wretr");
    int elsewhere = head.indexOf("wredis");
    return csv.stream()
        .filter(line -> line.startsWith("servers,s"))
        .map(line -> line.split(",", -1))
        .mapToLong(cells -> Long.parseLong(cells[retries]) + Long.parseLong(cells[elsewhere]))
        .sum();
  }
}
