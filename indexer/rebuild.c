/* rebuild.c - the order of things, the manifest, the switch; see rebuild.h. */
#include "indexer/rebuild.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "common/analysis.h"
#include "common/error.h"
#include "common/language.h"
#include "common/schema.h"
#include "common/stemmer_prints.h"
#include "indexer/file.h"
#include "indexer/manifest.h"
#include "indexer/publish.h"
#include "indexer/rebuild_own.h"
#include "indexer/segment.h"

void rebuild_lost(struct rebuild *rebuild, const char *format, ...)
{
    nsearch_error clean;
    va_list arguments;
    va_start(arguments, format);
    error_set_list(&clean, NSEARCH_DAMAGED, format, arguments);
    va_end(arguments);
    rebuild->result->losses++;
    if (rebuild->watcher->loss) rebuild->watcher->loss(rebuild->watcher->context, clean.message);
}

nsearch_status rebuild_stopped(const struct rebuild *rebuild, nsearch_error *error)
{
    const volatile sig_atomic_t *stop = rebuild->request->stop;
    if (!stop || !*stop) return NSEARCH_OK;
    return error_set(error, NSEARCH_INVALID, "interrupted");
}

/* ---- Sources -------------------------------------------------------------------------------------- */

static nsearch_status open_sources(struct rebuild *rebuild, const struct store *store,
                                   nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    rebuild->sources = calloc(store->count + 1, sizeof *rebuild->sources);
    if (!rebuild->sources) return error_memory(error);
    while (!status && rebuild->count < store->count) {
        struct rebuild_source *source = &rebuild->sources[rebuild->count];
        store_segment_name(store->segments[rebuild->count++], source->name);
        buf_init(&source->path);
        buf_addf(&source->path, "%s/%s", rebuild->request->index, source->name);
        status = buf_status(&source->path, error);
        if (!status) status = rebuild_source_open(rebuild, source, error);
    }
    return status;
}

/* How the new segment is to be made: as the first that tells. */
static nsearch_status find_options(struct rebuild *rebuild, struct segment_options *options,
                                   nsearch_error *error)
{
    const struct rebuild_request *request = rebuild->request;
    const char *index = request->index, *language = request->language;
    for (size_t i = rebuild->count; i--;) {
        const struct rebuild_traits *traits = &rebuild->sources[i].traits;
        if (traits->schema && atoi(traits->schema) > SCHEMA_VERSION)
            return error_set(error, NSEARCH_TOO_NEW, "%s: an index of a newer nsearch: upgrade",
                             index);
        if (traits->text && strcmp(traits->text, TEXT_STORED) != 0)
            return error_set(error, NSEARCH_INVALID,
                             "%s: it keeps no texts: nindex --full -i %s PATH... makes it anew "
                             "from the files",
                             index, index);
        if (traits->language) language = traits->language;
        if (traits->format) options->format = traits->format;
        if (traits->map) options->map = traits->map;
    }
    if (!language)
        return error_set(error, NSEARCH_DAMAGED,
                         "%s: its language can't be read: name it, as in "
                         "nindex --rebuild-from-index --language english",
                         index);
    nsearch_status status = stemmer_language(language, rebuild->language, error);
    if (!status) status = stemmer_prints(&rebuild->stems, error);
    options->language = rebuild->language;
    options->stems = rebuild->stems.data;
    options->keep_text = true;
    options->jobs = request->jobs;
    options->memory = request->memory;
    options->run_directory = request->run_directory;
    options->stop = request->stop;
    return status;
}

/* As for a build from as much text as the old segments were of. */
static nsearch_status check_space(const struct rebuild *rebuild, nsearch_error *error)
{
    const struct rebuild_watcher *watcher = rebuild->watcher;
    struct space_plan plan = {.index = rebuild->request->index,
                              .run_directory = rebuild->request->run_directory,
                              .memory = rebuild->request->memory};
    struct space_lack lack;
    for (size_t i = 0; i < rebuild->count; i++)
        plan.text += space_text_of(rebuild->sources[i].path.data);
    const nsearch_status status = space_check(&plan, &lack, error);
    if (!status && lack.needed && watcher->scarce) watcher->scarce(watcher->context, &lack);
    return status;
}

/* ---- The segment ---------------------------------------------------------------------------------- */

/* The serials that are kept, and those below what was free. */
static void find_next_serial(struct rebuild *rebuild)
{
    const char *text = rebuild->count ? rebuild->sources[0].traits.serial : NULL;
    if (!text || strlen(text) != STAMP_SERIAL_DIGITS ||
        !stamp_read(text, STAMP_SERIAL_DIGITS, &rebuild->next_serial))
        rebuild->next_serial = stamp_first_serial();
}

