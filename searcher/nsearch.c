/* nsearch.c - the program: options to a request, its answer to a format, what went wrong to stderr.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "common/cli.h"
#include "common/nsearch.h"
#include "searcher/print.h"

enum {
    LIMIT = 10,               /* hits on a page */
    WIDTH = 80,               /* columns, when it isn't a terminal that says */
    QUERY_FILE_MAX = 1 << 20, /* bytes; more the library doesn't take either */
};

enum option {
    OPTION_INDEX = 1,
    OPTION_LIMIT,
    OPTION_OFFSET,
    OPTION_COUNT,
    OPTION_APPROXIMATE,
    OPTION_SORT,
    OPTION_RECENT,
    OPTION_EXPAND,
    OPTION_SINCE,
    OPTION_UNTIL,
    OPTION_ANY,
    OPTION_PHRASE,
    OPTION_FORMAT,
    OPTION_SHOW,
    OPTION_QUERY_FILE,
    OPTION_LINT,
    OPTION_DIALECT,
    OPTION_EXPLAIN,
    OPTION_WHY,
    OPTION_COLOR,
    OPTION_QUIET
};

static const struct cli_option options[] = {
    {'i', "index", "DIR", "the index (else $NSEARCH_INDEX, else the default)", OPTION_INDEX},
    {'n', "limit", "N", "show at most N articles (10)", OPTION_LIMIT},
    {0, "offset", "N", "leave out the first N", OPTION_OFFSET},
    {0, "count", NULL, "print only how many articles match", OPTION_COUNT},
    {0, "approximate", NULL, "stop counting when the articles to show are found: faster",
     OPTION_APPROXIMATE},
    {0, "sort", "ORDER", "relevance, date (oldest first) or -date (newest first)", OPTION_SORT},
    {0, "recent", "TIME", "newer ones count more: half for each TIME of age, as 30d, 1y",
     OPTION_RECENT},
    {0, "expand", NULL, "look for words, too, that the best articles have in common",
     OPTION_EXPAND},
    {0, "since", "DATE", "only articles from DATE on: 2020, 2020-06-16, 3d, ...", OPTION_SINCE},
    {0, "until", "DATE", "only articles up to DATE, included", OPTION_UNTIL},
    {0, "any", NULL, "any of the words will do; the more, the higher", OPTION_ANY},
    {'p', "phrase", NULL, "the words are one phrase", OPTION_PHRASE},
    {0, "format", "FORMAT", "text, jsonl, tsv, ids or paths", OPTION_FORMAT},
    {0, "show", "ID", "print the article with this id", OPTION_SHOW},
    {'f', "query-file", "FILE", "read the query from FILE; - is standard input", OPTION_QUERY_FILE},
    {0, "lint", NULL, "tell what in the query may not mean what was meant", OPTION_LINT},
    {0, "dialect", "NAME", "print QUERY, which is of lucene, lexis, factiva or google, as ours",
     OPTION_DIALECT},
    {0, "explain", NULL, "show how the query is read and answered", OPTION_EXPLAIN},
    {0, "why", "ID", "show why the article with this id is found, or isn't", OPTION_WHY},
    {0, "color", "WHEN", "auto, always or never", OPTION_COLOR},
    {'q', "quiet", NULL, "no hints and notes", OPTION_QUIET},
    {0, NULL, NULL, NULL, 0},
};

static const struct cli cli = {
    .program = "nsearch",
    .usage = "[OPTION]... QUERY...",
    .about = "Finds news articles in an index that nindex has made, the best first.",
    .options = options,
    .footer = "A query is words, which must all be there, and more:\n"
              "  '\"liaison office\"'    a phrase        title:berlin     in the title\n"
              "  cats OR dogs          either          date:2020-06     in June 2020\n"
              "  cats -- -dogs         without dogs    econom*          words that start so\n"
              "All of it is in nsearch-query(7).",
    .unknown = "to leave out a word, quote the query or put -- before it",
};

