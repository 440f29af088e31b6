/* print_template.c - what a template says of each hit: '{date} {title}\n'. */
#include <string.h>

#include "searcher/print_format.h"

/* A field, or a character of the template's own. */
struct piece {
    const struct print_field *field;
    char character;
};

static bool complain(char complaint[PRINT_COMPLAINT_MAX], const char *text)
{
    snprintf(complaint, PRINT_COMPLAINT_MAX, "%s", text);
    return false;
}

static bool take_escape(const char **at, char *out, char complaint[PRINT_COMPLAINT_MAX])
{
    static const char letters[] = "ntr0\\", meanings[] = "\n\t\r\0\\";
    const char *letter = **at ? strchr(letters, **at) : NULL;
    if (!letter) return complain(complaint, "\\ stands in front of n, t, r, 0 or \\");
    *out = meanings[letter - letters];
    ++*at;
    return true;
}

/* Reads the next piece, of a template that has one. False, and what is wrong, if it is none. */
static bool take_piece(const char **at, struct print_fields *fields, struct piece *out,
                       char complaint[PRINT_COMPLAINT_MAX])
{
    const char c = *(*at)++;
    *out = (struct piece){NULL, c};
    if (c == '\\') return take_escape(at, &out->character, complaint);
    if (c != '{' && c != '}') return true;
    if (**at == c) {
        ++*at;
        return true;
    }
    if (c == '}') return complain(complaint, "a } without its {: }} prints one");
    const size_t size = strcspn(*at, "{}");
    if ((*at)[size] != '}') return complain(complaint, "a { without its }: {{ prints one");
    out->field = print_fields_add(fields, *at, size, 0, complaint);
    *at += size + 1;
    return out->field != NULL;
}

bool print_template_read(const char *template, struct print_fields *fields,
                         char complaint[PRINT_COMPLAINT_MAX])
{
    struct piece piece;
    while (*template)
        if (!take_piece(&template, fields, &piece, complaint)) return false;
    return true;
}

void print_template_hit(struct print *print, const struct print_record *record)
{
    const char *at = print->style->template;
    struct print_fields fields = print->style->fields; /* which has them all: nothing is added */
    char complaint[PRINT_COMPLAINT_MAX], scratch[PRINT_SCRATCH];
    struct piece piece;
    while (*at && take_piece(&at, &fields, &piece, complaint)) {
        if (!piece.field) {
            fputc(piece.character, print->out);
            continue;
        }
        const struct print_value value = print_field_value(piece.field, record, scratch);
        print_lines(print->out, value.text, value.size);
    }
    if (print->style->null_ends) fputc('\0', print->out);
}
