/* nsearch.h - search an archive of news articles that nindex has indexed.
 *
 * Conventions, for every function below, and not said again there:
 *
 *   Errors     A function that can fail returns nsearch_status; NSEARCH_OK is 0. The message goes to
 *              the last parameter, which may be NULL: one line, UTF-8, no control characters. A
 *              function may return, besides those that it names, MEMORY, and INTERNAL, which is a
 *              bug. After a failure everything is as it was before: call again, or go on.
 *   Ownership  What is handed out through a **out is yours, to be given to its type's _free, which
 *              accepts NULL. *out is written on every return: the object, or NULL. Every other
 *              pointer belongs to the object that it came from and lives as long. Nothing is ever
 *              given to free(). What you pass in is copied or read before the call returns. Hits and
 *              all else that was found outlive their searcher.
 *   Text       is UTF-8 and ends in a NUL, unless a size is given with it. Sizes and offsets count
 *              bytes. A field that an article doesn't have is "", never NULL. Where NULL may be
 *              passed in, it says so. Texts of articles are as somebody wrote them: before they go to a
 *              terminal, control characters must go.
 *   Threads    A searcher and all that came from it may be used by one thread at a time; different
 *              searchers by different threads at once. No global state, nothing printed, no exit.
 *   Bounds     A query has up to 1 MB, 4,096 words and 100 levels of brackets. No query takes memory
 *              or time without bound; one that would is refused. 1 MB of stack is enough.
 *   Cost       Where nothing is said, none to speak of. Times are those of an archive of 100,000
 *              articles on a machine of 2020, files in its cache.
 *   Versions   Within one soname (libnsearch.so.1) nothing is taken away and nothing changes its
 *              place: structs that the library hands out one by one may get members at their end; those
 *              that stand in rows, nsearch_span and nsearch_word, stay as they are, and so do
 *              nsearch_request and nsearch_error, which are in your memory.
 *
 * A whole program, `find INDEX QUERY` (built and run by our tests):
 *
 *     #include <nsearch.h>
 *     #include <stdio.h>
 *
 *     static int fail(const nsearch_error *error)
 *     {
 *         fprintf(stderr, "%s: %s\n", nsearch_status_text(error->status), error->message);
 *         return 2;
 *     }
 *
 *     int main(int argc, char **argv)
 *     {
 *         nsearch_searcher *searcher;
 *         nsearch_hits *hits;
 *         nsearch_error error;
 *         nsearch_request request = {.query = argc == 3 ? argv[2] : "", .limit = 10};
 *         if (nsearch_searcher_open(argc == 3 ? argv[1] : NULL, &searcher, &error)) return fail(&error);
 *         nsearch_status status = nsearch_search(searcher, &request, &hits, &error);
 *         for (size_t i = 0; !status && i < nsearch_hits_count(hits); i++) {
 *             const nsearch_hit *hit = nsearch_hits_at(hits, i);
 *             const nsearch_passage *passage;
 *             status = nsearch_hits_passage(hits, i, 200, &passage, &error);
 *             if (!status) printf("%s %s\n    %s\n", hit->date, hit->title, passage->text);
 *         }
 *         if (!status) printf("%llu found\n", (unsigned long long)nsearch_hits_total(hits));
 *         nsearch_hits_free(hits);
 *         nsearch_searcher_free(searcher);
 *         return status ? fail(&error) : 0;
 *     }
 *
 * To build it: cc find.c $(pkg-config --cflags --libs nsearch)
 */
#ifndef NSEARCH_H
#define NSEARCH_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif
#if defined(__GNUC__)
#pragma GCC visibility push(default)
#endif

