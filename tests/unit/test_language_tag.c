/* test_language_tag.c - common/language.c */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/language.h"

static void expect(const char *declared, const char *tag)
{
    char out[LANGUAGE_TAG_MAX];
    const size_t size = language_tag(declared, strlen(declared), out);
    assert_string_equal(out, tag);
    assert_int_equal(size, strlen(tag));
}

static void test_tags_are_in_small_letters_with_hyphens(void **state)
{
    (void)state;
    expect("en", "en");
    expect("EN", "en");
    expect("en-US", "en-us");
    expect("en_US", "en-us");
    expect("en_US.UTF-8", "en-us");
    expect("zh-Hant-TW", "zh-hant-tw");
    expect("gsw", "gsw");
    expect("xh", "xh");
}

static void test_names_and_longer_codes_are_known(void **state)
{
    (void)state;
    expect("English", "en");
    expect("English (US)", "en");
    expect("eng", "en");
    expect("ger", "de");
    expect("deu-AT", "de-at");
    expect("Deutsch", "de");
    expect("Français", "fr");
    expect("русский", "ru");
    expect("iw", "he");
    expect("jp", "ja");
}

static void test_the_first_of_several_is_taken(void **state)
{
    (void)state;
    expect("de-DE,de;q=0.9,en;q=0.8", "de-de");
    expect(" [\"fr\", \"en\"]", "fr");
    expect("en/fr", "en");
}

static void test_what_names_no_language_is_none(void **state)
{
    (void)state;
    static const char *const texts[] = {"",    "-",       "und", "mul",      "zxx",
                                        "xx",  "q",       "12",  "unknown",  "en!",
                                        "???", "default", "-en", "i-klingon"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        expect(texts[i], "");
}

static void test_a_tag_is_cut_between_its_parts(void **state)
{
    (void)state;
    expect("en-a-bbbbbbbb-cccccccc-dddddddd-eeeeeeee-ffffffff", "en-a-bbbbbbbb-cccccccc-dddddddd");
    expect("en--us", "en");
    expect("en-toolongsubtag", "en");
}

static void settle(const char *lang, const char *title, const char *body, const char *wanted)
{
    struct article article;
    article_init(&article);
    article_add(&article, ARTICLE_LANG, lang, strlen(lang));
    article_add(&article, ARTICLE_TITLE, title, strlen(title));
    article_add(&article, ARTICLE_BODY, body, strlen(body));
    for (int twice = 0; twice < 2; twice++) {
        language_settle(&article);
        const struct buf *found = &article.fields[ARTICLE_LANG];
        assert_string_equal(found->size ? found->data : "", wanted);
    }
    article_release(&article);
}

static void test_what_is_declared_goes_before_what_the_text_says(void **state)
{
    (void)state;
    static const char german[] =
        "Die Brücke bleibt nach dem Unfall noch zwei Wochen gesperrt, sagte ein "
        "Sprecher der Stadt, und das ist nicht alles.";
    settle("English", "", german, "en");
    settle("en-GB", "", german, "en-gb");
    settle("", "", german, "de");
    settle("unknown", "", german, "de");
    settle("", "Lotto", "1 2 3", "");
    settle("", "", "", "");
}

static void test_the_title_helps_where_the_text_is_short(void **state)
{
    (void)state;
    settle("", "Was der Rat noch zu sagen hat und wie es nach der Wahl weiter geht",
           "Es ist nicht viel.", "de");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tags_are_in_small_letters_with_hyphens),
        cmocka_unit_test(test_names_and_longer_codes_are_known),
        cmocka_unit_test(test_the_first_of_several_is_taken),
        cmocka_unit_test(test_what_names_no_language_is_none),
        cmocka_unit_test(test_a_tag_is_cut_between_its_parts),
        cmocka_unit_test(test_what_is_declared_goes_before_what_the_text_says),
        cmocka_unit_test(test_the_title_helps_where_the_text_is_short),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
