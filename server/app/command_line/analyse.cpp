// spotter analyse FILE: an experiment that ran elsewhere.
#include <fmt/format.h>

#include <cstdio>
#include <fstream>

#include "app/command_line/server_call.hpp"
#include "parts/live/analyse/analyse.hpp"
#include "parts/live/analyse/analysis_text.hpp"
#include "parts/live/analyse/request.hpp"
#include "protocols/csv/streams_table.hpp"
#include "protocols/csv/table_file.hpp"

namespace spotter::app {

namespace {

constexpr std::size_t step_bytes = 64 * 1024;

Result<void> set_all(live::AnalysisRequest& request, const std::vector<std::string>& options) {
  for (const auto& option : options) {
    const auto mark = option.find('=');
    if (mark == std::string::npos)
      return failure(bad_request(fmt::format("\"{}\" is not NAME=VALUE.", option)));
    TRY_VOID(live::set_option(request, option.substr(0, mark), option.substr(mark + 1)));
  }
  return {};
}

Result<live::AnalysisRequest> request_of(const AnalyseOptions& options) {
  live::AnalysisRequest request;
  TRY_VOID(set_all(request, options.columns));
  TRY_VOID(set_all(request, options.settings));
  return request;
}

Result<live::Imported> read_table(const std::string& path,
                                  const std::map<std::string, std::string>& columns) {
  std::ifstream file(path, std::ios::binary);
  if (!file)
    return failure(ProblemCode::not_found, fmt::format("The file {} cannot be read.", path));
  protocols::TableFile table(columns);
  std::string step(step_bytes, '\0');
  while (file.good()) {
    file.read(step.data(), static_cast<std::streamsize>(step.size()));
    const auto count = static_cast<std::size_t>(file.gcount());
    TRY_VOID(table.feed(std::string_view(step.data(), count)));
  }
  if (!file.eof())
    return failure(ProblemCode::not_found, fmt::format("The file {} cannot be read.", path));
  return table.finish();
}

Result<live::Analysis> analyse_file(const AnalyseOptions& options) {
  TRY(const auto request, request_of(options));
  TRY(auto imported, read_table(options.file, request.columns));
  return live::analyse(std::move(imported), request.choice);
}

Result<void> write_table(const std::string& path, const live::Analysis& analysis) {
  std::ofstream file(path, std::ios::binary);
  file << protocols::streams_table(analysis);
  file.close();
  if (!file)
    return failure(ProblemCode::unavailable, fmt::format("The file {} cannot be written.", path));
  return {};
}

}  // namespace

int run_analyse(const AnalyseOptions& options) {
  const auto analysis = analyse_file(options);
  if (!analysis) return fail(analysis.error().sentence);
  if (!options.table.empty()) {
    const auto written = write_table(options.table, *analysis);
    if (!written) return fail(written.error().sentence);
  }
  const auto detail = options.all ? live::Detail::all : live::Detail::some;
  auto text =
      options.as_json ? wire::to_json_text(*analysis) : live::analysis_text(*analysis, detail);
  while (text.ends_with('\n')) text.pop_back();
  say(text);
  return 0;
}

}  // namespace spotter::app
