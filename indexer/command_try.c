/* command_try.c - nindex --try: the articles of files as they are understood, for who sets up an archive.
 *
 *     /news/2020/ferry.html: html
 *       title     Ferries late again
 *       date      2020-06-16T14:49
 *       text      12 paragraphs, 843 words
 *                 The last boat leaves at 11.50 and is full, …
 *     left out: menus, footers and forms: 156 letters
 *     line 7: rejected as malformed: ...
 *
 * Nothing is indexed. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "common/analysis.h"
#include "common/language.h"
#include "common/utf8.h"
#include "indexer/commands.h"
#include "indexer/stop.h"

enum {
    PARAGRAPHS_SHOWN = 3,
    LINE_SHOWN = 100 /* bytes of a paragraph */
};

struct trial {
    const struct settings *settings;
    uint64_t articles, rejects;
    bool is_begun;     /* what the last article is of has given one before */
    struct buf source; /* the file, or piece of one, that was named last */
    struct buf line;
};

/* Some text as a line, nothing in it that a terminal would obey; what is over `most` bytes is cut. */
static void print_line(struct trial *trial, const char *before, const char *text, size_t size,
                       size_t most)
{
    struct buf *line = &trial->line;
    buf_reset(line);
    buf_add(line, text, size > most ? most : size);
    if (buf_status(line, NULL)) return;
    utf8_sanitize(line->data);
    printf("%s%s%s\n", before, line->data, size > most ? "\xE2\x80\xA6" : "");
}

/* ---- Articles ----------------------------------------------------------------------------------- */

/* Each value on a line of its own. */
static void print_field(struct trial *trial, const char *name, const struct buf *field)
{
    char before[16];
    const char *at = field->data, *const end = at + field->size;
    snprintf(before, sizeof before, "  %-10s", name);
    while (at < end) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        if (!stop) stop = end;
        print_line(trial, before, at, (size_t)(stop - at), SIZE_MAX);
        at = stop + 1;
    }
}

static size_t count_words(const struct buf *text)
{
    struct tokenizer tokenizer;
    struct token token;
    tokenizer_init(&tokenizer, text->data, text->size);
    while (tokenizer_next(&tokenizer, &token))
        continue;
    return tokenizer.position;
}

/* How long the text is, and how it begins. */
static void print_body(struct trial *trial, const struct buf *body)
{
    static const char indent[] = "            ";
    const char *at = body->data, *const end = at + body->size;
    size_t count = 0;
    for (const char *gap = at; at < end && gap; gap = strstr(gap + 2, "\n\n"))
        count++;
    const size_t words = count_words(body);
    printf("  %-10s%zu paragraph%s, %zu word%s\n", "text", count, count == 1 ? "" : "s", words,
           words == 1 ? "" : "s");
    for (size_t shown = 0; at < end && shown < PARAGRAPHS_SHOWN; shown++) {
        const char *gap = strstr(at, "\n\n");
        const char *const stop = gap ? gap : end;
        print_line(trial, indent, at, (size_t)(stop - at), LINE_SHOWN);
        at = gap ? gap + 2 : end;
    }
}

static nsearch_status take_article(void *context, struct article *article, nsearch_error *error)
{
    struct trial *trial = context;
    const bool has_language = article->fields[ARTICLE_LANG].size > 0;
    (void)error;
    if (trial->is_begun) putchar('\n');
    trial->is_begun = true;
    trial->articles++;
    language_settle(article);
    for (int field = 0; field < ARTICLE_FIELDS; field++)
        if (field != ARTICLE_BODY && field != ARTICLE_PATH)
            print_field(trial, article_field_name((enum article_field)field),
                        &article->fields[field]);
    if (!has_language && article->fields[ARTICLE_LANG].size)
        puts("            by the words of the text");
    print_body(trial, &article->fields[ARTICLE_BODY]);
    return NSEARCH_OK;
}

/* ---- What else is told -------------------------------------------------------------------------- */

static void print_path(struct trial *trial, const char *path)
{
    buf_reset(&trial->line);
    buf_add_text(&trial->line, path);
    if (buf_status(&trial->line, NULL)) return;
    utf8_sanitize(trial->line.data);
    printf("%s: ", trial->line.data);
}

static void take_format(void *context, const char *path, const struct reader *reader)
{
    struct trial *trial = context;
    if (trial->articles) putchar('\n');
    print_path(trial, path);
    puts(reader->name);
    trial->is_begun = false;
    buf_reset(&trial->source);
    buf_add_text(&trial->source, path);
}

/* The path is told where it isn't what was named last: the file, behind its pieces, or one of no format. */
static void print_place(struct trial *trial, const char *path)
{
    if (trial->source.size) printf("  ");
    if (strcmp(path, trial->source.data) != 0) print_path(trial, path);
}

static void take_dropped(void *context, const char *path, const char *what)
{
    print_place(context, path);
    printf("left out: %s\n", what);
}

static void take_repaired(void *context, const char *path, size_t bytes)
{
    print_place(context, path);
    printf("%zu byte%s that weren't UTF-8 were read as windows-1252\n", bytes,
           bytes == 1 ? "" : "s");
}

static void take_reject(void *context, const struct reject *reject)
{
    struct trial *trial = context;
    trial->rejects++;
    print_place(trial, reject->path);
    if (reject->line) printf("line %llu: ", (unsigned long long)reject->line);
    printf("rejected as %s: %s\n", reject_kind_name(reject->kind), reject->reason);
}

static nsearch_status try_file(struct trial *trial, const char *path, nsearch_error *error)
{
    const struct update_request *request = &trial->settings->update;
    const struct reader_sink sink = {.article = take_article,
                                     .reject = take_reject,
                                     .repaired = take_repaired,
                                     .taken = take_format,
                                     .dropped = take_dropped,
                                     .context = trial,
                                     .stop = &stop_signal,
                                     .map = request->map};
    const struct reader *reader = request->format ? reader_of_name(request->format) : NULL;
    trial->articles = 0;
    buf_reset(&trial->source);
    return reader_file(path, reader, request->max_article_size, &sink, error);
}

static int try_files(const struct settings *settings, const char *index, char *const *paths,
                     size_t count)
{
    struct trial trial = {.settings = settings};
    nsearch_error error;
    (void)index;
    if (!count) {
        cli_error(settings->cli, "--try: which FILE?");
        return CLI_USAGE;
    }
    nsearch_status status = NSEARCH_OK;
    buf_init(&trial.line);
    buf_init(&trial.source);
    for (size_t i = 0; !status && i < count; i++) {
        if (i) putchar('\n');
        status = try_file(&trial, paths[i], &error);
    }
    buf_release(&trial.source);
    buf_release(&trial.line);
    if (!status) return cli_finish(settings->cli, trial.rejects ? CLI_REJECTS : CLI_DONE);
    cli_error(settings->cli, "%s", error.message);
    return stop_signal ? CLI_SIGNAL + stop_signal : cli_exit_of(status);
}

const struct command command_try = {"try", "try", false, true, try_files};
