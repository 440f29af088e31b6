#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/readers/xml.h"
#include "tests/unit/scratch.h"

enum {
    LIMIT = 1000
};

struct told {
    size_t rejects, broken;
    char reason[256];
};

static void take_reject(void *context, const struct reject *reject)
{
    struct told *told = context;
    told->rejects++;
    snprintf(told->reason, sizeof told->reason, "%s", reject->reason);
}

static void take_broken(void *context)
{
    ((struct told *)context)->broken++;
}

static void take_repaired(void *context, const char *path, size_t bytes)
{
    (void)context;
    (void)path;
    (void)bytes;
}

/* A file being streamed. */
struct streaming {
    struct told told;
    struct reader_sink sink;
    struct input *input;
    struct xml_stream *stream;
};

static void open_stream(void **state, const char *text, struct streaming *streaming)
{
    static const char *const names[] = {"i", NULL};
    const char *path = scratch_write(*state, "x", text, strlen(text));
    *streaming = (struct streaming){.sink = {.reject = take_reject,
                                             .broken = take_broken,
                                             .repaired = take_repaired,
                                             .context = &streaming->told}};
    assert_int_equal(input_open(path, LIMIT, &streaming->input, NULL), NSEARCH_OK);
    assert_int_equal(
        xml_stream_open(streaming->input, &streaming->sink, names, &streaming->stream, NULL),
        NSEARCH_OK);
}

static bool next(struct streaming *streaming, struct xml_element *element)
{
    bool more;
    assert_int_equal(xml_stream_next(streaming->stream, element, &more, NULL), NSEARCH_OK);
    return more;
}

static void close_stream(struct streaming *streaming)
{
    xml_stream_free(streaming->stream);
    input_free(streaming->input);
}

/* The texts of the <i> of a file with a bar behind each, and what stands before them in brackets. */
static const char *elements(void **state, const char *text, struct told *told)
{
    static char out[256];
    struct streaming streaming;
    struct xml_element element;
    struct buf all;
    open_stream(state, text, &streaming);
    buf_init(&all);
    buf_add_char(&all, '[');
    if (xml_stream_frame(streaming.stream)) xml_text(xml_stream_frame(streaming.stream), &all);
    buf_add_char(&all, ']');
    while (next(&streaming, &element)) {
        xml_text(element.node, &all);
        buf_add_char(&all, '|');
    }
    snprintf(out, sizeof out, "%s", all.data);
    *told = streaming.told;
    buf_release(&all);
    close_stream(&streaming);
    return out;
}

static void test_each_element_is_given_with_what_stands_around_it(void **state)
{
    struct told told;
    assert_string_equal(elements(state, "<r><t>T</t><i>1</i>x<i/><i a='>'>2</i></r>", &told),
                        "[T]1||2|");
    assert_string_equal(elements(state, "<x:r xmlns:x='u'><x:i>1<i>no</i></x:i></x:r>", &told),
                        "[]1no|");
    assert_string_equal(elements(state, "<r>only</r>", &told), "[only]");
    assert_string_equal(elements(state, "", &told), "[]");
    assert_int_equal(told.rejects, 0);
}

static void test_long_elements_are_passed_over(void **state)
{
    struct told told;
    char text[4 * LIMIT];
    snprintf(text, sizeof text, "<r><i>1</i><i>%0*d</i><i>2</i></r>", 2 * LIMIT, 0);
    assert_string_equal(elements(state, text, &told), "[]1|2|");
    assert_int_equal(told.rejects, 1);
    assert_string_equal(told.reason, "an element of more than 1000 bytes");
    assert_int_equal(told.broken, 0);
}

static void test_of_a_long_frame_the_start_is_kept(void **state)
{
    struct streaming streaming;
    struct xml_element element;
    struct buf text;
    buf_init(&text);
    buf_addf(&text, "<r><t>T</t>%0*d<i>1</i></r>", 200 * LIMIT, 0);
    open_stream(state, text.data, &streaming);
    buf_reset(&text);
    xml_text(xml_stream_frame(streaming.stream), &text);
    assert_int_equal(*text.data, 'T');
    assert_true(text.size < 100 * LIMIT);
    assert_true(next(&streaming, &element));
    assert_true(xml_is(element.node->parent, "r"));
    assert_false(next(&streaming, &element));
    buf_release(&text);
    close_stream(&streaming);
}

static void test_elements_over_the_pieces_of_the_input_are_whole(void **state)
{
    const unsigned count = 20000;
    struct streaming streaming;
    struct xml_element element;
    struct buf text;
    buf_init(&text);
    buf_add_text(&text, "<r>");
    for (unsigned i = 0; i < count; i++)
        buf_addf(&text, "<i>%u</i>", i);
    buf_add_text(&text, "</r>");
    open_stream(state, text.data, &streaming);
    unsigned found = 0;
    for (; next(&streaming, &element); found++)
        assert_int_equal(strtoul((const char *)element.node->children->content, NULL, 10), found);
    assert_int_equal(found, count);
    assert_int_equal(streaming.told.rejects, 0);
    buf_release(&text);
    close_stream(&streaming);
}

static void test_what_is_around_comes_once_only(void **state)
{
    struct told told;
    assert_string_equal(elements(state, "<r><a>A</a><b><c/></b><d><i>1</i></d><i>2</i></r>", &told),
                        "[A]1|2|");
    assert_string_equal(elements(state, "<!DOCTYPE r [<!ENTITY e '<i>'>]><r><i>1</i>", &told),
                        "[]1|");
    assert_string_equal(elements(state, "<r><i>1", &told), "[]");
    assert_int_equal(told.broken, 1);
    assert_string_equal(told.reason, "no </i>");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_element_is_given_with_what_stands_around_it),
        cmocka_unit_test(test_long_elements_are_passed_over),
        cmocka_unit_test(test_of_a_long_frame_the_start_is_kept),
        cmocka_unit_test(test_elements_over_the_pieces_of_the_input_are_whole),
        cmocka_unit_test(test_what_is_around_comes_once_only),
    };
    return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
