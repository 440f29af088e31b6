/* rebuild_source.c - one old segment: what can be read of it; see rebuild_own.h. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "common/error.h"
#include "common/schema.h"
#include "indexer/glass_sums.h"
#include "indexer/merge_own.h"
#include "indexer/rebuild_own.h"
#include "indexer/termlist.h"

/* ---- Metadata and values ---------------------------------------------------------------------------- */

static nsearch_status take_metadata(struct rebuild *rebuild, struct rebuild_source *source,
                                    const struct glass_entry *entry, nsearch_error *error)
{
    const struct {
        const char *key;
        const char **out;
    } wanted[] = {{META_BOILERPLATE, &source->traits.boilerplate},
                  {META_DEAD, &source->traits.dead},
                  {META_FORMAT, &source->traits.format},
                  {META_LANGUAGE, &source->traits.language},
                  {META_MAP, &source->traits.map},
                  {META_SCHEMA, &source->traits.schema},
                  {META_SERIAL, &source->traits.serial},
                  {META_TEXT, &source->traits.text}};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        const size_t size = strlen(wanted[i].key);
        if (entry->key_size != size + 2 || memcmp(entry->key + 2, wanted[i].key, size)) continue;
        *wanted[i].out = arena_copy(&rebuild->arena, entry->tag.data, entry->tag.size);
        if (!*wanted[i].out) return error_memory(error);
    }
    return NSEARCH_OK;
}

static nsearch_status take_time(void *context, const struct merge_value *value,
                                nsearch_error *error)
{
    struct rebuild_source *source = context;
    char digits[STAMP_TIME_DIGITS + 1] = "";
    (void)error;
    if (value->docid > source->count || value->size != STAMP_TIME_DIGITS) return NSEARCH_OK;
    memcpy(digits, value->data, value->size);
    stamp_read(digits, STAMP_TIME_DIGITS, &source->indexed[value->docid - 1]);
    return NSEARCH_OK;
}

static nsearch_status take_first(void *context, const struct merge_value *value,
                                 nsearch_error *error)
{
    struct rebuild_source *source = context;
    char digits[STAMP_SERIAL_DIGITS + 1] = "";
    (void)error;
    if (value->docid > source->count || value->size != STAMP_SERIAL_DIGITS) return NSEARCH_OK;
    memcpy(digits, value->data, value->size);
    stamp_read(digits, STAMP_SERIAL_DIGITS, &source->firsts[value->docid - 1]);
    return NSEARCH_OK;
}

static nsearch_status take_digest(void *context, const struct merge_value *value,
                                  nsearch_error *error)
{
    struct rebuild_source *source = context;
    (void)error;
    if (value->docid <= source->count && value->size == STAMP_DIGEST_SIZE)
        source->digests[value->docid - 1] = stamp_read_digest((const char *)value->data);
    return NSEARCH_OK;
}

static nsearch_status take_values(struct rebuild_source *source,
                                  const struct merge_cursors *cursors, nsearch_error *error)
{
    uint32_t slot;
    const nsearch_status status = merge_value_slot(cursors->cursors, &slot, error);
    if (status) return status;
    if (slot == SLOT_DIGEST) return merge_each_value(cursors, slot, take_digest, source, error);
    if (slot == SLOT_INDEXED) return merge_each_value(cursors, slot, take_time, source, error);
    if (slot == SLOT_FIRST) return merge_each_value(cursors, slot, take_first, source, error);
    return merge_cursor_next(cursors->cursors, error);
}

/* What the postlist table has before its lists. Without its tree nobody knows whether there is a list of the dead,
 * if none is found. */
static nsearch_status read_front(struct rebuild *rebuild, struct rebuild_source *source,
                                 nsearch_error *error)
{
    struct merge_input input = {.source = {.path = source->path.data}, .version = source->version};
    struct merge merge = {.inputs = &input, .count = 1};
    struct merge_cursors cursors;
    nsearch_status status = merge_cursors_open(&merge, GLASS_POSTLIST, &cursors, error);
    struct merge_cursor *cursor = cursors.cursors;
    while (!status && merge_kind(cursor) && merge_kind(cursor) < KEY_KIND_LENGTHS) {
        if (merge_kind(cursor) == KEY_KIND_VALUES) {
            source->has_traits = true;
            status = take_values(source, &cursors, error);
            continue;
        }
        status = take_metadata(rebuild, source, cursor->entry, error);
        if (!status) status = merge_cursor_next(cursor, error);
    }
    if (!status) source->has_traits = source->has_digests = true;
    if (source->version.roots[GLASS_POSTLIST].gathered)
        source->has_traits = source->traits.dead != NULL;
    merge_cursors_close(&cursors);
    return status;
}

/* ---- Opening -------------------------------------------------------------------------------------- */

static nsearch_status open_table(const struct rebuild_source *source, size_t table,
                                 const struct glass_root *root, struct glass_reader **out,
                                 nsearch_error *error)
{
    struct buf path;
    *out = NULL;
    nsearch_status status = merge_path(&path, source->path.data, table, error);
    if (!status) status = glass_reader_open(path.data, root, source->version.revision, out, error);
    buf_release(&path);
    return status;
}