/* What went wrong, sorted by what the caller can do about it. */
typedef enum nsearch_status {
    NSEARCH_OK = 0,
    NSEARCH_INVALID, /* the query or the call is wrong: change it */
    NSEARCH_MISSING, /* no index, or no such article: look elsewhere, or run nindex */
    NSEARCH_DENIED,  /* no permission */
    NSEARCH_FOREIGN, /* not an index of ours, or one so old that it must be made anew */
    NSEARCH_TOO_NEW, /* an index from a later version: upgrade */
    NSEARCH_DAMAGED, /* the index, or an input file, is broken: rebuild, or repair it */
    NSEARCH_LOCKED,  /* another nindex is writing the index: try again later */
    NSEARCH_IO,      /* reading or writing failed; a full disk is this */
    NSEARCH_MEMORY,  /* out of memory */
    NSEARCH_INTERNAL /* a bug of ours: report it */
} nsearch_status;

/* Filled in when a function fails; untouched when it succeeds. */
typedef struct nsearch_error {
    nsearch_status status;
    size_t
        query_offset; /* of the wrong part of a query, in bytes; with query_size 0 there is none */
    size_t query_size;
    char message[256];
} nsearch_error;

/* A status in a few words, for example "not an nsearch index". Never NULL, whatever is passed in; of the library. */
const char *nsearch_status_text(nsearch_status status);

/* The version of this library, "1.0.0"; of the library. Any thread may ask, as for a status' text. */
const char *nsearch_version(void);

/* ---- Searcher: an index, open for searching ---------------------------------------------------- */

typedef struct nsearch_searcher nsearch_searcher;

/* Opens the index in the directory `path`. NULL or "": $NSEARCH_INDEX, else
 * $XDG_DATA_HOME/nsearch/default, else ~/.local/share/nsearch/default. A relative XDG_DATA_HOME is none.
 * Errors: MISSING (no directory, or no index in it), DENIED, FOREIGN, TOO_NEW, DAMAGED, IO, and INVALID if there is no
 * path at all. Costs a millisecond or less: a few file opens for each segment of the index. What searches need is read
 * when they need it, and kept: up to 64 MB of each of the segments' tables, and 12 bytes for each article. */
nsearch_status nsearch_searcher_open(const char *path, nsearch_searcher **out,
                                     nsearch_error *error);
void nsearch_searcher_free(nsearch_searcher *searcher);

/* A searcher may stay open: whatever looks in the index first looks whether nindex has switched to a new generation, and
 * opens it: a stat() where it hasn't. So a search may fail as opening can; the old generation then stays, and the next
 * call tries again. Hits stay as they were found. An index on another machine is the same until the connection ends. */

/* Articles in the index, as it is open now: exact, those that nindex has removed don't count. */
uint64_t nsearch_searcher_count(const nsearch_searcher *searcher);

/* The generation of the index that is open: it grows with each run of nindex that changed
 * something. 0: an index on other machines only. */
uint64_t nsearch_searcher_generation(const nsearch_searcher *searcher);

/* The token of that generation: what nsearch_hits_token() gives of a search that finds nothing. It stays until the next
 * call with the searcher. */
const char *nsearch_searcher_token(const nsearch_searcher *searcher);

/* ---- Search ------------------------------------------------------------------------------------- */

typedef enum nsearch_match {
    NSEARCH_MATCH_ALL =
        0,               /* words without an operator between them: all; as a phrase ranks first */
    NSEARCH_MATCH_ANY,   /* any of them, the more the better */
    NSEARCH_MATCH_PHRASE /* the whole query is one phrase */
} nsearch_match;

typedef enum nsearch_sort {
    NSEARCH_SORT_RELEVANCE = 0,
    NSEARCH_SORT_OLDEST, /* articles without a date come last in both */
    NSEARCH_SORT_NEWEST
} nsearch_sort;

