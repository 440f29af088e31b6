/* mail.c - see mail.h. */
#include "common/readers/mail.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "common/readers/charset.h"
#include "common/readers/markup.h"

/* Plain text of which the same as HTML has so many times as much is a stub: "your program can't show this mail". */
enum {
    STUB_SHARE = 4,
    SIGNATURE_LINES = 10
};

void mail_init(struct mail *mail, size_t limit)
{
    memset(mail, 0, sizeof *mail);
    mail->limit = limit;
    for (int field = 0; field < MAIL_FIELDS; field++)
        buf_init(&mail->fields[field]);
    for (int i = 0; i < MAIL_TEXTS_MAX; i++)
        buf_init(&mail->texts[i].text);
    buf_init(&mail->page.data);
    buf_init(&mail->field);
    buf_init(&mail->raw);
    buf_init(&mail->bytes);
    mail_reset(mail);
}

void mail_release(struct mail *mail)
{
    for (int field = 0; field < MAIL_FIELDS; field++)
        buf_release(&mail->fields[field]);
    for (int i = 0; i < MAIL_TEXTS_MAX; i++)
        buf_release(&mail->texts[i].text);
    buf_release(&mail->page.data);
    buf_release(&mail->field);
    buf_release(&mail->raw);
    buf_release(&mail->bytes);
}

static void start_part(struct mail *mail)
{
    mail->part = (struct mail_part){.type = "text/plain"};
    mail->in_head = true;
    mail->in_text = false;
    buf_reset(&mail->field);
    buf_reset(&mail->raw);
}

void mail_reset(struct mail *mail)
{
    for (int field = 0; field < MAIL_FIELDS; field++)
        buf_reset(&mail->fields[field]);
    mail->depth = mail->text_count = mail->text_size = 0;
    mail->groups = mail->mails = 0;
    mail->too_long = false;
    buf_reset(&mail->page.data);
    start_part(mail);
    mail->attachments = mail->others = mail->signatures = 0;
}

nsearch_status mail_status(const struct mail *mail, nsearch_error *error)
{
    nsearch_status status = buf_status(&mail->field, error);
    if (!status) status = buf_status(&mail->raw, error);
    if (!status) status = buf_status(&mail->bytes, error);
    if (!status) status = buf_status(&mail->page.data, error);
    for (int field = 0; !status && field < MAIL_FIELDS; field++)
        status = buf_status(&mail->fields[field], error);
    for (size_t i = 0; !status && i < mail->text_count; i++)
        status = buf_status(&mail->texts[i].text, error);
    return status;
}

/* ---- Heads ---------------------------------------------------------------------------------------- */

/* The value of the field that has been read, if it has that name. */
static const char *value_of(const struct buf *field, const char *name)
{
    const size_t size = strlen(name);
    if (strncasecmp(field->data, name, size) != 0) return NULL;
    const char *at = field->data + size;
    at += strspn(at, " \t");
    if (*at++ != ':') return NULL;
    return at + strspn(at, " \t");
}

static void take_type(struct mail_part *part, const char *value)
{
    char format[16];
    const size_t size = strcspn(value, "; \t");
    /* What isn't of the form type/subtype means nothing, and the part is plain text. */
    if (size < sizeof part->type && memchr(value, '/', size)) {
        memcpy(part->type, value, size);
        part->type[size] = '\0';
    }
    mime_parameter(value, "boundary", part->boundary, sizeof part->boundary);
    mime_parameter(value, "charset", part->charset, sizeof part->charset);
    part->is_flowed = mime_parameter(value, "format", format, sizeof format) &&
                      !strcasecmp(format, "flowed");
}

/* A field of the mail itself; the first of each name. */
static void take_own(struct mail *mail)
{
    static const char *const names[MAIL_FIELDS] = {"Subject",    "From",    "Date",
                                                   "Message-ID", "List-Id", "List-Unsubscribe",
                                                   "Precedence", "Keywords"};
    for (int i = 0; i < MAIL_FIELDS; i++) {
        const char *value = value_of(&mail->field, names[i]);
        if (value && !mail->fields[i].size) buf_add_text(&mail->fields[i], value);
    }
}

