/* snippet.c - see snippet.h.
 *
 *     text     ....s......m..m.m......s.....m........s..............s.....m.....
 *     marks        |      -- ----           --                      |     --
 *     window       [.........................]                      [.......
 *     piece        from a sentence's start to a sentence's end, where they are near
 *
 * A window is the marks from one on that fit into a width. It is worth the weights of its different
 * units, a little for their repetitions, and half of what its start, a quarter as wide, is worth by
 * itself: so marks close together win. Two windows of half the size are taken where they are worth
 * clearly more than one. */
#include "searcher/snippet.h"

#include <stdint.h>
#include <string.h>

#include "common/arena.h"
#include "common/error.h"
#include "searcher/snippet_match.h"
#include "searcher/snippet_text.h"

#define ELLIPSIS "\xE2\x80\xA6"

static const double repeat_worth = 0.1; /* of a unit's weight, for each of its next marks */
static const double phrase_worth = 2;   /* times its weight: it says more than its words */
static const double close_worth = 0.5;  /* of what the narrow start of the window is worth */
static const double two_worth = 1.15;   /* two pieces must be worth this many times one */

enum {
    REPEATS = 3,          /* marks of one unit that add something beyond its first */
    NARROW = 4,           /* the narrow start is a quarter of the window */
    LEAST_WIDTH = 40,     /* a piece of fewer bytes says nothing */
    OUTPUT_SLACK = 2 * 80 /* for words and ellipses over the size that was asked for */
};

void snippet_init(struct snippet *snippet)
{
    buf_init(&snippet->text);
    buf_init(&snippet->marks);
}

void snippet_release(struct snippet *snippet)
{
    buf_release(&snippet->text);
    buf_release(&snippet->marks);
}

/* A text and what was found in it. */
struct view {
    const char *text;
    size_t size;
    const struct match_set *matches;
    const struct mark *marks; /* sorted by offset */
    size_t count;
};

/* ---- Windows --------------------------------------------------------------------------------- */

/* Marks that fit into a width, as the first of them moves on. */
struct slide {
    const struct view *view;
    const bool *ignored; /* units that are worth nothing */
    uint32_t *counts;    /* of each unit's marks inside */
    size_t end;          /* the first mark behind */
    double worth;
};

struct window {
    size_t first, end;  /* marks */
    double worth, rank; /* rank: with what is close together counted again */
};

/* What the mark that makes it `count` + 1 of this unit adds. */
static double gain(const struct slide *slide, uint32_t unit, uint32_t count)
{
    const struct match_unit *it = &slide->view->matches->units[unit];
    if (slide->ignored[unit] || count > REPEATS) return 0;
    double weight = (it->weight > 0 ? it->weight : 1e-6) * (it->count > 1 ? phrase_worth : 1);
    return count ? weight * repeat_worth : weight;
}

/* Takes in the marks that fit when the first is `first`; that one always does. */
static void slide_to(struct slide *slide, size_t first, size_t width)
{
    const struct mark *marks = slide->view->marks;
    while (slide->end < slide->view->count &&
           (slide->end <= first || marks[slide->end].end - marks[first].offset <= width)) {
        uint32_t unit = marks[slide->end++].unit;
        slide->worth += gain(slide, unit, slide->counts[unit]++);
    }
}

static void slide_off(struct slide *slide, size_t first)
{
    uint32_t unit = slide->view->marks[first].unit;
    slide->worth -= gain(slide, unit, --slide->counts[unit]);
}

/* The best window, the earliest of equals; its worth is 0 if there is nothing to show. `counts` is
 * room for two numbers a unit. */
static struct window best_window(const struct view *view, size_t width, const bool *ignored,
                                 uint32_t *counts)
{
    size_t units = view->matches->count;
    memset(counts, 0, 2 * units * sizeof *counts);
    struct slide wide = {.view = view, .ignored = ignored, .counts = counts};
    struct slide narrow = {.view = view, .ignored = ignored, .counts = counts + units};
    struct window best = {0};
    for (size_t first = 0; first < view->count; first++) {
        slide_to(&wide, first, width);
        slide_to(&narrow, first, width / NARROW);
        double rank = wide.worth + close_worth * narrow.worth;
        /* The sums drift by rounding: what is better by that is not better. */
        if (!ignored[view->marks[first].unit] && rank > best.rank * (1 + 1e-9))
            best = (struct window){first, wide.end, wide.worth, rank};
        slide_off(&wide, first);
        slide_off(&narrow, first);
    }
    return best;
}

