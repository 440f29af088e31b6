#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <iconv.h>
#include <string.h>

#include "common/readers/charset.h"

/* A sentence about a bridge or a school, in the charset of its language. */
static const struct {
    const char *charset, *text;
} samples[] = {
    {"WINDOWS-1252",
     "Der Bürgermeister eröffnete die Brücke über den Fluß, für die Ämter zählt nun jede Stunde."},
    {"CP1250", "Rada miasta zdecydowała w środę, że budowa mostu rozpocznie się jeszcze w tym "
               "roku, choć mieszkańcy boją się korków."},
    {"ISO-8859-2", "Zastupitelé ve čtvrtek rozhodli, že nová škola bude otevřena příští rok v "
                   "září, přestože stavba ještě nezačala."},
    {"CP1251", "Городской совет решил в среду, что строительство моста начнётся уже в этом году."},
    {"KOI8-R", "Городской совет решил в среду, что строительство моста начнётся уже в этом году."},
    {"CP1254", "Belediye meclisi çarşamba günü köprünün inşaatına bu yıl başlanmasına karar verdi, "
               "ancak halk trafik sıkışıklığından kaygılı."},
    {"CP1253",
     "Το δημοτικό συμβούλιο αποφάσισε την Τετάρτη ότι η κατασκευή της γέφυρας θα αρχίσει φέτος."},
    {"CP1255", "מועצת העיר החליטה ביום רביעי כי בניית הגשר החדש תתחיל עוד השנה"},
    {"CP1256", "قرر مجلس المدينة يوم الأربعاء أن بناء الجسر الجديد سيبدأ هذا العام"},
    {"CP874", "สภาเทศบาลเมืองมีมติเมื่อวันพุธว่าการก่อสร้างสะพานใหม่จะเริ่มขึ้นในปีนี้"},
    {"GB18030",
     "市议会星期三决定，新桥的建设将在今年开始，尽管居民担心交通堵塞。这是我们的第一个计划"},
    {"BIG5-HKSCS",
     "市議會星期三決定，新橋的建設將在今年開始，儘管居民擔心交通堵塞。這是我們的第一個計劃"},
    {"CP932",
     "市議会は水曜日、新しい橋の建設を今年中に始めることを決めた。住民は渋滞を心配している。"},
    {"EUC-JP-MS",
     "市議会は水曜日、新しい橋の建設を今年中に始めることを決めた。住民は渋滞を心配している。"},
    {"UHC", "시의회는 수요일에 새 다리의 건설을 올해 안에 시작하기로 결정했다. 주민들은 교통 "
            "체증을 걱정하고 있다."},
};

enum {
    SAMPLES = sizeof samples / sizeof *samples
};

/* The text in the charset. */
static size_t encode(const char *charset, const char *text, char *out, size_t room)
{
    char *in = (char *)text, *to = out;
    size_t left = strlen(text), space = room;
    iconv_t converter = iconv_open(charset, "UTF-8");
    assert_int_not_equal(converter == (iconv_t)-1, 1);
    assert_int_not_equal(iconv(converter, &in, &left, &to, &space), (size_t)-1);
    iconv_close(converter);
    return room - space;
}

/* What is found for a sample within tags that say nothing. */
static const char *detect(size_t index, size_t letters, const char *declared)
{
    char page[4096] = "<p class=\"b\xF6se\">";
    size_t size = strlen(page),
           taken = encode(samples[index].charset, samples[index].text, page + size, 2000);
    size += taken < letters ? taken : letters;
    return charset_detect(page, size, declared);
}

static void test_a_sentence_is_enough(void **state)
{
    (void)state;
    for (size_t i = 0; i < SAMPLES; i++)
        assert_string_equal(detect(i, 2000, NULL), samples[i].charset);
}

static void test_a_wrong_label_is_seen_and_a_right_one_believed(void **state)
{
    (void)state;
    for (size_t i = 0; i < SAMPLES; i++) {
        assert_string_equal(detect(i, 2000, "UTF-8"), samples[i].charset);
        assert_string_equal(detect(i, 2000, samples[i].charset), samples[i].charset);
        /* Even of so few letters that a guess would be one. */
        assert_string_equal(detect(i, 8, samples[i].charset), samples[i].charset);
    }
    assert_string_equal(detect(3, 2000, "WINDOWS-1252"), "CP1251");
    assert_string_equal(detect(1, 2000, "WINDOWS-1252"), "CP1250");
    assert_string_equal(detect(12, 2000, "WINDOWS-1252"), "CP932");
}

static void test_one_that_is_not_tried_is_believed(void **state)
{
    (void)state;
    assert_string_equal(charset_detect("caf\x8E", 4, "MACINTOSH"), "MACINTOSH");
}

static void test_utf8_is_utf8_whatever_is_declared(void **state)
{
    (void)state;
    assert_string_equal(charset_detect("caf\xC3\xA9", 5, "WINDOWS-1252"), "UTF-8");
    assert_string_equal(charset_detect("plain", 5, "CP1251"), "UTF-8");
    assert_string_equal(charset_detect("", 0, NULL), "UTF-8");
    const char most[] = "é é é é é é é é é é é \xE9 é é é é é é";
    assert_string_equal(charset_detect(most, sizeof most - 1, "WINDOWS-1252"), "UTF-8");
}

static void test_utf16_is_seen_without_its_mark(void **state)
{
    (void)state;
    assert_string_equal(charset_detect("<\0p\0>\0a\0", 8, NULL), "UTF-16LE");
    assert_string_equal(charset_detect("\0<\0p\0>\0a", 8, "UTF-8"), "UTF-16BE");
    assert_string_equal(charset_detect("\xFE\xFF\x30\x42", 4, NULL), "UTF-16BE");
}

static void test_seven_bits_of_japanese_are_seen(void **state)
{
    (void)state;
    assert_string_equal(charset_detect("\x1B$B4A\x1B(B", 8, NULL), "ISO-2022-JP");
}

static void test_nothing_to_go_by_is_windows_1252(void **state)
{
    (void)state;
    assert_string_equal(charset_detect("<a title=\"\xE9\">", 13, NULL), "WINDOWS-1252");
    assert_string_equal(charset_detect("<a title=\"\xE9\">", 13, "CP1251"), "CP1251");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_sentence_is_enough),
        cmocka_unit_test(test_a_wrong_label_is_seen_and_a_right_one_believed),
        cmocka_unit_test(test_one_that_is_not_tried_is_believed),
        cmocka_unit_test(test_utf8_is_utf8_whatever_is_declared),
        cmocka_unit_test(test_utf16_is_seen_without_its_mark),
        cmocka_unit_test(test_seven_bits_of_japanese_are_seen),
        cmocka_unit_test(test_nothing_to_go_by_is_windows_1252),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
