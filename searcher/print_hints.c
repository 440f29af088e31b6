/* print_hints.c - what else could be asked. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "searcher/print.h"

enum {
    WORDS_MAX = 6, /* of more words, leaving one out says little and costs a lot */
    LITTLE = 5     /* articles: as many may be all that there are on it */
};

static const char spaces[] = " \t\n\r";

void print_phrase_hint(FILE *out, const nsearch_request *request, const nsearch_hits *hits)
{
    unsigned long long phrase = nsearch_hits_phrase_total(hits), all = nsearch_hits_total(hits);
    if (!phrase || phrase == all || !nsearch_hits_exact(hits)) return;
    fprintf(out, "nsearch: hint: %llu %s it as a phrase, %llu have all the words; ", phrase,
            phrase == 1 ? "article has" : "articles have", all);
    if (!strpbrk(request->query, "'\"\\")) {
        fputs("'\"", out);
        print_text(out, request->query);
        fputs("\"' or ", out);
    }
    fputs("-p asks for the phrase only\n", out);
}

/* The words of `text`, which is cut into them, if they are 2 to WORDS_MAX plain ones; else 0. */
static size_t plain_words(char *text, const char *words[WORDS_MAX])
{
    static const char *const operators[] = {"AND", "OR", "NOT", "NEAR", "ADJ", "SAME"};
    size_t count = 0;
    char *rest = NULL;
    if (text[strcspn(text, "\"():*?~^=+|&[]{}<>/")]) return 0;
    for (char *word = strtok_r(text, spaces, &rest); word; word = strtok_r(NULL, spaces, &rest)) {
        if (*word == '-' || count == WORDS_MAX) return 0;
        for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
            if (!strcmp(word, operators[i])) return 0;
        words[count++] = word;
    }
    return count > 1 ? count : 0;
}

/* The words but for `left_out`, with spaces between them, in `room` for as many bytes as they take.
 */
static void join_without(const char *const *words, size_t count, size_t left_out, char *room)
{
    char *end = room;
    for (size_t i = 0; i < count; i++) {
        if (i == left_out) continue;
        if (end > room) *end++ = ' ';
        end = stpcpy(end, words[i]);
    }
    *end = '\0';
}

/* How many articles `request` finds; 0 if that can't be known. */
static uint64_t count_hits(nsearch_searcher *searcher, const nsearch_request *request)
{
    nsearch_hits *hits;
    uint64_t total = 0;
    if (!nsearch_search(searcher, request, &hits, NULL)) total = nsearch_hits_total(hits);
    nsearch_hits_free(hits);
    return total;
}

/* ---- Spelling ------------------------------------------------------------------------------------ */

const char *print_find_suggestion(nsearch_searcher *searcher, const nsearch_request *request,
                                  nsearch_hits *hits, uint64_t *total)
{
    const bool little = nsearch_hits_total(hits) < LITTLE && nsearch_hits_exact(hits);
    const char *found = little ? nsearch_hits_suggestion(hits) : NULL;
    nsearch_request meant = *request;
    if (!found) return NULL;
    meant.query = found;
    meant.limit = meant.offset = 0;
    *total = count_hits(searcher, &meant);
    return *total > nsearch_hits_total(hits) ? found : NULL;
}

/* Whether a shell, and nsearch behind it, would take it as it stands. */
static bool needs_quotes(const char *query)
{
    static const char safe[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -,.:/+";
    for (const char *at = query; *at; at++) {
        const bool starts = at == query || at[-1] == ' ';
        if ((starts && *at == '-') || (!((unsigned char)*at & 0x80) && !strchr(safe, *at)))
            return true;
    }
    return false;
}

void print_suggestion(FILE *out, const char *suggestion, uint64_t total)
{
    fputs("nsearch: did you mean: ", out);
    if (!needs_quotes(suggestion)) {
        print_text(out, suggestion);
    } else {
        fputs(*suggestion == '-' ? "-- '" : "'", out);
        for (const char *at = suggestion, *end; *at; at = end) {
            end = at + strcspn(at, "'");
            print_bytes(out, at, (size_t)(end - at));
            if (*end) fputs("'\\''", out), end++;
        }
        fputc('\'', out);
    }
    fprintf(out, " (%llu article%s)\n", (unsigned long long)total, total == 1 ? "" : "s");
}

/* ---- Fewer words --------------------------------------------------------------------------------- */

/* Tells without which word most is found. */
static void print_hindrance(FILE *out, nsearch_searcher *searcher, nsearch_request request,
                            const char *const *words, size_t count, char *room)
{
    uint64_t most = 0;
    const char *best = NULL;
    request.query = room;
    for (size_t i = 0; i < count; i++) {
        join_without(words, count, i, room);
        uint64_t total = count_hits(searcher, &request);
        if (total > most) most = total, best = words[i];
    }
    if (!best) return;
    fprintf(out, "nsearch: hint: %llu without '", (unsigned long long)most);
    print_text(out, best);
    fputs("'\n", out);
}

void print_fewer_hint(FILE *out, nsearch_searcher *searcher, const nsearch_request *request)
{
    const char *words[WORDS_MAX];
    nsearch_request wider = *request;
    char *text = strdup(request->query), *room = strdup(request->query);
    size_t count = text && room ? plain_words(text, words) : 0;
    if (!count || request->match == NSEARCH_MATCH_ANY) goto done;
    wider.limit = wider.offset = 0;
    wider.match = NSEARCH_MATCH_ANY;
    unsigned long long any = count_hits(searcher, &wider);
    wider.match = NSEARCH_MATCH_ALL;
    if (any && request->match == NSEARCH_MATCH_PHRASE) {
        unsigned long long all = count_hits(searcher, &wider);
        if (all) fprintf(out, "nsearch: hint: %llu with the words apart: without -p\n", all);
    }
    if (any && count > 2) print_hindrance(out, searcher, wider, words, count, room);
    if (any) fprintf(out, "nsearch: hint: %llu with any of the words: --any\n", any);
done:
    free(text);
    free(room);
}
