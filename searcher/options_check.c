/* options_check.c - see options_check.h. A row of `modes` says what a thing to do takes, one of `excluded` what an
 * option doesn't go with. */
#include "searcher/options_check.h"

#include <string.h>

#include "searcher/option.h"

#define BIT(option) (UINT64_C(1) << (option))

/* How a terminal is written to, and what is only asked of the program, goes with all. */
static const uint64_t everywhere = BIT(OPTION_INDEX) | BIT(OPTION_FORMAT_VERSION) |
                                   BIT(OPTION_COLOR) | BIT(OPTION_HYPERLINK) | BIT(OPTION_PAGER) |
                                   BIT(OPTION_NO_PAGER) | BIT(OPTION_NO_CONFIG) | BIT(OPTION_QUIET);

#define READING (BIT(OPTION_ANY) | BIT(OPTION_PHRASE))
#define QUERY (READING | BIT(OPTION_QUERY_FILE))
#define PERIOD (BIT(OPTION_SINCE) | BIT(OPTION_UNTIL))
#define PAGE (BIT(OPTION_LIMIT) | BIT(OPTION_OFFSET))
#define RANKING (BIT(OPTION_SORT) | BIT(OPTION_RECENT))
#define LAYOUT                                                                                     \
    (BIT(OPTION_FORMAT) | BIT(OPTION_FIELDS) | BIT(OPTION_FILES) | BIT(OPTION_NULL) |              \
     BIT(OPTION_CONTEXT))

enum query_use {
    QUERY_NEEDED,
    QUERY_NARROWS, /* there may be one */
    QUERY_REFUSED
};

static const struct {
    enum option option; /* that asks for it; none for a search, which takes all */
    enum query_use query;
    uint64_t takes; /* BITs, beside its own and those of `everywhere` */
} modes[] = {
    [MODE_SEARCH] = {0, QUERY_NEEDED, UINT64_MAX},
    [MODE_BATCH] = {OPTION_BATCH, QUERY_REFUSED,
                    READING | PERIOD | PAGE | RANKING | BIT(OPTION_NEW_SINCE) | BIT(OPTION_EXPAND) |
                        BIT(OPTION_APPROXIMATE) | BIT(OPTION_FORMAT) | BIT(OPTION_FIELDS)},
    [MODE_SIMILAR] = {OPTION_SIMILAR, QUERY_NARROWS,
                      QUERY | PERIOD | PAGE | RANKING | LAYOUT | BIT(OPTION_NEW_SINCE) |
                          BIT(OPTION_COUNT)},
    [MODE_FACETS] = {OPTION_FACETS, QUERY_NARROWS,
                     QUERY | PERIOD | PAGE | BIT(OPTION_NEW_SINCE) | BIT(OPTION_SORT) |
                         BIT(OPTION_FORMAT) | BIT(OPTION_COUNT)},
    [MODE_SHOW] = {OPTION_SHOW, QUERY_REFUSED, BIT(OPTION_FORMAT)},
    [MODE_TOKEN] = {OPTION_TOKEN, QUERY_REFUSED, 0},
    [MODE_LINT] = {OPTION_LINT, QUERY_NEEDED, QUERY | PERIOD | BIT(OPTION_FORMAT)},
    [MODE_TRANSLATE] = {OPTION_DIALECT, QUERY_NEEDED, BIT(OPTION_QUERY_FILE)},
    [MODE_EXPLAIN] = {OPTION_EXPLAIN, QUERY_NEEDED,
                      QUERY | PERIOD | BIT(OPTION_LIMIT) | BIT(OPTION_COUNT) | BIT(OPTION_FORMAT)},
    [MODE_WHY] = {OPTION_WHY, QUERY_NEEDED, QUERY | PERIOD | BIT(OPTION_FORMAT)},
    [MODE_COMPLETE] = {OPTION_COMPLETE, QUERY_REFUSED, 0},
    [MODE_CONFIG] = {OPTION_CONFIG, QUERY_REFUSED, 0},
};

static const struct {
    enum option option;
    uint64_t others;
} excluded[] = {
    {OPTION_PHRASE, BIT(OPTION_ANY)},
    {OPTION_COUNT, PAGE | LAYOUT}, /* a number is a number */
    {OPTION_FILES, BIT(OPTION_FORMAT)},
};

static const char *name_of(enum option option)
{
    const struct cli_option *row = nsearch_cli.options;
    while (row->id != (int)option)
        row++;
    return row->name;
}

/* Complains of the first of `wrong`, if there is any. */
static bool refuse(uint64_t wrong, enum option beside, char complaint[PRINT_COMPLAINT_MAX])
{
    int option = 0;
    if (!wrong) return true;
    while (!(wrong & BIT(option)))
        option++;
    snprintf(complaint, PRINT_COMPLAINT_MAX, "--%s: not together with --%s",
             name_of((enum option)option), name_of(beside));
    return false;
}

static bool check_pairs(const struct options *options, char complaint[PRINT_COMPLAINT_MAX])
{
    const enum option asked = modes[options->mode].option;
    const uint64_t takes = modes[options->mode].takes | everywhere | BIT(asked);
    if (!refuse(options->given & ~takes, asked, complaint)) return false;
    for (size_t i = 0; i < sizeof excluded / sizeof *excluded; i++)
        if (options->given & BIT(excluded[i].option) &&
            !refuse(options->given & excluded[i].others, excluded[i].option, complaint))
            return false;
    return true;
}

static const char *wrong_query(const struct options *options, bool query)
{
    const bool some = query || options->query_file;
    const bool blank = !options->query[strspn(options->query, " \t\r\n")];
    if (modes[options->mode].query == QUERY_NEEDED) return blank ? "no query (see --help)" : NULL;
    if (!some && options->mode != MODE_BATCH && options->given & READING)
        return "--any and --phrase are of a query, and there is none";
    if (!some || modes[options->mode].query == QUERY_NARROWS) return NULL;
    switch (options->mode) {
    case MODE_BATCH: return "--batch reads its queries from standard input";
    case MODE_SHOW: return "--show takes an id and no query";
    case MODE_TOKEN: return "--token takes no query";
    case MODE_COMPLETE: return "--complete takes no query";
    default: return "--config takes no query";
    }
}

/* What isn't a list of hits isn't to be had in every format. */
static const char *wrong_format(const struct options *options)
{
    const struct print_format *format = options->style.format;
    switch (options->mode) {
    case MODE_BATCH: return strcmp(format->name, "jsonl") != 0 ? "--batch prints jsonl" : NULL;
    case MODE_FACETS:
        return format->facets ? NULL : "--facets prints text, tsv, csv, json or jsonl";
    case MODE_SHOW: return format->article ? NULL : "--show prints text, json or jsonl";
    case MODE_LINT:
    case MODE_EXPLAIN:
    case MODE_WHY:
        return format->explain ? NULL : "--lint, --explain and --why print text, json or jsonl";
    default: return NULL;
    }
}

bool options_check(struct options *options, bool query, char complaint[PRINT_COMPLAINT_MAX])
{
    if (!check_pairs(options, complaint)) return false;
    if (options->mode == MODE_BATCH && !options->style.format)
        print_style_take(&options->style, "jsonl");
    if (!print_style_finish(&options->style, complaint)) return false;
    const char *wrong = wrong_format(options);
    if (!wrong) wrong = wrong_query(options, query);
    if (wrong) snprintf(complaint, PRINT_COMPLAINT_MAX, "%s", wrong);
    return !wrong;
}
