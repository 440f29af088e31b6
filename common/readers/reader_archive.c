/* reader_archive.c - tar and zip archives, and files packed with bzip2, xz or zstd: each member as if it were a file.
 *
 *     input (gunzipped) -> libarchive -> member -> reader_member() -> the reader that fits it
 *
 * Archives are read front to back, as they come: what stands before damage is had, and nothing is ever written to
 * disk. Names are used for ids only. What a walk through directories passes over is passed over here too: names that
 * begin with a dot, directories, links, devices. */
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <string.h>

#include "common/error.h"
#include "common/readers/archive_kind.h"
#include "common/readers/reader.h"

enum {
    NAME_MAX_BYTES = 4096,
    RETRIES_MAX = 100 /* headers in a row that can't be made sense of */
};

struct unarchive {
    struct archive *archive;
    struct input *input;
    const struct reader_sink *sink;
    struct buf name;
    uint64_t members;      /* of any kind */
    nsearch_status status; /* of the input, where it failed */
    nsearch_error error;
};

/* ---- Between input and libarchive ----------------------------------------------------------------- */

static la_ssize_t give_packed(struct archive *archive, void *context, const void **out)
{
    struct unarchive *unarchive = context;
    const char *data;
    size_t size;
    unarchive->status = input_bytes(unarchive->input, SIZE_MAX, &data, &size, &unarchive->error);
    if (unarchive->status) {
        archive_set_error(archive, EIO, "%s", unarchive->error.message);
        return ARCHIVE_FATAL;
    }
    *out = data;
    return (la_ssize_t)size;
}

static nsearch_status failure(const struct unarchive *unarchive, nsearch_error *error)
{
    const char *why = archive_error_string(unarchive->archive);
    if (unarchive->status && error) *error = unarchive->error;
    if (unarchive->status) return unarchive->status;
    if (archive_errno(unarchive->archive) == ENOMEM) return error_memory(error);
    return error_set(error, NSEARCH_DAMAGED, "the archive is damaged: %s", why ? why : "no reason");
}

/* For unpack_source. */
static nsearch_status read_member(void *context, char *out, size_t capacity, size_t *size,
                                  nsearch_error *error)
{
    struct unarchive *unarchive = context;
    const la_ssize_t count = archive_read_data(unarchive->archive, out, capacity);
    if (count < 0) return failure(unarchive, error);
    *size = (size_t)count;
    unarchive->status = input_count_unpacked(unarchive->input, *size, &unarchive->error);
    return unarchive->status ? failure(unarchive, error) : NSEARCH_OK;
}

/* Passes over a member whose end can't be known but by unpacking it: libarchive would, however long it is. */
static nsearch_status skip_member(struct unarchive *unarchive, nsearch_error *error)
{
    char data[16 * 1024];
    size_t size;
    nsearch_status status;
    do
        status = read_member(unarchive, data, sizeof data, &size, error);
    while (!status && size);
    return status == NSEARCH_DAMAGED && !unarchive->status ? NSEARCH_OK : status;
}

/* ---- Names ---------------------------------------------------------------------------------------- */

/* The name without what would lead out of the archive: "/", ".", "..". False for one that is passed over. */
static bool clean_name(const char *name, struct buf *out)
{
    buf_reset(out);
    while (*name) {
        const size_t size = strcspn(name, "/");
        const bool dots = !strncmp(name, "..", size) && size <= 2;
        if (*name == '.' && size && !dots) return false;
        if (size && !dots && out->size) buf_add_char(out, '/');
        if (!dots) buf_add(out, name, size);
        name += size + (name[size] == '/');
    }
    return out->size > 0;
}

/* Documents that are zip archives by accident of their format. */
static bool is_document(const char *name)
{
    static const char *const first[] = {"[Content_Types].xml", "_rels/.rels", "mimetype",
                                        "META-INF/MANIFEST.MF", "META-INF/"};
    for (size_t i = 0; i < sizeof first / sizeof *first; i++)
        if (!strcmp(name, first[i])) return true;
    return false;
}

/* ---- Members -------------------------------------------------------------------------------------- */

static bool is_packed_whole(const struct unarchive *unarchive)
{
    return archive_filter_code(unarchive->archive, 0) != ARCHIVE_FILTER_NONE;
}

static nsearch_status take_file(struct unarchive *unarchive, const char *name, nsearch_error *error)
{
    const struct reader_member member = {.name = name,
                                         .source = {.read = read_member, .context = unarchive}};
    const nsearch_status status = reader_member(unarchive->sink, unarchive->input, &member, error);
    return status ? status : buf_status(&unarchive->name, error);
}

/* Of directories nobody wants to know. */
static void tell_passed(const struct unarchive *unarchive, struct archive_entry *entry,
                        bool is_named)
{
    if (archive_entry_filetype(entry) == AE_IFDIR) return;
    reader_passed(unarchive->sink, is_named ? "links and devices" : "names that begin with a dot",
                  1);
}

