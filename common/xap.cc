/* xap.cc - see xap.h and xap_own.h: exceptions and searching. */
#include "common/xap_own.h"

/* Derived classes before their bases. */
nsearch_status xap_translate(nsearch_error *error) noexcept
{
    auto with = [&](nsearch_status status, const Xapian::Error &e) {
        const std::string &where = e.get_context(); /* "remote:tcp(paper:7000)" */
        const char *system = e.get_error_string();
        return error_set(error, status, "%s%s%s%s%s", where.c_str(), where.empty() ? "" : ": ",
                         e.get_msg().c_str(), system ? ": " : "", system ? system : "");
    };
    try {
        throw;
    } catch (const Xapian::DatabaseNotFoundError &e) {
        return with(NSEARCH_MISSING, e);
    } catch (const Xapian::DatabaseVersionError &e) {
        return with(NSEARCH_TOO_NEW, e);
    } catch (const Xapian::DatabaseCorruptError &e) {
        return with(NSEARCH_DAMAGED, e);
    } catch (const Xapian::DatabaseOpeningError &e) {
        return with(NSEARCH_DAMAGED, e);
    } catch (const Xapian::DocNotFoundError &e) {
        return with(NSEARCH_MISSING, e);
    } catch (const Xapian::NetworkError &e) {
        return with(NSEARCH_IO, e);
    } catch (const Xapian::DatabaseError &e) {
        /* A table that ends too early is one of these, and no system call has failed then. */
        return with(e.get_error_string() ? NSEARCH_IO : NSEARCH_DAMAGED, e);
    } catch (const Xapian::Error &e) {
        return with(NSEARCH_INTERNAL, e);
    } catch (const std::bad_alloc &) {
        return error_memory(error);
    } catch (const std::exception &e) {
        return error_set(error, NSEARCH_INTERNAL, "%s", e.what());
    } catch (...) {
        return error_set(error, NSEARCH_INTERNAL, "unknown exception");
    }
}

