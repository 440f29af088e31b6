/* Tests of searcher/snippet.c and what it is made of. Marks are shown in brackets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "searcher/snippet.h"
#include "searcher/snippet_match.h"
#include "searcher/snippet_text.h"

#define DOTS "\xE2\x80\xA6"

/* ---- Making units from a line of text ------------------------------------------------------------ */

enum {
    UNITS_MAX = 8,
    SLOTS_MAX = 8
};

/* Units written as "liaison,office" (a phrase), "~bank" (stem), "inter*", "bank,crisis/9" (any order
 * within 9), "cats,dogs>9" (in order within 9), "t:berlin" (title only); between them a space. */
struct units {
    char text[512];
    struct match_word words[UNITS_MAX][SLOTS_MAX];
    struct match_slot slots[UNITS_MAX][SLOTS_MAX];
    struct match_unit units[UNITS_MAX];
    struct match_set set;
};

static void make_word(struct match_word *word, char *text)
{
    word->kind = *text == '~' ? MATCH_STEM : MATCH_WORD;
    if (*text == '~') text++;
    word->size = strlen(text);
    word->text = text;
    if (word->size && text[word->size - 1] == '*') {
        word->kind = MATCH_PREFIX;
        word->size--;
    }
}

static void make_unit(struct units *units, char *text)
{
    struct match_unit *unit = &units->units[units->set.count];
    size_t index = units->set.count++;
    *unit = (struct match_unit){.field = ARTICLE_BODY, .slots = units->slots[index], .weight = 1};
    if (!strncmp(text, "t:", 2)) unit->field = ARTICLE_TITLE, text += 2;
    char *window = strpbrk(text, "/>");
    unit->ordered = !window || *window == '>';
    if (window) *window++ = '\0';
    char *rest = NULL;
    for (char *word = strtok_r(text, ",", &rest); word; word = strtok_r(NULL, ",", &rest)) {
        make_word(&units->words[index][unit->count], word);
        units->slots[index][unit->count] = (struct match_slot){&units->words[index][unit->count],
                                                               1};
        unit->count++;
    }
    unit->window = window ? (unsigned)atoi(window) : (unsigned)unit->count;
}

static void make_units(struct units *units, const char *text)
{
    memset(units, 0, sizeof *units);
    units->set.units = units->units;
    strcpy(units->text, text);
    char *rest = NULL;
    for (char *unit = strtok_r(units->text, " ", &rest); unit; unit = strtok_r(NULL, " ", &rest))
        make_unit(units, unit);
}

/* ---- Passages with their marks in brackets ------------------------------------------------------- */

static struct stemmer *stemmer;

static int start_stemmer(void **state)
{
    (void)state;
    return stemmer_create("english", NULL, &stemmer, NULL) ? -1 : 0;
}

static int stop_stemmer(void **state)
{
    (void)state;
    stemmer_free(stemmer);
    return 0;
}

static const char *bracketed(const struct snippet *snippet)
{
    static char shown[8192];
    const nsearch_span *marks = (const nsearch_span *)(const void *)snippet->marks.data;
    size_t count = snippet->marks.size / sizeof *marks, at = 0, end = 0;
    for (size_t i = 0; i < count; i++) {
        assert_true(marks[i].offset >= at && marks[i].size > 0);
        assert_true(marks[i].offset + marks[i].size <= snippet->text.size);
        end += (size_t)sprintf(shown + end, "%.*s[%.*s]", (int)(marks[i].offset - at),
                               snippet->text.data + at, (int)marks[i].size,
                               snippet->text.data + marks[i].offset);
        at = marks[i].offset + marks[i].size;
    }
    strcpy(shown + end, snippet->text.data + at);
    return shown;
}

