/* reader.c - the readers there are, and which one takes a file. */
#include "common/readers/reader.h"

#include <string.h>
#include <strings.h>

/* clang-format off */
extern const struct reader reader_text;
extern const struct reader reader_jsonl;
extern const struct reader reader_json;
extern const struct reader reader_csv;
extern const struct reader reader_markdown;
extern const struct reader reader_html;
extern const struct reader reader_feed;
extern const struct reader reader_wxr;
extern const struct reader reader_trafilatura;
extern const struct reader reader_nitf;
extern const struct reader reader_newsml_g2;
extern const struct reader reader_newsml;
extern const struct reader reader_xml;
extern const struct reader reader_ninjs;
extern const struct reader reader_iptc7901;
extern const struct reader reader_trec;
extern const struct reader reader_reuters;
extern const struct reader reader_mail;
extern const struct reader reader_warc;
extern const struct reader reader_arc;
extern const struct reader reader_archive;

/* The first of equals is taken where the name says nothing: any text may be plain text. */
/* clang-format off */
const struct reader *const readers[] = {
    &reader_text,
#if WITH_JSON
    &reader_jsonl,
    &reader_json,
#endif
    &reader_csv,
#if WITH_MARKDOWN
    &reader_markdown,
#endif
#if WITH_XML
    &reader_html,
    &reader_feed,
    &reader_wxr,
    &reader_trafilatura,
    &reader_nitf,
    &reader_newsml_g2,
    &reader_newsml,
    &reader_xml,
#endif
#if WITH_JSON
    &reader_ninjs,
#endif
    &reader_iptc7901,
    &reader_trec,
    &reader_reuters,
    &reader_mail,
    &reader_warc,
    &reader_arc,
#if WITH_ARCHIVE
    &reader_archive,
#endif
    NULL
};
/* clang-format on */

/* ---- Choosing ----------------------------------------------------------------------------------- */

const struct reader *reader_of_name(const char *name)
{
    for (size_t i = 0; readers[i]; i++)
        if (!strcmp(readers[i]->name, name)) return readers[i];
    return NULL;
}

static bool ends_in(const char *path, size_t size, const char *suffix)
{
    size_t suffix_size = strlen(suffix);
    return size > suffix_size && !strncasecmp(path + size - suffix_size, suffix, suffix_size);
}

/* Of a name without what says how the file is packed. */
static size_t unpacked_size(const char *path)
{
    static const char *const suffixes[] = {".gz", ".bz2", ".xz", ".zst"};
    const size_t size = strlen(path);
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (ends_in(path, size, suffixes[i])) return size - strlen(suffixes[i]);
    return size;
}

static bool has_suffix(const struct reader *reader, const char *path)
{
    const size_t size = unpacked_size(path);
    for (const char *const *suffix = reader->suffixes; *suffix; suffix++)
        if (ends_in(path, size, *suffix)) return true;
    return false;
}

bool reader_has_name(const char *path)
{
    for (size_t i = 0; readers[i]; i++)
        if (has_suffix(readers[i], path)) return true;
    return false;
}

const struct reader *reader_for(const char *path, const char *head, size_t size)
{
    const struct reader *best = NULL;
    int best_score = 0;
    const bool has_nul = size && memchr(head, '\0', size);
    for (size_t i = 0; readers[i]; i++) {
        if (has_nul && !readers[i]->is_binary) continue;
        int sure = readers[i]->probe(head, size);
        int score = sure ? 2 * sure + has_suffix(readers[i], path) : 0;
        if (score > best_score) {
            best = readers[i];
            best_score = score;
        }
    }
    return best;
}
