/* html_words.c - open addressing in a table of fixed size. */
#include "common/readers/html_words.h"

#include <assert.h>
#include <string.h>

#include "common/hash.h"

/* Where the word is, or where it would stand. */
static size_t slot_of(const struct html_words *words, const char *word, size_t size)
{
    size_t at = hash_bytes(word, size) % HTML_WORDS_SLOTS;
    while (words->slots[at].word &&
           (words->slots[at].size != size || memcmp(words->slots[at].word, word, size)))
        at = (at + 1) % HTML_WORDS_SLOTS;
    return at;
}

void html_words_add(struct html_words *words, const struct html_words_row *rows, size_t count)
{
    size_t added = 0; /* a table that is full would be looked through for ever */
    for (size_t i = 0; i < count; i++) {
        const char *at = rows[i].words;
        for (at += strspn(at, " "); *at; at += strspn(at, " ")) {
            const size_t size = strcspn(at, " "), slot = slot_of(words, at, size);
            added++;
            assert(added <= HTML_WORDS_SLOTS / 2);
            words->slots[slot].word = at;
            words->slots[slot].size = (unsigned)size;
            words->slots[slot].value |= rows[i].value;
            at += size;
        }
    }
}

unsigned html_words_find(const struct html_words *words, const char *word, size_t size)
{
    char lower[HTML_WORD_MAX];
    if (!size || size > HTML_WORD_MAX) return 0;
    for (size_t i = 0; i < size; i++)
        lower[i] = (char)(word[i] >= 'A' && word[i] <= 'Z' ? word[i] | 0x20 : word[i]);
    return words->slots[slot_of(words, lower, size)].value;
}
