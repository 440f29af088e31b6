/* updating.c - see updating.h. */
#include "tests/unit/updating.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/article.h"
#include "common/schema.h"
#include "common/stamp.h"
#include "common/store.h"
#include "common/xap.h"
#include "indexer/directory.h"
#include "tests/unit/scratch.h"

/* ---- What is told --------------------------------------------------------------------------------- */

static const char *below(const struct updating *updating, const char *path)
{
    const size_t size = strlen(updating->directory);
    return strncmp(path, updating->directory, size) ? path : path + size + 1;
}

static void on_begun(void *context)
{
    ((struct updating *)context)->begun = true;
}

static void on_file(void *context, enum update_kind kind, const char *path)
{
    static const char *const kinds[] = {"new", "changed", "gone"};
    struct updating *updating = context;
    buf_addf(&updating->told, "%s %s; ", kinds[kind], below(updating, path));
}

static void on_reading(void *context, uint64_t files, uint64_t bytes)
{
    (void)context, (void)files, (void)bytes;
}

static void on_scarce(void *context, const struct space_lack *lack)
{
    (void)context, (void)lack;
}

static void on_progress(void *context, uint64_t articles, uint64_t bytes)
{
    struct updating *updating = context;
    (void)bytes;
    if (updating->stop_at && articles >= updating->stop_at) updating->stop = 1;
}

static void on_reject(void *context, const struct reject *reject)
{
    struct updating *updating = context;
    buf_addf(&updating->told, "reject %s; ", below(updating, reject->path));
}

static void on_duplicate(void *context, const char *id, const char *name, const char *later)
{
    struct updating *updating = context;
    buf_addf(&updating->told, "%s of %s for %s; ", id, below(updating, name),
             below(updating, later));
}

static void on_phase(void *context)
{
    (void)context;
}

static void on_ended(void *context, nsearch_status status, const nsearch_error *error)
{
    (void)status, (void)error;
    ((struct updating *)context)->ended = true;
}

/* ---- Files ---------------------------------------------------------------------------------------- */

int updating_setup(void **state)
{
    struct updating *updating = calloc(1, sizeof *updating);
    if (!updating || scratch_setup(&updating->directory)) return -1;
    char *real = realpath(updating->directory, NULL);
    free(updating->directory);
    updating->directory = real;
    updating->request = (struct update_request){
        .jobs = 1,
        .memory = 1 << 20,
        .max_article_size = 1 << 20,
        .stop = &updating->stop,
    };
    buf_init(&updating->told);
    mkdir(scratch_path(updating->directory, "news"), 0700);
    *state = updating;
    return 0;
}

int updating_teardown(void **state)
{
    struct updating *updating = *state;
    int failed = scratch_teardown(&updating->directory);
    buf_release(&updating->told);
    free(updating);
    return failed;
}

void updating_date(struct updating *updating, const char *name)
{
    static time_t next = 1577836800;
    const struct timespec times[2] = {{.tv_sec = next}, {.tv_sec = next}};
    next++;
    assert_int_equal(utimensat(AT_FDCWD, scratch_path(updating->directory, name), times, 0), 0);
}

static void make_directories(struct updating *updating, const char *name)
{
    char path[4200];
    strcpy(path, scratch_path(updating->directory, name));
    *strrchr(path, '/') = '\0';
    assert_int_equal(directory_make(path, NULL), NSEARCH_OK);
}

void updating_write(struct updating *updating, const char *name, const char *text)
{
    make_directories(updating, name);
    scratch_write(updating->directory, name, text, strlen(text));
    updating_date(updating, name);
}

void updating_touch(struct updating *updating, const char *name)
{
    updating_date(updating, name);
}

void updating_remove(struct updating *updating, const char *name)
{
    directory_remove(scratch_path(updating->directory, name));
}

void updating_rename(struct updating *updating, const char *from, const char *to)
{
    make_directories(updating, to);
    assert_int_equal(
        rename(scratch_path(updating->directory, from), scratch_path(updating->directory, to)), 0);
}

/* ---- Running -------------------------------------------------------------------------------------- */

