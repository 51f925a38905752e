// A bare connection for tests: writes any bytes, reads one answer at a time.
#pragma once

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <map>
#include <string>
#include <string_view>

namespace spotter::http {

struct TestAnswer {
  int status = 0;                              ///< 0: the connection ended, or nothing came in time
  std::map<std::string, std::string> headers;  ///< names as sent
  std::string body;

  bool has(const std::string& name) const { return headers.count(name) > 0; }
  std::string header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? "" : found->second;
  }
};

class TestConnection {
 public:
  explicit TestConnection(std::uint16_t port, int receive_bytes = 0)
      : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    if (receive_bytes > 0)
      ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_bytes, sizeof receive_bytes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  ~TestConnection() { close(); }
  TestConnection(const TestConnection&) = delete;
  TestConnection& operator=(const TestConnection&) = delete;

  bool connected() const { return connected_; }
  void close() {
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
  }

  /// False once the other side has gone.
  bool write(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  /// Appends what comes to the buffer; false at the end or after `wait`.
  bool fill(std::chrono::milliseconds wait = std::chrono::milliseconds(3000)) {
    pollfd ready{socket_, POLLIN, 0};
    if (::poll(&ready, 1, static_cast<int>(wait.count())) <= 0) return false;
    char bytes[64 * 1024];
    const auto count = ::recv(socket_, bytes, sizeof bytes, 0);
    if (count <= 0) {
      ended_ = true;
      return false;
    }
    buffer_.append(bytes, static_cast<std::size_t>(count));
    return true;
  }

  /// Reads until the text has come; false if it does not.
  bool wait_for(std::string_view text) {
    while (buffer_.find(text) == std::string::npos) {
      if (!fill()) return false;
    }
    return true;
  }

  /// True if the other side ends the connection within `wait`.
  bool ends(std::chrono::milliseconds wait = std::chrono::milliseconds(3000)) {
    const auto until = std::chrono::steady_clock::now() + wait;
    while (std::chrono::steady_clock::now() < until) {
      if (!fill(std::chrono::milliseconds(50)) && ended_) return true;
    }
    return false;
  }

  /// The next answer. `head_only` for HEAD.
  TestAnswer read(bool head_only = false) {
    TestAnswer answer;
    if (!wait_for("\r\n\r\n")) return answer;
    const auto end = buffer_.find("\r\n\r\n");
    std::string_view head = std::string_view(buffer_).substr(0, end);
    answer.status = std::stoi(std::string(head.substr(9, 3)));
    std::size_t length = 0;
    while (head.find("\r\n") != std::string_view::npos) {
      head.remove_prefix(head.find("\r\n") + 2);
      const auto line = head.substr(0, head.find("\r\n"));
      const auto colon = line.find(": ");
      answer.headers[std::string(line.substr(0, colon))] = std::string(line.substr(colon + 2));
    }
    if (answer.has("Content-Length") && !head_only)
      length = std::stoul(answer.header("Content-Length"));
    buffer_.erase(0, end + 4);
    while (buffer_.size() < length) {
      if (!fill()) break;
    }
    answer.body = buffer_.substr(0, length);
    buffer_.erase(0, length);
    return answer;
  }

  TestAnswer ask(std::string_view bytes) {
    write(bytes);
    return read();
  }

  std::string& buffer() { return buffer_; }

 private:
  int socket_;
  bool connected_ = false;
  bool ended_ = false;
  std::string buffer_;
};

}  // namespace spotter::http
