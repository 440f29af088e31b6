/* fuzz_snippet.c - passages of any text for any query. The first line of an input is the query: words with
 * spaces between them, joined by ',' to a phrase, by '/' to any order within 10; '~' in front makes a
 * stem, '*' a prefix. The rest is the text. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/utf8.h"
#include "searcher/snippet.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
    UNITS_MAX = 6,
    SLOTS_MAX = 80
};

static struct match_word words[UNITS_MAX][SLOTS_MAX];
static struct match_slot slots[UNITS_MAX][SLOTS_MAX];
static struct match_unit units[UNITS_MAX];

static size_t read_units(const char *text, size_t size)
{
    size_t count = 0;
    memset(units, 0, sizeof units);
    for (size_t at = 0; at < size && count < UNITS_MAX; at++) {
        struct match_unit *unit = &units[count];
        *unit = (struct match_unit){
            .field = ARTICLE_BODY, .slots = slots[count], .ordered = true, .weight = 1};
        for (; at < size && text[at] != ' '; at++) {
            struct match_word *word = &words[count][unit->count];
            word->kind = text[at] == '~' ? MATCH_STEM : text[at] == '*' ? MATCH_PREFIX : MATCH_WORD;
            if (word->kind != MATCH_WORD) at++;
            size_t start = at;
            while (at < size && text[at] != ' ' && text[at] != ',' && text[at] != '/')
                at++;
            word->text = text + start;
            word->size = at - start;
            slots[count][unit->count] = (struct match_slot){word, 1};
            if (unit->count < SLOTS_MAX - 1) unit->count++;
            if (at < size && text[at] == '/') unit->ordered = false;
            if (at >= size || text[at] == ' ') break;
        }
        unit->window = unit->ordered ? (unsigned)unit->count : 10;
        if (unit->count) count++;
    }
    return count;
}

static void require(int holds)
{
    if (!holds) abort();
}

/* What every snippet must be: valid, nothing to obey in it, folded, its marks in order and on
 * characters. */
static void check(const struct snippet *snippet)
{
    const char *text = snippet->text.data;
    size_t size = snippet->text.size, end = 0;
    const nsearch_span *marks = (const nsearch_span *)(const void *)snippet->marks.data;
    require(utf8_valid_size(text, size) == size);
    for (size_t at = 0; at < size;) {
        uint32_t code;
        at += utf8_decode(text + at, size - at, &code);
        require(code >= 0x20 && (code < 0x7F || code > 0x9F));
        require(code < 0x202A || code > 0x202E);
    }
    require(!strstr(text, "  ") && (!size || *text != ' '));
    for (size_t i = 0; i < snippet->marks.size / sizeof *marks; i++) {
        require(marks[i].size > 0 && marks[i].offset >= end);
        end = marks[i].offset + marks[i].size;
        require(end <= size);
        require((text[marks[i].offset] & 0xC0) != 0x80 && (text[end] & 0xC0) != 0x80);
        require(text[marks[i].offset] != ' ' && text[end - 1] != ' ');
    }
}

/* Every match in the text, none overlapping another, on characters; where the whole text is a snippet, as many as it has
 * that can be seen. */
static void check_marks(const char *text, size_t size, const struct match_set *set,
                        struct stemmer *stemmer, size_t seen)
{
    struct buf spans;
    size_t end = 0;
    buf_init(&spans);
    require(!snippet_marks(text, size, true, set, stemmer, &spans, NULL));
    const nsearch_span *marks = (const nsearch_span *)(const void *)spans.data;
    const size_t count = spans.size / sizeof *marks;
    for (size_t i = 0; i < count; i++) {
        require(marks[i].size > 0 && marks[i].offset >= end);
        end = marks[i].offset + marks[i].size;
        require(end <= size && !utf8_continues(text[marks[i].offset]));
    }
    require(count >= seen);
    buf_release(&spans);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct stemmer *stemmer;
    if (!stemmer) require(!stemmer_create("english", NULL, &stemmer, NULL));
    const char *text = (const char *)data, *line = memchr(text, '\n', size);
    if (!line) return 0;
    struct match_set set = {units, read_units(text, (size_t)(line - text))};
    size_t rest = size - (size_t)(line + 1 - text);
    static const size_t sizes[] = {0, 45, 300, SIZE_MAX};
    struct snippet snippet;
    snippet_init(&snippet);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        require(!snippet_make(line + 1, rest, &set, stemmer, sizes[i], &snippet, NULL));
        check(&snippet);
        require(sizes[i] > 300 || snippet.text.size <= 3 * 300);
    }
    require(!snippet_whole(line + 1, rest, &set, stemmer, &snippet, NULL));
    check(&snippet);
    check_marks(line + 1, rest, &set, stemmer, snippet.marks.size / sizeof(nsearch_span));
    snippet_release(&snippet);
    return 0;
}
