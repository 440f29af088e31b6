/* glass_sums.c - see glass_sums.h. */
#include "indexer/glass_sums.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/error.h"
#include "common/hash.h"
#include "indexer/file.h"

enum {
    LANES = 4, /* mixed side by side: a multiplication takes longer than its turn */
    SUM_DIGITS = 16,
    READ_SIZE = 256 << 10, /* a multiple of the unit */
    LINE_ROOM = 64,
};

/* ---- Summing -------------------------------------------------------------------------------------- */

/* `size` is at most the unit; only at the end of a file is it less. */
static uint64_t sum_unit(const unsigned char *bytes, size_t size, uint64_t offset)
{
    uint64_t lanes[LANES] = {offset, offset + 1, offset + 2, offset + 3};
    size_t at = 0;
    for (; size - at >= sizeof lanes; at += sizeof lanes) {
        uint64_t words[LANES];
        memcpy(words, bytes + at, sizeof words);
        for (int i = 0; i < LANES; i++)
            lanes[i] = hash_mix(lanes[i] ^ words[i], 0xa0761d6478bd642fu);
    }
    const uint64_t rest = hash_bytes(bytes + at, size - at);
    return hash_bytes(lanes, sizeof lanes) ^ hash_mix(rest, 0xe7037ed1a0b428dbu);
}

uint64_t glass_sum(const void *bytes, size_t size, uint64_t offset)
{
    const unsigned char *at = bytes;
    uint64_t sum = 0;
    for (size_t unit; size; at += unit, offset += unit, size -= unit) {
        unit = size < GLASS_SUM_UNIT ? size : GLASS_SUM_UNIT;
        sum += sum_unit(at, unit, offset);
    }
    return sum;
}

nsearch_status glass_sums_of_file(const char *path, const volatile sig_atomic_t *stop,
                                  uint64_t *out, nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    uint64_t sum = 0, offset = 0;
    unsigned char *bytes = malloc(READ_SIZE);
    FILE *file = bytes ? fopen(path, "rbe") : NULL;
    if (!file) {
        status = bytes ? error_system(error, errno, path) : error_memory(error);
        goto done;
    }
    setvbuf(file, NULL, _IONBF, 0);
    for (size_t size; !status && (size = fread(bytes, 1, READ_SIZE, file)); offset += size) {
        sum += glass_sum(bytes, size, offset);
        if (stop && *stop) status = error_set(error, NSEARCH_INVALID, "interrupted");
    }
    if (ferror(file)) status = error_system(error, errno, path);
    fclose(file);
done:
    *out = sum;
    free(bytes);
    return status;
}

/* ---- The file ------------------------------------------------------------------------------------- */

const char *glass_file_name(size_t file)
{
    return file < GLASS_TABLE_COUNT ? glass_table_name(file) : "iamglass";
}

static void add_line(struct buf *out, size_t file, uint64_t sum)
{
    buf_addf(out, "%s %016" PRIx64 "\n", glass_file_name(file), sum);
}

nsearch_status glass_sums_write(const char *directory, const struct glass_version *version,
                                const void *data, size_t size, nsearch_error *error)
{
    struct buf text, path;
    buf_init(&text);
    buf_init(&path);
    buf_addf(&path, "%s/" GLASS_SUMS, directory);
    for (size_t i = 0; i < GLASS_TABLE_COUNT; i++)
        if (!version->roots[i].none) add_line(&text, i, version->roots[i].sum);
    add_line(&text, GLASS_TABLE_COUNT, glass_sum(data, size, 0));
    nsearch_status status = buf_status(&text, error);
    if (!status) status = buf_status(&path, error);
    if (!status) status = file_write(path.data, text.data, text.size, error);
    buf_release(&text);
    buf_release(&path);
    return status;
}

/* "NAME SUM" of a file that has no sum yet. */
static bool parse_line(const char *line, struct glass_sums *out)
{
    for (size_t i = 0; i < GLASS_FILE_COUNT; i++) {
        const char *name = glass_file_name(i);
        const size_t length = strlen(name);
        if (strncmp(line, name, length) || line[length] != ' ') continue;
        const char *digits = line + length + 1;
        if (out->files[i].known || strspn(digits, "0123456789abcdef") != SUM_DIGITS ||
            strcmp(digits + SUM_DIGITS, "\n") != 0)
            return false;
        out->files[i].sum = strtoull(digits, NULL, 16);
        return out->files[i].known = true;
    }
    return false;
}

nsearch_status glass_sums_read(const char *directory, struct glass_sums *out, nsearch_error *error)
{
    char line[LINE_ROOM];
    struct buf path;
    nsearch_status status;
    *out = (struct glass_sums){0};
    buf_init(&path);
    buf_addf(&path, "%s/" GLASS_SUMS, directory);
    FILE *file = NULL;
    if ((status = buf_status(&path, error))) goto done;
    if (!(file = fopen(path.data, "re"))) {
        status = error_system(error, errno, path.data);
        goto done;
    }
    while (!status && fgets(line, sizeof line, file))
        if (!parse_line(line, out))
            status = error_set(error, NSEARCH_DAMAGED, "%s: not a list of checksums", path.data);
    if (!status && ferror(file)) status = error_system(error, errno, path.data);
    if (!status && !out->files[GLASS_TABLE_COUNT].known)
        status = error_set(error, NSEARCH_DAMAGED, "%s: it ends too early", path.data);
    fclose(file);
done:
    buf_release(&path);
    return status;
}
