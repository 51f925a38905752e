#include "wire/openapi.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <map>

namespace spotter::wire {

namespace {

namespace json = boost::json;

json::value reference(std::string_view place) {
  return json::object{{"$ref", "#/components/" + std::string(place)}};
}

json::object content(std::string_view type, json::object schema) {
  return {{type, json::object{{"schema", std::move(schema)}}}};
}

/// "get" and "/api/launches/{key}" give "get_api_launches_key".
std::string operation_id(std::string_view method, std::string_view pattern) {
  std::string id(method);
  for (const char c : pattern) {
    if (c == '/' || c == '.' || c == '-') id += '_';
    else if (c != '{' && c != '}' && c != '*') id += c;
  }
  return id;
}

json::array parameters_of(const Route& route) {
  const std::string_view pattern = route.pattern;
  json::array parameters;
  for (auto open = pattern.find('{'); open != std::string_view::npos;
       open = pattern.find('{', open + 1)) {
    const auto close = pattern.find('}', open);
    if (close == std::string_view::npos) break;
    json::object parameter;
    parameter.emplace("name", pattern.substr(open + 1, close - open - 1));
    parameter.emplace("in", "path");
    parameter.emplace("required", true);
    parameter.emplace("schema", json::object{{"type", "string"}});
    parameters.push_back(std::move(parameter));
  }
  for (const auto& [name, sentence] : route.query_parameters) {
    parameters.push_back(json::object{{"name", name},
                                      {"in", "query"},
                                      {"description", sentence},
                                      {"schema", json::object{{"type", "string"}}}});
  }
  return parameters;
}

json::object good_answer(const Route& route) {
  json::object answer{{"description", "The answer."}};
  if (route.stream) {
    answer["description"] = "A stream of server-sent events.";
    answer.emplace("content", content("text/event-stream", {{"type", "string"}}));
  } else if (!route.response_schema.empty()) {
    answer.emplace("content", content("application/json", route.response_schema));
  }
  return answer;
}

json::object operation(const Route& route, std::string_view method) {
  json::object operation;
  operation.emplace("operationId", operation_id(method, route.pattern));
  operation.emplace("summary", route.sentence);
  if (route.needs == Access::none) operation.emplace("security", json::array{});
  if (auto parameters = parameters_of(route); !parameters.empty())
    operation.emplace("parameters", std::move(parameters));
  if (!route.request_schema.empty()) {
    const bool is_json = route.request_type == "application/json";
    const bool is_required = !is_json || route.request_schema.contains("required");
    operation.emplace("requestBody",
                      json::object{{"required", is_required},
                                   {"content", content(route.request_type, route.request_schema)}});
  }
  operation.emplace("responses", json::object{{"200", good_answer(route)},
                                              {"default", reference("responses/Problem")}});
  return operation;
}

json::object problem_schema() {
  const json::object text{{"type", "string"}};
  const json::object error{{"type", "object"},
                           {"properties", json::object{{"pointer", text}, {"detail", text}}},
                           {"required", json::array{"detail"}}};
  const json::object properties{
      {"type", text},   {"title", text},   {"status", json::object{{"type", "integer"}}},
      {"detail", text}, {"pointer", text}, {"errors", {{"type", "array"}, {"items", error}}}};
  return {{"type", "object"},
          {"properties", properties},
          {"required", json::array{"type", "title", "status", "detail"}}};
}

json::object components() {
  const json::object problem{
      {"description", "What went wrong: a word for machines and a sentence for people (RFC 9457)."},
      {"content", json::object{{"application/problem+json",
                                json::object{{"schema", reference("schemas/Problem")}}}}}};
  return {{"securitySchemes",
           json::object{{"key", json::object{{"type", "http"}, {"scheme", "bearer"}}}}},
          {"schemas", json::object{{"Problem", problem_schema()}}},
          {"responses", json::object{{"Problem", problem}}}};
}

}  // namespace

json::object openapi(const Routes& routes, std::string_view title, std::string_view version) {
  std::map<std::string, std::map<std::string, json::object>> sorted;
  for (const auto& route : routes) {
    if (!route.visible) continue;
    const std::string method = route.method == Method::get ? "get" : "post";
    sorted[route.pattern].emplace(method, operation(route, method));
  }
  json::object paths;
  for (auto& [pattern, operations] : sorted) {
    json::object item;
    for (auto& [method, one] : operations) item.emplace(method, std::move(one));
    paths.emplace(pattern, std::move(item));
  }
  json::object document{{"openapi", "3.1.0"}};
  document.emplace("info", json::object{{"title", title}, {"version", version}});
  document.emplace("security", json::array{json::object{{"key", json::array{}}}});
  document.emplace("paths", std::move(paths));
  document.emplace("components", components());
  return document;
}

}  // namespace spotter::wire
