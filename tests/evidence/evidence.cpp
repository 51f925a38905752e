// Simulates what statistics section 13 says and prints it beside the document's figures.
// Exit status: 0 if all of our own figures agree, 1 if not, 2 if not understood.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>

#include "evidence/rows.hpp"

namespace {

using namespace spotter::evidence;

struct Family {
  const char* title;
  std::vector<Row> rows;
};

std::vector<Family> families() {
  return {{"False alarms: nominal 5 %, no effect", false_alarm_rows()},
          {"Ramps: nominal 5 %, no effect", ramp_rows()},
          {"Visitors until rollback: median, both arms together, 50/50", rollback_rows()},
          {"One-sided mean guardrails: false alarms, 50/50", mean_guardrail_rows()}};
}

// Figures that do not agree: of the program's methods, and of those it is compared with.
struct Outside {
  int ours = 0;
  int others = 0;
};

void print(const Row& row, const Settings& settings, Outside& outside) {
  fmt::print("\n{} ({})\n", row.title, row.key);
  for (const Figure& figure : row.simulate(row, settings)) {
    const char* verdict = figure.document == "-" ? "not given"
                          : figure.agrees        ? "within simulation error"
                                                 : "OUTSIDE simulation error";
    fmt::print("  {:<30}{:>9}   document {:>13}   {}\n", figure.method.name, figure.here,
               figure.document, verdict);
    if (!figure.agrees) ++(figure.method.is_ours ? outside.ours : outside.others);
  }
  std::fflush(stdout);
}

int run(const Settings& settings, const std::string& only) {
  fmt::print(
      "Statistics, section 13: {} runs of up to {} visitors, a look after each, seed {}.\n"
      "Simulation error is three standard errors, with 300 runs behind the document's figures.\n",
      settings.runs, visitors_max, settings.seed);
  Outside outside;
  for (const Family& family : families()) {
    if (only.empty()) fmt::print("\n== {}\n", family.title);
    for (const Row& row : family.rows) {
      if (only.empty() || row.key == only) print(row, settings, outside);
    }
  }
  fmt::print("\nOutside simulation error: {} of our figures, {} of those compared with\n",
             outside.ours, outside.others);
  return outside.ours == 0 ? 0 : 1;
}

std::vector<std::string> keys() {
  std::vector<std::string> all;
  for (const Family& family : families()) {
    for (const Row& row : family.rows) all.push_back(row.key);
  }
  return all;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("What statistics section 13 promises, simulated with the program's own functions");
  Settings settings;
  std::string only;
  app.add_option("--runs", settings.runs, "runs of each row")
      ->check(CLI::Range(10, 100'000))
      ->capture_default_str();
  app.add_option("--seed", settings.seed, "the same seed gives the same figures")
      ->capture_default_str();
  app.add_option("--only", only, "one row, by the key in brackets")->check(CLI::IsMember(keys()));
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  return run(settings, only);
}
