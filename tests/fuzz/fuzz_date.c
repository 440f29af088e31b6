/* fuzz_date.c - any text read as a date: what comes out exists and is read again as itself. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/date.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool good, const struct date *date)
{
    if (good != (date->year != 0) || (good && !date_valid(date))) abort();
    if (!good) return;
    char text[DATE_TEXT_MAX], again_text[DATE_TEXT_MAX], key[DATE_KEY_MAX];
    struct date again;
    date_write(date, text);
    date_key(date, key);
    if (!date_parse(text, strlen(text), &again)) abort();
    date_write(&again, again_text);
    if (strcmp(text, again_text) != 0) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    struct date date;
    check(date_parse(text, size, &date), &date);
    check(date_parse_as(text, size, size % 2 ? DATE_DAY_FIRST : DATE_MONTH_FIRST, &date), &date);
    check(date_find(text, size, DATE_ORDER_UNKNOWN, &date), &date);
    check(date_parse_bound(text, size, 1709208000, &date), &date);
    return 0;
}