static nsearch_status run(struct updating *updating, const char *index, char **paths, size_t count)
{
    static const struct update_watcher plain = {on_begun,    on_file,   on_reading,   on_scarce,
                                                on_progress, on_reject, on_duplicate, on_phase,
                                                on_phase,    on_scarce, on_ended,     NULL};
    struct update_watcher watcher = plain;
    struct update_request request = updating->request;
    char index_path[4200];
    strcpy(index_path, scratch_path(updating->directory, index));
    watcher.context = updating;
    request.index = index_path;
    request.paths = paths;
    request.path_count = count;
    updating->stop = 0;
    updating->begun = updating->ended = false;
    updating->error = (nsearch_error){0};
    buf_reset(&updating->told);
    nsearch_status status = update_index(&request, &watcher, &updating->result, &updating->error);
    assert_int_equal(updating->begun, updating->ended);
    return status;
}

static nsearch_status run_on(struct updating *updating, const char *index, const char *const *names)
{
    char paths[8][4200], *pointers[8];
    size_t count = 0;
    for (; names[count]; count++) {
        strcpy(paths[count], scratch_path(updating->directory, names[count]));
        pointers[count] = paths[count];
    }
    return run(updating, index, pointers, count);
}

nsearch_status updating_run_on(struct updating *updating, const char *const *names)
{
    return run_on(updating, "index", names);
}

nsearch_status updating_run(struct updating *updating)
{
    static const char *const news[] = {"news", NULL};
    return run_on(updating, "index", news);
}

/* ---- What an index holds -------------------------------------------------------------------------- */

struct dump {
    struct buf *lines;
    size_t count, capacity;
    struct buf serials;
};

static bool keeps_text(struct xap_db *db, struct arena *arena)
{
    const char *text;
    assert_int_equal(xap_metadata(db, META_TEXT, arena, &text, NULL), NSEARCH_OK);
    return !strcmp(text, TEXT_STORED);
}

/* The digest is another in each index: what it is of is compared. */
static void add_line(struct dump *dump, struct xap_db *db, uint32_t docid, struct arena *arena)
{
    struct article article;
    struct db_text *digest;
    const char *data;
    size_t size;
    uint64_t serial;
    if (dump->count == dump->capacity) {
        dump->capacity = dump->capacity ? dump->capacity * 2 : 64;
        dump->lines = realloc(dump->lines, dump->capacity * sizeof *dump->lines);
        assert_non_null(dump->lines);
    }
    struct buf *line = &dump->lines[dump->count++];
    buf_init(line);
    article_init(&article);
    assert_int_equal(xap_document_data(db, docid, arena, &data, &size, NULL), NSEARCH_OK);
    assert_int_equal(article_parse(data, size, &article, NULL), NSEARCH_OK);
    assert_int_equal(xap_values(db, SLOT_DIGEST, &docid, 1, arena, &digest, NULL), NSEARCH_OK);
    assert_int_equal(xap_document_serial(db, docid, &serial, NULL), NSEARCH_OK);
    assert_int_equal(digest->size, STAMP_DIGEST_SIZE);
    if (keeps_text(db, arena))
        assert_int_equal(stamp_read_digest(digest->data), stamp_digest(serial, data, size));
    buf_addf(line, "%s\t%s\t%016" PRIx64 "\n", article.fields[ARTICLE_ID].data,
             article.fields[ARTICLE_PATH].data, stamp_digest(0, data, size));
    buf_add(&dump->serials, &serial, sizeof serial);
    article_release(&article);
}

static bool is_listed(const struct store_dead *dead, size_t count, uint64_t segment, uint32_t docid)
{
    for (size_t i = 0; i < count; i++)
        if (dead[i].segment == segment && dead[i].docid == docid) return true;
    return false;
}

static void dump_segment(struct dump *dump, const char *index, uint64_t segment,
                         const struct store_dead *dead, size_t dead_count)
{
    char path[4300], name[STORE_SEGMENT_NAME_MAX];
    struct xap_db *db;
    struct arena arena;
    uint32_t *docids;
    size_t count;
    store_segment_name(segment, name);
    snprintf(path, sizeof path, "%s/%s", index, name);
    arena_init(&arena);
    assert_int_equal(xap_open(path, &db, NULL), NSEARCH_OK);
    assert_int_equal(xap_postings(db, "", 0, &arena, &docids, &count, NULL), NSEARCH_OK);
    for (size_t i = 0; i < count; i++)
        if (!is_listed(dead, dead_count, segment, docids[i])) add_line(dump, db, docids[i], &arena);
    xap_close(db);
    arena_release(&arena);
}

