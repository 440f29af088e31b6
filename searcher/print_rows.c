/* print_rows.c - one thing of each hit: ids, paths, URLs. */
#include <search.h>
#include <string.h>

#include "searcher/print_format.h"

static void print_record(const struct print *print, const char *text)
{
    print_text(print->out, text);
    fputc(print->style->null_ends ? '\0' : '\n', print->out);
}

void print_ids_hit(struct print *print, const struct print_record *record)
{
    print_record(print, record->hit->id);
}

static int compare_paths(const void *a, const void *b)
{
    return strcmp(a, b);
}

/* The paths that were printed are kept in a tree. If there is no memory for one more, it may be printed again. */
void print_paths_hit(struct print *print, const struct print_record *record)
{
    const char *path = record->hit->path;
    if (print->style->once) {
        const char *const *known = tsearch(path, &print->paths, compare_paths);
        if (known && *known != path) return;
    }
    print_record(print, path);
}

static void keep(void *path)
{
    (void)path; /* the hits' */
}

void print_paths_end(struct print *print)
{
    tdestroy(print->paths, keep);
    print->paths = NULL;
}

void print_urls_hit(struct print *print, const struct print_record *record)
{
    if (*record->hit->url) print_record(print, record->hit->url);
}

size_t print_left_out(const struct print *print)
{
    const size_t count = nsearch_hits_count(print->hits);
    size_t without = 0;
    for (size_t i = 0; print->style->format->hit == print_urls_hit && i < count; i++)
        without += !*nsearch_hits_at(print->hits, i)->url;
    return without;
}
