/* check_documents.c - a segment's tables by docid, which are texts and lists of terms; see check_own.h. */
#include <string.h>

#include "common/article.h"
#include "common/error.h"
#include "common/stamp.h"
#include "indexer/check_own.h"
#include "indexer/termlist.h"

/* Takes the key apart and inflates the tag. */
static nsearch_status open_entry(struct check_table *table, uint32_t *docid, bool *slots,
                                 struct buf *text, nsearch_error *error)
{
    const struct glass_entry *entry = table->cursor->entry;
    nsearch_error detail;
    if (!split_docid_key(entry->key, entry->key_size, docid, slots))
        return merge_damaged(table->cursor, "a broken key", error);
    if (*docid > table->segment->count)
        return merge_damaged(table->cursor, "an article that isn't there", error);
    buf_reset(text);
    const nsearch_status status = glass_inflate(&entry->tag, GLASS_TEXT_MAX, text, &detail);
    if (status == NSEARCH_DAMAGED) return merge_damaged(table->cursor, detail.message, error);
    if (status && error) *error = detail;
    return status;
}

/* ---- Texts ---------------------------------------------------------------------------------------- */

/* That the text is the one whose digest was made; without texts there is nothing to compare. */
static void compare_digest(struct check_table *table, uint32_t docid, const struct buf *text,
                           const struct article *article)
{
    struct check_segment *segment = table->segment;
    const char *where = segment->metadata[CHECK_TEXT];
    if (!segment->read[GLASS_POSTLIST] || check_is_older(segment) || !where ||
        strcmp(where, TEXT_STORED) != 0 ||
        stamp_digest(segment->serials[docid - 1], text->data, text->size) ==
            segment->digests[docid - 1])
        return;
    segment->broken = true;
    segment->sound_texts = false;
    check_tell(table->check, "%s/docdata.glass: article %.80s is not as it was indexed",
               segment->path.data, article->fields[ARTICLE_ID].data);
}

static nsearch_status check_texts(struct check_table *table, struct buf *text,
                                  struct article *article, nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    uint32_t docid, expected = 1;
    bool slots;
    table->segment->sound_texts = true;
    for (; !status && table->cursor->entry; expected++) {
        status = open_entry(table, &docid, &slots, text, error);
        if (!status && (slots || docid != expected))
            status = merge_damaged(table->cursor, "an article's text is missing", error);
        if (!status) status = article_parse(text->data, text->size, article, error);
        if (status == NSEARCH_DAMAGED && error)
            status = merge_damaged(table->cursor, "broken text of an article", error);
        if (status) return status;
        compare_digest(table, docid, text, article);
        status = check_table_next(table, error);
    }
    if (!status && expected != table->segment->count + 1)
        status = merge_damaged(table->cursor, "texts are missing at its end", error);
    return status;
}

nsearch_status check_docdata(struct check_table *table, nsearch_error *error)
{
    struct article article;
    struct buf text;
    article_init(&article);
    buf_init(&text);
    const nsearch_status status = check_texts(table, &text, &article, error);
    if (status) table->segment->sound_texts = false;
    buf_release(&text);
    article_release(&article);
    return status;
}

/* ---- Lists of terms ------------------------------------------------------------------------------- */

/* Reads a list to its end; *serial is that of its term, 0 if there is none. */
static bool read_terms(const struct buf *tag, uint64_t *serial)
{
    static const char prefix[] = PREFIX_SERIAL;
    struct termlist list = {0};
    *serial = 0;
    if (!termlist_open(&list, (const uint8_t *)tag->data, tag->size)) return false;
    while (list.left && termlist_next(&list)) {
        char digits[STAMP_SERIAL_DIGITS + 1] = "";
        if (list.term_size != strlen(prefix) + STAMP_SERIAL_DIGITS ||
            memcmp(list.term, prefix, strlen(prefix)))
            continue;
        memcpy(digits, list.term + strlen(prefix), STAMP_SERIAL_DIGITS);
        stamp_read(digits, STAMP_SERIAL_DIGITS, serial);
    }
    return termlist_at_end(&list);
}

static bool read_slots(const struct buf *tag)
{
    const uint8_t *at = (const uint8_t *)tag->data, *end = at + tag->size;
    uint32_t slot = UINT32_MAX;
    while (at < end)
        if (!termlist_next_slot(&at, end, &slot)) return false;
    return true;
}

static nsearch_status check_lists(struct check_table *table, struct buf *tag, nsearch_error *error)
{
    const struct check_segment *segment = table->segment;
    nsearch_status status = NSEARCH_OK;
    uint32_t docid, expected = 1;
    uint64_t serial;
    bool slots;
    while (!status && table->cursor->entry) {
        status = open_entry(table, &docid, &slots, tag, error);
        if (status) return status;
        if (slots ? docid + 1 != expected : docid != expected++)
            return merge_damaged(table->cursor, "an article's terms are missing", error);
        if (slots ? !read_slots(tag) : !read_terms(tag, &serial))
            return merge_damaged(table->cursor, "a broken list of terms", error);
        if (!slots && segment->read[GLASS_POSTLIST] && serial != segment->serials[docid - 1])
            return merge_damaged(table->cursor, "terms of another article", error);
        status = check_table_next(table, error);
    }
    if (!status && expected != segment->count + 1)
        status = merge_damaged(table->cursor, "terms are missing at its end", error);
    return status;
}

nsearch_status check_termlist(struct check_table *table, nsearch_error *error)
{
    struct buf tag;
    buf_init(&tag);
    const nsearch_status status = check_lists(table, &tag, error);
    buf_release(&tag);
    return status;
}
