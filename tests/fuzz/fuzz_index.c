/* fuzz_index.c - an index of which the input changes or cuts the tables, and is searched: whatever it finds or
 * says, it must end.
 *
 * The first byte says how many changes there are; each has 6: which file, what, where (3), a byte. What follows are
 * searches: a byte for the query, one for the request. The index is made once, in $TMPDIR. */
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "indexer/update.h"
#include "searcher/searcher.h"
#include "tests/unit/updating.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
    NIGHTS = 2,
    ARTICLES = 700,
    LATER = 60,  /* of them, in a second night, */
    CHANGED = 5, /* as are changes of some others */
    WORDS_MAX = 90,
    CHANGE_SIZE = 6,
    CHANGES_MAX = 8,
    SEARCHES_MAX = 6,
    FILES_MAX = 10
};

static struct file {
    char *path;
    uint8_t *data;
    size_t size;
} files[FILES_MAX];
static size_t file_count;
static char directory[4096], index_path[4200], news_path[4200], segments[NIGHTS][4200];
static nsearch_searcher *searcher; /* of the index as it was */

/* ---- The index ------------------------------------------------------------------------------------- */

static uint64_t state;

static uint32_t below(uint32_t limit) /* xorshift64 */
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state >> 33) % limit;
}

/* The first words are frequent, the last ones rare. */
static void write_article(FILE *out, unsigned number, bool changed)
{
    state = 88172645463325252u + number;
    for (unsigned i = 0; i < 4; i++)
        below(1);
    fprintf(out, "a%u,%s w%u w%u,1989-%02u-%02u,", number, changed ? "later" : "first", number % 7,
            number % 50, 1 + number % 12, 1 + number % 28);
    for (unsigned words = below(WORDS_MAX); words > 0; words--)
        fprintf(out, "w%u%s ", below(1 + below(1 + below(2000))), below(12) ? "" : ".");
    fprintf(out, "\n");
}

static void index_night(unsigned night)
{
    static const volatile sig_atomic_t go_on = 0;
    char *path = news_path;
    const struct update_request request = {.index = index_path,
                                           .paths = &path,
                                           .path_count = 1,
                                           .jobs = 1,
                                           .memory = 1 << 20,
                                           .max_article_size = 1 << 20,
                                           .stop = &go_on};
    struct update_result result;
    FILE *out = fopen(news_path, "w");
    if (!out) abort();
    fprintf(out, "id,title,date,body\n");
    for (unsigned i = 0; i < (night ? ARTICLES : ARTICLES - LATER); i++)
        write_article(out, i, night && i < CHANGED);
    if (fclose(out) || update_index(&request, &updating_silent, &result, NULL)) abort();
}

static void load_file(const char *path)
{
    struct stat info;
    const int fd = open(path, O_RDONLY);
    if (fd < 0 || fstat(fd, &info) || file_count == FILES_MAX) abort();
    struct file *file = &files[file_count++];
    *file = (struct file){strdup(path), malloc((size_t)info.st_size + 1), (size_t)info.st_size};
    if (!file->data || read(fd, file->data, file->size) != info.st_size) abort();
    close(fd);
}

static void put_back(const struct file *file)
{
    const int fd = open(file->path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (fd < 0 || write(fd, file->data, file->size) != (ssize_t)file->size || close(fd)) abort();
}

/* The tables of a segment are read, and written to where they are changed. */
static void copy_segment(unsigned night)
{
    static const char *const tables[] = {"iamglass", "postlist.glass", "position.glass",
                                         "docdata.glass", "termlist.glass"};
    char path[4600];
    snprintf(segments[night], sizeof *segments, "%s/changed-%u", directory, night);
    if (mkdir(segments[night], 0700)) abort();
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        snprintf(path, sizeof path, "%s/seg-%06u/%s", index_path, night + 1, tables[i]);
        load_file(path);
        struct file *file = &files[file_count - 1];
        free(file->path);
        if (asprintf(&file->path, "%s/%s", segments[night], tables[i]) < 0) abort();
        put_back(file);
    }
}

static void clean(void)
{
    nsearch_searcher_free(searcher);
    char command[4300];
    snprintf(command, sizeof command, "rm -rf '%s'", directory);
    if (system(command)) abort();
}

static void start(void)
{
    const char *base = getenv("TMPDIR");
    if (file_count) return;
    snprintf(directory, sizeof directory, "%s/fuzz-index-XXXXXX", base ? base : "/tmp");
    if (!mkdtemp(directory)) abort();
    atexit(clean);
    snprintf(index_path, sizeof index_path, "%s/index", directory);
    snprintf(news_path, sizeof news_path, "%s/news.csv", directory);
    for (unsigned night = 0; night < NIGHTS; night++) {
        index_night(night);
        copy_segment(night);
    }
    if (nsearch_searcher_open(index_path, &searcher, NULL)) abort();
}

