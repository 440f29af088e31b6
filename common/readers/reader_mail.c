/* reader_mail.c - mailboxes (mbox) and single mails: news alerts, newsletters, lists; pages in the form of mails.
 *
 *     From alerts@example.org Thu Jan  1 00:00:00 2015        before each mail of a mailbox
 *     Subject: ...                                            head and body: mail.h
 *
 * Lengths that some programs write in a mailbox aren't believed, for other programs leave them wrong: a mail begins at
 * a From line with a day in it behind an empty line, if a head follows. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "common/error.h"
#include "common/hash.h"
#include "common/readers/mail_page.h"
#include "common/readers/reader.h"

enum {
    FROM_MAX = 1000, /* bytes of a From line */
    PROBE_LINES = 60
};

/* Mails by their ids: different ones may have the same. */
struct seen {
    struct seen_mail {
        uint64_t id, subject;
    } * mails;
    size_t count, capacity; /* a power of two, or 0 */
};

struct mailbox {
    struct input *input;
    const struct reader_sink *sink;
    struct mail mail;
    struct article article;
    struct buf text;
    struct buf from; /* a From line that may begin a mail, until the next line says */
    bool began;      /* its first line that isn't empty has been read */
    bool is_mailbox, has_mail, after_blank, waits;
    uint64_t start; /* line */
    struct seen seen;
};

/* ---- Ids ------------------------------------------------------------------------------------------ */

static bool grow(struct seen *seen)
{
    const size_t capacity = seen->capacity ? seen->capacity * 2 : 256;
    struct seen_mail *mails = calloc(capacity, sizeof *mails);
    if (!mails) return false;
    for (size_t i = 0; i < seen->capacity; i++) {
        if (!seen->mails[i].id) continue;
        size_t at = seen->mails[i].id & (capacity - 1);
        while (mails[at].id)
            at = (at + 1) & (capacity - 1);
        mails[at] = seen->mails[i];
    }
    free(seen->mails);
    seen->mails = mails;
    seen->capacity = capacity;
    return true;
}

/* Whether the id is another mail's, one with another subject. *failed: no memory. */
static bool is_taken(struct seen *seen, uint64_t id, uint64_t subject, bool *failed)
{
    if (seen->count * 2 >= seen->capacity && !grow(seen)) *failed = true;
    if (*failed) return false;
    size_t at = id & (seen->capacity - 1);
    while (seen->mails[at].id && seen->mails[at].id != id)
        at = (at + 1) & (seen->capacity - 1);
    if (seen->mails[at].id) return seen->mails[at].subject != subject;
    seen->mails[at] = (struct seen_mail){id, subject};
    seen->count++;
    return false;
}

/* The Message-ID without its brackets, unless another mail of the file has it. */
static nsearch_status add_id(struct mailbox *mailbox, nsearch_error *error)
{
    const struct buf *field = &mailbox->mail.fields[MAIL_ID];
    const struct buf *subject = &mailbox->mail.fields[MAIL_SUBJECT];
    const char *open = strchr(field->data, '<'), *id = open ? open + 1 : field->data;
    const size_t size = strcspn(id, open ? ">" : " \t");
    bool failed = false;
    if (!size) return NSEARCH_OK;
    const bool taken = is_taken(&mailbox->seen, hash_bytes(id, size) | 1,
                                hash_bytes(subject->data, subject->size), &failed);
    if (!taken) article_add(&mailbox->article, ARTICLE_ID, id, size);
    return failed ? error_memory(error) : NSEARCH_OK;
}

/* ---- Fields --------------------------------------------------------------------------------------- */

