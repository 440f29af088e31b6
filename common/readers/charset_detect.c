/* charset_detect.c - by trying: text that was read rightly has letters that are common in some language, few signs in
 * words, and no capitals behind small letters. */
#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <utf8proc.h>

#include "common/readers/charset.h"
#include "common/readers/charset_iconv.h"
#include "common/utf8.h"

enum {
    SAMPLE = 8192,       /* bytes of text that are tried */
    CHARS = 4096,        /* and what they may be as characters: a quarter of the bytes suffices */
    COMMON_MAX = 400,    /* letters of a row below */
    COMMON_SLOTS = 1024, /* and where they are found */
    COMMON = 40,
    LESS_COMMON = 15,
    PRIOR = 4,        /* for what is the most likely anyway */
    WHOLE_BONUS = 25, /* for bytes that all belong together in pairs */
    WHOLE_LEAST = 8,  /* of them */
    DOUBT = 10,       /* so much better than what is declared must another be */
    DOUBT_LEAST = 9,  /* and that on so many bytes beyond ASCII */
    LATIN_END = 0x370
};

#define CYRILLIC "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїєґ"
#define GREEK "αοιετσνηυρπκμλςωάόίέήύώγδθχφβξζψ"
#define HEBREW "יוהלאמרתבשנםעדחקפכסגטזןצךףץ"
#define ARABIC "اليمنرتبدعوةهفسقكحأجشصطخضءئإىذزغآظثؤیکگپچژ"
#define CENTRAL "ąćęłóśźżáčďéěíňřšťúůýžőűöüäăâîşôŁŚŻŽŠČ|ńţđĺľŕ"
#define KANA                                                                                                                                     \
    "のにはをたがでてとしれさあいるかならりすっこもよまくきうみどえやじめけんちせつおだわばげアイ" \
    "ウエオカキクコサシスタチツテトナニネノハフマミムメモヤラリルレロンードバプパー、。"

/* What may not be declared, and the characters beyond ASCII that are common in it; those behind a bar are less so. Of
 * scripts that are found in one charset as in another, letter for letter, the most frequent stand first. */
static const struct candidate {
    const char *charset, *common;
    bool in_pairs; /* two bytes a character */
} candidates[] = {
    {"WINDOWS-1252", "éèàçùâêîôëïöüäßñóíáúãåøæÉÈÀÇÖÜÄÅØÑÓÁ|œýõûìòðþ", false},
    {"CP1250", CENTRAL, false},
    {"ISO-8859-2", CENTRAL, false},
    {"CP1251", CYRILLIC, false},
    {"KOI8-R", CYRILLIC, false},
    {"IBM866", CYRILLIC, false},
    {"ISO-8859-5", CYRILLIC, false},
    {"CP1253", GREEK, false},
    {"ISO-8859-7", GREEK, false},
    {"CP1254", "çğıöşüâîûÇĞİÖŞÜ", false},
    {"CP1255", HEBREW, false},
    {"CP1256", ARABIC, false},
    {"CP1257", "āčēģīķļņšūžąęėįųõäöüŠŽ", false},
    {"CP874", "านรกเองมยลวดทสตะปบคหแจพชขใไโผศซถธณฐญ่้์ิีัุู็ึืำ", false},
    {"GB18030",
     "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去"
     "之过家学对可她里后小么心多天而能"
     "好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动"
     "两长知民样现分将外但身些与高意进"
     "把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几业最间新什打便位"
     "因重被走电四第门相次东政海口使教"
     "西再平真听世气信北少关并内加化由却代军产入先山五太水万市华社，。",
     true},
    {"BIG5-HKSCS",
     "的一是不了在人有我他這中大來上國個到說們為子和你地出道也時年得就那要下以生會自"
     "著去之過家學對可她里後小麼心多天而能"
     "好都然沒日於起還發成事只作當想看文無開手十用主行方又如前所本見經頭面公同三已老"
     "從動兩長知民樣現分將外但身些與高意進"
     "把法此實回二理美點月明其種聲全工己話兒者向情部正名定女問力機給等幾業最間新什打"
     "便位因重被走電四第門相次東政海口使教"
     "西再平真聽世氣信北少關並內加化由卻代軍產入先山五太水萬市，。",
     true},
    {"CP932", KANA, true},
    {"EUC-JP-MS", KANA, true},
    {"UHC",
     "이다는에의을가고를하지은로서한기사나도대인자시리어해아그정부과전일구국들있원수상제라보"
     "주여스만장신동공오"
     "우조성경무관세으미선안계했라며던것면등개방",
     true},
};

enum {
    CANDIDATES = sizeof candidates / sizeof *candidates
};

