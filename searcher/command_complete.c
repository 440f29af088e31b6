/* command_complete.c - --complete: what a word of the command line could become, for the completions of shells. Fields
 * by their names, their values out of the index, as they stand in articles; names of indexes out of the settings. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "searcher/commands.h"

enum {
    ANSWERS_MAX = 100,
    VALUES_MAX =
        1000,       /* looked at; those of a word that begins so may begin otherwise themselves */
    QUERY_MAX = 512 /* bytes */
};

static const char *const fields[] = {
    "title", "lead", "body", "quote", "author", "source", "section", "place", "tag",     "site",
    "url",   "id",   "path", "lang",  "date",   "since",  "until",   "words", "indexed", NULL};

/* Of these the index tells the values, by nsearch_facets_find(). */
static const char *const listed[] = {"author", "source", "section", "place",
                                     "tag",    "site",   "lang",    NULL};

static bool is_letter(char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= 'a' && byte <= 'z') || (unsigned char)byte >= 0x80;
}

/* ---- Names --------------------------------------------------------------------------------------- */

static void complete_index(const struct cli_config *config, const char *start)
{
    for (size_t i = 0; i < config->count; i++) {
        const struct cli_setting *setting = &config->settings[i];
        if (!cli_config_is_index(config, setting)) continue;
        const char *name = strchr(setting->key, '.') + 1;
        if (!strncmp(name, start, strlen(start))) puts(name);
    }
}

static void complete_field(const char *lead, size_t lead_size, const char *start)
{
    for (const char *const *field = fields; *field; field++)
        if (!strncasecmp(*field, start, strlen(start)))
            printf("%.*s%s:\n", (int)lead_size, lead, *field);
}

/* ---- Values -------------------------------------------------------------------------------------- */

/* What stands before a value in a word of the query, and what there is of the value. */
struct value {
    const char *lead;
    size_t lead_size;
    const char *field; /* of `listed` */
    bool quoted;
    const char *start;
};

/* A query for the articles with a value that has a word like the first of the start; false if there is none. What a
 * word is to the index, and how many of them the rest is, is left alone. */
static bool narrow(const struct value *value, char query[QUERY_MAX])
{
    const char *word = value->start;
    size_t size = 0;
    while (*word && !is_letter(*word))
        word++;
    while (is_letter(word[size]))
        size++;
    const int length = snprintf(query, QUERY_MAX, "%s:%.*s*", value->field, (int)size, word);
    return size && length > 0 && length < QUERY_MAX;
}

static nsearch_status find_values(nsearch_searcher *searcher, const struct value *value,
                                  nsearch_facets **out)
{
    char query[QUERY_MAX];
    const bool narrowed = narrow(value, query);
    nsearch_request request = {.query = narrowed ? query : NULL, .limit = VALUES_MAX};
    nsearch_status status = nsearch_facets_find(searcher, &request, value->field, out, NULL);
    if (status != NSEARCH_INVALID || !narrowed) return status;
    request.query = NULL; /* a start too short for a wildcard, for one */
    return nsearch_facets_find(searcher, &request, value->field, out, NULL);
}

/* In double quotes, if it isn't one word that is read as it stands. */
static void print_value(const struct value *value, const char *text)
{
    bool quoted = value->quoted;
    for (const char *at = text; *at; at++)
        if (!is_letter(*at) && *at != '.') quoted = true;
    printf("%.*s%s:%s", (int)value->lead_size, value->lead, value->field, quoted ? "\"" : "");
    print_text(stdout, text);
    puts(quoted ? "\"" : "");
}

static void complete_value(nsearch_searcher *searcher, const struct value *value)
{
    nsearch_facets *facets;
    size_t answers = 0;
    if (find_values(searcher, value, &facets)) return;
    for (size_t i = 0; i < nsearch_facets_count(facets) && answers < ANSWERS_MAX; i++) {
        const char *text = nsearch_facets_at(facets, i)->value;
        if (strncasecmp(text, value->start, strlen(value->start)) != 0 || strchr(text, '"'))
            continue;
        print_value(value, text);
        answers++;
    }
    nsearch_facets_free(facets);
}

/* The field of `listed`, or NULL. */
static const char *listed_field(const char *name, size_t size)
{
    for (const char *const *field = listed; *field; field++)
        if (strlen(*field) == size && !strncasecmp(*field, name, size)) return *field;
    return NULL;
}

int command_complete(const struct options *options)
{
    const char *word = options->article;
    const char index[] = "--index=";
    nsearch_searcher *searcher;
    if (!strncmp(word, index, strlen(index))) {
        complete_index(&options->settings.config, word + strlen(index));
        return CLI_DONE;
    }
    struct value value = {.lead = word, .lead_size = strspn(word, "(-+")};
    word += value.lead_size;
    const size_t name_size = strcspn(word, ":");
    if (!word[name_size]) {
        complete_field(value.lead, value.lead_size, word);
        return CLI_DONE;
    }
    value.start = word + name_size + 1;
    value.quoted = *value.start == '"';
    if (value.quoted) value.start++;
    value.field = listed_field(word, name_size);
    if (!value.field || nsearch_searcher_open(options->index, &searcher, NULL)) return CLI_DONE;
    complete_value(searcher, &value);
    nsearch_searcher_free(searcher);
    return CLI_DONE;
}
