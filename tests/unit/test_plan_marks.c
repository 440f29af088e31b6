/* test_plan_marks.c - which words of a query are marked, and which words of an index it stands for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/unit/engine_text.h"
#include "tests/unit/planning.h"
#include "tests/unit/scratch.h"
#include "tests/unit/xapian_oracle.h"

/* ---- What is marked ------------------------------------------------------------------------------ */

/* "stem:offic title/stem:wall [word:a word:b]/2 ..." */
static void write_units(const struct match_set *matches, struct buf *out)
{
    static const char *const kinds[] = {
        [MATCH_WORD] = "word", [MATCH_STEM] = "stem", [MATCH_PREFIX] = "prefix"};
    for (size_t i = 0; i < matches->count; i++) {
        const struct match_unit *unit = &matches->units[i];
        if (i) buf_add_char(out, ' ');
        if (unit->field == ARTICLE_TITLE) buf_add_text(out, "title/");
        if (unit->count > 1) buf_add_text(out, unit->ordered ? "[" : "{");
        for (size_t j = 0; j < unit->count; j++) {
            if (j) buf_add_char(out, ' ');
            for (size_t k = 0; k < unit->slots[j].count; k++) {
                const struct match_word *word = &unit->slots[j].words[k];
                buf_addf(out, "%s%s:%.*s", k ? "|" : "", kinds[word->kind], (int)word->size,
                         word->text);
            }
        }
        if (unit->count > 1) buf_addf(out, "%s/%u", unit->ordered ? "]" : "}", unit->window);
        assert_true(unit->weight > 0);
    }
}

static void check_marked(const char *query, const char *units)
{
    struct planned planned;
    struct buf text;
    buf_init(&text);
    assert_int_equal(make_plan(query, NSEARCH_MATCH_ALL, NULL, false, &planned), NSEARCH_OK);
    write_units(&planned.plan.matches, &text);
    assert_string_equal(text.data, units);
    buf_release(&text);
    release(&planned);
}

static void test_what_is_wanted_is_marked(void **state)
{
    (void)state;
    check_marked("Offices", "stem:offic");
    check_marked("=Offices", "word:offices");
    check_marked("inflat*", "prefix:inflat");
    check_marked("\"a b\"~2", "[word:a word:b]/4");
}

static void test_units_are_made_of_wanted_text_only(void **state)
{
    (void)state;
    check_marked("a -b", "stem:a");
    check_marked("a source:b id:c date:2020", "stem:a");
    check_marked("title:walls", "title/stem:wall");
    check_marked("author:smith", "");
    check_marked("co-operation", "stem:cooper [word:co word:operation]/2");
    check_marked("liaison offices", "stem:liaison stem:offic [word:liaison word:offices]/2");
    check_marked("a NEAR/5 (b OR cc*)", "{stem:a stem:b|prefix:cc}/7");
    check_marked("a PRE/5 b", "[stem:a stem:b]/7");
}

/* ---- With an index ------------------------------------------------------------------------------- */

/* A database in which `count` words start with "in", the first of them in two documents. */
static struct db *make_db(const char *directory, unsigned count)
{
    const char *path = scratch_path(directory, "db");
    struct xapian_writer *writer;
    bool replaced;
    struct db *db;
    assert_int_equal(xapian_writer_create(path, &writer, NULL), NSEARCH_OK);
    for (unsigned document = 1; document <= 2; document++) {
        char id[8];
        int id_size = snprintf(id, sizeof id, "Q%u", document);
        xapian_writer_start(writer);
        for (unsigned i = 0; i < (document == 1 ? count : 1); i++) {
            char word[16];
            int size = snprintf(word, sizeof word, "in%05u", i);
            assert_int_equal(xapian_writer_posting(writer, word, (size_t)size, i + 1, 1, NULL),
                             NSEARCH_OK);
        }
        assert_int_equal(xapian_writer_term(writer, id, (size_t)id_size, 0, NULL), NSEARCH_OK);
        assert_int_equal(xapian_writer_put(writer, id, (size_t)id_size, "", 0, &replaced, NULL),
                         NSEARCH_OK);
    }
    assert_int_equal(xapian_writer_commit(writer, NULL), NSEARCH_OK);
    xapian_writer_free(writer);
    assert_int_equal(db_open_segment(path, &db, NULL), NSEARCH_OK);
    return db;
}

static void test_a_wildcard_stands_for_the_words_there_are(void **state)
{
    struct db *db = make_db(*state, 2);
    struct planned planned;
    struct buf text;
    buf_init(&text);
    assert_int_equal(make_plan("in*", NSEARCH_MATCH_ALL, db, false, &planned), NSEARCH_OK);
    engine_text(planned.plan.match, &text);
    assert_string_equal(text.data, "SYNONYM(in00000, in00001)");
    assert_true(planned.plan.exact);
    assert_int_equal(planned.plan.note_count, 0);
    release(&planned);
    buf_reset(&text);
    assert_int_equal(make_plan("\"a in*\"", NSEARCH_MATCH_ALL, db, false, &planned), NSEARCH_OK);
    engine_text(planned.plan.match, &text);
    assert_string_equal(text.data, "PHRASE/2(a, OR(in00000, in00001))");
    release(&planned);
    buf_release(&text);
    db_close(db);
}

static void test_a_capped_wildcard_says_so(void **state)
{
    struct db *db = make_db(*state, 5321);
    struct planned planned;
    assert_int_equal(make_plan("in*", NSEARCH_MATCH_ALL, db, false, &planned), NSEARCH_OK);
    assert_int_equal(planned.plan.match->count, PLAN_EXPANSION_MAX);
    assert_false(planned.plan.exact);
    assert_int_equal(planned.plan.note_count, 1);
    assert_string_equal(planned.plan.notes[0],
                        "in* stands for 5,321 words; the 2,000 most frequent were searched");
    release(&planned);
    db_close(db);
}

static void test_rare_words_weigh_more_where_they_are_marked(void **state)
{
    struct db *db = make_db(*state, 2);
    struct planned planned;
    assert_int_equal(make_plan("=in00000 =in00001", NSEARCH_MATCH_ALL, db, false, &planned),
                     NSEARCH_OK);
    assert_true(planned.plan.matches.units[1].weight > planned.plan.matches.units[0].weight);
    release(&planned);
    db_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_wanted_is_marked),
        cmocka_unit_test(test_units_are_made_of_wanted_text_only),
        cmocka_unit_test_setup_teardown(test_a_wildcard_stands_for_the_words_there_are,
                                        scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_a_capped_wildcard_says_so, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(test_rare_words_weigh_more_where_they_are_marked,
                                        scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
