/* merge.c - merges segments as nindex does, for tests/bench/run: merge DROPPED NEW SEGMENT...
 *
 * Leaves DROPPED articles of the first segment out, spread over all of it. */
#include <stdio.h>
#include <stdlib.h>

#include "indexer/glass.h"
#include "indexer/merge.h"

int main(int argc, char **argv)
{
    enum {
        JOBS = 2
    };
    struct glass_version version;
    nsearch_error error;
    if (argc < 4) return 2;
    const size_t dropped = (size_t)atol(argv[1]), count = (size_t)argc - 3;
    uint32_t *docids = calloc(dropped + 1, sizeof *docids);
    struct merge_source *sources = calloc(count, sizeof *sources);
    if (!docids || !sources) return 1;
    for (size_t i = 0; i < count; i++)
        sources[i].path = argv[3 + i];
    nsearch_status status = glass_version_read(argv[3], &version, &error);
    for (size_t i = 0; !status && i < dropped; i++)
        docids[i] = 1 + (uint32_t)(i * version.stats.last_docid / dropped);
    sources[0].dropped = docids;
    sources[0].dropped_count = dropped;
    const struct merge_plan plan = {.sources = sources, .source_count = count, .jobs = JOBS};
    if (!status) status = merge_segments(&plan, argv[2], &error);
    if (status) fprintf(stderr, "merge: %s\n", error.message);
    free(docids);
    free(sources);
    return status != NSEARCH_OK;
}
