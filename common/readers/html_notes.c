/* html_notes.c - openings of short blocks, in the languages of the news. */
#include "common/readers/html_notes.h"

#include <string.h>
#include <strings.h>

#include "common/readers/html_roles.h"

enum {
    NOTE_LETTERS = 400,   /* a note has no more */
    CREDIT_LETTERS = 80,  /* nor has whose it is */
    POINTER_LETTERS = 60, /* nor what leads to other articles and isn't linked */
    CREDIT_MAX = 80       /* bytes of one in brackets */
};

/* ---- Openings ----------------------------------------------------------------------------------- */

/* In lower case as far as that is ASCII; a bar ends each. */
static const char credits[] =
    "©|(c)|copyright|photo:|photos:|photo by|photo credit|photos by|foto:|fotos:|foto von|"
    "bild:|bilder:|image:|images:|picture:|photograph:|crédit photo|crédits photo|"
    "crédit :|crédits :|photo :|photos :|créditos:|titelbild:|bildquelle|"
    "bildnachweis|beitragsbild|headerbild|image credit|image source|featured image|"
    "фото:|fot.|zdjęcie:|";
static const char pointers[] =
    "read more|read also|read next|read:|also read|also see|see also|related:|related "
    "stories|related articles|related posts|related content|related news|"
    "more on this|more from|you may also|you might also|recommended for you|recommended "
    "reading|recommended stories|recommended videos|don't miss|"
    "watch:|lesen sie auch|lesen sie mehr|lesen sie dazu|lies auch|lies mehr|"
    "mehr zum thema|mehr zu diesem|mehr themen|mehr dazu|weiterlesen|zum weiterlesen|auch "
    "interessant|"
    "auch spannend|das könnte|das könnte dich|das könnte sie|schon gelesen|"
    "passend dazu|zum thema|siehe auch|lire aussi|à lire|À lire|lire également|"
    "voir aussi|sur le même sujet|leia também|leia mais|veja também|saiba mais|"
    "lea también|lee también|leer también|le puede interesar|te puede interesar|"
    "ver también|leggi anche|leggi di più|lees ook|lees meer|läs också|"
    "les også|læs også|czytaj też|czytaj także|czytaj więcej|"
    "zobacz też|Читайте также|";
static const char requests[] =
    "an dieser stelle finden sie einen|an dieser stelle findest du einen|ich bin damit "
    "einverstanden|"
    "empfohlener redaktioneller inhalt|empfohlener externer inhalt|"
    "sign up for|sign up to|subscribe to|subscribe now|follow us|join our|like us on|get our|"
    "download our|download the app|abonniere|abonnieren sie|jetzt abonnieren|folgen sie uns|"
    "folge uns|melden sie sich für|abonnez-vous|inscrivez-vous|suivez-nous|"
    "suscríbete|suscríbase|síguenos|siga-nos|inscreva-se|iscriviti|seguici|";
static const char labels[] =
    "this entry was posted|this post was posted|this post was written|dieser eintrag wurde|"
    "dieser beitrag wurde|der beitrag wurde|der eintrag wurde|posted in|posted on|filed under|"
    "filed in|tags:|tagged|tagged with|schlagwörter:|schlagworte:|kategorie:|kategorien:|"
    "categories:|category:|labels:|etiquetas:|mots-clés :|";

/* The next opening behind `at` that starts with what the two characters "|x" say; NULL if none does. */
static const char *next_opening(const char *at, const char *bar_and_first)
{
    const char *bar = strstr(at, bar_and_first);
    return bar ? bar + 1 : NULL;
}

/* Whether the text begins with one of them, up to the end of a word. */
static bool opens(const char *text, size_t size, const char *openings)
{
    if (!size || !*text) return false;
    const char first[] = {'|', (char)(*text | (*text >= 'A' && *text <= 'Z' ? 0x20 : 0)), '\0'};
    const char *at = *openings == first[1] ? openings : next_opening(openings, first);
    for (; at; at = next_opening(at, first)) {
        const size_t length = strcspn(at, "|");
        if (length > size || strncasecmp(text, at, length)) continue;
        const char next = length < size ? (char)(text[length] | 0x20) : ' ';
        if (next < 'a' || next > 'z' || text[length - 1] == ' ') return true;
    }
    return false;
}

/* Whether a block is links or leads to some: it is no sentence by itself. */
static bool is_pointing(const struct html_blocks *all, const struct html_block *block)
{
    const char last = all->text.data[block->at + block->size - 1];
    return 2 * block->linked >= block->letters ||
           (block->letters <= POINTER_LETTERS && last != '.' && last != '!');
}

/* ---- Credits in brackets ------------------------------------------------------------------------ */

/* Whether a block ends with the credit of a picture in brackets: "(AP Photo/Ann Lee)". */
static bool is_credited(const char *text, size_t size)
{
    static const char *const words[] = {
        "photo/", "photo by ", "photo:", "foto:", "foto/", "getty images"};
    size_t open = size;
    if (open < 2 || text[open - 1] != ')') return false;
    while (open && text[open - 1] != '(' && size - open < CREDIT_MAX)
        open--;
    if (!open || text[open - 1] != '(') return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        for (size_t at = open; at + strlen(words[i]) < size; at++)
            if (!strncasecmp(text + at, words[i], strlen(words[i]))) return true;
    return false;
}

unsigned html_notes_role(const struct html_blocks *all, const struct html_block *block)
{
    const char *text = all->text.data + block->at;
    if (is_credited(text, block->size)) return HTML_ROLE_CAPTION;
    if (block->letters > NOTE_LETTERS) return 0;
    if (block->letters <= CREDIT_LETTERS && opens(text, block->size, credits))
        return HTML_ROLE_CAPTION;
    if (opens(text, block->size, pointers) && is_pointing(all, block)) return HTML_ROLE_RELATED;
    if (opens(text, block->size, requests)) return HTML_ROLE_PROMO;
    return opens(text, block->size, labels) ? HTML_ROLE_CREDIT : 0;
}
