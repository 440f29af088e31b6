/* lint.c - see lint.h, and nsearch.h for nsearch_lint.
 *
 * The checks are separate walks over the clauses; what they find is sorted by its place at the end. */
#include "searcher/lint.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "common/error.h"
#include "searcher/lex.h"
#include "searcher/searcher.h"

struct lint_list {
    struct found {
        nsearch_finding finding;
        size_t order;
    } * items;
    size_t count, capacity;
};

struct nsearch_findings {
    struct arena arena;
    struct lint_list list;
};

/* ---- Findings ------------------------------------------------------------------------------------ */

void *lint_alloc(struct lint *lint, size_t size)
{
    void *memory = lint->status ? NULL : arena_alloc(lint->arena, size);
    if (!memory && !lint->status) lint->status = error_memory(lint->error);
    return memory;
}

static struct found *new_found(struct lint *lint)
{
    struct lint_list *list = lint->findings;
    if (lint->status) return NULL;
    struct found *items = arena_grow(lint->arena, list->items, list->count, &list->capacity,
                                     sizeof *items);
    if (!items) {
        lint->status = error_memory(lint->error);
        return NULL;
    }
    list->items = items;
    struct found *found = &list->items[list->count];
    found->order = list->count++;
    return found;
}

static void add(struct lint *lint, size_t offset, size_t size, const char *format,
                va_list arguments)
{
    char raw[sizeof((nsearch_error *)0)->message];
    nsearch_error safe;
    struct found *found = new_found(lint);
    if (!found) return;
    vsnprintf(raw, sizeof raw, format, arguments);
    error_set(&safe, NSEARCH_OK, "%s", raw);
    const char *message = arena_copy(lint->arena, safe.message, strlen(safe.message));
    if (!message) lint->status = error_memory(lint->error);
    found->finding = (nsearch_finding){offset, size, message};
}

void lint_add(struct lint *lint, size_t offset, size_t size, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add(lint, offset, size, format, arguments);
    va_end(arguments);
}

void lint_add_clause(struct lint *lint, const struct lint_clause *clause, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add(lint, clause->node->offset, clause->node->size, format, arguments);
    va_end(arguments);
}

const char *lint_named(struct lint *lint, const struct lint_clause *clause)
{
    const char *text = lint->text + clause->node->offset;
    size_t size = clause->node->size, shown = (size_t)lex_shown(size, text);
    char *name = lint_alloc(lint, shown + sizeof "...");
    if (!name) return "";
    memcpy(name, text, shown);
    memcpy(name + shown, "...", shown < size ? sizeof "..." : 0);
    return name;
}

const char *lint_reading(struct lint *lint, const struct query_node *node, size_t most)
{
    struct buf text;
    const char *copy = NULL;
    buf_init(&text);
    query_write(node, &text);
    if (buf_status(&text, lint->error)) lint->status = NSEARCH_MEMORY;
    if (!lint->status && text.size <= most) copy = arena_copy(lint->arena, text.data, text.size);
    buf_release(&text);
    return copy;
}

static int compare_found(const void *left, const void *right)
{
    const struct found *a = left, *b = right;
    if (a->finding.offset != b->finding.offset)
        return a->finding.offset < b->finding.offset ? -1 : 1;
    return a->order < b->order ? -1 : 1;
}

/* ---- Looking ------------------------------------------------------------------------------------- */

static nsearch_status look(struct lint *lint)
{
    struct query query;
    nsearch_status status = query_parse(lint->text, lint->size, lint->request->match, time(NULL),
                                        lint->arena, &query, lint->error);
    if (status) return status;
    lint_clauses(lint, query.root);
    if (!lint->status) lint_text(lint);
    if (!lint->status) lint_tree(lint);
    if (!lint->status && lint->searcher) lint_index(lint);
    return lint->status;
}

static nsearch_status look_with_languages(struct lint *lint)
{
    struct languages *own = NULL;
    nsearch_status status = NSEARCH_OK;
    if (lint->searcher)
        lint->languages = lint->searcher->generation->languages;
    else
        status = languages_of_one("english", &own, lint->error);
    if (own) lint->languages = own;
    if (!status) status = look(lint);
    languages_free(own);
    return status;
}

nsearch_status nsearch_lint(nsearch_searcher *searcher, const nsearch_request *request,
                            nsearch_findings **out, nsearch_error *error)
{
    *out = NULL;
    if ((unsigned)request->match > NSEARCH_MATCH_PHRASE)
        return error_set(error, NSEARCH_INVALID, "the request's match is none that there is");
    nsearch_findings *findings = calloc(1, sizeof *findings);
    if (!findings) return error_memory(error);
    arena_init(&findings->arena);
    const char *text = request->query ? request->query : "";
    struct lint lint = {.text = text,
                        .size = strlen(text),
                        .request = request,
                        .searcher = searcher,
                        .arena = &findings->arena,
                        .findings = &findings->list,
                        .error = error};
    nsearch_status status = searcher ? searcher_refresh(searcher, error) : NSEARCH_OK;
    struct generation *used = searcher && !status ? generation_use(searcher->generation) : NULL;
    if (!status) status = look_with_languages(&lint);
    generation_drop(used);
    struct lint_list *list = &findings->list;
    if (list->count) qsort(list->items, list->count, sizeof *list->items, compare_found);
    if (status)
        nsearch_findings_free(findings);
    else
        *out = findings;
    return status;
}

/* ---- Reading them -------------------------------------------------------------------------------- */

void nsearch_findings_free(nsearch_findings *findings)
{
    if (!findings) return;
    arena_release(&findings->arena);
    free(findings);
}

size_t nsearch_findings_count(const nsearch_findings *findings)
{
    return findings->list.count;
}

const nsearch_finding *nsearch_findings_at(const nsearch_findings *findings, size_t index)
{
    return index < findings->list.count ? &findings->list.items[index].finding : NULL;
}