static int by_text(const void *a, const void *b)
{
    return strcmp(((const struct buf *)a)->data, ((const struct buf *)b)->data);
}

static int by_serial(const void *a, const void *b)
{
    const uint64_t one = *(const uint64_t *)a, two = *(const uint64_t *)b;
    return (one > two) - (one < two);
}

/* All lines as one, each id once, each serial once. */
static char *join_lines(struct dump *dump)
{
    uint64_t *serials = (uint64_t *)(void *)dump->serials.data;
    char *text = calloc(1, 1), *grown;
    size_t size = 0;
    if (dump->count) qsort(dump->lines, dump->count, sizeof *dump->lines, by_text);
    if (dump->count) qsort(serials, dump->count, sizeof *serials, by_serial);
    for (size_t i = 0; i < dump->count; i++) {
        const size_t id = strcspn(dump->lines[i].data, "\t") + 1;
        if (i && !strncmp(dump->lines[i].data, dump->lines[i - 1].data, id))
            fail_msg("twice: %s", dump->lines[i].data);
        if (i) assert_true(serials[i] != serials[i - 1]);
    }
    for (size_t i = 0; i < dump->count; i++) {
        grown = realloc(text, size + dump->lines[i].size + 1);
        assert_non_null(grown);
        text = grown;
        memcpy(text + size, dump->lines[i].data, dump->lines[i].size + 1);
        size += dump->lines[i].size;
        buf_release(&dump->lines[i]);
    }
    free(dump->lines);
    buf_release(&dump->serials);
    return text;
}

char *updating_dump(struct updating *updating, const char *index)
{
    char path[4200];
    struct store store;
    struct store_dead *dead;
    size_t dead_count;
    struct db *db;
    struct arena arena;
    struct dump dump = {0};
    buf_init(&dump.serials);
    strcpy(path, scratch_path(updating->directory, index));
    arena_init(&arena);
    if (store_read(path, &store, NULL) == NSEARCH_MISSING) return calloc(1, 1);
    assert_int_equal(store_open(path, &store, &db, &updating->error), NSEARCH_OK);
    assert_int_equal(store_dead_read(db, &arena, &dead, &dead_count, NULL), NSEARCH_OK);
    for (size_t i = 0; i < store.count; i++)
        dump_segment(&dump, path, store.segments[i], dead, dead_count);
    assert_int_equal(db_count(db), dump.count);
    db_close(db);
    store_release(&store);
    arena_release(&arena);
    return join_lines(&dump);
}

const char *updating_ids(struct updating *updating)
{
    static char ids[1000];
    char *dump = updating_dump(updating, "index");
    size_t size = 0;
    for (const char *line = dump; *line; line = strchr(line, '\n') + 1) {
        const size_t id = strcspn(line, "\t");
        assert_true(size + id + 2 < sizeof ids);
        if (size) ids[size++] = ' ';
        memcpy(ids + size, line, id);
        size += id;
    }
    ids[size] = '\0';
    free(dump);
    return ids;
}

/* The fresh index is of all the roots that the other is of, and made in the same way. */
static void make_fresh(struct updating *updating)
{
    static const char *const news[] = {"news", NULL};
    const struct update_request request = updating->request;
    const struct update_result result = updating->result;
    char *told = strdup(updating->told.data);
    updating_remove(updating, "fresh");
    updating->request.keep_missing = updating->request.full = false;
    assert_int_equal(run_on(updating, "fresh", news), NSEARCH_OK);
    updating->request = request;
    updating->result = result;
    buf_reset(&updating->told);
    buf_add_text(&updating->told, told);
    free(told);
}

void updating_assert_same(struct updating *updating)
{
    const nsearch_status status = updating_run(updating);
    if (status) fail_msg("%s", updating->error.message);
    make_fresh(updating);
    char *ours = updating_dump(updating, "index"), *fresh = updating_dump(updating, "fresh");
    assert_string_equal(ours, fresh);
    free(ours);
    free(fresh);
}
