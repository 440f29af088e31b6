/* ninjs.h - an item of ninjs, news in JSON, as an article; and what providers made of it. */
#ifndef COMMON_READERS_NINJS_H
#define COMMON_READERS_NINJS_H

#include <json-c/json.h>

#include "common/readers/reader.h"

/* A value by its name, without regard to case and underscores; NULL if it isn't there, or `object` is none. */
json_object *ninjs_value(json_object *object, const char *name);

/* Whether an object is an item, and not what is around items. */
bool ninjs_is_item(json_object *object);

/* Fills an article, which is empty, from an item. NULL, or what the item is instead of an article, as for
 * reader_passed(): a picture, or an event or a film without a text. `sink` is told what is left out of the text.
 * What runs out of memory is remembered in the article. */
const char *ninjs_read(json_object *item, const struct reader_sink *sink, struct article *article);

#endif
