/* language.c - see language.h: tags of languages from what is declared. */
#include "common/language.h"

#include <stdbool.h>
#include <string.h>

enum {
    DECLARED_MAX = 64, /* bytes that are looked at */
    SUBTAG_MAX = 8,
    SHORT_MAX = 300 /* bytes of a text that may be too short to tell by itself */
};

/* Codes of ISO 639-1, with those of ISO 639-2 and the names that people declare instead of them: " ", each between two
 * spaces, in small letters. */
static const struct {
    char code[3];
    const char *others;
} languages[] = {
    {"af", " afr afrikaans "},
    {"am", " amh amharic "},
    {"ar", " ara arabic العربية "},
    {"az", " aze azerbaijani azeri "},
    {"be", " bel belarusian belarussian "},
    {"bg", " bul bulgarian български "},
    {"bn", " ben bengali bangla "},
    {"bs", " bos bosnian bosanski "},
    {"ca", " cat catalan català valencian "},
    {"cs", " ces cze czech čeština cz "},
    {"cy", " cym wel welsh cymraeg "},
    {"da", " dan danish dansk "},
    {"de", " deu ger german deutsch allemand "},
    {"el", " ell gre greek ελληνικά "},
    {"en", " eng english anglais "},
    {"eo", " epo esperanto "},
    {"es", " spa spanish español espanol castellano castilian espagnol "},
    {"et", " est estonian eesti "},
    {"eu", " eus baq basque euskara "},
    {"fa", " fas per persian farsi فارسی "},
    {"fi", " fin finnish suomi "},
    {"fr", " fra fre french français francais "},
    {"ga", " gle irish gaeilge "},
    {"gl", " glg galician galego "},
    {"gu", " guj gujarati "},
    {"he", " heb hebrew עברית iw "},
    {"hi", " hin hindi "},
    {"hr", " hrv croatian hrvatski scr "},
    {"hu", " hun hungarian magyar "},
    {"hy", " hye arm armenian "},
    {"id", " ind indonesian in "},
    {"is", " isl ice icelandic íslenska "},
    {"it", " ita italian italiano "},
    {"ja", " jpn japanese 日本語 jp "},
    {"ka", " kat geo georgian "},
    {"kk", " kaz kazakh "},
    {"km", " khm khmer "},
    {"ko", " kor korean 한국어 "},
    {"lt", " lit lithuanian lietuvių "},
    {"lv", " lav latvian latviešu "},
    {"mk", " mkd mac macedonian "},
    {"mn", " mon mongolian "},
    {"mr", " mar marathi "},
    {"ms", " msa may malay melayu "},
    {"mt", " mlt maltese "},
    {"ne", " nep nepali "},
    {"nl", " nld dut dutch nederlands flemish "},
    {"nb", " nob bokmål "},
    {"nn", " nno nynorsk "},
    {"no", " nor norwegian norsk "},
    {"pa", " pan punjabi "},
    {"pl", " pol polish polski "},
    {"ps", " pus pashto "},
    {"pt", " por portuguese português portugues "},
    {"ro", " ron rum romanian română moldavian mo "},
    {"ru", " rus russian русский "},
    {"si", " sin sinhala "},
    {"sk", " slk slo slovak slovenčina "},
    {"sl", " slv slovenian slovene slovenščina "},
    {"sq", " sqi alb albanian shqip "},
    {"sr", " srp serbian srpski српски "},
    {"sv", " swe swedish svenska "},
    {"sw", " swa swahili kiswahili "},
    {"ta", " tam tamil "},
    {"te", " tel telugu "},
    {"th", " tha thai "},
    {"tl", " tgl tagalog fil filipino "},
    {"tr", " tur turkish türkçe "},
    {"uk", " ukr ukrainian українська "},
    {"ur", " urd urdu "},
    {"uz", " uzb uzbek "},
    {"vi", " vie vietnamese "},
    {"yi", " yid yiddish ji "},
    {"zh", " zho chi chinese 中文 mandarin cmn "},
};

/* The other codes of two letters. */
static const char rest[] =
    " aa ab ae ak an as av ay ba bh bi bm bo br ce ch co cr cu cv dv dz ee ff fj fo fy gd gn gv ha "
    "ho ht hz ia ie ig ii ik io iu jv kg ki kj kl kn kr ks ku kv kw ky la lb lg li ln lo lu mg mh "
    "mi ml my na nd ng nr nv ny oc oj om or os pi qu rm rn rw sa sc sd se sg sh sm sn so ss st su "
    "tg ti tk tn to ts tt tw ty ug ve vo wa wo xh yo za zu ";

