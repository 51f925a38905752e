#include "app/command_line/definitions_file.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <boost/json.hpp>
#include <optional>
#include <sstream>
#include <vector>

#include "app/command_line/yaml_scalar.hpp"
#include "base/limits.hpp"
#include "base/text.hpp"

namespace spotter::app {

namespace json = boost::json;

namespace {

constexpr std::size_t depth_max = 32;

// Builds JSON from the YAML parser's events. The first problem is kept and the rest ignored; the
// parser itself gives up on nesting beyond 500.
class Builder final : public YAML::EventHandler {
 public:
  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ > 1) refuse(mark, "A file holds one document only.");
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    if (!enter(mark, "", anchor)) return;
    if (expects_name()) refuse(mark, "A name is missing.");
    else add(mark, nullptr);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { refuse(mark, no_anchors); }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& text) override;
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, json::array{});
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, json::object{});
  }
  void OnMapEnd() override { close(); }
  void OnAnchor(const YAML::Mark& mark, const std::string&) override { refuse(mark, no_anchors); }

  void refuse(const YAML::Mark& mark, std::string reason) {
    if (!problem_) problem_ = LineProblem{std::max(mark.line, 0) + 1, std::move(reason)};
  }
  const std::optional<LineProblem>& problem() const { return problem_; }
  DefinitionsFile take() { return std::move(file_); }

 private:
  static constexpr const char* no_anchors = "Anchors and aliases are not read; write it out.";

  struct Level {
    json::value* container;
    std::string pointer;
    std::optional<std::string> name;  // of the member whose value comes next
    int name_line = 0;
  };

  bool enter(const YAML::Mark& mark, std::string_view tag, YAML::anchor_t anchor);
  bool expects_name() const {
    return !levels_.empty() && levels_.back().container->is_object() && !levels_.back().name;
  }
  void name(const YAML::Mark& mark, const std::string& text);
  json::value& add(const YAML::Mark& mark, json::value value);
  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
            json::value empty);
  void close() {
    if (!problem_) levels_.pop_back();
  }

  DefinitionsFile file_;
  std::vector<Level> levels_;
  std::string last_pointer_;  // of what add() added
  std::optional<LineProblem> problem_;
  int documents_ = 0;
};

bool Builder::enter(const YAML::Mark& mark, std::string_view tag, YAML::anchor_t anchor) {
  if (anchor != 0) refuse(mark, no_anchors);
  if (!tag.empty() && tag != "?" && tag != "!") refuse(mark, "Tags are not read.");
  return !problem_;
}

void Builder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       const std::string& text) {
  if (!enter(mark, tag, anchor)) return;
  if (expects_name()) return name(mark, text);
  const bool quoted = tag == "!";
  auto value = quoted ? Result<json::value>(json::value(text)) : plain_scalar(text);
  if (value) add(mark, std::move(*value));
  else refuse(mark, value.error().sentence);
}

void Builder::name(const YAML::Mark& mark, const std::string& text) {
  Level& level = levels_.back();
  if (level.container->as_object().contains(text))
    return refuse(mark, fmt::format("\"{}\" stands here twice.", text));
  level.name = text;
  level.name_line = mark.line;
}

json::value& Builder::add(const YAML::Mark& mark, json::value value) {
  if (levels_.empty()) {
    last_pointer_.clear();
    file_.lines.emplace("", mark.line + 1);
    return file_.value = std::move(value);
  }
  Level& level = levels_.back();
  const auto* object = level.container->if_object();
  const std::string token =
      object ? pointer_token(*level.name) : std::to_string(level.container->as_array().size());
  last_pointer_ = level.pointer + "/" + token;
  file_.lines.emplace(last_pointer_, (object ? level.name_line : mark.line) + 1);
  if (!object) return level.container->as_array().emplace_back(std::move(value));
  auto& member = (level.container->as_object()[*level.name] = std::move(value));
  level.name.reset();
  return member;
}

// A container's address stays while it is open: its parent grows again only after it is closed.
void Builder::open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                   json::value empty) {
  if (!enter(mark, tag, anchor)) return;
  if (expects_name()) return refuse(mark, "A name must be text.");
  if (levels_.size() >= depth_max) return refuse(mark, "This is nested too deeply.");
  json::value& container = add(mark, std::move(empty));
  levels_.push_back({&container, last_pointer_, std::nullopt, 0});
}

// What the YAML parser would take or report in words that help nobody.
std::optional<LineProblem> find_odd_text(std::string_view yaml) {
  if (yaml.size() > limits::definitions_bytes_max)
    return LineProblem{1, fmt::format("The file is over {} bytes.", limits::definitions_bytes_max)};
  int line = 0;
  bool blank = true;
  while (!yaml.empty()) {
    ++line;
    const auto end = std::min(yaml.find('\n'), yaml.size());
    const auto text = yaml.substr(0, end);
    yaml.remove_prefix(std::min(end + 1, yaml.size()));
    if (!is_utf8(text)) return LineProblem{line, "The line is not UTF-8."};
    if (text.find('\0') != std::string_view::npos)
      return LineProblem{line, "The line holds a NUL character."};
    const auto first = text.find_first_not_of(" \t\r");
    if (first == std::string_view::npos) continue;
    blank = false;
    if (text.substr(0, first).find('\t') != std::string_view::npos)
      return LineProblem{line, "YAML is indented with blanks, not with tabs."};
  }
  if (blank) return LineProblem{1, "The file is empty."};
  return std::nullopt;
}

int line_count(std::string_view text) {
  while (text.ends_with('\n')) text.remove_suffix(1);
  return static_cast<int>(std::count(text.begin(), text.end(), '\n')) + 1;
}

}  // namespace

int DefinitionsFile::line_of(std::string_view pointer) const {
  while (true) {
    const auto found = lines.find(pointer);
    if (found != lines.end()) return found->second;
    if (pointer.empty()) return 1;
    const auto slash = pointer.rfind('/');
    pointer = slash == std::string_view::npos ? std::string_view{} : pointer.substr(0, slash);
  }
}

tl::expected<DefinitionsFile, LineProblem> read_definitions(std::string_view yaml) {
  if (const auto odd = find_odd_text(yaml)) return tl::unexpected(*odd);
  // The end mark makes the parser see quotes that nobody closed; without it they end silently.
  std::istringstream stream(std::string(yaml) + "\n...\n");
  Builder builder;
  try {
    YAML::Parser parser(stream);
    while (!builder.problem() && parser.HandleNextDocument(builder)) {
    }
  } catch (const YAML::Exception& error) {
    builder.refuse(error.mark, fmt::format("This is not YAML: {}.", error.msg));
  }
  if (auto problem = builder.problem()) {
    problem->line = std::min(problem->line, line_count(yaml));
    return tl::unexpected(*problem);
  }
  auto file = builder.take();
  if (file.value.is_null()) return tl::unexpected(LineProblem{1, "The file is empty."});
  return file;
}

}  // namespace spotter::app
