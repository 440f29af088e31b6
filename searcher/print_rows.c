/* print_rows.c - a plain line for each hit: tab-separated values, ids, paths. */
#include "searcher/print.h"

void print_tsv_hit(const struct print *print, const nsearch_hit *hit,
                   const nsearch_passage *passage)
{
    const char *const fields[] = {hit->id, hit->date, hit->source, hit->title, hit->path};
    (void)passage;
    fprintf(print->out, "%zu\t%.4f", hit->rank, hit->score);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        fputc('\t', print->out);
        print_text(print->out, fields[i]);
    }
    fputc('\n', print->out);
}

void print_ids_hit(const struct print *print, const nsearch_hit *hit,
                   const nsearch_passage *passage)
{
    (void)passage;
    print_text(print->out, hit->id);
    fputc('\n', print->out);
}

void print_paths_hit(const struct print *print, const nsearch_hit *hit,
                     const nsearch_passage *passage)
{
    (void)passage;
    print_text(print->out, hit->path);
    fputc('\n', print->out);
}
