// The network between everybody and the server: slow, out of order, and it loses things.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "simulation/machine.hpp"

namespace spotter::simulation {

struct Call {
  wire::Method method = wire::Method::get;
  std::string path;
  std::string_view key;
  std::string body = {};
  wire::Headers query = {};
  wire::Headers headers = {};
};

struct Answer {
  int status = 0;  ///< 0: none came; whether the server took the request is unknown
  std::string body;
  wire::Headers headers;

  std::string header(std::string_view name) const;
};

using OnAnswer = std::function<void(const Answer&)>;

/// One reader's end of an event stream, as the server sees it.
class Stream final : public wire::EventStream, public std::enable_shared_from_this<Stream> {
 public:
  using OnFrame = std::function<void(const std::string& frame)>;
  Stream(Surroundings& around, Queue& lane, OnFrame on_frame)
      : opened_at(around.scheduler.now()),
        around_(around),
        lane_(lane),
        on_frame_(std::move(on_frame)) {}

  void send(std::string frame, Task written) override;
  void close() override { open_ = false; }
  bool is_open() const override { return open_; }

  /// The server died: nothing of it runs any more.
  void die() { dead_ = true, open_ = false; }

  const Duration opened_at;
  std::string subject;        ///< whose changes it tells; empty for the flags'
  std::uint64_t last_id = 0;  ///< of the frames that arrived

 private:
  void arrive(const std::string& frame);

  Surroundings& around_;
  Queue& lane_;
  const OnFrame on_frame_;
  Duration last_{};
  bool open_ = true;
  bool dead_ = false;
};

class Network {
 public:
  Network(Surroundings& around, Machine& machine);

  /// When the server answers, before the answer travels.
  std::function<void(const Call&, const wire::Response&)> on_reply;

  void call(Call call, OnAnswer on_answer);
  /// Null while the server is down.
  std::shared_ptr<Stream> open(const Call& call, Stream::OnFrame on_frame);
  /// The server died with all its connections.
  void hang_up();

  /// Requests that the server has taken and not answered.
  std::size_t unanswered() const { return unanswered_.size(); }
  const std::vector<std::shared_ptr<Stream>>& streams();

  bool reliable = false;  ///< nothing is lost from now on

 private:
  struct Waiting {
    Call call;
    OnAnswer on_answer;
  };

  bool loses();
  Duration travel();
  void arrive(Call call, OnAnswer on_answer);
  void replied(std::uint64_t number, const wire::Response& response);

  Surroundings& around_;
  Machine& machine_;
  Dice dice_;
  std::uint64_t number_ = 0;
  std::map<std::uint64_t, Waiting> unanswered_;
  std::vector<std::shared_ptr<Stream>> streams_;
};

}  // namespace spotter::simulation
