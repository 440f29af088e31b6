/* command_search.c - a search: its hits in a format, and what a person should be told of it. */
#include <stdlib.h>
#include <unistd.h>

#include "common/clock.h"
#include "searcher/commands.h"
#include "searcher/failure.h"

/* Which words were looked for beside those of the query. */
static void tell_added(const struct options *options, nsearch_hits *hits)
{
    const char *word = nsearch_hits_added(hits, 0);
    if (!word) return;
    fprintf(stderr, "nsearch: note: %slooked for: ", options->mode == MODE_SIMILAR ? "" : "also ");
    for (size_t i = 0; (word = nsearch_hits_added(hits, i)); i++) {
        if (i) fputs(", ", stderr);
        print_text(stderr, word);
    }
    putc('\n', stderr);
}

static void tell_notes(nsearch_searcher *searcher, const struct options *options,
                       struct print *print, nsearch_hits *hits)
{
    uint64_t total;
    const char *note;
    for (size_t i = 0; (note = nsearch_hits_note(hits, i)); i++)
        cli_error(&nsearch_cli, "note: %s", note);
    tell_added(options, hits);
    if (options->count_only) return;
    if (options->mode == MODE_SIMILAR) {
        if (!nsearch_hits_total(hits)) cli_error(&nsearch_cli, "nothing found");
        return;
    }
    if (nsearch_hits_total(hits)) {
        if (options->terminal.is_one) print_phrase_hint(stderr, &options->request, hits);
    } else {
        cli_error(&nsearch_cli, "nothing found");
    }
    print->suggestion = print_find_suggestion(searcher, &options->request, hits, &total);
    if (print->suggestion) print_suggestion(stderr, print->suggestion, total);
    if (!nsearch_hits_total(hits)) print_fewer_hint(stderr, searcher, &options->request);
}

/* What the next search goes on from, once all is shown. */
static void tell_token(const nsearch_hits *hits)
{
    cli_error(&nsearch_cli, "token: %s", nsearch_hits_token(hits));
}

/* What isn't in the output: after the hits have been printed. */
static void tell_rest(const struct options *options, const struct print *print)
{
    const size_t unread = nsearch_hits_unread(print->hits);
    if (unread)
        cli_error(&nsearch_cli, "hint: %zu text%s could not be read from %s", unread,
                  unread == 1 ? "" : "s", unread == 1 ? "its file" : "their files");
    if (options->count_only) return;
    const size_t left_out = print_left_out(print), shown = nsearch_hits_count(print->hits);
    if (left_out)
        cli_error(&nsearch_cli, "note: %zu article%s without a URL %s left out", left_out,
                  left_out == 1 ? "" : "s", left_out == 1 ? "is" : "are");
    const bool told = print->style->format->traits & PRINT_HAS_TOTAL;
    if (!options->limited && !told && isatty(STDERR_FILENO) &&
        shown < nsearch_hits_total(print->hits))
        cli_error(&nsearch_cli, "note: %zu of %llu articles: -n all shows the rest", shown,
                  (unsigned long long)nsearch_hits_total(print->hits));
}

/* Reads of a hit what the format shows. */
static nsearch_status read_record(nsearch_hits *hits, size_t index, unsigned needs,
                                  struct print_record *out, nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    *out = (struct print_record){.hit = nsearch_hits_at(hits, index)};
    if (needs & PRINT_PASSAGE) status = nsearch_hits_passage(hits, index, 0, &out->passage, error);
    if (!status && needs & PRINT_TEXT) status = nsearch_hits_text(hits, index, &out->text, error);
    return status;
}

static int print_hits(struct print *print, nsearch_hits *hits)
{
    const struct print_format *format = print->style->format;
    const unsigned needs = print_style_needs(print->style);
    struct print_record record;
    nsearch_error error;
    nsearch_status status = NSEARCH_OK;
    if (format->begin) format->begin(print);
    for (size_t i = 0; i < nsearch_hits_count(hits) && !ferror(print->out); i++) {
        if ((status = read_record(hits, i, needs, &record, &error))) break;
        format->hit(print, &record);
    }
    if (!status && format->end) format->end(print);
    if (status) return tell_failure(&error);
    if (print->failed) cli_error(&nsearch_cli, "out of memory");
    return print->failed ? CLI_MEMORY : CLI_DONE;
}

/* Shows what was found, and frees it. */
static int show(nsearch_searcher *searcher, const struct options *options, nsearch_hits *hits,
                double took_ms)
{
    struct print print = {.out = stdout,
                          .style = &options->style,
                          .terminal = options->terminal.is_one,
                          .color = options->terminal.color,
                          .links = options->terminal.links,
                          .width = options->terminal.width,
                          .hits = hits,
                          .offset = options->request.offset,
                          .took_ms = took_ms,
                          .generation = nsearch_searcher_generation(searcher)};
    int code = CLI_DONE;
    if (!options->quiet) tell_notes(searcher, options, &print, hits);
    if (options->count_only)
        printf("%llu\n", (unsigned long long)nsearch_hits_total(hits));
    else
        code = print_hits(&print, hits);
    if (!options->quiet) tell_rest(options, &print);
    if (!options->quiet && options->request.new_since) tell_token(hits);
    if (!code && !nsearch_hits_total(hits)) code = CLI_NO_MATCH;
    nsearch_hits_free(hits);
    return code;
}

int command_search(nsearch_searcher *searcher, const struct options *options)
{
    nsearch_hits *hits;
    nsearch_error error;
    const double start = clock_ms();
    if (nsearch_search(searcher, &options->request, &hits, &error))
        return tell_query_failure(&error, options);
    return show(searcher, options, hits, clock_ms() - start);
}

/* To an article by id or path, as command_show finds it. */
int command_similar(nsearch_searcher *searcher, const struct options *options)
{
    nsearch_hits *hits;
    nsearch_error error, of_path;
    const double start = clock_ms();
    nsearch_status status = nsearch_similar(searcher, &options->request, options->article, &hits,
                                            &error);
    char *path = status == NSEARCH_MISSING ? realpath(options->article, NULL) : NULL;
    if (path && !nsearch_similar(searcher, &options->request, path, &hits, &of_path))
        status = NSEARCH_OK;
    free(path);
    if (status) return tell_query_failure(&error, options);
    return show(searcher, options, hits, clock_ms() - start);
}
