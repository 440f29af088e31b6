/* xap_open.cc - see xap.h and xap_own.h: databases, their metadata, the dead.
 *
 *     part 0  seg-000012   docids 1 2 3 4    dead 2
 *     part 1  seg-000011          none
 *     part 2  paper:7000          1 2 3           1 3
 *
 * A search goes through the parts one by one, but for those without documents. The dead are an OR of the terms of
 * their serials under an AND_NOT, which costs a look-up per term, but needs nothing of the other side of a
 * connection. */
#include "common/xap_own.h"

extern "C" {
#include "common/schema.h"
#include "common/stamp.h"
}

namespace
{

/* ---- The dead -------------------------------------------------------------------------------- */

Xapian::Query find_serials(const std::vector<uint64_t> &serials)
{
    std::vector<std::string> terms;
    for (const uint64_t serial : serials) {
        char digits[STAMP_SERIAL_DIGITS + 1];
        stamp_write(serial, STAMP_SERIAL_DIGITS, digits);
        terms.push_back(std::string(PREFIX_SERIAL) + digits);
    }
    return Xapian::Query(Xapian::Query::OP_OR, terms.begin(), terms.end());
}

/* ---- Opening --------------------------------------------------------------------------------- */

/* "HOST:PORT", or ":PROGRAM ARGUMENTS", as Xapian reads it in a stub. */
Xapian::Database open_remote(const std::string &name)
{
    const size_t space = std::min(name.find(' '), name.size());
    if (name[0] == ':')
        return Xapian::Remote::open(name.substr(1, space - 1),
                                    name.substr(std::min(space + 1, name.size())));
    const size_t colon = name.rfind(':');
    if (colon == std::string::npos) throw Xapian::InvalidArgumentError("a remote without a port");
    std::string host = name.substr(0, colon);
    if (host.size() > 2 && host.front() == '[' && host.back() == ']')
        host = host.substr(1, host.size() - 2);
    return Xapian::Remote::open(host, static_cast<unsigned>(std::stoul(name.substr(colon + 1))));
}

/* A part is opened once, and asked and searched through one connection: what it says of itself is true
 * of what is searched. */
void open_part(struct xap_db *db, const struct db_part &part)
{
    db->parts.push_back(part.remote ? open_remote(part.name) : Xapian::Database(part.name));
}

/* Leaves out those without documents, but for the last where none has any. */
void join_parts(struct xap_db *db)
{
    bool any = false;
    for (const Xapian::Database &part : db->parts) {
        const bool last = &part == &db->parts.back();
        if (!part.get_doccount() && (any || !last)) continue;
        db->db.add_database(part);
        any = true;
    }
}

} // namespace

nsearch_status xap_open_parts(const struct db_part *parts, size_t count, struct xap_db **out,
                              nsearch_error *error)
{
    *out = nullptr;
    return guarded(error, [&] {
        auto db = std::make_unique<xap_db>();
        for (size_t i = 0; i < count; i++)
            open_part(db.get(), parts[i]);
        join_parts(db.get());
        *out = db.release();
    });
}

nsearch_status xap_open(const char *path, struct xap_db **out, nsearch_error *error)
{
    const struct db_part part = {path, false};
    return xap_open_parts(&part, 1, out, error);
}

void xap_close(struct xap_db *db)
{
    delete db;
}

nsearch_status xap_exclude(struct xap_db *db, const struct db_dead *dead, size_t count,
                           nsearch_error *error)
{
    return guarded(error, [&] {
        db->dead.clear();
        db->dead_query = Xapian::Query();
        for (size_t i = 0; i < count; i++)
            db->dead.push_back(dead[i].serial);
        std::sort(db->dead.begin(), db->dead.end());
        db->dead.erase(std::unique(db->dead.begin(), db->dead.end()), db->dead.end());
    });
}

Xapian::Query xap_alive(struct xap_db *db, const Xapian::Query &query)
{
    if (db->dead.empty()) return query;
    if (db->dead_query.empty()) db->dead_query = find_serials(db->dead);
    return Xapian::Query(Xapian::Query::OP_AND_NOT, query, db->dead_query);
}

uint32_t xap_count(const struct xap_db *db)
{
    uint32_t count = 0;
    guarded(nullptr, [&] { count = db->db.get_doccount(); });
    return count > db->dead.size() ? count - static_cast<uint32_t>(db->dead.size()) : 0;
}

nsearch_status xap_part_metadata(struct xap_db *db, size_t part, const char *key,
                                 struct arena *arena, const char **out, nsearch_error *error)
{
    *out = nullptr;
    return guarded_read(db, error,
                        [&] { *out = copy(arena, db->parts.at(part).get_metadata(key)); });
}

nsearch_status xap_metadata(struct xap_db *db, const char *key, struct arena *arena,
                            const char **out, nsearch_error *error)
{
    return xap_part_metadata(db, 0, key, arena, out, error);
}
