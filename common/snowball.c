/* snowball.c - see snowball.h. */
#include "common/snowball.h"

#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>

#include "common/buf.h"
#include "common/error.h"
#include "common/stemmer_names.h"

struct snowball {
    const char *name;
    struct sb_stemmer *stemmer;
};

const char *const *snowball_languages(void)
{
    return (const char *const *)sb_stemmer_list();
}

static const char *name_of(const char *language)
{
    const char *wanted = stemmer_name(language);
    for (const char *const *name = snowball_languages(); *name; name++)
        if (!strcmp(*name, wanted)) return *name;
    return NULL;
}

static nsearch_status unknown(const char *language, nsearch_error *error)
{
    struct buf names;
    buf_init(&names);
    for (const char *const *name = snowball_languages(); *name; name++)
        buf_addf(&names, " %s", *name);
    nsearch_status status = buf_status(&names, error);
    if (!status)
        status = error_set(error, NSEARCH_INVALID,
                           "no stemmer for the language \"%.40s\"; there are:%s", language,
                           names.data);
    buf_release(&names);
    return status;
}

nsearch_status snowball_open(const char *language, struct snowball **out, nsearch_error *error)
{
    *out = NULL;
    const char *name = name_of(language);
    if (!name) return unknown(language, error);
    struct snowball *snowball = calloc(1, sizeof *snowball);
    if (!snowball) return error_memory(error);
    snowball->name = name;
    snowball->stemmer = sb_stemmer_new(name, NULL);
    if (!snowball->stemmer) {
        free(snowball);
        return error_memory(error);
    }
    *out = snowball;
    return NSEARCH_OK;
}

void snowball_close(struct snowball *snowball)
{
    if (!snowball) return;
    sb_stemmer_delete(snowball->stemmer);
    free(snowball);
}

const char *snowball_name(const struct snowball *snowball)
{
    return snowball->name;
}

size_t snowball_stem(struct snowball *snowball, const char *word, size_t size, char *out,
                     size_t capacity)
{
    const sb_symbol *stem = sb_stemmer_stem(snowball->stemmer, (const sb_symbol *)word, (int)size);
    if (!stem) return 0;
    const size_t length = (size_t)sb_stemmer_length(snowball->stemmer);
    const size_t written = length < capacity ? length : capacity;
    memcpy(out, stem, written);
    return written;
}
