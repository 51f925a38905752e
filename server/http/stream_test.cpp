#include <gtest/gtest.h>

#include <atomic>

#include "http/test_server.hpp"

namespace spotter::http {
namespace {

using Stream = ServerTest;

TEST_F(Stream, first_bytes_come_at_once) {
  start();
  TestConnection connection(port_);
  const auto answer = connection.ask(get("/stream"));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("Content-Type"), "text/event-stream");
  EXPECT_EQ(answer.header("Cache-Control"), "no-cache, no-transform");
  EXPECT_EQ(answer.header("X-Accel-Buffering"), "no");
  EXPECT_EQ(answer.header("Access-Control-Allow-Origin"), "*");
  EXPECT_FALSE(answer.has("Content-Length"));
  ASSERT_TRUE(connection.wait_for("\n\n"));
  EXPECT_TRUE(connection.buffer().starts_with("retry: 1000\n:"));
  EXPECT_TRUE(stream()->is_open());
  EXPECT_EQ(server_->counts().streams, 1u);
}

TEST_F(Stream, frames_keep_their_order_and_report_when_written) {
  start();
  TestConnection connection(port_);
  connection.ask(get("/stream"));
  const auto events = stream();
  std::atomic<int> written = 0;
  std::string expected;
  for (int i = 0; i < 500; ++i) {
    const auto frame = "id: " + std::to_string(i) + "\ndata: {}\n\n";
    expected += frame;
    events->send(frame, [&] { ++written; });
  }
  events->send("data: last\n\n", {});
  ASSERT_TRUE(connection.wait_for("last\n\n"));
  EXPECT_NE(connection.buffer().find(expected), std::string::npos);
  EXPECT_TRUE(soon([&] { return written == 500; }));
}

TEST_F(Stream, sends_from_the_lane_itself) {
  start();
  TestConnection connection(port_);
  connection.ask(get("/stream"));
  const auto events = stream();
  std::atomic<bool> same_thread = false;
  server_->lanes()[0]->post([&, events] {
    events->send("data: a\n\n", [&, id = std::this_thread::get_id()] {
      same_thread = id == std::this_thread::get_id();
    });
  });
  EXPECT_TRUE(connection.wait_for("data: a\n\n"));
  EXPECT_TRUE(soon([&] { return same_thread.load(); }));
}

TEST_F(Stream, close_ends_after_what_is_queued) {
  start();
  TestConnection connection(port_);
  connection.ask(get("/stream"));
  const auto events = stream();
  events->send("data: one\n\n", {});
  events->send("data: two\n\n", {});
  events->close();
  EXPECT_FALSE(events->is_open());
  EXPECT_TRUE(connection.wait_for("data: two\n\n"));
  EXPECT_TRUE(connection.ends());
  std::atomic<bool> ran = false;
  events->send("data: three\n\n", [&] { ran = true; });
  EXPECT_TRUE(soon([&] { return ran.load(); }));
  EXPECT_TRUE(soon([&] { return server_->counts().streams == 0; }));
}

TEST_F(Stream, ends_when_its_key_is_revoked_even_while_frames_come) {
  Limits limits;
  limits.stream_heartbeat = milliseconds(40);
  start(limits);
  TestConnection connection(port_);
  EXPECT_EQ(connection.ask(get("/stream/for/client?k=spc_2")).status, 200);
  TestConnection other(port_);
  EXPECT_EQ(other.ask(get("/stream/for/client?k=spc_1")).status, 200);
  const auto events = stream(0);
  const auto others = stream(1);
  ASSERT_TRUE(connection.wait_for(":\n\n"));
  EXPECT_TRUE(events->is_open());
  keys_.revoked = true;
  EXPECT_TRUE(soon([&] {
    events->send("data: a\n\n", {});
    return !events->is_open();
  }));
  EXPECT_TRUE(others->is_open());
  EXPECT_TRUE(soon([&] { return server_->counts().streams == 1u; }));
  EXPECT_EQ(ask(get("/stream/for/client?k=spc_2")).status, 401);
}

TEST_F(Stream, heartbeats) {
  Limits limits;
  limits.stream_heartbeat = milliseconds(40);
  start(limits);
  TestConnection connection(port_);
  connection.ask(get("/stream"));
  EXPECT_TRUE(connection.wait_for(":\n\n:\n\n:\n\n"));
  EXPECT_TRUE(stream()->is_open());
}

TEST_F(Stream, a_reader_that_leaves_is_noticed_without_writing) {
  start();
  {
    TestConnection connection(port_);
    connection.ask(get("/stream"));
    EXPECT_TRUE(stream()->is_open());
    connection.write("what a reader sends is dropped");
  }
  EXPECT_TRUE(soon([&] { return !stream()->is_open(); }));
  EXPECT_TRUE(soon([&] { return server_->counts().streams == 0; }));
  std::atomic<bool> ran = false;
  stream()->send("data: nobody\n\n", [&] { ran = true; });
  EXPECT_TRUE(soon([&] { return ran.load(); }));
}

TEST_F(Stream, a_slow_reader_is_cut_off_by_time) {
  Limits limits;
  limits.stream_write_wait_max = milliseconds(200);
  limits.stream_bytes_max = 100'000'000;
  start(limits);
  TestConnection connection(port_, 4096);
  connection.write(get("/stream"));
  const auto events = stream();
  std::atomic<int> reported = 0;
  for (int i = 0; i < 40; ++i) events->send(std::string(1'000'000, 'x'), [&] { ++reported; });
  EXPECT_TRUE(soon([&] { return !events->is_open(); }));
  EXPECT_TRUE(soon([&] { return reported == 40; }));
  EXPECT_TRUE(soon([&] { return server_->counts().connections == 0; }));
}

TEST_F(Stream, a_slow_reader_is_cut_off_by_bytes) {
  start();
  TestConnection connection(port_, 4096);
  connection.write(get("/stream"));
  const auto events = stream();
  std::atomic<int> reported = 0;
  int sent = 0;
  for (; events->is_open() && sent < 1000; ++sent) {
    events->send(std::string(100'000, 'x'), [&] { ++reported; });
    std::this_thread::sleep_for(milliseconds(1));
  }
  EXPECT_LT(sent, 1000);
  EXPECT_TRUE(soon([&] { return reported == sent; }));
}

TEST_F(Stream, a_cap) {
  Limits limits;
  limits.streams_max = 1;
  start(limits);
  TestConnection one(port_);
  EXPECT_EQ(one.ask(get("/stream")).status, 200);
  const auto refused = ask(get("/stream"));
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(refused.header("Retry-After"), "1");
  EXPECT_EQ(refused.header("Access-Control-Allow-Origin"), "*");
}

TEST_F(Stream, a_handler_that_fails) {
  start();
  TestConnection connection(port_);
  connection.ask(get("/stream?throw=1"));
  EXPECT_TRUE(connection.ends());
  EXPECT_EQ(ask(get("/hello")).body, "hello");
}

TEST_F(Stream, stop_ends_streams_and_streams_outlive_the_server) {
  start({}, 2);
  std::vector<std::unique_ptr<TestConnection>> readers;
  for (int i = 0; i < 20; ++i) {
    readers.push_back(std::make_unique<TestConnection>(port_));
    readers.back()->ask(get("/stream"));
  }
  stream(19)->send("data: last words\n\n", {});
  const auto began = std::chrono::steady_clock::now();
  stop();
  EXPECT_LT(std::chrono::steady_clock::now() - began, milliseconds(1500));
  for (auto& reader : readers) EXPECT_TRUE(reader->ends());
  server_.reset();
  bool ran = false;
  stream()->send("data: nobody\n\n", [&] { ran = true; });
  EXPECT_TRUE(ran);
  EXPECT_FALSE(stream()->is_open());
}

TEST_F(Stream, senders_and_leaving_readers_at_once) {
  start({}, 2);
  std::atomic<bool> done = false;
  std::atomic<int> sent = 0;
  std::atomic<int> reported = 0;
  std::thread sender([&] {
    while (!done) {
      std::vector<std::shared_ptr<wire::EventStream>> now;
      {
        const std::lock_guard lock(mutex_);
        now = streams_;
      }
      for (const auto& events : now) {
        ++sent;
        events->send("data: x\n\n", [&] { ++reported; });
      }
      std::this_thread::sleep_for(milliseconds(1));
    }
  });
  for (int i = 0; i < 60; ++i) {
    TestConnection connection(port_);
    connection.ask(get("/stream"));
    connection.wait_for("data: x\n\n");
  }
  done = true;
  sender.join();
  stop();
  EXPECT_EQ(sent, reported);
}

}  // namespace
}  // namespace spotter::http
