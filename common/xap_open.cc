/* xap_open.cc - see xap.h and xap_own.h: databases, their metadata, the dead.
 *
 *     part 0  seg-000012   docids 1 2 3 4    dead 2
 *     part 1  seg-000011          none
 *     part 2  seg-000003          1 2 3           1 3
 *
 * A search goes through the parts one by one, but for those without documents. In each the dead are a
 * posting source: docids in ascending order, under an AND_NOT. A source can't go to another machine; where a
 * part is remote the dead are an OR of the terms of their serials, which costs a look-up per term, but needs
 * nothing of the other side. */
#include "common/xap_own.h"

#include <map>
#include <set>

extern "C" {
#include "common/schema.h"
#include "common/stamp.h"
}

namespace
{

/* ---- The dead -------------------------------------------------------------------------------- */

/* By the uuid of their part: all that a source is told of the part that it is used for is its database. */
using dead_docids = std::map<std::string, std::vector<Xapian::docid>>;

class dead_source final : public Xapian::PostingSource
{
    std::shared_ptr<const dead_docids> all;
    std::vector<Xapian::docid> none;
    const std::vector<Xapian::docid> *here = &none;
    size_t at = 0;
    bool started = false;

  public:
    explicit dead_source(std::shared_ptr<const dead_docids> docids) : all(std::move(docids))
    {
    }

    void init(const Xapian::Database &part) override
    {
        const auto found = all->find(part.get_uuid());
        here = found == all->end() ? &none : &found->second;
        at = 0;
        started = false;
    }

    Xapian::PostingSource *clone() const override
    {
        return new dead_source(all);
    }

    Xapian::doccount get_termfreq_min() const override
    {
        return static_cast<Xapian::doccount>(here->size());
    }

    Xapian::doccount get_termfreq_est() const override
    {
        return get_termfreq_min();
    }

    Xapian::doccount get_termfreq_max() const override
    {
        return get_termfreq_min();
    }

    void next(double) override
    {
        at += started;
        started = true;
    }

    void skip_to(Xapian::docid docid, double) override
    {
        const auto from = here->begin() + static_cast<std::ptrdiff_t>(at);
        at = static_cast<size_t>(std::lower_bound(from, here->end(), docid) - here->begin());
        started = true;
    }

    bool at_end() const override
    {
        return at == here->size();
    }

    Xapian::docid get_docid() const override
    {
        return (*here)[at];
    }
};

void check_dead(const struct xap_db *db, const struct xap_dead &dead)
{
    if (dead.part >= db->parts.size())
        throw Xapian::DatabaseCorruptError("the list of the dead names a segment that isn't there");
    const Xapian::Database &part = db->parts[dead.part];
    if (!db->remote && (!dead.docid || dead.docid > part.get_lastdocid()))
        throw Xapian::DatabaseCorruptError(
            "the list of the dead names an article that isn't there");
}

Xapian::Query dead_by_docid(struct xap_db *db, const struct xap_dead *dead, size_t count)
{
    auto docids = std::make_shared<dead_docids>();
    for (size_t i = 0; i < count; i++)
        (*docids)[db->parts[dead[i].part].get_uuid()].push_back(dead[i].docid);
    db->dead_count = 0;
    for (auto &part : *docids) {
        auto &list = part.second;
        std::sort(list.begin(), list.end());
        list.erase(std::unique(list.begin(), list.end()), list.end());
        db->dead_count += static_cast<uint32_t>(list.size());
    }
    return Xapian::Query((new dead_source(docids))->release());
}

Xapian::Query dead_by_serial(struct xap_db *db, const struct xap_dead *dead, size_t count)
{
    std::set<std::string> terms;
    for (size_t i = 0; i < count; i++) {
        char digits[STAMP_SERIAL_DIGITS + 1];
        stamp_write(dead[i].serial, STAMP_SERIAL_DIGITS, digits);
        terms.insert(std::string(PREFIX_SERIAL) + digits);
    }
    db->dead_count = static_cast<uint32_t>(terms.size());
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
void open_part(struct xap_db *db, const struct xap_part &part)
{
    db->paths.push_back(part.remote ? "" : part.name);
    db->parts.push_back(part.remote ? open_remote(part.name) : Xapian::Database(part.name));
    db->remote |= part.remote;
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

bool xap_are_distinct(const std::vector<Xapian::Database> &parts)
{
    std::set<std::string> uuids;
    for (const Xapian::Database &part : parts)
        uuids.insert(part.get_uuid());
    return uuids.size() == parts.size();
}

nsearch_status xap_open_parts(const struct xap_part *parts, size_t count, struct xap_db **out,
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
    const struct xap_part part = {path, false};
    return xap_open_parts(&part, 1, out, error);
}

void xap_close(struct xap_db *db)
{
    delete db;
}

bool xap_is_remote(const struct xap_db *db)
{
    return db->remote;
}

nsearch_status xap_exclude(struct xap_db *db, const struct xap_dead *dead, size_t count,
                           nsearch_error *error)
{
    return guarded(error, [&] {
        for (size_t i = 0; i < count; i++)
            check_dead(db, dead[i]);
        db->dead_count = 0;
        db->dead = Xapian::Query();
        if (!count) return;
        const bool by_docid = !db->remote && xap_are_distinct(db->parts);
        db->dead = by_docid ? dead_by_docid(db, dead, count) : dead_by_serial(db, dead, count);
    });
}

Xapian::Query xap_alive(const struct xap_db *db, const Xapian::Query &query)
{
    if (!db->dead_count) return query;
    return Xapian::Query(Xapian::Query::OP_AND_NOT, query, db->dead);
}

uint32_t xap_count(const struct xap_db *db)
{
    uint32_t count = 0;
    guarded(nullptr, [&] { count = db->db.get_doccount(); });
    return count > db->dead_count ? count - db->dead_count : 0;
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
