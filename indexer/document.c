/* document.c - see document.h, and schema.h for what each prefix and slot is for.
 *
 *     title  1 2 3 ... n    body  n+100+1 ...     unprefixed words, stems and structure share these positions
 *     S      1 2 3 ... n                          so do the title's own
 *     A      1 2   103 104                        two authors
 */
#include "indexer/document.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "common/date.h"
#include "common/host.h"
#include "common/language.h"
#include "common/structure.h"
#include "common/term.h"

/* What is passed down everywhere. */
struct emitter {
    const struct document_sink *sink;
    nsearch_error *error;
};

size_t document_stem_term(struct stemmer *stemmer, const char *prefix, const char *word,
                          size_t size, char out[TERM_MAX + 1])
{
    const char *stem = stemmer_stem(stemmer, word, size, &size);
    char full[8] = PREFIX_STEM; /* the longest prefix is two letters */
    strncat(full, prefix, sizeof full - sizeof PREFIX_STEM);
    return term_word(full, stem, size, out);
}

static nsearch_status emit_word(const struct emitter *emitter, const struct token *token,
                                const char *prefix, uint32_t position, bool stemmed)
{
    const bool has_stem = token->kind == TOKEN_WORD || token->kind == TOKEN_JOINED;
    return emitter->sink->word(emitter->sink->context, prefix, token, position, stemmed && has_stem,
                               emitter->error);
}

/* The words of a text from the position after *position on, which becomes that of the last. */
static nsearch_status emit_words(const struct emitter *emitter, const char *text, size_t size,
                                 const char *prefix, bool stemmed, uint32_t *position)
{
    struct tokenizer tokenizer;
    struct token token;
    nsearch_status status = NSEARCH_OK;
    tokenizer_init(&tokenizer, text, size);
    while (!status && tokenizer_next(&tokenizer, &token))
        status = emit_word(emitter, &token, prefix, *position + token.position, stemmed);
    *position += tokenizer.position;
    return status;
}

const char *const document_list_terms[DOCUMENT_LISTS] = {TERM_SENTENCES, TERM_QUOTATIONS,
                                                         TERM_CAPITALS};

static nsearch_status emit_place(const struct emitter *emitter, enum document_list list,
                                 uint32_t position, bool odd)
{
    return emitter->sink->place(emitter->sink->context, list, 2 * position + odd, emitter->error);
}

/* Emits what the word at `position` is; the one before it was quoted or not. */
static nsearch_status emit_structure(const struct emitter *emitter, unsigned what, bool was_quoted,
                                     uint32_t position)
{
    const bool starts = what & STRUCTURE_QUOTATION;
    nsearch_status status = NSEARCH_OK;
    if (what & STRUCTURE_SENTENCE)
        status = emit_place(emitter, DOCUMENT_SENTENCES, position, what & STRUCTURE_PARAGRAPH);
    if (!status && was_quoted && (starts || !(what & STRUCTURE_QUOTED)))
        status = emit_place(emitter, DOCUMENT_QUOTATIONS, position - 1, true);
    if (!status && starts) status = emit_place(emitter, DOCUMENT_QUOTATIONS, position, false);
    return status;
}

/* Pieces of a text that are passed over; words in them have positions all the same. */
struct passed {
    const struct article_span *next, *end;
};

static struct passed passed_of(const struct article *article)
{
    const struct buf *spans = &article->unindexed;
    const struct article_span *first = (const struct article_span *)(const void *)spans->data;
    return (struct passed){first, first + spans->size / sizeof *first};
}

static bool is_passed(struct passed *passed, const struct token *token)
{
    while (passed->next < passed->end && token->offset >= passed->next->offset + passed->next->size)
        passed->next++;
    return passed->next < passed->end && token->offset >= passed->next->offset;
}

