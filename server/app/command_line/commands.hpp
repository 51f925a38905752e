// The program's verbs. Each returns the process's exit code: 0 done, 1 failed, 2 wrong usage;
// errors are one sentence on standard error.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "base/limits.hpp"
#include "protocols/ofrep/routes.hpp"
#include "protocols/public_url.hpp"

namespace spotter::app {

inline constexpr const char* program_version = "0.1.0";

/// spotter init
struct InitOptions {
  std::string data;  ///< the data directory; must not hold a workspace yet
};

/// spotter serve
struct ServeOptions {
  std::string data;
  std::string listen = "127.0.0.1:8080";           ///< HOST:PORT, port 0: any free one
  std::optional<protocols::PublicUrl> public_url;  ///< how clients reach us, if through a proxy
  std::string notice;                              ///< shown on every screen; empty: none
  protocols::CodeDefault ofrep_code_default = protocols::CodeDefault::omit;
  Sequence checkpoint_every = limits::checkpoint_every;  ///< records; a start replays about as many
  std::vector<std::string> one_click = {};  ///< members who sign in without a password; demo only
};

/// spotter member add
struct MemberAddOptions {
  std::string key;
  std::string name;
  std::string department;
  bool password_from_input = false;  ///< its first line is the password
  bool administrator = false;
};

/// spotter analyse
struct AnalyseOptions {
  std::string file;                   ///< CSV or CSV.gz
  std::vector<std::string> columns;   ///< WHAT=NAME, see live::word_of()
  std::vector<std::string> settings;  ///< NAME=VALUE, see live::analysis_options()
  std::string table;                  ///< where to write the streams as CSV; empty: nowhere
  bool as_json = false;
  bool all = false;  ///< every comparison as text, not the most telling ones
};

/// Where a running server is and the key to talk to it.
struct ServerOptions {
  std::string server;  ///< "http://host:port[/prefix]" without a slash at the end
  std::string key;     ///< the admin key
};

/// spotter launch ask|verdict|accept|decline|appeal|withdraw|return-brief|met|spotter|sign|
/// sign-receipt|learn|sign-outcome
struct AgreementOptions {
  std::string action;
  std::string launch;                   ///< its key
  std::string word;                     ///< the verdict, condition, member or text; may be empty
  std::string title;                    ///< ask: what
  std::string outcome;                  ///< ask: what for
  std::string rule;                     ///< verdict lawful-no: what it cites
  std::string side;                     ///< "marketing" or "it"; empty: as the caller's
  std::vector<std::string> conditions;  ///< verdict yes-if: texts
  std::vector<std::string> guardrails;  ///< verdict yes-if: metrics that shall become guardrails
  std::string note;                     ///< for the journal; of a verdict its text
};

/// spotter brief
struct BriefOptions {
  std::string launch;                 ///< its key
  std::string file;                   ///< YAML or JSON; empty: the brief is shown
  std::string side;                   ///< as of AgreementOptions
  std::optional<std::uint64_t> base;  ///< the revision it was made from; nothing: what stands now
};

/// Reads the command line and runs the verb.
int run(int argc, const char* const* argv);

// The verbs that work on a data directory or on the program itself.
int run_init(const InitOptions& options);
int run_serve(const ServeOptions& options);
/// Mends the event log after damage in its middle; says what was cut.
int run_repair(const std::string& data);
/// Prints the API document.
int run_openapi();
/// Analyses an experiment that ran elsewhere.
int run_analyse(const AnalyseOptions& options);

/// Checks the journal of a workspace, which may be served meanwhile. 0: whole, 1: not.
int run_journal_verify(const std::string& data);

// The verbs that talk to a running server.
int run_apply(const ServerOptions& server, const std::string& file);
/// `action`: "start", "stop", "pause", "resume", "clear", "roll-back" or "kill"; `reason` may be
/// empty.
int run_launch(const ServerOptions& server, const std::string& action, const std::string& launch,
               const std::string& reason);
/// Prints a launch's brief and what it lacks; with a file writes it first.
int run_brief(const ServerOptions& server, const BriefOptions& options);
/// What people of both sides say about a launch; prints where it stands then.
int run_agreement(const ServerOptions& server, const AgreementOptions& options);
/// Prints all launches by stage, a line each.
int run_tracker(const ServerOptions& server, bool as_json);
/// `signatures_required`: "on", "off", or empty: only shows.
int run_settings(const ServerOptions& server, const std::string& signatures_required);
/// `as_json`: the server's JSON as it came, else a table or text for people.
int run_results(const ServerOptions& server, const std::string& launch, bool as_json);
int run_receipt(const ServerOptions& server, const std::string& launch, bool as_json);
/// Makes a member; prints what came of it.
int run_member_add(const ServerOptions& server, const MemberAddOptions& member);
/// Prints the members, a line each.
int run_member_list(const ServerOptions& server);
/// Prints every metric: what it counts, who owns it, who uses it.
int run_metric_list(const ServerOptions& server, bool as_json);
/// Compares a launch's results with a recount of the log and says every difference. 0: none, 1:
/// some, 2: no answer could be found.
int run_recount(const ServerOptions& server, const std::string& launch);

/// Prints the new key as JSON. `kind`: "client", "server" or "admin".
int run_key_create(const ServerOptions& server, const std::string& kind, bool encrypted);
/// Prints the key as revoked.
int run_key_revoke(const ServerOptions& server, const std::string& id);
/// Prints the access keys, a line each, without what is secret about them.
int run_key_list(const ServerOptions& server);

}  // namespace spotter::app
