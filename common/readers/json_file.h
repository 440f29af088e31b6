/* json_file.h - a file of JSON being read: where it stands, and what becomes of an element that is there whole. */
#ifndef COMMON_READERS_JSON_FILE_H
#define COMMON_READERS_JSON_FILE_H

#include <json-c/json.h>

#include "common/readers/json_text.h"
#include "common/readers/reader.h"

struct json_file {
    struct json_text text;
    struct input *input;
    const struct reader_sink *sink;
    json_tokener *tokener;
    struct article article;
    struct article
        around;   /* what the object around an array of articles says: its source, language, ... */
    bool is_feed; /* that is a JSON Feed */
    struct buf value, mended;
    size_t taken; /* articles and rejects of the document */
    bool stopped; /* what follows can't be understood */
    nsearch_status status;
    nsearch_error error;
};

/* Each counts as taken. */
void json_file_reject(struct json_file *json, uint64_t line, const char *reason);
void json_file_reject_too_long(struct json_file *json, uint64_t line);

/* The text ends in the middle: the input's own failure is told by reader_file. */
void json_file_break_off(struct json_file *json, uint64_t line, const char *reason);

/* What follows can't be understood. */
void json_file_stop(struct json_file *json, const char *reason);

/* Parses a value; NULL after a reject. Its own, to be put. */
json_object *json_file_parse(struct json_file *json, const struct buf *value, uint64_t line);

/* Gives an object to the sink as an article; false, and nothing done, if it has neither title nor text. */
bool json_file_take(struct json_file *json, json_object *object);

/* Takes an element of an array of articles. */
void json_file_take_element(struct json_file *json, json_object *element, uint64_t line);

#endif
