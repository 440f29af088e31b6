/* xap_verify.cc - see xap.h and xap_own.h: checks of where a document's terms stand.
 *
 *     FILTER            the matcher asks the child first, for it is in fewer documents,
 *       child           and the source for each that the child matches: check(docid)
 *       check_source
 *
 * In each part of the database a clone of the source reads that part's positions. The terms of a group go along with
 * the documents a window at a time, where each puts itself down at the documents that have it:
 *
 *     bank    1 . . 4 . 6         here:  1 bank   2 banked   4 bank banks   5 banks   6 bank
 *     banked  . 2 . . . .
 *     banks   . . . 4 5 .
 *
 * Position lists are looked up by positions.h, five times as fast as Xapian does; where that fails, Xapian tells why. */
#include <array>

#include "common/xap_own.h"

namespace
{

/* One term of a group, and the documents that have it. */
struct group_term {
    std::string text;
    struct table_cursor cursor;
    Xapian::PostingIterator at, end;
};

enum {
    WINDOW = 64 /* documents */
};

/* Where a group's terms stand, one document after the other. */
class group_reader
{
    const Xapian::Database &db;
    struct table *table; /* null: only Xapian knows */
    std::vector<group_term> terms;
    std::vector<uint64_t> next; /* document of each term, from the window's end on; END: none */
    std::array<std::vector<uint32_t>, WINDOW> here; /* terms of each of the window's documents */
    uint64_t window = START;                        /* its first document; START: none yet */
    Xapian::docid docid = 0;                        /* that was read last; 0: none */
    std::vector<uint32_t> positions;
    std::vector<uint64_t> bits;

    static constexpr uint64_t START = UINT64_MAX, END = UINT64_MAX;

    void start();
    void move(uint32_t term);
    const std::vector<uint32_t> &terms_at(Xapian::docid which);
    bool add_list(group_term &term);
    void add(group_term &term);
    void order();

  public:
    group_reader(const Xapian::Database &part, struct table *its_table,
                 const struct xap_group &group);
    const std::vector<uint32_t> &read(Xapian::docid which);
};

group_reader::group_reader(const Xapian::Database &part, struct table *its_table,
                           const struct xap_group &group)
    : db(part), table(its_table)
{
    terms.reserve(group.count);
    for (size_t i = 0; i < group.count; i++)
        terms.push_back({std::string(group.terms[i].data, group.terms[i].size), {}, {}, {}});
}

void group_reader::start()
{
    next.assign(terms.size(), 0);
    for (auto &term : terms) {
        term.at = db.postlist_begin(term.text);
        term.end = db.postlist_end(term.text);
    }
}

/* Puts the term down at the window's documents. */
void group_reader::move(uint32_t term)
{
    auto &at = terms[term].at;
    const auto &end = terms[term].end;
    if (at != end && *at < window) at.skip_to(static_cast<Xapian::docid>(window));
    for (; at != end && *at < window + WINDOW; ++at)
        here[*at - window].push_back(term);
    next[term] = at == end ? END : *at;
}

const std::vector<uint32_t> &group_reader::terms_at(Xapian::docid which)
{
    const uint64_t want = which - which % WINDOW;
    if (want != window) {
        if (window == START || want < window) start();
        window = want;
        for (auto &list : here)
            list.clear();
        for (uint32_t term = 0; term < terms.size(); term++)
            if (next[term] < window + WINDOW) move(term);
    }
    return here[which - window];
}

/* False, and nothing added, if the table can't be read. */
bool group_reader::add_list(group_term &term)
{
    struct position_list list;
    if (!table || positions_find(table, &term.cursor, term.text.data(), term.text.size(), docid,
                                 &list, nullptr))
        return false;
    if (!list.count) return true;
    const size_t before = positions.size();
    positions.resize(before + list.count);
    const bool whole = !positions_read(table, &list, positions.data() + before, nullptr);
    if (!whole) positions.resize(before);
    return whole;
}

void group_reader::add(group_term &term)
{
    if (add_list(term)) return;
    const auto end = db.positionlist_end(docid, term.text);
    for (auto i = db.positionlist_begin(docid, term.text); i != end; ++i)
        positions.push_back(*i);
}

/* Ascending, without doubles: through a bit for each position, unless there are few and far between. */
void group_reader::order()
{
    const uint32_t last = *std::max_element(positions.begin(), positions.end());
    if (last / 64 > 64 + positions.size()) {
        std::sort(positions.begin(), positions.end());
        positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
        return;
    }
    bits.assign(last / 64 + 1, 0);
    for (const uint32_t position : positions)
        bits[position / 64] |= uint64_t{1} << position % 64;
    positions.clear();
    for (uint32_t i = 0; i < bits.size(); i++)
        for (uint64_t left = bits[i]; left; left &= left - 1)
            positions.push_back(64 * i + static_cast<uint32_t>(__builtin_ctzll(left)));
}

const std::vector<uint32_t> &group_reader::read(Xapian::docid which)
{
    if (which == docid) return positions;
    docid = which;
    positions.clear();
    if (terms.size() == 1) {
        add(terms[0]);
        return positions;
    }
    const std::vector<uint32_t> &found = terms_at(which);
    for (const uint32_t term : found)
        add(terms[term]);
    if (found.size() > 1 && !positions.empty()) order();
    return positions;
}

/* One part's documents, one after the other. */
struct part_reader : xap_reader {
    Xapian::Database db;
    const struct xap_check *check;
    xap_table table;
    std::vector<group_reader> groups;
    Xapian::docid docid = 0;
    std::exception_ptr failure;

