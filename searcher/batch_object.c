/* batch_object.c - see batch_object.h. Adding a key is a row. */
#include "searcher/batch_object.h"

#include <json-c/json.h>
#include <string.h>

#include "common/error.h"
#include "common/members.h"
#include "searcher/batch_check.h"

enum {
    PASSAGE_MAX = 100000 /* bytes */
};

static nsearch_status wrong(const char *key, const char *what, nsearch_error *error)
{
    return error_set(error, NSEARCH_INVALID, "\"%.40s\" must be %s", key, what);
}

/* ---- Values of a kind ---------------------------------------------------------------------------- */

/* A text without a NUL in it, which belongs to the value. */
static nsearch_status take_text(const char *key, struct json_object *value, const char **out,
                                nsearch_error *error)
{
    if (!json_object_is_type(value, json_type_string)) return wrong(key, "a text", error);
    *out = json_object_get_string(value);
    if (strlen(*out) != (size_t)json_object_get_string_len(value))
        return wrong(key, "a text without a NUL", error);
    return NSEARCH_OK;
}

static nsearch_status take_size(const char *key, struct json_object *value, size_t *out,
                                nsearch_error *error)
{
    const bool is_number = json_object_is_type(value, json_type_int);
    if (!is_number || json_object_get_int64(value) < 0)
        return wrong(key, "a number, 0 or more", error);
    *out = (size_t)json_object_get_uint64(value);
    return NSEARCH_OK;
}

static nsearch_status take_bool(const char *key, struct json_object *value, bool *out,
                                nsearch_error *error)
{
    if (!json_object_is_type(value, json_type_boolean)) return wrong(key, "true or false", error);
    *out = json_object_get_boolean(value);
    return NSEARCH_OK;
}

/* The place of a word in a list that ends in NULL. */
static nsearch_status take_word(const char *key, struct json_object *value,
                                const char *const *words, const char *what, int *out,
                                nsearch_error *error)
{
    const char *text = json_object_is_type(value, json_type_string) ? json_object_get_string(value)
                                                                    : "";
    for (*out = 0; words[*out]; ++*out)
        if (!strcmp(words[*out], text)) return NSEARCH_OK;
    return wrong(key, what, error);
}

/* ---- Keys ---------------------------------------------------------------------------------------- */

static nsearch_status take_match(const char *key, struct json_object *value,
                                 struct batch_request *out, nsearch_error *error)
{
    static const char *const words[] = {"all", "any", "phrase", NULL};
    int place;
    const nsearch_status status = take_word(key, value, words, "\"all\", \"any\" or \"phrase\"",
                                            &place, error);
    if (!status) out->search.match = (nsearch_match)place;
    return status;
}

static nsearch_status take_sort(const char *key, struct json_object *value,
                                struct batch_request *out, nsearch_error *error)
{
    static const char *const words[] = {"relevance", "date", "-date", NULL};
    int place;
    const nsearch_status status = take_word(key, value, words,
                                            "\"relevance\", \"date\" or \"-date\"", &place, error);
    if (!status) out->search.sort = (nsearch_sort)place;
    return status;
}

/* A text, or an array of some, as an array to be freed. */
static nsearch_status take_names(const char *key, struct json_object *value,
                                 struct json_object **out, nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    const bool one = json_object_is_type(value, json_type_string);
    if (!one && !json_object_is_type(value, json_type_array))
        return wrong(key, "a name, or an array of some", error);
    if (!one) {
        *out = json_object_get(value);
    } else {
        *out = json_object_new_array();
        json_object_array_add(*out, json_object_get(value));
    }
    for (size_t i = 0; !status && i < json_object_array_length(*out); i++) {
        const char *name;
        status = take_text(key, json_object_array_get_idx(*out, i), &name, error);
    }
    if (!status && !json_object_array_length(*out)) status = wrong(key, "some name", error);
    if (!status) return NSEARCH_OK;
    json_object_put(*out);
    return status;
}

static nsearch_status take_fields(const char *key, struct json_object *value,
                                  struct batch_request *out, nsearch_error *error)
{
    struct json_object *names;
    struct buf list;
    char complaint[PRINT_COMPLAINT_MAX];
    nsearch_status status = take_names(key, value, &names, error);
    if (status) return status;
    buf_init(&list);
    for (size_t i = 0; i < json_object_array_length(names); i++) {
        if (i) buf_add_char(&list, ',');
        buf_add_text(&list, json_object_get_string(json_object_array_get_idx(names, i)));
    }
    status = buf_status(&list, error);
    if (!status && !print_fields_read(list.data, 0, &out->fields, complaint))
        status = error_set(error, NSEARCH_INVALID, "\"fields\": %s", complaint);
    buf_release(&list);
    json_object_put(names);
    return status;
}

