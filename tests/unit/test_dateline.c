/* Datelines of many agencies, by themselves and at the head of a text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "common/readers/dateline.h"

struct row {
    const char *text;
    const char *want; /* "place|date|agency"; NULL: none */
};

static void check(const struct row *row, bool found, const struct dateline *is)
{
    char got[400];
    snprintf(got, sizeof got, "%.*s|%.*s|%.*s", (int)is->place_size, is->place, (int)is->date_size,
             is->date ? is->date : "", (int)is->agency_size, is->agency ? is->agency : "");
    if (found != (row->want != NULL)) fail_msg("%s: %s", row->text, found ? got : "not found");
    if (row->want && strcmp(got, row->want) != 0) fail_msg("%s: %s", row->text, got);
}

static void test_a_text_begins_with_one(void **state)
{
    static const struct row rows[] = {
        {"NEW YORK (AP) \xE2\x80\x94 The gas", "NEW YORK||AP"},
        {"BUENOS AIRES, Argentina (AP) _ For", "BUENOS AIRES, Argentina||AP"},
        {"NORTHGATE, Mass. (AP) _ A ferry sank.", "NORTHGATE, Mass.||AP"},
        {"Berlin (dpa) - Talks", "Berlin||dpa"},
        {"San Diego (tca/dpa) - History", "San Diego||tca/dpa"},
        {"KAESONG, South Korea, June 16 (Yonhap) -- The", "KAESONG, South Korea|June 16|Yonhap"},
        {"Tegucigalpa, Jan 2 (EFE).- Text", "Tegucigalpa|Jan 2|EFE"},
        {"PARIS, 3 mars 2015 (AFP) - Texte", "PARIS|3 mars 2015|AFP"},
        {"Paris, le 3 mars (AFP) - Texte", "Paris|le 3 mars|AFP"},
        {"MADRID, 3 de marzo (EFE) - Texto", "MADRID|3 de marzo|EFE"},
        {"MOSCOW/NORTHGATE, Monday (Wire) - Text", "MOSCOW/NORTHGATE|Monday|Wire"},
        {"Jan 30 (Reuters) - Gold rose", "|Jan 30|Reuters"},
        {"K\xC3\xB8"
         "benhavn /ritzau/: En mand",
         "K\xC3\xB8"
         "benhavn||ritzau"},
        {"(ANSA) - ROMA, 1 LUG - Testo", "ROMA|1 LUG|ANSA"},
        {"(ANSA) - Rome, October 11 - Text", "Rome|October 11|ANSA"},
        {"(Sports Network) - With the Phillies picking up - at last - momentum",
         "||Sports Network"},
        {"Paris (ats afp) Les", "Paris||ats afp"},
        {"Meier (SPD) sagte", NULL},
        {"NORTHGATE, June\n16 (Wire) -- Text", "NORTHGATE|June\n16|Wire"},
        {"Winning Numbers\n(drawn order): 25", NULL},
        {"QUOTES\nRACING : Northgate", NULL},
        {"MOSCOW, January 21. /TASS/. The", "MOSCOW|January 21|TASS"},
        {"SAITAMA, Japan, Dec. 9 Kyodo - Reds", "SAITAMA, Japan|Dec. 9|Kyodo"},
        {"OTTAWA - A man", "OTTAWA||"},
        {"ST. JOHN'S, N.L. -- A man", "ST. JOHN'S, N.L.||"},
        {"SEOUL, Nov 26 AFP - Text", "SEOUL|Nov 26|AFP"},
        {"SYDNEY March 22 AAP - Text", "SYDNEY|March 22|AAP"},
        {"PARIS, March 3 \xE2\x80\x94 The", "PARIS|March 3|"},
        {"GLASGOW, Scotland, Feb. 01, 2018 (GLOBE NEWSWIRE) -- The",
         "GLASGOW, Scotland|Feb. 01, 2018|GLOBE NEWSWIRE"},
        {"   \n  Seoul (dpa) - Indented", "Seoul||dpa"},
        {"Trouble - that was what he said", NULL},
        {"EXCLUSIVE - The minister", NULL},
        {"UPDATE 1 - The minister", NULL},
        {"The minister (who left) went home", NULL},
        {"The minister of trade (Labour) - who left - went home", NULL},
        {"He said (AP) it was", NULL},
        {"Rams 54 (10-1) - 51", NULL},
        {"1986 - a year", NULL},
        {"A sentence about the ferry: it sank.", NULL},
        {"(AP)", NULL},
        {"(", NULL},
        {"()-", NULL},
        {"-", NULL},
        {"", NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct dateline is;
        check(&rows[i], dateline_find(rows[i].text, strlen(rows[i].text), &is), &is);
    }
}

static void test_one_stands_by_itself(void **state)
{
    static const struct row rows[] = {
        {"STOCKHOLM, Aug 29, 2014 (AFP) -", "STOCKHOLM|Aug 29, 2014|AFP"},
        {"Strasbourg, 10 juil 2024 (AFP)", "Strasbourg|10 juil 2024|AFP"},
        {"SYDNEY March 22 AAP -", "SYDNEY|March 22|AAP"},
        {"ANSA TEST - ROMA, 01 LUG -", "ROMA|01 LUG|"},
        {"London (dpa) - ", "London||dpa"},
        {"FORT NORTH, Pa.", "FORT NORTH, Pa.||"},
        {"Helsinki", "Helsinki||"},
        {"  NEW YORK  ", "NEW YORK||"},
        {"MOSCOW, Monday (Reuters)", "MOSCOW|Monday|Reuters"},
        {"4/5/2018", "||"},
        {"4/4/2018", "|4/4/2018|"},
        {"2014-07-17 00:24:11 GMT+00:00", "|2014-07-17 00:24:11 GMT+00:00|"},
        {"New York, NY - October 21", "New York, NY|October 21|"},
        {"KAESONG \xE2\x80\x94", "KAESONG||"},
        {"(AP)", "||AP"},
        {"", "||"},
        {"-", "||"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct dateline is;
        dateline_read(rows[i].text, strlen(rows[i].text), &is);
        check(&rows[i], true, &is);
    }
}

static void test_it_fills_what_an_article_has_not(void **state)
{
    static const char text[] = "OSLO, Aug 29, 2014 (Wire) - Text.";
    struct article article;
    (void)state;
    article_init(&article);
    article_add(&article, ARTICLE_BODY, text, strlen(text));
    article_add(&article, ARTICLE_SOURCE, "Harbor Wire", strlen("Harbor Wire"));
    dateline_of_text(&article);
    assert_string_equal(article.fields[ARTICLE_PLACE].data, "OSLO");
    assert_string_equal(article.fields[ARTICLE_DATE].data, "Aug 29, 2014");
    assert_string_equal(article.fields[ARTICLE_SOURCE].data, "Harbor Wire");
    assert_string_equal(article.fields[ARTICLE_BODY].data, text);
    article_reset(&article);
    article_add(&article, ARTICLE_BODY, "OSLO, Aug 29 - Text.", strlen("OSLO, Aug 29 - Text."));
    dateline_of_text(&article);
    assert_string_equal(article.fields[ARTICLE_DATE].data, "");
    article_release(&article);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_text_begins_with_one),
        cmocka_unit_test(test_one_stands_by_itself),
        cmocka_unit_test(test_it_fills_what_an_article_has_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
