/* test_tokenizer.c - common/tokenizer.c and common/word.c */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "common/analysis.h"
#include "common/buf.h"
#include "common/utf8.h"
#include "tests/unit/naive_tokenizer.h"

/* The words of a text as one line: "co@1 operation@2 +cooperation@2", a joined one with +, a number
 * with #, a pair with %, a single with %%. */
static void write_words(const char *text, size_t size, struct buf *out)
{
    static const char *const signs[] = {
        [TOKEN_WORD] = "",  [TOKEN_NUMBER] = "#",  [TOKEN_JOINED] = "+",
        [TOKEN_PAIR] = "%", [TOKEN_SINGLE] = "%%",
    };
    struct tokenizer tokenizer;
    struct token token;
    tokenizer_init(&tokenizer, text, size);
    while (tokenizer_next(&tokenizer, &token))
        buf_addf(out, "%s%s%.*s@%u", out->size ? " " : "", signs[token.kind], (int)token.size,
                 token.word, (unsigned)token.position);
}

static void assert_words(const char *text, const char *want)
{
    struct buf out;
    buf_init(&out);
    write_words(text, strlen(text), &out);
    assert_int_equal(buf_status(&out, NULL), NSEARCH_OK);
    if (strcmp(out.data, want) != 0) print_error("of: %s\n", text);
    assert_string_equal(out.data, want);
    buf_release(&out);
}

static void test_words_are_folded_and_counted(void **state)
{
    (void)state;
    assert_words("", "");
    assert_words(" \n.,;!?()", "");
    assert_words("The Liaison Office.", "the@1 liaison@2 office@3");
    assert_words("Élysée Straße Łódź İstanbul", "elysee@1 strasse@2 lodz@3 istanbul@4");
    assert_words("ΣΊΣΥΦΟΣ σίσυφος ЁЛКА", "σισυφοσ@1 σισυφοσ@2 елка@3");
}

static void test_composed_and_decomposed_letters_are_one_word(void **state)
{
    (void)state;
    assert_words("caf\u00E9 cafe\u0301", "cafe@1 cafe@2");
    assert_words("\u01FAngstr\u00F6m A\u030A\u0301ngstro\u0308m", "angstrom@1 angstrom@2");
    assert_words("\u0622b \u0627\u0653b", "\u0627\u0653b@1 \u0627\u0653b@2");
    assert_words("\uD55C\uAD6D \u1112\u1161\u11AB\u1100\u116E\u11A8",
                 "%\uD55C\uAD6D@1 %%\uAD6D@2 %\uD55C\uAD6D@3 %%\uAD6D@4");
    assert_words("\u304C \u304B\u3099 \uFF76\uFF9E", "%%\u304C@1 %%\u304C@2 %%\u30AC@3");
}

static void test_kept_marks_stand_in_canonical_order(void **state)
{
    (void)state;
    assert_words("\u0628\u064E\u0651 \u0628\u0651\u064E",
                 "\u0628\u064E\u0651@1 \u0628\u064E\u0651@2");
}

static void test_marks_alone_are_no_word(void **state)
{
    (void)state;
    assert_words("\u0301 \u0301\u0302 a \u0301", "a@1");
}

static void test_possessives_go(void **state)
{
    (void)state;
    assert_words("Trump's Trump\u2019s MOON'S boss' 1980's",
                 "trump@1 trump@2 moon@3 boss@4 #1980@5");
    assert_words("don't O\u2019Brien's rock 'n' roll 's",
                 "don't@1 o'brien@2 rock@3 n@4 roll@5 s@6");
}

static void test_the_length_of_a_token_includes_its_possessive(void **state)
{
    (void)state;
    const char *text = "(Moon\u2019s U.S.'s)";
    struct tokenizer tokenizer;
    struct token token;
    tokenizer_init(&tokenizer, text, strlen(text));
    assert_true(tokenizer_next(&tokenizer, &token));
    assert_int_equal(token.offset, 1);
    assert_int_equal(token.length, strlen("Moon\u2019s"));
    assert_true(tokenizer_next(&tokenizer, &token));
    assert_int_equal(token.length, strlen("U.S.'s"));
    assert_false(tokenizer_next(&tokenizer, &token));
    assert_false(tokenizer_next(&tokenizer, &token));
}

