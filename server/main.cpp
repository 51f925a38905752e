// The one program. Everything it does is a verb: see app/command_line/commands.hpp.
#include "app/command_line/commands.hpp"

int main(int argc, char** argv) { return spotter::app::run(argc, argv); }
