/* engine_text.c - see engine_text.h. */
#include "tests/unit/engine_text.h"

#include <stdint.h>

#include "searcher/engine_write.h"

void engine_text(const struct db_query *query, struct buf *out)
{
    if (query)
        engine_write(query, SIZE_MAX, out);
    else
        buf_add_text(out, "NULL");
}