/* ---- Pieces ---------------------------------------------------------------------------------- */

struct piece {
    size_t start, end;       /* bytes of the text */
    bool cut_start, cut_end; /* in the middle of a sentence */
};

/* Where the piece ends that starts at piece->start and must hold all before `least`. */
static void find_end(const struct view *view, size_t least, size_t width, struct piece *piece)
{
    size_t room = view->size - piece->start;
    size_t limit = width >= room ? view->size : piece->start + width;
    if (limit < least) limit = least;
    piece->cut_end = false;
    piece->end = view->size;
    if (limit == view->size) return;
    /* The next sentence may start right behind the limit, or behind white space there. */
    size_t low = piece->start + width / 2 < least ? least : piece->start + width / 2;
    size_t next = snippet_skip_space(view->text, view->size, limit);
    size_t sentence = snippet_last_sentence(view->text, view->size, low, next);
    if (next == view->size) return;
    piece->end = sentence;
    if (sentence > low && sentence < view->size) return;
    piece->end = snippet_word_end(view->text, limit, least);
    piece->cut_end = true;
}

/* The piece around the marks of a window, about `width` bytes. */
static struct piece make_piece(const struct view *view, const struct window *window, size_t width)
{
    size_t from = view->marks[window->first].offset, to = from;
    for (size_t i = window->first; i < window->end; i++)
        if (view->marks[i].end > to) to = view->marks[i].end;
    size_t spare = width > to - from ? width - (to - from) : 0;
    size_t low = spare < from ? from - spare : 0;

    struct piece piece = {0};
    piece.start = snippet_last_sentence(view->text, view->size, low, from);
    if (piece.start == view->size) {
        piece.start = snippet_word_start(view->text, spare / 3 < from ? from - spare / 3 : 0, from);
        piece.cut_start = true;
    }
    find_end(view, to, width, &piece);
    /* Room that is left is filled from before: with sentences at the end of the text, else with words. */
    low = piece.end > width ? piece.end - width : 0;
    size_t earlier = view->size;
    if (piece.end == view->size)
        earlier = snippet_first_sentence(view->text, view->size, low, piece.start);
    if (earlier < piece.start)
        piece.start = earlier, piece.cut_start = false;
    else if (piece.cut_start && low < piece.start)
        piece.start = snippet_word_start(view->text, low, piece.start);
    return piece;
}

/* ---- Output ---------------------------------------------------------------------------------- */

/* Appends text[piece] with the marks from `first` to before `end` that lie in it; those that
 * overlap become one. */
static void write_piece(const struct view *view, const struct piece *piece, struct fold *fold,
                        struct buf *marks)
{
    size_t at = snippet_skip_space(view->text, piece->end, piece->start);
    for (size_t i = 0; i < view->count && view->marks[i].offset < piece->end; i++) {
        size_t from = view->marks[i].offset, to = view->marks[i].end;
        if (from < at || to > piece->end) continue;
        for (; i + 1 < view->count && view->marks[i + 1].offset < to; i++)
            if (view->marks[i + 1].end > to && view->marks[i + 1].end <= piece->end)
                to = view->marks[i + 1].end;
        fold_add(fold, view->text + at, from - at);
        fold_space(fold);
        nsearch_span span = {.offset = fold->out->size};
        fold_add(fold, view->text + from, to - from);
        span.size = fold->out->size - span.offset;
        if (span.size) buf_add(marks, &span, sizeof span);
        at = to;
    }
    fold_add(fold, view->text + at, piece->end - at);
}

