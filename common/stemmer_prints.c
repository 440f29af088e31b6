/* stemmer_prints.c - see stemmer_prints.h. */
#include "common/stemmer_prints.h"

#include <stdio.h>
#include <string.h>

#include "common/analysis.h"
#include "common/hash.h"

enum {
    PRINT_MAX = 9, /* 8 digits and the NUL */
    STEM_MAX = 2 * ANALYSIS_WORD_MAX
};

/* A language and some of its words, folded as in an index, with many kinds of endings. Never changed: a print is of all
 * of a line. */
static const char rows[] =
    "arabic والرئيس المدينة مدينتهم يكتبون كتابها\n"
    "armenian քաղաքների ժողովրդին նախագահը տարիներից գրողներ\n"
    "basque etxearen herritarrak gobernuarekin zuzendaria aldaketak\n"
    "catalan governamental anunciava rapidament canviaran activitat\n"
    "danish politikernes forhandlinger venligst kaerligheden arbejdsloshed\n"
    "dutch gemaakt vriendelijkheid huizen mogelijkheden winkeltje\n"
    "english nationally happiness dying archaeologist internal\n"
    "finnish kaupungissa taloissamme kirjoittanut suomalaisten lapsineen\n"
    "french gouvernements rapidement finissait l'avion mauvaises\n"
    "german haeusern freundlichkeiten internet gewaehlten lehrerinnen\n"
    "greek κυβερνησεισ πολιτικουσ ανθρωπων εργαζομενοι δηλωσαν\n"
    "hindi सरकारों लड़कियां नेताओं बोलना चुनावों\n"
    "hungarian embereknek valasztasokrol hazainkat dolgoztunk legnagyobb\n"
    "indonesian mengatakan pemilihan dibicarakan keputusannya bermainlah\n"
    "irish rialtais bheannachtai daoineacha polaitiochta gcathair\n"
    "italian rapidamente finiranno dell'amico parlandogli attivita\n"
    "lithuanian vyriausybes miestuose zmonems rinkimai kalbejo\n"
    "nepali सरकारले नेताहरू मान्छेको गर्दछन् बोलिएको\n"
    "norwegian politikernes forhandlinger vennligst kjaerligheten arbeidsloshet\n"
    "porter announced nationally happiness relational hopped\n"
    "portuguese rapidamente falariam cidades possibilidade logia\n"
    "romanian rapiditatea vorbeau oraselor posibilitate frumoasa\n"
    "russian выборов говорили городами национальная работающии\n"
    "serbian vladama gradovima izborima govorili drzavnog\n"
    "spanish rapidamente hablariamos comprandolo evolucion acaricio\n"
    "swedish politikernas vanligast arbetsloshet spraket husets\n"
    "tamil அரசாங்கத்தின் நகரங்களில் மக்களுக்கு பேசினார்கள் தேர்தல்கள்\n"
    "turkish sehirlerde konusuyorlar evlerimiz buyukluk ankara'nin\n"
    "yiddish רעגירונגען שטעטלעך מענטשן גערעדט ביכער\n";

/* Goes past the next word of a text with one space or line's end after each. */
static size_t next_word(const char **text)
{
    const size_t size = strcspn(*text, " \n");
    *text += size + 1;
    return size;
}

/* The words of a language, to the end of their line; NULL if there are none. */
static const char *words_of(const char *language)
{
    const size_t length = strlen(language);
    for (const char *row = rows; *row; row = strchr(row, '\n') + 1)
        if (!strncmp(row, language, length) && row[length] == ' ') return row + length + 1;
    return NULL;
}

/* That of the words from here to the end of their line. */
static void print_words(struct snowball *engine, const char *words, char out[PRINT_MAX])
{
    const char *end = strchr(words, '\n');
    uint64_t hash = 0;
    while (words < end) {
        char stem[STEM_MAX];
        const char *word = words;
        const size_t size = next_word(&words);
        const size_t stem_size = snowball_stem(engine, word, size, stem, sizeof stem);
        hash = hash_mix(hash ^ hash_bytes(stem, stem_size), 0xa0761d6478bd642fu);
    }
    snprintf(out, PRINT_MAX, "%08x", (unsigned)(uint32_t)(hash ^ hash >> 32));
}

nsearch_status stemmer_prints(struct buf *out, nsearch_error *error)
{
    for (const char *row = rows; *row; row = strchr(row, '\n') + 1) {
        char language[ANALYSIS_LANGUAGE_MAX], print[PRINT_MAX];
        struct snowball *engine;
        const char *words = row;
        snprintf(language, sizeof language, "%.*s", (int)next_word(&words), row);
        const nsearch_status status = snowball_open(language, &engine, error);
        if (status == NSEARCH_INVALID) continue; /* there is none in this libstemmer */
        if (status) return status;
        print_words(engine, words, print);
        snowball_close(engine);
        buf_addf(out, "%s%s=%s", out->size ? " " : "", language, print);
    }
    return buf_status(out, error);
}

/* That of a language; NULL if there is none. */
static const char *print_of(const char *prints, const char *language)
{
    const size_t length = strlen(language);
    while (*prints) {
        if (!strncmp(prints, language, length) && prints[length] == '=') return prints + length + 1;
        prints += strcspn(prints, " ");
        prints += *prints == ' ';
    }
    return NULL;
}

bool stemmer_prints_fit(const char *prints, struct snowball *engine)
{
    const char *print = print_of(prints, snowball_name(engine));
    const char *words = print ? words_of(snowball_name(engine)) : NULL;
    char own[PRINT_MAX];
    if (!words) return true;
    print_words(engine, words, own);
    return !strncmp(own, print, strlen(own));
}
