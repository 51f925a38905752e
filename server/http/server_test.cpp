#include "http/server.hpp"

#include <gtest/gtest.h>
#include <zlib.h>

#include <atomic>

#include "http/test_server.hpp"

namespace spotter::http {
namespace {

using Plain = ServerTest;
using Refusal = ServerTest;
using Slow = ServerTest;
using Trouble = ServerTest;
using Key = ServerTest;
using Cors = ServerTest;
using Stop = ServerTest;

std::string gzip(const std::string& text) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY);
  std::string packed(text.size() + 1024, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(packed.size() - stream.avail_out);
  deflateEnd(&stream);
  return packed;
}

TEST_F(Plain, answers_and_keeps_the_connection) {
  start();
  TestConnection connection(port_);
  for (int i = 0; i < 3; ++i) {
    const auto answer = connection.ask(get("/hello"));
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "hello");
    EXPECT_EQ(answer.header("Content-Type"), "text/plain");
    EXPECT_EQ(answer.header("Content-Length"), "5");
    EXPECT_EQ(answer.header("Cache-Control"), "no-store");
    EXPECT_FALSE(answer.has("Connection"));
    EXPECT_FALSE(answer.has("Access-Control-Allow-Origin"));
  }
  EXPECT_EQ(connection.ask(post("/echo", "body")).body, "body");
  EXPECT_EQ(connection.ask(post("/echo", "")).body, "");
}

TEST_F(Plain, closes_when_asked) {
  start();
  TestConnection connection(port_);
  EXPECT_EQ(connection.ask(get("/hello", "Connection: close\r\n")).header("Connection"), "close");
  EXPECT_TRUE(connection.ends());
}

TEST_F(Plain, http_1_0) {
  start();
  TestConnection connection(port_);
  EXPECT_EQ(
      connection.ask("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").header("Connection"),
      "keep-alive");
  EXPECT_EQ(connection.ask("GET /hello HTTP/1.0\r\n\r\n").body, "hello");
  EXPECT_TRUE(connection.ends());
}

TEST_F(Plain, pipelined_requests_are_answered_in_order) {
  start();
  TestConnection connection(port_);
  std::string requests;
  for (int i = 0; i < 5; ++i) {
    requests += get("/later?n=" + std::to_string(i)) + post("/echo", std::to_string(i));
  }
  connection.write(requests);
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(connection.read().body, "later " + std::to_string(i));
    EXPECT_EQ(connection.read().body, std::to_string(i));
  }
}

TEST_F(Plain, bytes_that_come_one_by_one) {
  start();
  TestConnection connection(port_);
  for (const char c : post("/echo", "drip")) connection.write(std::string(1, c));
  EXPECT_EQ(connection.read().body, "drip");
}

TEST_F(Plain, chunked_bodies) {
  start();
  TestConnection connection(port_);
  const std::string head = "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  EXPECT_EQ(connection.ask(head + "4\r\nabcd\r\n3;x=y\r\nefg\r\n0\r\nTrailer: a\r\n\r\n").body,
            "abcdefg");
  EXPECT_EQ(connection.ask(head + "0\r\n\r\n").body, "");
  EXPECT_EQ(connection.ask(get("/hello")).body, "hello");
  EXPECT_EQ(connection.ask(head + "zz\r\n").status, 400);
  EXPECT_TRUE(connection.ends());
}

TEST_F(Plain, head_has_no_body) {
  start();
  TestConnection connection(port_);
  connection.write("HEAD /hello HTTP/1.1\r\nHost: a\r\n\r\n");
  const auto answer = connection.read(true);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("Content-Length"), "5");
  EXPECT_EQ(connection.ask(get("/hello")).body, "hello");
  connection.write("HEAD /stream HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(connection.read(true).status, 200);
  EXPECT_TRUE(connection.ends());
}

TEST_F(Plain, not_modified_has_neither_body_nor_length) {
  start();
  TestConnection connection(port_);
  const auto answer = connection.ask(get("/empty"));
  EXPECT_EQ(answer.status, 304);
  EXPECT_FALSE(answer.has("Content-Length"));
  EXPECT_FALSE(answer.has("Content-Type"));
  EXPECT_EQ(answer.header("Cache-Control"), "no-cache");
  EXPECT_EQ(connection.ask(get("/hello")).body, "hello");
}

