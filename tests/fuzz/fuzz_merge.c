/* fuzz_merge.c - two small segments that the input damages, merged: what isn't refused can be merged again, and
 * is the same then.
 *
 * The first byte chooses the articles to drop. Changes of 5 bytes follow: what 1, which 2, where 1, byte 1.
 * Most change the key or the tag of an entry before the table is written, so that its blocks are sound and the
 * merge is reached; the others change bytes of the files. */
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "indexer/glass.h"
#include "indexer/merge.h"
#include "tests/unit/xapian_oracle.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
    SOURCES = 2,
    TABLES = GLASS_POSITION + 1,
    DOCUMENTS = 6, /* of a source */
    ENTRIES_MAX = 200,
    TAG_ROOM = 512,
    CHANGE_SIZE = 5
};

struct entry {
    uint8_t key[GLASS_KEY_MAX], tag[TAG_ROOM];
    size_t key_size;
    struct glass_tag rest; /* its data are `tag` */
    bool gone;
};

struct entries {
    size_t count;
    struct entry all[ENTRIES_MAX];
};

static struct entries original[SOURCES][TABLES], changed[SOURCES][TABLES];
static struct glass_version versions[SOURCES];
static char base[64]; /* where all directories are */

static const char *path_of(const char *directory, const char *name)
{
    static char paths[4][128];
    static unsigned turn;
    char *path = paths[turn++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s%s%s", base, directory, *name ? "/" : "", name);
    return path;
}

static void check(bool good)
{
    if (!good) abort();
}

/* ---- The segments as they were ---------------------------------------------------------------------- */

static void put_document(struct xapian_writer *writer, unsigned number)
{
    char text[128];
    bool replaced;
    xapian_writer_start(writer);
    for (unsigned i = 0; i < 4; i++) {
        const int size = snprintf(text, sizeof text, "%c%u", "abZ"[i % 3], number % (i + 2));
        check(!xapian_writer_posting(writer, text, (size_t)size, i + 1, 1 + number, NULL));
        check(!xapian_writer_value(writer, i * 100, text, (size_t)size, NULL));
    }
    check(!xapian_writer_term(writer, "a\0b", 3, 0, NULL));
    int size = snprintf(text, sizeof text, "%0*u", (int)number * 20 % 90, number);
    check(!xapian_writer_put(writer, text, (size_t)size, text, (size_t)size, &replaced, NULL));
}

static void load_table(const char *name, size_t source, size_t table)
{
    struct entries *entries = &original[source][table];
    struct glass_reader *reader;
    const struct glass_entry *entry;
    check(!glass_reader_open(path_of(name, glass_table_name(table)), &versions[source].roots[table],
                             1, &reader, NULL));
    while (!glass_reader_next(reader, &entry, NULL) && entry) {
        struct entry *to = &entries->all[entries->count++];
        check(entries->count <= ENTRIES_MAX && entry->tag.size <= TAG_ROOM);
        to->key_size = entry->key_size;
        memcpy(to->key, entry->key, entry->key_size);
        to->rest = entry->tag;
        memcpy(to->tag, entry->tag.data, entry->tag.size);
    }
    glass_reader_free(reader);
}

static void remove_directory(const char *name)
{
    for (size_t i = 0; i < GLASS_TABLE_COUNT; i++)
        unlink(path_of(name, glass_table_name(i)));
    unlink(path_of(name, "iamglass"));
    unlink(path_of(name, "flintlock"));
    unlink(path_of(name, "sums"));
    unlink(path_of(name, "v.tmp"));
    rmdir(path_of(name, ""));
}

static void remove_base(void)
{
    remove_directory("0");
    remove_directory("1");
    remove_directory("out");
    remove_directory("again");
    rmdir(base);
}

static void start(void)
{
    static const char *const names[SOURCES] = {"0", "1"};
    if (*base) return;
    /* In memory, if that can be had: every table is synced. */
    const char *where = access("/dev/shm", W_OK) ? getenv("TMPDIR") : "/dev/shm";
    snprintf(base, sizeof base, "%s/fuzz-merge-XXXXXX", where ? where : "/tmp");
    check(mkdtemp(base));
    atexit(remove_base);
    for (size_t source = 0; source < SOURCES; source++) {
        struct xapian_writer *writer;
        check(!xapian_writer_create(path_of(names[source], ""), &writer, NULL));
        for (unsigned i = 1; i <= DOCUMENTS; i++)
            put_document(writer, (unsigned)source * DOCUMENTS + i);
        check(!xapian_writer_metadata(writer, "key", "value", NULL));
        check(!xapian_writer_commit(writer, NULL));
        xapian_writer_free(writer);
        check(!glass_version_read(path_of(names[source], ""), &versions[source], NULL));
        for (size_t table = 0; table < TABLES; table++)
            load_table(names[source], source, table);
    }
}

/* ---- Damage --------------------------------------------------------------------------------------- */

static void change_entry(const uint8_t *change)
{
    struct entries *entries = &changed[change[0] >> 2 & 1][change[0] & 3];
    if (!entries->count) return;
    struct entry *entry = &entries->all[(change[1] << 8 | change[2]) % (int)entries->count];
    const size_t where = change[3];
    switch (change[0] >> 3 & 7) {
    case 0: entry->gone = true; break;
    case 1: entry->key[where % entry->key_size] = change[4]; break;
    case 2: entry->rest.size = where % (entry->rest.size + 1); break;
    case 3: entry->rest.deflated = !entry->rest.deflated; break;
    default:
        if (entry->rest.size) entry->tag[where % entry->rest.size] = change[4];
    }
}

/* Writes a table; entries that are out of order now are left out. */
static void write_table(const char *name, size_t source, size_t table, struct glass_root *root)
{
    const struct entries *entries = &changed[source][table];
    const struct entry *last = NULL;
    struct glass_table *out;
    check(!glass_table_create(path_of(name, glass_table_name(table)), NULL, &out, NULL));
    for (size_t i = 0; i < entries->count; i++) {
        const struct entry *entry = &entries->all[i];
        struct glass_tag tag = {entry->tag, entry->rest.size, entry->rest.deflated};
        if (entry->gone) continue;
        if (last) {
            const size_t common = last->key_size < entry->key_size ? last->key_size
                                                                   : entry->key_size;
            const int order = memcmp(last->key, entry->key, common);
            if (order > 0 || (!order && last->key_size >= entry->key_size)) continue;
        }
        check(!glass_table_add_tag(out, entry->key, entry->key_size, &tag, NULL));
        last = entry;
    }
    check(!glass_table_finish(out, root, NULL));
    glass_table_free(out);
}

/* Changes a byte of a file: items stand at the end of its blocks, all else in front. */
static void change_file(const char *name, const uint8_t *change)
{
    const size_t table = change[0] & 3;
    const bool of_version = change[0] & 8;
    int file = open(path_of(name, of_version ? "iamglass" : glass_table_name(table)), O_RDWR);
    const uint8_t which = change[1];
    off_t offset = change[3], end = lseek(file, 0, SEEK_END);
    if (which & 1) offset = end - 1 - offset - 256 * (change[2] & 7);
    check(file >= 0);
    if (offset >= 0 && offset < end) check(pwrite(file, &change[4], 1, offset) == 1);
    close(file);
}

static void write_sources(const uint8_t *data, size_t size)
{
    static const char *const names[SOURCES] = {"0", "1"};
    memcpy(changed, original, sizeof changed);
    for (size_t at = 0; at + CHANGE_SIZE <= size; at += CHANGE_SIZE)
        if (data[at] < 0xc0) change_entry(data + at);
    for (size_t source = 0; source < SOURCES; source++) {
        struct glass_version version = versions[source];
        for (size_t table = 0; table < TABLES; table++)
            write_table(names[source], source, table, &version.roots[table]);
        check(!glass_version_write(path_of(names[source], ""), &version, NULL));
    }
    for (size_t at = 0; at + CHANGE_SIZE <= size; at += CHANGE_SIZE)
        if (data[at] >= 0xc0) change_file(names[data[at] >> 2 & 1], data + at);
}

/* ---- Merging -------------------------------------------------------------------------------------- */

static void check_same_file(const char *name)
{
    static uint8_t left[1 << 20], right[1 << 20];
    FILE *a = fopen(path_of("out", name), "rb"), *b = fopen(path_of("again", name), "rb");
    check(a && b);
    const size_t size = fread(left, 1, sizeof left, a);
    check(fread(right, 1, sizeof right, b) == size && !memcmp(left, right, size));
    fclose(a);
    fclose(b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint32_t dropped[8];
    size_t count = 0;
    if (!size) return 0;
    start();
    for (uint32_t docid = 1; docid <= 8; docid++)
        if (data[0] & 1u << (docid - 1)) dropped[count++] = docid;
    write_sources(data + 1, size - 1);
    remove_directory("out");
    remove_directory("again");
    const char *first = path_of("0", ""), *second = path_of("1", ""), *out = path_of("out", "");
    struct merge_source sources[] = {{first, dropped, count}, {.path = second}};
    const struct merge_plan plan = {.sources = sources, .source_count = SOURCES, .jobs = 1};
    const nsearch_status status = merge_segments(&plan, out, NULL);
    check(!status || status == NSEARCH_DAMAGED || status == NSEARCH_FOREIGN);
    if (status) return 0;
    struct merge_source again = {.path = path_of("out", "")};
    const struct merge_plan plan_again = {.sources = &again, .source_count = 1, .jobs = 1};
    check(!merge_segments(&plan_again, path_of("again", ""), NULL));
    for (size_t table = 0; table < TABLES; table++)
        if (!access(path_of("out", glass_table_name(table)), F_OK))
            check_same_file(glass_table_name(table));
    return 0;
}
