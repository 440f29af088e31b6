/* cli_suggest.c - which name a mistyped one was probably meant to be. */
#include <string.h>

#include "common/cli_own.h"
#include "common/edits.h"

/* One mistake, or two in a longer name; none in what is hardly one. */
struct cli_meant cli_meant_by(const char *typed)
{
    const size_t length = strlen(typed);
    const bool can_be_known = length >= 3 && length <= EDITS_WORD_MAX;
    return (struct cli_meant){.typed = typed, .below = !can_be_known ? 0 : length < 6 ? 2 : 3};
}

void cli_meant_see(struct cli_meant *meant, const char *name)
{
    if (!meant->below) return;
    const unsigned mistakes = edits_between(meant->typed, strlen(meant->typed), name, strlen(name),
                                            meant->below - 1);
    if (mistakes >= meant->below) return;
    meant->below = mistakes;
    meant->name = name;
}
