/* reader_html.c - a saved web page: one article. */
#include <string.h>
#include <strings.h>

#include "common/error.h"
#include "common/readers/html.h"
#include "common/readers/reader.h"

static nsearch_status read_html(struct input *input, const struct reader_sink *sink,
                                nsearch_error *error)
{
    struct line all;
    struct article article;
    unsigned long left[HTML_LEFT_KINDS] = {0};
    nsearch_status status = input_rest(input, &all, error);
    if (status) return status;
    if (all.too_long) {
        reader_reject_long(sink, input, 0, "a page");
        return NSEARCH_OK;
    }
    const struct input_hints *known = input_hints(input);
    const struct html_hints hints = {known->type, known->url, known->date};
    article_init(&article);
    status = html_page_read(all.text, all.size, &hints, &article, left, error);
    for (int kind = 0; !status && kind < HTML_LEFT_TEXT; kind++)
        if (left[kind])
            reader_dropped(sink, input, "%s: %lu letters",
                           html_left_out_name((enum html_left_out)kind), left[kind]);
    if (left[HTML_LEFT_TEXT]) reader_dropped(sink, input, "%s", html_left_out_name(HTML_LEFT_TEXT));
    if (!status) status = sink->article(sink->context, &article, error);
    article_release(&article);
    return status;
}

/* ---- Probing ------------------------------------------------------------------------------------ */

static bool starts(const char *at, const char *end, const char *prefix)
{
    const size_t size = strlen(prefix);
    return size <= (size_t)(end - at) && !strncasecmp(at, prefix, size);
}

/* Behind what ends in `close`; NULL if nothing does. */
static const char *behind(const char *at, const char *end, const char *close)
{
    const char *found = memmem(at, (size_t)(end - at), close, strlen(close));
    return found ? found + strlen(close) : NULL;
}

/* Behind white space, comments and <?xml ...?>; NULL if that is all there is. */
static const char *skip_start(const char *at, const char *end)
{
    while (at && at < end) {
        if (strchr(" \t\r\n\f", *at))
            at++;
        else if (starts(at, end, "<!--"))
            at = behind(at, end, "-->");
        else if (starts(at, end, "<?"))
            at = behind(at, end, ">");
        else
            return at;
    }
    return NULL;
}

/* Whether a tag of that name starts here. */
static bool is_tag(const char *at, const char *end, const char *name)
{
    const size_t size = strlen(name);
    return starts(at, end, name) && (size_t)(end - at) > size && strchr(" \t\r\n/>", at[size]);
}

static int probe_text(const char *head, size_t size)
{
    static const char *const sure[] = {"<html", "<!doctype html", "<head", "<body"};
    static const char *const likely[] = {"<title", "<meta",    "<link",   "<script", "<style",
                                         "<base",  "<article", "<main",   "<div",    "<h1",
                                         "<p",     "<table",   "<center", "<span",   "<a"};
    const char *end = head + size, *at = skip_start(head, end);
    if (!at) return memchr(head, '<', size) ? 1 : 0;
    for (size_t i = 0; i < sizeof sure / sizeof *sure; i++)
        if (is_tag(at, end, sure[i])) return 95;
    for (size_t i = 0; i < sizeof likely / sizeof *likely; i++)
        if (is_tag(at, end, likely[i])) return 50;
    return memchr(at, '<', (size_t)(end - at)) ? 1 : 0;
}

/* UTF-16 without a byte order mark: what every second byte of the head says. */
static int probe_wide(const char *head, size_t size)
{
    char narrow[512];
    size_t count = 0;
    for (size_t at = head[0] ? 0 : 1; at < size && count < sizeof narrow; at += 2)
        narrow[count++] = head[at];
    return probe_text(narrow, count);
}

/* A NUL here and there doesn't make a page anything else, but of other bytes with NULs only what is surely one is. */
static int probe_html(const char *head, size_t size)
{
    if (!memchr(head, '\0', size)) return probe_text(head, size);
    const bool wide = size > 3 && !head[0] != !head[1] && !head[2] != !head[3];
    const int sure = wide ? probe_wide(head, size) : probe_text(head, size);
    return sure > 90 ? sure : 0;
}

extern const struct reader reader_html;
const struct reader reader_html = {
    .name = "html",
    .what = "saved web pages, one article a file",
    .suffixes = (const char *const[]){".html", ".htm", ".xhtml", ".xht", ".shtml", NULL},
    .whole_file = true,
    .is_binary = true,
    .probe = probe_html,
    .read = read_html,
};
