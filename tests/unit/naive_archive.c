/* naive_archive.c - see naive_archive.h. */
#include "tests/unit/naive_archive.h"

#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "common/hash.h"
#include "common/schema.h"
#include "common/structure.h"

/* ---- Words to numbers ---------------------------------------------------------------------------- */

enum {
    TABLE_SIZE = 1 << 21 /* slots; far more than there are words */
};

/* Words, and stems under names that no word has: "Z" and the stem. */
struct naive_table {
    struct slot {
        char *text;
        size_t size;
        uint32_t number;
    } slots[TABLE_SIZE];
    uint32_t stems;
};

static void *checked(void *memory)
{
    if (!memory) abort();
    return memory;
}

static char *copy(const char *text, size_t size)
{
    char *out = checked(malloc(size + 1));
    if (size) memcpy(out, text, size);
    out[size] = '\0';
    return out;
}

/* The slot that has the text, or the free one for it. */
static struct slot *find(struct naive_table *table, const char *text, size_t size)
{
    uint64_t at = hash_bytes(text, size);
    for (;; at++) {
        struct slot *slot = &table->slots[at % TABLE_SIZE];
        if (!slot->text || (slot->size == size && !memcmp(slot->text, text, size))) return slot;
    }
}

static size_t stem_name(struct stemmer *stemmer, const char *word, size_t size,
                        char out[ANALYSIS_WORD_MAX + 1])
{
    const char *stem = stemmer_stem(stemmer, word, size, &size);
    if (size > ANALYSIS_WORD_MAX) abort();
    *out = *PREFIX_STEM;
    memcpy(out + 1, stem, size);
    return size + 1;
}

static uint32_t number_of_stem(struct naive_archive *archive, const char *word, size_t size)
{
    char name[ANALYSIS_WORD_MAX + 1];
    const size_t length = stem_name(archive->stemmers[archive->language], word, size, name);
    struct slot *slot = find(archive->numbers, name, length);
    if (!slot->text) *slot = (struct slot){copy(name, length), length, archive->numbers->stems++};
    return slot->number;
}

uint32_t naive_archive_stem(const struct naive_archive *archive, uint32_t language,
                            const char *word, size_t size)
{
    char name[ANALYSIS_WORD_MAX + 1];
    size = stem_name(archive->stemmers[language], word, size, name);
    const struct slot *slot = find(archive->numbers, name, size);
    return slot->text ? slot->number : UINT32_MAX;
}

static void add_entry(struct naive_archive *archive, struct naive_entry entry)
{
    if (archive->word_count == archive->word_capacity) {
        archive->word_capacity = archive->word_capacity ? archive->word_capacity * 2 : 1 << 16;
        archive->words = checked(
            realloc(archive->words, archive->word_capacity * sizeof *archive->words));
    }
    archive->words[archive->word_count++] = entry;
    if (archive->word_count > TABLE_SIZE / 4) abort();
}

/* Of the article's language: the text, and but for English the language's number behind it. */
static uint32_t number_of_word(struct naive_archive *archive, const char *word, size_t size)
{
    char name[ANALYSIS_WORD_MAX + 1];
    const uint32_t language = archive->language;
    memcpy(name, word, size);
    name[size] = (char)language;
    struct slot *slot = find(archive->numbers, name, size + (language > 0));
    if (slot->text) return slot->number;
    const uint32_t number = (uint32_t)archive->word_count;
    *slot = (struct slot){copy(name, size + (language > 0)), size + (language > 0), number};
    bool again = false;
    for (uint32_t other = 0; other < archive->language_count && !again; other++) {
        name[size] = (char)other;
        again = other != language && find(archive->numbers, name, size + (other > 0))->text;
    }
    add_entry(archive, (struct naive_entry){copy(word, size), size, language,
                                            number_of_stem(archive, word, size), again});
    return number;
}

/* By its tag, of an article as nindex would have it. */
static uint32_t number_of_language(struct naive_archive *archive, const struct article *article)
{
    char name[ANALYSIS_LANGUAGE_MAX];
    const struct buf *lang = &article->fields[ARTICLE_LANG];
    uint32_t i = 0;
    stemmer_for_tag(lang->size ? lang->data : "", *archive->names, name);
    while (i < archive->language_count && strcmp(archive->names[i], name) != 0)
        i++;
    if (i < archive->language_count) return i;
    if (i == NAIVE_LANGUAGES || stemmer_create(name, NULL, &archive->stemmers[i], NULL)) abort();
    memcpy(archive->names[i], name, sizeof name);
    archive->language_count++;
    return i;
}

