/* recent.c - see recent.h. */
#include "searcher/recent.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/error.h"
#include "common/schema.h"
#include "searcher/rank.h"

enum {
    DIGITS_MAX = 6
};

bool recent_parse(const char *text, double *days)
{
    static const char units[] = "dwmy";
    static const double lengths[] = {1, 7, 365.25 / 12, 365.25};
    const size_t digits = strspn(text, "0123456789");
    const char *unit = text[digits] ? strchr(units, text[digits]) : NULL;
    if (!digits || digits > DIGITS_MAX || !unit || text[digits + 1]) return false;
    *days = strtod(text, NULL) * lengths[unit - units];
    return *days > 0;
}

/* ---- Days ---------------------------------------------------------------------------------------- */

/* Days since 1 March of the year 0, by a calendar whose years begin in March. */
static double day_number(int year, int month, int day)
{
    const int from_march = (month + 9) % 12;
    const int years = year - from_march / 10;
    return 365.0 * years + years / 4 - years / 100 + years / 400 + (from_march * 306 + 5) / 10 +
           day - 1;
}

/* The first day that a value of SLOT_DATE means (date_key()); -1 if it means none. */
static double day_of(const char *key)
{
    int year = 0, month = 1, day = 1;
    if (sscanf(key, "%4d%2d%2d", &year, &month, &day) < 1) return -1;
    return year < 1 || month < 1 || month > 12 ? -1 : day_number(year, month, day);
}

/* ---- Weights ------------------------------------------------------------------------------------- */

struct dated {
    struct match_hit hit;
    bool phrase;
    double day,
        order; /* -1: no date; the logarithm of the weight, which may be too small for a number */
};

static nsearch_status read_days(struct matcher *matcher, struct dated *dated, size_t count,
                                nsearch_error *error)
{
    struct arena arena;
    nsearch_status status = NSEARCH_OK;
    arena_init(&arena);
    for (size_t i = 0; i < count && !status; i++) {
        const char *key;
        status = matcher_value(matcher, dated[i].hit.segment, dated[i].hit.docid, SLOT_DATE, &arena,
                               &key, error);
        if (!status) dated[i].day = day_of(key);
    }
    arena_release(&arena);
    return status;
}

static void weigh(struct dated *dated, size_t count, double half_life)
{
    double newest = -1, oldest = -1;
    for (size_t i = 0; i < count; i++) {
        const double day = dated[i].day;
        if (day > newest) newest = day;
        if (day >= 0 && (oldest < 0 || day < oldest)) oldest = day;
    }
    for (size_t i = 0; i < count; i++) {
        struct match_hit *hit = &dated[i].hit;
        const double day = dated[i].day < 0 ? oldest : dated[i].day;
        const double halvings = (newest - day) / half_life;
        dated[i].phrase = hit->weight >= RANK_PHRASE_BONUS;
        const double bonus = dated[i].phrase ? RANK_PHRASE_BONUS : 0;
        const double weight = hit->weight - bonus;
        dated[i].order = log2(weight) - halvings;
        hit->weight = bonus + weight * exp2(-halvings);
    }
}

static int compare(const void *a, const void *b)
{
    const struct dated *left = a, *right = b;
    if (left->phrase != right->phrase) return left->phrase ? -1 : 1;
    if (left->order != right->order) return left->order > right->order ? -1 : 1;
    if (left->hit.segment != right->hit.segment)
        return left->hit.segment < right->hit.segment ? -1 : 1;
    return (left->hit.docid > right->hit.docid) - (left->hit.docid < right->hit.docid);
}

nsearch_status recent_weigh(struct matcher *matcher, double half_life, struct match_hit *hits,
                            size_t count, nsearch_error *error)
{
    if (!count) return NSEARCH_OK;
    struct dated *dated = calloc(count, sizeof *dated);
    if (!dated) return error_memory(error);
    for (size_t i = 0; i < count; i++)
        dated[i].hit = hits[i];
    const nsearch_status status = read_days(matcher, dated, count, error);
    if (!status) {
        weigh(dated, count, half_life);
        qsort(dated, count, sizeof *dated, compare);
        for (size_t i = 0; i < count; i++)
            hits[i] = dated[i].hit;
    }
    free(dated);
    return status;
}
