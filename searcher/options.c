/* options.c - the table of nsearch's options, and what each says. */
#include "searcher/options.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "searcher/failure.h"
#include "searcher/option.h"
#include "searcher/options_check.h"

enum {
    LIMIT = 10,               /* hits on a page */
    QUERY_FILE_MAX = 1 << 20, /* bytes; more the library doesn't take either */
};

static const char sort_words[] = "relevance date -date"; /* nsearch_sort */
static const char facet_words[] = "source section author place tag lang site year month day";

/* A row's place is that in --help. */
static const struct cli_option option_table[] = {
    CLI_HEADING("What is found"),
    {'i', "index", "DIR", "the index, or its name in the settings", OPTION_INDEX, CLI_INDEX},
    {'f', "query-file", "FILE", "read the query from FILE; - is standard input", OPTION_QUERY_FILE,
     CLI_FILE},
    {0, "any", NULL, "any of the words will do; the more, the higher", OPTION_ANY, NULL},
    {'p', "phrase", NULL, "the words are one phrase", OPTION_PHRASE, NULL},
    {0, "since", "DATE", "only articles from DATE on: 2020, 2020-06-16, 3d", OPTION_SINCE, NULL},
    {0, "until", "DATE", "only articles up to DATE, included", OPTION_UNTIL, NULL},
    {0, "new-since", "TOKEN", "only what was indexed since; see --token; 0: all", OPTION_NEW_SINCE,
     NULL},

    CLI_HEADING("In which order, and how much of it"),
    {'n', "limit", "N", "show at most N articles (10); all is all", OPTION_LIMIT, NULL},
    {0, "offset", "N", "leave out the first N", OPTION_OFFSET, NULL},
    {0, "sort", "ORDER", "relevance, date (oldest first) or -date (newest)", OPTION_SORT,
     sort_words},
    {0, "recent", "TIME", "newer ones count more: half for each 30d, 1y of age", OPTION_RECENT,
     NULL},
    {0, "expand", NULL, "look for words, too, that the best have in common", OPTION_EXPAND, NULL},
    {0, "approximate", NULL, "stop counting when those to show are found: faster",
     OPTION_APPROXIMATE, NULL},
    {'c', "count", NULL, "print only how many articles match", OPTION_COUNT, NULL},

    CLI_HEADING("How it is shown"),
    {0, "format", "FORMAT", "jsonl, csv, kwic, ...: see nsearch-formats(7)", OPTION_FORMAT,
     PRINT_FORMAT_WORDS},
    {0, "fields", "NAMES", "these fields, in this order: id,date,title", OPTION_FIELDS, NULL},
    {'l', "files", NULL, "the paths of the files, each once", OPTION_FILES, NULL},
    {'0', "null", NULL, "end ids, paths, URLs, templates with a NUL: xargs -0", OPTION_NULL, NULL},
    {0, "context", "N", "with kwic, N characters on each side of a match (60)", OPTION_CONTEXT,
     NULL},
    {0, "format-version", "N", "fail unless the formats are those of version N (1)",
     OPTION_FORMAT_VERSION, NULL},
    {0, "color", "WHEN", "auto (on a terminal), always or never", OPTION_COLOR, CLI_WHEN},
    {0, "hyperlink", "WHEN", "titles are links: auto (on a terminal), always, never",
     OPTION_HYPERLINK, CLI_WHEN},
    {0, "pager", "COMMAND", "show it with COMMAND, if on a terminal (less)", OPTION_PAGER, NULL},
    {0, "no-pager", NULL, "write to the terminal directly", OPTION_NO_PAGER, NULL},
    {'q', "quiet", NULL, "no hints and notes", OPTION_QUIET, NULL},

    CLI_HEADING("Instead of searching"),
    {0, "batch", NULL, "answer each line of standard input with one of JSON", OPTION_BATCH, NULL},
    {0, "show", "ID", "print the article with this id", OPTION_SHOW, NULL},
    {0, "token", NULL, "print what --new-since can go on from next time", OPTION_TOKEN, NULL},
    {0, "similar", "ID", "show articles that are like this one", OPTION_SIMILAR, NULL},
    {0, "facets", "FIELD", "count the articles of each source, author, year", OPTION_FACETS,
     facet_words},
    {0, "lint", NULL, "tell what in the query may not mean what was meant", OPTION_LINT, NULL},
    {0, "dialect", "NAME", "print QUERY of lucene, lexis, factiva, google as ours", OPTION_DIALECT,
     "lucene lexis factiva google"},
    {0, "explain", NULL, "show how the query is read and answered", OPTION_EXPLAIN, NULL},
    {0, "why", "ID", "show why this article is found, or isn't", OPTION_WHY, NULL},

    CLI_HEADING("And besides"),
    {0, "config", NULL, "show the settings, and where each comes from", OPTION_CONFIG, NULL},
    {0, "complete", "WORD", "print what WORD of a query could become: source:Mer", OPTION_COMPLETE,
     NULL},
    {0, "no-config", NULL, "read no file of settings", OPTION_NO_CONFIG, NULL},
    {0, NULL, NULL, NULL, 0, NULL},
};