namespace
{

Xapian::Query build(const struct db_query *query, bool weighted);

/* Of AND_NOT and FILTER, only the first child has weight. */
Xapian::Query build_group(Xapian::Query::op op, const struct db_query *query, bool weighted)
{
    std::vector<Xapian::Query> children;
    children.reserve(query->count);
    for (size_t i = 0; i < query->count; i++) {
        children.push_back(build(query->children[i], weighted));
        weighted &= query->op != DB_AND_NOT && query->op != DB_FILTER;
    }
    const bool windowed = query->op == DB_PHRASE || query->op == DB_NEAR;
    return Xapian::Query(op, children.begin(), children.end(), windowed ? query->window : 0);
}

/* A fixed weight from a source that every document is in, filtered by the child. */
Xapian::Query build_bonus(const struct db_query *query)
{
    auto *source = new Xapian::FixedWeightPostingSource(query->factor);
    return Xapian::Query(Xapian::Query::OP_FILTER, Xapian::Query(source->release()),
                         build(query->children[0], false));
}

/* What only adds weight is left out where that doesn't count: of AND_MAYBE in what is left out Xapian 1.4 reads a
 * weight that nobody set, and then asks for both. */
Xapian::Query build(const struct db_query *query, bool weighted)
{
    const auto group = [&](Xapian::Query::op op) { return build_group(op, query, weighted); };
    switch (query->op) {
    case DB_NOTHING: return Xapian::Query();
    case DB_ALL: return Xapian::Query(0.0, Xapian::Query(std::string()));
    case DB_TERM: return Xapian::Query(std::string(query->term, query->term_size));
    case DB_AND: return group(Xapian::Query::OP_AND);
    case DB_OR: return group(Xapian::Query::OP_OR);
    case DB_SYNONYM: return group(Xapian::Query::OP_SYNONYM);
    case DB_AND_NOT: return group(Xapian::Query::OP_AND_NOT);
    case DB_AND_MAYBE:
        return weighted ? group(Xapian::Query::OP_AND_MAYBE) : build(query->children[0], false);
    case DB_FILTER: return group(Xapian::Query::OP_FILTER);
    case DB_PHRASE: return group(Xapian::Query::OP_PHRASE);
    case DB_NEAR: return group(Xapian::Query::OP_NEAR);
    case DB_RANGE:
        return Xapian::Query(Xapian::Query::OP_VALUE_RANGE, query->slot, query->low, query->high);
    case DB_SCALE: return Xapian::Query(query->factor, build(query->children[0], weighted));
    case DB_BONUS: return build_bonus(query);
    case DB_CHECK:
    case DB_LISTED: break; /* refused before */
    }
    throw Xapian::InvalidArgumentError("no such query operator");
}

/* Whether all that match are to be counted. */
bool is_counted(const struct db_request *request)
{
    return !request->approximate || !request->limit;
}

/* One match. Sorting puts documents without the value where the empty string stands. */
Xapian::MSet match(const Xapian::Database &db, const struct db_request *request,
                   const Xapian::Query &query, Xapian::doccount first, Xapian::doccount limit)
{
    Xapian::Enquire enquire(db);
    enquire.set_query(query);
    enquire.set_weighting_scheme(Xapian::BM25Weight(request->k1, 0, 1, request->b, 0.5));
    if (request->order != DB_BY_WEIGHT)
        enquire.set_sort_by_value_then_relevance(request->slot, request->order == DB_BY_VALUE_DOWN);
    return enquire.get_mset(first, limit, is_counted(request) ? db.get_doccount() : 0);
}

/* From the lowest value up, and then the documents without one: two matches, for the sort alone has those
 * first, and a KeyMaker, which could change that, is not for shards on other machines. */
std::vector<Xapian::MSet> match_up(const Xapian::Database &db, const struct db_request *request,
                                   const Xapian::Query &query, Xapian::doccount first,
                                   Xapian::doccount limit)
{
    const Xapian::Query any(Xapian::Query::OP_VALUE_GE, request->slot, std::string(1, '\0'));
    const Xapian::Query with(Xapian::Query::OP_FILTER, query, any);
    const Xapian::Query without(Xapian::Query::OP_AND_NOT, query, any);
    const Xapian::MSet front = match(db, request, with, first, limit);
    const Xapian::doccount before = std::min(first, front.get_matches_estimated());
    return {front, match(db, request, without, first - before, limit - front.size())};
}

void copy_rows(const std::vector<Xapian::MSet> &parts, unsigned shown, struct arena *arena,
               struct db_rows *out)
{
    size_t count = 0;
    for (const Xapian::MSet &part : parts)
        count += part.size();
    out->rows = array<struct db_row>(arena, count);
    for (const Xapian::MSet &part : parts) {
        out->total += part.get_matches_lower_bound();
        out->exact &= part.get_matches_lower_bound() == part.get_matches_upper_bound();
        for (Xapian::MSetIterator i = part.begin(); i != part.end(); ++i) {
            const Xapian::Document document = i.get_document();
            const std::string data = document.get_data();
            out->rows[out->count++] = {*i, i.get_weight(), copy(arena, data), data.size(),
                                       copy(arena, document.get_value(shown))};
        }
    }
}

bool has_check(const struct db_query *query)
{
    return query->op == DB_CHECK ||
           std::any_of(query->children, query->children + query->count, has_check);
}

} // namespace

/* ---- Queries ----------------------------------------------------------------------------------- */

nsearch_status xap_search(struct xap_db *db, const struct db_request *request, struct arena *arena,
                          struct db_rows *out, nsearch_error *error)
{
    if (has_check(request->query))
        return error_set(error, NSEARCH_INVALID,
                         "where words stand can't be asked of an index on another machine");
    return guarded_read(db, error, [&] {
        *out = {nullptr, 0, 0, true};
        const Xapian::Query query = xap_alive(db, build(request->query, true));
        const Xapian::doccount all = db->db.get_doccount();
        const auto first = static_cast<Xapian::doccount>(std::min<size_t>(request->offset, all));
        const auto limit = static_cast<Xapian::doccount>(std::min<size_t>(request->limit, all));
        if (request->order == DB_BY_VALUE_UP)
            copy_rows(match_up(db->db, request, query, first, limit), request->shown, arena, out);
        else
            copy_rows({match(db->db, request, query, first, limit)}, request->shown, arena, out);
    });
}
