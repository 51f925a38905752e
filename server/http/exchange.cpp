#include "http/exchange.hpp"

#include <atomic>
#include <exception>

#include "base/log.hpp"
#include "wire/problem_json.hpp"

namespace spotter::http {

namespace {

wire::Response our_bug() {
  return wire::problem_response(
      {ProblemCode::internal, "The server made a mistake; its log says more.", {}});
}

class ReplyOnce {
 public:
  ReplyOnce(std::weak_ptr<Exchange> exchange, std::shared_ptr<Mailbox> mailbox)
      : exchange_(std::move(exchange)), mailbox_(std::move(mailbox)) {}
  ~ReplyOnce() {
    if (!answered_) deliver(our_bug());
  }
  ReplyOnce(const ReplyOnce&) = delete;
  ReplyOnce& operator=(const ReplyOnce&) = delete;

  void answer(wire::Response response) {
    if (!answered_.exchange(true)) deliver(std::move(response));
  }

 private:
  void deliver(wire::Response response) {
    mailbox_->run([weak = exchange_, response = std::move(response)]() mutable {
      const auto exchange = weak.lock();
      if (!exchange) return;
      exchange->response = std::move(response);
      if (exchange->ready) exchange->ready();
    });
  }

  // constant after construction
  const std::weak_ptr<Exchange> exchange_;
  const std::shared_ptr<Mailbox> mailbox_;
  std::atomic<bool> answered_{false};
};

}  // namespace

wire::Reply make_reply(const std::shared_ptr<Exchange>& exchange,
                       std::shared_ptr<Mailbox> mailbox) {
  // shared_ptr: std::function may be copied, and the last copy says whether an answer came.
  auto once = std::make_shared<ReplyOnce>(exchange, std::move(mailbox));
  return [once](wire::Response response) { once->answer(std::move(response)); };
}

void call(const wire::Route& route, wire::Request request, const wire::Reply& reply) {
  try {
    route.handle(std::move(request), reply);
  } catch (const std::exception& error) {
    log_line("The handler of " + route.pattern + " failed: " + error.what());
    reply(our_bug());
  }
}

}  // namespace spotter::http
