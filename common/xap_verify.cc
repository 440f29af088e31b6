/* xap_verify.cc - see xap.h and xap_own.h: checks of where a document's terms stand.
 *
 *     FILTER            the matcher asks the child first, for it is in fewer documents,
 *       child           and the source for each that the child matches: check(docid)
 *       check_source
 *
 * In each part of the database a clone of the source reads that part's positions. */
#include "common/xap_own.h"

/* One part's documents, one after the other. */
struct xap_reader {
    const struct xap_check *check;
    Xapian::Database db;
    Xapian::docid docid;
    std::vector<std::vector<uint32_t>> positions; /* of each group */
    std::exception_ptr failure;

    xap_reader(const struct xap_check *what, const Xapian::Database &part)
        : check(what), db(part), docid(0), positions(what->group_count)
    {
    }

    void read(unsigned group);
    bool holds(Xapian::docid which);
};

void xap_reader::read(unsigned group)
{
    std::vector<uint32_t> &out = positions[group];
    out.clear();
    const struct xap_group &terms = check->groups[group];
    for (size_t i = 0; i < terms.count; i++) {
        const std::string term(terms.terms[i].data, terms.terms[i].size);
        out.insert(out.end(), db.positionlist_begin(docid, term), db.positionlist_end(docid, term));
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
}

bool xap_reader::holds(Xapian::docid which)
{
    docid = which;
    const bool held = check->holds(check->context, this);
    if (failure) std::rethrow_exception(failure);
    return held;
}

bool xap_read_positions(struct xap_reader *reader, unsigned group, const uint32_t **positions,
                        size_t *count)
{
    *positions = nullptr;
    *count = 0;
    try {
        reader->read(group);
    } catch (...) {
        reader->failure = std::current_exception();
        return false;
    }
    *positions = reader->positions[group].data();
    *count = reader->positions[group].size();
    return true;
}

namespace
{

class check_source final : public Xapian::PostingSource
{
    const struct xap_check *check_;
    std::unique_ptr<xap_reader> reader;
    Xapian::docid last = 0, at = 0;

  public:
    explicit check_source(const struct xap_check *what) : check_(what)
    {
    }

    void init(const Xapian::Database &part) override
    {
        reader = std::make_unique<xap_reader>(check_, part);
        last = part.get_lastdocid();
        at = 0;
    }

    Xapian::PostingSource *clone() const override
    {
        return new check_source(check_);
    }

    Xapian::doccount get_termfreq_min() const override
    {
        return 0;
    }

    /* The most there is, to be asked last. */
    Xapian::doccount get_termfreq_est() const override
    {
        return get_termfreq_max();
    }

    Xapian::doccount get_termfreq_max() const override
    {
        return reader->db.get_doccount();
    }

    bool check(Xapian::docid docid, double) override
    {
        if (at == docid) return true;
        if (!reader->holds(docid)) return false;
        at = docid;
        return true;
    }

    void skip_to(Xapian::docid docid, double) override
    {
        if (docid <= at) return;
        for (at = docid; at <= last && !reader->holds(at); at++)
            ;
    }

    void next(double min) override
    {
        skip_to(at + 1, min);
    }

    bool at_end() const override
    {
        return at > last;
    }

    Xapian::docid get_docid() const override
    {
        return at;
    }
};

} // namespace

Xapian::Query xap_checked(const Xapian::Query &query, const struct xap_check *check)
{
    auto *source = new check_source(check);
    return Xapian::Query(Xapian::Query::OP_FILTER, query, Xapian::Query(source->release()));
}

nsearch_status xap_allow_check(const struct xap_db *db, nsearch_error *error)
{
    if (!db->remote) return NSEARCH_OK;
    return error_set(error, NSEARCH_INVALID,
                     "where words stand can't be asked of an index on another machine");
}

nsearch_status xap_inspect(struct xap_db *db, const char *term, size_t size,
                           const struct xap_check *check, bool *holds, nsearch_error *error)
{
    *holds = false;
    const nsearch_status status = xap_allow_check(db, error);
    if (status) return status;
    return guarded_read(db, error, [&] {
        Xapian::Enquire enquire(db->db);
        enquire.set_query(xap_alive(db, Xapian::Query(std::string(term, size))));
        enquire.set_weighting_scheme(Xapian::BoolWeight());
        const Xapian::MSet found = enquire.get_mset(0, 1);
        if (found.empty()) throw Xapian::DocNotFoundError("no such article");
        *holds = xap_reader(check, db->db).holds(*found.begin());
    });
}
