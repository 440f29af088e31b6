/* lint_index.c - see lint.h: what the archive has of a query. Each clause is a search that counts only, of
 * the clause as query_write writes it; nothing is asked of what stands in a clause that was found, where
 * that can't tell more. */
#include <inttypes.h>
#include <string.h>

#include "common/term.h"
#include "searcher/lint.h"
#include "searcher/searcher.h"
#include "searcher/vocabulary.h"

/* ---- Asking -------------------------------------------------------------------------------------- */

struct count {
    bool known;
    uint64_t total;
    const char *note; /* what the search had to say, or NULL */
};

/* Counts the articles that a query finds, in the time that the request names. What can't be asked, of an index
 * on another machine for one, isn't known. */
static struct count ask(struct lint *lint, const struct query_node *node)
{
    struct count count = {false, 0, NULL};
    struct buf text;
    nsearch_hits *hits = NULL;
    if (lint->status || ++lint->searches > LINT_SEARCHES_MAX) return count;
    buf_init(&text);
    query_write(node, &text);
    nsearch_request request = {
        .query = text.data, .since = lint->request->since, .until = lint->request->until};
    if (lint->request->match == NSEARCH_MATCH_ANY) request.match = NSEARCH_MATCH_ANY;
    nsearch_status status = buf_status(&text, lint->error);
    if (!status) status = nsearch_search(lint->searcher, &request, &hits, lint->error);
    if (status && status != NSEARCH_INVALID) lint->status = status;
    if (hits) {
        const char *note = nsearch_hits_note(hits, 0);
        count = (struct count){true, nsearch_hits_total(hits), NULL};
        if (note && !nsearch_hits_exact(hits))
            count.note = arena_copy(lint->arena, note, strlen(note));
    }
    nsearch_hits_free(hits);
    buf_release(&text);
    return count;
}

/* The clause, within the field that it stands in. */
static struct count ask_clause(struct lint *lint, const struct lint_clause *clause)
{
    struct query_node *child = (struct query_node *)clause->node;
    struct query_node field = {
        .kind = QUERY_FIELD, .field = clause->field, .boost = 1, .children = &child, .count = 1};
    return ask(lint, clause->field && child->kind != QUERY_RANGE ? &field : child);
}

/* ---- Wildcards ----------------------------------------------------------------------------------- */

/* The words of the index that a wildcard stands for; how many is all that counts beyond the first. */
static nsearch_status find_words(struct lint *lint, const struct lint_clause *clause,
                                 struct db_terms *out)
{
    struct db *db = lint->searcher->generation->db;
    const struct query_node *node = clause->node;
    const char *prefix = field_prefix(clause->field);
    char pattern[ANALYSIS_WORD_MAX], term[TERM_MAX + 1];
    if (node->pattern) {
        const size_t size = query_pattern(node->text, node->text_size, pattern);
        return vocabulary_pattern(db, prefix, pattern, size, 1, lint->arena, out, lint->error);
    }
    const size_t size = term_word(prefix, clause->word, clause->word_size, term);
    return vocabulary_prefix(db, term, size, 1, lint->arena, out, lint->error);
}

/* A wildcard that stands for one word. */
static void check_single(struct lint *lint, const struct lint_clause *clause)
{
    struct db_terms words = {0};
    const bool prefix = clause->node->prefix && clause->parts == 1;
    if ((!prefix && !clause->node->pattern) || field_is_whole(clause->field)) return;
    lint->status = find_words(lint, clause, &words);
    if (lint->status || words.total != 1) return;
    const size_t skip = strlen(field_prefix(clause->field));
    lint_add_clause(lint, clause, "%s stands for one word, %.*s: write that",
                    lint_named(lint, clause), (int)(words.terms->size - skip),
                    words.terms->text + skip);
}

/* ---- Nothing ------------------------------------------------------------------------------------- */

static bool is_name(const struct lint_clause *clause)
{
    return clause->node->kind == QUERY_LIMIT && clause->node->limit == LIMIT_NAME;
}

static void say_none(struct lint *lint, const struct lint_clause *clause)
{
    const char *name = lint_named(lint, clause);
    const char *where = lint->request->since || lint->request->until ? " of that time" : "";
    switch (clause->node->kind) {
    case QUERY_RANGE:
        lint_add_clause(lint, clause, "no article%s is in %s: look at both ends of it", where,
                        name);
        break;
    case QUERY_AND:
        lint_add_clause(lint, clause, "no article%s has all of this: leave one of it out", where);
        break;
    case QUERY_PHRASE:
        lint_add_clause(lint, clause,
                        "no article%s has %s: check its words, or allow more of them, as in "
                        "\"...\"~2",
                        where, name);
        break;
    case QUERY_NEAR:
    case QUERY_SAME:
        lint_add_clause(lint, clause, "no article%s has these so near: allow a greater distance",
                        where);
        break;
    case QUERY_LIMIT:
        lint_add_clause(lint, clause,
                        is_name(clause) ? "no article%s has %s: check the spelling"
                                        : "no article%s has this as %s asks: ask for less",
                        where, name);
        break;
    default:
        lint_add_clause(lint, clause, "no article%s has %s: check the spelling, or leave it out",
                        where, name);
        break;
    }
}

