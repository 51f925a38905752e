// The walls of ARCHITECTURE.md, as tables.
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "checks.hpp"

namespace tidy {
namespace {

using Layers = std::set<std::string>;

/// What each layer may include besides itself. "parts" stands for any part.
const std::map<std::string, Layers> server_walls = {
    {"base", {}},
    {"stats", {"base"}},
    {"wire", {"base"}},
    {"storage", {"base", "wire"}},
    {"journal", {"base", "wire", "storage"}},
    {"parts", {"base", "stats", "wire", "journal", "storage"}},
    {"protocols", {"base", "wire", "parts"}},
    {"http", {"base", "wire"}},
    {"app", {"base", "stats", "wire", "journal", "storage", "parts", "protocols", "http"}},
    {"main", {"base", "app"}},
};

/// Foreign headers, by the start of their path, and the layers that may include them.
const std::map<std::string, Layers> foreign_walls = {
    {"boost/asio", {"http", "app"}},
    {"boost/beast", {"http", "app"}},
    {"boost/json", {"wire", "storage", "journal", "parts", "protocols", "http", "app"}},
    {"boost/describe", {"wire", "storage", "journal", "parts", "protocols", "http", "app"}},
    {"openssl", {"base"}},
    {"sqlite3.h", {"storage"}},
    {"simdjson", {"protocols"}},
    {"yaml-cpp", {"app"}},
    {"CLI", {"app"}},
    {"zlib.h", {"protocols", "http"}},
    {"date/", {"parts"}},
    {"pcre2.h", {"parts"}},
    {"re2", {"parts"}},
    {"iostream", {"base", "app", "main"}},
    {"fstream", {"base", "app", "main"}},
};

/// What each layer of the front end may import besides itself.
const std::map<std::string, Layers> web_walls = {
    {"ui", {}},
    {"charts", {}},
    {"words", {}},
    {"api", {}},
    {"parts", {"ui", "charts", "words", "api"}},
    {"app", {"ui", "charts", "words", "api", "parts"}},
    {"main", {"ui", "charts", "words", "api", "parts", "app"}},
};

const std::map<std::string, Layers> web_foreign_walls = {
    {"@mantine/", {"ui"}},          {"@tabler/", {"ui"}},       {"d3-", {"charts"}},
    {"@observablehq/", {"charts"}}, {"openapi-fetch", {"api"}},
};

/// A place in the layout: its layer, and for a part which one.
struct Place {
  std::string layer;
  std::string part;
  bool operator==(const Place&) const = default;
};

/// Of a path below server/ or web/src/: "parts/live/act/x.hpp" is {parts, live}.
Place place_of(const std::string& path) {
  std::vector<std::string> steps = split(path, '/');
  if (steps.size() == 1) return {"main", ""};
  if (steps[0] == "parts" && steps.size() > 2) return {"parts", steps[1]};
  return {steps[0], ""};
}

/// Why `from` may not use `to`, or empty.
std::string breach(const std::map<std::string, Layers>& walls, const Place& from, const Place& to) {
  if (from == to) return {};
  if (from.layer == "parts" && to.layer == "parts") return "a part knows no other part";
  auto known = walls.find(from.layer);
  if (known == walls.end()) return from.layer + " is no layer of this program";
  if (known->second.count(to.layer) > 0) return {};
  return from.layer + " may not use " + to.layer;
}

/// Why a layer may not use a foreign header or package, or empty.
std::string foreign_breach(const std::map<std::string, Layers>& walls, const std::string& layer,
                           const std::string& name) {
  for (const auto& [start, layers] : walls) {
    if (!starts_with(name, start)) continue;
    char next = name.size() > start.size() ? name[start.size()] : '/';
    bool is_prefix = start.back() == '/' || start.back() == '-';
    bool meant = is_prefix || next == '/' || next == '.';
    if (meant && layers.count(layer) == 0) return layer + " may not use " + name;
  }
  return {};
}

/// What stands between `open` and `close` in `line`, or empty.
std::string between(const std::string& line, char open, char close) {
  std::size_t from = line.find(open);
  if (from == std::string::npos) return {};
  std::size_t to = line.find(close, from + 1);
  return to == std::string::npos ? std::string() : line.substr(from + 1, to - from - 1);
}

std::string include_breach(const Source& source, const std::string& line) {
  Place from = place_of(source.path.substr(7));
  if (std::string name = between(line, '"', '"'); !name.empty()) {
    if (name.find('/') == std::string::npos) return "include it by its path from server/: " + name;
    Place to = place_of(name);
    bool value_header = !ends_with(name, "_store.hpp") && !ends_with(name, "_desk.hpp") &&
                        !ends_with(name, "_api.hpp");
    if (from.layer == "protocols" && to.layer == "parts" && !value_header) {
      return "protocols may use value headers of parts only, not " + name;
    }
    return breach(server_walls, from, to);
  }
  if (is_test(source)) return {};
  return foreign_breach(foreign_walls, from.layer, between(line, '<', '>'));
}

/// The module an import line names, or empty.
std::string imported(const std::string& line) {
  for (const char* mark : {"from \"", "from '", "import \"", "import '", "import(\"", "import('"}) {
    std::size_t at = line.find(mark);
    if (at == std::string::npos) continue;
    std::size_t from = at + std::string(mark).size();
    return line.substr(from, line.find(line[from - 1], from) - from);
  }
  return {};
}

std::string import_breach(const Source& source, const std::string& name) {
  Place from = place_of(source.path.substr(8));
  std::string target;
  if (starts_with(name, ".")) {
    auto folder = std::filesystem::path(source.path).parent_path();
    target = (folder / name).lexically_normal().generic_string();
    if (!starts_with(target, "web/src/")) return {};
    target = target.substr(8);
  } else if (starts_with(name, "@/")) {
    target = name.substr(2);
  } else {
    return foreign_breach(web_foreign_walls, from.layer, name);
  }
  return breach(web_walls, from, place_of(target));
}

}  // namespace

void check_server_walls(const Repository& repository, Findings& findings) {
  for (const Source& source : repository.files) {
    if (!is_cpp(source) || !starts_with(source.path, "server/")) continue;
    for (std::size_t i = 0; i < source.lines.size(); ++i) {
      if (!starts_with(trimmed(source.lines[i]), "#include")) continue;
      std::string reason = include_breach(source, source.lines[i]);
      if (!reason.empty()) findings.push_back({source.path, i + 1, reason});
    }
  }
}

void check_web_walls(const Repository& repository, Findings& findings) {
  for (const Source& source : repository.files) {
    if (!is_web(source) || !starts_with(source.path, "web/src/")) continue;
    for (std::size_t i = 0; i < source.lines.size(); ++i) {
      std::string name = imported(source.lines[i]);
      std::string reason = name.empty() ? std::string() : import_breach(source, name);
      if (!reason.empty()) findings.push_back({source.path, i + 1, reason});
    }
  }
}

}  // namespace tidy
