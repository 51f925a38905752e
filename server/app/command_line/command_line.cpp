// The command line: verbs, options, environment.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <exception>
#include <functional>

#include "app/command_line/commands.hpp"
#include "app/command_line/server_call.hpp"

namespace spotter::app {

namespace {

constexpr int wrong_usage = 2;

// Every verb's options, filled by the parser.
struct Options {
  InitOptions init;
  AnalyseOptions analyse;
  ServeOptions serve;
  std::string public_url;
  std::string code_default = "omit";
  std::string repair_data;
  ServerOptions server;
  std::string file;
  std::string action;
  std::string launch;
  std::string signatures_required;
  AgreementOptions agreement;
  BriefOptions brief;
  bool as_json = false;
  bool encrypted = false;
  std::string kind = "client";
  std::string key_id;
  std::string journal_data = ".";
  MemberAddOptions member;
  std::function<int()> chosen;
};

CLI::App* add_verb(CLI::App& program, const char* name, const char* sentence) {
  return program.add_subcommand(name, sentence);
}

void add_data(CLI::App* verb, std::string& data) {
  verb->add_option("--data", data, "The data directory")->required()->type_name("DIR");
}

void add_server(CLI::App* verb, ServerOptions& server) {
  verb->add_option("--server", server.server, "Where the server is, for example http://host:8080")
      ->envname("SPOTTER_SERVER")
      ->required()
      ->type_name("URL");
  verb->add_option("--key", server.key, "The admin key")
      ->envname("SPOTTER_KEY")
      ->required()
      ->type_name("KEY");
}

void add_launch_key(CLI::App* verb, std::string& launch) {
  verb->add_option("launch", launch, "The launch's key")->required()->type_name("KEY");
}

void add_serve(CLI::App& program, Options& options) {
  auto* verb = add_verb(program, "serve", "Run the server");
  auto& serve = options.serve;
  add_data(verb, serve.data);
  verb->add_option("--listen", serve.listen, "Where to listen; port 0: any free one")
      ->capture_default_str()
      ->type_name("HOST:PORT");
  verb->add_option("--public-url", options.public_url, "How clients reach us through a proxy")
      ->type_name("URL")
      ->check([](const std::string& text) {
        const auto url = protocols::parse_public_url(text);
        return url ? std::string() : url.error().sentence;
      });
  verb->add_option("--one-click", serve.one_click,
                   "Members who sign in without a password, as maria,jonas; for a demo only")
      ->delimiter(',')
      ->type_name("KEYS");
  verb->add_option("--notice", serve.notice, "A sentence shown on every screen")->type_name("TEXT");
  verb->add_option("--checkpoint-every", serve.checkpoint_every,
                   "Records between two checkpoints; a start replays about as many")
      ->type_name("RECORDS")
      ->check(CLI::Range(Sequence{1}, Sequence{1'000'000}))
      ->capture_default_str();
  verb->add_option("--ofrep-code-default", options.code_default,
                   "What OFREP answers for a flag that is off: no value, or the flag's default")
      ->capture_default_str()
      ->check(CLI::IsMember({"omit", "value"}))
      ->type_name("omit|value");
  verb->callback([&options] {
    options.chosen = [&options] {
      const auto url = protocols::parse_public_url(options.public_url);
      if (url) options.serve.public_url = *url;
      if (options.code_default == "value")
        options.serve.ofrep_code_default = protocols::CodeDefault::value;
      return run_serve(options.serve);
    };
  });
}

// The options that an analysis has in a URL too, as --name-of-it VALUE.
void add_setting(CLI::App* verb, AnalyseOptions& analyse, const char* option,
                 const char* sentence) {
  std::string name(option + 2);
  for (char& c : name) {
    if (c == '-') c = '_';
  }
  verb->add_option_function<std::string>(
          option,
          [&analyse, name](const std::string& value) {
            analyse.settings.push_back(fmt::format("{}={}", name, value));
          },
          sentence)
      ->type_name("VALUE");
}

void add_analyse(CLI::App& program, Options& options) {
  auto& analyse = options.analyse;
  auto* verb = add_verb(program, "analyse", "Analyse an experiment that ran elsewhere");
  verb->add_option("file", analyse.file, "A table: CSV, or CSV compressed with gzip")
      ->required()
      ->type_name("FILE");
  verb->add_option("--column", analyse.columns, "Which column holds what, as units=visitors")
      ->allow_extra_args(false)
      ->type_name("WHAT=NAME");
  add_setting(verb, analyse, "--control", "The arm to compare with; else the first");
  add_setting(verb, analyse, "--shares", "Expected shares of the arms, as 50:50; else equal");
  add_setting(verb, analyse, "--tau-opt", "The effective size to be tightest at; else 1250");
  verb->add_flag_callback(
      "--growing-totals", [&] { analyse.settings.emplace_back("growing_totals=true"); },
      "A unit's value grows after its exposure, as revenue does");
  verb->add_flag("--all", analyse.all, "Every comparison as text");
  verb->add_flag("--json", analyse.as_json, "Everything as JSON");
  verb->add_option("--csv", analyse.table, "Write every comparison to this file")
      ->type_name("FILE");
  verb->callback([&] { options.chosen = [&] { return run_analyse(options.analyse); }; });
}

void add_journal_verb(CLI::App& program, Options& options) {
  auto* verb = add_verb(program, "journal", "Check the journal");
  verb->require_subcommand(1);
  auto* verify = verb->add_subcommand("verify", "Find any change to it, made while nobody looked");
  verify->add_option("--data", options.journal_data, "The data directory")
      ->capture_default_str()
      ->type_name("DIR");
  verify->callback(
      [&] { options.chosen = [&] { return run_journal_verify(options.journal_data); }; });
}

void add_local_verbs(CLI::App& program, Options& options) {
  auto* init = add_verb(program, "init", "Make a workspace; print its keys");
  add_data(init, options.init.data);
  init->callback([&] { options.chosen = [&] { return run_init(options.init); }; });
  add_serve(program, options);
  auto* repair = add_verb(program, "repair", "Mend a damaged event log");
  add_data(repair, options.repair_data);
  repair->callback([&] { options.chosen = [&] { return run_repair(options.repair_data); }; });
  add_verb(program, "openapi", "Print the API document")->callback([&] {
    options.chosen = run_openapi;
  });
  add_analyse(program, options);
  add_journal_verb(program, options);
}

using Show = int (*)(const ServerOptions&, const std::string&, bool);

void add_shown_verb(CLI::App* verb, Options& options, Show run) {
  add_launch_key(verb, options.launch);
  add_server(verb, options.server);
  verb->add_flag("--json", options.as_json, "The server's JSON as it is");
  verb->callback([&options, run] {
    options.chosen = [&options, run] {
      return run(options.server, options.launch, options.as_json);
    };
  });
}

void add_key_verb(CLI::App& program, Options& options) {
  auto* verb = add_verb(program, "key", "Make a further key, list all keys, or revoke one");
  verb->add_option("action", options.action, "What to do")
      ->required()
      ->type_name("create|list|revoke")
      ->check(CLI::IsMember({"create", "list", "revoke"}));
  verb->add_option("id", options.key_id, "revoke: which key, as key list calls it")
      ->type_name("ID");
  verb->add_option("--kind", options.kind, "create: what it opens")
      ->capture_default_str()
      ->type_name("client|server|admin")
      ->check(CLI::IsMember({"client", "server", "admin"}));
  verb->add_flag("--encrypted", options.encrypted,
                 "create: GrowthBook's SDKs get their payload encrypted");
  add_server(verb, options.server);
  verb->callback([&] {
    options.chosen = [&] {
      if (options.action == "list") return run_key_list(options.server);
      if (options.action == "revoke") return run_key_revoke(options.server, options.key_id);
      return run_key_create(options.server, options.kind, options.encrypted);
    };
  });
}

constexpr const char* commands[] = {"start", "stop",      "pause", "resume",
                                    "clear", "roll-back", "kill"};
constexpr const char* agreements[] = {
    "ask", "verdict", "accept", "decline",      "appeal", "withdraw",    "return-brief",
    "met", "spotter", "sign",   "sign-receipt", "learn",  "sign-outcome"};

bool is_command(const std::string& action) {
  return std::find(std::begin(commands), std::end(commands), action) != std::end(commands);
}

// Actions by name; IsMember would list them in an order of its own.
std::string wrong_action(const std::string& action) {
  const bool agrees =
      std::find(std::begin(agreements), std::end(agreements), action) != std::end(agreements);
  return agrees || is_command(action)
             ? std::string()
             : fmt::format("\"{}\" is nothing to do with a launch", action);
}

void add_agreement_options(CLI::App* verb, AgreementOptions& agreement) {
  verb->add_option("word", agreement.word,
                   "verdict: yes|yes-if|alternative|lawful-no; met: the condition; "
                   "spotter: the member; learn: what was learned; "
                   "decline, appeal, withdraw, return-brief: why")
      ->type_name("WORD");
  verb->add_option("--title", agreement.title, "ask: what is asked for")->type_name("TEXT");
  verb->add_option("--outcome", agreement.outcome, "ask: what for")->type_name("TEXT");
  verb->add_option("--side", agreement.side, "With the admin key: for which side")
      ->type_name("marketing|it")
      ->check(CLI::IsMember({"marketing", "it"}));
  verb->add_option("--condition", agreement.conditions, "verdict yes-if: what has to be so")
      ->allow_extra_args(false)
      ->type_name("TEXT");
  verb->add_option("--rule", agreement.rule, "verdict lawful-no: the rule that it cites")
      ->type_name("TEXT");
  verb->add_option("--guardrail", agreement.guardrails,
                   "verdict yes-if: a metric that has to become a guardrail")
      ->allow_extra_args(false)
      ->type_name("METRIC");
}

void add_launch_verb(CLI::App& program, Options& options) {
  auto* verb = add_verb(program, "launch", "Agree about a launch, start it, end it");
  auto& agreement = options.agreement;
  verb->add_option("action", agreement.action, "What to do")
      ->required()
      ->type_name(fmt::format("{}|{}", fmt::join(commands, "|"), fmt::join(agreements, "|")))
      ->check(CLI::Validator(wrong_action, ""));
  add_launch_key(verb, agreement.launch);
  add_agreement_options(verb, agreement);
  verb->add_option("--reason,--note", agreement.note, "Why, for the journal")->type_name("TEXT");
  add_server(verb, options.server);
  verb->callback([&] {
    options.chosen = [&] {
      if (!is_command(agreement.action)) return run_agreement(options.server, agreement);
      return run_launch(options.server, agreement.action, agreement.launch, agreement.note);
    };
  });
}

void add_brief_verb(CLI::App& program, Options& options) {
  auto* verb = add_verb(program, "brief", "Show a launch's brief and what it lacks, or write it");
  auto& brief = options.brief;
  add_launch_key(verb, brief.launch);
  verb->add_option("file", brief.file, "The brief as YAML or JSON")->type_name("FILE");
  verb->add_option("--base", brief.base, "The revision that the file was made from")
      ->type_name("REVISION");
  verb->add_option("--side", brief.side, "With the admin key: for which side")
      ->type_name("marketing|it")
      ->check(CLI::IsMember({"marketing", "it"}));
  add_server(verb, options.server);
  verb->callback(
      [&] { options.chosen = [&] { return run_brief(options.server, options.brief); }; });
}

void add_tracker_verbs(CLI::App& program, Options& options) {
  auto* tracker = add_verb(program, "tracker", "Show what marketing and IT have in hand");
  add_server(tracker, options.server);
  tracker->add_flag("--json", options.as_json, "The server's JSON as it is");
  tracker->callback(
      [&] { options.chosen = [&] { return run_tracker(options.server, options.as_json); }; });
  auto* settings = add_verb(program, "settings", "Show or change the workspace's settings");
  add_server(settings, options.server);
  settings
      ->add_option("--signatures-required", options.signatures_required,
                   "Whether a launch starts only with both sides' signatures")
      ->type_name("on|off")
      ->check(CLI::IsMember({"on", "off"}));
  settings->callback([&] {
    options.chosen = [&] { return run_settings(options.server, options.signatures_required); };
  });
}

void add_member_verb(CLI::App& program, Options& options) {
  auto* verb = add_verb(program, "member", "Make a member, or list all of them");
  verb->require_subcommand(1);
  auto* add = verb->add_subcommand("add", "Make a member");
  auto& member = options.member;
  add->add_option("member", member.key, "What the member signs in as")
      ->required()
      ->type_name("KEY");
  add->add_option("--name", member.name, "What people call them")->required()->type_name("NAME");
  add->add_option("--department", member.department, "For example marketing or it")
      ->required()
      ->type_name("KEY");
  add->add_flag("--password-stdin", member.password_from_input,
                "The first line of standard input is the password");
  add->add_flag("--administrator", member.administrator, "Manages members, keys and settings");
  add_server(add, options.server);
  add->callback(
      [&] { options.chosen = [&] { return run_member_add(options.server, options.member); }; });
  auto* list = verb->add_subcommand("list", "List all members");
  add_server(list, options.server);
  list->callback([&] { options.chosen = [&] { return run_member_list(options.server); }; });
}

void add_metric_verb(CLI::App& program, Options& options) {
  auto* verb = add_verb(program, "metric", "List all metrics");
  verb->require_subcommand(1);
  auto* list = verb->add_subcommand("list", "What each counts, who owns it, who uses it");
  add_server(list, options.server);
  list->add_flag("--json", options.as_json, "The server's JSON as it is");
  list->callback(
      [&] { options.chosen = [&] { return run_metric_list(options.server, options.as_json); }; });
}

void add_server_verbs(CLI::App& program, Options& options) {
  auto* apply = add_verb(program, "apply", "Bring a definitions file to the server");
  apply->add_option("file", options.file, "The YAML file")->required()->type_name("FILE");
  add_server(apply, options.server);
  apply->callback(
      [&] { options.chosen = [&] { return run_apply(options.server, options.file); }; });
  add_launch_verb(program, options);
  add_brief_verb(program, options);
  add_tracker_verbs(program, options);
  add_key_verb(program, options);
  add_member_verb(program, options);
  add_metric_verb(program, options);
  auto* recount = add_verb(program, "recount", "Check a launch's results against the event log");
  add_launch_key(recount, options.launch);
  add_server(recount, options.server);
  recount->callback(
      [&] { options.chosen = [&] { return run_recount(options.server, options.launch); }; });
  add_shown_verb(add_verb(program, "results", "Show a launch's results"), options, run_results);
  add_shown_verb(add_verb(program, "receipt", "Show a launch's receipt"), options, run_receipt);
}

}  // namespace

int run(int argc, const char* const* argv) {
  CLI::App program("Spotter: launches that roll themselves back when they harm", "spotter");
  Options options;
  program.set_version_flag("--version", fmt::format("spotter {}", program_version));
  program.require_subcommand(1);
  add_local_verbs(program, options);
  add_server_verbs(program, options);
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? 0 : wrong_usage;
  }
  try {
    return options.chosen();
  } catch (const std::exception& error) {
    return fail(fmt::format("This is a bug: {}.", error.what()));
  }
}

}  // namespace spotter::app