enum color {
    COLOR_AUTO,
    COLOR_ALWAYS,
    COLOR_NEVER
};

enum mode {
    MODE_SEARCH,
    MODE_SHOW,
    MODE_LINT,
    MODE_EXPLAIN,
    MODE_WHY
};

/* What the command line asks for. */
struct command {
    const char *index;
    nsearch_request request;
    const struct print_format *format;
    enum mode mode;
    const char *article;    /* SHOW, WHY: its id */
    const char *query_file; /* or NULL */
    const char *dialect;    /* that the query is to be translated from, or NULL */
    enum color color;
    bool count_only, quiet;
    char *query; /* the arguments, joined, or what the file has */
};

/* ---- The command line ------------------------------------------------------------------------ */

static const char *take_number(const char *text, size_t *out)
{
    bool digits = *text && text[strspn(text, "0123456789")] == '\0';
    return digits && cli_size(text, out) ? NULL : "not a number";
}

static const char *take_sort(const char *text, nsearch_sort *out)
{
    if (!strcmp(text, "relevance"))
        *out = NSEARCH_SORT_RELEVANCE;
    else if (!strcmp(text, "date"))
        *out = NSEARCH_SORT_OLDEST;
    else if (!strcmp(text, "-date"))
        *out = NSEARCH_SORT_NEWEST;
    else
        return "must be relevance, date or -date";
    return NULL;
}

static const char *take_color(const char *text, enum color *out)
{
    if (!strcmp(text, "auto"))
        *out = COLOR_AUTO;
    else if (!strcmp(text, "always"))
        *out = COLOR_ALWAYS;
    else if (!strcmp(text, "never"))
        *out = COLOR_NEVER;
    else
        return "must be auto, always or never";
    return NULL;
}

static const char *take_match(nsearch_match match, nsearch_match *out)
{
    if (*out != NSEARCH_MATCH_ALL && *out != match) return "--any and --phrase exclude each other";
    *out = match;
    return NULL;
}

static const char *take_mode(enum mode mode, const char *article, struct command *command)
{
    if (command->mode && command->mode != mode)
        return "--show, --lint, --explain and --why exclude each other";
    command->mode = mode;
    command->article = article;
    return NULL;
}

static const char *take_option(void *context, int id, const char *argument)
{
    struct command *command = context;
    switch ((enum option)id) {
    case OPTION_INDEX: command->index = argument; return *argument ? NULL : "an empty name";
    case OPTION_LIMIT: return take_number(argument, &command->request.limit);
    case OPTION_OFFSET: return take_number(argument, &command->request.offset);
    case OPTION_COUNT: command->count_only = true; return NULL;
    case OPTION_APPROXIMATE: command->request.approximate = 1; return NULL;
    case OPTION_SORT: return take_sort(argument, &command->request.sort);
    case OPTION_RECENT:
        command->request.recent = argument;
        return *argument ? NULL : "an empty time";
    case OPTION_EXPAND: command->request.expand = 1; return NULL;
    case OPTION_SINCE: command->request.since = argument; return NULL;
    case OPTION_UNTIL: command->request.until = argument; return NULL;
    case OPTION_ANY: return take_match(NSEARCH_MATCH_ANY, &command->request.match);
    case OPTION_PHRASE: return take_match(NSEARCH_MATCH_PHRASE, &command->request.match);
    case OPTION_FORMAT:
        command->format = print_format_of_name(argument);
        return command->format ? NULL : "must be text, jsonl, tsv, ids or paths";
    case OPTION_SHOW: return take_mode(MODE_SHOW, argument, command);
    case OPTION_QUERY_FILE:
        command->query_file = argument;
        return *argument ? NULL : "an empty name";
    case OPTION_LINT: return take_mode(MODE_LINT, NULL, command);
    case OPTION_EXPLAIN: return take_mode(MODE_EXPLAIN, NULL, command);
    case OPTION_WHY: return take_mode(MODE_WHY, argument, command);
    case OPTION_DIALECT: command->dialect = argument; return NULL;
    case OPTION_COLOR: return take_color(argument, &command->color);
    case OPTION_QUIET: command->quiet = true; return NULL;
    }
    return "not known";
}

