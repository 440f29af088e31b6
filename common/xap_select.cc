/* xap_select.cc - which parts of a database a query is to be asked of.
 *
 *     parts    1989 in all     this month    last night
 *     query    kaesong AND office                          last night's has no "kaesong": it is left out
 *
 * A part costs a search two or three reads for each of its terms, whether it has them or not, and a second part
 * a few nanoseconds for each article that matches. To see that a part misses a term takes one read, and to see
 * that none of its articles matches two a term of those that must be there: most queries of several words find
 * nothing in the small parts that a night leaves. The statistics of what is left out don't count in the weights
 * then: no article of it is among the hits that are compared. */
#include "common/xap_own.h"

namespace
{

enum {
    KNOWN_MAX = 1 << 14 /* terms of a part that are remembered */
};

/* A part, and what is known of its terms. */
struct part {
    const Xapian::Database &db;
    xap_known &known;
};

bool can_match(const part &part, const struct xap_query *query);

/* A search often asks twice for the same words, and a row of searches for the same frequent ones. */
bool has_term(const part &part, const std::string &term)
{
    const auto found = part.known.find(term);
    if (found != part.known.end()) return found->second;
    if (part.known.size() >= KNOWN_MAX) part.known.clear();
    return part.known[term] = part.db.term_exists(term);
}

bool all_can_match(const part &part, const struct xap_query *query)
{
    return std::all_of(query->children, query->children + query->count,
                       [&](const struct xap_query *child) { return can_match(part, child); });
}

bool any_can_match(const part &part, const struct xap_query *query)
{
    return std::any_of(query->children, query->children + query->count,
                       [&](const struct xap_query *child) { return can_match(part, child); });
}

/* The bounds may be wider than the values are. */
bool has_values(const part &part, const struct xap_query *query)
{
    return part.db.get_value_lower_bound(query->slot) <= query->high &&
           part.db.get_value_upper_bound(query->slot) >= query->low;
}

/* False: no document of the part matches. True: perhaps one does. */
bool can_match(const part &part, const struct xap_query *query)
{
    switch (query->op) {
    case XAP_NOTHING: return false;
    case XAP_ALL: return true;
    case XAP_TERM: return has_term(part, std::string(query->term, query->term_size));
    case XAP_AND:
    case XAP_FILTER:
    case XAP_PHRASE:
    case XAP_NEAR: return all_can_match(part, query);
    case XAP_OR:
    case XAP_SYNONYM: return any_can_match(part, query);
    case XAP_AND_NOT:
    case XAP_AND_MAYBE:
    case XAP_SCALE:
    case XAP_BONUS:
    case XAP_CHECK: return can_match(part, query->children[0]);
    case XAP_RANGE: return has_values(part, query);
    }
    return true;
}

/* What must match; the rest only adds weight. */
const struct xap_query *required(const struct xap_query *query)
{
    while (query->op == XAP_AND_MAYBE)
        query = query->children[0];
    return query;
}

/* Whether a document matches. Worth asking where most terms of the query only add weight: they are looked up for
 * nothing where none does. */
bool matches(struct xap_db *db, const Xapian::Database &part, const struct xap_query *query)
{
    Xapian::Enquire enquire(part);
    enquire.set_query(xap_build(db, query));
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    return !enquire.get_mset(0, 1).empty();
}

/* Whether to search a part that isn't the largest. */
bool is_worth(struct xap_db *db, const part &part, const struct xap_query *query)
{
    if (!part.db.get_doccount() || !can_match(part, query)) return false;
    return query->op != XAP_AND_MAYBE || matches(db, part.db, required(query));
}

} // namespace

Xapian::Database xap_select(struct xap_db *db, const struct xap_query *query)
{
    if (db->remote || db->parts.size() < 2) return db->db;
    size_t largest = 0;
    for (size_t i = 1; i < db->parts.size(); i++)
        if (db->parts[i].get_doccount() > db->parts[largest].get_doccount()) largest = i;
    db->known.resize(db->parts.size());
    Xapian::Database selected;
    for (size_t i = 0; i < db->parts.size(); i++)
        if (i == largest || is_worth(db, {db->parts[i], db->known[i]}, query))
            selected.add_database(db->parts[i]);
    return selected;
}