static nsearch_status take_facets(const char *key, struct json_object *value,
                                  struct batch_request *out, nsearch_error *error)
{
    struct json_object *names;
    const nsearch_status status = take_names(key, value, &names, error);
    if (status) return status;
    const size_t count = json_object_array_length(names);
    for (size_t i = 0; i < count && i < BATCH_FACETS_MAX; i++)
        out->facets[i] = json_object_get_string(json_object_array_get_idx(names, i));
    out->facet_count = count;
    json_object_put(names); /* the texts stay the request's */
    return count <= BATCH_FACETS_MAX ? NSEARCH_OK : wrong(key, "no more than 16 fields", error);
}

static void leave_out_passage(struct print_fields *fields)
{
    size_t count = 0;
    for (size_t i = 0; i < fields->count; i++)
        if (fields->items[i]->kind != PRINT_BEST) fields->items[count++] = fields->items[i];
    fields->count = count;
    fields->needs &= ~(unsigned)PRINT_PASSAGE;
}

/* After the fields have been taken, whichever stands first. */
static nsearch_status take_passages(const char *key, struct json_object *value,
                                    struct batch_request *out, nsearch_error *error)
{
    char complaint[PRINT_COMPLAINT_MAX];
    bool wanted = true;
    if (json_object_is_type(value, json_type_boolean)) {
        wanted = json_object_get_boolean(value);
    } else {
        const nsearch_status status = take_size(key, value, &out->passage_size, error);
        if (status || !out->passage_size || out->passage_size > PASSAGE_MAX)
            return wrong(key, "true, false or a size in bytes, at most 100000", error);
    }
    if (!wanted)
        leave_out_passage(&out->fields);
    else if (!(out->fields.needs & PRINT_PASSAGE))
        print_fields_add(&out->fields, "passage", strlen("passage"), 0, complaint);
    return NSEARCH_OK;
}

enum kind {
    ID,
    TEXT,
    SIZE,
    BOOL, /* bool */
    FLAG, /* int */
    OWN
};

static const struct key {
    const char *name;
    enum kind kind;
    size_t offset;
    nsearch_status (*take)(const char *key, struct json_object *value, struct batch_request *out,
                           nsearch_error *error);
} keys[] = {
    {"id", ID, 0, NULL},
    {"query", TEXT, offsetof(struct batch_request, search.query), NULL},
    {"match", OWN, 0, take_match},
    {"sort", OWN, 0, take_sort},
    {"limit", SIZE, offsetof(struct batch_request, search.limit), NULL},
    {"offset", SIZE, offsetof(struct batch_request, search.offset), NULL},
    {"since", TEXT, offsetof(struct batch_request, search.since), NULL},
    {"until", TEXT, offsetof(struct batch_request, search.until), NULL},
    {"new_since", TEXT, offsetof(struct batch_request, search.new_since), NULL},
    {"recent", TEXT, offsetof(struct batch_request, search.recent), NULL},
    {"expand", FLAG, offsetof(struct batch_request, search.expand), NULL},
    {"approximate", FLAG, offsetof(struct batch_request, search.approximate), NULL},
    {"fields", OWN, 0, take_fields},
    {"passages", OWN, 0, take_passages}, /* after fields */
    {"suggest", BOOL, offsetof(struct batch_request, suggests), NULL},
    {"facets", OWN, 0, take_facets},
    {"facet_limit", SIZE, offsetof(struct batch_request, facet_limit), NULL},
    {"similar", TEXT, offsetof(struct batch_request, similar), NULL},
    {"show", TEXT, offsetof(struct batch_request, show), NULL},
};

enum {
    KEYS = sizeof keys / sizeof *keys
};

static nsearch_status take(const struct key *key, struct json_object *value,
                           struct batch_request *out, nsearch_error *error)
{
    void *to = (char *)out + key->offset;
    bool flag = false;
    nsearch_status status;
    switch (key->kind) {
    case TEXT: return take_text(key->name, value, to, error);
    case SIZE: return take_size(key->name, value, to, error);
    case BOOL: return take_bool(key->name, value, to, error);
    case FLAG:
        status = take_bool(key->name, value, &flag, error);
        *(int *)to = flag;
        return status;
    case OWN: return key->take(key->name, value, out, error);
    case ID: break; /* taken before all else */
    }
    return NSEARCH_OK;
}

