/* json_quick.h - JSON as it mostly is, parsed several times as fast as json-c does, into json-c's values. */
#ifndef COMMON_READERS_JSON_QUICK_H
#define COMMON_READERS_JSON_QUICK_H

#include <json-c/json.h>
#include <stddef.h>

/* The value that json_tokener_parse_ex finds in the text, which is valid UTF-8, from its start on. What isn't plain is left
 * to that: fractions and numbers of over 18 digits, characters written as two \u, keys over 100 bytes, depths over 16,
 * and what isn't JSON, of which the tokener then knows what is wrong: NULL where that is so. The caller's, to be put. */
json_object *json_quick_parse(json_tokener *tokener, const char *text, size_t size);

#endif