/* What to look for. Zero is a good value for all but the query; set all of it to zero first. */
typedef struct nsearch_request {
    const char *query; /* in the language of nsearch(1) */
    nsearch_match match;
    nsearch_sort sort;
    size_t offset;     /* hits to leave out at the front: the next page's is offset + limit */
    size_t limit;      /* most hits to return; 0 counts only, SIZE_MAX is all */
    const char *since; /* first and last day, in any form of a date bound; NULL is open */
    const char *until;
    int approximate; /* 1: don't count on when the page is found: the hits are the same, the totals may be lower
                        bounds. Faster where many articles match. Counts exactly all the same with a limit of 0 */
    /* By relevance only, and with all of the index on this machine: */
    int expand; /* 1: look for words, too, that the best articles have in common: see nsearch_hits_added() */
    const char *
        recent; /* "30d", "2w", "6m", "1y": an article counts half for each such time that it is older than
                           the newest found; NULL or "": no matter how old */
    /* With all of the index on this machine: */
    const char *
        new_since; /* nsearch_hits_token() of an earlier search: only what was indexed since; "0": all;
                              NULL: no matter when */
} nsearch_request;

/* One article found. The struct is the library's. */
typedef struct nsearch_hit {
    size_t rank;  /* 1 is the best */
    double score; /* relevance, from 0; comparable within one search only; 0 when sorted by date */
    int phrase;   /* 1: has the words of the query as a phrase */
    const char *id;
    const char *title;
    const char *date; /* "2020-06-16", or as much as is known: "2020", "2020-06-16T14:49" */
    const char *source;
    const char *author; /* several values of a field are joined by "; " */
    const char *section;
    const char *place; /* of the dateline: "KAESONG, South Korea" */
    const char *url;
    const char *lang;
    const char *path; /* the file it came from */
    const char
        *indexed; /* when nindex took it as it is, "2026-11-22T03:12:09Z" (UTC); "" if the index is
                            of a version that didn't note it */
    const char *tag;
} nsearch_hit;

typedef struct nsearch_hits nsearch_hits;

/* Answers `request`. Finding nothing is a success with a total of 0.
 * Errors: INVALID with the place in the query, or without one for another member of the request; those of
 * nsearch_searcher_open; DAMAGED, IO.
 * Time grows with the number of articles that have the words, not with the archive: some 0.1 to 10 ms, more for the first
 * search, for operators that look at where words stand (some us for each article that has all words), for wildcards (up
 * to 35 ms for the first with a `*` in front) and for pages of thousands (4 us a hit). Hits take some KB each. */
nsearch_status nsearch_search(nsearch_searcher *searcher, const nsearch_request *request,
                              nsearch_hits **out, nsearch_error *error);
void nsearch_hits_free(nsearch_hits *hits);

/* Hits on this page, and one of them: NULL from `count` on. */
size_t nsearch_hits_count(const nsearch_hits *hits);
const nsearch_hit *nsearch_hits_at(const nsearch_hits *hits, size_t index);

/* Articles that match in all. Exact, if _exact says 1: only a wildcard with more words than its cap
 * makes it a lower bound, and a request that is content with one. */
uint64_t nsearch_hits_total(const nsearch_hits *hits);
int nsearch_hits_exact(const nsearch_hits *hits);

/* Of those, the ones that have the query's words as a phrase; 0 if the query isn't a row of plain
 * words or match isn't ALL. Where the request is approximate, of those on this page. */
uint64_t nsearch_hits_phrase_total(const nsearch_hits *hits);

/* What a later request's `new_since` can be, for the articles that were indexed after those that this search saw: each
 * of them once, whatever its date, if each search takes the token of the one before it. Some letters and digits; "" with
 * a part of the index on another machine. Good until the index is made anew in another directory. */
const char *nsearch_hits_token(const nsearch_hits *hits);

/* The query as it was understood, brackets and operators written out. Of similar articles, their words. */
const char *nsearch_hits_query(const nsearch_hits *hits);

/* What a person should be told of how the query was read: a line each, NULL after the last. */
const char *nsearch_hits_note(const nsearch_hits *hits, size_t index);

/* With `expand`, and of similar articles: a word that was looked for too, the heaviest first, 20 at most; NULL from the
 * last on, and without memory for them. It stands for its inflections. With MATCH_ANY an article may have been found by
 * such words alone, and is counted then; else they make no difference to which articles are found, but to their order.
 * Made when first asked for, which costs a millisecond. */
