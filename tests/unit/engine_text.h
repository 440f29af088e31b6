/* engine_text.h - engine queries as text, for tests to compare.
 *
 *     FILTER(AND(Zberlin, Zwall), M198911)    PHRASE/2(liaison, offic)    SCALE/0.5(...)
 *     RANGE/0[202006 .. ~]                    -  for nothing */
#ifndef TESTS_UNIT_ENGINE_TEXT_H
#define TESTS_UNIT_ENGINE_TEXT_H

#include "common/buf.h"
#include "common/xap.h"

void engine_text(const struct xap_query *query, struct buf *out);

#endif
