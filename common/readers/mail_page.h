/* mail_page.h - a web page that a browser has saved with all its parts in one file, MHTML: in the form of a mail.
 *
 *     From: <Saved by ...>                                            head: when it was saved
 *     Content-Type: multipart/related; ...
 *       Content-Type: text/html; Content-Location: https://...        the page, and where it is from
 *       Content-Type: image/png; ...                                  what it shows
 *
 * Source: RFC 2557, and the files that browsers write. */
#ifndef COMMON_READERS_MAIL_PAGE_H
#define COMMON_READERS_MAIL_PAGE_H

#include "common/readers/mail.h"
#include "common/readers/reader.h"

/* Reads the page that a mail is (mail_is_page), in place of the mail. `is_whole`: it is all that is in the file; else its address names it there.
 * Errors: those of reader_member(). */
nsearch_status mail_page_read(const struct mail *mail, bool is_whole,
                              const struct reader_sink *sink, struct input *input,
                              nsearch_error *error);

#endif
