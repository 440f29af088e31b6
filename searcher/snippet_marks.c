/* snippet_marks.c - every match in a text, none left out and nothing chosen; see snippet.h. */
#include "common/error.h"
#include "searcher/snippet.h"
#include "searcher/snippet_match.h"

nsearch_status snippet_marks(const char *text, size_t text_size, bool is_title,
                             const struct match_set *matches, struct stemmer *stemmer,
                             struct buf *spans, nsearch_error *error)
{
    struct buf found;
    buf_init(&found);
    buf_reset(spans);
    nsearch_status status = snippet_find(text, text_size, is_title, matches, stemmer, &found,
                                         error);
    const struct mark *marks = (const struct mark *)(const void *)found.data;
    const size_t count = found.size / sizeof *marks;
    for (size_t i = 0; !status && i < count;) {
        const size_t from = marks[i].offset;
        size_t to = marks[i].end;
        for (i++; i < count && marks[i].offset < to; i++)
            if (marks[i].end > to) to = marks[i].end;
        buf_add(spans, &(nsearch_span){from, to - from}, sizeof(nsearch_span));
    }
    buf_release(&found);
    return status ? status : buf_status(spans, error);
}