/* The title of a mail in a mail is a paragraph of its text. */
static void take_inner_subject(struct mail *mail)
{
    const char *value = value_of(&mail->field, "Subject");
    if (!value || mail->text_count == MAIL_TEXTS_MAX) return;
    struct mail_text *text = &mail->texts[mail->text_count++];
    buf_reset(&text->text);
    text->group = 0;
    text->is_html = false;
    mime_text(value, strlen(value), &text->text);
    mail->text_size += text->text.size;
}

static void finish_field(struct mail *mail)
{
    struct mail_part *part = &mail->part;
    const char *value;
    if (!mail->field.size) return;
    if ((value = value_of(&mail->field, "Content-Type")))
        take_type(part, value);
    else if ((value = value_of(&mail->field, "Content-Transfer-Encoding")))
        part->encoding = mime_encoding_of(value);
    else if ((value = value_of(&mail->field, "Content-Location")))
        snprintf(part->location, sizeof part->location, "%s", value);
    else if ((value = value_of(&mail->field, "Content-Disposition")))
        part->is_attachment = !strncasecmp(value, "attachment", 10);
    else if (!mail->depth && !mail->mails)
        take_own(mail);
    else if (mail->mails)
        take_inner_subject(mail);
    buf_reset(&mail->field);
}

static void start_level(struct mail *mail, bool is_alternative)
{
    if (mail->depth == MAIL_DEPTH_MAX) return;
    const unsigned above = mail->depth ? mail->levels[mail->depth - 1].group : 0;
    struct mail_level *level = &mail->levels[mail->depth++];
    level->size = strlen(mail->part.boundary);
    memcpy(level->boundary, mail->part.boundary, level->size + 1);
    level->group = is_alternative ? ++mail->groups : above;
}

static void finish_head(struct mail *mail)
{
    const struct mail_part *part = &mail->part;
    finish_field(mail);
    mail->in_head = false;
    if (!strncasecmp(part->type, "multipart/", 10) && *part->boundary)
        start_level(mail, !strcasecmp(part->type + 10, "alternative"));
    else if (!strcasecmp(part->type, "message/rfc822") && mail->mails < MAIL_DEPTH_MAX) {
        mail->mails++;
        start_part(mail);
    } else {
        const bool is_text = !strcasecmp(part->type, "text/plain") ||
                             !strcasecmp(part->type, "text/html") ||
                             !strncasecmp(part->type, "multipart/", 10);
        mail->in_text = is_text && !part->is_attachment;
        if (!mail->in_text) ++*(part->is_attachment ? &mail->attachments : &mail->others);
    }
}

static void take_head_line(struct mail *mail, const char *line, size_t size)
{
    if (!size) {
        finish_head(mail);
        return;
    }
    const bool goes_on = *line == ' ' || *line == '\t';
    if (!goes_on) finish_field(mail);
    const size_t room = MAIL_FIELD_MAX - mail->field.size;
    buf_add(&mail->field, line, size < room ? size : room);
}

/* ---- Bodies --------------------------------------------------------------------------------------- */

/* Keeps a part, which is decoded, if it may be a saved page's own. */
static void keep_page(struct mail *mail)
{
    const struct mail_part *part = &mail->part;
    struct mail_page *page = &mail->page;
    for (size_t i = 0; i + 1 < mail->text_count; i++)
        if (mail->texts[i].is_html) return;
    if (!*part->location || mail->mails) return;
    buf_add(&page->data, mail->bytes.data, mail->bytes.size);
    memcpy(page->location, part->location, sizeof page->location);
    memcpy(page->charset, part->charset, sizeof page->charset);
}

bool mail_is_page(const struct mail *mail)
{
    const struct buf *from = &mail->fields[MAIL_FROM];
    return mail->page.data.size && (!from->size || strcasestr(from->data, "saved by "));
}

/* Writes what readers see of a part, which is decoded. */
static void add_text(struct mail *mail, struct mail_text *text)
{
    const struct mail_part *part = &mail->part;
    struct buf *bytes = &mail->bytes, *raw = &mail->raw;
    buf_reset(raw);
    const char *declared = charset_of_label(part->charset, strlen(part->charset));
    charset_convert(charset_detect(bytes->data, bytes->size, declared), bytes->data, bytes->size,
                    raw);
    if (text->is_html)
        markup_text(raw->data, raw->size, &text->text);
    else if (part->is_flowed)
        mime_unflow(raw->data, raw->size, &text->text);
    else
        buf_add(&text->text, raw->data, raw->size);
    mail->text_size += text->text.size;
}