static nsearch_status open_tree(const struct rebuild_source *source, size_t table,
                                struct glass_reader **out, nsearch_error *error)
{
    struct glass_root root = source->version.roots[table];
    root.sequential = false; /* it is looked up in, block by block */
    return open_table(source, table, &root, out, error);
}

/* Its blocks are as large as iamglass says, if it knows and can be trusted. */
static void gather(const struct rebuild_source *source, size_t which, struct rebuild_table *table)
{
    const struct glass_root usual = glass_root_gathered();
    struct glass_root root = usual;
    root.block_size = source->version.roots[which].block_size;
    table->has_gathered = true;
    if (open_table(source, which, &root, &table->leaves, NULL))
        open_table(source, which, &usual, &table->leaves, NULL);
}

/* Looks an article up, by the tree if that will do. */
static nsearch_status find_entry(const struct rebuild_source *source, size_t which,
                                 struct rebuild_table *table, uint32_t docid,
                                 const struct glass_entry **entry, nsearch_error *error)
{
    uint8_t key[KEY_ROOM];
    const size_t size = docid_key(key, docid);
    nsearch_status status = NSEARCH_OK;
    *entry = NULL;
    if (table->tree) status = glass_reader_find(table->tree, key, size, entry, error);
    if (*entry || status == NSEARCH_MEMORY) return status;
    if (!table->has_gathered) gather(source, which, table);
    if (!table->leaves) return status;
    return glass_reader_find(table->leaves, key, size, entry, error);
}

/* Tells of what is lost, unless it is the whole rebuild that must end. */
static nsearch_status took(struct rebuild *rebuild, nsearch_status status,
                           const nsearch_error *error)
{
    if (!status || status == NSEARCH_MEMORY || status == NSEARCH_DENIED) return status;
    rebuild_lost(rebuild, "%s", error->message);
    return NSEARCH_OK;
}

static nsearch_status allocate(struct rebuild_source *source, nsearch_error *error)
{
    const size_t count = source->count;
    source->indexed = calloc(count + 1, sizeof *source->indexed);
    source->firsts = calloc(count + 1, sizeof *source->firsts);
    source->digests = calloc(count + 1, sizeof *source->digests);
    source->dead = calloc(count / 8 + 1, 1);
    return source->indexed && source->firsts && source->digests && source->dead
               ? NSEARCH_OK
               : error_memory(error);
}

static uint64_t table_size(const struct rebuild_source *source, size_t table)
{
    struct stat info;
    struct buf path;
    uint64_t size = 0;
    if (!merge_path(&path, source->path.data, table, NULL) && !stat(path.data, &info))
        size = (uint64_t)info.st_size;
    buf_release(&path);
    return size;
}

/* As many as iamglass says, unless that can't be: each has an entry in docdata, and a byte there at least. */
static void count_articles(struct rebuild *rebuild, struct rebuild_source *source)
{
    const uint64_t entries = source->version.roots[GLASS_DOCDATA].entries;
    uint64_t most = table_size(source, GLASS_DOCDATA);
    if (most > entries) most = entries;
    source->count = source->version.stats.last_docid;
    if (source->count == entries && source->count <= most) return;
    rebuild_lost(rebuild, "%s: how many articles it has", source->path.data);
    if (source->count > most) source->count = (uint32_t)most;
}

/* ---- iamglass ------------------------------------------------------------------------------------- */

static nsearch_status check_sum(const char *directory, const char *path, nsearch_error *error)
{
    struct glass_sums sums;
    uint64_t sum;
    if (glass_sums_read(directory, &sums, NULL) || !sums.files[GLASS_TABLE_COUNT].known)
        return NSEARCH_OK;
    const nsearch_status status = glass_sums_of_file(path, NULL, &sum, error);
    if (status || sum == sums.files[GLASS_TABLE_COUNT].sum) return status;
    return error_set(error, NSEARCH_DAMAGED, "%s: not as it was written", path);
}

static nsearch_status read_version(struct rebuild_source *source, nsearch_error *error)
{
    struct buf path;
    buf_init(&path);
    buf_addf(&path, "%s/%s", source->path.data, glass_file_name(GLASS_TABLE_COUNT));
    nsearch_status status = buf_status(&path, error);
    if (!status) status = glass_version_read(source->path.data, &source->version, error);
    if (!status) status = check_sum(source->path.data, path.data, error);
    buf_release(&path);
    return status;
}

/* The highest docid that the leaves have; each takes 16 bytes of the file at least. */
static uint32_t find_last_docid(struct rebuild_source *source)
{
    const uint64_t most = table_size(source, GLASS_DOCDATA) / 16;
    struct glass_reader *reader = source->docdata.leaves;
    uint32_t last = 0, docid;
    bool slots;
    for (;;) {
        const struct glass_entry *entry;
        const nsearch_status status = glass_reader_next(reader, &entry, NULL);
        if (status == NSEARCH_MEMORY || (!status && !entry)) return last;
        if (!status && split_docid_key(entry->key, entry->key_size, &docid, &slots) &&
            docid > last && docid <= most)
            last = docid;
    }
}