/* ---- A sample ----------------------------------------------------------------------------------- */

static size_t count_high(const char *text, size_t size)
{
    size_t count = 0;
    for (size_t i = 0; i < size; i++)
        count += (unsigned char)text[i] >> 7;
    return count;
}

/* Pieces of text between tags that have a byte beyond ASCII, up to `room` bytes of them. */
static size_t take_sample(const char *data, size_t size, char *out, size_t room)
{
    const char *const end = data + size;
    size_t taken = 0;
    while (data < end && taken < room) {
        const char *tag = memchr(data, '<', (size_t)(end - data));
        size_t piece = (size_t)((tag ? tag : end) - data);
        if (piece > room - taken - 1) piece = room - taken - 1;
        if (count_high(data, piece)) {
            memcpy(out + taken, data, piece);
            taken += piece;
            out[taken++] = '\n';
        }
        if (!tag) break;
        const char *close = memchr(tag, '>', (size_t)(end - tag));
        if (!close) break;
        data = close + 1;
    }
    return taken;
}

/* ---- How text looks ----------------------------------------------------------------------------- */

/* The sample in one charset. Wrong bytes are UTF8_BAD. */
static size_t decode(const char *charset, char *data, size_t size, uint32_t *chars)
{
    char *to = (char *)chars;
    size_t room = CHARS * sizeof *chars;
    iconv_t converter = charset_iconv("UTF-32LE", charset);
    if (converter == (iconv_t)-1) return 0;
    while (size && room && iconv(converter, &data, &size, &to, &room) == (size_t)-1) {
        if (errno == E2BIG || room < sizeof *chars || !size) break;
        memset(to, 0xFF, sizeof *chars);
        to += sizeof *chars;
        room -= sizeof *chars;
        data++;
        size--;
    }
    return CHARS - room / sizeof *chars;
}

/* The common characters of each candidate: where they stand in its row, from 1 on, by their codes. */
static struct common {
    struct {
        uint32_t code;
        int place;
    } slots[COMMON_SLOTS];
    int count;
    int less; /* behind here they are less common */
} commons[CANDIDATES];
static pthread_once_t once = PTHREAD_ONCE_INIT;

/* The slot of a character, or the free one where it would be. */
static size_t slot_of(const struct common *common, uint32_t code)
{
    size_t at = code % COMMON_SLOTS;
    while (common->slots[at].place && common->slots[at].code != code)
        at = (at + 1) % COMMON_SLOTS;
    return at;
}

static void read_common(const char *text, struct common *common)
{
    const size_t size = strlen(text);
    uint32_t code;
    common->less = COMMON_MAX;
    for (size_t at = 0; at < size && common->count < COMMON_MAX;) {
        at += utf8_next(text, size, at, &code);
        common->count++;
        if (code == '|') common->less = common->count;
        const size_t slot = slot_of(common, code);
        if (common->slots[slot].place) continue;
        common->slots[slot].code = code;
        common->slots[slot].place = common->count;
    }
}

static void read_commons(void)
{
    for (size_t i = 0; i < CANDIDATES; i++)
        read_common(candidates[i].common, &commons[i]);
}

/* How much a character speaks for the charset, in tenths; 0 if it isn't common. */
static int commonness(const struct common *common, uint32_t code)
{
    const int place = common->slots[slot_of(common, code)].place;
    if (!place) return 0;
    if (place > common->less) return LESS_COMMON;
    return code < LATIN_END ? COMMON : COMMON + 10 - 30 * (place - 1) / common->count;
}

static bool is_small(uint32_t code)
{
    return utf8proc_category((utf8proc_int32_t)code) == UTF8PROC_CATEGORY_LL;
}

static bool is_letter(uint32_t code)
{
    const utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_ME;
}

/* Quotes, dashes and other signs that stand in any text. */
static bool is_usual_sign(uint32_t code)
{
    return code == 0xA0 || code == 0xA9 || code == 0xAB || code == 0xBB || code == 0xB0 ||
           code == 0xB7 || (code >= 0x2010 && code <= 0x2026) || code == 0x20AC ||
           (code >= 0x3000 && code <= 0x3011) || code == 0xAD || code == 0x2116;
}

static bool is_ascii_letter(uint32_t code)
{
    return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
}

static bool is_capital(uint32_t code)
{
    return utf8proc_category((utf8proc_int32_t)code) == UTF8PROC_CATEGORY_LU;
}

