/* command_boilerplate.c - nindex --boilerplate: the paragraphs that are left out of the index, a line each:
 *
 *     1234  Harbor Wire: Sign up for our newsletter and never miss a boat. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "common/error.h"
#include "common/store.h"
#include "common/utf8.h"
#include "indexer/boilerplate.h"
#include "indexer/catalog.h"
#include "indexer/commands.h"

struct listing {
    struct buf line;
    uint64_t rows;
};

static void show(void *context, const struct boilerplate_row *row)
{
    struct listing *listing = context;
    struct buf *line = &listing->line;
    buf_reset(line);
    buf_addf(line, "%7" PRIu64 "  %s: %s", row->left_out, row->source, row->text);
    if (buf_status(line, NULL)) return;
    utf8_sanitize(line->data);
    puts(line->data);
    listing->rows++;
}

/* What the newest segment says, which holds for all. */
static nsearch_status read_index(const char *index, struct boilerplate **out, nsearch_error *error)
{
    struct store store;
    struct catalog *catalog = NULL;
    *out = NULL;
    nsearch_status status = store_read(index, &store, error);
    if (!status && !store.count)
        status = error_set(error, NSEARCH_MISSING, "%s: no index here", index);
    if (!status) status = catalog_open(index, &store, &catalog, error);
    if (!status)
        status = boilerplate_create(catalog_traits(catalog)->boilerplate, false, out, error);
    catalog_free(catalog);
    store_release(&store);
    return status;
}

static int list(const struct settings *settings, const char *index, char *const *paths,
                size_t count)
{
    struct boilerplate *boilerplate;
    struct listing listing = {.rows = 0};
    nsearch_error error;
    (void)paths, (void)count;
    buf_init(&listing.line);
    nsearch_status status = read_index(index, &boilerplate, &error);
    if (!status) status = boilerplate_list(boilerplate, show, &listing, &error);
    boilerplate_free(boilerplate);
    buf_release(&listing.line);
    if (!status) return cli_finish(settings->cli, listing.rows ? CLI_DONE : CLI_NO_MATCH);
    cli_error(settings->cli, "%s%s", error.message, cli_advice(&error));
    return cli_exit_of(status);
}

const struct command command_boilerplate = {"boilerplate", "boilerplate", true, false, list};
