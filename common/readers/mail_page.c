/* mail_page.c - see mail_page.h. */
#include "common/readers/mail_page.h"

#include <stdio.h>
#include <strings.h>

/* The address, if it is one of the web. */
static const char *url_of(const struct mail_page *page)
{
    return strncasecmp(page->location, "http", 4) ? NULL : page->location;
}

nsearch_status mail_page_read(const struct mail *mail, bool is_whole,
                              const struct reader_sink *sink, struct input *input,
                              nsearch_error *error)
{
    const struct mail_page *page = &mail->page;
    const struct buf *date = &mail->fields[MAIL_DATE];
    char type[sizeof page->charset + sizeof "text/html; charset="];
    snprintf(type, sizeof type, "text/html%s%s", *page->charset ? "; charset=" : "", page->charset);
    struct input_memory memory = {page->data.data, page->data.size};
    const struct reader_member member = {
        .name = is_whole ? NULL : page->location,
        .source = {.read = input_memory_read, .context = &memory},
        .hints = {.type = type, .url = url_of(page), .date = date->size ? date->data : NULL},
    };
    reader_passed(sink, "pages in a frame, and other texts", mail->text_count - 1);
    reader_passed(sink, "parts that are no text", mail->others);
    return reader_member(sink, input, &member, error);
}