/* ---- The id -------------------------------------------------------------------------------------- */

/* Numbers beyond 64 bits are read as the greatest that fits. */
static bool is_cut(struct json_object *value)
{
    const int64_t number = json_object_get_int64(value);
    return json_object_is_type(value, json_type_int) &&
           (json_object_get_uint64(value) == UINT64_MAX || number == INT64_MIN);
}

static nsearch_status take_id(struct json_object *value, struct batch_request *out,
                              nsearch_error *error)
{
    const bool nested = json_object_is_type(value, json_type_object) ||
                        json_object_is_type(value, json_type_array);
    if (nested || is_cut(value)) return wrong("id", "a text or a number of up to 64 bits", error);
    buf_reset(&out->id);
    if (json_object_is_type(value, json_type_string))
        members_string(&out->id, json_object_get_string(value),
                       (size_t)json_object_get_string_len(value));
    else
        buf_add_text(&out->id, json_object_to_json_string_ext(value, JSON_C_TO_STRING_PLAIN));
    return buf_status(&out->id, error);
}

/* ---- The line ------------------------------------------------------------------------------------ */

static nsearch_status check_names(struct json_object *object, nsearch_error *error)
{
    json_object_object_foreach(object, name, value)
    {
        size_t at = 0;
        (void)value;
        while (at < KEYS && strcmp(name, keys[at].name) != 0)
            at++;
        if (at == KEYS) return error_set(error, NSEARCH_INVALID, "unknown key \"%.40s\"", name);
    }
    return NSEARCH_OK;
}

static nsearch_status take_all(struct json_object *object, struct batch_request *out,
                               nsearch_error *error)
{
    struct json_object *id = NULL, *value;
    nsearch_status status = NSEARCH_OK;
    if (json_object_object_get_ex(object, "id", &id)) status = take_id(id, out, error);
    if (!status) status = check_names(object, error);
    for (size_t i = 0; !status && i < KEYS; i++)
        if (json_object_object_get_ex(object, keys[i].name, &value) && value)
            status = take(&keys[i], value, out, error);
    const bool limited = out->limited || json_object_object_get(object, "limit");
    if (out->search.new_since && !limited) out->search.limit = SIZE_MAX;
    out->facet_limited = json_object_object_get(object, "facet_limit");
    return status;
}

/* Members of an object that was taken: no value of it has a colon outside of quotes. */
static int members_written(const char *line)
{
    int count = 0;
    bool quoted = false;
    for (; *line; line++) {
        if (*line == '"') quoted = !quoted;
        if (quoted && *line == '\\') line++;
        if (!quoted && *line == ':') count++;
    }
    return count;
}

/* Of a name that stands twice the object has but the last. */
static nsearch_status take_once(struct json_object *object, const char *line,
                                struct batch_request *out, nsearch_error *error)
{
    const nsearch_status status = take_all(object, out, error);
    if (status || members_written(line) == json_object_object_length(object)) return status;
    return error_set(error, NSEARCH_INVALID, "a key is given twice");
}

nsearch_status batch_object_read(const char *line, size_t size, struct batch_request *out,
                                 nsearch_error *error)
{
    struct json_tokener *tokener = json_tokener_new();
    if (!tokener) return error_memory(error);
    json_tokener_set_flags(tokener, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
    /* With the NUL, so that it is known to be the end. */
    out->object = json_tokener_parse_ex(tokener, line, (int)size + 1);
    const enum json_tokener_error wrong_how = json_tokener_get_error(tokener);
    const size_t at = json_tokener_get_parse_end(tokener);
    json_tokener_free(tokener);
    if (json_object_is_type(out->object, json_type_object)) {
        const nsearch_status status = take_once(out->object, line, out, error);
        return status ? status : batch_check(out, error);
    }
    return error_set(error, NSEARCH_INVALID, "not a JSON object, from byte %zu on: %s", at,
                     wrong_how == json_tokener_success ? "something else"
                                                       : json_tokener_error_desc(wrong_how));
}

void batch_object_free(struct json_object *object)
{
    json_object_put(object);
}
