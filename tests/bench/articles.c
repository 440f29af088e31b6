/* articles.c - what the readers make of files, as JSON Lines: articles FILE... or, for a list on standard input, articles
 *
 * A line is an article with its fields by name; those that may have several values as arrays. "file" is the file as it
 * was given. Rejects go to standard error. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/members.h"
#include "common/readers/reader.h"

static bool has_several(enum article_field field)
{
    return field == ARTICLE_SOURCE || field == ARTICLE_AUTHOR || field == ARTICLE_SECTION ||
           field == ARTICLE_TAG;
}

/* The lines of a field. */
static void add_values(struct buf *out, const char *name, const struct buf *field)
{
    members_array(out, name);
    for (const char *at = field->data, *end = at + field->size; at < end;) {
        const size_t size = strcspn(at, "\n");
        members_item(out);
        members_string(out, at, size);
        at += size + 1;
    }
    members_array_end(out);
}

static nsearch_status print_article(void *context, struct article *article, nsearch_error *error)
{
    struct buf line;
    buf_init(&line);
    members_begin(&line);
    members_name(&line, "file");
    members_repaired(&line, context);
    for (int i = 0; i < ARTICLE_FIELDS; i++) {
        const struct buf *field = &article->fields[i];
        if (!field->size) continue;
        if (has_several(i))
            add_values(&line, article_field_name(i), field);
        else
            members_text(&line, article_field_name(i), field->data);
    }
    members_end(&line);
    const nsearch_status status = buf_status(&line, error);
    if (!status) puts(line.data);
    buf_release(&line);
    return status;
}

static void print_reject(void *context, const struct reject *reject)
{
    (void)context;
    fprintf(stderr, "%s:%llu: %s\n", reject->path, (unsigned long long)reject->line,
            reject->reason);
}

static int print_file(char *path)
{
    nsearch_error error;
    const struct reader_sink sink = {
        .article = print_article, .reject = print_reject, .context = path};
    if (!reader_file(path, NULL, READER_ARTICLE_MAX, &sink, &error)) return 0;
    fprintf(stderr, "articles: %s: %s\n", path, error.message);
    return 1;
}

int main(int argc, char **argv)
{
    char *line = NULL;
    size_t room = 0;
    int failed = 0;
    for (int i = 1; i < argc && !failed; i++)
        failed = print_file(argv[i]);
    while (argc == 1 && !failed && getline(&line, &room, stdin) > 0) {
        line[strcspn(line, "\n")] = '\0';
        failed = print_file(line);
    }
    free(line);
    return failed;
}