/* ---- Damage ---------------------------------------------------------------------------------------- */

static void change(const uint8_t *how)
{
    const struct file *file = &files[how[0] % file_count];
    const off_t at = file->size ? (off_t)((how[2] << 16 | how[3] << 8 | how[4]) % file->size) : 0;
    uint8_t block[8192] = {0};
    const int fd = open(file->path, O_RDWR);
    if (fd < 0 || !file->size) abort();
    switch (how[1] % 6) {
    case 0:
        if (ftruncate(fd, at)) abort();
        break;
    case 1: /* one block for another */
        if (pread(fd, block, sizeof block, at / 8192 * 8192) < 0 ||
            pwrite(fd, block, sizeof block, (off_t)(how[5] * sizeof block % file->size)) < 0)
            abort();
        break;
    case 2:
        if (pwrite(fd, block, how[5], at) < 0) abort();
        break;
    default:
        if (pwrite(fd, how + 5, 1, at) != 1) abort();
    }
    close(fd);
}

/* ---- Searches -------------------------------------------------------------------------------------- */

static void search(uint8_t which, uint8_t how)
{
    static const char *const queries[] = {
        "w1",
        "w1 w2",
        "\"w1 w2\"",
        "w3 OR w900 OR w7",
        "w0 NOT w5",
        "w1 NEAR/5 w40",
        "w1*",
        "*w1 OR w?1",
        "title:later",
        "date:1989-03..1989-05 w2",
        "NOT date:1989-02 w1",
        "w1 W/S w3",
        "w2 PRE/20 (w3 OR w4*)",
        "ATLEAST3(w1)",
        "w1 NOT NEAR/3 w2",
        "id:a17",
        "(w1 OR \"w2 w3\") w5~",
        "words:10.. w0",
        "url:x OR w77",
        "w11111 w2",
        "date:1989",
        "LEAD(w1) OR FIRST9(w2)",
    };
    nsearch_request request = {.query = queries[which % (sizeof queries / sizeof *queries)],
                               .match = (nsearch_match)(how & 1),
                               .sort = (nsearch_sort)((how >> 1) % 3),
                               .approximate = how >> 3 & 1,
                               .offset = how & 64 ? 5 : 0,
                               .limit = how & 128 ? 200 : 10};
    const nsearch_passage *passage;
    nsearch_explanation *explanation;
    nsearch_article *article;
    nsearch_hits *hits;
    nsearch_error error;
    if (!nsearch_search(searcher, &request, &hits, &error)) {
        for (size_t i = 0; i < nsearch_hits_count(hits) && i < 10; i++) {
            nsearch_hits_passage(hits, i, 0, &passage, &error);
            nsearch_hits_text(hits, i, &passage, &error);
        }
        if (!(how & 7)) nsearch_hits_suggestion(hits);
        nsearch_hits_free(hits);
    }
    if (!(how & 3) && !nsearch_explain(searcher, &request, &explanation, &error))
        nsearch_explanation_free(explanation);
    if (!(how & 12) && !nsearch_why(searcher, &request, "a30", &explanation, &error))
        nsearch_explanation_free(explanation);
    if (!(how & 24) && !nsearch_article_read(searcher, "a30", &article, &error))
        nsearch_article_free(article);
}

/* Puts the changed segments in the place of the others. */
static bool open_changed(struct generation *generation)
{
    static const struct db_dead dead[] = {{.part = 1, .docid = 2}, {.part = 1, .docid = 3}};
    const struct db_part parts[] = {{segments[1], false}, {segments[0], false}};
    generation->matcher = NULL;
    generation->stored = NULL;
    return !db_open(parts, NIGHTS, &generation->db, NULL) &&
           !db_exclude(generation->db, dead, 2, NULL) &&
           !matcher_open(generation->db, &generation->matcher, NULL) &&
           !stored_open(generation->db, &generation->stored, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bool changed[FILES_MAX] = {false};
    if (!size) return 0;
    start();
    const size_t changes = data[0] % CHANGES_MAX;
    const uint8_t *at = data + 1, *end = data + size;
    for (size_t i = 0; i < changes && end - at >= CHANGE_SIZE; i++, at += CHANGE_SIZE) {
        changed[at[0] % file_count] = true;
        change(at);
    }
    struct generation *generation = searcher->generation, whole = *generation;
    if (open_changed(generation))
        for (size_t i = 0; i < SEARCHES_MAX && end - at >= 2; i++, at += 2)
            search(at[0], at[1]);
    stored_close(generation->stored);
    matcher_close(generation->matcher);
    db_close(generation->db);
    generation->stored = whole.stored;
    generation->matcher = whole.matcher;
    generation->db = whole.db;
    for (size_t i = 0; i < file_count; i++)
        if (changed[i]) put_back(&files[i]);
    return 0;
}
