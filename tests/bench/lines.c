/* lines.c - see lines.h. */
#include "tests/bench/lines.h"

#include <json-c/json.h>
#include <stdlib.h>
#include <string.h>

bool lines_open(struct lines *lines, const char *path)
{
    *lines = (struct lines){.file = fopen(path, "r"), .tokener = json_tokener_new()};
    if (lines->file && lines->tokener) return true;
    lines_close(lines);
    return false;
}

void lines_close(struct lines *lines)
{
    json_object_put(lines->article);
    if (lines->tokener) json_tokener_free(lines->tokener);
    free(lines->line);
    if (lines->file) fclose(lines->file);
}

bool lines_next(struct lines *lines)
{
    ssize_t size;
    while ((size = getline(&lines->line, &lines->capacity, lines->file)) > 0) {
        json_object_put(lines->article);
        json_tokener_reset(lines->tokener);
        lines->article = json_tokener_parse_ex(lines->tokener, lines->line, (int)size);
        if (json_object_is_type(lines->article, json_type_object)) return true;
    }
    return false;
}

const char *lines_text(struct lines *lines, const char *key, size_t *size)
{
    struct json_object *value = NULL;
    *size = 0;
    if (!json_object_object_get_ex(lines->article, key, &value) || !value) return "";
    const char *text = json_object_get_string(value);
    if (!text) return "";
    *size = json_object_is_type(value, json_type_string) ? (size_t)json_object_get_string_len(value)
                                                         : strlen(text);
    return text;
}

void lines_day(struct lines *lines, char day[sizeof "20200616"])
{
    size_t size;
    const char *date = lines_text(lines, "date", &size);
    day[0] = '\0';
    if (size < strlen("2020-06-16") || date[4] != '-' || date[7] != '-') return;
    snprintf(day, sizeof "20200616", "%.4s%.2s%.2s", date, date + 5, date + 8);
}
