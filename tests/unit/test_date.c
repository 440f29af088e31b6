#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/date.h"

/* What date_parse makes of a text: as date_write writes it, "" if it is no date. */
static const char *parsed(const char *text)
{
    static char out[DATE_TEXT_MAX];
    struct date date;
    bool good = date_parse(text, strlen(text), &date);
    assert_true(good == (date.year != 0));
    if (good) assert_true(date_valid(&date));
    date_write(&date, out);
    return out;
}

#define IS(text, want) assert_string_equal(parsed(text), want)

static void test_iso_dates_are_read_as_far_as_they_go(void **state)
{
    (void)state;
    IS("2020", "2020");
    IS("2020-06", "2020-06");
    IS("2020-06-16", "2020-06-16");
    IS("1989/01/02", "1989-01-02");
    IS("19890102", "1989-01-02");
    IS("2020-06-16T14:49", "2020-06-16T14:49");
    IS("2020-06-16 14:49:05", "2020-06-16T14:49:05");
    IS("20200616T144905Z", "2020-06-16T14:49:05");
    IS("20200616144905", "2020-06-16T14:49:05");
    IS(" 2020-06-16, morning edition", "2020-06-16");
}

static void test_offsets_from_utc_are_dropped(void **state)
{
    (void)state;
    IS("2020-06-16T23:49:05.123+09:00", "2020-06-16T23:49:05");
    IS("2020-06-16T00:10:00Z", "2020-06-16T00:10:00");
    IS("Tue, 16 Jun 2020 23:49:05 +0900", "2020-06-16T23:49:05");
}

static void test_dates_in_words_are_read(void **state)
{
    (void)state;
    IS("26-FEB-1987 15:01:01.79", "1987-02-26T15:01:01");
    IS(" 2-MAR-1987 08:22:57.75", "1987-03-02T08:22:57");
    IS("January 2, 1989", "1989-01-02");
    IS("2 January 1989", "1989-01-02");
    IS("2nd of January, 1989", "1989-01-02");
    IS("Jan. 2, 1989", "1989-01-02");
    IS("January 1, 1989, Sunday, Home Edition", "1989-01-01");
    IS("Sunday, January 1, 1989", "1989-01-01");
    IS("January 2, 1989 3:05 PM EST", "1989-01-02T15:05");
    IS("Jan 2, 1989 at 12:05 a.m.", "1989-01-02T00:05");
    IS("June 2020", "2020-06");
    IS("Tue Jun 16 14:49:05 2020", "2020-06-16T14:49:05");
    IS("Mon Feb 29 14:49:05 UTC 2016", "2016-02-29T14:49:05");
}

static void test_six_languages_have_months(void **state)
{
    (void)state;
    IS("1 de enero de 1989", "1989-01-01");
    IS("mi\xC3\xA9rcoles, 3 de marzo de 2021", "2021-03-03");
    IS("Dienstag, 16. Juni 2020, 14:49 Uhr", "2020-06-16T14:49");
    IS("3. M\xC3\xA4rz 2021", "2021-03-03");
    IS("1er f\xC3\xA9vrier 2019", "2019-02-01");
    IS("1\xC2\xBA de mar\xC3\xA7o de 2019", "2019-03-01");
    IS("mar. 16 juin 2020", "2020-06-16");
    IS("15 AO\xC3\x9BT 2020", "2020-08-15");
    IS("fe\xCC\x81vrier 2019", "2019-02"); /* the accent by itself */
    IS("22 novembre 2020", "2020-11-22");
    IS("segunda-feira, 7 de setembro de 2020", "2020-09-07");
    IS("7 luglio 2020", "2020-07-07");
}

static void test_months_have_names_in_many_languages(void **state)
{
    (void)state;
    IS("Seg, 24 Set 2018 19:42:40 -0300", "2018-09-24T19:42:40");
    IS("сб, 4 мая 2024", "2024-05-04");
    IS("zo 5 mei 2024", "2024-05-05");
    IS("4 mei 2024", "2024-05-04");
    IS("den 4 maj 2024", "");
    IS("4. oktober 2024 kl. 15:47", "2024-10-04T15:47");
    IS("4 pa\xC5\xBA"
       "dziernika 2024, 15:47",
       "2024-10-04T15:47");
    IS("4. \xC4\x8D"
       "ervence 2024",
       "2024-07-04");
    IS("4 listopada 2024", "2024-11-04");
    IS("4 мая 2024, 15:47", "2024-05-04T15:47");
    IS("4 січня 2024", "2024-01-04");
    IS("4 Ağustos 2024", "2024-08-04");
    IS("4 EKİM 2024", "2024-10-04");
    IS("4 Μαΐου 2024", "2024-05-04");
    IS("4. kesäkuuta 2024 klo 15.47", "2024-06-04T15:47");
    IS("2024. május 4.", "2024-05-04");
    IS("2024 m. birželio 4 d. 15:47", "2024-06-04");
    IS("4 يناير 2024", "2024-01-04");
    IS("4 أغسطس 2024", "2024-08-04");
    IS("4 मई 2024", "2024-05-04");
    IS("4 tháng 5, 2024", "2024-05-04");
    IS("ngày 4 tháng 5 năm 2024", "2024-05-04");
    IS("2024年5月4日 15時47分", "2024-05-04");
    IS("2024年5月4日 15:47", "2024-05-04T15:47");
    IS("2024年5月", "2024-05");
    IS("2024년 5월 4일", "2024-05-04");
}

