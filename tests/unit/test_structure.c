/* test_structure.c - common/structure.c, common/sentence.c, and the capitals that common/word.c notices */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "common/buf.h"
#include "common/structure.h"
#include "tests/unit/naive_structure.h"
#include "tests/unit/random.h"
#include "tests/unit/seed.h"

/* Writes a text's words as they stand in it, with what each is before it: | starts a paragraph, / a
 * sentence, [ a quotation; ] behind the last word of one. */
static void write_structure(const char *text, size_t size, bool is_title, struct buf *out)
{
    struct structure structure;
    struct tokenizer tokenizer;
    struct token token;
    bool quoted = false;
    structure_init(&structure, text, size, is_title);
    tokenizer_init(&tokenizer, text, size);
    while (tokenizer_next(&tokenizer, &token)) {
        const unsigned what = structure_next(&structure, &token);
        if (token.kind == TOKEN_JOINED) continue;
        if (quoted && (!(what & STRUCTURE_QUOTED) || what & STRUCTURE_QUOTATION))
            buf_add_char(out, ']');
        if (out->size) buf_add_char(out, ' ');
        if (what & STRUCTURE_SENTENCE) buf_add_char(out, what & STRUCTURE_PARAGRAPH ? '|' : '/');
        if (what & STRUCTURE_QUOTATION) buf_add_char(out, '[');
        buf_add(out, text + token.offset, token.length);
        quoted = what & STRUCTURE_QUOTED;
    }
    if (quoted) buf_add_char(out, ']');
}

static void expect_of(const char *text, bool is_title, const char *want)
{
    struct buf out;
    buf_init(&out);
    write_structure(text, strlen(text), is_title, &out);
    assert_int_equal(buf_status(&out, NULL), NSEARCH_OK);
    if (strcmp(out.data, want) != 0) print_error("of: %s\n", text);
    assert_string_equal(out.data, want);
    buf_release(&out);
}

static void expect(const char *text, const char *want)
{
    expect_of(text, false, want);
}

/* ---- Sentences ------------------------------------------------------------------------------- */

static void test_a_sentence_starts_behind_a_stop(void **state)
{
    (void)state;
    expect("", "");
    expect("It ended. They left! Why? 5 did… Éva knew.",
           "|It ended /They left /Why /5 did /Éva knew");
    expect("It (ended.) They (he said.) left.", "|It ended /They he said left");
}

static void test_small_letters_and_missing_space_continue_one(void **state)
{
    (void)state;
    expect("it ended. and so on. élan ends.", "|it ended and so on élan ends");
    expect("It ended.They left!Now", "|It ended They left Now");
    expect("Yahoo! is 3.5 to 1,000 at example.com", "|Yahoo is 3.5 to 1,000 at example com");
}

static void test_signs_may_stand_before_the_first_word(void **state)
{
    (void)state;
    expect("It fell. $5 went. -- They left. - he left. (he did.) [No.]",
           "|It fell /5 went /They left he left /he did /No");
    expect("It fell. , They. : They. ) They. . they", "|It fell They They They they");
}

static void test_initials_and_abbreviations_end_none(void **state)
{
    (void)state;
    expect(
        "Mr. Moon of the U.S. Army saw George W. Bush, J.R. Ewing and É. Zola at No. 5 vs. Inc. A",
        "|Mr Moon of the U.S. Army saw George W Bush J.R. Ewing and É Zola at No 5 vs Inc A");
    expect("It was 10 a.m. Monday, e.g. Easter. A Ph.D. Student of AT&T. They met at G7. We did. "
           "Fiancée. Yes",
           "|It was 10 a m Monday e g Easter /A Ph D Student of AT&T /They met at G7 /We did "
           "/Fiancée /Yes");
    expect("Was it Mr? Moon", "|Was it Mr /Moon");
}

static void test_wide_stops_need_no_space(void **state)
{
    (void)state;
    expect("終。始！A？b", "|終 /始 /A b");
    expect("「終。」始", "|[終] /始");
    expect("終。「始", "|終 /[始]");
}

/* ---- Paragraphs ------------------------------------------------------------------------------ */

#define FILL60 "aaaaaaaaa aaaaaaaaa aaaaaaaaa aaaaaaaaa aaaaaaaaa aaaaaaaaa "
#define LONG FILL60 FILL60 "b"

static void test_empty_lines_part_paragraphs(void **state)
{
    (void)state;
    expect("one\ntwo\n\nthree \n \t\r\n four\r\n\r\nfive", "|one two |three |four |five");
    expect("\n\none\n\n", "|one");
}

static void test_indented_lines_start_paragraphs(void **state)
{
    (void)state;
    expect("one\n  two\n three\n\tfour\n \u00A0five", "|one |two three |four |five");
    expect("one\n\u3000two\u2029three", "|one |two |three");
}