    part_reader(const struct xap_check *what, const Xapian::Database &part, xap_table its_table);
    bool holds(Xapian::docid which);
};

bool read_positions(struct xap_reader *head, unsigned group, const uint32_t **positions,
                    size_t *count)
{
    auto *reader = static_cast<part_reader *>(head);
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

part_reader::part_reader(const struct xap_check *what, const Xapian::Database &part,
                         xap_table its_table)
    : xap_reader{read_positions}, db(part), check(what), table(std::move(its_table))
{
    groups.reserve(check->group_count);
    for (size_t i = 0; i < check->group_count; i++)
        groups.emplace_back(db, table.get(), check->groups[i]);
}

bool part_reader::holds(Xapian::docid which)
{
    docid = which;
    const bool held = check->holds(check->context, this);
    if (failure) std::rethrow_exception(failure);
    return held;
}

xap_table open_positions(const struct xap_db *db, const Xapian::Database &part)
{
    const auto same = [&](const Xapian::Database &other) {
        return other.get_uuid() == part.get_uuid();
    };
    const auto found = std::find_if(db->parts.begin(), db->parts.end(), same);
    if (found == db->parts.end() || !xap_are_distinct(db->parts)) return nullptr;
    return xap_open_table(db, static_cast<size_t>(found - db->parts.begin()), GLASS_POSITION);
}

/* What the part's database is found by is its uuid: a source is told nothing else of it. */
xap_table positions_of(struct xap_db *db, const Xapian::Database &part)
{
    const std::string uuid = part.get_uuid();
    const auto known = db->positions.find(uuid);
    if (known != db->positions.end()) return known->second;
    return db->positions[uuid] = open_positions(db, part);
}

class check_source final : public Xapian::PostingSource
{
    struct xap_db *db;
    const struct xap_check *what;
    std::unique_ptr<part_reader> reader;
    Xapian::doccount documents = 0;
    Xapian::docid last = 0, at = 0;

  public:
    check_source(struct xap_db *the_db, const struct xap_check *the_check)
        : db(the_db), what(the_check)
    {
    }

    void init(const Xapian::Database &part) override
    {
        reader = std::make_unique<part_reader>(what, part, positions_of(db, part));
        documents = part.get_doccount();
        last = part.get_lastdocid();
        at = 0;
    }

    Xapian::PostingSource *clone() const override
    {
        return new check_source(db, what);
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
        at = docid; /* where it doesn't hold, too: next() goes on from there */
        return reader->holds(docid);
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

Xapian::Query xap_checked(struct xap_db *db, const Xapian::Query &query,
                          const struct xap_check *check)
{
    auto *source = new check_source(db, check);
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
        *holds = part_reader(check, db->db, nullptr).holds(*found.begin());
    });
}