static void test_times_are_written_in_many_ways(void **state)
{
    (void)state;
    IS("May 4, 2024 3:47 pm EDT", "2024-05-04T15:47");
    IS("May 4, 2024 | 3:47 PM", "2024-05-04T15:47");
    IS("4 May 2024 - 15:47", "2024-05-04T15:47");
    IS("4. Mai 2024 um 17.47 Uhr", "2024-05-04T17:47");
    IS("4 mai 2024 \xC3\xA0 17h47", "2024-05-04T17:47");
    IS("4 de maio de 2024 \xC3\xA0s 17h47", "2024-05-04T17:47");
    IS("4 mai 2024 \xC2\xB7 17:47", "2024-05-04T17:47");
    IS("2024-05-04T15:47:42.389000+00:00", "2024-05-04T15:47:42");
}

/* As mail and RSS had them in their first years, 50 to 99 being of the 20th century. */
static void test_years_of_two_digits_have_a_time_or_hyphens(void **state)
{
    (void)state;
    IS("Fri, 21 Nov 97 09:55:06 GMT", "1997-11-21T09:55:06");
    IS("21 Nov 07 09:55 +0200", "2007-11-21T09:55");
    IS("Friday, 21-Nov-97 09:55:06 GMT", "1997-11-21T09:55:06");
    IS("31-DEC-17", "2017-12-31");
    IS("21 Nov 50 09:55", "1950-11-21T09:55");
    IS("21 Nov 49 09:55", "2049-11-21T09:55");
    IS("21 Nov 97 at sea", "");
    IS("21 Nov 1797", "1797-11-21");
    IS("21 Nov-97", "");
}

static void test_other_orders_are_read(void **state)
{
    (void)state;
    IS("Tue Jun 16 14:49:05 +0900 2020", "2020-06-16T14:49:05");
    IS("Jun-16-2020", "2020-06-16");
    IS("2020.06.16", "2020-06-16");
    IS("2020. 6. 16. 14:49", "2020-06-16T14:49");
    IS("2020.06.16 14:49", "2020-06-16T14:49");
    IS("2020.06", "");
    IS("2020.5", "");
    IS("2020.06-16", "");
}

static void test_days_in_digits_are_read_where_they_have_one_reading(void **state)
{
    (void)state;
    IS("04.05.2024 17:47 Uhr", "2024-05-04T17:47");
    IS("4. 5. 2024", "2024-05-04");
    IS("13/05/2024", "2024-05-13");
    IS("05/13/2024, 3:47 pm", "2024-05-13T15:47");
    IS("5/5/2024", "2024-05-05");
    IS("04/05/2024", "");
    IS("04-05-2024", "");
    IS("4.5/2024", "");
    IS("04.13.2024", "");
    IS("04.05.24", "");
}

static void test_the_order_of_day_and_month_may_be_known(void **state)
{
    (void)state;
    struct date date;
    char out[DATE_TEXT_MAX];
    assert_true(date_parse_as("04/05/2024", 10, DATE_DAY_FIRST, &date));
    date_write(&date, out);
    assert_string_equal(out, "2024-05-04");
    assert_true(date_parse_as("04/05/2024", 10, DATE_MONTH_FIRST, &date));
    date_write(&date, out);
    assert_string_equal(out, "2024-04-05");
    assert_true(date_parse_as("13/05/2024", 10, DATE_MONTH_FIRST, &date));
    date_write(&date, out);
    assert_string_equal(out, "2024-05-13");
    assert_true(date_parse_as("04.05.2024", 10, DATE_MONTH_FIRST, &date));
    date_write(&date, out);
    assert_string_equal(out, "2024-05-04");
}