static nsearch_status write_pieces(const struct view *view, const struct piece *pieces,
                                   size_t count, size_t limit, struct snippet *out,
                                   nsearch_error *error)
{
    struct fold fold = {.out = &out->text, .limit = limit};
    for (size_t i = 0; i < count; i++) {
        bool joined = i > 0 || pieces[i].cut_start;
        if (i > 0) buf_add_char(&out->text, ' ');
        if (joined) buf_add_text(&out->text, ELLIPSIS " ");
        fold.space_due = false;
        write_piece(view, &pieces[i], &fold, &out->marks);
    }
    if (count && pieces[count - 1].cut_end) buf_add_text(&out->text, " " ELLIPSIS);
    nsearch_status status = buf_status(&out->text, error);
    return status ? status : buf_status(&out->marks, error);
}

/* ---- Choosing -------------------------------------------------------------------------------- */

/* Chooses one or two windows and makes their pieces, in the order of the text; returns how many, 0
 * if out of memory. */
static size_t choose(const struct view *view, size_t size, struct piece pieces[2])
{
    struct arena arena;
    size_t units = view->matches->count, chosen = 0;
    arena_init(&arena);
    uint32_t *counts = arena_alloc(&arena, 2 * units * sizeof *counts);
    bool *shown = arena_alloc(&arena, units * sizeof *shown);
    if (!counts || !shown) goto done;

    struct window one = best_window(view, size, shown, counts);
    struct window first = best_window(view, size / 2, shown, counts);
    for (size_t i = first.first; i < first.end; i++)
        shown[view->marks[i].unit] = true;
    struct window second = best_window(view, size / 2, shown, counts);
    bool two = second.worth > 0 && first.worth + second.worth > two_worth * one.worth;
    pieces[0] = make_piece(view, two ? &first : &one, two ? size / 2 : size);
    chosen = 1;
    if (!two) goto done;
    pieces[1] = make_piece(view, &second, size / 2);
    if (pieces[1].start < pieces[0].start) {
        struct piece swap = pieces[0];
        pieces[0] = pieces[1];
        pieces[1] = swap;
    }
    chosen = 2;
    if (snippet_skip_space(view->text, view->size, pieces[0].end) >=
        pieces[1].start) { /* they touch */
        pieces[0].end = pieces[1].end > pieces[0].end ? pieces[1].end : pieces[0].end;
        pieces[0].cut_end = pieces[1].cut_end;
        chosen = 1;
    }
done:
    arena_release(&arena);
    return chosen;
}

nsearch_status snippet_make(const char *text, size_t text_size, const struct match_set *matches,
                            struct stemmer *stemmer, size_t size, struct snippet *out,
                            nsearch_error *error)
{
    struct buf marks;
    struct piece pieces[2] = {0};
    buf_init(&marks);
    buf_reset(&out->text);
    buf_reset(&out->marks);
    if (size < LEAST_WIDTH) size = LEAST_WIDTH;
    nsearch_status status = snippet_find(text, text_size, false, matches, stemmer, &marks, error);
    if (status) goto done;
    struct view view = {text, text_size, matches, (const struct mark *)(const void *)marks.data,
                        marks.size / sizeof(struct mark)};
    size_t count = 1;
    if (view.count) {
        count = choose(&view, size, pieces);
    } else if (text_size) {
        size_t start = snippet_skip_space(text, text_size, 0);
        view.text += start;
        view.size -= start;
        find_end(&view, 0, size, &pieces[0]);
    }
    size_t limit = size > SIZE_MAX - size - OUTPUT_SLACK ? SIZE_MAX : 2 * size + OUTPUT_SLACK;
    if (!count)
        status = error_memory(error);
    else
        status = write_pieces(&view, pieces, count, limit, out, error);
done:
    buf_release(&marks);
    return status;
}

nsearch_status snippet_whole(const char *text, size_t text_size, const struct match_set *matches,
                             struct stemmer *stemmer, struct snippet *out, nsearch_error *error)
{
    struct buf marks;
    buf_init(&marks);
    buf_reset(&out->text);
    buf_reset(&out->marks);
    nsearch_status status = snippet_find(text, text_size, true, matches, stemmer, &marks, error);
    struct view view = {text, text_size, matches, (const struct mark *)(const void *)marks.data,
                        marks.size / sizeof(struct mark)};
    struct piece whole = {.end = text_size};
    if (!status) status = write_pieces(&view, &whole, 1, SIZE_MAX, out, error);
    buf_release(&marks);
    return status;
}
