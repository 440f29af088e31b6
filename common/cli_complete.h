/* cli_complete.h - the completions of shells, written from a program's table of options. */
#ifndef COMMON_CLI_COMPLETE_H
#define COMMON_CLI_COMPLETE_H

#include "common/cli_own.h"

/* One of them, to standard output; `shell` is a word of CLI_SHELLS. */
void cli_complete(const struct cli *cli, const char *shell);

/* Each for its shell. */
void cli_complete_bash(const struct cli *cli);
void cli_complete_zsh(const struct cli *cli);
void cli_complete_fish(const struct cli *cli);

/* Text that stands in single quotes, as bash, zsh and fish read it; with a backslash before each of the characters
 * `escape`. */
void cli_put_escaped(const char *text, const char *escape);

/* A text in which each @@ is the program's name. */
void cli_put_script(const struct cli *cli, const char *text);

#endif
