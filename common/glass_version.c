/* glass_version.c - iamglass, the file that makes a directory a glass database; see glass.h.
 *
 *     0f 0d "Xapian Glass" | 04 6e | uuid 16 | revision | 6 roots | 8 statistics
 *     root:  block | level, sequential, none | entries | block size / 2048 | compress_min | free list
 *
 * All but the first two and the uuid are uints, the free list a string of six. A reader of a database looks
 * at this file first, so it is written last. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "common/error.h"
#include "common/glass.h"
#include "common/glass_code.h"

enum {
    MAGIC_SIZE = 14,
    FORMAT_SIZE = 2, /* 2016-03-14: (2016 - 2014) << 9 | 3 << 5 | 14 */
    UUID_SIZE = 16,
    FREE_LIST_NUMBERS = 6,

    ROOT_NONE = 1, /* flags, below the level */
    ROOT_SEQUENTIAL = 2,
    ROOT_LEVEL_SHIFT = 2,
    BLOCK_SIZE_SHIFT = 11,
};

static const uint8_t magic[MAGIC_SIZE + FORMAT_SIZE] = "\x0f\rXapian Glass\x04\x6e";

const char *glass_table_name(size_t table)
{
    static const char *const names[GLASS_TABLE_COUNT] = {
        [GLASS_POSTLIST] = "postlist.glass", [GLASS_DOCDATA] = "docdata.glass",
        [GLASS_TERMLIST] = "termlist.glass", [GLASS_POSITION] = "position.glass",
        [GLASS_SPELLING] = "spelling.glass", [GLASS_SYNONYM] = "synonym.glass",
    };
    return table < GLASS_TABLE_COUNT ? names[table] : NULL;
}

/* ---- Writing -------------------------------------------------------------------------------------- */

/* A free list with nothing in it: revision, first block that isn't in the file, and where it begins and
 * ends, which is nowhere. */
static uint8_t *put_free_list(uint8_t *at, const struct glass_root *root, uint32_t revision)
{
    if (root->none) return glass_put_uint(at, 0);
    uint8_t list[FREE_LIST_NUMBERS * GLASS_UINT_ROOM];
    uint8_t *end = glass_put_uint(list, revision);
    end = glass_put_uint(end, root->block_count);
    for (int i = 2; i < FREE_LIST_NUMBERS; i++)
        end = glass_put_uint(end, 0);
    at = glass_put_uint(at, (uint64_t)(end - list));
    memcpy(at, list, (size_t)(end - list));
    return at + (end - list);
}

static uint8_t *put_root(uint8_t *at, const struct glass_root *root, uint32_t revision)
{
    at = glass_put_uint(at, root->root);
    at = glass_put_uint(at, root->level << ROOT_LEVEL_SHIFT |
                                (root->sequential ? ROOT_SEQUENTIAL : 0) |
                                (root->none ? ROOT_NONE : 0));
    at = glass_put_uint(at, root->entries);
    at = glass_put_uint(at, root->block_size >> BLOCK_SIZE_SHIFT);
    at = glass_put_uint(at, root->compress_min);
    return put_free_list(at, root, revision);
}

static uint8_t *put_stats(uint8_t *at, const struct glass_stats *stats)
{
    at = glass_put_uint(at, stats->document_count);
    at = glass_put_uint(at, stats->last_docid - stats->document_count);
    at = glass_put_uint(at, stats->length_min);
    at = glass_put_uint(at, stats->wdf_max);
    at = glass_put_uint(at, stats->length_max - stats->wdf_max);
    at = glass_put_uint(at, 0); /* oldest changeset */
    at = glass_put_uint(at, stats->length_total);
    return glass_put_uint(at, stats->spelling_wordfreq_max);
}

static nsearch_status make_uuid(uint8_t *uuid, nsearch_error *error)
{
    if (getrandom(uuid, UUID_SIZE, 0) != UUID_SIZE) return error_system(error, errno, "getrandom");
    uuid[6] = (uint8_t)((uuid[6] & 0x0f) | 0x40); /* version 4: random */
    uuid[8] = (uint8_t)((uuid[8] & 0x3f) | 0x80);
    return NSEARCH_OK;
}

