/* print_members.h - what there is to say of hits, as members of JSON objects. */
#ifndef SEARCHER_PRINT_MEMBERS_H
#define SEARCHER_PRINT_MEMBERS_H

#include "common/buf.h"
#include "searcher/print_field.h"

/* Fields of a hit. */
void print_members_fields(struct buf *out, const struct print_fields *fields,
                          const struct print_record *record);

/* What there is to say of all hits together: "query" to "token". */
struct print;
void print_members_summary(struct buf *out, const struct print *print);

#endif