static void test_soft_hyphens_and_zero_width_characters_are_not_there(void **state)
{
    (void)state;
    assert_words("co\u00ADop\u200Bera\uFEFFtion\u200D U\u200B.S\u00AD.", "cooperation@1 us@2");
}

static void test_initials_are_one_word(void **state)
{
    (void)state;
    assert_words("U.S. the U.N J.R.R. Tolkien", "us@1 the@2 un@3 jrr@4 tolkien@5");
    assert_words("J.Smith p.m. A. U.S.A.F.x", "j@1 smith@2 p@3 m@4 a@5 u@6 s@7 a@8 f@9 x@10");
}

static void test_what_joins_between_word_characters_stays(void **state)
{
    (void)state;
    assert_words("AT&T R&D a_b col\u00B7legi", "at&t@1 r&d@2 a_b@3 col\u00B7legi@4");
    assert_words("AT&&T & &a a& _Allen_ a__b _ ___", "at@1 t@2 a@3 a@4 allen@5 a@6 b@7");
    assert_words("said.The end,however", "said@1 the@2 end@3 however@4");
}

static void test_numbers_keep_their_points(void **state)
{
    (void)state;
    assert_words("1,000.50 3.14. 2:30 1,a 1..2 10-K",
                 "#1,000.50@1 #3.14@2 #2@3 #30@4 #1@5 a@6 #1@7 #2@8 #10@9 k@10 +10k@10");
    assert_words("\uFF11\uFF12 \u00B2 4\u00BD 80s", "#12@1 #2@2 #4\u00BD@3 #80s@4");
}

static void test_plus_and_hash_stay_with_single_letters(void **state)
{
    (void)state;
    assert_words("C++ C# C++++ a+b F+.", "c++@1 c#@2 c@3 a@4 b@5 f+@6");
    assert_words("LGBTQ+ 100+ Disney+", "lgbtq@1 #100@2 disney@3");
}

static void test_hyphened_words_are_found_apart_and_together(void **state)
{
    (void)state;
    assert_words("co-operation", "co@1 operation@2 +cooperation@2");
    assert_words("a state-of-the-art\u2011x b",
                 "a@1 state@2 of@3 the@4 art@5 x@6 +stateoftheartx@6 b@7");
    assert_words("COVID-19 F-16's", "covid@1 #19@2 +covid19@2 f@3 #16@4 +f16@4");
    assert_words("U.S.-led C++-like", "us@1 led@2 +usled@2 c++@3 like@4 +c++like@4");
}

static void test_dashes_separate(void **state)
{
    (void)state;
    assert_words("a--b a\u2013b a\u2014b a - b -a b-", "a@1 b@2 a@3 b@4 a@5 b@6 a@7 b@8 a@9 b@10");
    assert_words("1950-53 555-1212", "#1950@1 #53@2 #555@3 #1212@4");
}

static void test_the_joined_form_covers_the_whole_compound(void **state)
{
    (void)state;
    const char *text = "a mother-in-law's x";
    struct tokenizer tokenizer;
    struct token token;
    tokenizer_init(&tokenizer, text, strlen(text));
    do
        assert_true(tokenizer_next(&tokenizer, &token));
    while (token.kind != TOKEN_JOINED);
    assert_memory_equal(token.word, "motherinlaw", token.size);
    assert_int_equal(token.offset, 2);
    assert_int_equal(token.length, strlen("mother-in-law's"));
    assert_int_equal(token.position, 4);
}

static void test_a_compound_that_is_too_long_has_no_joined_form(void **state)
{
    (void)state;
    char text[256];
    struct buf out;
    for (size_t first = 30; first <= 33; first++) {
        buf_init(&out);
        memset(text, 'a', sizeof text);
        text[first] = '-';
        write_words(text, first + 33, &out);
        assert_int_equal(strchr(out.data, '+') != NULL, first + 32 <= ANALYSIS_WORD_MAX);
        buf_release(&out);
    }
}