nsearch_status glass_version_encode(const struct glass_version *version, uint8_t *out, size_t *size,
                                    nsearch_error *error)
{
    static const uint8_t no_uuid[UUID_SIZE];
    const struct glass_stats *stats = &version->stats;
    if (!version->revision || stats->last_docid < stats->document_count ||
        stats->length_max < stats->wdf_max)
        return error_set(error, NSEARCH_INTERNAL, "statistics that contradict each other");
    memcpy(out, magic, sizeof magic);
    uint8_t *at = out + sizeof magic;
    memcpy(at, version->uuid, UUID_SIZE);
    nsearch_status status = memcmp(at, no_uuid, UUID_SIZE) ? NSEARCH_OK : make_uuid(at, error);
    at = glass_put_uint(at + UUID_SIZE, version->revision);
    for (size_t i = 0; i < GLASS_TABLE_COUNT; i++)
        at = put_root(at, &version->roots[i], version->revision);
    at = put_stats(at, stats);
    *size = (size_t)(at - out);
    return status;
}

/* ---- Reading -------------------------------------------------------------------------------------- */

static bool get_root(const uint8_t **at, const uint8_t *end, struct glass_root *root)
{
    uint32_t flags, blocks, list_size, ignored;
    if (!glass_get_uint32(at, end, &root->root) || !glass_get_uint32(at, end, &flags) ||
        !glass_get_uint(at, end, &root->entries) || !glass_get_uint32(at, end, &blocks) ||
        !glass_get_uint32(at, end, &root->compress_min) || !glass_get_uint32(at, end, &list_size))
        return false;
    root->level = flags >> ROOT_LEVEL_SHIFT;
    root->sequential = flags & ROOT_SEQUENTIAL;
    root->none = flags & ROOT_NONE;
    if (blocks > GLASS_BLOCK_SIZE_MAX >> BLOCK_SIZE_SHIFT || list_size > (size_t)(end - *at))
        return false;
    root->block_size = blocks << BLOCK_SIZE_SHIFT;
    const uint8_t *list = *at;
    *at += list_size;
    if (!list_size) return root->none;
    return glass_get_uint32(&list, *at, &ignored) &&
           glass_get_uint32(&list, *at, &root->block_count);
}

static bool get_stats(const uint8_t **at, const uint8_t *end, struct glass_stats *stats)
{
    uint32_t unused_docids, longer, changeset;
    if (!glass_get_uint32(at, end, &stats->document_count) ||
        !glass_get_uint32(at, end, &unused_docids) ||
        !glass_get_uint32(at, end, &stats->length_min) ||
        !glass_get_uint32(at, end, &stats->wdf_max) || !glass_get_uint32(at, end, &longer) ||
        !glass_get_uint32(at, end, &changeset) || !glass_get_uint(at, end, &stats->length_total) ||
        !glass_get_uint32(at, end, &stats->spelling_wordfreq_max))
        return false;
    stats->last_docid = stats->document_count + unused_docids;
    stats->length_max = stats->wdf_max + longer;
    return *at == end && stats->last_docid >= unused_docids && stats->length_max >= longer;
}

static bool decode(const uint8_t *at, const uint8_t *end, struct glass_version *out)
{
    if (end - at < UUID_SIZE) return false;
    memcpy(out->uuid, at, UUID_SIZE);
    at += UUID_SIZE;
    if (!glass_get_uint32(&at, end, &out->revision)) return false;
    for (size_t i = 0; i < GLASS_TABLE_COUNT; i++)
        if (!get_root(&at, end, &out->roots[i])) return false;
    return get_stats(&at, end, &out->stats);
}

static nsearch_status read_version(const char *path, struct glass_version *out,
                                   nsearch_error *error)
{
    uint8_t data[GLASS_VERSION_ROOM];
    FILE *file = fopen(path, "rbe");
    if (!file) return error_system(error, errno, path);
    size_t size = fread(data, 1, sizeof data, file);
    bool failed = ferror(file);
    int code = errno;
    fclose(file);
    if (failed) return error_system(error, code, path);
    if (size < sizeof magic || memcmp(data, magic, MAGIC_SIZE))
        return error_set(error, NSEARCH_DAMAGED, "%s: not the version file of a glass database",
                         path);
    if (memcmp(data, magic, sizeof magic))
        return error_set(error, NSEARCH_FOREIGN, "%s: a glass database of another format", path);
    if (!decode(data + sizeof magic, data + size, out))
        return error_set(error, NSEARCH_DAMAGED, "%s: broken", path);
    return NSEARCH_OK;
}

nsearch_status glass_version_read(const char *directory, struct glass_version *out,
                                  nsearch_error *error)
{
    memset(out, 0, sizeof *out);
    char *path;
    if (asprintf(&path, "%s/iamglass", directory) < 0) return error_memory(error);
    nsearch_status status = read_version(path, out, error);
    free(path);
    return status;
}
