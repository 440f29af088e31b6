/* byline.c - see byline.h.
 *
 *     By Tom Perry, John Doe and Mary Roe, Staff Writers
 *        ----------------------------------------------- parts, at commas, "and", ...
 *        name       name         name       a job: dropped */
#include "common/readers/byline.h"

#include <string.h>
#include <strings.h>

#include "common/readers/piece.h"

enum {
    NAME_WORDS_MAX = 6,
    NAME_SIZE_MAX = 80,
    BYLINE_SIZE_MAX = 1000 /* what is longer is no byline */
};

/* A letter beyond Latin counts as a capital: most scripts have none. */
static bool has_capital(struct piece word)
{
    const unsigned char *at = (const unsigned char *)word.text;
    if (!word.size) return false;
    const bool is_small = word.size > 1 && at[0] == 0xC3 && at[1] >= 0x9F; /* ß to ÿ */
    return (*at >= 'A' && *at <= 'Z') || (*at >= 0x80 && !is_small);
}

/* Without white space and marks at both ends. */
static struct piece trim(struct piece piece)
{
    return piece_trim(piece, ",;:|=<-_*");
}

/* ---- "By" --------------------------------------------------------------------------------------- */

static size_t count_words(struct piece text)
{
    size_t count = 0;
    while (piece_next_word(&text).size)
        count++;
    return count;
}

/* Takes "By" off; "Von", which may be a name, only before two words. */
static struct piece without_by(struct piece text)
{
    struct piece rest = text;
    const struct piece word = piece_next_word(&rest);
    if (piece_is_one_of(" by by: byline: author: authors: autor: auteur: von: par: por: ", word))
        return trim(rest);
    const bool foreign = piece_is_one_of(" von par por door af av di ", word);
    return foreign && count_words(rest) > 1 ? trim(rest) : text;
}

bool byline_is(const char *text, size_t size)
{
    struct piece rest = {text, size};
    const struct piece word = piece_next_word(&rest);
    const struct piece name = piece_next_word(&rest);
    return has_capital(name) && has_capital(word) &&
           piece_is_one_of(" by von par por door af av ", word);
}

/* ---- Parts -------------------------------------------------------------------------------------- */

/* Bytes of what stands between two names at `text`: "and", a comma, a slash between spaces; 0 if nothing does. */
static size_t separator(const char *text, size_t size)
{
    static const char *const words[] = {" and ", " & ",  " und ", " et ", " y ",
                                        " e ",   " og ", " och ", " / ",  " with "};
    if (strchr(",;\n|", *text)) return 1;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const size_t length = strlen(words[i]);
        if (size > length && !strncasecmp(text, words[i], length)) return length;
    }
    return 0;
}

/* *joined: the next one stands behind "and" or its like. */
static struct piece next_part(struct piece *rest, bool *joined)
{
    struct piece part = {rest->text, 0};
    size_t between = 0;
    while (part.size < rest->size &&
           !(between = separator(rest->text + part.size, rest->size - part.size)))
        part.size++;
    *joined = between > 1;
    rest->text += part.size + between;
    rest->size -= part.size + between;
    return trim(part);
}

/* What stands behind a name and is none of it: " in Beirut", " (Reuters)", " <jane@paper.example>". */
static struct piece without_tail(struct piece part)
{
    static const char *const tails[] = {" in ", " for ", " at ", " (", " <", " | "};
    for (size_t at = 1; at < part.size; at++)
        for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
            const size_t length = strlen(tails[i]);
            if (length < part.size - at && !strncasecmp(part.text + at, tails[i], length))
                part.size = at;
        }
    return trim(part);
}

/* ---- Names -------------------------------------------------------------------------------------- */

/* Words of jobs, papers and agencies. */
static const char credits[] = " writer writers reporter reporters correspondent correspondents "
                              "editor editors staff staffer press news "
                              "newspaper newspapers agency agencies times post journal gazette "
                              "tribune herald union-tribune university institute "
                              "association service services desk bureau photographer columnist "
                              "contributor contributing special political "
                              "politics business sports science health economics medical royal "
                              "international national media network inc "
                              "inc. ltd ltd. corp corp. company college council reuters ap afp dpa "
                              "upi ansa efe tass yonhap xinhua bloomberg "
                              "associated redaktion agentur korrespondent chief senior deputy "
                              "presse-agentur agence agencia the wire com ";

static bool is_particle(struct piece word)
{
    return piece_is_one_of(
        " de da di del della den der du la le van von zu al bin ibn y e dos das do el "
        "af av ter of the for ",
        word);
}

static bool is_credit(struct piece part)
{
    for (struct piece word; (word = piece_next_word(&part)).size;)
        if (piece_is_one_of(credits, word)) return true;
    return false;
}

/* "Jordan Press", behind "Mary Roe and": only the last word is one. */
static bool ends_in_credit(struct piece part)
{
    size_t words = 0;
    bool was = false;
    for (struct piece word; (word = piece_next_word(&part)).size; words++) {
        if (was) return false;
        was = piece_is_one_of(credits, word);
    }
    return words == 2 || words == 3;
}

/* "Staff Reporter": nobody's name, nor a paper's. */
static bool is_job(struct piece part)
{
    static const char jobs[] =
        " staff writer writers reporter reporters correspondent correspondents editor editors "
        "special chief senior political business sports contributor ";
    for (struct piece word; (word = piece_next_word(&part)).size;)
        if (!piece_is_one_of(jobs, word)) return false;
    return true;
}

bool byline_is_credit(const char *text, size_t size)
{
    return is_credit((struct piece){text, size});
}

/* Whether it can be a person's name, as it looks. */
static bool is_name(struct piece part)
{
    size_t words = 0;
    if (!part.size || part.size > NAME_SIZE_MAX) return false;
    for (size_t i = 0; i < part.size; i++)
        if (strchr("0123456789@!?\"<>[]{}#", part.text[i])) return false;
    for (struct piece word; (word = piece_next_word(&part)).size; words++) {
        if (words == NAME_WORDS_MAX) return false;
        const bool elided = word.size > 2 && word.text[1] == '\'' &&
                            has_capital((struct piece){word.text + 2, 1});
        if (!has_capital(word) && (!words || (!is_particle(word) && !elided))) return false;
    }
    return true;
}

bool byline_is_name(const char *text, size_t size)
{
    return is_name((struct piece){text, size});
}

/* An agency or paper, where it stands instead of a name. */
static bool is_group(struct piece part)
{
    return has_capital(part) && is_name(part) && !is_job(part);
}

void byline_add(struct article *article, const char *text, size_t size)
{
    if (size > BYLINE_SIZE_MAX) return;
    struct piece rest = without_by(trim((struct piece){text, size})), group = {"", 0};
    size_t names = 0;
    for (bool joined = true, next; rest.size; joined = next) {
        const struct piece part = without_tail(without_by(next_part(&rest, &next)));
        /* Behind a comma a single word is a place or a paper. */
        const bool is_other = is_credit(part) && !(names && joined && ends_in_credit(part));
        if (is_name(part) && !is_other && (joined || count_words(part) > 1)) {
            article_add(article, ARTICLE_AUTHOR, part.text, part.size);
            names++;
        } else if (!group.size && is_group(part)) {
            group = part;
        }
    }
    if (!names) article_add(article, ARTICLE_AUTHOR, group.text, group.size);
}
