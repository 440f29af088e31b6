/* explain_detail.c - see explain.h: what there is of a clause in one article, in words.
 *
 *     talks          3 times: talks 2, talked 1
 *     NEAR/5         nearest distance 9
 *     LEAD()         3 times, none in the lead
 *     date:2020      its date: 2019-12-31 */
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/date.h"
#include "common/error.h"
#include "common/host.h"
#include "common/schema.h"
#include "common/stamp.h"
#include "common/utf8.h"
#include "searcher/explain.h"

enum {
    VALUE_MAX = 200 /* bytes of a field's value that are shown */
};

/* What a text couldn't be made for is the explanation's too. */
static void take_failure(struct explain *explain, const struct buf *text)
{
    if (!explain->status) explain->status = buf_status(text, explain->error);
}

/* ---- Times --------------------------------------------------------------------------------------- */

static void add_times(struct buf *out, uint64_t count)
{
    if (count == 0) buf_add_text(out, "not there");
    if (count == 1) buf_add_text(out, "once");
    if (count > 1) buf_addf(out, "%" PRIu64 " times", count);
}

/* "3 times, none in the lead": `within` of `all` are where they should be. */
static void add_share(struct buf *out, uint64_t within, uint64_t all, const char *where)
{
    add_times(out, all);
    if (!all) return;
    if (all == 1)
        buf_addf(out, ", %s%s", within ? "" : "not ", where);
    else if (!within)
        buf_addf(out, ", none %s", where);
    else if (within >= all)
        buf_addf(out, ", all %s", where);
    else
        buf_addf(out, ", %" PRIu64 " %s", within, where);
}

static void add_area(struct buf *out, enum span_area area, unsigned number)
{
    if (out->size) buf_add_text(out, " and ");
    switch (area) {
    case AREA_LEAD: buf_add_text(out, "in the lead"); break;
    case AREA_FIRST: buf_addf(out, "in the first %u words", number); break;
    case AREA_QUOTE: buf_add_text(out, "in a quotation"); break;
    default: buf_add_text(out, "in the text"); break;
    }
}

static void add_caps(struct buf *out, enum span_caps caps)
{
    static const char *const texts[] = {[CAPS_SOME] = "with a capital",
                                        [CAPS_ALL] = "in capitals",
                                        [CAPS_NONE] = "without a capital"};
    if (caps == CAPS_ANY) return;
    if (out->size) buf_add_text(out, " and ");
    buf_add_text(out, texts[caps]);
}

/* ---- Words and phrases --------------------------------------------------------------------------- */

const char *explain_where(struct explain *explain, const struct plan_part *part, bool whole)
{
    struct buf where;
    buf_init(&where);
    for (const struct plan_area *area = part->scope.areas; whole && area; area = area->next)
        add_area(&where, area->area, area->number);
    add_caps(&where, part->scope.caps);
    return explain_text(explain, &where);
}

/* How much of the expression is where limits around it ask. False if they ask nothing. */
static bool add_limited(struct explain *explain, const struct plan_part *part, bool whole,
                        nsearch_row *row, struct buf *out)
{
    const char *where = explain_where(explain, part, whole);
    row->count = explain_inspect(explain, part->spans).matches;
    if (!*where) return false;
    add_share(out, row->count, explain_inspect(explain, explain_bare(explain, part->spans)).matches,
              where);
    return true;
}

static void detail_word(struct explain *explain, const struct plan_part *part, bool whole,
                        nsearch_row *row, struct buf *out)
{
    if (!add_limited(explain, part, whole, row, out)) add_times(out, row->count);
    explain_forms(explain, part, row);
}

static void detail_phrase(struct explain *explain, const struct plan_part *part, bool whole,
                          nsearch_row *row, struct buf *out)
{
    if (add_limited(explain, part, whole, row, out)) return;
    if (row->count)
        add_times(out, row->count);
    else if (!explain_missing(explain, part, out))
        buf_add_text(out, "its words, but not in a row");
}

/* ---- Operators over words ------------------------------------------------------------------------ */

/* The operator without what limits around it ask. */
static const struct span_node *operator_of(const struct span_node *spans)
{
    while (spans->op == SPAN_WITHIN && spans->area != AREA_SENTENCE)
        spans = spans->children[0];
    return spans;
}

