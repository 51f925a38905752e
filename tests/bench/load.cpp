// Load for ./do bench: one thread, epoll, HTTP/1.1 over kept-alive connections. Each connection
// sends a request, reads the whole answer and sends the next. Prints one line of JSON.
//   load PORT CONNECTIONS WARM_SECONDS SECONDS STATUS FIRST_NUMBER ROWS_FILE REQUEST_FILE…
// Latency is from the first byte sent to the last one received, in microseconds.
#include "load.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace spotter::bench {
namespace {

using Time = std::chrono::steady_clock::time_point;
Time now() { return std::chrono::steady_clock::now(); }

std::string read_file(const char* path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error(std::string("cannot read ") + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

struct Order {
  std::uint16_t port = 0;
  std::size_t connections = 1;
  double warm_seconds = 0;
  double seconds = 1;
  int status = 200;
  std::uint64_t number = 0;  // of the last unique id handed out
};

struct Connection {
  int socket = -1;
  std::string out;  // a copy: another connection may fill the same template meanwhile
  std::size_t sent = 0;
  std::string in;
  std::size_t expected = 0;  // bytes of the whole answer; 0: its header is not complete
  Time begun;
};

// The bytes of the answer whose header ends at `header_end`, or 0 where no length is told.
std::size_t answer_bytes(const std::string& in, std::size_t header_end) {
  static constexpr std::string_view name = "content-length:";
  const auto found = std::search(
      in.begin(), in.begin() + static_cast<std::ptrdiff_t>(header_end), name.begin(), name.end(),
      [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
  const auto at = static_cast<std::size_t>(found - in.begin());
  if (at >= header_end) return header_end;
  return header_end + std::strtoul(in.c_str() + at + name.size(), nullptr, 10);
}

class Load {
 public:
  Load(Order order, Rows rows, std::vector<Template> templates)
      : order_(order), rows_(std::move(rows)), templates_(std::move(templates)) {}

  void run();
  void print() const;

 private:
  void open(Connection& connection);
  void begin(Connection& connection);
  void write(Connection& connection);
  void read(Connection& connection);
  void take(Connection& connection);

  Order order_;
  Rows rows_;
  std::vector<Template> templates_;
  std::size_t next_template_ = 0;
  std::vector<Connection> connections_;
  int poll_ = -1;
  bool counting_ = false;
  std::vector<std::uint32_t> microseconds_;
  std::uint64_t other_statuses_ = 0;
  int an_other_status_ = 0;
  std::uint64_t all_ = 0;  // answers, those of the warm-up too
  double seconds_ = 0;
  double cpu_ = 0;
  std::uint64_t bytes_ = 0;
};

void Load::open(Connection& connection) {
  connection.socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(order_.port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(connection.socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
    throw std::runtime_error(std::string("cannot connect: ") + std::strerror(errno));
  const int on = 1;
  ::setsockopt(connection.socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  ::fcntl(connection.socket, F_SETFL, O_NONBLOCK);
  epoll_event event{};
  // Edge-triggered: what cannot be written at once goes on when there is room.
  event.events = EPOLLIN | EPOLLOUT | EPOLLET;
  event.data.ptr = &connection;
  ::epoll_ctl(poll_, EPOLL_CTL_ADD, connection.socket, &event);
}

void Load::begin(Connection& connection) {
  auto& next = templates_[next_template_++ % templates_.size()];
  connection.out = next.fill(order_.number, [this] { return rows_.draw(); });
  connection.sent = 0;
  connection.in.clear();
  connection.expected = 0;
  connection.begun = now();
  write(connection);
}

void Load::write(Connection& connection) {
  while (connection.sent < connection.out.size()) {
    const auto count = ::send(connection.socket, connection.out.data() + connection.sent,
                              connection.out.size() - connection.sent, MSG_NOSIGNAL);
    if (count < 0 && errno == EAGAIN) return;
    if (count <= 0) throw std::runtime_error("the server ended a connection while it was sent to");
    connection.sent += static_cast<std::size_t>(count);
  }
}

void Load::read(Connection& connection) {
  for (char some[16 * 1024];;) {
    const auto count = ::recv(connection.socket, some, sizeof some, 0);
    if (count < 0 && errno == EAGAIN) return;
    if (count <= 0) throw std::runtime_error("the server ended a connection");
    connection.in.append(some, static_cast<std::size_t>(count));
    take(connection);
    if (static_cast<std::size_t>(count) < sizeof some) return;
  }
}

void Load::take(Connection& connection) {
  if (connection.expected == 0) {
    const auto end = connection.in.find("\r\n\r\n");
    if (end == std::string::npos) return;
    connection.expected = answer_bytes(connection.in, end + 4);
  }
  if (connection.in.size() < connection.expected) return;
  if (connection.in.size() > connection.expected)
    throw std::runtime_error("more came than one answer");
  ++all_;
  if (counting_) {
    const auto took =
        std::chrono::duration_cast<std::chrono::microseconds>(now() - connection.begun);
    microseconds_.push_back(static_cast<std::uint32_t>(took.count()));
    bytes_ += connection.in.size();
    const int status = std::atoi(connection.in.c_str() + std::strlen("HTTP/1.1 "));
    if (status != order_.status) ++other_statuses_, an_other_status_ = status;
  }
  begin(connection);
}

void Load::run() {
  poll_ = ::epoll_create1(0);
  connections_.resize(order_.connections);
  for (auto& connection : connections_) open(connection);
  for (auto& connection : connections_) begin(connection);
  const auto seconds = [](double count) {
    return std::chrono::duration_cast<Time::duration>(std::chrono::duration<double>(count));
  };
  const auto counted_from = now() + seconds(order_.warm_seconds);
  const auto end = counted_from + seconds(order_.seconds);
  Time begun;
  double cpu_before = 0;
  for (auto at = now(); at < end; at = now()) {
    if (!counting_ && at >= counted_from) {
      counting_ = true;
      begun = at;
      cpu_before = cpu_seconds();
    }
    epoll_event events[64];
    const int count = ::epoll_wait(poll_, events, 64, 100);
    for (int i = 0; i < count; ++i) {
      auto& connection = *static_cast<Connection*>(events[i].data.ptr);
      if (connection.sent < connection.out.size()) write(connection);
      if (events[i].events & (EPOLLIN | EPOLLHUP)) read(connection);
    }
  }
  seconds_ = std::chrono::duration<double>(now() - begun).count();
  cpu_ = cpu_seconds() - cpu_before;
}

void Load::print() const {
  auto sorted = microseconds_;
  std::sort(sorted.begin(), sorted.end());
  const auto at = [&](double share) {
    if (sorted.empty()) return 0U;
    return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
  };
  std::printf(
      "{\"requests\":%zu,\"all_requests\":%llu,\"seconds\":%.6f,\"p50_us\":%u,\"p99_us\":%u,\"max_"
      "us\":%u,"
      "\"answer_bytes\":%llu,\"other_statuses\":%llu,\"an_other_status\":%d,"
      "\"load_cpu_seconds\":%.6f,\"number\":%llu}\n",
      sorted.size(), static_cast<unsigned long long>(all_), seconds_, at(0.5), at(0.99), at(1),
      static_cast<unsigned long long>(bytes_), static_cast<unsigned long long>(other_statuses_),
      an_other_status_, cpu_, static_cast<unsigned long long>(order_.number));
}

int run(int count, char** words) {
  if (count < 9) {
    std::fputs("load PORT CONNECTIONS WARM SECONDS STATUS FIRST_NUMBER ROWS REQUEST…\n", stderr);
    return 2;
  }
  const Order order{static_cast<std::uint16_t>(std::atoi(words[1])),
                    static_cast<std::size_t>(std::atoi(words[2])),
                    std::atof(words[3]),
                    std::atof(words[4]),
                    std::atoi(words[5]),
                    std::strtoull(words[6], nullptr, 10)};
  std::vector<Template> templates;
  for (int i = 8; i < count; ++i) templates.emplace_back(read_file(words[i]));
  Load load(order, Rows(read_file(words[7])), std::move(templates));
  load.run();
  load.print();
  return 0;
}

}  // namespace
}  // namespace spotter::bench

int main(int count, char** words) {
  try {
    return spotter::bench::run(count, words);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
