/* xml_own.h - what the files of xml.h share among themselves. */
#ifndef COMMON_READERS_XML_OWN_H
#define COMMON_READERS_XML_OWN_H

#include "common/readers/xml.h"

/* The charset that a text's XML declaration names; NULL if there is none that is known. */
const char *xml_charset(const char *text, size_t size);

/* Parses a text in `charset`; NULL: as nothing was declared. As xml_parse() otherwise. */
nsearch_status xml_parse_as(const char *charset, const char *text, size_t size,
                            struct xml_document *out, nsearch_error *error);

#endif
