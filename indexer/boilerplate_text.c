/* boilerplate_text.c - what was counted, as the index keeps it and as people are shown it. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "common/error.h"
#include "indexer/boilerplate_own.h"

/* ---- Reading ------------------------------------------------------------------------------------ */

/* A number of digits and the tab after it; false if that isn't there. */
static bool take_number(const char **text, int base, uint64_t *out)
{
    char *end;
    if (!strchr("0123456789abcdef", **text) || !**text) return false;
    *out = strtoull(*text, &end, base);
    if (*end != '\t') return false;
    *text = end + 1;
    return true;
}

/* "source <TAB> articles <TAB> name": NULL if it isn't that. */
static struct source *read_source(struct boilerplate *boilerplate, const char *line,
                                  const char *end)
{
    static const char word[] = "source\t";
    uint64_t articles;
    if (strncmp(line, word, sizeof word - 1) != 0) return NULL;
    line += sizeof word - 1;
    if (!take_number(&line, 10, &articles) || line >= end) return NULL;
    struct source *source = boilerplate_source(boilerplate, line, (size_t)(end - line), true);
    if (source) source->articles = articles;
    return source;
}

static void read_entry(struct boilerplate *boilerplate, const struct source *source,
                       const char *line, const char *end)
{
    uint64_t count, left_out, hash;
    if (!take_number(&line, 10, &count) || !take_number(&line, 10, &left_out)) return;
    if (!take_number(&line, 16, &hash) || line > end || !count || count > UINT32_MAX) return;
    struct entry *entry = boilerplate_entry(boilerplate, hash,
                                            (uint32_t)(source - boilerplate->sources));
    if (!entry) return;
    entry->count = (uint32_t)count;
    entry->left_out = (uint32_t)left_out;
    free(entry->text);
    entry->text = line < end ? strndup(line, (size_t)(end - line)) : NULL;
    if (line < end && !entry->text) boilerplate->no_memory = true;
}

void boilerplate_read(struct boilerplate *boilerplate, const char *text)
{
    const struct source *source = NULL;
    boilerplate->off = !strcmp(text, BOILERPLATE_OFF);
    for (const char *line = text, *end; (end = strchr(line, '\n')); line = end + 1) {
        const struct source *other = read_source(boilerplate, line, end);
        if (other)
            source = other;
        else if (source)
            read_entry(boilerplate, source, line, end);
    }
}

/* ---- In order ----------------------------------------------------------------------------------- */

static int by_count(const void *a, const void *b)
{
    const struct entry *one = *(const struct entry *const *)a,
                       *two = *(const struct entry *const *)b;
    if (one->count != two->count) return one->count > two->count ? -1 : 1;
    return one->hash < two->hash ? -1 : one->hash > two->hash;
}

static int by_source(const void *a, const void *b)
{
    const struct entry *one = *(const struct entry *const *)a,
                       *two = *(const struct entry *const *)b;
    if (one->source != two->source) return one->source < two->source ? -1 : 1;
    return by_count(a, b);
}

/* The entries that are to be kept, by source and count; NULL without memory. */
static const struct entry **sorted(const struct boilerplate *boilerplate, size_t *count)
{
    const size_t most = (size_t)GROUPS * GROUP;
    const struct entry **entries = malloc(most * sizeof *entries);
    *count = 0;
    for (size_t i = 0; entries && i < most; i++)
        if (boilerplate->entries[i].count >= KEEP_LEAST)
            entries[(*count)++] = &boilerplate->entries[i];
    if (!entries) return NULL;
    qsort(entries, *count, sizeof *entries, by_count);
    if (*count > KEEP_MAX) *count = KEEP_MAX;
    qsort(entries, *count, sizeof *entries, by_source);
    return entries;
}

void boilerplate_write(const struct boilerplate *boilerplate, struct buf *out)
{
    size_t count, at = 0;
    if (boilerplate->off) {
        buf_add_text(out, BOILERPLATE_OFF);
        return;
    }
    const struct entry **entries = sorted(boilerplate, &count);
    if (!entries) out->failed = true;
    for (uint32_t i = 0; entries && i < boilerplate->source_count; i++) {
        const struct source *source = &boilerplate->sources[i];
        buf_addf(out, "source\t%" PRIu64 "\t%s\n", source->articles, source->name);
        for (; at < count && entries[at]->source == i; at++)
            buf_addf(out, "%" PRIu32 "\t%" PRIu32 "\t%016" PRIx64 "\t%s\n", entries[at]->count,
                     entries[at]->left_out, entries[at]->hash,
                     entries[at]->text ? entries[at]->text : "");
    }
    free(entries);
}

nsearch_status boilerplate_list(const struct boilerplate *boilerplate,
                                void (*row)(void *context, const struct boilerplate_row *row),
                                void *context, nsearch_error *error)
{
    size_t count;
    const struct entry **entries = sorted(boilerplate, &count);
    if (!entries) return error_memory(error);
    for (size_t i = 0; i < count; i++) {
        const struct entry *entry = entries[i];
        const struct source *source = &boilerplate->sources[entry->source];
        const struct boilerplate_row shown = {source->name, entry->text ? entry->text : "",
                                              entry->left_out, source->articles};
        if (entry->left_out) row(context, &shown);
    }
    free(entries);
    return NSEARCH_OK;
}
