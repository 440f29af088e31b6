/* engine_text.h - engine queries as text, for tests to compare: see searcher/engine_write.h. */
#ifndef TESTS_UNIT_ENGINE_TEXT_H
#define TESTS_UNIT_ENGINE_TEXT_H

#include "common/buf.h"
#include "common/xap.h"

void engine_text(const struct db_query *query, struct buf *out);

#endif