static bool check_clause(struct lint *lint, const struct lint_clause *clause);

static bool check_all(struct lint *lint, const struct lint_clause *clause)
{
    bool none = clause->count > 0;
    for (size_t i = 0; i < clause->count; i++)
        none &= check_clause(lint, clause->children[i]);
    return none;
}

/* ---- NOT ----------------------------------------------------------------------------------------- */

/* The AND without its child `left_out`, which is a NOT. */
static struct count ask_without(struct lint *lint, const struct lint_clause *clause,
                                size_t left_out)
{
    struct query_node and = *clause->node, *only;
    and.children = lint_alloc(lint, and.count * sizeof(*and.children));
    if (!and.children) return (struct count){false, 0, NULL};
    and.count = 0;
    for (size_t i = 0; i < clause->count; i++)
        if (i != left_out) and.children[and.count++] = clause->node->children[i];
    only = and.children[0];
    const struct lint_clause rest = {.node = and.count == 1 ? only : &and, .field = clause->field};
    return ask_clause(lint, &rest);
}

/* What the NOT takes away, where the AND finds `total` with it; whether that is all. */
static bool check_not(struct lint *lint, const struct lint_clause *clause, size_t index,
                      uint64_t total)
{
    const struct lint_clause *child = clause->children[index];
    struct count without = ask_without(lint, clause, index);
    if (!without.known) return false;
    if (without.total <= total)
        lint_add_clause(lint, child, "%s takes nothing away: leave it out",
                        lint_named(lint, child));
    else if (without.total - total > without.total / 2)
        lint_add_clause(lint, child,
                        "%s takes away %" PRIu64 " of %" PRIu64
                        " articles: see whether that is meant",
                        lint_named(lint, child), without.total - total, without.total);
    return without.total && !total;
}

static bool check_and(struct lint *lint, const struct lint_clause *clause)
{
    bool none = false, taken = false;
    for (size_t i = 0; i < clause->count; i++)
        if (clause->children[i]->node->kind != QUERY_NOT)
            none |= check_clause(lint, clause->children[i]);
    struct count count = {false, 0, NULL};
    if (!none) count = ask_clause(lint, clause);
    for (size_t i = 0; i < clause->count; i++)
        if (clause->children[i]->node->kind == QUERY_NOT &&
            !check_clause(lint, clause->children[i]->children[0]) && count.known)
            taken |= check_not(lint, clause, i, count.total);
    if (count.known && !count.total && !taken) say_none(lint, clause);
    return none || (count.known && !count.total);
}

/* ---- Clauses ------------------------------------------------------------------------------------- */

/* What is one clause to the reader: if no article has it, that may be for one of its parts. */
static bool check_part(struct lint *lint, const struct lint_clause *clause)
{
    struct count count = ask_clause(lint, clause);
    bool wildcard = clause->node->kind == QUERY_WORD;
    if (!count.known) return false;
    if (count.note)
        lint_add_clause(lint, clause, "%s%s", count.note,
                        wildcard ? ": write more of the word" : "");
    if (count.total) {
        if (wildcard) check_single(lint, clause);
        return false;
    }
    const enum query_kind kind = clause->node->kind;
    const bool group = kind != QUERY_WORD && kind != QUERY_PHRASE && !is_name(clause);
    for (size_t i = 0; group && i < clause->count; i++)
        if (check_clause(lint, clause->children[i])) return true;
    say_none(lint, clause);
    return true;
}

/* Whether no article has the clause, which has been told then. */
static bool check_clause(struct lint *lint, const struct lint_clause *clause)
{
    if (lint->status || lint->searches >= LINT_SEARCHES_MAX) return false;
    switch (clause->node->kind) {
    case QUERY_OR: return check_all(lint, clause);
    case QUERY_AND: return check_and(lint, clause);
    case QUERY_MAYBE: check_clause(lint, clause->children[1]);
    /* fall through */
    case QUERY_FIELD: return check_clause(lint, clause->children[0]);
    default: return check_part(lint, clause);
    }
}

/* What the index refuses of the query as a whole is an error. */
static void check_whole(struct lint *lint)
{
    nsearch_hits *hits;
    nsearch_request request = *lint->request;
    request.limit = request.offset = 0;
    lint->searches++;
    lint->status = nsearch_search(lint->searcher, &request, &hits, lint->error);
    nsearch_hits_free(hits);
}

void lint_index(struct lint *lint)
{
    check_whole(lint);
    check_clause(lint, lint->clauses[0]);
    if (lint->searches < LINT_SEARCHES_MAX || lint->status) return;
    lint_add_clause(lint, lint->clauses[0],
                    "only the first %d parts were looked up in the index: lint the query in pieces",
                    LINT_SEARCHES_MAX);
}
