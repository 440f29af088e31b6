/* db_terms.cc - see xap.h and xap_own.h: terms, how many documents have them, and walks over them.
 *
 * Where all parts are here both go through their tables (term_walk.h), eight times as fast as Xapian's, which
 * makes a string of each term and reads its whole list's blocks; where one isn't, or a table can't be opened, Xapian
 * walks. */
#include "common/xap_own.h"

extern "C" {
#include "common/term_walk.h"
}

static const size_t words_size_max = 64 << 20; /* bytes; five million words */
static const size_t postlist_kept = 1 << 20;   /* bytes of each table that is walked over */

nsearch_status xap_lend_postlists(struct xap_db *db, struct table *const *postlists, size_t count,
                                  nsearch_error *error)
{
    return guarded(error, [&] {
        db->words.reset();
        db->postlists.clear();
        for (size_t i = 0; i < count; i++)
            db->postlists.push_back({postlists[i], [](struct table *) {}});
    });
}

namespace
{

/* Nothing if only Xapian can read it. */
xap_table open_postlist(const struct xap_db *db, size_t part)
{
    const char *path = db->paths[part].c_str();
    struct glass_version version;
    struct table *table;
    if (!*path || glass_version_read(path, &version, nullptr) ||
        version.revision != db->parts[part].get_revision() ||
        table_open(path, &version, GLASS_POSTLIST, &table, nullptr))
        return nullptr;
    table_keep(table, postlist_kept);
    return {table, table_close};
}

/* False if Xapian has to walk. */
bool can_walk(struct xap_db *db)
{
    for (size_t i = 0; i < db->parts.size(); i++)
        if (!xap_postlist(db, i)) return false;
    return true;
}

/* False if Xapian has to be asked. */
bool take_tables(struct xap_db *db, std::vector<struct table *> &tables)
{
    if (db->remote || !can_walk(db)) return false;
    for (const xap_table &table : db->postlists)
        tables.push_back(table.get());
    return true;
}

/* Walks over words by way of the list of them. */
nsearch_status
walk_words(struct xap_db *db, const std::vector<struct table *> &tables, const char *prefix,
           size_t size, bool (*take)(void *context, const char *term, size_t size, uint32_t count),
           void *context, nsearch_error *error)
{
    if (!db->words) {
        struct word_list *words;
        const nsearch_status status = word_list_create(tables.data(), tables.size(), words_size_max,
                                                       &words, error);
        if (status) return status;
        db->words.reset(words);
    }
    return word_list_each(db->words.get(), prefix, size, take, context, error);
}

/* Read again, it goes on behind the last term that was shown. */
nsearch_status walk_by_xapian(struct xap_db *db, const char *prefix, size_t size,
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

} // namespace

struct table *xap_postlist(struct xap_db *db, size_t part)
{
    for (size_t i = db->postlists.size(); i < db->parts.size(); i++)
        db->postlists.push_back(open_postlist(db, i));
    return db->postlists.at(part).get();
}

nsearch_status xap_term_count(struct xap_db *db, const char *term, size_t size, uint32_t *out,
                              nsearch_error *error)
{
    std::vector<struct table *> tables;
    bool ours = false;
    *out = 0;
    const nsearch_status status = guarded(error, [&] { ours = take_tables(db, tables); });
    if (status) return status;
    if (ours) return term_count(tables.data(), tables.size(), term, size, out, error);
    return guarded_read(db, error, [&] { *out = db->db.get_termfreq(std::string(term, size)); });
}

nsearch_status xap_each_term(struct xap_db *db, const char *prefix, size_t size,
                             bool (*take)(void *context, const char *term, size_t size,
                                          uint32_t count),
                             void *context, nsearch_error *error)
{
    std::vector<struct table *> tables;
    bool ours = false;
    const nsearch_status status = guarded(error, [&] { ours = take_tables(db, tables); });
    if (status) return status;
    if (!ours) return walk_by_xapian(db, prefix, size, take, context, error);
    if (size && word_list_has(static_cast<unsigned char>(*prefix)))
        return walk_words(db, tables, prefix, size, take, context, error);
    return term_walk(tables.data(), tables.size(), prefix, size, take, context, error);
}
