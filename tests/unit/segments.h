/* segments.h - segments and Xapian's databases of the same articles, and whether they show the same. */
#ifndef TESTS_UNIT_SEGMENTS_H
#define TESTS_UNIT_SEGMENTS_H

#include "indexer/segment.h"
#include "tests/unit/articles.h"

/* Two jobs, 256 MB, text kept, in English. */
extern const struct segment_options segments_plain;

/* A stamp for an article, the same wherever it is built into. */
struct stamp segments_stamp(const struct article *article);

/* Makes a segment of the articles; fails the test if that fails. Returns how many were superseded. */
uint64_t segments_build(const char *path, const struct articles *articles,
                        const struct segment_options *options);

/* The same with metadata, as segments_plain. */
void segments_build_with(const char *path, const struct articles *articles,
                         const struct metadata *more, size_t count);

/* Has Xapian make a database of them, one by one. */
void segments_build_oracle(const char *path, const struct articles *articles, bool keep_text);

/* Fails the test where two databases show any difference: both are dumped beside the first. */
void segments_assert_same(const char *ours, const char *theirs);

#endif