/* "Jane Doe <jane@example.org>", "jane@example.org (Jane Doe)": the name, else the address. */
static void write_name(const char *value, size_t size, struct buf *out)
{
    const char *open = memchr(value, '<', size), *comment = memchr(value, '(', size);
    size_t length = size;
    if (open)
        length = (size_t)(open - value);
    else if (comment && comment > value) {
        const char *close = memchr(comment, ')', size - (size_t)(comment - value));
        value = comment + 1;
        length = close ? (size_t)(close - value) : 0;
    }
    while (length && strchr(" \t\"'", *value))
        value++, length--;
    while (length && strchr(" \t\"'", value[length - 1]))
        length--;
    if (!length && open) {
        value = open + 1;
        length = strcspn(value, ">");
    }
    mime_text(value, length, out);
}

static void add_name(struct mailbox *mailbox, enum article_field field, const char *value,
                     size_t size)
{
    buf_reset(&mailbox->text);
    write_name(value, size, &mailbox->text);
    const char *text = mailbox->text.data;
    size_t length = mailbox->text.size;
    if (length > 1 && *text == '"' && text[length - 1] == '"') text++, length -= 2;
    article_add(&mailbox->article, field, text, length);
}

/* Who writes to many at once is a source; who writes to a list an author, and the list the source. */
static void add_sender(struct mailbox *mailbox)
{
    const struct buf *fields = mailbox->mail.fields, *from = &fields[MAIL_FROM];
    const struct buf *list = &fields[MAIL_LIST_ID];
    const char *open = strchr(list->data, '<');
    const bool is_list = open && open > list->data + strspn(list->data, " \t\"");
    const bool is_bulk = list->size || fields[MAIL_LIST_UNSUBSCRIBE].size ||
                         !strncasecmp(fields[MAIL_PRECEDENCE].data, "bulk", 4) ||
                         !strncasecmp(fields[MAIL_PRECEDENCE].data, "list", 4);
    add_name(mailbox, is_bulk && !is_list ? ARTICLE_SOURCE : ARTICLE_AUTHOR, from->data,
             from->size);
    if (!is_list) return;
    add_name(mailbox, ARTICLE_SOURCE, list->data, (size_t)(open - list->data));
    struct buf *author = &mailbox->article.fields[ARTICLE_AUTHOR];
    if (!strcmp(author->data, mailbox->article.fields[ARTICLE_SOURCE].data)) buf_cut(author, 0);
}

static void add_keywords(struct mailbox *mailbox)
{
    struct buf *text = &mailbox->text;
    buf_reset(text);
    mime_text(mailbox->mail.fields[MAIL_KEYWORDS].data, mailbox->mail.fields[MAIL_KEYWORDS].size,
              text);
    for (const char *at = text->data; *at;) {
        const size_t size = strcspn(at, ",");
        article_add(&mailbox->article, ARTICLE_TAG, at, size);
        at += size + (at[size] == ',');
    }
}

static void add_fields(struct mailbox *mailbox)
{
    const struct buf *fields = mailbox->mail.fields;
    struct article *article = &mailbox->article;
    struct buf *text = &mailbox->text;
    buf_reset(text);
    mime_text(fields[MAIL_SUBJECT].data, fields[MAIL_SUBJECT].size, text);
    article_add(article, ARTICLE_TITLE, text->data, text->size);
    article_add(article, ARTICLE_DATE, fields[MAIL_DATE].data, fields[MAIL_DATE].size);
    if (fields[MAIL_FROM].size) add_sender(mailbox);
    if (fields[MAIL_KEYWORDS].size) add_keywords(mailbox);
    buf_reset(text);
    mail_text(&mailbox->mail, text);
    article_add(article, ARTICLE_BODY, text->data, text->size);
}

/* ---- Mails ---------------------------------------------------------------------------------------- */