/* ---- One article's words ------------------------------------------------------------------------- */

static void add_word(struct naive_words *words, struct naive_word word)
{
    if (words->count == words->capacity) {
        words->capacity = words->capacity ? words->capacity * 2 : 16;
        words->items = checked(realloc(words->items, words->capacity * sizeof *words->items));
    }
    words->items[words->count++] = word;
}

/* Adds the words of a text, whose positions follow *position, which becomes the last one's. */
static void add_words(struct naive_archive *archive, struct naive_words *words, const char *text,
                      size_t size, size_t offset, uint32_t *position)
{
    struct tokenizer tokenizer;
    struct token token;
    uint32_t last = *position;
    tokenizer_init(&tokenizer, text, size);
    while (tokenizer_next(&tokenizer, &token)) {
        last = *position + token.position;
        add_word(words, (struct naive_word){
                            .word = number_of_word(archive, token.word, token.size),
                            .position = last,
                            .offset = (uint32_t)(offset + token.offset),
                            .length = (uint32_t)token.length,
                            .stemmed = token.kind == TOKEN_WORD || token.kind == TOKEN_JOINED,
                        });
    }
    *position = last;
}

/* A field's values, a line each, stand FIELD_GAP positions apart. */
static void add_values(struct naive_archive *archive, struct naive_words *words,
                       const struct buf *field)
{
    uint32_t position = 0;
    for (size_t at = 0; at < field->size;) {
        const char *end = memchr(field->data + at, '\n', field->size - at);
        const size_t size = end ? (size_t)(end - field->data) - at : field->size - at;
        add_words(archive, words, field->data + at, size, at, &position);
        position += FIELD_GAP;
        at += size + 1;
    }
}

/* ---- Capitals ------------------------------------------------------------------------------------ */

/* The size of what is written without the 's at its end. */
static size_t without_possessive(const char *text, size_t size)
{
    static const char *const endings[] = {"'s", "\xE2\x80\x99s", "'S", "\xE2\x80\x99S"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        const size_t length = strlen(endings[i]);
        if (size > length && !memcmp(text + size - length, endings[i], length))
            return size - length;
    }
    return size;
}

static void mark_capitals(struct naive_place *place, const char *text, size_t size)
{
    bool upper = false, lower = false;
    utf8proc_int32_t code;
    size = without_possessive(text, size);
    for (size_t at = 0; at < size;) {
        const utf8proc_ssize_t length = utf8proc_iterate((const utf8proc_uint8_t *)text + at,
                                                         (utf8proc_ssize_t)(size - at), &code);
        at += length > 0 ? (size_t)length : 1;
        const utf8proc_category_t category = utf8proc_category(length > 0 ? code : ' ');
        upper |= category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT;
        lower |= category == UTF8PROC_CATEGORY_LL;
    }
    place->capital = upper;
    place->capitals = upper && !lower;
}

/* ---- Articles ------------------------------------------------------------------------------------ */

/* Numbers sentences, paragraphs and quotations of a text whose words follow `position`; `now` has the numbers
 * of what came before. */
static void add_structure(struct naive_article *article, const struct buf *text, uint32_t position,
                          bool is_title, struct naive_place *now)
{
    struct structure structure;
    struct tokenizer tokenizer;
    struct token token;
    structure_init(&structure, text->data, text->size, is_title);
    tokenizer_init(&tokenizer, text->data, text->size);
    while (tokenizer_next(&tokenizer, &token)) {
        const unsigned what = structure_next(&structure, &token);
        struct naive_place *place = &article->places[position + token.position];
        if (token.kind == TOKEN_JOINED) continue;
        now->sentence += (what & (STRUCTURE_SENTENCE | STRUCTURE_PARAGRAPH)) != 0;
        now->paragraph += (what & STRUCTURE_PARAGRAPH) != 0;
        now->quotation += (what & STRUCTURE_QUOTATION) != 0;
        *place = *now;
        if (!(what & STRUCTURE_QUOTED)) place->quotation = 0;
        mark_capitals(place, text->data + token.offset, token.length);
    }
}