static bool has_both(struct explain *explain, const struct span_node *spans)
{
    return explain_inspect(explain, spans->children[0]).matches &&
           explain_inspect(explain, spans->children[1]).matches;
}

static void detail_near(struct explain *explain, const struct span_node *spans, struct buf *out)
{
    const struct spans_report report = explain_inspect(explain, spans);
    if (report.nearest != UINT_MAX)
        buf_addf(out, "nearest distance %u", report.nearest);
    else if (has_both(explain, spans))
        buf_add_text(out, spans->ordered ? "both, but not in this order" : "both in one place");
    else
        buf_add_text(out, "not both of them");
}

static void detail_not_near(struct explain *explain, const struct span_node *spans, struct buf *out)
{
    const uint64_t within = explain_inspect(explain, spans).matches;
    const uint64_t all = explain_inspect(explain, spans->children[0]).matches;
    add_share(out, within, all, "away from the other");
}

static void detail_same(struct explain *explain, const struct span_node *spans, struct buf *out)
{
    const uint64_t count = explain_inspect(explain, spans).matches;
    if (count)
        add_times(out, count);
    else if (has_both(explain, spans))
        buf_addf(out, "both, but in no %s together", spans->paragraph ? "paragraph" : "sentence");
    else
        buf_add_text(out, "not both of them");
}

/* Of two operands, or an OR, which speaks for itself if there are no limits around it. */
static void detail_operator(struct explain *explain, const struct plan_part *part, bool whole,
                            nsearch_row *row, struct buf *out)
{
    const struct span_node *spans = operator_of(part->spans);
    struct buf limited;
    buf_init(&limited);
    add_limited(explain, part, whole, row, &limited);
    if (spans->op == SPAN_NEAR) detail_near(explain, spans, out);
    if (spans->op == SPAN_NOT_NEAR) detail_not_near(explain, spans, out);
    if (spans->op == SPAN_SAME) detail_same(explain, spans, out);
    if (out->size && limited.size) buf_add_text(out, "; ");
    buf_add(out, limited.data, limited.size);
    take_failure(explain, &limited);
    buf_release(&limited);
}

/* ---- Limits -------------------------------------------------------------------------------------- */

/* The most matches that don't overlap. */
static uint64_t count_apart(struct explain *explain, const struct plan_part *part, uint64_t all)
{
    struct plan_part some = *part;
    uint64_t low = 0, high = all < part->at_least ? all : part->at_least;
    while (low < high && !explain->status) {
        some.at_least = (unsigned)(low + (high - low + 1) / 2);
        if (explain_has(explain, &some))
            low = some.at_least;
        else
            high = some.at_least - 1;
    }
    return low;
}

static void detail_atleast(struct explain *explain, const struct plan_part *part, nsearch_row *row,
                           struct buf *out)
{
    const uint64_t all = explain_inspect(explain, part->spans).matches;
    row->count = count_apart(explain, part, all);
    if (row->count == part->at_least)
        buf_addf(out, "%" PRIu64 " times or more", row->count);
    else
        add_times(out, row->count);
}

static void detail_limit(struct explain *explain, const struct query_node *node,
                         const struct plan_part *part, nsearch_row *row, struct buf *out)
{
    const struct plan_part *inner = plan_part_of(&explain->plan, node->children[0]);
    const struct span_node *bare = inner ? inner->spans : NULL;
    struct buf where;
    buf_init(&where);
    row->count = explain_inspect(explain, part->spans).matches;
    switch (node->limit) {
    case LIMIT_CAPS: add_caps(&where, CAPS_SOME); break;
    case LIMIT_ALLCAPS: add_caps(&where, CAPS_ALL); break;
    case LIMIT_NOCAPS: add_caps(&where, CAPS_NONE); break;
    case LIMIT_LEAD: add_area(&where, AREA_LEAD, 0); break;
    case LIMIT_FIRST: add_area(&where, AREA_FIRST, node->number); break;
    case LIMIT_QUOTE: add_area(&where, AREA_QUOTE, 0); break;
    case LIMIT_BODY: add_area(&where, AREA_BODY, 0); break;
    default: break;
    }
    if (node->limit <= LIMIT_NOCAPS) bare = explain_bare(explain, part->spans);
    if (where.size)
        add_share(out, row->count, explain_inspect(explain, bare).matches, where.data);
    else
        add_times(out, row->count);
    take_failure(explain, &where);
    buf_release(&where);
}

