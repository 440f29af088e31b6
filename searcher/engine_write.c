/* engine_write.c - see engine_write.h. */
#include "searcher/engine_write.h"

static void write_group(const char *name, const struct xap_query *query, size_t most,
                        struct buf *out)
{
    buf_add_text(out, name);
    if (query->window) buf_addf(out, "/%u", query->window);
    if (query->op == XAP_SCALE || query->op == XAP_BONUS) buf_addf(out, "/%g", query->factor);
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

void engine_write(const struct xap_query *query, size_t most, struct buf *out)
{
    static const char *const names[] = {
        [XAP_AND] = "AND",         [XAP_OR] = "OR",           [XAP_SYNONYM] = "SYNONYM",
        [XAP_AND_NOT] = "AND_NOT", [XAP_AND_MAYBE] = "MAYBE", [XAP_FILTER] = "FILTER",
        [XAP_PHRASE] = "PHRASE",   [XAP_NEAR] = "NEAR",       [XAP_SCALE] = "SCALE",
        [XAP_BONUS] = "BONUS",     [XAP_CHECK] = "CHECK",
    };
    switch (query->op) {
    case XAP_NOTHING: buf_add_char(out, '-'); break;
    case XAP_ALL: buf_add_char(out, '*'); break;
    case XAP_TERM: buf_add(out, query->term, query->term_size); break;
    case XAP_RANGE:
        buf_addf(out, "RANGE/%u[%s .. %s]", query->slot, query->low, query->high);
        break;
    default: write_group(names[query->op], query, most, out);
    }
}