/* What the article had; a new serial and this time, where that can't be read or it had none. */
static struct stamp stamp_of(struct rebuild *rebuild, struct rebuild_source *source, uint32_t docid)
{
    char digits[STAMP_SERIAL_DIGITS + 1];
    struct stamp stamp = {.first = source->firsts[docid - 1],
                          .indexed = (int64_t)source->indexed[docid - 1]};
    rebuild_term(source, docid, PREFIX_SERIAL, digits, sizeof digits);
    if (strlen(digits) != STAMP_SERIAL_DIGITS ||
        !stamp_read(digits, STAMP_SERIAL_DIGITS, &stamp.serial))
        stamp.serial = rebuild->next_serial++;
    else if (stamp.serial >= rebuild->next_serial)
        rebuild->next_serial = stamp.serial + 1;
    if (!stamp.indexed) stamp.indexed = rebuild->now;
    return stamp;
}

static nsearch_status add_article(struct rebuild *rebuild, struct segment *segment,
                                  const struct rebuild_entry *entry, nsearch_error *error)
{
    struct rebuild_source *source = &rebuild->sources[entry->source];
    nsearch_error why;
    nsearch_status status = rebuild_article(rebuild, source, entry->docid, &why);
    if (status == NSEARCH_MEMORY) return error_memory(error);
    if (status) { /* it could be read a moment ago: a disk that gives up */
        rebuild_lost(rebuild, "%s: article number %" PRIu32 ": %s", source->name, entry->docid,
                     why.message);
        return NSEARCH_OK;
    }
    const uint64_t digest = source->digests[entry->docid - 1];
    const struct stamp stamp = stamp_of(rebuild, source, entry->docid);
    const bool knows = digest && source->traits.schema &&
                       atoi(source->traits.schema) >= SCHEMA_DIGESTS;
    if (knows && digest != stamp_digest(stamp.serial, rebuild->text.data, rebuild->text.size))
        rebuild_lost(rebuild, "%s: article %.80s: kept, but parts of it are not as they were",
                     source->name, rebuild->article.fields[ARTICLE_ID].data);
    language_settle(&rebuild->article);
    status = boilerplate_take(rebuild->boilerplate, &rebuild->article, false, error);
    return status ? status : segment_add(segment, &rebuild->article, &stamp, error);
}

static nsearch_status write_segment(struct rebuild *rebuild, const char *path,
                                    const struct segment_options *options, nsearch_error *error)
{
    char serial[STAMP_SERIAL_DIGITS + 1];
    struct segment *segment;
    struct buf boilerplate;
    const struct rebuild_watcher *watcher = rebuild->watcher;
    nsearch_status status = segment_create(path, options, &segment, error);
    if (watcher->reading) watcher->reading(watcher->context, rebuild->entry_count);
    for (size_t i = 0; !status && i < rebuild->entry_count; i++) {
        status = add_article(rebuild, segment, &rebuild->entries[i], error);
        if (!status) status = rebuild_stopped(rebuild, error);
        if (watcher->progress) watcher->progress(watcher->context, i + 1, rebuild->entry_count);
    }
    stamp_write(rebuild->next_serial, STAMP_SERIAL_DIGITS, serial);
    buf_init(&boilerplate);
    boilerplate_write(rebuild->boilerplate, &boilerplate);
    if (!status) status = buf_status(&boilerplate, error);
    const struct metadata metadata[] = {{META_BOILERPLATE, boilerplate.data},
                                        {META_SERIAL, serial}};
    if (!status && watcher->writing) watcher->writing(watcher->context);
    if (!status) status = segment_finish(segment, metadata, 2, error);
    if (!status) rebuild->result->articles = segment_count(segment);
    segment_free(segment);
    buf_release(&boilerplate);
    return status;
}

/* ---- The manifest --------------------------------------------------------------------------------- */

/* Whether it can be read to its end. */
static nsearch_status try_manifest(const char *path, nsearch_error *error)
{
    struct manifest_reader *reader;
    const struct manifest_file *file;
    const char *shadowed;
    uint64_t articles;
    nsearch_status status = manifest_open(path, &reader, error);
    while (!status && !(status = manifest_next(reader, &file, error)) && file)
        ;
    while (!status && !(status = manifest_next_shadowed(reader, &shadowed, &articles, error)) &&
           shadowed)
        ;
    manifest_close(reader);
    return status;
}

/* The same files, all unsure: the next run reads them again, if they are there, and has what was lost. */
static nsearch_status copy_unsure(const char *from, const char *to, nsearch_error *error)
{
    struct manifest_reader *reader;
    struct manifest_writer *writer = NULL;
    const struct manifest_file *file;
    const char *shadowed;
    uint64_t articles;
    nsearch_status status = manifest_open(from, &reader, error);
    if (!status) status = manifest_create(to, manifest_roots(reader), &writer, error);
    while (!status && !(status = manifest_next(reader, &file, error)) && file) {
        struct manifest_file unsure = *file;
        unsure.unsure = true;
        status = manifest_add(writer, &unsure, error);
    }
    while (!status && !(status = manifest_next_shadowed(reader, &shadowed, &articles, error)) &&
           shadowed)
        status = manifest_add_shadowed(writer, shadowed, articles, error);
    if (!status) status = manifest_finish(writer, error);
    manifest_free(writer);
    manifest_close(reader);
    return status;
}