static nsearch_status finish_mail(struct mailbox *mailbox, nsearch_error *error)
{
    struct mail *mail = &mailbox->mail;
    if (!mailbox->has_mail) return NSEARCH_OK;
    mailbox->has_mail = false;
    mail_end(mail);
    article_reset(&mailbox->article);
    nsearch_status status = mail_status(mail, error);
    if (status) return status;
    if (mail->too_long) {
        reader_reject_long(mailbox->sink, mailbox->input, mailbox->start, "a mail");
        return NSEARCH_OK;
    }
    if (mail_is_page(mail))
        return mail_page_read(mail, !mailbox->is_mailbox, mailbox->sink, mailbox->input, error);
    status = add_id(mailbox, error);
    if (status) return status;
    add_fields(mailbox);
    reader_passed(mailbox->sink, "attachments", mail->attachments);
    reader_passed(mailbox->sink, "parts that are no text", mail->others);
    reader_passed(mailbox->sink, "signatures", mail->signatures);
    status = buf_status(&mailbox->text, error);
    if (!status) status = article_status(&mailbox->article, error);
    if (status) return status;
    const struct buf *title = &mailbox->article.fields[ARTICLE_TITLE];
    if (title->size || mailbox->article.fields[ARTICLE_BODY].size)
        return mailbox->sink->article(mailbox->sink->context, &mailbox->article, error);
    reader_reject_empty(mailbox->sink, mailbox->input, mailbox->start);
    return NSEARCH_OK;
}

static void start_mail(struct mailbox *mailbox, uint64_t line)
{
    mail_reset(&mailbox->mail);
    mailbox->has_mail = true;
    mailbox->start = line;
}

/* "Name: value", as in a head. */
static bool is_field(const char *line, size_t size)
{
    size_t at = 0;
    while (at < size && line[at] > ' ' && line[at] < 0x7F && line[at] != ':')
        at++;
    return at && at < size && line[at] == ':';
}

/* Fields that mails have, and little else; and those that other heads have, too. */
static const char *const sure_names[] = {"Received",   "Return-Path",      "Delivered-To",
                                         "Message-ID", "MIME-Version",     "X-Mailer",
                                         "List-Id",    "X-Mozilla-Status", NULL},
                         *const likely_names[] = {"From", "To", "Subject", "Date", NULL};

static bool is_named(const char *line, size_t size, const char *const *names)
{
    for (; *names; names++) {
        const size_t length = strlen(*names);
        if (size > length && line[length] == ':' && !strncasecmp(line, *names, length)) return true;
    }
    return false;
}

/* "From somebody Thu Jan  1 00:00:00 2015", more or less: a time stands in it. Or "From somebody@example.org", "From -":
 * some programs write none. */
static bool is_from(const char *line, size_t size)
{
    if (size < 6 || size > FROM_MAX || memcmp(line, "From ", 5) != 0) return false;
    for (size_t i = 5; i + 4 < size; i++)
        if (line[i + 2] == ':' && memchr("0123456789", line[i], 10) &&
            memchr("0123456789", line[i + 1], 10) && memchr("0123456789", line[i + 3], 10))
            return true;
    while (line[size - 1] == ' ')
        size--;
    if (size < 6 || memchr(line + 5, ' ', size - 5)) return false;
    return memchr(line + 5, '@', size - 5) || (size == 6 && line[5] == '-');
}

/* A line of the mail; one that was quoted lest it look like a From line is freed of that. */
static void take_text(struct mailbox *mailbox, const char *line, size_t size)
{
    const size_t marks = strspn(line, ">");
    const bool quoted = mailbox->is_mailbox && marks && marks < size &&
                        !strncmp(line + marks, "From ", 5);
    if (mailbox->has_mail) mail_line(&mailbox->mail, line + quoted, size - quoted);
    mailbox->after_blank = !size;
}

/* Whether the line behind a From line is one of a head: after an empty line any field is. */
static bool starts_head(const struct mailbox *mailbox, const char *line, size_t size)
{
    if (mailbox->after_blank) return is_field(line, size);
    return is_named(line, size, sure_names) || is_named(line, size, likely_names);
}

