/* wordpress.c - see wordpress.h. */
#include "common/readers/wordpress.h"

#include <stdbool.h>
#include <string.h>

enum {
    SHORTCODE_NAME_MAX = 40, /* bytes of a shortcode's name */
    TAG_MAX = 2000,          /* and of all of it */
    PAIRED_MAX = 100,        /* different names that are remembered */
};

struct shortcode {
    const char *name;
    size_t name_size;
    size_t size; /* from [ to ] */
    bool is_end;
    bool has_values; /* [name key="value"] */
};

/* Names that an end [/name] was seen of: they are shortcodes, whatever their start looks like. */
struct paired {
    struct shortcode names[PAIRED_MAX];
    size_t count;
};

static bool is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
           (c >= 'A' && c <= 'Z');
}

/* Reads what may be a shortcode at a [. */
static bool read_shortcode(const char *text, size_t size, struct shortcode *code)
{
    const size_t most = size < TAG_MAX ? size : TAG_MAX;
    const char *end = memchr(text, ']', most);
    if (!end) return false;
    *code = (struct shortcode){.is_end = text[1] == '/', .size = (size_t)(end + 1 - text)};
    code->name = text + 1 + code->is_end;
    while (is_name(code->name[code->name_size]))
        code->name_size++;
    code->has_values = memchr(text, '=', code->size) != NULL;
    const char after = code->name[code->name_size];
    return code->name_size && code->name_size <= SHORTCODE_NAME_MAX && strchr(" \n\t/]=", after);
}

static bool is_called(const struct shortcode *code, const char *name)
{
    return code->name_size == strlen(name) && !memcmp(code->name, name, code->name_size);
}

static bool is_paired(const struct paired *paired, const struct shortcode *code)
{
    for (size_t i = 0; i < paired->count; i++)
        if (paired->names[i].name_size == code->name_size &&
            !memcmp(paired->names[i].name, code->name, code->name_size))
            return true;
    return false;
}

static void find_paired(const char *text, size_t size, struct paired *paired)
{
    const char *const end = text + size;
    struct shortcode code;
    paired->count = 0;
    while (paired->count < PAIRED_MAX && (text = memmem(text, (size_t)(end - text), "[/", 2))) {
        if (read_shortcode(text, (size_t)(end - text), &code) && !is_paired(paired, &code))
            paired->names[paired->count++] = code;
        text += 2;
    }
}

static bool is_known(const struct shortcode *code)
{
    static const char *const names[] = {"gallery", "caption", "embed",    "audio",
                                        "video",   "more",    "playlist", "nextpage"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (is_called(code, names[i])) return true;
    return false;
}

/* The bytes of a shortcode that go, at a [; 0 if it is none. */
static size_t shortcode_size(const char *text, size_t size, const struct paired *paired)
{
    static const char caption_end[] = "[/caption]";
    struct shortcode code;
    if (!read_shortcode(text, size, &code)) return 0;
    if (is_called(&code, "caption") && !code.is_end) {
        const char *end = is_paired(paired, &code)
                              ? memmem(text, size, caption_end, strlen(caption_end))
                              : NULL;
        return end ? (size_t)(end - text) + strlen(caption_end) : code.size;
    }
    return is_known(&code) || code.has_values || code.is_end || is_paired(paired, &code) ? code.size
                                                                                         : 0;
}

/* White space from a newline on that has another one in it: its bytes, else 0. */
static size_t empty_line(const char *text, size_t size)
{
    size_t at = 0, lines = 0;
    while (at < size && strchr(" \t\r\n", text[at]))
        lines += text[at++] == '\n';
    return lines > 1 ? at : 0;
}

void wordpress_html(const char *text, size_t size, struct buf *out)
{
    struct paired paired;
    find_paired(text, size, &paired);
    while (size) {
        size_t taken = 0;
        while (taken < size && text[taken] != '[' && text[taken] != '\n')
            taken++;
        buf_add(out, text, taken);
        text += taken;
        size -= taken;
        if (!size) return;
        taken = *text == '[' ? shortcode_size(text, size, &paired) : empty_line(text, size);
        if (*text == '\n' && taken) buf_add_text(out, "\n\n<p>");
        if (!taken) buf_add_char(out, *text);
        text += taken ? taken : 1;
        size -= taken ? taken : 1;
    }
}
