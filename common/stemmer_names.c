/* stemmer_names.c - see stemmer_names.h. */
#include "common/stemmer_names.h"

#include <stddef.h>
#include <string.h>

/* libstemmer knows them too, but not what they are codes of. */
static const struct {
    char code[3];
    const char *name;
} codes[] = {
    {"ar", "arabic"},     {"ca", "catalan"},  {"da", "danish"},     {"de", "german"},
    {"el", "greek"},      {"en", "english"},  {"eo", "esperanto"},  {"es", "spanish"},
    {"et", "estonian"},   {"eu", "basque"},   {"fi", "finnish"},    {"fr", "french"},
    {"ga", "irish"},      {"hi", "hindi"},    {"hu", "hungarian"},  {"hy", "armenian"},
    {"id", "indonesian"}, {"it", "italian"},  {"lt", "lithuanian"}, {"nb", "norwegian"},
    {"ne", "nepali"},     {"nl", "dutch"},    {"nn", "norwegian"},  {"no", "norwegian"},
    {"pt", "portuguese"}, {"ro", "romanian"}, {"ru", "russian"},    {"sr", "serbian"},
    {"sv", "swedish"},    {"ta", "tamil"},    {"tr", "turkish"},    {"yi", "yiddish"},
};

/* Other stemmers for languages that have one of their own name. */
static const struct {
    const char *stemmer, *code;
} others[] = {
    {"porter", "en"},
    {"dutch_porter", "nl"},
};

const char *stemmer_name(const char *code)
{
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (!strcmp(codes[i].code, code)) return codes[i].name;
    return code;
}

bool stemmer_is_for(const char *stemmer, const char *code)
{
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (!strcmp(others[i].stemmer, stemmer) && !strcmp(others[i].code, code)) return true;
    return !strcmp(stemmer, stemmer_name(code));
}