static void expect(const char *text, const char *units_text, size_t size, const char *want)
{
    struct units units;
    struct snippet snippet;
    make_units(&units, units_text);
    snippet_init(&snippet);
    nsearch_status status = size ? snippet_make(text, strlen(text), &units.set, stemmer, size,
                                                &snippet, NULL)
                                 : snippet_whole(text, strlen(text), &units.set, stemmer, &snippet,
                                                 NULL);
    assert_int_equal(status, NSEARCH_OK);
    assert_string_equal(bracketed(&snippet), want);
    snippet_release(&snippet);
}

static void expect_whole(const char *text, const char *units, const char *want)
{
    expect(text, units, 0, want);
}

/* ---- Finding ------------------------------------------------------------------------------------- */

static void test_words_are_marked_as_written(void **state)
{
    (void)state;
    expect_whole("Moon's moon, MOON.", "moon", "[Moon's] [moon], [MOON].");
    expect_whole("Dvo\xC5\x99\xC3\xA1k wrote", "dvorak", "[Dvo\xC5\x99\xC3\xA1k] wrote");
    expect_whole("moonlight", "moon", "moonlight");
}

static void test_stems_and_prefixes_are_marked(void **state)
{
    (void)state;
    expect_whole("The offices of an officer", "~offic", "The [offices] of an [officer]");
    expect_whole("Inter-Korean interest, winter", "inter*", "[Inter-Korean] [interest], winter");
}

static void test_words_of_one_letter_and_other_scripts_are_marked(void **state)
{
    (void)state;
    expect("A plan: b or a or ab", "a", 300, "[A] plan: b or [a] or ab");
    expect("B, bb or ab", "b*", 300, "[B], [bb] or ab");
    expect("Das \xC3\x9C"
           "bel, ein Ubel",
           "ubel", 300,
           "Das [\xC3\x9C"
           "bel], ein [Ubel]");
    expect("\xD0\x9C\xD0\xB8\xD1\x80, \xD0\xBC\xD0\xB8", "\xD0\xBC\xD0\xB8\xD1\x80", 300,
           "[\xD0\x9C\xD0\xB8\xD1\x80], \xD0\xBC\xD0\xB8");
}

/* A stem may end otherwise than its words, and is found all the same. */
static void test_words_that_do_not_begin_with_all_of_their_stem_are_marked(void **state)
{
    (void)state;
    expect("They die, dying or dead", "~die", 300, "They [die], [dying] or dead");
    expect("One ski, skis, skies, sky", "~sky ~ski", 300, "One [ski], [skis], [skies], [sky]");
}

/* In a language of which it isn't known how the words of a stem begin, all are looked up. */
static void test_words_that_begin_otherwise_than_their_stem_are_marked(void **state)
{
    struct stemmer *english = stemmer;
    (void)state;
    assert_int_equal(stemmer_create("indonesian", NULL, &stemmer, NULL), NSEARCH_OK);
    expect("Dia membaca dan pembaca", "~baca", 300, "Dia [membaca] dan [pembaca]");
    stemmer_free(stemmer);
    stemmer = english;
}

static void test_phrase_is_one_mark(void **state)
{
    (void)state;
    expect_whole("the liaison office, the office, a liaison", "liaison,office",
                 "the [liaison office], the office, a liaison");
    expect_whole("liaison or office, office liaison", "liaison,office",
                 "liaison or office, office liaison");
    expect_whole("liaison  --  office", "liaison,office liaison office", "[liaison -- office]");
}

static void test_phrase_with_repeated_words_is_found(void **state)
{
    (void)state;
    expect_whole("to be or to be sure or not", "to,be,sure", "to be or [to be sure] or not");
    expect_whole("ha ha ha", "ha,ha", "[ha ha] ha");
    expect_whole("a b a b c", "a,b,c", "a b [a b c]");
}

static void test_words_of_a_wider_window_are_marked_alone(void **state)
{
    (void)state;
    expect_whole("crisis of the bank; bank far away from any such crisis", "bank,crisis/4",
                 "[crisis] of the [bank]; bank far away from any such crisis");
    expect_whole("dogs and cats and dogs", "cats,dogs>3", "dogs and [cats] and [dogs]");
    expect_whole("dogs and cats", "cats,dogs>9", "dogs and cats");
}

