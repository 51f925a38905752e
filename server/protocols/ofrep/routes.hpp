// OFREP's URLs: single evaluation, bulk evaluation, change stream (protocols.md 2).
#pragma once

#include <string>

#include "protocols/ofrep/change_streams.hpp"
#include "protocols/ofrep/needs.hpp"
#include "wire/route.hpp"

namespace spotter::protocols {

/// What to send where a flag has no value of its own for this client (flag switched off).
enum class CodeDefault {
  omit,   ///< no `value`: the client uses the default in its code (OFREP ADR-0006)
  value,  ///< the flag's default: for fleets of server provider 0.1.3, which errs without one
};

struct OfrepOptions {
  std::string url_prefix;  ///< path of the public URL: "" or "/prefix"
  CodeDefault code_default = CodeDefault::omit;
};

/// The routes of one lane. `decisions` and `streams` must outlive them. Handlers must run on the
/// lane's thread, and answer before they return.
wire::Routes ofrep_routes(Decisions& decisions, ChangeStreams& streams, OfrepOptions options);

}  // namespace spotter::protocols