static void test_long_lines_are_paragraphs_unless_others_part_them(void **state)
{
    (void)state;
    struct buf out;
    buf_init(&out);
    static const struct {
        const char *text;
        unsigned paragraphs;
    } rows[] = {
        {LONG "\none\ntwo", 3},          {"  " LONG "\none\ntwo\n\n", 3}, {"one\n" LONG "\ntwo", 3},
        {"one\ntwo\n" LONG, 3},          {LONG "\none\n\ntwo", 2},        {LONG "\none\n  two", 2},
        {FILL60 "\n" FILL60 "\none", 1}, {LONG "\none\n\u00A0\r\n", 2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        unsigned paragraphs = 0;
        buf_reset(&out);
        write_structure(rows[i].text, strlen(rows[i].text), false, &out);
        for (const char *at = out.data; (at = strchr(at, '|')); at++)
            paragraphs++;
        if (paragraphs != rows[i].paragraphs) fail_msg("row %zu: %u", i, paragraphs);
    }
    buf_release(&out);
}

static void test_a_title_is_one_paragraph(void **state)
{
    (void)state;
    expect_of("One: two\n  three. Four\n\nfive", true, "|One two three /Four /five");
}

/* ---- Quotations ------------------------------------------------------------------------------ */

static void test_quotations_stand_between_marks(void **state)
{
    (void)state;
    expect("“One” two „three“ „four” «five» « six » »seven« »eight» ”nine”",
           "|[One] two [three] [four] [five] [six] [seven] [eight] [nine]");
    expect("「一二」三『四五』", "|[一二 二] 三 [四五 五]");
    expect("``One two,'' he said. ``Three.'' ``four\" \"five\"",
           "|[One two] he said /[Three] /[four] [five]");
    expect("''One two,'' he said.", "|[One two] he said");
}

static void test_the_place_of_straight_marks_tells(void **state)
{
    (void)state;
    expect("a 6\" pipe and \"quoted words\" here", "|a 6 pipe and [quoted words] here");
    expect("(\"one\") --\"two\" three:\"four\",five", "|[one] [two] three [four] five");
    expect("\"I go, he said. \"We can't\" she", "|[I go he said] /[We can't] she");
    expect("他说\"好\"。", "|他说 说 [好]");
}

static void test_single_quotes_are_none(void **state)
{
    (void)state;
    expect("‘One’ 'two' dogs' `three' don't", "|One two dogs three don't");
    expect("“One ‘two’ three”", "|[One two three]");
}

static void test_marks_within_a_quotation(void **state)
{
    (void)state;
    expect("«One “two” three» four", "|[One two three] four");
    expect("“One “two three” four", "|[One] [two three] four");
}

static void test_an_open_quotation_ends_with_its_paragraph(void **state)
{
    (void)state;
    expect("“One two.\n\n“Three,” he. “four", "|[One two] |[Three] he /[four]");
    expect("one two” three '' four » five」", "|one two three four five");
}

static void test_a_quotation_without_words_is_none(void **state)
{
    (void)state;
    expect("one \"\" two “...” three “\n\nfour", "|one two three |four");
    expect("\"one\"\"two\"", "|[one] [two]");
}

/* ---- Capitals -------------------------------------------------------------------------------- */

static void expect_capitals(const char *text, enum token_capitals want)
{
    struct tokenizer tokenizer;
    struct token token = {.capitals = CAPITALS_NONE};
    tokenizer_init(&tokenizer, text, strlen(text));
    if (!tokenizer_next(&tokenizer, &token)) fail_msg("no word in %s", text);
    if (token.capitals != want) fail_msg("%s: %d", text, (int)token.capitals);
}

static void test_capitals_are_told(void **state)
{
    (void)state;
    static const char *const none[] = {"word", "1950s",  "élan", "日本", "it's",  "it'S",
                                       "ab'S", "\u0628", "½",    "it’s", "ｗｈｏ"};
    static const char *const some[] = {"Who",   "iPhone", "O'Brien", "Élan", "McDONALD",
                                       "Who's", "WHO'sx", "JRs",     "X'Sa", "Dž"};
    static const char *const all[] = {
        "WHO",  "WHO's",      "WHO’S", "U.S.",   "U.S.'s",  "J",       "F16",      "AT&T",
        "ÉLAN", "E\u0301LAN", "C++",   "ＷＨＯ", "WHO's's", "O'BRIEN", "ＷＨＯ's", "ΣΊΣΥΦΟΣ"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        expect_capitals(none[i], CAPITALS_NONE);
    for (size_t i = 0; i < sizeof some / sizeof *some; i++)
        expect_capitals(some[i], CAPITALS_SOME);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        expect_capitals(all[i], CAPITALS_ALL);
}

static void test_capitals_of_a_cut_word_count_behind_the_cut(void **state)
{
    (void)state;
    char text[201];
    memset(text, 'a', 200);
    text[200] = '\0';
    expect_capitals(text, CAPITALS_NONE);
    text[150] = 'B';
    expect_capitals(text, CAPITALS_SOME);
}

static void test_parts_of_a_hyphened_word_have_their_own(void **state)
{
    (void)state;
    static const enum token_capitals want[] = {CAPITALS_ALL, CAPITALS_NONE, CAPITALS_NONE,
                                               CAPITALS_SOME};
    struct tokenizer tokenizer;
    struct token token;
    static const char text[] = "US-led War";
    tokenizer_init(&tokenizer, text, strlen(text));
    for (size_t i = 0; i < 4; i++) {
        assert_true(tokenizer_next(&tokenizer, &token));
        assert_int_equal(token.capitals, want[i]);
    }
}

/* ---- Any bytes ------------------------------------------------------------------------------- */

static const char *const pieces[] = {
    "a",      "Bc",   "word",     "Mr",     "U.S.",  "J",      "Inc",  "bzw",    "x1",     "7",
    "日本",   "語",   "é",        "É",      "co-op", "AT&T",   "it's", " ",      " ",      " ",
    " ",      "  ",   "\n",       "\n\n",   "\n  ",  "\t",     "\r\n", "\u00A0", "\u3000", "\u2029",
    "\uFEFF", ".",    ".",        ".",      "!",     "?",      "…",    "。",     "！",     "？",
    ",",      ";",    ":",        "\"",     "\"",    "\"",     "``",   "''",     "`",      "'",
    "“",      "”",    "„",        "«",      "»",     "「",     "」",   "『",     "』",     "‘",
    "’",      "(",    ")",        "[",      "]",     "-",      "--",   "–",      "$",      "*",
    "\xFF",   "\xC3", "\xE2\x80", "\u0301", "\f",    "\u200B", LONG};

static void assert_like_naive(const char *text, size_t size, bool is_title)
{
    size_t count, i = 0;
    unsigned *want = naive_structure(text, size, is_title, &count);
    struct structure structure;
    struct tokenizer tokenizer;
    struct token token;
    structure_init(&structure, text, size, is_title);
    tokenizer_init(&tokenizer, text, size);
    while (tokenizer_next(&tokenizer, &token)) {
        const unsigned got = structure_next(&structure, &token);
        if (token.kind == TOKEN_JOINED) continue;
        if (got != want[i]) {
            print_error("%s: %.*s\n", is_title ? "title" : "body", (int)size, text);
            fail_msg("word %zu \"%.*s\": %u, not %u", i + 1, (int)token.length, text + token.offset,
                     got, want[i]);
        }
        i++;
    }
    free(want);
}

static void test_random_texts_give_what_the_naive_one_gives(void **state)
{
    (void)state;
    const char *given = getenv("TEST_SEED");
    seed = given ? strtoull(given, NULL, 10) : any_seed();
    seed = seed * 2685821657736338717u + 1;
    struct buf text;
    buf_init(&text);
    for (int round = 0; round < 40000; round++) {
        buf_reset(&text);
        for (size_t left = 1 + below(30); left; left--)
            buf_add_text(&text, pieces[below(sizeof pieces / sizeof *pieces - (left % 4 != 0))]);
        assert_like_naive(text.data, text.size, round % 8 == 0);
    }
    buf_release(&text);
}

static void test_hostile_texts_take_linear_time(void **state)
{
    (void)state;
    static const char *const units[] = {
        "\"",   "``",  "“", "''a",    "\n", "\r",  "\n \r", ". ",   ".",  ".)", ". -",     "。“",
        "a.\n", "。”", " ", "\u3000", "'s", "A's", "A",     "\xFF", "A.", "'",  "\xCC\x81"};
    struct buf text;
    buf_init(&text);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        struct structure structure;
        struct tokenizer tokenizer;
        struct token token;
        buf_reset(&text);
        while (text.size < 10u << 20)
            buf_add_text(&text, units[i]);
        buf_add_text(&text, " end");
        const clock_t start = clock();
        structure_init(&structure, text.data, text.size, false);
        tokenizer_init(&tokenizer, text.data, text.size);
        while (tokenizer_next(&tokenizer, &token))
            structure_next(&structure, &token);
        const double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
        if (seconds > 60) fail_msg("10 MB of %s: %g s", units[i], seconds);
    }
    buf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_sentence_starts_behind_a_stop),
        cmocka_unit_test(test_small_letters_and_missing_space_continue_one),
        cmocka_unit_test(test_signs_may_stand_before_the_first_word),
        cmocka_unit_test(test_initials_and_abbreviations_end_none),
        cmocka_unit_test(test_wide_stops_need_no_space),
        cmocka_unit_test(test_empty_lines_part_paragraphs),
        cmocka_unit_test(test_indented_lines_start_paragraphs),
        cmocka_unit_test(test_long_lines_are_paragraphs_unless_others_part_them),
        cmocka_unit_test(test_a_title_is_one_paragraph),
        cmocka_unit_test(test_quotations_stand_between_marks),
        cmocka_unit_test(test_the_place_of_straight_marks_tells),
        cmocka_unit_test(test_single_quotes_are_none),
        cmocka_unit_test(test_marks_within_a_quotation),
        cmocka_unit_test(test_an_open_quotation_ends_with_its_paragraph),
        cmocka_unit_test(test_a_quotation_without_words_is_none),
        cmocka_unit_test(test_capitals_are_told),
        cmocka_unit_test(test_capitals_of_a_cut_word_count_behind_the_cut),
        cmocka_unit_test(test_parts_of_a_hyphened_word_have_their_own),
        cmocka_unit_test(test_random_texts_give_what_the_naive_one_gives),
        cmocka_unit_test(test_hostile_texts_take_linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
