/* host.h - the host in a url, and the domains above it. */
#ifndef COMMON_HOST_H
#define COMMON_HOST_H

#include <stddef.h>

enum {
    HOST_MAX = 253
}; /* bytes of a name in the DNS, written with dots */

/* Writes the host of `url`, in lower case, without user, port and final dot, and a NUL; returns its
 * size. 0 for a url that has none, or none that could be one. "www.nytimes.com/2020" has one too. */
size_t host_of_url(const char *url, size_t size, char out[HOST_MAX + 1]);

/* The domain above: "bbc.co.uk" for "www.bbc.co.uk", then "co.uk", then NULL: a domain that is the
 * topmost is nobody's. NULL for an IP address. A pointer into `host`. */
const char *host_parent(const char *host);

#endif
