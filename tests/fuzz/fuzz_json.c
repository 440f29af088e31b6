/* fuzz_json.c - any bytes as a JSON document, and what is quickly parsed of it against json-c. */
#include "common/readers/json_quick.h"
#include "tests/fuzz/feed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void compare(const char *text, size_t size)
{
    json_tokener *tokener = json_tokener_new_ex(32);
    feed_check(tokener != NULL);
    json_tokener_set_flags(tokener, JSON_TOKENER_STRICT);
    json_object *want = json_tokener_parse_ex(tokener, text, (int)size);
    json_object *got = json_quick_parse(tokener, text, size);
    /* As text: NaN isn't the same as itself. */
    feed_check(!strcmp(json_object_to_json_string(got), json_object_to_json_string(want)));
    json_object_put(got);
    json_object_put(want);
    json_tokener_free(tokener);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    if (utf8_valid_size(text, size) == size) compare(text, size);
    feed(data, size, "json");
    return 0;
}