const struct cli nsearch_cli = {
    .program = "nsearch",
    .usage = "[OPTION]... QUERY...",
    .about = "Finds news articles in an index that nindex has made, the best first.",
    .arguments = CLI_QUERY,
    .options = option_table,
    .footer = "A query is words, which must all be there, and more:\n"
              "  '\"liaison office\"'    a phrase        title:berlin     in the title\n"
              "  cats OR dogs          either          date:2020-06     in June 2020\n"
              "  cats -- -dogs         without dogs    econom*          words that start so\n"
              "All of it is in nsearch-query(7).",
    .unknown = "to leave out a word, quote the query or put -- before it",
};

static const char *take_number(const char *text, size_t *out)
{
    bool digits = *text && text[strspn(text, "0123456789")] == '\0';
    return digits && cli_size(text, out) ? NULL : "not a number";
}

static const char *take_text(const char *text, const char **out, const char *empty)
{
    *out = text;
    return *text ? NULL : empty;
}

static const char *take_limit(const char *text, struct options *options)
{
    options->limited = true;
    options->request.limit = SIZE_MAX;
    return strcmp(text, "all") != 0 ? take_number(text, &options->request.limit) : NULL;
}

static const char *take_version(const char *text)
{
    size_t version;
    const char *wrong = take_number(text, &version);
    if (wrong) return wrong;
    return version == PRINT_FORMAT_VERSION ? NULL : "this nsearch writes version 1";
}

/* The first counts: options_check tells of another. */
static const char *take_mode(enum mode mode, const char *article, struct options *options)
{
    if (options->mode) return options->mode == mode && article ? "one at a time" : NULL;
    options->mode = mode;
    options->article = article;
    return NULL;
}