static void test_cjk_gives_overlapping_pairs(void **state)
{
    (void)state;
    assert_words("日本語 京", "%日本@1 %本語@2 %%語@3 %%京@4");
    assert_words("KBS방송국abc 2020年ラー",
                 "kbs@1 %방송@2 %송국@3 %%국@4 abc@5 #2020@6 %年ラ@7 %ラー@8 %%ー@9");
    assert_words("a-日b", "a@1 %%日@2 b@3");
}

static void test_long_words_are_cut_at_a_character(void **state)
{
    (void)state;
    struct buf text, out;
    buf_init(&text);
    buf_init(&out);
    for (int i = 0; i < 63; i++)
        buf_add_text(&text, "A");
    buf_add_text(&text, "\u0436aaa'\u0436 b");
    write_words(text.data, text.size, &out);
    assert_int_equal(out.size, strlen("@1 b@2") + 63);
    assert_string_equal(out.data + 63, "@1 b@2");
    buf_release(&text);
    buf_release(&out);
}

static void test_a_word_cut_behind_a_join_does_not_end_in_it(void **state)
{
    (void)state;
    char text[70];
    struct tokenizer tokenizer;
    struct token token;
    memset(text, 'a', sizeof text);
    text[63] = '\'';
    tokenizer_init(&tokenizer, text, sizeof text);
    assert_true(tokenizer_next(&tokenizer, &token));
    assert_int_equal(token.size, 63);
    assert_int_equal(token.length, sizeof text);
}

static void test_wrong_bytes_separate_words(void **state)
{
    (void)state;
    assert_words("caf\xE9 a\xC3(b \xF0\x9F\x98", "caf@1 a@2 b@3");
}

/* ---- Against the naive one ----------------------------------------------------------------------- */

static const char *const pieces[] = {
    "a",
    "b",
    "Ss",
    "s",
    "U",
    "S",
    "Z",
    "word",
    "'",
    "’",
    "'s",
    "’S",
    "ʼ",
    "-",
    "-",
    "‐",
    "‑",
    "--",
    "–",
    "&",
    "_",
    ".",
    ".",
    ",",
    ";",
    " ",
    " ",
    "\n",
    "1",
    "9",
    "é",
    "e\u0301",
    "\u0301",
    "\u0308",
    "ß",
    "Æ",
    "ﬁ",
    "İ",
    "Σ",
    "ς",
    "ᾳ",
    "Ж",
    "й",
    "آ",
    "\u0628",
    "\u064E",
    "\u0651",
    "क",
    "\u0958",
    "\u093C",
    "\u0941",
    "ש",
    "\u05B8",
    "״",
    "日",
    "本",
    "か",
    "が",
    "\u3099",
    "ｶ",
    "ﾞ",
    "한",
    "\u1112",
    "\u1161",
    "\u11AB",
    "ー",
    "〇",
    "\u00AD",
    "\u200B",
    "\uFE0F",
    "\xFF",
    "\xC3",
    "+",
    "#",
    "++",
    "²",
    "½",
    "Ⅷ",
    "٣",
    "１",
    "Ｕ",
    "．",
    "－",
    "＇",
    "𝐀",
    "😀",
    "ำ",
    "ŀ",
    "ŉ",
    "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghi",
    "жжжжжжжжжжжжжжжжжжжжжжжжжжжжжж",
};

static uint64_t random_state;

static size_t below(size_t limit) /* xorshift64*, Vigna 2016 */
{
    random_state ^= random_state >> 12;
    random_state ^= random_state << 25;
    random_state ^= random_state >> 27;
    return (size_t)((random_state * 2685821657736338717u) >> 33) % limit;
}

static void add_random(struct buf *text)
{
    size_t range = below(50);
    if (range) {
        buf_add_text(text, pieces[below(sizeof pieces / sizeof *pieces)]);
        return;
    }
    char any[3];
    for (size_t i = 0; i < sizeof any; i++)
        any[i] = (char)below(256);
    buf_add(text, any, sizeof any);
}

