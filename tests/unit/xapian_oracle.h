/* xapian_oracle.h - what Xapian's own API makes and shows, for tests that hold ours against it.
 *
 *     articles -> xapian_put_article (add_document) -> database
 *                                                        |
 *     segment ------------------------------------------ xapian_dump -> two texts that must be the same
 */
#ifndef TESTS_UNIT_XAPIAN_ORACLE_H
#define TESTS_UNIT_XAPIAN_ORACLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

#include "common/analysis.h"
#include "common/article.h"
#include "common/stamp.h"

/* ---- Writing ------------------------------------------------------------------------------------ */

struct xapian_writer;

/* A new glass database in the directory `path`, which must not exist. Errors, here and below: INTERNAL
 * with what Xapian says. */
nsearch_status xapian_writer_create(const char *path, struct xapian_writer **out,
                                    nsearch_error *error);
void xapian_writer_free(struct xapian_writer *writer);

/* Builds one document at a time: start, what it holds, then put. */
void xapian_writer_start(struct xapian_writer *writer);
nsearch_status xapian_writer_posting(struct xapian_writer *writer, const char *term, size_t size,
                                     uint32_t position, uint32_t wdf, nsearch_error *error);
nsearch_status xapian_writer_term(struct xapian_writer *writer, const char *term, size_t size,
                                  uint32_t wdf, nsearch_error *error);
nsearch_status xapian_writer_value(struct xapian_writer *writer, unsigned slot, const char *value,
                                   size_t size, nsearch_error *error);
/* Adds the document with the term `unique`; in the place of one that has it already, if *replaced. */
nsearch_status xapian_writer_put(struct xapian_writer *writer, const char *unique,
                                 size_t unique_size, const char *data, size_t size, bool *replaced,
                                 nsearch_error *error);

nsearch_status xapian_writer_metadata(struct xapian_writer *writer, const char *key,
                                      const char *value, nsearch_error *error);
nsearch_status xapian_writer_commit(struct xapian_writer *writer, nsearch_error *error);

/* Adds what the schema makes of an article and of its stamp, whose digest is made here, with the term `mark` if it isn't
 * NULL, and stores its body too if `keep_text`. */
nsearch_status xapian_put_article(struct xapian_writer *writer, struct stemmer *stemmer,
                                  const char *mark, const struct article *article,
                                  const struct stamp *stamp, bool keep_text, nsearch_error *error);

/* Makes a segment into one of schema 1, which knew no stamps: as Xapian changes it, so its tables have blocks
 * that nothing uses. */
nsearch_status xapian_age(const char *path, nsearch_error *error);

/* ---- Reading ------------------------------------------------------------------------------------ */

/* Writes all that the API shows of a database, a line for each fact: counts, lengths and bounds, metadata,
 * value statistics; every term with its frequencies and postings with their positions; every document's
 * terms, values and data. Each document and posting is reached by more than one way. */
nsearch_status xapian_dump(const char *path, FILE *out, nsearch_error *error);

/* Shows `take`, which must not throw, every term of the databases together that starts with `prefix`, in byte order. */
nsearch_status
xapian_each_term(const char *const *paths, size_t count, const char *prefix, size_t size,
                 bool (*take)(void *context, const char *term, size_t size, uint32_t count),
                 void *context, nsearch_error *error);

/* ---- Changing ----------------------------------------------------------------------------------- */

/* Adds, replaces and deletes documents at random, `rounds` times with a commit after each. What is done
 * depends on `seed` and the docids that there are. */
nsearch_status xapian_change(const char *path, unsigned seed, unsigned rounds,
                             nsearch_error *error);

/* Gives each document the term of a serial: `first` + its docid. */
nsearch_status xapian_stamp(const char *path, uint64_t first, nsearch_error *error);

/* Compacts a database to another place; to a single file, if so wanted. */
nsearch_status xapian_compact(const char *path, const char *to, bool single_file,
                              nsearch_error *error);

#ifdef __cplusplus
}
#endif
#endif