static void test_window_counts_positions_from_first_to_last(void **state)
{
    (void)state;
    expect_whole("bank x x crisis", "bank,crisis/4", "[bank] x x [crisis]");
    expect_whole("bank x x crisis", "bank,crisis/3", "bank x x crisis");
}

static void test_same_word_twice_needs_two_places(void **state)
{
    (void)state;
    expect_whole("bank alone", "bank,bank/5", "bank alone");
    expect_whole("bank to bank", "bank,bank/5", "[bank] to [bank]");
}

static void test_joined_word_marks_the_whole_compound(void **state)
{
    (void)state;
    expect_whole("economic co-operation talks", "cooperation", "economic [co-operation] talks");
    expect_whole("economic co-operation talks", "operation", "economic co-[operation] talks");
    expect_whole("economic co-operation talks", "cooperation,talks",
                 "economic [co-operation talks]");
}

static void test_two_words_of_a_place_are_no_phrase(void **state)
{
    (void)state;
    expect_whole("economic co-operation", "operation,cooperation", "economic co-operation");
    expect_whole("economic co-operation", "co,cooperation", "economic [co-operation]");
    expect_whole("to rock-and-roll now", "and,rockandroll", "to [rock-and-roll] now");
}

static void test_unit_of_titles_is_marked_in_titles_only(void **state)
{
    (void)state;
    expect_whole("Berlin Wall", "t:berlin", "[Berlin] Wall");
    expect("Berlin Wall", "t:berlin", 100, "Berlin Wall");
}

static void test_overlapping_matches_become_one_mark(void **state)
{
    (void)state;
    expect_whole("peace talks resume", "peace,talks talks,resume talks", "[peace talks resume]");
}

static void test_very_long_phrase_is_known_by_its_start(void **state)
{
    (void)state;
    enum {
        WORDS = 100
    };
    struct match_word words[WORDS];
    struct match_slot slots[WORDS];
    struct buf text;
    struct snippet snippet;
    static char names[WORDS][8];
    buf_init(&text);
    for (unsigned i = 0; i < WORDS; i++) {
        size_t size = (size_t)sprintf(names[i], "w%ux", i);
        words[i] = (struct match_word){MATCH_WORD, names[i], size, 0};
        slots[i] = (struct match_slot){&words[i], 1};
        buf_addf(&text, "%s ", names[i]);
    }
    struct match_unit unit = {ARTICLE_BODY, slots, WORDS, WORDS, true, 1, 0};
    struct match_set set = {&unit, 1};
    snippet_init(&snippet);
    assert_int_equal(snippet_whole(text.data, text.size, &set, stemmer, &snippet, NULL),
                     NSEARCH_OK);
    const nsearch_span *mark = (const nsearch_span *)(const void *)snippet.marks.data;
    assert_int_equal(snippet.marks.size, sizeof *mark);
    assert_int_equal(mark->offset, 0);
    assert_memory_equal(snippet.text.data + mark->size - 4, "w63x", 4);
    snippet_release(&snippet);
    buf_release(&text);
}

/* ---- Folding ------------------------------------------------------------------------------------- */

static void test_white_space_is_folded_and_marks_fit_it(void **state)
{
    (void)state;
    expect_whole("  The\n\n liaison \t\xC2\xA0 office\r\n", "liaison,office",
                 "The [liaison office]");
}

static void test_nothing_for_a_terminal_is_left(void **state)
{
    (void)state;
    expect_whole("a\x1B[31mred\x7F \xC2\x9B"
                 "2J \xE2\x80\xAE"
                 "abc\xE2\x81\xA9",
                 "red", "a [31mred 2J abc");
    expect_whole("bad \xFF\xC3 bytes", "bytes", "bad ?? [bytes]");
}

/* ---- Windows ------------------------------------------------------------------------------------- */

