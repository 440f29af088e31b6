/* xap_terms.cc - see xap.h and xap_own.h: terms, how many documents have them, and walks over them. */
#include "common/xap_own.h"

nsearch_status xap_term_count(struct xap_db *db, const char *term, size_t size, uint32_t *out,
                              nsearch_error *error)
{
    *out = 0;
    return guarded_read(db, error, [&] { *out = db->db.get_termfreq(std::string(term, size)); });
}

/* Read again, it goes on behind the last term that was shown. */
nsearch_status xap_each_term(struct xap_db *db, const char *prefix, size_t size,
                             bool (*take)(void *context, const char *term, size_t size,
                                          uint32_t count),
                             void *context, nsearch_error *error)
{
    std::string last;
    return guarded_read(db, error, [&] {
        const std::string start(prefix, size);
        auto i = db->db.allterms_begin(start);
        const auto end = db->db.allterms_end(start);
        if (!last.empty()) {
            i.skip_to(last);
            if (i != end && *i == last) ++i;
        }
        for (; i != end; ++i) {
            const uint32_t count = i.get_termfreq();
            last = *i;
            if (!take(context, last.data(), last.size(), count)) return;
        }
    });
}