TEST_F(Plain, parameters_and_header_injection) {
  start();
  const auto answer = ask(get("/item/a%20b?x=1%0d%0aSet-Cookie:%20a"));
  EXPECT_EQ(answer.body, "a b");
  EXPECT_EQ(answer.header("X-Name"), "1  Set-Cookie: a");
  EXPECT_FALSE(answer.has("Set-Cookie"));
}

TEST_F(Plain, expect_continue) {
  start();
  TestConnection connection(port_);
  connection.write(
      "POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
  ASSERT_TRUE(connection.wait_for("100 Continue\r\n\r\n"));
  connection.buffer().clear();
  EXPECT_EQ(connection.ask("body").body, "body");
  // A refusal comes instead of "100 Continue".
  connection.write(
      "POST /none HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
  EXPECT_EQ(connection.read().status, 404);
  EXPECT_TRUE(connection.ends());
  EXPECT_EQ(ask(post("/echo", "a", "Expect: magic\r\n")).status, 417);
}

TEST_F(Plain, large_answers_arrive_whole) {
  start();
  EXPECT_EQ(ask(get("/large")).body.size(), 40'000'000u);
}

TEST_F(Plain, counts) {
  start({}, 2);
  for (int i = 0; i < 4; ++i) ask(get("/hello"));
  ask(get("/nothing"));
  TestConnection open(port_);
  open.ask(get("/item/x"));
  const auto counts = server_->counts();
  ASSERT_EQ(counts.requests.size(), 3u);
  for (const auto& request : counts.requests) {
    EXPECT_EQ(request.count, request.pattern == "/hello" ? 4u : 1u);
    EXPECT_EQ(request.status_class, request.pattern.empty() ? 4 : 2);
  }
  EXPECT_GE(counts.connections, 1u);
  open.close();
  EXPECT_TRUE(soon([&] { return server_->counts().connections == 0; }));
}

TEST_F(Refusal, paths_and_methods) {
  start();
  TestConnection connection(port_);
  const auto missing = connection.ask(get("/nothing"));
  EXPECT_EQ(missing.status, 404);
  EXPECT_EQ(missing.header("Content-Type"), "application/problem+json");
  EXPECT_NE(missing.body.find("\"title\":\"not_found\""), std::string::npos);
  EXPECT_EQ(connection.ask(post("/nothing", "with a body")).status, 404);
  EXPECT_EQ(connection.ask(post("/hello", "x")).header("Allow"), "GET, HEAD, OPTIONS");
  EXPECT_EQ(connection.ask(get("/echo")).header("Allow"), "POST, OPTIONS");
  EXPECT_EQ(connection.ask("DELETE /echo HTTP/1.1\r\nHost: a\r\n\r\n").status, 405);
  EXPECT_EQ(connection.ask("PUT /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx").status,
            405);
  for (const auto* path : {"/item/a%2Fb", "/item/%00", "/item/%zz", "/item/..", "/item/%ff"})
    EXPECT_EQ(connection.ask(get(path)).status, 400) << path;
  EXPECT_EQ(connection.ask(get("/hello")).body, "hello");  // all on one connection
}

TEST_F(Refusal, malformed_requests_end_the_connection) {
  start();
  for (const auto* bytes :
       {"nonsense\r\n\r\n", "GET /hello\r\n\r\n", "GET /hello HTTP/9.9\r\nHost: a\r\n\r\n",
        "GET /hello HTTP/1.1\r\n\r\n", "GET /hello HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET /hello HTTP/1.1\r\nHost a\r\n\r\n", "GET /hel\x01lo HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"}) {
    TestConnection connection(port_);
    EXPECT_EQ(connection.ask(bytes).status, 400) << bytes;
    EXPECT_TRUE(connection.ends()) << bytes;
  }
  TestConnection connection(port_);
  EXPECT_EQ(
      connection.ask("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n")
          .status,
      501);
  EXPECT_TRUE(connection.ends());
  EXPECT_EQ(ask(get("/hello")).body, "hello");
}

TEST_F(Refusal, headers_over_the_limit) {
  start();
  TestConnection connection(port_);
  const auto answer = connection.ask(get("/hello", "X: " + std::string(20'000, 'x') + "\r\n"));
  EXPECT_EQ(answer.status, 431);
  EXPECT_TRUE(connection.ends());
  EXPECT_EQ(ask(get("/hello", "X: " + std::string(15'000, 'x') + "\r\n")).status, 200);
}

TEST_F(Refusal, bodies_over_the_limit) {
  start();
  EXPECT_EQ(ask(post("/echo", std::string(512'000, 'x'))).body.size(), 512'000u);
  const auto answer = ask(post("/echo", std::string(512'001, 'x')));
  EXPECT_EQ(answer.status, 413);
  EXPECT_EQ(answer.header("Connection"), "close");
  EXPECT_EQ(ask(post("/small", std::string(100, 'x'))).status, 200);
  EXPECT_EQ(ask(post("/roomy", std::string(4'000'000, 'x'))).body, "4000000");
  EXPECT_EQ(ask(post("/roomy", std::string(4'000'001, 'x'))).status, 413);
  const auto small = ask(post("/small", std::string(101, 'x')));
  EXPECT_EQ(small.status, 400);
  EXPECT_EQ(small.header("Access-Control-Allow-Origin"), "*");
  EXPECT_EQ(ask(post("/small", std::string(5'000'000, 'x'))).status, 400);
  // Only announced, never sent.
  EXPECT_EQ(ask("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n").status,
            413);
}

TEST_F(Refusal, chunked_bodies_over_the_limit) {
  start();
  const std::string head = "POST /small HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  TestConnection connection(port_);
  connection.write(head);
  for (int i = 0; i < 11; ++i) connection.write("a\r\n0123456789\r\n");
  EXPECT_EQ(connection.read().status, 400);
  EXPECT_TRUE(connection.ends());
  EXPECT_EQ(ask(head + "fffffffffffffff0\r\n").status, 400);
  EXPECT_EQ(ask(head + "1;" + std::string(100'000, 'x')).status, 400);
}

TEST_F(Refusal, compressed_bodies) {
  start();
  const std::string text(50'000, 'a');
  const std::string header = "Content-Encoding: gzip\r\n";
  TestConnection connection(port_);
  EXPECT_EQ(connection.ask(post("/echo", gzip(text), header)).body, text);
  EXPECT_EQ(connection.ask(post("/small", gzip(text), header)).status, 400);
  EXPECT_EQ(connection.ask(post("/echo", gzip(std::string(40'000'000, 'a')), header)).status, 413);
  EXPECT_EQ(connection.ask(post("/echo", "no gzip", header)).status, 400);
  EXPECT_EQ(connection.ask(post("/echo", "x", "Content-Encoding: br\r\n")).status, 415);
  EXPECT_EQ(connection.ask(post("/echo", "x", "Content-Encoding: identity\r\n")).body, "x");
  EXPECT_EQ(connection.ask(get("/hello")).body, "hello");
}

TEST_F(Refusal, connections_over_the_cap) {
  Limits limits;
  limits.connections_max = 2;
  start(limits);
  TestConnection one(port_);
  TestConnection two(port_);
  EXPECT_EQ(one.ask(get("/hello")).status, 200);
  EXPECT_EQ(two.ask(get("/hello")).status, 200);
  {
    TestConnection three(port_);
    const auto answer = three.read();
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(answer.header("Retry-After"), "1");
    EXPECT_TRUE(three.ends());
  }
  EXPECT_EQ(server_->counts().connections, 2u);
  one.close();
  EXPECT_TRUE(soon([&] { return server_->counts().connections == 1; }));
  EXPECT_EQ(ask(get("/hello")).status, 200);
}

TEST_F(Slow, every_wait_has_an_end) {
  Limits limits;
  limits.idle_wait_max = milliseconds(150);
  limits.header_wait_max = milliseconds(150);
  limits.body_wait_max = milliseconds(150);
  start(limits);
  TestConnection idle(port_);
  TestConnection header(port_);
  TestConnection body(port_);
  header.write("GET /hello HTTP/1.1\r\nHost: a\r\nX: ");
  body.write("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
  EXPECT_TRUE(idle.ends(milliseconds(1000)));
  EXPECT_TRUE(header.ends(milliseconds(1000)));
  EXPECT_TRUE(body.ends(milliseconds(1000)));
}

TEST_F(Slow, dripping_does_not_prolong) {
  Limits limits;
  limits.header_wait_max = milliseconds(200);
  start(limits);
  TestConnection connection(port_);
  const auto began = std::chrono::steady_clock::now();
  connection.write("GET /hello HTTP/1.1\r\n");
  while (connection.write("X: y\r\n")) {
    connection.fill(milliseconds(20));
    if (std::chrono::steady_clock::now() - began > milliseconds(2000)) break;
  }
  EXPECT_LT(std::chrono::steady_clock::now() - began, milliseconds(1500));
}

TEST_F(Slow, readers_that_do_not_read_are_cut_off) {
  Limits limits;
  limits.write_wait_max = milliseconds(200);
  start(limits);
  TestConnection connection(port_, 4096);
  connection.write(get("/large"));
  EXPECT_TRUE(soon([&] { return server_->counts().connections == 1; }));
  EXPECT_TRUE(soon([&] { return server_->counts().connections == 0; }));
}

TEST_F(Slow, a_handler_that_never_answers) {
  Limits limits;
  limits.reply_wait_max = milliseconds(100);
  start(limits);
  TestConnection connection(port_);
  EXPECT_EQ(connection.ask(get("/keep")).status, 503);
  kept_(text("too late"));  // goes nowhere
  EXPECT_EQ(connection.ask(get("/hello")).body, "hello");
}

TEST_F(Trouble, handlers_that_fail_do_not_end_the_connection) {
  start();
  TestConnection connection(port_);
  const auto thrown = connection.ask(get("/throw"));
  EXPECT_EQ(thrown.status, 500);
  EXPECT_EQ(thrown.body.find("broken"), std::string::npos);  // the log says it, not the answer
  EXPECT_EQ(connection.ask(get("/drop")).status, 500);
  EXPECT_EQ(connection.ask(get("/twice")).body, "first");
  EXPECT_EQ(connection.ask(get("/hello")).body, "hello");
}

TEST_F(Trouble, a_client_that_leaves_while_the_handler_works) {
  start();
  {
    TestConnection connection(port_);
    connection.write(get("/keep"));
    ASSERT_TRUE(kept_reply());
  }
  kept_(text("nobody reads this"));
  EXPECT_TRUE(soon([&] { return server_->counts().connections == 0; }));
  EXPECT_EQ(ask(get("/hello")).body, "hello");
}

TEST_F(Key, in_every_place) {
  start();
  EXPECT_EQ(ask(get("/for/server", "Authorization: Bearer sps_1\r\n")).body, "s1//sps_1");
  EXPECT_EQ(ask(get("/for/server", "Authorization: Basic c3BzXzE6\r\n")).body, "s1//sps_1");
  EXPECT_EQ(ask(get("/for/server", "X-API-Key: spa_1\r\n")).body, "a1/mia/spa_1");
  EXPECT_EQ(ask(get("/features/spc_1")).body, "c1//spc_1");
  EXPECT_EQ(ask(get("/for/client?k=spc_1")).body, "c1//spc_1");
  EXPECT_EQ(ask(post("/for/itself", "{}")).body, "//");
  EXPECT_EQ(ask(post("/for/itself?writeKey=spc_1", "{}")).body, "c1//spc_1");
}

TEST_F(Key, missing_unknown_and_too_weak) {
  start();
  TestConnection connection(port_);
  const auto missing = connection.ask(get("/for/client"));
  EXPECT_EQ(missing.status, 401);
  EXPECT_EQ(missing.header("Access-Control-Allow-Origin"), "*");
  EXPECT_EQ(missing.header("WWW-Authenticate"), "Bearer");
  EXPECT_EQ(connection.ask(get("/for/client?k=wrong")).status, 401);
  EXPECT_EQ(connection.ask(get("/for/server?k=spc_1")).status, 403);
  EXPECT_EQ(connection.ask(post("/for/admin?k=sps_1", "with a body")).status, 403);
  EXPECT_EQ(connection.ask(post("/for/admin?k=spa_1", "")).status, 200);
}

TEST_F(Cors, preflight_echoes_the_headers_asked_for) {
  start();
  TestConnection connection(port_);
  const auto answer = connection.ask(
      "OPTIONS /small HTTP/1.1\r\nHost: a\r\nOrigin: https://shop.example\r\n"
      "Access-Control-Request-Method: POST\r\n"
      "Access-Control-Request-Headers: authorization, x-retry-count\r\n\r\n");
  EXPECT_EQ(answer.status, 204);
  EXPECT_EQ(answer.header("Access-Control-Allow-Origin"), "*");
  EXPECT_EQ(answer.header("Access-Control-Allow-Methods"), "GET, POST, OPTIONS");
  EXPECT_EQ(answer.header("Access-Control-Allow-Headers"), "authorization, x-retry-count");
  EXPECT_EQ(answer.header("Access-Control-Max-Age"), "7200");
  EXPECT_EQ(answer.header("Vary"), "Origin, Access-Control-Request-Headers");
  EXPECT_FALSE(answer.has("Content-Length"));
  // A route that needs a key answers its preflight without one.
  EXPECT_EQ(connection.ask("OPTIONS /for/client HTTP/1.1\r\nHost: a\r\n\r\n").status, 204);
}

TEST_F(Cors, closed_paths_stay_closed) {
  start();
  TestConnection connection(port_);
  for (const auto* target : {"/for/admin", "/nothing", "*"}) {
    const auto answer = connection.ask("OPTIONS " + std::string(target) +
                                       " HTTP/1.1\r\nHost: a\r\n"
                                       "Access-Control-Request-Headers: authorization\r\n\r\n");
    EXPECT_EQ(answer.status, 204) << target;
    EXPECT_FALSE(answer.has("Access-Control-Allow-Origin")) << target;
    EXPECT_FALSE(answer.has("Access-Control-Allow-Headers")) << target;
  }
}

TEST_F(Cors, answers_expose_headers) {
  start();
  const auto answer = ask(post("/small", "x"));
  EXPECT_EQ(answer.header("Access-Control-Expose-Headers"), "ETag, Retry-After, x-sse-support");
  EXPECT_FALSE(ask(post("/echo", "x")).has("Access-Control-Expose-Headers"));
}

TEST_F(Stop, a_taken_port_is_a_sentence) {
  start();
  ServerOptions options;
  options.port = port_;
  Server other(options, [](Lane&) { return wire::Routes{}; });
  const auto port = other.start();
  ASSERT_FALSE(port);
  EXPECT_EQ(port.error().code, ProblemCode::unavailable);
  ServerOptions nowhere;
  nowhere.host = "no-such-host.invalid";
  EXPECT_FALSE(Server(nowhere, [](Lane&) { return wire::Routes{}; }).start());
}

TEST_F(Stop, lanes_share_the_port) {
  start({}, 3);
  for (int i = 0; i < 60; ++i) EXPECT_EQ(ask(get("/hello")).status, 200);
  EXPECT_EQ(server_->lanes().size(), 3u);
  std::atomic<int> ran = 0;
  for (const auto& lane : server_->lanes()) lane->post([&] { ++ran; });
  EXPECT_TRUE(soon([&] { return ran == 3; }));
}

TEST_F(Stop, idle_connections_end_at_once) {
  start();
  TestConnection idle(port_);
  idle.ask(get("/hello"));
  TestConnection silent(port_);
  soon([&] { return server_->counts().connections == 2; });
  const auto began = std::chrono::steady_clock::now();
  stop();
  EXPECT_LT(std::chrono::steady_clock::now() - began, milliseconds(1000));
  EXPECT_TRUE(idle.ends());
  EXPECT_FALSE(TestConnection(port_).connected());
}

TEST_F(Stop, what_is_in_flight_finishes) {
  start();
  TestConnection connection(port_);
  connection.write(get("/later?n=1"));
  soon([&] {
    const std::lock_guard lock(mutex_);
    return !threads_.empty();
  });
  stop();
  const auto answer = connection.read();
  EXPECT_EQ(answer.body, "later 1");
  EXPECT_EQ(answer.header("Connection"), "close");
}

TEST_F(Stop, what_does_not_finish_is_cut_and_late_replies_do_nothing) {
  Limits limits;
  limits.stop_wait_max = milliseconds(200);
  start(limits);
  TestConnection connection(port_);
  connection.write(get("/keep"));
  ASSERT_TRUE(kept_reply());
  const auto began = std::chrono::steady_clock::now();
  stop();
  EXPECT_LT(std::chrono::steady_clock::now() - began, milliseconds(1500));
  kept_(text("too late"));
  bool ran = false;
  server_->lanes()[0]->post([&] { ran = true; });
  EXPECT_FALSE(ran);
  server_.reset();
  kept_(text("far too late"));
}

TEST_F(Stop, under_load) {
  start({}, 2);
  std::atomic<bool> done = false;
  std::atomic<int> answers = 0;
  std::vector<std::thread> clients;
  for (int i = 0; i < 4; ++i) {
    clients.emplace_back([&] {
      while (!done) {
        TestConnection connection(port_);
        for (int k = 0; k < 50 && !done; ++k) {
          if (connection.ask(get("/hello")).body != "hello") break;
          ++answers;
        }
      }
    });
  }
  EXPECT_TRUE(soon([&] { return answers > 200; }));
  const auto began = std::chrono::steady_clock::now();
  stop();
  EXPECT_LT(std::chrono::steady_clock::now() - began, milliseconds(2500));
  done = true;
  for (auto& client : clients) client.join();
  EXPECT_EQ(server_->counts().connections, 0u);
}

}  // namespace
}  // namespace spotter::http
