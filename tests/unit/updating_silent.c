/* updating_silent.c - see updating.h: the watcher for those who only want an index, without cmocka. */
#include "tests/unit/updating.h"

static void ignore_phase(void *context)
{
    (void)context;
}

static void ignore_file(void *context, enum update_kind kind, const char *path)
{
    (void)context, (void)kind, (void)path;
}

static void ignore_count(void *context, uint64_t count, uint64_t bytes)
{
    (void)context, (void)count, (void)bytes;
}

static void ignore_lack(void *context, const struct space_lack *lack)
{
    (void)context, (void)lack;
}

static void ignore_reject(void *context, const struct reject *reject)
{
    (void)context, (void)reject;
}

static void ignore_duplicate(void *context, const char *id, const char *name, const char *later)
{
    (void)context, (void)id, (void)name, (void)later;
}

static void ignore_end(void *context, nsearch_status status, const nsearch_error *error)
{
    (void)context, (void)status, (void)error;
}

const struct update_watcher updating_silent = {
    ignore_phase,     ignore_file,  ignore_count, ignore_lack, ignore_count, ignore_reject,
    ignore_duplicate, ignore_phase, ignore_phase, ignore_lack, ignore_end,   NULL};
