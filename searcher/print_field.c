/* print_field.c - see print_field.h. Adding a field of a hit is a row. */
#include "searcher/print_field.h"

#include <stdio.h>
#include <string.h>

#include "common/buf.h"
#include "common/edits.h"

#define WORDS(name)                                                                                \
    {                                                                                              \
#name, PRINT_WORDS, offsetof(nsearch_hit, name)                                            \
    }

static const struct print_field fields[] = {
    {"rank", PRINT_NUMBER, 0},
    {"score", PRINT_SCORE, 0},
    WORDS(id),
    WORDS(title),
    WORDS(date),
    WORDS(source),
    WORDS(author),
    WORDS(section),
    WORDS(place),
    WORDS(tag),
    WORDS(url),
    WORDS(lang),
    WORDS(path),
    WORDS(indexed),
    {"phrase", PRINT_BOOL, 0},
    {"passage", PRINT_BEST, 0},
    {"body", PRINT_WHOLE, 0},
    {"left", PRINT_LEFT, 0},
    {"match", PRINT_MATCHED, 0},
    {"right", PRINT_RIGHT, 0},
    {"part", PRINT_PART, 0},
};

enum {
    COUNT = sizeof fields / sizeof *fields
};
_Static_assert(sizeof fields / sizeof *fields <= PRINT_FIELDS_MAX, "a list of all fields must fit");

static unsigned need(const struct print_field *field)
{
    switch (field->kind) {
    case PRINT_WORDS:
    case PRINT_NUMBER:
    case PRINT_SCORE:
    case PRINT_BOOL: return 0;
    case PRINT_BEST: return PRINT_PASSAGE;
    case PRINT_WHOLE: return PRINT_TEXT;
    case PRINT_LEFT:
    case PRINT_MATCHED:
    case PRINT_RIGHT:
    case PRINT_PART: break;
    }
    return PRINT_TEXT | PRINT_MATCH;
}

static bool can_be_had(const struct print_field *field, unsigned beside)
{
    return !(need(field) & PRINT_MATCH & ~beside);
}

/* What to say of a name that is none: the one that was probably meant, else all there are. */
static void complain(const char *name, size_t size, unsigned beside, char out[PRINT_COMPLAINT_MAX])
{
    const struct print_field *nearest = NULL;
    unsigned least = size > 3 ? 3 : 2; /* one more than is near */
    int used = snprintf(out, PRINT_COMPLAINT_MAX,
                        "unknown field \"%.*s\": ", (int)(size < 40 ? size : 40), name);
    for (size_t i = 0; i < COUNT; i++) {
        const char *right = fields[i].name;
        if (!can_be_had(&fields[i], beside)) continue;
        const unsigned far = edits_between(name, size, right, strlen(right), least - 1);
        if (far >= least) continue;
        least = far;
        nearest = &fields[i];
    }
    if (nearest)
        snprintf(out + used, PRINT_COMPLAINT_MAX - (size_t)used, "did you mean %s?", nearest->name);
    for (size_t i = 0; !nearest && i < COUNT; i++)
        if (can_be_had(&fields[i], beside))
            used += snprintf(out + used, PRINT_COMPLAINT_MAX - (size_t)used, "%s%s",
                             i ? ", " : "there are ", fields[i].name);
}

const struct print_field *print_fields_add(struct print_fields *list, const char *name, size_t size,
                                           unsigned beside, char complaint[PRINT_COMPLAINT_MAX])
{
    for (const struct print_field *field = fields; field < fields + COUNT; field++) {
        if (strlen(field->name) != size || memcmp(field->name, name, size) != 0) continue;
        if (!can_be_had(field, beside)) break;
        for (size_t i = 0; i < list->count; i++)
            if (list->items[i] == field) return field;
        list->items[list->count++] = field;
        list->needs |= need(field);
        return field;
    }
    complain(name, size, beside, complaint);
    return NULL;
}

bool print_fields_read(const char *list, unsigned beside, struct print_fields *out,
                       char complaint[PRINT_COMPLAINT_MAX])
{
    *out = (struct print_fields){.count = 0};
    for (;; list++) {
        const size_t size = strcspn(list, ","), before = out->count;
        if (!print_fields_add(out, list, size, beside, complaint)) return false;
        if (out->count == before) {
            snprintf(complaint, PRINT_COMPLAINT_MAX, "--fields: %.*s is there twice", (int)size,
                     list);
            return false;
        }
        list += size;
        if (!*list) return true;
    }
}

static struct print_value number(char scratch[PRINT_SCRATCH], int size)
{
    return (struct print_value){scratch, (size_t)size};
}

static struct print_value words(const char *text)
{
    return (struct print_value){text, strlen(text)};
}

struct print_value print_field_value(const struct print_field *field,
                                     const struct print_record *record, char scratch[PRINT_SCRATCH])
{
    const nsearch_hit *hit = record->hit;
    const struct print_match *match = record->match;
    const nsearch_passage *passage = field->kind == PRINT_BEST ? record->passage : record->text;
    const char *const *text = (const void *)((const char *)hit + field->offset);
    switch (field->kind) {
    case PRINT_WORDS: return words(*text);
    case PRINT_NUMBER: return number(scratch, snprintf(scratch, PRINT_SCRATCH, "%zu", hit->rank));
    case PRINT_SCORE: return number(scratch, snprintf(scratch, PRINT_SCRATCH, "%.4f", hit->score));
    case PRINT_BOOL: return words(hit->phrase ? "true" : "false");
    case PRINT_BEST:
    case PRINT_WHOLE:
        return passage ? (struct print_value){passage->text, passage->size} : words("");
    case PRINT_LEFT: return (struct print_value){match->left, match->left_size};
    case PRINT_MATCHED: return (struct print_value){match->match, match->match_size};
    case PRINT_RIGHT: return (struct print_value){match->right, match->right_size};
    case PRINT_PART: break;
    }
    return words(match->in_title ? "title" : "body");
}
