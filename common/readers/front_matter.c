/* front_matter.c - see front_matter.h. The YAML is libyaml's to read; its events are followed by depth. */
#include "common/readers/front_matter.h"

#include <string.h>
#include <yaml.h>

enum {
    DEPTH_MAX = 8,      /* what lies deeper is no field's */
    YAML_DEPTH_MAX = 64 /* of brackets; libyaml's time grows with the square */
};

/* Where the parser is: in a mapping or sequence at each level, and under which name. */
struct matter {
    const struct field_map *map;
    struct article *article;
    unsigned ranks[ARTICLE_FIELDS]; /* of the name that a field has its values from */
    size_t depth;                   /* of mappings and sequences */
    struct level {
        bool is_sequence;
        bool has_key;     /* the next scalar is its value */
        size_t name_size; /* of the names above */
    } levels[DEPTH_MAX + 1];
    char name[FIELD_NAME_MAX + 1];
    size_t name_size; /* more than fit: no field's */
};

/* ---- What it says ------------------------------------------------------------------------------- */

/* Goes on to a name under the one at hand. */
static void enter_name(struct matter *matter, const char *name, size_t size)
{
    const size_t point = matter->name_size ? 1 : 0;
    if (matter->name_size + point + size <= FIELD_NAME_MAX) {
        if (point) matter->name[matter->name_size] = '.';
        memcpy(matter->name + matter->name_size + point, name, size);
    }
    matter->name_size += point + size;
}

/* Several tags in one value. */
static void add_tags(struct article *article, const char *text, size_t size)
{
    const char *const end = text + size;
    while (text < end) {
        const char *stop = memchr(text, ',', (size_t)(end - text));
        if (!stop) stop = end;
        article_add(article, ARTICLE_TAG, text, (size_t)(stop - text));
        text = stop < end ? stop + 1 : end;
    }
}

/* The field of the name at hand; as in JSON, {"name": "Jane Doe"} stands for the name. */
static enum article_field field_of(const struct matter *matter, unsigned *rank)
{
    static const char name[] = ".name";
    const size_t size = matter->name_size, end = sizeof name - 1;
    if (size > FIELD_NAME_MAX) return ARTICLE_FIELDS;
    const enum article_field field = field_of_name(matter->map, matter->name, size, rank);
    if (field != ARTICLE_FIELDS || size < end || memcmp(matter->name + size - end, name, end) != 0)
        return field;
    return field_of_name(matter->map, matter->name, size - end, rank);
}

static void add_value(struct matter *matter, const char *text, size_t size)
{
    unsigned rank;
    const enum article_field field = size ? field_of(matter, &rank) : ARTICLE_FIELDS;
    if (field == ARTICLE_FIELDS) return;
    struct buf *const value = &matter->article->fields[field];
    if (value->size && matter->ranks[field] < rank) return;
    if (value->size && matter->ranks[field] > rank) buf_reset(value);
    matter->ranks[field] = rank;
    if (field == ARTICLE_TAG)
        add_tags(matter->article, text, size);
    else
        article_add(matter->article, field, text, size);
}

static struct level *level_of(struct matter *matter)
{
    return matter->depth && matter->depth <= DEPTH_MAX ? &matter->levels[matter->depth] : NULL;
}

/* The value of a mapping's key is over. */
static void leave_value(struct matter *matter)
{
    struct level *level = level_of(matter);
    if (!level || level->is_sequence) return;
    level->has_key = false;
    matter->name_size = level->name_size;
}

static void take_scalar(struct matter *matter, const char *text, size_t size)
{
    struct level *level = level_of(matter);
    if (!level) return;
    if (!level->is_sequence && !level->has_key) {
        level->has_key = true;
        enter_name(matter, text, size);
        return;
    }
    add_value(matter, text, size);
    leave_value(matter);
}

static void enter(struct matter *matter, bool is_sequence)
{
    matter->depth++;
    struct level *level = level_of(matter);
    if (level) *level = (struct level){.is_sequence = is_sequence, .name_size = matter->name_size};
}

static void leave(struct matter *matter)
{
    if (matter->depth) matter->depth--;
    leave_value(matter);
}

static void take_event(struct matter *matter, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        take_scalar(matter, (const char *)event->data.scalar.value, event->data.scalar.length);
        break;
    case YAML_ALIAS_EVENT: leave_value(matter); break;
    case YAML_MAPPING_START_EVENT: enter(matter, false); break;
    case YAML_SEQUENCE_START_EVENT: enter(matter, true); break;
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT: leave(matter); break;
    default: break;
    }
}

bool front_matter_read(const char *yaml, size_t size, const struct field_map *map,
                       struct article *article, size_t *line, const char **problem)
{
    struct matter matter = {.map = map, .article = article};
    yaml_parser_t parser;
    yaml_event_t event;
    bool good = true, more = true;
    *problem = "out of memory";
    *line = 1;
    if (!yaml_parser_initialize(&parser)) return false;
    yaml_parser_set_input_string(&parser, (const unsigned char *)yaml, size);
    while (good && more) {
        good = yaml_parser_parse(&parser, &event) && matter.depth < YAML_DEPTH_MAX;
        if (!good) break;
        take_event(&matter, &event);
        more = event.type != YAML_STREAM_END_EVENT && event.type != YAML_DOCUMENT_END_EVENT;
        yaml_event_delete(&event);
    }
    if (!good) {
        *problem = parser.problem ? parser.problem : "nested too deep";
        *line = parser.problem_mark.line + 1;
    }
    yaml_parser_delete(&parser);
    return good;
}