static void test_a_date_is_found_in_a_text(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"Published on 4 May 2024 by our staff", "2024-05-04"},
        {"Stand: 04.05.2024, 17:47 Uhr", "2024-05-04T17:47"},
        {"By Jane Doe | May 4, 2024 at 3:47 p.m.", "2024-05-04T15:47"},
        {"Friday May 3 2024, updated May 4 2024", "2024-05-03"},
        {"发布时间：2024年5月4日 15:47", "2024-05-04T15:47"},
        {"in 2024, or May 2024", ""},
        {"no date 12 34 56", ""},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct date date;
        char out[DATE_TEXT_MAX];
        const char *text = cases[i].text;
        const bool found = date_find(text, strlen(text), DATE_ORDER_UNKNOWN, &date);
        date_write(&date, out);
        if (strcmp(out, cases[i].want) != 0) fail_msg("%s: %s", text, out);
        assert_int_equal(found, *cases[i].want != '\0');
    }
}

static void test_seconds_and_milliseconds_since_1970_are_dates(void **state)
{
    (void)state;
    struct date date;
    char out[DATE_TEXT_MAX];
    assert_true(date_of_epoch(1592318945, &date));
    date_write(&date, out);
    assert_string_equal(out, "2020-06-16T14:49:05");
    assert_true(date_of_epoch(1592318945123, &date));
    date_write(&date, out);
    assert_string_equal(out, "2020-06-16T14:49:05");
    assert_true(date_parse_epoch("1592318945", 10, &date));
    assert_int_equal(date.year, 2020);
    assert_true(date_parse_epoch("1592318945123", 13, &date));
    assert_int_equal(date.minute, 49);
    assert_false(date_parse_epoch("159231894", 9, &date));
    assert_false(date_parse_epoch("0592318945", 10, &date));
    assert_false(date_parse_epoch("15923189x5", 10, &date));
    assert_false(date_parse_epoch("-159231894", 10, &date));
    assert_false(date_of_epoch(INT64_MAX, &date));
    assert_false(date_of_epoch(INT64_MIN, &date));
}

static void test_every_second_is_written_as_the_system_does(void **state)
{
    (void)state;
    char out[DATE_TEXT_MAX], want[64];
    struct tm tm;
    assert_true(date_write_second(0, out));
    assert_string_equal(out, "1970-01-01T00:00:00Z");
    assert_true(date_write_second(253402300799, out));
    assert_string_equal(out, "9999-12-31T23:59:59Z");
    assert_false(date_write_second(253402300800, out));
    assert_string_equal(out, "");
    for (int64_t second = -62135596800; second <= 100000000000; second += 86399 * 7) {
        struct date date;
        const time_t time = (time_t)second;
        assert_true(date_of_epoch(second, &date));
        date_write(&date, out);
        assert_non_null(gmtime_r(&time, &tm));
        snprintf(want, sizeof want, "%04d-%02d-%02dT%02d:%02d:%02d", tm.tm_year + 1900,
                 tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
        assert_string_equal(out, want);
    }
}

static void test_what_has_no_or_several_readings_is_no_date(void **state)
{
    (void)state;
    static const char *const bad[] = {"",
                                      " ",
                                      "soon",
                                      "01/02/1989",
                                      "1/2/89",
                                      "26 Feb 87",
                                      "870226",
                                      "2020-06-16T25:00",
                                      "2020-13-01",
                                      "2020-00-10",
                                      "2020-6-0",
                                      "0000-01-01",
                                      "2020 or so",
                                      "January",
                                      "January 2",
                                      "32 January 1989",
                                      "Jan 0, 1989",
                                      "20201",
                                      "2020-06-16x",
                                      "2020-06-160",
                                      "99999",
                                      "2020-W25",
                                      "2020-168",
                                      "12345678901234567890123",
                                      "Smarch 3, 1989",
                                      "\xff\xfe",
                                      "\xC3",
                                      "January 2, 19890",
                                      "2 January 1989th"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        if (*parsed(bad[i])) fail_msg("\"%s\" was read as %s", bad[i], parsed(bad[i]));
    }
}

static void test_days_that_do_not_exist_are_no_dates(void **state)
{
    (void)state;
    IS("2020-02-30", "");
    IS("30 February 2020", "");
    IS("2019-02-29", "");
    IS("2020-02-29", "2020-02-29");
    IS("1900-02-29", "");
    IS("2000-02-29", "2000-02-29");
    IS("2020-04-31", "");
}

static void test_no_byte_behind_the_end_is_read(void **state)
{
    (void)state;
    struct date date;
    assert_true(date_parse("2020-06-16T14:49", 10, &date));
    assert_int_equal(date.hour, -1);
    assert_true(date_parse("January 2, 19899", 15, &date));
}

static void test_a_written_date_is_read_again_as_itself(void **state)
{
    (void)state;
    unsigned seed = (unsigned)time(NULL);
    printf("# seed %u\n", seed);
    srand(seed);
    for (int i = 0; i < 20000; i++) {
        struct date date = {1 + rand() % 9999, rand() % 13, 0, -1, -1, -1}, again;
        if (date.month) date.day = rand() % 32;
        if (date.day && rand() % 2) date.hour = rand() % 24, date.minute = rand() % 60;
        if (date.hour >= 0 && rand() % 2) date.second = rand() % 60;
        char text[DATE_TEXT_MAX], text_again[DATE_TEXT_MAX];
        date_write(&date, text);
        assert_true(date_parse(text, strlen(text), &again) == date_valid(&date));
        if (!date_valid(&date)) continue;
        date_write(&again, text_again);
        assert_string_equal(text, text_again);
    }
}

static void test_keys_compare_as_time_does(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "0989-01-01",          "1989",      "1989-01", "1989-01-01", "1989-01-01T00:00",
        "1989-01-01T00:00:01", "1989-01-02"};
    char last[DATE_KEY_MAX] = "", key[DATE_KEY_MAX];
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct date date;
        assert_true(date_parse(texts[i], strlen(texts[i]), &date));
        date_key(&date, key);
        assert_true(strcmp(last, key) < 0);
        memcpy(last, key, sizeof last);
    }
    assert_string_equal(key, "19890102");
}

