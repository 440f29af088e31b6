/* engine_write.c - see engine_write.h. */
#include "searcher/engine_write.h"

static void write_group(const char *name, const struct db_query *query, size_t most,
                        struct buf *out)
{
    buf_add_text(out, name);
    if (query->window) buf_addf(out, "/%u", query->window);
    if (query->op == DB_SCALE || query->op == DB_BONUS) buf_addf(out, "/%g", query->factor);
    buf_add_char(out, '(');
    for (size_t i = 0; i < query->count; i++) {
        if (i) buf_add_text(out, ", ");
        if (i == most) {
            buf_addf(out, "and %zu more", query->count - i);
            break;
        }
        engine_write(query->children[i], most, out);
    }
    buf_add_char(out, ')');
}

void engine_write(const struct db_query *query, size_t most, struct buf *out)
{
    static const char *const names[] = {
        [DB_AND] = "AND",         [DB_OR] = "OR",           [DB_SYNONYM] = "SYNONYM",
        [DB_AND_NOT] = "AND_NOT", [DB_AND_MAYBE] = "MAYBE", [DB_FILTER] = "FILTER",
        [DB_PHRASE] = "PHRASE",   [DB_NEAR] = "NEAR",       [DB_SCALE] = "SCALE",
        [DB_BONUS] = "BONUS",     [DB_CHECK] = "CHECK",
    };
    switch (query->op) {
    case DB_LISTED: buf_add_text(out, "LISTED"); break;
    case DB_NOTHING: buf_add_char(out, '-'); break;
    case DB_ALL: buf_add_char(out, '*'); break;
    case DB_TERM: buf_add(out, query->term, query->term_size); break;
    case DB_RANGE: buf_addf(out, "RANGE/%u[%s .. %s]", query->slot, query->low, query->high); break;
    default: write_group(names[query->op], query, most, out);
    }
}