/* The arguments with a space between them; NULL if out of memory. */
static char *join(char **arguments)
{
    size_t size = 1;
    for (char **it = arguments; *it; it++)
        size += strlen(*it) + 1;
    char *joined = malloc(size), *at = joined;
    if (!joined) return NULL;
    for (; *arguments; arguments++) {
        size_t length = strlen(*arguments);
        if (at > joined) *at++ = ' ';
        memcpy(at, *arguments, length);
        at += length;
    }
    *at = '\0';
    return joined;
}

/* ---- Complaints and notes -------------------------------------------------------------------- */

static int fail(const nsearch_error *error)
{
    const char *damaged = error->status == NSEARCH_DAMAGED ? "the index is damaged: " : "";
    cli_error(&cli, "%s%s%s", damaged, error->message, cli_advice(error));
    return cli_exit_of(error->status);
}

/* What went wrong with a query, and where: in one of several lines, or of a file, in numbers too. */
static int fail_query(const nsearch_error *error, const struct command *command)
{
    size_t line, column;
    const char *file = command->query_file;
    if (!error->query_size || (!file && !strchr(command->query, '\n'))) {
        int code = fail(error);
        print_line_caret(stderr, command->query, error);
        return code;
    }
    print_place(command->query, error->query_offset, &line, &column);
    cli_error(&cli, "%s%s%zu:%zu: %s", file ? file : "", file ? ":" : "", line, column,
              error->message);
    print_line_caret(stderr, command->query, error);
    return cli_exit_of(error->status);
}

/* Which words were looked for beside those of the query. */
static void tell_added(nsearch_hits *hits)
{
    const char *word = nsearch_hits_added(hits, 0);
    if (!word) return;
    fputs("nsearch: note: also looked for: ", stderr);
    for (size_t i = 0; (word = nsearch_hits_added(hits, i)); i++) {
        if (i) fputs(", ", stderr);
        print_text(stderr, word);
    }
    putc('\n', stderr);
}

static void tell_notes(nsearch_searcher *searcher, const struct command *command,
                       struct print *print, nsearch_hits *hits)
{
    uint64_t total;
    const char *note;
    for (size_t i = 0; (note = nsearch_hits_note(hits, i)); i++)
        cli_error(&cli, "note: %s", note);
    tell_added(hits);
    if (command->count_only) return;
    if (nsearch_hits_total(hits)) {
        if (isatty(STDOUT_FILENO)) print_phrase_hint(stderr, &command->request, hits);
    } else {
        cli_error(&cli, "nothing found");
    }
    print->suggestion = print_find_suggestion(searcher, &command->request, hits, &total);
    if (print->suggestion) print_suggestion(stderr, print->suggestion, total);
    if (!nsearch_hits_total(hits)) print_fewer_hint(stderr, searcher, &command->request);
}

/* After the passages have been made. */
static void tell_unread(const nsearch_hits *hits)
{
    size_t count = nsearch_hits_unread(hits);
    if (count)
        cli_error(&cli, "hint: %zu text%s could not be read from %s", count, count == 1 ? "" : "s",
                  count == 1 ? "its file" : "their files");
}

/* ---- Doing it -------------------------------------------------------------------------------- */

static bool use_color(enum color color)
{
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    if (color != COLOR_AUTO) return color == COLOR_ALWAYS;
    if (no_color && *no_color) return false;
    return isatty(STDOUT_FILENO) && term && strcmp(term, "dumb") != 0;
}