/* ---- Bounds; now is Thursday, 2024-02-29 12:00 UTC ------------------------------------------- */

static const char *bound(const char *text)
{
    static char out[DATE_TEXT_MAX];
    struct date date;
    bool good = date_parse_bound(text, strlen(text), 1709208000, &date);
    assert_true(good == (date.year != 0));
    date_write(&date, out);
    return out;
}

#define BOUND(text, want) assert_string_equal(bound(text), want)

static void test_bounds_are_periods(void **state)
{
    (void)state;
    BOUND("2020", "2020");
    BOUND("2020-06", "2020-06");
    BOUND("2020/6/3", "2020-06-03");
    BOUND("2020-06-16T14:49", "2020-06-16T14:49");
    BOUND("2020-06-16T14:49:05", "2020-06-16T14:49:05");
}

static void test_bounds_may_be_relative(void **state)
{
    (void)state;
    BOUND("today", "2024-02-29");
    BOUND("yesterday", "2024-02-28");
    BOUND("last_week", "2024-02-22");
    BOUND("3d", "2024-02-26");
    BOUND("2w", "2024-02-15");
    BOUND("6m", "2023-08-29");
    BOUND("1y", "2023-02-28");
    BOUND("0d", "2024-02-29");
}

static void test_wrong_bounds_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"",         "202",        "20200",       "2020-",
                                      "2020-13",  "2020-02-30", "2020-06/16",  "2020-06-16T",
                                      "tomorrow", "d",          "3x",          "-3d",
                                      "9999y",    "123456d",    "2020-06-16 ", "2020-06-16T14:60",
                                      "today ",   "2020-0",     "99999m"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (*bound(bad[i])) fail_msg("\"%s\" was read as %s", bad[i], bound(bad[i]));
}

int main(void)
{
    setenv("TZ", "UTC", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_iso_dates_are_read_as_far_as_they_go),
        cmocka_unit_test(test_offsets_from_utc_are_dropped),
        cmocka_unit_test(test_dates_in_words_are_read),
        cmocka_unit_test(test_six_languages_have_months),
        cmocka_unit_test(test_months_have_names_in_many_languages),
        cmocka_unit_test(test_times_are_written_in_many_ways),
        cmocka_unit_test(test_years_of_two_digits_have_a_time_or_hyphens),
        cmocka_unit_test(test_other_orders_are_read),
        cmocka_unit_test(test_days_in_digits_are_read_where_they_have_one_reading),
        cmocka_unit_test(test_the_order_of_day_and_month_may_be_known),
        cmocka_unit_test(test_a_date_is_found_in_a_text),
        cmocka_unit_test(test_seconds_and_milliseconds_since_1970_are_dates),
        cmocka_unit_test(test_every_second_is_written_as_the_system_does),
        cmocka_unit_test(test_what_has_no_or_several_readings_is_no_date),
        cmocka_unit_test(test_days_that_do_not_exist_are_no_dates),
        cmocka_unit_test(test_no_byte_behind_the_end_is_read),
        cmocka_unit_test(test_a_written_date_is_read_again_as_itself),
        cmocka_unit_test(test_keys_compare_as_time_does),
        cmocka_unit_test(test_bounds_are_periods),
        cmocka_unit_test(test_bounds_may_be_relative),
        cmocka_unit_test(test_wrong_bounds_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