static void add_places(struct naive_article *article)
{
    const struct buf *texts = article->article->fields;
    struct naive_place now = {0};
    article->places = checked(calloc(article->last + 1, sizeof *article->places));
    add_structure(article, &texts[ARTICLE_TITLE], 0, true, &now);
    add_structure(article, &texts[ARTICLE_BODY], article->body - 1, false, &now);
}

void naive_archive_add(struct naive_archive *archive, const struct article *source)
{
    static const enum article_field fields[NAIVE_FIELDS] = {
        [NAIVE_AUTHOR] = ARTICLE_AUTHOR,   [NAIVE_SOURCE] = ARTICLE_SOURCE,
        [NAIVE_SECTION] = ARTICLE_SECTION, [NAIVE_PLACE] = ARTICLE_PLACE,
        [NAIVE_TAG] = ARTICLE_TAG,
    };
    if (archive->count == archive->capacity) {
        archive->capacity = archive->capacity ? archive->capacity * 2 : 128;
        archive->articles = checked(
            realloc(archive->articles, archive->capacity * sizeof *archive->articles));
    }
    struct naive_article *article = &archive->articles[archive->count++];
    *article = (struct naive_article){.article = source};
    archive->language = number_of_language(archive, source);
    struct naive_words *text = &article->fields[NAIVE_TEXT];
    const struct buf *title = &source->fields[ARTICLE_TITLE], *body = &source->fields[ARTICLE_BODY];
    uint32_t position = 0;
    add_words(archive, text, title->data, title->size, 0, &position);
    for (size_t i = 0; i < text->count; i++)
        add_word(&article->fields[NAIVE_TITLE], text->items[i]);
    position += FIELD_GAP;
    article->body = position + 1;
    add_words(archive, text, body->data, body->size, 0, &position);
    article->last = text->count ? text->items[text->count - 1].position : 0;
    for (enum naive_field field = NAIVE_AUTHOR; field < NAIVE_FIELDS; field++)
        add_values(archive, &article->fields[field], &source->fields[fields[field]]);
    add_places(article);
}

const struct buf *naive_article_text(const struct naive_article *article, enum naive_field field,
                                     const struct naive_word *word)
{
    const struct buf *texts = article->article->fields;
    switch (field) {
    case NAIVE_TEXT: return &texts[word->position < article->body ? ARTICLE_TITLE : ARTICLE_BODY];
    case NAIVE_TITLE: return &texts[ARTICLE_TITLE];
    case NAIVE_AUTHOR: return &texts[ARTICLE_AUTHOR];
    case NAIVE_SOURCE: return &texts[ARTICLE_SOURCE];
    case NAIVE_SECTION: return &texts[ARTICLE_SECTION];
    case NAIVE_PLACE: return &texts[ARTICLE_PLACE];
    default: return &texts[ARTICLE_TAG];
    }
}

void naive_archive_init(struct naive_archive *archive)
{
    *archive = (struct naive_archive){0};
    archive->numbers = checked(calloc(1, sizeof *archive->numbers));
    memcpy(*archive->names, "english", sizeof "english");
    if (stemmer_create(*archive->names, NULL, archive->stemmers, NULL)) abort();
    archive->language_count = 1;
}

void naive_archive_clear(struct naive_archive *archive)
{
    for (size_t i = 0; i < archive->count; i++) {
        for (int field = 0; field < NAIVE_FIELDS; field++)
            free(archive->articles[i].fields[field].items);
        free(archive->articles[i].places);
    }
    archive->count = 0;
}

void naive_archive_release(struct naive_archive *archive)
{
    naive_archive_clear(archive);
    for (size_t i = 0; i < TABLE_SIZE; i++)
        free(archive->numbers->slots[i].text);
    free(archive->numbers);
    for (size_t i = 0; i < archive->word_count; i++)
        free(archive->words[i].text);
    free(archive->words);
    free(archive->articles);
    for (uint32_t i = 0; i < archive->language_count; i++)
        stemmer_free(archive->stemmers[i]);
}