static const char *take_option(void *context, int id, const char *argument)
{
    struct options *options = context;
    options->given |= UINT64_C(1) << id;
    switch ((enum option)id) {
    case OPTION_INDEX:
        return take_text(argument, &options->settings.given[CLI_KEY_INDEX], "an empty name");
    case OPTION_LIMIT: return take_limit(argument, options);
    case OPTION_OFFSET: return take_number(argument, &options->request.offset);
    case OPTION_COUNT: options->count_only = true; return NULL;
    case OPTION_APPROXIMATE: options->request.approximate = 1; return NULL;
    case OPTION_SORT:
        options->request.sort = (nsearch_sort)cli_word(sort_words, argument);
        options->sorted = true;
        return NULL;
    case OPTION_RECENT: return take_text(argument, &options->request.recent, "an empty time");
    case OPTION_EXPAND: options->request.expand = 1; return NULL;
    case OPTION_SINCE: return take_text(argument, &options->request.since, "an empty date");
    case OPTION_UNTIL: return take_text(argument, &options->request.until, "an empty date");
    case OPTION_NEW_SINCE: options->request.new_since = argument; return NULL;
    case OPTION_TOKEN: return take_mode(MODE_TOKEN, NULL, options);
    case OPTION_ANY: options->request.match = NSEARCH_MATCH_ANY; return NULL;
    case OPTION_PHRASE: options->request.match = NSEARCH_MATCH_PHRASE; return NULL;
    case OPTION_FORMAT: return print_style_take(&options->style, argument);
    case OPTION_FIELDS: options->style.list = argument; return NULL;
    case OPTION_FILES: print_style_files(&options->style); return NULL;
    case OPTION_NULL: options->style.null_ends = true; return NULL;
    case OPTION_CONTEXT: options->style.context = argument; return NULL;
    case OPTION_FORMAT_VERSION: return take_version(argument);
    case OPTION_BATCH: return take_mode(MODE_BATCH, NULL, options);
    case OPTION_SHOW: return take_mode(MODE_SHOW, argument, options);
    case OPTION_QUERY_FILE: return take_text(argument, &options->query_file, "an empty name");
    case OPTION_LINT: return take_mode(MODE_LINT, NULL, options);
    case OPTION_EXPLAIN: return take_mode(MODE_EXPLAIN, NULL, options);
    case OPTION_WHY: return take_mode(MODE_WHY, argument, options);
    case OPTION_SIMILAR: return take_mode(MODE_SIMILAR, argument, options);
    case OPTION_FACETS: options->field = argument; return take_mode(MODE_FACETS, argument, options);
    case OPTION_DIALECT:
        options->dialect = argument;
        return take_mode(MODE_TRANSLATE, argument, options);
    case OPTION_COLOR: options->settings.given[CLI_KEY_COLOR] = argument; return NULL;
    case OPTION_HYPERLINK: options->settings.given[CLI_KEY_HYPERLINK] = argument; return NULL;
    case OPTION_PAGER: options->settings.given[CLI_KEY_PAGER] = argument; return NULL;
    case OPTION_NO_PAGER: options->settings.given[CLI_KEY_PAGER] = ""; return NULL;
    case OPTION_NO_CONFIG: options->settings.no_config = true; return NULL;
    case OPTION_COMPLETE: return take_mode(MODE_COMPLETE, argument, options);
    case OPTION_CONFIG: return take_mode(MODE_CONFIG, NULL, options);
    case OPTION_QUIET: options->quiet = true; return NULL;
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

/* Puts the query together. */
static int read_query(struct options *options, char **arguments)
{
    nsearch_error error;
    nsearch_status status = NSEARCH_OK;
    if (options->query_file && *arguments) {
        cli_error(&nsearch_cli, "--query-file and a query exclude each other");
        return CLI_USAGE;
    }
    if (options->query_file)
        status = cli_read(options->query_file, QUERY_FILE_MAX, &options->query, &error);
    else if (!(options->query = join(arguments)))
        cli_error(&nsearch_cli, "out of memory");
    if (status) return tell_failure(&error);
    return options->query ? CLI_DONE : CLI_MEMORY;
}

static int choose_settings(struct options *options)
{
    nsearch_error error;
    struct settings *settings = &options->settings;
    if (settings_choose(settings, options->mode == MODE_CONFIG || options->mode == MODE_COMPLETE,
                        &error))
        return tell_failure(&error);
    options->index = settings_index(settings);
    options->terminal = terminal_look(settings);
    return CLI_DONE;
}

int options_read(struct options *options, int argc, char **argv, bool *done)
{
    *options = (struct options){.query = NULL};
    settings_init(&options->settings);
    int code = cli_parse(&nsearch_cli, argc, argv, take_option, options, done);
    if (code || *done) return code;
    if ((code = read_query(options, argv + optind))) return code;
    if (!options->limited) options->request.limit = options->request.new_since ? SIZE_MAX : LIMIT;
    if (options->count_only) options->request.limit = 0;
    options->request.query = options->mode == MODE_BATCH ? NULL : options->query;
    char complaint[PRINT_COMPLAINT_MAX];
    if (options_check(options, argv[optind], complaint)) return choose_settings(options);
    cli_error(&nsearch_cli, "%s", complaint);
    return CLI_USAGE;
}

void options_release(struct options *options)
{
    settings_release(&options->settings);
    free(options->query);
}