const char *nsearch_hits_added(nsearch_hits *hits, size_t index);

/* The query as it was probably meant: words that no article has, or next to none, replaced by words of the archive
 * that are spelt much the same, were run together or torn apart. NULL if there is none, also where it can't be known:
 * out of memory, or with a part of the index on another machine, whose words aren't walked over. Made when first asked
 * for, which costs a walk over the archive's words, 200 ms at most. It wasn't searched for: ask what it finds before
 * showing it to anybody. */
const char *nsearch_hits_suggestion(nsearch_hits *hits);

/* ---- Passages ----------------------------------------------------------------------------------- */

/* Some bytes of a text. */
typedef struct nsearch_span {
    size_t offset;
    size_t size;
} nsearch_span;

/* The best piece or pieces of an article's text, whole words, joined by " ... " (U+2026), white space folded and
 * control characters gone. */
typedef struct nsearch_passage {
    const char *text;
    size_t size;
    const nsearch_span *marks; /* what matched, in order, not overlapping */
    size_t mark_count;
    const nsearch_span *title_marks; /* the same in the hit's title */
    size_t title_mark_count;
} nsearch_passage;

/* Makes the passage of hit `index`, about `size` bytes long (0: 300), all of the text if that is shorter. It belongs to
 * `hits`; asking again with another size frees the earlier one. Costs a pass over the article's text, 10 ns a byte; with
 * an index that keeps no text, also one over the file that it is in, for all hits from that file together.
 * Errors: INVALID (no such hit), DAMAGED, IO. */
nsearch_status nsearch_hits_passage(nsearch_hits *hits, size_t index, size_t size,
                                    const nsearch_passage **out, nsearch_error *error);

/* All of the text of hit `index`, as the article has it, with its lines and with whatever characters are in it, and every
 * match in it and in the title: a phrase is one match, a word that isn't in one another. What overlaps is one. It stays
 * until the next call of this or of nsearch_hits_passage(), whichever the hit. Costs and errors: those of a passage. */
nsearch_status nsearch_hits_text(nsearch_hits *hits, size_t index, const nsearch_passage **out,
                                 nsearch_error *error);

/* How many of the passages and texts made so far are empty because the file that the article came from can't be
 * read or doesn't have it any more. 0 if the index keeps the text. */
size_t nsearch_hits_unread(const nsearch_hits *hits);

/* ---- Similar articles --------------------------------------------------------------------------- */

/* Finds articles that are like one, named by its id or the path of the file that it alone is in: that have the words that
 * set it apart, 20 at most, which nsearch_hits_added() tells, the heaviest first. Never that article itself. In an index
 * of several languages those of its own.
 *
 * The request's query, since and until are what they must match too; the query may be NULL or "". Its sort must be
 * RELEVANCE, and `expand` makes no difference. The total counts articles that have one of the words at least: most are
 * hardly like it.
 *
 * Errors: those of nsearch_search and of nsearch_why. Costs a look-up for each of the article's words, up to 400, and a
 * search for any of the 20: for an archive of 100,000 articles some milliseconds; less with `approximate`. */
nsearch_status nsearch_similar(nsearch_searcher *searcher, const nsearch_request *request,
                               const char *id, nsearch_hits **out, nsearch_error *error);

/* ---- Facets ------------------------------------------------------------------------------------- */

/* A value of a field, and how many of the articles that match have it. */
typedef struct nsearch_facet {
    const char *value;
    uint64_t count;
} nsearch_facet;

typedef struct nsearch_facets nsearch_facets;