static nsearch_status take_line(struct mailbox *mailbox, const struct line *line,
                                nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    if (mailbox->waits) {
        mailbox->waits = false;
        const struct buf *from = &mailbox->from;
        if (starts_head(mailbox, line->text, line->size)) {
            status = finish_mail(mailbox, error);
            start_mail(mailbox, line->number);
        } else
            take_text(mailbox, from->data, from->size);
        if (status) return status;
    }
    mailbox->waits = mailbox->is_mailbox && is_from(line->text, line->size);
    if (!mailbox->waits) {
        take_text(mailbox, line->text, line->size);
        return NSEARCH_OK;
    }
    buf_reset(&mailbox->from);
    buf_add(&mailbox->from, line->text, line->size);
    return buf_status(&mailbox->from, error);
}

static nsearch_status take_lines(struct mailbox *mailbox, nsearch_error *error)
{
    struct line line;
    bool more;
    nsearch_status status;
    while (!(status = input_line(mailbox->input, &line, &more, error)) && more) {
        if (!mailbox->began && strspn(line.text, " \t") == line.size) continue;
        if (!mailbox->began) {
            mailbox->began = true;
            mailbox->is_mailbox = is_from(line.text, line.size);
            if (mailbox->is_mailbox) continue;
        }
        if (!mailbox->has_mail) start_mail(mailbox, line.number);
        status = take_line(mailbox, &line, error);
        if (status) return status;
    }
    nsearch_status last = finish_mail(mailbox, status ? NULL : error);
    return status ? status : last;
}

static nsearch_status read_mail(struct input *input, const struct reader_sink *sink,
                                nsearch_error *error)
{
    struct mailbox *mailbox = calloc(1, sizeof *mailbox);
    if (!mailbox) return error_memory(error);
    mailbox->input = input;
    mailbox->sink = sink;
    mail_init(&mailbox->mail, input_limit(input));
    article_init(&mailbox->article);
    buf_init(&mailbox->text);
    buf_init(&mailbox->from);
    const nsearch_status status = take_lines(mailbox, error);
    buf_release(&mailbox->from);
    buf_release(&mailbox->text);
    article_release(&mailbox->article);
    mail_release(&mailbox->mail);
    free(mailbox->seen.mails);
    free(mailbox);
    return status;
}

/* ---- Probing -------------------------------------------------------------------------------------- */

/* Behind the empty lines at the start. */
static const char *skip_blank(const char *at, const char *end)
{
    const char *line = at;
    for (; at < end && strchr(" \t\r\n", *at); at++)
        if (*at == '\n') line = at + 1;
    return line;
}

/* How sure one can be that the text begins with the head of a mail. */
static int probe_head(const char *at, const char *end)
{
    size_t marks = 0, fields = 0;
    for (int i = 0; i < PROBE_LINES && at < end; i++) {
        const char *line_end = memchr(at, '\n', (size_t)(end - at));
        size_t size = (size_t)((line_end ? line_end : end) - at);
        const char *line = at;
        at += size + 1;
        if (size && line[size - 1] == '\r') size--;
        if (!size) break;
        if (i && (*line == ' ' || *line == '\t')) continue;
        if (!is_field(line, size)) return marks && marks + fields > 1 ? 92 : 0;
        marks += is_named(line, size, sure_names);
        fields += is_named(line, size, likely_names);
    }
    if (marks && marks + fields > 2) return 92;
    return fields > 2 ? 60 : fields || marks ? 1 : 0;
}

static int probe_mail(const char *head, size_t size)
{
    const char *end = head + size;
    head = skip_blank(head, end);
    const char *line_end = memchr(head, '\n', (size_t)(end - head));
    const size_t length = (size_t)((line_end ? line_end : end) - head);
    if (!is_from(head, length)) return probe_head(head, end);
    return line_end && probe_head(line_end + 1, end) ? 96 : 0;
}

extern const struct reader reader_mail;
const struct reader reader_mail = {
    .name = "mail",
    .what = "mails, mailboxes (mbox), and pages saved with all their parts (MHTML)",
    .suffixes = (const char *const[]){".eml", ".mbox", ".mbx", ".mhtml", ".mht", NULL},
    .is_binary = true,
    .probe = probe_mail,
    .read = read_mail,
};
