/* cli_complete.c - see cli_complete.h. */
#include "common/cli_complete.h"

#include <string.h>

void cli_complete(const struct cli *cli, const char *shell)
{
    static void (*const write[])(const struct cli *) = {cli_complete_bash, cli_complete_zsh,
                                                        cli_complete_fish}; /* CLI_SHELLS */
    write[cli_word(CLI_SHELLS, shell)](cli);
}

void cli_put_escaped(const char *text, const char *escape)
{
    for (; *text; text++) {
        if (*text == '\'') {
            fputs("'\\''", stdout);
            continue;
        }
        if (strchr(escape, *text)) putchar('\\');
        putchar(*text);
    }
}

void cli_put_script(const struct cli *cli, const char *text)
{
    for (const char *name; (name = strstr(text, "@@")); text = name + 2)
        printf("%.*s%s", (int)(name - text), text, cli->program);
    fputs(text, stdout);
}
