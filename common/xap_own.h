/* xap_own.h - what the files of the wrapper share; C++.
 *
 *     xap.cc            exceptions, searching
 *     xap_terms.cc      terms, and walks over them
 *     xap_open.cc       databases, their metadata, the dead
 *     xap_document.cc   postings, values and data of single documents
 *     xap_check.cc      looking for damage
 *
 * Every function is guarded(error, [&] { ... }): whatever is thrown inside, by Xapian or by the C++
 * library, becomes a status in xap_translate(). What is returned is copied into the caller's arena
 * inside the guard, so no iterator, string or exception of C++ can be seen from C. */
#ifndef COMMON_XAP_OWN_H
#define COMMON_XAP_OWN_H

#include <xapian.h>

#include <algorithm>
#include <cstring>
#include <exception>
#include <memory>
#include <new>
#include <string>
#include <vector>

extern "C" {
#include "common/error.h"
#include "common/xap.h"
}

struct xap_db {
    Xapian::Database db; /* the parts as one */
    std::vector<Xapian::Database> parts;
    std::vector<uint64_t> dead; /* serials, each once */
    Xapian::Query dead_query;   /* finds them, once there was a search */
};

/* Turns the exception in flight into a status. */
nsearch_status xap_translate(nsearch_error *error) noexcept;

/* `query` without the dead. */
Xapian::Query xap_alive(struct xap_db *db, const Xapian::Query &query);

template <typename Function>
nsearch_status guarded(nsearch_error *error, Function function) noexcept
{
    try {
        function();
        return NSEARCH_OK;
    } catch (...) {
        return xap_translate(error);
    }
}

/* For reads: a part that was written to under us (only a remote one can be) is read again from the
 * start, three times. */
template <typename Function>
nsearch_status guarded_read(struct xap_db *db, nsearch_error *error, Function function) noexcept
{
    return guarded(error, [&] {
        for (int tries_left = 3;; tries_left--) {
            try {
                return function();
            } catch (const Xapian::DatabaseModifiedError &) {
                if (!tries_left) throw;
                db->db.reopen();
            }
        }
    });
}

inline char *copy(struct arena *arena, const std::string &text)
{
    char *out = arena_copy(arena, text.data(), text.size());
    if (!out) throw std::bad_alloc();
    return out;
}

template <typename T> T *array(struct arena *arena, size_t count)
{
    void *out = arena_alloc(arena, count * sizeof(T));
    if (!out) throw std::bad_alloc();
    return static_cast<T *>(out);
}

#endif