/* ---- Fields -------------------------------------------------------------------------------------- */

static void add_indexed(struct explain *explain, struct buf *out)
{
    char text[DATE_TEXT_MAX] = "";
    const char *value = explain_value(explain, SLOT_INDEXED);
    uint64_t second;
    if (strlen(value) == STAMP_TIME_DIGITS && stamp_read(value, STAMP_TIME_DIGITS, &second))
        date_write_second(second, text);
    buf_addf(out, *text ? "indexed %s" : "it isn't known when it was indexed", text);
}

static void detail_range(struct explain *explain, const struct query_node *node, struct buf *out)
{
    const char *date = explain->article->fields[ARTICLE_DATE].data;
    if (node->field == FIELD_WORDS)
        buf_addf(out, "it has %lu words", strtoul(explain_value(explain, SLOT_WORDS), NULL, 10));
    else if (node->field == FIELD_INDEXED)
        add_indexed(explain, out);
    else
        buf_addf(out, *date ? "its date: %s" : "it has no date", date);
}

/* Bytes of a value that are shown: whole characters. */
static int value_size(const char *text)
{
    size_t size = strlen(text);
    if (size <= VALUE_MAX) return (int)size;
    for (size = VALUE_MAX; size && utf8_continues(text[size]); size--)
        ;
    return (int)size;
}

static void detail_field(struct explain *explain, const struct query_node *node, struct buf *out)
{
    static const enum article_field fields[FIELD_COUNT] = {
        [FIELD_TITLE] = ARTICLE_TITLE,   [FIELD_AUTHOR] = ARTICLE_AUTHOR,
        [FIELD_SOURCE] = ARTICLE_SOURCE, [FIELD_SECTION] = ARTICLE_SECTION,
        [FIELD_PLACE] = ARTICLE_PLACE,   [FIELD_TAG] = ARTICLE_TAG,
        [FIELD_SITE] = ARTICLE_URL,      [FIELD_URL] = ARTICLE_URL,
        [FIELD_ID] = ARTICLE_ID,         [FIELD_PATH] = ARTICLE_PATH,
        [FIELD_LANG] = ARTICLE_LANG,
    };
    const struct buf *value = &explain->article->fields[fields[node->field]];
    const char *text = hits_join(explain->arena, value);
    char host[HOST_MAX + 1];
    size_t size = node->field == FIELD_SITE ? host_of_url(value->data, value->size, host) : 0;
    if (!text && !explain->status) explain->status = error_memory(explain->error);
    if (!text || !*text)
        buf_addf(out, "it has no %s", field_text(node->field));
    else if (size)
        buf_addf(out, "its site: %.*s", (int)size, host);
    else
        buf_addf(out, "its %s: %.*s", field_text(node->field), value_size(text), text);
}

/* ---- Clauses ------------------------------------------------------------------------------------- */

static void detail(struct explain *explain, const struct query_node *node,
                   const struct plan_part *part, bool whole, nsearch_row *row, struct buf *out)
{
    if (node->kind == QUERY_RANGE) detail_range(explain, node, out);
    if (node->kind == QUERY_FIELD) detail_field(explain, node, out);
    if (!part || !part->spans) return;
    switch (node->kind) {
    case QUERY_WORD: detail_word(explain, part, whole, row, out); break;
    case QUERY_PHRASE: detail_phrase(explain, part, whole, row, out); break;
    case QUERY_LIMIT:
        if (node->limit == LIMIT_ATLEAST)
            detail_atleast(explain, part, row, out);
        else
            detail_limit(explain, node, part, row, out);
        break;
    default: detail_operator(explain, part, whole, row, out);
    }
}

void explain_detail(struct explain *explain, const struct query_node *node,
                    const struct plan_part *part, bool whole, nsearch_row *row)
{
    struct buf text;
    buf_init(&text);
    detail(explain, node, part, whole, row, &text);
    row->detail = explain_text(explain, &text);
}
