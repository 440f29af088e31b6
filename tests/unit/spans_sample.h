/* spans_sample.h - small articles with the structure that an index has of them, drawn at random, for tests of
 * searcher/spans*.c, and what an expression matches in one: its contract in the plainest words. */
#ifndef TESTS_UNIT_SPANS_SAMPLE_H
#define TESTS_UNIT_SPANS_SAMPLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "searcher/spans.h"
#include "tests/unit/xapian_oracle.h"

enum {
    SAMPLE_PLACES = 80,
    SAMPLE_WORDS = 8, /* "w0" to "w7" */
};

struct place {
    uint32_t position;
    unsigned words;                      /* bits */
    int capital;                         /* 1: one letter, 2: all */
    unsigned sentence, paragraph, quote; /* numbers from 1; quote 0: none */
};

struct sample {
    struct place places[SAMPLE_PLACES];
    size_t count, title; /* words; of them the title's */
};

void samples_draw(struct sample *samples, size_t count, unsigned drawn);

/* Adds the words and the structure to the document that is being made. */
void sample_write(const struct sample *sample, struct xapian_writer *writer);

/* ---- Interface to code in spans_naive.c ---------------------------------------------------------- */

struct match {
    uint32_t first, last;
    bool hollow;
};

struct set {
    struct match *items; /* to be freed; in no order, each stretch once */
    size_t count, capacity;
};

struct set naive(const struct sample *sample, const struct span_node *node);
size_t naive_count_apart(const struct set *set);
unsigned naive_nearest(const struct sample *sample, const struct span_node *node);

#endif
