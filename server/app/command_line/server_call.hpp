// One call to a running server, with its errors as sentences.
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <string_view>

#include "app/command_line/commands.hpp"
#include "base/result.hpp"
#include "wire/route.hpp"

namespace spotter::app {

/// A JSON answer.
struct JsonReply {
  int status = 0;
  std::string text;          ///< as it came
  boost::json::value value;  ///< null if the answer is no JSON
};

/// Calls `path` ("/api/…") of the server. A problem only if no HTTP answer came.
Result<JsonReply> call_server(const ServerOptions& server, wire::Method method,
                              std::string_view path, std::string body);

/// As call_server, but an answer other than 200 is a problem with the server's own sentence.
Result<JsonReply> ask_server(const ServerOptions& server, wire::Method method,
                             std::string_view path, std::string body);

/// The `detail` of problem+json, or a sentence made of the status.
std::string problem_sentence(const JsonReply& reply);

/// Writes "spotter: sentence" on standard error; gives exit code 1.
int fail(const std::string& sentence);

/// Writes a line on standard output.
void say(std::string_view line);

}  // namespace spotter::app
