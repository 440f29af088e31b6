/* charset_iconv.c - see charset_iconv.h. */
#include "common/readers/charset_iconv.h"

#include <pthread.h>
#include <string.h>

/* As many as are asked for: each charset to UTF-8, those that are tried to UTF-32. */
enum {
    KEPT_MAX = 64
};

struct kept {
    const char *to, *from;
    iconv_t converter;
};

static _Thread_local struct kept kept[KEPT_MAX];
static _Thread_local size_t kept_count;
static pthread_key_t at_end; /* of a thread */
static int no_key;           /* an error code: nothing will be closed */
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void close_one(const struct kept *row)
{
    if (row->converter != (iconv_t)-1) iconv_close(row->converter);
}

static void close_all(void *unused)
{
    (void)unused;
    while (kept_count)
        close_one(&kept[--kept_count]);
}

static void make_key(void)
{
    no_key = pthread_key_create(&at_end, close_all);
}

/* A place for one more: that of the last, if there is none. */
static struct kept *make_place(void)
{
    pthread_once(&once, make_key);
    if (!no_key) pthread_setspecific(at_end, kept); /* not NULL: close_all is called */
    if (kept_count == KEPT_MAX) close_one(&kept[--kept_count]);
    return &kept[kept_count++];
}

iconv_t charset_iconv(const char *to, const char *from)
{
    for (size_t i = 0; i < kept_count; i++) {
        if (strcmp(kept[i].from, from) != 0 || strcmp(kept[i].to, to) != 0) continue;
        if (kept[i].converter != (iconv_t)-1) iconv(kept[i].converter, NULL, NULL, NULL, NULL);
        return kept[i].converter;
    }
    struct kept *row = make_place();
    *row = (struct kept){to, from, iconv_open(to, from)};
    return row->converter;
}