static size_t output_width(void)
{
    struct winsize window;
    bool known = isatty(STDOUT_FILENO) && !ioctl(STDOUT_FILENO, TIOCGWINSZ, &window);
    return known && window.ws_col ? window.ws_col : WIDTH;
}

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static int print_hits(const struct command *command, const struct print *print, nsearch_hits *hits)
{
    nsearch_error error;
    for (size_t i = 0; i < nsearch_hits_count(hits) && !ferror(print->out); i++) {
        const nsearch_passage *passage = NULL;
        if (command->format->passages && nsearch_hits_passage(hits, i, 0, &passage, &error))
            return fail(&error);
        command->format->hit(print, nsearch_hits_at(hits, i), passage);
    }
    if (command->format->end) command->format->end(print);
    return CLI_DONE;
}

static int search(nsearch_searcher *searcher, const struct command *command)
{
    nsearch_hits *hits;
    nsearch_error error;
    double start = now_ms();
    if (nsearch_search(searcher, &command->request, &hits, &error))
        return fail_query(&error, command);
    struct print print = {.out = stdout,
                          .color = use_color(command->color),
                          .width = output_width(),
                          .hits = hits,
                          .offset = command->request.offset,
                          .took_ms = now_ms() - start,
                          .generation = nsearch_searcher_generation(searcher)};
    int code = CLI_DONE;
    if (!command->quiet) tell_notes(searcher, command, &print, hits);
    if (command->count_only)
        printf("%llu\n", (unsigned long long)nsearch_hits_total(hits));
    else
        code = print_hits(command, &print, hits);
    if (!command->quiet) tell_unread(hits);
    if (!code && !nsearch_hits_total(hits)) code = CLI_NO_MATCH;
    nsearch_hits_free(hits);
    return code;
}

/* By id or path; nindex keeps paths as they are from the root, so one from here is tried as such too. */
static nsearch_status read_article(nsearch_searcher *searcher, const char *name,
                                   nsearch_article **out, nsearch_error *error)
{
    nsearch_error of_path = {.status = NSEARCH_OK};
    nsearch_status status = nsearch_article_read(searcher, name, out, error);
    char *path = status == NSEARCH_MISSING ? realpath(name, NULL) : NULL;
    if (path && nsearch_article_read(searcher, path, out, &of_path) != NSEARCH_MISSING) {
        *error = of_path;
        status = of_path.status;
    }
    free(path);
    return status;
}

static int show(nsearch_searcher *searcher, const struct command *command)
{
    nsearch_article *article;
    nsearch_error error;
    if (read_article(searcher, command->article, &article, &error)) return fail(&error);
    print_article(stdout, article);
    nsearch_article_free(article);
    return CLI_DONE;
}

/* With the index, if there is one. */
static int lint(nsearch_searcher *searcher, const struct command *command)
{
    nsearch_findings *findings;
    nsearch_error error;
    if (nsearch_lint(searcher, &command->request, &findings, &error))
        return fail_query(&error, command);
    command->format->findings(stdout, command->query, findings);
    int code = nsearch_findings_count(findings) ? CLI_NO_MATCH : CLI_DONE;
    nsearch_findings_free(findings);
    return code;
}

static int lint_alone(const struct command *command)
{
    if (!command->quiet) cli_error(&cli, "note: there is no index: only the text was looked at");
    return lint(NULL, command);
}

static int translate(const struct command *command)
{
    nsearch_translation *translation;
    nsearch_error error;
    const char *note;
    if (nsearch_translate(command->dialect, command->query, &translation, &error))
        return fail_query(&error, command);
    for (size_t i = 0; (note = nsearch_translation_note(translation, i)) && !command->quiet; i++)
        cli_error(&cli, "note: %s", note);
    print_text(stdout, nsearch_translation_query(translation));
    putchar('\n');
    nsearch_translation_free(translation);
    return CLI_DONE;
}

static int explain(nsearch_searcher *searcher, const struct command *command)
{
    nsearch_explanation *explanation;
    nsearch_error error;
    if (nsearch_explain(searcher, &command->request, &explanation, &error))
        return fail_query(&error, command);
    command->format->explain(stdout, explanation);
    nsearch_explanation_free(explanation);
    return CLI_DONE;
}