static const char story[] =
    "The day began with rain over the whole of the coast. Fishermen stayed at home and mended "
    "nets. "
    "At noon North Korea blew up the liaison office in Kaesong. Mr. Kim had warned of it for days. "
    "Markets hardly moved on the news.\n\n"
    "Elsewhere a harbour bridge was opened to traffic again. It had been closed since the storm. "
    "In the evening the ministry in Seoul called the demolition of the office senseless.";

static void test_word_is_never_cut_beside_a_mark(void **state)
{
    (void)state;
    static const char text[] = "unquestionably liaison office extraordinarily";
    for (size_t at = 23; at < strlen(text) - 1; at++) {
        size_t end = snippet_word_end(text, at, 22);
        assert_true(end == 22 || end == 23 || end == 30);
    }
    for (size_t at = 0; at <= 15; at++)
        assert_int_equal(snippet_word_start(text, at, 15), at ? 15 : 0);
}

static void test_whole_sentences_are_taken_where_they_fit(void **state)
{
    (void)state;
    expect(story, "liaison,office kaesong", 100,
           "At noon North Korea blew up the [liaison office] in [Kaesong]. "
           "Mr. Kim had warned of it for days.");
}

static void test_long_sentence_is_cut_at_words(void **state)
{
    (void)state;
    expect("Nobody could in all of that long evening say when the liaison office in the border "
           "town of Kaesong was built again.",
           "liaison,office", 40, DOTS " the [liaison office] in the border town " DOTS);
    expect(story, "liaison,office", 45, DOTS " Korea blew up the [liaison office] in Kaesong.");
}

static void test_two_windows_show_what_one_can_not(void **state)
{
    (void)state;
    expect(story, "fishermen senseless", 120,
           "[Fishermen] stayed at home and mended nets. " DOTS
           " in Seoul called the demolition of the office [senseless].");
}

static void test_words_close_together_are_preferred(void **state)
{
    (void)state;
    static const char text[] =
        "A bank stood here for many years before the last war and the long crisis. "
        "Nothing happened for a long time, and the town forgot about it altogether. "
        "Then came the bank crisis of the year.";
    expect(text, "bank crisis", 90, "Then came the [bank] [crisis] of the year.");
}

static void test_without_a_match_the_beginning_is_shown(void **state)
{
    (void)state;
    expect(story, "", 60, "The day began with rain over the whole of the coast.");
    expect(story, "zebra", 60, "The day began with rain over the whole of the coast.");
    expect("", "zebra", 60, "");
    expect("short", "", 60, "short");
}

static void test_space_before_a_long_word_is_not_all_that_is_shown(void **state)
{
    (void)state;
    expect("\x1e 0123456789012345678901234567890123456789 0123456789", "", 40,
           "0123456789012345678901234567890123456789 " DOTS);
}

static void test_bytes_that_continue_no_character_are_shown(void **state)
{
    (void)state;
    char text[101] = "";
    memset(text, 0x94, 100);
    expect(text, "", 40, "????????????????????????????????????? " DOTS);
}

static void test_match_at_the_end_shows_what_is_before_it(void **state)
{
    (void)state;
    expect("One two three. Four five six. The end came.", "end", 40,
           "Four five six. The [end] came.");
}

static void test_text_without_spaces_is_cut_between_characters(void **state)
{
    (void)state;
    char text[3001] = "";
    for (int i = 0; i < 1000; i++)
        strcat(text, "\xE4\xB8\xAD");
    struct units units;
    struct snippet snippet;
    make_units(&units, "\xE4\xB8\xAD\xE4\xB8\xAD");
    snippet_init(&snippet);
    assert_int_equal(snippet_make(text, strlen(text), &units.set, stemmer, 100, &snippet, NULL),
                     NSEARCH_OK);
    assert_in_range(snippet.text.size, 50, 200);
    size_t body = snippet.text.size - strlen(" " DOTS);
    assert_string_equal(snippet.text.data + body, " " DOTS);
    assert_int_equal(body % 3, 0);
    snippet_release(&snippet);
}

