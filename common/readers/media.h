/* media.h - what a type of the internet ("text/html; charset=utf-8") is to us. */
#ifndef COMMON_READERS_MEDIA_H
#define COMMON_READERS_MEDIA_H

enum media {
    MEDIA_UNKNOWN, /* no type is said */
    MEDIA_PAGE,    /* HTML */
    MEDIA_DATA,    /* XML, JSON: an article only if it is of a format that is known */
    MEDIA_TEXT,
    MEDIA_OTHER /* images, styles, programs: no article */
};

/* `type` may be NULL. */
enum media media_of(const char *type);

#endif
