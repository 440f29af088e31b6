/* print_link.c - links that a terminal opens (OSC 8): the title of a hit leads to its page or file.
 *
 * The address comes from an article and is not trusted: only http, https and files of this machine, and of those
 * nothing but visible ASCII is written. */
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "common/buf.h"
#include "searcher/print.h"

enum {
    LINK_MAX_SIZE = 2083, /* bytes; terminals drop longer ones */
    HOST_MAX = 256
};

static bool is_page(const char *url)
{
    return !strncasecmp(url, "http://", 7) || !strncasecmp(url, "https://", 8);
}

/* Adds the text, all but visible ASCII and `reserved` characters as %XX. */
static void add_encoded(struct buf *out, const char *text, const char *reserved)
{
    for (; *text; text++) {
        const unsigned char byte = (unsigned char)*text;
        if (byte > ' ' && byte < 0x7F && !strchr(reserved, byte))
            buf_add_char(out, *text);
        else
            buf_addf(out, "%%%02X", byte);
    }
}

static void add_file(struct buf *out, const char *path)
{
    char host[HOST_MAX] = "";
    if (gethostname(host, sizeof host - 1)) *host = '\0';
    buf_add_text(out, "file://");
    add_encoded(out, host, "/?#%@:");
    add_encoded(out, path, "?#%;");
}

bool print_link_open(const struct print *print, const nsearch_hit *hit)
{
    struct buf link;
    if (!print->links) return false;
    buf_init(&link);
    if (is_page(hit->url))
        add_encoded(&link, hit->url, "");
    else if (*hit->path == '/' && !access(hit->path, R_OK))
        add_file(&link, hit->path);
    /* The id makes one link of what is on several lines. */
    const bool is_one = link.size && link.size <= LINK_MAX_SIZE && !link.failed;
    if (is_one) fprintf(print->out, "\033]8;id=%zu;%s\033\\", hit->rank, link.data);
    buf_release(&link);
    return is_one;
}

void print_link_close(const struct print *print)
{
    fputs("\033]8;;\033\\", print->out);
}
