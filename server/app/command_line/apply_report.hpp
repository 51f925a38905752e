// What `spotter apply` says: the server's answer in lines.
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "app/command_line/definitions_file.hpp"

namespace spotter::app {

/// "created metric signup", "changed launch x: name", or "nothing changed".
std::vector<std::string> change_lines(const boost::json::value& reply);

/// "FILE:LINE: reason" for every place a problem+json names; empty if it names none.
std::vector<std::string> problem_lines(std::string_view path, const DefinitionsFile& file,
                                       const boost::json::value& problem);

}  // namespace spotter::app