/* What a character beyond ASCII says for the charset, in tenths. */
static int judge(const struct common *common, uint32_t before, uint32_t code, uint32_t after)
{
    if (code == UTF8_BAD || code == 0xFFFD || (code >= 0xE000 && code < 0xF900)) return -100;
    if (code < 0xA0) return -60;
    if (is_usual_sign(code)) return 5;
    if (!is_letter(code)) return is_letter(before) ? -30 : -5;
    if (code >= LATIN_END && (is_ascii_letter(before) || is_ascii_letter(after))) return -30;
    if (is_small(before) && is_capital(code)) return -25;
    /* Alphabets of ASCII's letters and some more don't have many of these next to each other. */
    if (code < LATIN_END && before >= 0xC0 && is_letter(before) && after >= 0xC0 &&
        is_letter(after))
        return 0;
    return code >= 0xFF61 && code < 0xFFA0 ? -20 : commonness(common, code);
}

/* In tenths, for each character beyond ASCII. */
static int score(const struct candidate *candidate, char *sample, size_t size)
{
    uint32_t chars[CHARS];
    const struct common *common = &commons[candidate - candidates];
    long sum = 0, judged = 0, wrong = 0;
    const size_t count = decode(candidate->charset, sample, size, chars);
    pthread_once(&once, read_commons);
    for (size_t i = 0; i < count; i++) {
        if (chars[i] < 0x80) continue;
        judged++;
        wrong += chars[i] == UTF8_BAD;
        sum += judge(common, i ? chars[i - 1] : ' ', chars[i], i + 1 < count ? chars[i + 1] : ' ');
    }
    if (!judged) return 0;
    const bool whole = candidate->in_pairs && !wrong && judged >= WHOLE_LEAST;
    return (int)(sum / judged) + (whole ? WHOLE_BONUS : 0) + (candidate == candidates ? PRIOR : 0);
}

/* ---- Detection ---------------------------------------------------------------------------------- */

/* UTF-16 without a byte order mark: every second byte of ASCII in it is NUL. */
static const char *utf16_of(const char *data, size_t size)
{
    size_t odd = 0, even = 0;
    if (size >= 2 && !memcmp(data, "\xFF\xFE", 2)) return "UTF-16LE";
    if (size >= 2 && !memcmp(data, "\xFE\xFF", 2)) return "UTF-16BE";
    if (size > SAMPLE) size = SAMPLE;
    for (size_t i = 0; i < size; i++)
        if (!data[i]) ++*(i % 2 ? &odd : &even);
    if (5 * odd > size && !even) return "UTF-16LE";
    return 5 * even > size && !odd ? "UTF-16BE" : NULL;
}

/* Whether bytes switch to two a character. */
static bool has_escape(const char *data, size_t size)
{
    const char *const end = data + size;
    for (; (data = memchr(data, '\x1B', (size_t)(end - data))); data++)
        if (end - data > 1 && data[1] == '$') return true;
    return false;
}

/* Whether some bytes that are no UTF-8 stand in text that is. */
static bool is_nearly_utf8(const char *data, size_t size)
{
    size_t good = 0, bad = 0;
    uint32_t code;
    for (size_t at = 0; at < size && (bad < 16 || good > 4 * bad);) {
        at += utf8_next(data, size, at, &code);
        bad += code == UTF8_BAD;
        good += code >= 0x80 && code != UTF8_BAD;
    }
    return good > 8 * bad;
}

/* The likeliest, or the declared one where that isn't much worse. */
static const char *guess(char *sample, size_t size, const char *declared)
{
    const char *best = "WINDOWS-1252";
    int most = -1000, of_declared = -1000;
    for (size_t i = 0; i < CANDIDATES; i++) {
        const int value = score(&candidates[i], sample, size);
        if (declared && !strcmp(declared, candidates[i].charset)) of_declared = value;
        if (value <= most) continue;
        most = value;
        best = candidates[i].charset;
    }
    if (!declared) return best;
    /* One that isn't tried is believed. */
    const bool doubted = of_declared > -1000 && most >= of_declared + DOUBT;
    return doubted && count_high(sample, size) >= DOUBT_LEAST ? best : declared;
}

const char *charset_detect(const char *data, size_t size, const char *declared)
{
    char sample[SAMPLE];
    const char *utf16 = utf16_of(data, size);
    if (utf16) return utf16;
    if (has_escape(data, size)) return "ISO-2022-JP";
    if (utf8_valid_size(data, size) == size || is_nearly_utf8(data, size)) return "UTF-8";
    const size_t taken = take_sample(data, size, sample, sizeof sample);
    if (declared && !strncmp(declared, "UTF-", 4)) declared = NULL;
    if (!taken) return declared ? declared : "WINDOWS-1252";
    return guess(sample, taken, declared);
}