/* The text part that ends here. */
static void finish_part(struct mail *mail)
{
    const struct mail_part *part = &mail->part;
    if (!mail->in_text || !mail->raw.size || mail->text_count == MAIL_TEXTS_MAX) return;
    struct mail_text *text = &mail->texts[mail->text_count++];
    text->is_html = !strcasecmp(part->type, "text/html");
    text->group = mail->depth ? mail->levels[mail->depth - 1].group : 0;
    buf_reset(&text->text);
    buf_reset(&mail->bytes);
    mime_decode(part->encoding, mail->raw.data, mail->raw.size, &mail->bytes);
    if (text->is_html) keep_page(mail);
    if (!mail_is_page(mail)) add_text(mail, text);
    mail->in_text = false;
}

/* Whether the line is a boundary: then parts end, and another may begin. */
static bool take_boundary(struct mail *mail, const char *line, size_t size)
{
    if (size < 3 || line[0] != '-' || line[1] != '-') return false;
    line += 2;
    size -= 2;
    while (size && (line[size - 1] == ' ' || line[size - 1] == '\t'))
        size--;
    for (size_t i = mail->depth; i-- > 0;) {
        const struct mail_level *level = &mail->levels[i];
        if (size < level->size || memcmp(line, level->boundary, level->size) != 0) continue;
        const bool is_end = size == level->size + 2 && !memcmp(line + level->size, "--", 2);
        if (size != level->size && !is_end) continue;
        finish_part(mail);
        mail->depth = is_end ? i : i + 1;
        start_part(mail);
        mail->in_head = !is_end;
        return true;
    }
    return false;
}

void mail_line(struct mail *mail, const char *line, size_t size)
{
    if (mail->depth && take_boundary(mail, line, size)) return;
    if (mail->in_head) {
        take_head_line(mail, line, size);
        return;
    }
    if (!mail->in_text || mail->too_long) return;
    buf_add(&mail->raw, line, size);
    buf_add_char(&mail->raw, '\n');
    /* What is encoded is longer than it will be. */
    mail->too_long = mail->text_size > mail->limit || mail->raw.size / 2 > mail->limit;
}

void mail_end(struct mail *mail)
{
    if (mail->in_head) finish_head(mail);
    finish_part(mail);
    mail->too_long = mail->too_long || mail->text_size > mail->limit;
}

/* ---- The text ------------------------------------------------------------------------------------- */

static bool is_blank(const struct buf *text)
{
    return strspn(text->data, " \t\r\n") == text->size;
}

/* Whether a text of a group is read, and not what says the same in another form. */
static bool is_chosen(const struct mail *mail, const struct mail_text *text)
{
    size_t plain = 0, html = 0;
    if (!text->group) return true;
    for (size_t i = 0; i < mail->text_count; i++) {
        const struct mail_text *other = &mail->texts[i];
        if (other->group != text->group || is_blank(&other->text)) continue;
        *(other->is_html ? &html : &plain) += other->text.size;
    }
    const bool is_stub = plain * STUB_SHARE < html;
    return text->is_html == (is_stub || !plain);
}

/* The size of the text without a signature: a line of two hyphens near the end, and what follows. */
static size_t unsigned_size(const struct mail_text *text)
{
    const char *data = text->text.data;
    size_t at = text->text.size, lines = 0;
    while (at && !text->is_html && lines++ <= SIGNATURE_LINES) {
        size_t start = at - 1;
        while (start && data[start - 1] != '\n')
            start--;
        const bool is_mark = !strncmp(data + start, "--", 2) &&
                             start + 2 + strspn(data + start + 2, " \r\n") >= at;
        if (is_mark) return start;
        at = start;
    }
    return text->text.size;
}

void mail_text(struct mail *mail, struct buf *out)
{
    for (size_t i = 0; i < mail->text_count; i++) {
        const struct mail_text *text = &mail->texts[i];
        if (is_blank(&text->text) || !is_chosen(mail, text)) continue;
        if (out->size) buf_add_text(out, "\n\n");
        const size_t size = unsigned_size(text);
        if (size < text->text.size) mail->signatures++;
        buf_add(out, text->text.data, size);
        while (out->size && strchr(" \t\r\n", out->data[out->size - 1]))
            buf_cut(out, out->size - 1);
    }
}
