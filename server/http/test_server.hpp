// A small server for tests: real sockets on loopback, shortened limits.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <mutex>
#include <thread>

#include "base/ensure.hpp"
#include "http/server.hpp"
#include "http/test_connection.hpp"

namespace spotter::http {

using std::chrono::milliseconds;

class TestKeys final : public wire::Authenticate {
 public:
  std::optional<wire::Caller> authenticate(std::string_view key) const override {
    if (key == "spc_1") return wire::Caller{wire::Access::client, "c1", ""};
    if (key == "sps_1") return wire::Caller{wire::Access::server, "s1", ""};
    if (key == "spa_1") return wire::Caller{wire::Access::admin, "a1", "mia"};
    if (key == "spc_2" && !revoked) return wire::Caller{wire::Access::client, "c2", ""};
    return std::nullopt;
  }
  std::atomic<bool> revoked = false;  ///< of spc_2
};

class ServerTest : public testing::Test {
 protected:
  void TearDown() override {
    stop();
    for (auto& thread : threads_) thread.join();
  }

  void start(Limits limits = {}, std::size_t lanes = 1) {
    ServerOptions options;
    options.limits = limits;
    options.lanes = lanes;
    options.authenticate = &keys_;
    server_.emplace(options, [this](Lane& lane) { return routes(lane); });
    const auto port = server_->start();
    ASSERT_TRUE(port) << port.error().sentence;
    port_ = *port;
  }
  void stop() {
    if (server_) server_->stop();
  }

  static wire::Response text(std::string body) {
    wire::Response response;
    response.content_type = "text/plain";
    response.body = std::move(body);
    return response;
  }

  static std::string get(const std::string& path, const std::string& headers = "") {
    return "GET " + path + " HTTP/1.1\r\nHost: test\r\n" + headers + "\r\n";
  }
  static std::string post(const std::string& path, const std::string& body,
                          const std::string& headers = "") {
    return "POST " + path + " HTTP/1.1\r\nHost: test\r\n" + headers +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  }
  /// One request on a connection of its own.
  TestAnswer ask(const std::string& bytes) { return TestConnection(port_).ask(bytes); }

  /// Waits until the condition holds, at most 3 s.
  template <class Condition>
  static bool soon(Condition condition) {
    for (int i = 0; i < 300 && !condition(); ++i) std::this_thread::sleep_for(milliseconds(10));
    return condition();
  }

  std::shared_ptr<wire::EventStream> stream(std::size_t index = 0) {
    soon([&] {
      const std::lock_guard lock(mutex_);
      return streams_.size() > index;
    });
    const std::lock_guard lock(mutex_);
    return streams_.at(index);
  }
  bool kept_reply() {
    return soon([&] {
      const std::lock_guard lock(mutex_);
      return bool(kept_);
    });
  }

  void add(wire::Routes& table, wire::Method method, std::string pattern, wire::Handle handle) {
    table.emplace_back();
    table.back().method = method;
    table.back().pattern = std::move(pattern);
    table.back().handle = std::move(handle);
  }

  void add_plain(wire::Routes& table) {
    using wire::Method;
    add(table, Method::get, "/hello",
        [](wire::Request, const wire::Reply& reply) { reply(text("hello")); });
    add(table, Method::post, "/echo",
        [](wire::Request request, const wire::Reply& reply) { reply(text(request.body)); });
    add(table, Method::post, "/small",
        [](wire::Request request, const wire::Reply& reply) { reply(text(request.body)); });
    table.back().body_bytes_max = 100;
    table.back().too_large_status = 400;
    table.back().cors = true;
    add(table, Method::post, "/roomy", [](wire::Request request, const wire::Reply& reply) {
      reply(text(std::to_string(request.body.size())));
    });
    table.back().body_bytes_max = 4'000'000;
    add(table, Method::get, "/item/{name}", [](wire::Request request, const wire::Reply& reply) {
      auto response = text(std::string(request.parameter("name")));
      response.headers.emplace_back("X-Name", std::string(request.query_value("x").value_or("")));
      reply(response);
    });
    add(table, Method::get, "/empty", [](wire::Request, const wire::Reply& reply) {
      wire::Response response;
      response.status = 304;
      response.headers = {{"ETag", "\"1\""}, {"Cache-Control", "no-cache"}};
      reply(response);
    });
    add(table, Method::get, "/large",
        [](wire::Request, const wire::Reply& reply) { reply(text(std::string(40'000'000, 'x'))); });
  }

  void add_troubled(wire::Routes& table) {
    using wire::Method;
    add(table, Method::get, "/throw",
        [](wire::Request, const wire::Reply&) { ensure(false, "a test's broken invariant"); });
    add(table, Method::get, "/drop", [](wire::Request, const wire::Reply&) {});
    add(table, Method::get, "/twice", [](wire::Request, const wire::Reply& reply) {
      reply(text("first"));
      reply(text("second"));
    });
    add(table, Method::get, "/keep", [this](wire::Request, wire::Reply reply) {
      const std::lock_guard lock(mutex_);
      kept_ = std::move(reply);
    });
    add(table, Method::get, "/later", [this](wire::Request request, wire::Reply reply) {
      const std::lock_guard lock(mutex_);
      threads_.emplace_back([request = std::move(request), reply = std::move(reply)] {
        std::this_thread::sleep_for(milliseconds(30));
        reply(text("later " + std::string(request.query_value("n").value_or(""))));
      });
    });
  }

  void add_locked(wire::Routes& table) {
    using wire::Access;
    const auto who = [](wire::Request request, const wire::Reply& reply) {
      reply(text(request.caller.source + "/" + request.caller.member + "/" + request.key));
    };
    add(table, wire::Method::get, "/for/client", who);
    table.back().needs = Access::client;
    table.back().cors = true;
    add(table, wire::Method::get, "/features/{client_key}", who);
    table.back().needs = Access::client;
    add(table, wire::Method::get, "/for/server", who);
    table.back().needs = Access::server;
    add(table, wire::Method::post, "/for/admin", who);
    table.back().needs = Access::admin;
    add(table, wire::Method::post, "/for/itself", who);
    table.back().needs = Access::client;
    table.back().authenticates_itself = true;
  }

  wire::Routes routes(Lane&) {
    wire::Routes table;
    add_plain(table);
    add_troubled(table);
    add_locked(table);
    table.emplace_back();
    table.back().pattern = "/stream";
    table.back().cors = true;
    table.back().stream = [this](const wire::Request& request,
                                 const std::shared_ptr<wire::EventStream>& stream) {
      ensure(!request.query_value("throw"), "a test's broken stream");
      const std::lock_guard lock(mutex_);
      streams_.push_back(stream);
    };
    table.push_back(table.back());
    table.back().pattern = "/stream/for/client";
    table.back().needs = wire::Access::client;
    return table;
  }

  TestKeys keys_;
  std::mutex mutex_;
  std::vector<std::shared_ptr<wire::EventStream>> streams_;  // guarded by mutex_
  wire::Reply kept_;                                         // guarded by mutex_
  std::vector<std::thread> threads_;                         // guarded by mutex_
  std::optional<Server> server_;
  std::uint16_t port_ = 0;
};

}  // namespace spotter::http