static nsearch_status take_member(struct unarchive *unarchive, struct archive_entry *entry,
                                  nsearch_error *error)
{
    const char *name = archive_entry_pathname_utf8(entry);
    const bool is_raw = archive_format(unarchive->archive) == ARCHIVE_FORMAT_RAW;
    if (is_raw) return take_file(unarchive, NULL, error);
    if (!name) name = archive_entry_pathname(entry);
    if (!name) name = "unnamed";
    if (unarchive->members == 1 && is_document(name))
        return error_set(error, NSEARCH_INVALID,
                         "a document of an office program or a book, not an archive of files");
    const bool is_file = archive_entry_filetype(entry) == AE_IFREG &&
                         !archive_entry_hardlink(entry);
    const bool is_named = clean_name(name, &unarchive->name);
    if (!is_file || !is_named) tell_passed(unarchive, entry, is_named);
    if (!is_file || !is_named)
        return is_packed_whole(unarchive) || !archive_entry_size_is_set(entry)
                   ? skip_member(unarchive, error)
                   : NSEARCH_OK;
    if (unarchive->name.size > NAME_MAX_BYTES) buf_cut(&unarchive->name, NAME_MAX_BYTES);
    if (!archive_entry_is_encrypted(entry))
        return take_file(unarchive, unarchive->name.data, error);
    reader_reject_as(unarchive->sink, unarchive->input, 0, REJECT_UNKNOWN,
                     "%s is encrypted: unpack it by hand", unarchive->name.data);
    return NSEARCH_OK;
}

static nsearch_status take_members(struct unarchive *unarchive, nsearch_error *error)
{
    struct archive_entry *entry;
    nsearch_status status = NSEARCH_OK;
    int result, retries = 0;
    while (!status && retries < RETRIES_MAX &&
           (result = archive_read_next_header(unarchive->archive, &entry)) != ARCHIVE_EOF) {
        if (result == ARCHIVE_FATAL) return failure(unarchive, error);
        retries = result < ARCHIVE_WARN ? retries + 1 : 0;
        if (retries) continue;
        unarchive->members++;
        status = take_member(unarchive, entry, error);
    }
    if (!status && retries) return failure(unarchive, error);
    return !status && !unarchive->members
               ? error_set(error, NSEARCH_INVALID, "an archive without files")
               : status;
}

/* ---- The archive ---------------------------------------------------------------------------------- */

/* Only what this libarchive unpacks itself: for what it can't, it would start a program. */
static bool add_filters(struct archive *archive)
{
    return archive_read_support_filter_bzip2(archive) == ARCHIVE_OK &&
           archive_read_support_filter_xz(archive) == ARCHIVE_OK &&
           archive_read_support_filter_zstd(archive) == ARCHIVE_OK;
}

static bool add_formats(struct archive *archive, bool is_packed)
{
    return archive_read_support_format_tar(archive) == ARCHIVE_OK &&
           archive_read_support_format_zip_streamable(archive) == ARCHIVE_OK &&
           (!is_packed ||
            (add_filters(archive) && archive_read_support_format_raw(archive) == ARCHIVE_OK));
}

static nsearch_status open_archive(struct unarchive *unarchive, nsearch_error *error)
{
    const char *head;
    size_t size;
    nsearch_status status = input_peek(unarchive->input, &head, &size, error);
    if (status) return status;
    const char *kind = archive_kind(head, size);
    if (!add_formats(unarchive->archive, kind && !strncmp(kind, "packed", 6)))
        return error_set(error, NSEARCH_INVALID,
                         "%s, which the libarchive of this machine can't unpack", kind);
    return archive_read_open(unarchive->archive, unarchive, NULL, give_packed, NULL) == ARCHIVE_OK
               ? NSEARCH_OK
               : failure(unarchive, error);
}

static nsearch_status read_archive(struct input *input, const struct reader_sink *sink,
                                   nsearch_error *error)
{
    struct unarchive unarchive = {.archive = archive_read_new(), .input = input, .sink = sink};
    if (!unarchive.archive) return error_memory(error);
    buf_init(&unarchive.name);
    nsearch_status status = open_archive(&unarchive, error);
    if (!status) status = take_members(&unarchive, error);
    archive_read_free(unarchive.archive);
    buf_release(&unarchive.name);
    return status;
}

static int probe_archive(const char *head, size_t size)
{
    return archive_kind(head, size) ? 100 : 0;
}

extern const struct reader reader_archive;
const struct reader reader_archive = {
    .name = "archive",
    .what = "tar and zip archives of files of any format",
    .suffixes = (const char *const[]){".tar", ".tgz", ".tbz2", ".txz", ".tzst", ".zip", NULL},
    .is_binary = true,
    .is_packing = true,
    .probe = probe_archive,
    .read = read_archive,
};
