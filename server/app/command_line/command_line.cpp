// The command line: verbs, options, environment.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
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
  std::string reason;
  bool as_json = false;
  bool encrypted = false;
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
  auto* verb = add_verb(program, "key", "Make a further client key, or list all keys");
  verb->add_option("action", options.action, "What to do")
      ->required()
      ->type_name("create|list")
      ->check(CLI::IsMember({"create", "list"}));
  verb->add_flag("--encrypted", options.encrypted,
                 "create: GrowthBook's SDKs get their payload encrypted");
  add_server(verb, options.server);
  verb->callback([&] {
    options.chosen = [&] {
      if (options.action == "list") return run_key_list(options.server);
      return run_key_create(options.server, options.encrypted);
    };
  });
}

void add_server_verbs(CLI::App& program, Options& options) {
  auto* apply = add_verb(program, "apply", "Bring a definitions file to the server");
  apply->add_option("file", options.file, "The YAML file")->required()->type_name("FILE");
  add_server(apply, options.server);
  apply->callback(
      [&] { options.chosen = [&] { return run_apply(options.server, options.file); }; });
  auto* launch = add_verb(program, "launch", "Start, stop, roll back or kill a launch");
  launch->add_option("action", options.action, "What to do")
      ->required()
      ->type_name("start|stop|pause|resume|clear|roll-back|kill")
      ->check(CLI::IsMember({"start", "stop", "pause", "resume", "clear", "roll-back", "kill"}));
  add_launch_key(launch, options.launch);
  launch->add_option("--reason", options.reason, "Why, for the journal")->type_name("TEXT");
  add_server(launch, options.server);
  launch->callback([&] {
    options.chosen = [&] {
      return run_launch(options.server, options.action, options.launch, options.reason);
    };
  });
  add_key_verb(program, options);
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