/* One that names the files of the articles and knows no more of them: the next run reads all again. */
static nsearch_status make_manifest(struct rebuild *rebuild, const char *path, nsearch_error *error)
{
    const struct roots none = {0};
    const struct rebuild_entry *entries = rebuild->entries;
    struct manifest_writer *writer;
    nsearch_status status = manifest_create(path, &none, &writer, error);
    for (size_t i = 0, end; !status && i < rebuild->entry_count; i = end) {
        const char *name = rebuild->names.data + entries[i].name;
        for (end = i + 1;
             end < rebuild->entry_count && !strcmp(name, rebuild->names.data + entries[end].name);)
            end++;
        const struct manifest_file file = {.path = name, .articles = end - i, .unsure = true};
        if (*name == '/') status = manifest_add(writer, &file, error);
    }
    if (!status) status = manifest_finish(writer, error);
    manifest_free(writer);
    return status;
}

static nsearch_status carry_manifest(struct rebuild *rebuild, const struct publish *publish,
                                     nsearch_error *error)
{
    char name[STORE_MANIFEST_NAME_MAX];
    struct buf path;
    nsearch_error why;
    buf_init(&path);
    store_manifest_name(publish_generation(publish), name);
    buf_addf(&path, "%s/%s", rebuild->request->index, name);
    nsearch_status status = buf_status(&path, error);
    if (status) goto done;
    status = try_manifest(path.data, &why);
    if (!status) {
        const char *to = publish_manifest_path(publish);
        status = rebuild->result->losses ? copy_unsure(path.data, to, error)
                                         : file_link(path.data, to, error);
    } else if (status == NSEARCH_MEMORY || status == NSEARCH_DENIED) {
        if (error) *error = why;
    } else {
        if (rebuild->sources[0].traits.serial) /* else it never had one */
            rebuild_lost(rebuild, "%s: the next run must name its PATHs, and reads all files",
                         why.message);
        status = make_manifest(rebuild, publish_manifest_path(publish), error);
    }
done:
    buf_release(&path);
    return status;
}

/* ---- All ------------------------------------------------------------------------------------------ */

static nsearch_status run(struct rebuild *rebuild, struct publish *publish, nsearch_error *error)
{
    const struct store *store = publish_store(publish);
    struct segment_options options = {0};
    const char *index = rebuild->request->index;
    if (!store->count)
        return error_set(error, NSEARCH_MISSING, "%s: no index here, or no segment of it", index);
    nsearch_status status = open_sources(rebuild, store, error);
    if (!status) status = find_options(rebuild, &options, error);
    if (!status) status = check_space(rebuild, error);
    if (!status) status = rebuild_order(rebuild, store, error);
    if (!status && !rebuild->entry_count && rebuild->result->losses)
        return error_set(error, NSEARCH_DAMAGED, "%s: not one article can be read", index);
    find_next_serial(rebuild);
    const char *boilerplate = rebuild->sources[0].traits.boilerplate;
    if (!status)
        status = boilerplate_create(boilerplate ? boilerplate : "", true, &rebuild->boilerplate,
                                    error);
    if (!status) status = write_segment(rebuild, publish_segment_path(publish), &options, error);
    if (!status) status = carry_manifest(rebuild, publish, error);
    if (!status) status = publish_switch(publish, store->count, error);
    if (!status) rebuild->result->generation = publish_generation(publish);
    if (!status) rebuild->result->next_serial = rebuild->next_serial;
    return status;
}

nsearch_status rebuild_index(const struct rebuild_request *request,
                             const struct rebuild_watcher *watcher, struct rebuild_result *result,
                             nsearch_error *error)
{
    struct rebuild rebuild = {.request = request, .watcher = watcher, .result = result};
    struct publish *publish = NULL;
    struct store store;
    nsearch_error own; /* what is lost is told from it */
    if (!error) error = &own;
    *result = (struct rebuild_result){0};
    nsearch_status status = store_read(request->index, &store, error); /* makes no directory */
    store_release(&store);
    if (status) return status;
    rebuild.now = (int64_t)time(NULL);
    arena_init(&rebuild.arena);
    article_init(&rebuild.article);
    buf_init(&rebuild.text);
    buf_init(&rebuild.names);
    buf_init(&rebuild.stems);
    status = publish_begin(request->index, &request->wait, &publish, error);
    if (!status && watcher->begun) watcher->begun(watcher->context);
    if (!status) status = run(&rebuild, publish, error);
    if (publish && watcher->ended) watcher->ended(watcher->context, result, status, error);
    for (size_t i = 0; i < rebuild.count; i++)
        rebuild_source_close(&rebuild.sources[i]);
    publish_end(publish);
    boilerplate_free(rebuild.boilerplate);
    free(rebuild.sources);
    free(rebuild.entries);
    buf_release(&rebuild.names);
    buf_release(&rebuild.stems);
    buf_release(&rebuild.text);
    article_release(&rebuild.article);
    arena_release(&rebuild.arena);
    return status;
}
