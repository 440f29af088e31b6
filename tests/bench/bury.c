/* bury.c - makes the segment that a run leaves that only removes articles: bury NEW COUNT SEGMENT...
 *
 * NEW is empty but for the list of COUNT dead articles, spread over all of the segments. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/schema.h"
#include "common/store.h"
#include "common/xap.h"
#include "indexer/segment.h"

/* Appends every so many of a segment's articles to the list. */
static nsearch_status choose(const char *path, size_t count, struct buf *list, nsearch_error *error)
{
    struct xap_db *db;
    const char *number = strstr(path, "seg-");
    nsearch_status status = xap_open(path, &db, error);
    if (status) return status;
    const uint32_t articles = xap_count(db);
    struct store_dead *dead = calloc(count + 1, sizeof *dead);
    for (size_t i = 0; i < count && dead && !status; i++) {
        dead[i].segment = number ? strtoull(number + strlen("seg-"), NULL, 10) : 0;
        dead[i].docid = 1 + (uint32_t)(i * articles / count);
        status = xap_document_serial(db, dead[i].docid, &dead[i].serial, error);
    }
    if (dead && !status) store_dead_write(dead, count, list);
    free(dead);
    xap_close(db);
    return status;
}

int main(int argc, char **argv)
{
    const struct segment_options options = {
        .language = "english", .keep_text = true, .jobs = 1, .memory = 1 << 20};
    struct segment *segment = NULL;
    struct buf list;
    nsearch_error error;
    nsearch_status status = NSEARCH_OK;
    if (argc < 4) return 2;
    buf_init(&list);
    const size_t count = strtoul(argv[2], NULL, 10) / (size_t)(argc - 3);
    for (int i = 3; i < argc && !status; i++)
        status = choose(argv[i], count, &list, &error);
    const struct metadata more = {META_DEAD, list.data};
    if (!status) status = segment_create(argv[1], &options, &segment, &error);
    if (!status) status = segment_finish(segment, &more, 1, &error);
    if (status) fprintf(stderr, "bury: %s\n", error.message);
    segment_free(segment);
    buf_release(&list);
    return status != NSEARCH_OK;
}