static void test_size_is_kept_within_bounds_whatever_is_marked(void **state)
{
    (void)state;
    struct buf text;
    struct units units;
    struct snippet snippet;
    buf_init(&text);
    buf_add_text(&text, "liaison ");
    for (int i = 0; i < 100000; i++)
        buf_add_text(&text, "!-");
    buf_add_text(&text, " office");
    make_units(&units, "liaison,office");
    snippet_init(&snippet);
    assert_int_equal(snippet_make(text.data, text.size, &units.set, stemmer, 100, &snippet, NULL),
                     NSEARCH_OK);
    assert_in_range(snippet.text.size, 50, 500);
    snippet_release(&snippet);
    buf_release(&text);
}

static void test_many_matches_in_a_long_article_stay_fast(void **state)
{
    (void)state;
    struct buf text;
    struct units units;
    struct snippet snippet;
    buf_init(&text);
    for (int i = 0; i < 100000; i++)
        buf_addf(&text,
                 "The bank said on day %d that the liaison office is one more of a crowd. "
                 "It is so, and so it goes.\n",
                 i);
    make_units(&units, "bank ~liaison liaison,office crowd");
    snippet_init(&snippet);
    clock_t start = clock();
    assert_int_equal(snippet_make(text.data, text.size, &units.set, stemmer, 300, &snippet, NULL),
                     NSEARCH_OK);
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    print_message("# %zu bytes in %.3f s\n", text.size, seconds);
    assert_true(seconds < 20); /* a second or less; valgrind and sanitizers take longer */
    snippet_release(&snippet);
    buf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_are_marked_as_written),
        cmocka_unit_test(test_stems_and_prefixes_are_marked),
        cmocka_unit_test(test_words_of_one_letter_and_other_scripts_are_marked),
        cmocka_unit_test(test_words_that_do_not_begin_with_all_of_their_stem_are_marked),
        cmocka_unit_test(test_words_that_begin_otherwise_than_their_stem_are_marked),
        cmocka_unit_test(test_phrase_is_one_mark),
        cmocka_unit_test(test_phrase_with_repeated_words_is_found),
        cmocka_unit_test(test_words_of_a_wider_window_are_marked_alone),
        cmocka_unit_test(test_window_counts_positions_from_first_to_last),
        cmocka_unit_test(test_same_word_twice_needs_two_places),
        cmocka_unit_test(test_joined_word_marks_the_whole_compound),
        cmocka_unit_test(test_two_words_of_a_place_are_no_phrase),
        cmocka_unit_test(test_unit_of_titles_is_marked_in_titles_only),
        cmocka_unit_test(test_overlapping_matches_become_one_mark),
        cmocka_unit_test(test_very_long_phrase_is_known_by_its_start),
        cmocka_unit_test(test_white_space_is_folded_and_marks_fit_it),
        cmocka_unit_test(test_nothing_for_a_terminal_is_left),
        cmocka_unit_test(test_word_is_never_cut_beside_a_mark),
        cmocka_unit_test(test_whole_sentences_are_taken_where_they_fit),
        cmocka_unit_test(test_long_sentence_is_cut_at_words),
        cmocka_unit_test(test_two_windows_show_what_one_can_not),
        cmocka_unit_test(test_words_close_together_are_preferred),
        cmocka_unit_test(test_without_a_match_the_beginning_is_shown),
        cmocka_unit_test(test_space_before_a_long_word_is_not_all_that_is_shown),
        cmocka_unit_test(test_bytes_that_continue_no_character_are_shown),
        cmocka_unit_test(test_match_at_the_end_shows_what_is_before_it),
        cmocka_unit_test(test_text_without_spaces_is_cut_between_characters),
        cmocka_unit_test(test_size_is_kept_within_bounds_whatever_is_marked),
        cmocka_unit_test(test_many_matches_in_a_long_article_stay_fast),
    };
    return cmocka_run_group_tests(tests, start_stemmer, stop_stemmer);
}
