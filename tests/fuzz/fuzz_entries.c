/* fuzz_entries.c - any bytes as the key or the tag of an entry: what can be read is written and read again
 * as the same. The first byte chooses what the others are. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/keys.h"
#include "indexer/eights.h"
#include "indexer/postings.h"
#include "indexer/termlist.h"
#include "indexer/values.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
    POSITIONS_MAX = 4096,
    TERMS_MAX = 4096
};

static void try_positions(const uint8_t *tag, size_t size)
{
    static uint32_t positions[POSITIONS_MAX], again[POSITIONS_MAX];
    static uint8_t out[4 * POSITIONS_MAX + 64];
    struct glass_positions read;
    if (!glass_open_positions(tag, size, &read) || read.count > POSITIONS_MAX) return;
    if (!glass_read_positions(&read, positions)) return;
    const size_t count = read.count;
    for (size_t i = 1; i < count; i++)
        if (positions[i - 1] >= positions[i]) abort();
    if (count == 2 && positions[1] == 1) return; /* 0 and 1 alone: see glass_put_positions */
    size_t out_size = (size_t)(glass_put_positions(out, positions, count) - out);
    if (!glass_open_positions(out, out_size, &read) || read.count != count) abort();
    if (!glass_read_positions(&read, again)) abort();
    if (memcmp(again, positions, count * sizeof *positions) != 0) abort();
}

static void try_postings(const uint8_t *tag, size_t size, uint32_t docid)
{
    struct posting *postings = malloc(posting_chunk_room(size) * sizeof *postings);
    struct posting_chunk chunk;
    if (!postings) abort();
    if (posting_chunk_get(tag, size, docid, &chunk, postings)) {
        if (!chunk.posting_count || chunk.posting_count > posting_chunk_room(size)) abort();
        if (docid && postings[0].docid != docid) abort();
        for (size_t i = 1; i < chunk.posting_count; i++)
            if (postings[i - 1].docid >= postings[i].docid) abort();
    }
    free(postings);
}

/* Writes terms that ascend and reads them back. */
static void try_terms_again(const struct termlist_term *terms, size_t count)
{
    struct buf out;
    struct termlist list;
    buf_init(&out);
    uint32_t length = termlist_put(&out, terms, count);
    if (!termlist_open(&list, (const uint8_t *)out.data, out.size) || list.left != count) abort();
    for (size_t i = 0; i < count; i++)
        if (!termlist_next(&list) || list.term_size != terms[i].size || list.wdf != terms[i].wdf ||
            memcmp(list.term, terms[i].text, list.term_size) != 0)
            abort();
    if (!termlist_at_end(&list) || list.length != length) abort();
    buf_release(&out);
}

static void try_termlist(const uint8_t *tag, size_t size)
{
    static char texts[TERMS_MAX][TERMLIST_TERM_MAX + 2 * EIGHT];
    static struct termlist_term terms[TERMS_MAX];
    struct termlist list;
    size_t count = 0;
    if (!termlist_open(&list, tag, size)) return;
    while (count < TERMS_MAX && list.left && termlist_next(&list)) {
        if (list.term_size > TERMLIST_TERM_MAX) abort();
        memset(texts[count], 0, sizeof texts[count]);
        memcpy(texts[count], list.term, list.term_size);
        terms[count] = (struct termlist_term){texts[count], list.term_size, list.wdf};
        count++;
    }
    try_terms_again(terms, count);
}

static void try_values(const uint8_t *at, size_t size)
{
    const uint8_t *end = at + size, *value;
    struct value_bounds bounds;
    uint32_t docid = 1, last = 0;
    size_t value_size;
    for (bool first = true; at < end; first = false, last = docid) {
        if (!value_chunk_next(&at, end, first, &docid, &value, &value_size)) break;
        if (docid <= last || !value_size || value + value_size != at) abort();
    }
    at = end - size;
    if (value_bounds_get(at, size, &bounds) && bounds.high + bounds.high_size > end) abort();
}

static void try_key(const uint8_t *key, size_t size)
{
    uint8_t text[GLASS_KEY_MAX], out[KEY_ROOM];
    uint32_t docid, slot = UINT32_MAX;
    const uint8_t *at = key, *end = key + size;
    size_t text_size;
    bool last;
    if (size > GLASS_KEY_MAX) return;
    if (split_term_key(key, size, &text_size, &docid)) {
        if (!glass_get_escstring(&at, end, text, &text_size, &last) || last != !docid) abort();
        size_t again = docid ? term_docid_key(out, text, text_size, docid)
                             : term_key(out, text, text_size);
        uint32_t again_docid;
        if (!split_term_key(out, again, &text_size, &again_docid) || again_docid != docid) abort();
    }
    if (split_docid_key(key, size, &docid, &last) && !docid) abort();
    if (size > 1) split_lengths_key(key, size, &docid);
    split_values_key(key, size, &slot, &docid);
    split_statistics_key(key, size, &slot);
    for (at = key; at < end && termlist_next_slot(&at, end, &slot);)
        continue;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!size) return 0;
    uint8_t what = *data++ % 6;
    size--;
    switch (what) {
    case 0: try_positions(data, size); break;
    case 1: try_postings(data, size, 0); break;
    case 2: try_postings(data, size, 7); break;
    case 3: try_termlist(data, size); break;
    case 4: try_values(data, size); break;
    default: try_key(data, size);
    }
    return 0;
}