/* Title or body: their words, and what these are within it. */
static nsearch_status emit_text(const struct emitter *emitter, const struct buf *text,
                                bool is_title, struct passed passed, uint32_t *position)
{
    struct structure structure;
    struct tokenizer tokenizer;
    struct token token;
    nsearch_status status = NSEARCH_OK;
    unsigned before = 0;
    structure_init(&structure, text->data, text->size, is_title);
    tokenizer_init(&tokenizer, text->data, text->size);
    while (!status && tokenizer_next(&tokenizer, &token)) {
        const uint32_t at = *position + token.position;
        if (is_passed(&passed, &token)) {
            /* Its sentences count, for the words after it. */
            if (token.kind != TOKEN_JOINED) structure_next(&structure, &token);
            continue;
        }
        status = emit_word(emitter, &token, "", at, true);
        if (status || token.kind == TOKEN_JOINED) continue;
        const unsigned what = structure_next(&structure, &token);
        if (what != before) status = emit_structure(emitter, what, before, at);
        if (!status && token.capitals)
            status = emit_place(emitter, DOCUMENT_CAPITALS, at, token.capitals == CAPITALS_ALL);
        before = what & STRUCTURE_QUOTED;
    }
    *position += tokenizer.position;
    return status ? status : emit_structure(emitter, 0, before, *position + 1);
}

static nsearch_status emit_count(const struct emitter *emitter, uint32_t words)
{
    char text[11];
    int size = snprintf(text, sizeof text, "%010" PRIu32, words);
    return emitter->sink->value(emitter->sink->context, SLOT_WORDS, text, (size_t)size,
                                emitter->error);
}

/* Title and body, and how many words they have. */
static nsearch_status emit_texts(const struct emitter *emitter, const struct article *article)
{
    const struct buf *title = &article->fields[ARTICLE_TITLE];
    uint32_t own = 0, shared = 0;
    nsearch_status status = emit_words(emitter, title->data, title->size, PREFIX_TITLE, true, &own);
    if (!status) status = emit_text(emitter, title, true, (struct passed){0}, &shared);
    shared += FIELD_GAP;
    if (!status)
        status = emit_text(emitter, &article->fields[ARTICLE_BODY], false, passed_of(article),
                           &shared);
    return status ? status : emit_count(emitter, shared - FIELD_GAP);
}

/* The words of a field's values, without stems: names don't inflect. */
static nsearch_status emit_values(const struct emitter *emitter, const struct buf *field,
                                  const char *prefix)
{
    const char *value = field->data, *end = value + field->size;
    nsearch_status status = NSEARCH_OK;
    uint32_t position = 0;
    while (!status && value < end) {
        const char *line_end = memchr(value, '\n', (size_t)(end - value));
        if (!line_end) line_end = end;
        status = emit_words(emitter, value, (size_t)(line_end - value), prefix, false, &position);
        position += FIELD_GAP;
        value = line_end + 1;
    }
    return status;
}

/* A value as one term that only selects: it has no part in an article's length. */
static nsearch_status emit_whole(const struct emitter *emitter, const char *prefix,
                                 const char *value, size_t size)
{
    if (!size) return NSEARCH_OK;
    char term[TERM_MAX + 1];
    size = term_whole(prefix, value, size, term);
    return emitter->sink->term(emitter->sink->context, term, size, emitter->error);
}

