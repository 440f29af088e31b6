/* spans_sample.c - see spans_sample.h: drawing and writing articles. */
#include "tests/unit/spans_sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "common/schema.h"
#include "tests/unit/random.h"

static void draw_place(struct place *place, const struct place *before, bool paragraph)
{
    place->words = 1u << below(SAMPLE_WORDS);
    if (!below(6)) place->words |= 1u << below(SAMPLE_WORDS);
    place->capital = below(3) ? 0 : 1 + (int)below(2);
    place->paragraph = before ? before->paragraph + paragraph : 1;
    place->sentence = before ? before->sentence + (paragraph || !below(6)) : 1;
}

/* Quotations are stretches, one or more words long, which may follow one another. */
static void draw_quotes(struct sample *sample)
{
    unsigned number = 0;
    for (size_t i = below(12); i < sample->count;) {
        const size_t end = i + 1 + below(8);
        for (number++; i < end && i < sample->count; i++)
            sample->places[i].quote = number;
        i += below(10);
    }
}

static void draw_sample(struct sample *sample)
{
    *sample = (struct sample){.count = below(SAMPLE_PLACES + 1)};
    sample->title = below(3) ? below(10) : 0;
    if (sample->title > sample->count) sample->title = sample->count;
    for (size_t i = 0; i < sample->count; i++) {
        struct place *place = &sample->places[i];
        const bool paragraph = i == sample->title || (i > sample->title && !below(15));
        draw_place(place, i ? place - 1 : NULL, paragraph);
        place->position = (uint32_t)(i < sample->title ? i + 1 : i + 101);
    }
    if (below(3)) draw_quotes(sample);
}

void samples_draw(struct sample *samples, size_t count, unsigned drawn)
{
    seed = drawn;
    for (size_t i = 0; i < count; i++)
        draw_sample(&samples[i]);
}

/* ---- Writing them -------------------------------------------------------------------------------- */

static void post(struct xapian_writer *writer, const char *term, uint32_t position)
{
    assert_int_equal(xapian_writer_posting(writer, term, strlen(term), position, 0, NULL), 0);
}

static void write_place(struct xapian_writer *writer, const struct place *place,
                        const struct place *before, const struct place *after)
{
    char word[8];
    for (unsigned i = 0; i < SAMPLE_WORDS; i++) {
        snprintf(word, sizeof word, "w%u", i);
        if (place->words >> i & 1) post(writer, word, place->position);
    }
    if (!before || before->sentence != place->sentence)
        post(writer, TERM_SENTENCES,
             2 * place->position + (!before || before->paragraph != place->paragraph));
    if (place->capital)
        post(writer, TERM_CAPITALS, 2 * place->position + (uint32_t)(place->capital - 1));
    if (place->quote && (!before || before->quote != place->quote))
        post(writer, TERM_QUOTATIONS, 2 * place->position);
    if (place->quote && (!after || after->quote != place->quote))
        post(writer, TERM_QUOTATIONS, 2 * place->position + 1);
}

void sample_write(const struct sample *sample, struct xapian_writer *writer)
{
    for (size_t i = 0; i < sample->count; i++) {
        const struct place *place = &sample->places[i];
        write_place(writer, place, i ? place - 1 : NULL, i + 1 < sample->count ? place + 1 : NULL);
    }
}