/* Counts, over all articles that match the request, the values of `field`: "source", "section", "author", "place",
 * "tag", "lang", "site" (the host in the url), "year", "month" ("2020-06") or "day" ("2020-06-16"). Counts are exact; an
 * article with several values counts for each of them.
 *
 * The request's limit is the most values to return, 0 for none but the numbers below, and its offset how many to leave
 * out at the front. They are in the order of its sort: RELEVANCE, the most frequent first, equal ones in the order of
 * their bytes; OLDEST in that order, which is that of time for years, months and days; NEWEST backwards. Its query may
 * be NULL or "": all articles. `approximate`, `expand` and `recent` make no difference.
 *
 * Values of source, section, author, place and tag that differ only in case, accents and punctuation are one; it is
 * shown as the first article in the index has it, the newest segment being first.
 *
 * Errors: those of nsearch_search; INVALID for another field, and for an index with a part on another machine.
 *
 * Costs a search that counts. Then for each article that matches a few nanoseconds for a time, some 100 for a value
 * that is words, 4 us where there are several, and 4 us where hardly any match; and 4 us for each value that is named:
 * for an order by value each that there is, else also those that are as frequent as the last of the page. Takes up to
 * 100 MB for half a million values; where there are more, all is done again for each half million. */
nsearch_status nsearch_facets_find(nsearch_searcher *searcher, const nsearch_request *request,
                                   const char *field, nsearch_facets **out, nsearch_error *error);
void nsearch_facets_free(nsearch_facets *facets);

/* Values that were returned, and one of them: NULL from `count` on. */
size_t nsearch_facets_count(const nsearch_facets *facets);
const nsearch_facet *nsearch_facets_at(const nsearch_facets *facets, size_t index);

/* Different values in all; articles that match; those of them without a value. */
uint64_t nsearch_facets_values(const nsearch_facets *facets);
uint64_t nsearch_facets_total(const nsearch_facets *facets);
uint64_t nsearch_facets_without(const nsearch_facets *facets);

/* 0: a wildcard stood for more words than its cap, and more articles may match. */
int nsearch_facets_exact(const nsearch_facets *facets);

/* ---- Looking through a query -------------------------------------------------------------------- */

/* Something in a query that may not mean what was meant, in a line: "what it is: what to do". */
typedef struct nsearch_finding {
    size_t offset; /* of the part of the query, in bytes */
    size_t size;
    const char *message;
} nsearch_finding;

typedef struct nsearch_findings nsearch_findings;

/* Looks through the request's query (its sort, offset and limit don't count) for AND and OR without
 * brackets, operators in lower case, the signs of other search programs and of word processors, what
 * it says twice, and, unless `searcher` is NULL, for what the archive answers with nothing: words and
 * times that no article has, wildcards for one word or too many, a NOT that takes nothing away or
 * more than half. Without a searcher, words are taken for English.
 * Errors: those of nsearch_search; INVALID only for what that refuses.
 * Costs at most 256 searches that count: one for each word or phrase, one more for each AND and NOT. */
nsearch_status nsearch_lint(nsearch_searcher *searcher, const nsearch_request *request,
                            nsearch_findings **out, nsearch_error *error);
void nsearch_findings_free(nsearch_findings *findings);

/* In the order of their places in the query; NULL from `count` on. */
size_t nsearch_findings_count(const nsearch_findings *findings);
const nsearch_finding *nsearch_findings_at(const nsearch_findings *findings, size_t index);

/* ---- How a query is answered, and why ----------------------------------------------------------- */

typedef enum nsearch_row_kind {
    NSEARCH_ROW_CLAUSE, /* a clause of the query: a word, phrase or range, or an operator over others */
    NSEARCH_ROW_NOTE,   /* what a person should be told of how the query was read */
    NSEARCH_ROW_ENGINE, /* explain: what the engine is asked for which articles */
    NSEARCH_ROW_CHECK, /* explain: a clause that is looked for in each article that the engine finds */
    NSEARCH_ROW_STEP,  /* explain: a step, and its time */
    NSEARCH_ROW_ANSWER /* the last: how many articles there are, or whether this is one of them */
} nsearch_row_kind;

/* A word of the index, and how many articles have it, or how often it is in the one. */
typedef struct nsearch_word {
    const char *text;
    uint64_t count;
} nsearch_word;

