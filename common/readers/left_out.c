/* left_out.c - see left_out.h. */
#include "common/readers/left_out.h"

#include <stdbool.h>
#include <string.h>

#include "common/readers/archive_kind.h"
#include "common/readers/front_matter_find.h"

/* clang-format off */
const struct left_out left_out[] = {
#if !WITH_JSON
    {"jsonl", "json-c"},
    {"json", "json-c"},
    {"ninjs", "json-c"},
#endif
#if !WITH_MARKDOWN
    {"markdown", "md4c"},
#endif
#if !WITH_XML
    {"html", "libxml2"},
    {"feed", "libxml2"},
    {"wxr", "libxml2"},
    {"trafilatura", "libxml2"},
    {"nitf", "libxml2"},
    {"newsml-g2", "libxml2"},
    {"newsml", "libxml2"},
    {"xml", "libxml2"},
#endif
#if !WITH_ARCHIVE
    {"archive", "libarchive"},
#endif
    {NULL, NULL}
};
/* clang-format on */

static const char *skip_space(const char *at, const char *end)
{
    while (at < end && *at && strchr(" \t\r\n", *at))
        at++;
    return at;
}

static const char *text_of(const char *head, size_t size)
{
    const bool has_mark = size > 3 && !memcmp(head, "\xEF\xBB\xBF", 3);
    return skip_space(has_mark ? head + 3 : head, head + size);
}

/* Whether an object, or an array of such, of arrays or of strings, is the first thing in the text. */
static bool is_json(const char *head, size_t size)
{
    const char *const end = head + size, *const first = text_of(head, size);
    if (first == end || (*first != '{' && *first != '[')) return false;
    const char *const next = skip_space(first + 1, end);
    return next < end && *next && strchr(*first == '{' ? "\"}" : "{[\"]", *next);
}

/* Whether a tag, a comment or a declaration is. */
static bool is_markup(const char *head, size_t size)
{
    const char *const end = head + size;
    head = text_of(head, size);
    if (end - head < 2 || *head != '<') return false;
    const char next = (char)(head[1] | 0x20);
    return head[1] == '!' || head[1] == '?' || (next >= 'a' && next <= 'z');
}

const char *left_out_reason(const char *head, size_t size)
{
    if (!WITH_ARCHIVE && archive_kind(head, size))
        return "an archive or packed file, which this nindex can't unpack: it was built without "
               "libarchive";
    if (!WITH_XML && is_markup(head, size))
        return "XML or HTML, which this nindex can't read: it was built without libxml2";
    if (!WITH_JSON && is_json(head, size))
        return "JSON, which this nindex can't read: it was built without json-c";
    if (!WITH_MARKDOWN && front_matter_begins(head, size))
        return "Markdown with front matter, which this nindex can't read: it was built without "
               "md4c";
    return NULL;
}