/* What says that there is none, or several. */
static const char none[] = " und mul mis zxx unknown ";

/* Whether the list has " word ". */
static bool lists(const char *list, const char *word, size_t size)
{
    while (*list++) {
        const size_t length = strcspn(list, " ");
        if (length == size && size && !memcmp(list, word, size)) return true;
        list += length;
    }
    return false;
}

/* The code of the language that is called so; NULL if it isn't known. */
static const char *code_of(const char *name, size_t size)
{
    const size_t count = sizeof languages / sizeof *languages;
    for (size_t i = 0; size == 2 && i < count; i++)
        if (!memcmp(languages[i].code, name, 2)) return languages[i].code;
    for (size_t i = 0; size && i < count; i++)
        if (lists(languages[i].others, name, size)) return languages[i].code;
    return NULL;
}

static bool is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_alphanumeric(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9');
}

/* Bytes of the subtags from `at` on that are as they may be: "-us", "-hant-tw"; at most `room`. */
static size_t subtags_size(const char *text, size_t size, size_t at, size_t room)
{
    const size_t start = at;
    while (at < size && text[at] == '-') {
        size_t end = at + 1;
        while (end < size && is_alphanumeric(text[end]))
            end++;
        if (end == at + 1 || end - at > SUBTAG_MAX + 1 || end - start > room) break;
        at = end;
    }
    return at - start;
}

/* The first of what is declared, in small letters, with - for _. */
static size_t read_first(const char *declared, size_t size, char *out, size_t room)
{
    size_t count = 0, at = 0;
    while (at < size && strchr(" \t\n\"'[(", declared[at]))
        at++;
    for (; at < size && count < room && !strchr(" \t\n\"',;|/.@])", declared[at]); at++) {
        const char c = declared[at];
        out[count++] = c == '_' ? '-' : c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
    }
    return count;
}

/* There are thousands of these. */
static bool is_long_code(const char *name, size_t size)
{
    return size == 3 && is_letter(name[0]) && is_letter(name[1]) && is_letter(name[2]) &&
           !lists(none, name, size);
}

size_t language_tag(const char *declared, size_t size, char out[LANGUAGE_TAG_MAX])
{
    char first[DECLARED_MAX];
    const size_t all = read_first(declared, size, first, sizeof first);
    const char *dash = memchr(first, '-', all);
    const size_t name = dash ? (size_t)(dash - first) : all;
    const char *code = code_of(first, name);
    size_t written = 0;
    out[0] = '\0';
    if (code) {
        memcpy(out, code, written = 2);
    } else if ((name == 2 && lists(rest, first, name)) || is_long_code(first, name)) {
        memcpy(out, first, written = name);
    } else {
        return 0;
    }
    const size_t more = subtags_size(first, all, name, LANGUAGE_TAG_MAX - 1 - written);
    memcpy(out + written, first + name, more);
    written += more;
    out[written] = '\0';
    return written;
}

/* By the text, and where that is short by the title with it. */
static const char *detect(const struct article *article)
{
    const struct buf *title = &article->fields[ARTICLE_TITLE];
    const struct buf *body = &article->fields[ARTICLE_BODY];
    char both[2 * SHORT_MAX + 1];
    const char *language = language_detect(body->data, body->size);
    if (*language || body->size > SHORT_MAX || title->size > SHORT_MAX || !title->size)
        return language;
    memcpy(both, title->data, title->size);
    both[title->size] = '\n';
    if (body->size) memcpy(both + title->size + 1, body->data, body->size);
    return language_detect(both, title->size + 1 + body->size);
}

void language_settle(struct article *article)
{
    struct buf *lang = &article->fields[ARTICLE_LANG];
    char tag[LANGUAGE_TAG_MAX];
    const char *language = tag;
    if (!language_tag(lang->data, lang->size, tag)) language = detect(article);
    if (lang->size == strlen(language) &&
        (!lang->size || !memcmp(lang->data, language, lang->size)))
        return;
    buf_reset(lang);
    buf_add_text(lang, language);
}
