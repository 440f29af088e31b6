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
    struct group *group = boilerplate_group(boilerplate, hash);
    size_t at = boilerplate_find(group, hash);
    if (at == GROUP) at = boilerplate_make_room(boilerplate, group, hash);
    if (at == GROUP) return;
    struct entry *entry = entry_of(boilerplate, group, at);
    group->counts[at] = (uint32_t)count;
    entry->left_out = (uint32_t)left_out;
    entry->source = (uint32_t)(source - boilerplate->sources);
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

/* A paragraph that is kept. */
struct kept {
    uint64_t hash;
    uint32_t count;
    const struct entry *entry;
};

static int by_count(const void *a, const void *b)
{
    const struct kept *one = a, *two = b;
    if (one->count != two->count) return one->count > two->count ? -1 : 1;
    return one->hash < two->hash ? -1 : one->hash > two->hash;
}

static int by_source(const void *a, const void *b)
{
    const uint32_t one = ((const struct kept *)a)->entry->source,
                   two = ((const struct kept *)b)->entry->source;
    if (one != two) return one < two ? -1 : 1;
    return by_count(a, b);
}

/* The paragraphs that are to be kept, by source and count; NULL without memory. */
static struct kept *sorted(const struct boilerplate *boilerplate, size_t *count)
{
    const size_t most = (size_t)GROUPS * GROUP;
    struct kept *kept = malloc(most * sizeof *kept);
    *count = 0;
    for (size_t i = 0; kept && i < most; i++) {
        const struct group *group = &boilerplate->groups[i / GROUP];
        if (group->counts[i % GROUP] >= KEEP_LEAST)
            kept[(*count)++] = (struct kept){group->hashes[i % GROUP], group->counts[i % GROUP],
                                             &boilerplate->entries[i]};
    }
    if (!kept) return NULL;
    qsort(kept, *count, sizeof *kept, by_count);
    if (*count > KEEP_MAX) *count = KEEP_MAX;
    qsort(kept, *count, sizeof *kept, by_source);
    return kept;
}

void boilerplate_write(const struct boilerplate *boilerplate, struct buf *out)
{
    size_t count, at = 0;
    if (boilerplate->off) {
        buf_add_text(out, BOILERPLATE_OFF);
        return;
    }
    struct kept *kept = sorted(boilerplate, &count);
    if (!kept) out->failed = true;
    for (uint32_t i = 0; kept && i < boilerplate->source_count; i++) {
        const struct source *source = &boilerplate->sources[i];
        buf_addf(out, "source\t%" PRIu64 "\t%s\n", source->articles, source->name);
        for (; at < count && kept[at].entry->source == i; at++)
            buf_addf(out, "%" PRIu32 "\t%" PRIu32 "\t%016" PRIx64 "\t%s\n", kept[at].count,
                     kept[at].entry->left_out, kept[at].hash,
                     kept[at].entry->text ? kept[at].entry->text : "");
    }
    free(kept);
}

nsearch_status boilerplate_list(const struct boilerplate *boilerplate,
                                void (*row)(void *context, const struct boilerplate_row *row),
                                void *context, nsearch_error *error)
{
    size_t count;
    struct kept *kept = sorted(boilerplate, &count);
    if (!kept) return error_memory(error);
    for (size_t i = 0; i < count; i++) {
        const struct entry *entry = kept[i].entry;
        const struct source *source = &boilerplate->sources[entry->source];
        const struct boilerplate_row shown = {source->name, entry->text ? entry->text : "",
                                              entry->left_out, source->articles};
        if (entry->left_out) row(context, &shown);
    }
    free(kept);
    return NSEARCH_OK;
}
