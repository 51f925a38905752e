// The checks. Each looks at the whole repository and adds what it finds.
#pragma once

#include "source.hpp"

namespace tidy {

/// Who may include whom under server/, and which foreign libraries stay behind which folder.
void check_server_walls(const Repository& repository, Findings& findings);
/// Who may import whom under web/src/.
void check_web_walls(const Repository& repository, Findings& findings);
/// Length of lines, functions and files, number of parameters, white space, header guards.
void check_shape(const Repository& repository, Findings& findings);
/// Length of functions and number of their parameters, in C++, TypeScript, JavaScript and shell.
void check_functions(const Source& source, Findings& findings);
/// Names that say nothing, words the glossary forbids, promises, notes without a decision.
void check_words(const Repository& repository, Findings& findings);
/// Folders stand in ARCHITECTURE.md; migrations and decisions are numbered without gaps.
void check_layout(const Repository& repository, Findings& findings);

}  // namespace tidy
