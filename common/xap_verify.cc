/* xap_verify.cc - see xap.h and xap_own.h: checks of where a document's terms stand.
 *
 *     FILTER            the matcher asks the child first, for it is in fewer documents,
 *       child           and the source for each that the child matches: check(docid)
 *       check_source
 *
 * In each part of the database a clone of the source reads that part's positions. A group of many terms is read
 * through a heap of their postings, which go along with the documents:
 *
 *     bank    1 . . 4 . 6         document 4: what stands before it skips there; "bank" and "banks" are at it
 *     banked  . 2 . . . .
 *     banks   . . . 4 5 .         here: bank banks     heap: 6 banked's end ... */
#include "common/xap_own.h"

namespace
{

/* The documents that have one term of a group. */
struct posting {
    Xapian::PostingIterator at, end;
    const std::string *term;

    /* Whether there is one from `docid` on. */
    bool reach(Xapian::docid docid)
    {
        if (at != end && *at < docid) at.skip_to(docid);
        return at != end;
    }
};

/* Where a group's terms stand, one document after the other. */
class group_reader
{
    const Xapian::Database &db;
    std::vector<std::string> terms;
    std::vector<posting> heap; /* the lowest docid on top */
    std::vector<posting> here; /* at `docid` */
    Xapian::docid docid = 0;   /* that was read last; 0: none */
    std::vector<uint32_t> positions;

    static bool is_later(const posting &a, const posting &b)
    {
        return *a.at > *b.at;
    }

    void start();
    void move(posting &&from, Xapian::docid to);
    void go_to(Xapian::docid to);
    void add(const std::string &term);

  public:
    group_reader(const Xapian::Database &part, const struct xap_group &group);
    const std::vector<uint32_t> &read(Xapian::docid which);
};

group_reader::group_reader(const Xapian::Database &part, const struct xap_group &group) : db(part)
{
    terms.reserve(group.count);
    for (size_t i = 0; i < group.count; i++)
        terms.emplace_back(group.terms[i].data, group.terms[i].size);
}

void group_reader::start()
{
    heap.clear();
    here.clear();
    for (const std::string &term : terms)
        here.push_back({db.postlist_begin(term), db.postlist_end(term), &term});
}

void group_reader::move(posting &&from, Xapian::docid to)
{
    if (!from.reach(to)) return;
    heap.push_back(std::move(from));
    std::push_heap(heap.begin(), heap.end(), is_later);
}

/* Puts the postings that are at document `to` into `here`. */
void group_reader::go_to(Xapian::docid to)
{
    if (!docid || to < docid) start();
    for (posting &last : here)
        move(std::move(last), to);
    here.clear();
    while (!heap.empty() && *heap.front().at <= to) {
        std::pop_heap(heap.begin(), heap.end(), is_later);
        posting first = std::move(heap.back());
        heap.pop_back();
        if (*first.at == to)
            here.push_back(std::move(first));
        else
            move(std::move(first), to);
    }
}

void group_reader::add(const std::string &term)
{
    for (auto i = db.positionlist_begin(docid, term); i != db.positionlist_end(docid, term); ++i)
        positions.push_back(*i);
}

const std::vector<uint32_t> &group_reader::read(Xapian::docid which)
{
    if (which == docid) return positions;
    if (terms.size() > 1) go_to(which);
    docid = which;
    positions.clear();
    if (terms.size() == 1) add(terms[0]);
    for (const posting &posting : here)
        add(*posting.term);
    if (here.size() < 2) return positions;
    std::sort(positions.begin(), positions.end());
    positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
    return positions;
}

} // namespace

/* One part's documents, one after the other. */
struct xap_reader {
    Xapian::Database db;
    const struct xap_check *check;
    std::vector<group_reader> groups;
    Xapian::docid docid = 0;
    std::exception_ptr failure;

    xap_reader(const struct xap_check *what, const Xapian::Database &part);
    bool holds(Xapian::docid which);
};

xap_reader::xap_reader(const struct xap_check *what, const Xapian::Database &part)
    : db(part), check(what)
{
    groups.reserve(check->group_count);
    for (size_t i = 0; i < check->group_count; i++)
        groups.emplace_back(db, check->groups[i]);
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
    if (reader->failure) return false;
    try {
        const std::vector<uint32_t> &found = reader->groups[group].read(reader->docid);
        *positions = found.data();
        *count = found.size();
        return true;
    } catch (...) {
        reader->failure = std::current_exception();
        return false;
    }
}

namespace
{

class check_source final : public Xapian::PostingSource
{
    const struct xap_check *what;
    std::unique_ptr<xap_reader> reader;
    Xapian::doccount documents = 0;
    Xapian::docid last = 0, at = 0;

  public:
    explicit check_source(const struct xap_check *the_check) : what(the_check)
    {
    }

    void init(const Xapian::Database &part) override
    {
        reader = std::make_unique<xap_reader>(what, part);
        documents = part.get_doccount();
        last = part.get_lastdocid();
        at = 0;
    }

    Xapian::PostingSource *clone() const override
    {
        return new check_source(what);
    }

    Xapian::doccount get_termfreq_min() const override
    {
        return 0;
    }

    /* The most that there can be, to be asked last. */
    Xapian::doccount get_termfreq_est() const override
    {
        return documents;
    }

    Xapian::doccount get_termfreq_max() const override
    {
        return documents;
    }

    bool check(Xapian::docid docid, double) override
    {
        if (!reader->holds(docid)) return false;
        at = docid;
        return true;
    }

    void skip_to(Xapian::docid docid, double) override
    {
        at = docid;
        while (at <= last && !reader->holds(at))
            at++;
    }

    void next(double weight) override
    {
        skip_to(at + 1, weight);
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