/* Of an article by id or path, as read_article finds it. */
static int why(nsearch_searcher *searcher, const struct command *command)
{
    nsearch_explanation *explanation;
    nsearch_error error, of_path = {.status = NSEARCH_OK};
    nsearch_status status = nsearch_why(searcher, &command->request, command->article, &explanation,
                                        &error);
    char *path = status == NSEARCH_MISSING ? realpath(command->article, NULL) : NULL;
    if (path &&
        nsearch_why(searcher, &command->request, path, &explanation, &of_path) != NSEARCH_MISSING) {
        error = of_path;
        status = of_path.status;
    }
    free(path);
    if (status) return fail_query(&error, command);
    command->format->why(stdout, explanation);
    const size_t last = nsearch_explanation_count(explanation) - 1;
    const int code = nsearch_explanation_at(explanation, last)->verdict ? CLI_DONE : CLI_NO_MATCH;
    nsearch_explanation_free(explanation);
    return code;
}

static int run(const struct command *command)
{
    static int (*const modes[])(nsearch_searcher *, const struct command *) = {
        [MODE_SEARCH] = search,   [MODE_SHOW] = show, [MODE_LINT] = lint,
        [MODE_EXPLAIN] = explain, [MODE_WHY] = why,
    };
    nsearch_searcher *searcher;
    nsearch_error error;
    nsearch_status status = nsearch_searcher_open(command->index, &searcher, &error);
    if (status == NSEARCH_MISSING && command->mode == MODE_LINT && !command->index)
        return lint_alone(command);
    if (status) return fail(&error);
    int code = modes[command->mode](searcher, command);
    nsearch_searcher_free(searcher);
    return code;
}

/* What is wrong with the command line as a whole, or NULL. */
static const char *check(const struct command *command, char **arguments)
{
    const bool query = *arguments || command->query_file;
    if ((command->request.expand || command->request.recent) && (command->mode || command->dialect))
        return "--expand and --recent are for searches";
    if (command->mode == MODE_SHOW && command->dialect)
        return "--show and --dialect exclude each other";
    if (command->mode == MODE_SHOW) return query ? "--show takes an id and no query" : NULL;
    if (command->mode == MODE_LINT && command->dialect)
        return "--lint looks through queries of our language";
    if (command->mode && command->dialect)
        return "--explain and --why are of queries of our language";
    if (command->mode && !command->format->explain)
        return "--lint, --explain and --why print text or jsonl";
    if (!command->query[strspn(command->query, " \t\r\n")]) return "no query (see --help)";
    return NULL;
}

/* Puts the query together. */
static int read_query(struct command *command, char **arguments)
{
    nsearch_error error;
    nsearch_status status = NSEARCH_OK;
    if (command->query_file && *arguments) {
        cli_error(&cli, "--query-file and a query exclude each other");
        return CLI_USAGE;
    }
    if (command->query_file)
        status = cli_read(command->query_file, QUERY_FILE_MAX, &command->query, &error);
    else if (!(command->query = join(arguments)))
        cli_error(&cli, "out of memory");
    if (status) return fail(&error);
    return command->query ? CLI_DONE : CLI_MEMORY;
}

int main(int argc, char **argv)
{
    struct command command = {.request.limit = LIMIT, .format = print_formats};
    bool done;
    int code = cli_parse(&cli, argc, argv, take_option, &command, &done);
    if (code || done) return cli_finish(&cli, code);
    if ((code = read_query(&command, argv + optind))) return code;
    if (command.count_only) command.request.limit = 0;
    command.request.query = command.query;
    const char *wrong = check(&command, argv + optind);
    if (wrong) cli_error(&cli, "%s", wrong);
    if (wrong)
        code = CLI_USAGE;
    else
        code = command.dialect ? translate(&command) : run(&command);
    free(command.query);
    return cli_finish(&cli, code);
}