static void assert_like_naive(const char *text, size_t size)
{
    struct naive_tokens naive = naive_tokenize(text, size);
    struct tokenizer tokenizer;
    struct token token;
    tokenizer_init(&tokenizer, text, size);
    for (size_t i = 0; i <= naive.count; i++) {
        bool more = tokenizer_next(&tokenizer, &token);
        const struct token *want = naive.count ? &naive.tokens[i] : NULL;
        bool same = more == (i < naive.count);
        if (same && more)
            same = token.kind == want->kind && token.size == want->size &&
                   token.position == want->position && token.offset == want->offset &&
                   token.length == want->length && !memcmp(token.word, want->word, want->size);
        if (same) continue;
        print_error("text: %.*s\nbytes:", (int)size, text);
        for (size_t k = 0; k < size; k++)
            print_error(" %02X", (unsigned char)text[k]);
        print_error("\n");
        if (more)
            print_error("got  %.*s@%u kind %d, %zu bytes at %zu\n", (int)token.size, token.word,
                        (unsigned)token.position, (int)token.kind, token.length, token.offset);
        if (i < naive.count)
            print_error("want %.*s@%u kind %d, %zu bytes at %zu\n", (int)want->size, want->word,
                        (unsigned)want->position, (int)want->kind, want->length, want->offset);
        fail_msg("differs from the naive tokenizer");
    }
    naive_free(&naive);
}

static void test_random_texts_give_what_the_naive_tokenizer_gives(void **state)
{
    (void)state;
    const char *seed = getenv("TEST_SEED");
    random_state = seed ? strtoull(seed, NULL, 10) : (uint64_t)time(NULL);
    print_message("# TEST_SEED=%llu\n", (unsigned long long)random_state);
    random_state = random_state * 2685821657736338717u + 1;
    struct buf text;
    buf_init(&text);
    for (int round = 0; round < 10000; round++) {
        buf_reset(&text);
        for (size_t left = 1 + below(24); left; left--)
            add_random(&text);
        assert_like_naive(text.data, text.size);
    }
    buf_release(&text);
}

static void test_every_character_gives_what_the_naive_tokenizer_gives(void **state)
{
    (void)state;
    struct buf text;
    buf_init(&text);
    for (unsigned code = 0; code < 0x30000; code += code < 0x3400 || code >= 0x1F000 ? 1 : 7) {
        char bytes[4];
        if (code >= 0xD800 && code <= 0xDFFF) continue;
        buf_reset(&text);
        buf_add_char(&text, 'a');
        buf_add(&text, bytes, utf8_encode(code, bytes));
        buf_add_char(&text, 'b');
        assert_like_naive(text.data, text.size);
    }
    buf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_are_folded_and_counted),
        cmocka_unit_test(test_composed_and_decomposed_letters_are_one_word),
        cmocka_unit_test(test_kept_marks_stand_in_canonical_order),
        cmocka_unit_test(test_marks_alone_are_no_word),
        cmocka_unit_test(test_possessives_go),
        cmocka_unit_test(test_the_length_of_a_token_includes_its_possessive),
        cmocka_unit_test(test_soft_hyphens_and_zero_width_characters_are_not_there),
        cmocka_unit_test(test_initials_are_one_word),
        cmocka_unit_test(test_what_joins_between_word_characters_stays),
        cmocka_unit_test(test_numbers_keep_their_points),
        cmocka_unit_test(test_plus_and_hash_stay_with_single_letters),
        cmocka_unit_test(test_hyphened_words_are_found_apart_and_together),
        cmocka_unit_test(test_dashes_separate),
        cmocka_unit_test(test_the_joined_form_covers_the_whole_compound),
        cmocka_unit_test(test_a_compound_that_is_too_long_has_no_joined_form),
        cmocka_unit_test(test_cjk_gives_overlapping_pairs),
        cmocka_unit_test(test_long_words_are_cut_at_a_character),
        cmocka_unit_test(test_a_word_cut_behind_a_join_does_not_end_in_it),
        cmocka_unit_test(test_wrong_bytes_separate_words),
        cmocka_unit_test(test_random_texts_give_what_the_naive_tokenizer_gives),
        cmocka_unit_test(test_every_character_gives_what_the_naive_tokenizer_gives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
