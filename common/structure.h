/* structure.h - what the eye sees of a text beyond its words: sentences, paragraphs, quotations.
 *
 *     words      ``It fell,'' he said. ``Yes.''  NEWLINE NEWLINE  Markets rose
 *     sentence     *                     *                        *
 *     paragraph    *                                              *
 *     quoted       [1     1]             [2]
 *
 * Sentences: sentence.h. A paragraph starts one, too.
 *
 * Paragraphs end at an empty line, before a line that starts with two blanks or more or a tab (the wide
 * space of Chinese and Japanese is two), at U+2029; and at each newline of a text that has no such lines
 * between others and whose lines are long: one over STRUCTURE_LINE_MAX bytes, so nobody broke them to fit.
 * A title is one paragraph.
 *
 * Quotations stand between “ ”, „ “, „ ”, « », » «, 「 」, 『 』, " ", `` '' (also closed by "), ” ” and
 * '' ''. Single quotes are none: most are apostrophes. Of each mark:
 *   - one that can close the open quotation does; a " or '' not if it stands as opening ones do;
 *   - else it opens one, unless it stands as closing ones do; ” » '' only if it stands as opening ones do,
 *     and 」 』 never;
 *   - within an open quotation a mark of another kind is part of it, one of the same kind ends it (its end
 *     is missing) and opens the next.
 * A mark stands as opening ones do if white space, an opening bracket or a dash is before it, and neither
 * white space nor a closing bracket behind; as closing ones do behind a letter or digit, but Chinese,
 * Japanese and Korean, or between . , ; : ! ? or a closing bracket and these or white space. An open
 * quotation ends with its paragraph: the next one opens it anew, as newspapers do. One without words is
 * none. */
#ifndef COMMON_STRUCTURE_H
#define COMMON_STRUCTURE_H

#include "common/analysis.h"

enum {
    STRUCTURE_LINE_MAX = 120
};

/* What a word is told to be. */
enum {
    STRUCTURE_SENTENCE = 1,  /* starts one */
    STRUCTURE_PARAGRAPH = 2, /* starts one, and so a sentence */
    STRUCTURE_QUOTED = 4,    /* stands in a quotation; */
    STRUCTURE_QUOTATION = 8  /* one that starts with it: the one before it, if any, has ended */
};

/* Reads a text along with its tokenizer:
 *     structure_init(&structure, text, size, false);
 *     while (tokenizer_next(&tokenizer, &token)) what = structure_next(&structure, &token); ... */
struct structure {
    const char *text;
    size_t size;
    /* The rest is structure.c's own. */
    size_t end;      /* of the last word */
    bool one;        /* paragraph, whatever its lines */
    bool each_line;  /* is a paragraph */
    unsigned open;   /* the mark that opened the quotation */
    unsigned quoted; /* STRUCTURE_QUOTED if there is one */
    unsigned next;   /* what the next word is */
};

/* Looks for lines that tell paragraphs: a pass over newlines. */
void structure_init(struct structure *structure, const char *text, size_t size, bool is_title);

/* Reads what is between the last word and one at `start`, if it isn't a space only. */
void structure_read_gap(struct structure *structure, size_t start);

/* What the token is: of each but a TOKEN_JOINED, which has no place of its own (0). Linear in the text,
 * of any bytes, all in all. */
static inline unsigned structure_next(struct structure *structure, const struct token *token)
{
    if (token->kind == TOKEN_JOINED) return 0;
    const size_t start = token->offset, end = structure->end;
    if (start != end + 1 || structure->text[end] != ' ') structure_read_gap(structure, start);
    const unsigned what = structure->next | structure->quoted;
    structure->end = start + token->length;
    structure->next = 0;
    return what;
}

#endif
