// The route table's types: what a URL takes, gives, and who may call it. Free of Asio, so that
// parts and protocols declare routes and the simulator calls them without a network.
#pragma once

#include <boost/json/object.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "wire/side.hpp"

namespace spotter::wire {

enum class Method { get, post };

/// The planes of protocols.md 0. Each level may do what the earlier ones may. A member is a person
/// who has signed in; an admin may also manage members, keys and settings.
enum class Access { none, client, server, member, admin };

/// Who is calling, found from the key or the session that was presented.
struct Caller {
  Access access = Access::none;
  std::string source;             ///< the key's id (never the key): de-duplication is per source
  std::string member;             ///< the member's key; empty for client and server keys
  std::string name = {};          ///< what people call the member; empty: as `member`
  std::optional<Side> side = {};  ///< of the member's department; nothing: of neither
  bool signed_in = false;         ///< by a session, not by a key
};

/// Who did it, for the journal: the caller's name, else the member's key, else "admin key".
std::string actor_of(const Caller& caller);

/// A session that is open.
struct SignedIn {
  Caller caller;
  std::string csrf;  ///< what a page must send along with everything that is not a GET
};

/// Finds the caller behind a key or a session. Implementations may be called on any thread.
class Authenticate {
 public:
  virtual ~Authenticate() = default;
  virtual std::optional<Caller> authenticate(std::string_view key) const = 0;
  /// `token`: what the cookie wire::session_cookie holds. Nothing if no session that is still open
  /// at `at` has it; else the session counts as used then.
  virtual std::optional<SignedIn> session(std::string_view token, Instant at) const;
};

using Headers = std::vector<std::pair<std::string, std::string>>;

/// One request, whole, with its body inflated.
struct Request {
  Method method = Method::get;
  std::string path;    ///< percent-decoded once, without query
  Headers headers;     ///< names in lower case
  Headers query;       ///< decoded
  Headers parameters;  ///< what {name} in the route's pattern matched
  std::string body;
  std::string key;      ///< the key presented in header, path or query; empty if none
  std::string session;  ///< the token of the open session presented; empty if none
  std::string csrf;     ///< of that session
  Caller caller;        ///< filled when `key` is known, or from the session
  std::string address;  ///< the peer's IP address, of a proxy perhaps; empty in tests
  Instant received;     ///< when the request line arrived

  /// The first value with this name (headers: lower case), or nothing.
  std::optional<std::string_view> header(std::string_view name) const;
  std::optional<std::string_view> query_value(std::string_view name) const;
  std::string_view parameter(std::string_view name) const;
};

/// One answer. Content-Length, CORS and Date are added by http.
struct Response {
  int status = 200;
  std::string content_type = "application/json; charset=utf-8";
  std::string body;
  Headers headers;
};

/// Answers a request; called exactly once, from any thread.
using Reply = std::function<void(Response)>;

/// An open server-sent-event stream. Safe to call from any thread.
class EventStream {
 public:
  virtual ~EventStream() = default;
  /// Queues one whole frame (ending in a blank line). `written` runs on the stream's own thread
  /// when the kernel has taken it, or when the stream has ended; it may be empty.
  virtual void send(std::string frame, Task written) = 0;
  /// Ends the stream after what is queued.
  virtual void close() = 0;
  virtual bool is_open() const = 0;
};

/// Answers with a stream: http sends the head and first bytes, then hands the stream over.
/// shared_ptr: the connection and whoever sends frames both keep it, and either may go first.
using OpenStream = std::function<void(const Request&, std::shared_ptr<EventStream>)>;

/// Handles a request on the thread of its io_context.
using Handle = std::function<void(Request, Reply)>;

struct Route {
  Method method = Method::get;
  /// "/api/launches/{key}"; {name} matches one segment, {name*} the rest.
  std::string pattern = {};
  Access needs = Access::none;
  std::string sentence = {};                      ///< what it does, for the API document
  boost::json::object request_schema = {};        ///< JSON Schema of the body; empty if none
  std::string request_type = "application/json";  ///< media type of the body
  Headers query_parameters = {};  ///< names and sentences, for the API document; all optional
  boost::json::object response_schema = {};  ///< JSON Schema of the 200 answer; empty if not JSON
  Handle handle = {};                        ///< set unless `stream` is
  OpenStream stream = {};                    ///< set for event streams
  bool authenticates_itself = false;         ///< keys may also stand in the body (protocols.md 0)
  bool knows_session = false;  ///< needs nothing, but is told which session is presented
  /// As sent, and again inflated; limits::http_body_bytes_max unless set. The key is checked first.
  std::optional<std::size_t> body_bytes_max = {};
  bool visible = true;         ///< false: left out of the API document (screens, foreign protocols)
  bool cors = false;           ///< public plane: pages of any origin may call it (protocols.md 0)
  int too_large_status = 413;  ///< answer to a body over the limit; the tracking API says 400
};

using Routes = std::vector<Route>;

}  // namespace spotter::wire
