/* command_lint.c - --lint, what in a query may not mean what was meant, and --dialect, another's query as ours. */
#include <stdio.h>

#include "searcher/commands.h"
#include "searcher/failure.h"

int command_lint(nsearch_searcher *searcher, const struct options *options)
{
    nsearch_findings *findings;
    nsearch_error error;
    if (!searcher && !options->quiet)
        cli_error(&nsearch_cli, "note: there is no index: only the text was looked at");
    if (nsearch_lint(searcher, &options->request, &findings, &error))
        return tell_query_failure(&error, options);
    options->style.format->findings(stdout, options->query, findings);
    int code = nsearch_findings_count(findings) ? CLI_NO_MATCH : CLI_DONE;
    nsearch_findings_free(findings);
    return code;
}

int command_translate(const struct options *options)
{
    nsearch_translation *translation;
    nsearch_error error;
    const char *note;
    if (nsearch_translate(options->dialect, options->query, &translation, &error))
        return tell_query_failure(&error, options);
    for (size_t i = 0; (note = nsearch_translation_note(translation, i)) && !options->quiet; i++)
        cli_error(&nsearch_cli, "note: %s", note);
    print_text(stdout, nsearch_translation_query(translation));
    putchar('\n');
    nsearch_translation_free(translation);
    return CLI_DONE;
}