/* Texts have no control characters. */
typedef struct nsearch_row {
    nsearch_row_kind kind;
    unsigned
        depth; /* CLAUSE: 0 is the whole query; the clauses within a clause follow it, one deeper */
    const char *text; /* the clause, the step, ... as much as can be shown */
    int known; /* CLAUSE: whether count or verdict was found out; ANSWER: whether count is exact */
    int verdict; /* why: 1 yes, 0 no */
    uint64_t
        count; /* explain: articles that have the clause; STEP: that were looked at; why: how often it
                         is in the article */
    int checked; /* CLAUSE: its articles are looked at one by one for where its words stand */
    const char *detail;        /* more of it, for people; "" if there is none */
    double ms;                 /* STEP: milliseconds */
    const nsearch_word *words; /* CLAUSE: that it stands for, the most frequent first */
    size_t word_count;
    uint64_t more_words; /* that are not among them */
} nsearch_row;

typedef struct nsearch_explanation nsearch_explanation;

/* How the request is answered: a row for each clause with the articles that have it and the words that its words
 * stand for; what the engine is asked; what is checked; the time of each step; how many articles there are.
 * Errors: those of nsearch_search. Costs a search that counts for each of the first 256 clauses. */
nsearch_status nsearch_explain(nsearch_searcher *searcher, const nsearch_request *request,
                               nsearch_explanation **out, nsearch_error *error);

/* Why an article, named by its id or the path of the file that it alone is in, is an answer to the request or not:
 * a row for each clause with its verdict. Errors: those of nsearch_search; MISSING (no such article); INVALID for
 * an index on another machine. Costs a search or two for each clause, of that article only. */
nsearch_status nsearch_why(nsearch_searcher *searcher, const nsearch_request *request,
                           const char *id, nsearch_explanation **out, nsearch_error *error);

void nsearch_explanation_free(nsearch_explanation *explanation);

/* NULL from `count` on. */
size_t nsearch_explanation_count(const nsearch_explanation *explanation);
const nsearch_row *nsearch_explanation_at(const nsearch_explanation *explanation, size_t index);

/* ---- Queries of other search engines ------------------------------------------------------------- */

/* A query in our language, made of one in another. */
typedef struct nsearch_translation nsearch_translation;

/* Reads `query` as `dialect` has it: "lucene" (Lucene's classic syntax, also Elasticsearch and Solr),
 * "lexis" (Lexis and Nexis), "factiva" or "google". Needs no index. Dates like "now" start from today.
 * What has no equivalent here is an error with its place; nothing is ever left out that would change
 * which articles are found without a note that says so. Errors: INVALID, with the place in the query. Takes time in proportion to
 * the query's size. */
nsearch_status nsearch_translate(const char *dialect, const char *query, nsearch_translation **out,
                                 nsearch_error *error);
void nsearch_translation_free(nsearch_translation *translation);

/* The query, every operator and bracket written out. */
const char *nsearch_translation_query(const nsearch_translation *translation);

/* What a person should be told of how it was read: a line each, NULL after the last. */
const char *nsearch_translation_note(const nsearch_translation *translation, size_t index);

/* ---- Article ------------------------------------------------------------------------------------ */

typedef struct nsearch_article nsearch_article;

/* Reads a whole article by its id, or by the path of a file that holds just one.
 * Costs some us, and 4 ns a byte of the text. Errors: INVALID (a file that holds several); MISSING, also where the index keeps no text and the article's
 * file doesn't have it any more; DENIED, if that file may not be read; DAMAGED, IO, MEMORY. */
nsearch_status nsearch_article_read(nsearch_searcher *searcher, const char *id,
                                    nsearch_article **out, nsearch_error *error);
void nsearch_article_free(nsearch_article *article);

/* A field: "id", "title", "date", "source", "author", "section", "place", "url", "lang", "tag",
 * "path" or "body"; "" for one that it doesn't have, NULL for a name that isn't a field's. */
const char *nsearch_article_field(const nsearch_article *article, const char *name);

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif
#ifdef __cplusplus
}
#endif
#endif