/* Without iamglass the leaves say what there is. */
static void do_without_version(struct rebuild_source *source)
{
    source->version = (struct glass_version){.revision = UINT32_MAX};
    for (size_t i = 0; i <= GLASS_POSITION; i++)
        source->version.roots[i] = glass_root_gathered();
    gather(source, GLASS_DOCDATA, &source->docdata);
    if (source->docdata.leaves) source->count = find_last_docid(source);
}

/* ---- All of it ------------------------------------------------------------------------------------ */

static nsearch_status know(struct rebuild *rebuild, struct rebuild_source *source,
                           nsearch_error *error)
{
    nsearch_status status = read_version(source, error);
    if (status == NSEARCH_FOREIGN) return status;
    if (!status) {
        count_articles(rebuild, source);
    } else {
        status = took(rebuild, status, error);
        if (!status) do_without_version(source);
    }
    return status ? status : allocate(source, error);
}

/* By the tree; where that fails, once more by the leaves. */
static nsearch_status take_front(struct rebuild *rebuild, struct rebuild_source *source,
                                 nsearch_error *error)
{
    nsearch_status status = read_front(rebuild, source, error);
    if (status == NSEARCH_DAMAGED || status == NSEARCH_IO) {
        rebuild_lost(rebuild, "%s", error->message);
        source->version.roots[GLASS_POSTLIST] = glass_root_gathered();
        status = read_front(rebuild, source, error);
        if (status == NSEARCH_DAMAGED || status == NSEARCH_IO) return NSEARCH_OK;
    }
    return took(rebuild, status, error);
}

static nsearch_status open_trees(struct rebuild *rebuild, struct rebuild_source *source,
                                 nsearch_error *error)
{
    if (source->version.roots[GLASS_DOCDATA].gathered) return NSEARCH_OK;
    nsearch_status status = open_tree(source, GLASS_DOCDATA, &source->docdata.tree, error);
    status = took(rebuild, status, error);
    if (!status)
        status = took(rebuild, open_tree(source, GLASS_TERMLIST, &source->termlist.tree, error),
                      error);
    if (!status && !source->docdata.tree) gather(source, GLASS_DOCDATA, &source->docdata);
    return status;
}

nsearch_status rebuild_source_open(struct rebuild *rebuild, struct rebuild_source *source,
                                   nsearch_error *error)
{
    nsearch_status status = know(rebuild, source, error);
    if (!status) status = take_front(rebuild, source, error);
    if (!status) status = open_trees(rebuild, source, error);
    if (status || source->docdata.tree || source->docdata.leaves) return status;
    rebuild_lost(rebuild, "%s: all its articles", source->path.data);
    source->count = 0;
    return NSEARCH_OK;
}

void rebuild_source_close(struct rebuild_source *source)
{
    glass_reader_free(source->docdata.tree);
    glass_reader_free(source->docdata.leaves);
    glass_reader_free(source->termlist.tree);
    glass_reader_free(source->termlist.leaves);
    buf_release(&source->path);
    free(source->indexed);
    free(source->firsts);
    free(source->digests);
    free(source->dead);
}

/* ---- Articles ------------------------------------------------------------------------------------- */

nsearch_status rebuild_article(struct rebuild *rebuild, struct rebuild_source *source,
                               uint32_t docid, nsearch_error *error)
{
    const struct glass_entry *entry;
    nsearch_status status = find_entry(source, GLASS_DOCDATA, &source->docdata, docid, &entry,
                                       error);
    if (status) return status;
    if (!entry) return error_set(error, NSEARCH_DAMAGED, "it isn't there");
    buf_reset(&rebuild->text);
    status = glass_inflate(&entry->tag, GLASS_TEXT_MAX, &rebuild->text, error);
    if (status) return status;
    return article_parse(rebuild->text.data, rebuild->text.size, &rebuild->article, error);
}

void rebuild_term(struct rebuild_source *source, uint32_t docid, const char *prefix, char *out,
                  size_t room)
{
    const size_t prefix_size = strlen(prefix);
    const struct glass_entry *entry = NULL;
    struct termlist list = {0};
    struct buf tag;
    *out = '\0';
    buf_init(&tag);
    if (!find_entry(source, GLASS_TERMLIST, &source->termlist, docid, &entry, NULL) && entry &&
        !glass_inflate(&entry->tag, GLASS_TEXT_MAX, &tag, NULL) &&
        termlist_open(&list, (const uint8_t *)tag.data, tag.size))
        while (list.left && termlist_next(&list))
            if (list.term_size > prefix_size && list.term_size - prefix_size < room &&
                !memcmp(list.term, prefix, prefix_size)) {
                memcpy(out, list.term + prefix_size, list.term_size - prefix_size);
                out[list.term_size - prefix_size] = '\0';
            }
    buf_release(&tag);
}
