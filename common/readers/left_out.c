/* left_out.c - see left_out.h. */
#include "common/readers/left_out.h"

#include <stdbool.h>
#include <string.h>

#include "common/readers/archive_kind.h"

/* clang-format off */
const struct left_out left_out[] = {
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

/* Whether a tag, a comment or a declaration is the first thing in the text. */
static bool is_markup(const char *head, size_t size)
{
    const char *end = head + size;
    if (size > 3 && !memcmp(head, "\xEF\xBB\xBF", 3)) head += 3;
    while (head < end && strchr(" \t\r\n", *head))
        head++;
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
    return NULL;
}
