/* charset_iconv.h - iconv's converters, kept open: opening one may load a library, and a file of wire copy has
 * thousands of messages, each looked at in twenty charsets. */
#ifndef COMMON_READERS_CHARSET_ICONV_H
#define COMMON_READERS_CHARSET_ICONV_H

#include <iconv.h>

/* The calling thread's converter between two charsets, as at the start of a text: not to be closed, and closed when the
 * thread ends. The names are static strings. (iconv_t)-1 if there is none. */
iconv_t charset_iconv(const char *to, const char *from);

#endif