/* The language, "en-gb" in lower case, and "en"; one too long to be one is left out. */
static nsearch_status emit_language(const struct emitter *emitter, const struct buf *lang)
{
    char lower[LANGUAGE_TAG_MAX];
    nsearch_status status = NSEARCH_OK;
    if (lang->size >= sizeof lower) return NSEARCH_OK;
    for (size_t i = 0; i < lang->size; i++) {
        char c = lang->data[i];
        lower[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    for (size_t size = lang->size; size && !status;) {
        status = emit_whole(emitter, PREFIX_LANG, lower, size);
        while (size && lower[--size] != '-')
            ;
    }
    return status;
}

/* The url's host and each domain above it but the topmost. */
static nsearch_status emit_host(const struct emitter *emitter, const struct buf *url)
{
    char host[HOST_MAX + 1];
    size_t size = host_of_url(url->data, url->size, host);
    nsearch_status status = NSEARCH_OK;
    for (const char *domain = host; !status && domain; domain = host_parent(domain))
        status = emit_whole(emitter, PREFIX_HOST, domain, size - (size_t)(domain - host));
    return status;
}

/* Terms for day, month and year, and the value to sort by. */
static nsearch_status emit_date(const struct emitter *emitter, const struct buf *text)
{
    struct date date;
    char key[DATE_KEY_MAX];
    if (!date_parse(text->data, text->size, &date) || !date.year) return NSEARCH_OK;
    date_key(&date, key);
    nsearch_status status = emitter->sink->value(emitter->sink->context, SLOT_DATE, key,
                                                 strlen(key), emitter->error);
    if (!status) status = emit_whole(emitter, PREFIX_YEAR, key, strlen("2020"));
    if (!status && date.month) status = emit_whole(emitter, PREFIX_MONTH, key, strlen("202006"));
    if (!status && date.day) status = emit_whole(emitter, PREFIX_DAY, key, strlen("20200616"));
    return status;
}

static const struct {
    enum article_field field;
    const char *prefix;
} word_fields[] =
    {
        {ARTICLE_AUTHOR, PREFIX_AUTHOR},   {ARTICLE_SOURCE, PREFIX_SOURCE},
        {ARTICLE_SECTION, PREFIX_SECTION}, {ARTICLE_PLACE, PREFIX_PLACE},
        {ARTICLE_TAG, PREFIX_TAG},
},
  whole_fields[] = {
      {ARTICLE_ID, PREFIX_ID},
      {ARTICLE_URL, PREFIX_URL},
      {ARTICLE_PATH, PREFIX_PATH},
};

static nsearch_status emit_stamp(const struct emitter *emitter, const struct stamp *stamp)
{
    const struct document_sink *sink = emitter->sink;
    char serial[STAMP_SERIAL_DIGITS + 1], indexed[STAMP_TIME_DIGITS + 1], digest[STAMP_DIGEST_SIZE];
    stamp_write(stamp->serial, STAMP_SERIAL_DIGITS, serial);
    stamp_write((uint64_t)stamp->indexed, STAMP_TIME_DIGITS, indexed);
    stamp_write_digest(stamp->digest, digest);
    nsearch_status status = emit_whole(emitter, PREFIX_SERIAL, serial, STAMP_SERIAL_DIGITS);
    if (!status)
        status = sink->value(sink->context, SLOT_INDEXED, indexed, STAMP_TIME_DIGITS,
                             emitter->error);
    if (!status)
        status = sink->value(sink->context, SLOT_DIGEST, digest, STAMP_DIGEST_SIZE, emitter->error);
    if (status || !stamp->first) return status;
    stamp_write(stamp->first, STAMP_SERIAL_DIGITS, serial);
    return sink->value(sink->context, SLOT_FIRST, serial, STAMP_SERIAL_DIGITS, emitter->error);
}

nsearch_status document_emit(const struct article *article, const struct stamp *stamp,
                             const struct document_sink *sink, nsearch_error *error)
{
    const struct emitter emitter = {sink, error};
    const struct buf *fields = article->fields;
    nsearch_status status = emit_texts(&emitter, article);
    for (size_t i = 0; !status && i < sizeof word_fields / sizeof *word_fields; i++)
        status = emit_values(&emitter, &fields[word_fields[i].field], word_fields[i].prefix);
    for (size_t i = 0; !status && i < sizeof whole_fields / sizeof *whole_fields; i++) {
        const struct buf *field = &fields[whole_fields[i].field];
        status = emit_whole(&emitter, whole_fields[i].prefix, field->data, field->size);
    }
    if (!status) status = emit_language(&emitter, &fields[ARTICLE_LANG]);
    if (!status) status = emit_host(&emitter, &fields[ARTICLE_URL]);
    if (!status) status = emit_date(&emitter, &fields[ARTICLE_DATE]);
    if (!status && stamp) status = emit_stamp(&emitter, stamp);
    return status;
}
