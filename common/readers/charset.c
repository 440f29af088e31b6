/* charset.c - the labels of charsets, and iconv. */
#include "common/readers/charset.h"

#include <errno.h>
#include <string.h>

#include "common/readers/charset_iconv.h"
#include "common/utf8.h"

enum {
    LABEL_MAX = 24,
    PIECE = 4096 /* bytes converted at once */
};

/* Names for glibc's iconv, and the labels that browsers read as them. */
static const struct {
    const char *name, *labels;
} charsets[] = {
    {"UTF-8", " utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8 "},
    {"WINDOWS-1252",
     " windows-1252 iso-8859-1 latin1 latin-1 us-ascii ascii cp1252 x-cp1252 iso8859-1 iso88591 l1 "
     "ansi_x3.4-1968 cp819 ibm819 iso-ir-100 iso_8859-1 iso_8859-1:1987 csisolatin1 ansi none "},
    {"IBM866", " ibm866 cp866 866 csibm866 "},
    {"ISO-8859-2",
     " iso-8859-2 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 latin2 l2 csisolatin2 iso-ir-101 "},
    {"ISO-8859-3", " iso-8859-3 iso8859-3 iso88593 iso_8859-3 latin3 l3 csisolatin3 iso-ir-109 "},
    {"ISO-8859-4", " iso-8859-4 iso8859-4 iso88594 iso_8859-4 latin4 l4 csisolatin4 iso-ir-110 "},
    {"ISO-8859-5",
     " iso-8859-5 iso8859-5 iso88595 iso_8859-5 cyrillic csisolatincyrillic iso-ir-144 "},
    {"ISO-8859-6",
     " iso-8859-6 iso8859-6 iso88596 iso_8859-6 arabic ecma-114 asmo-708 iso-8859-6-e iso-8859-6-i "
     "csisolatinarabic iso-ir-127 "},
    {"ISO-8859-7",
     " iso-8859-7 iso8859-7 iso88597 iso_8859-7 greek greek8 ecma-118 elot_928 sun_eu_greek "
     "csisolatingreek iso-ir-126 "},
    {"ISO-8859-8",
     " iso-8859-8 iso8859-8 iso88598 iso_8859-8 hebrew visual iso-8859-8-e iso-8859-8-i logical "
     "csisolatinhebrew iso-ir-138 "},
    {"ISO-8859-10", " iso-8859-10 iso8859-10 iso885910 latin6 l6 csisolatin6 iso-ir-157 "},
    {"ISO-8859-13", " iso-8859-13 iso8859-13 iso885913 "},
    {"ISO-8859-14", " iso-8859-14 iso8859-14 iso885914 "},
    {"ISO-8859-15", " iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9 latin9 latin-9 csisolatin9 "},
    {"ISO-8859-16", " iso-8859-16 iso8859-16 "},
    {"KOI8-R", " koi8-r koi8 koi koi8_r cskoi8r "},
    {"KOI8-U", " koi8-u koi8-ru "},
    {"MACINTOSH", " macintosh mac x-mac-roman csmacintosh "},
    {"CP874", " windows-874 dos-874 tis-620 tis620 iso-8859-11 iso8859-11 iso885911 "},
    {"CP1250", " windows-1250 cp1250 x-cp1250 "},
    {"CP1251", " windows-1251 cp1251 x-cp1251 win-1251 win1251 "},
    {"CP1253", " windows-1253 cp1253 x-cp1253 "},
    {"CP1254",
     " windows-1254 cp1254 x-cp1254 iso-8859-9 iso8859-9 iso88599 iso_8859-9 latin5 l5 csisolatin5 "
     "iso-ir-148 "},
    {"CP1255", " windows-1255 cp1255 x-cp1255 "},
    {"CP1256", " windows-1256 cp1256 x-cp1256 "},
    {"CP1257", " windows-1257 cp1257 x-cp1257 "},
    {"CP1258", " windows-1258 cp1258 x-cp1258 "},
    {"MAC-CYRILLIC", " x-mac-cyrillic x-mac-ukrainian "},
    {"GB18030", " gb18030 gbk gb2312 gb_2312 gb_2312-80 x-gbk chinese csgb2312 csiso58gb231280 "
                "iso-ir-58 euc-cn "
                "cp936 windows-936 "},
    {"BIG5-HKSCS", " big5 big5-hkscs cn-big5 csbig5 x-x-big5 cp950 "},
    {"EUC-JP-MS", " euc-jp x-euc-jp eucjp cseucpkdfmtjapanese "},
    {"ISO-2022-JP", " iso-2022-jp csiso2022jp jis "},
    {"CP932", " shift_jis shift-jis sjis x-sjis ms932 ms_kanji windows-31j csshiftjis cp932 "},
    {"UHC", " euc-kr euckr ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 korean windows-949 "
            "cseuckr csksc56011987 "
            "iso-ir-149 cp949 uhc "},
    {"UTF-16LE", " utf-16 utf-16le utf16 ucs-2 iso-10646-ucs-2 csunicode unicode unicodefeff "},
    {"UTF-16BE", " utf-16be unicodefffe "},
};

static bool is_around(char c)
{
    return (unsigned char)c <= ' ' || c == '"' || c == '\'' || c == ';' || c == ',';
}

const char *charset_of_label(const char *label, size_t size)
{
    char word[LABEL_MAX + 3] = " ";
    while (size && is_around(*label))
        label++, size--;
    while (size && is_around(label[size - 1]))
        size--;
    if (!size || size > LABEL_MAX || memchr(label, ' ', size)) return NULL;
    for (size_t i = 0; i < size; i++)
        word[i + 1] = (char)(label[i] >= 'A' && label[i] <= 'Z' ? label[i] | 0x20 : label[i]);
    word[size + 1] = ' ';
    for (size_t i = 0; i < sizeof charsets / sizeof *charsets; i++)
        if (strstr(charsets[i].labels, word)) return charsets[i].name;
    return NULL;
}

/* Bytes 0x80 to 0x9F that windows-1252 and its like don't define are controls to browsers. */
static bool is_undefined_control(const char *charset, char byte)
{
    const unsigned char c = (unsigned char)byte;
    return c >= 0x80 && c < 0xA0 &&
           (!strncmp(charset, "CP125", 5) || !strncmp(charset, "WINDOWS", 7));
}

static size_t convert(iconv_t converter, const char *charset, const char *data, size_t size,
                      struct buf *out)
{
    char piece[PIECE], *in = (char *)data; /* iconv doesn't write there */
    size_t left = size, wrong = 0;
    while (left) {
        char *to = piece;
        size_t room = sizeof piece;
        const size_t result = iconv(converter, &in, &left, &to, &room);
        const int code = errno;
        buf_add(out, piece, (size_t)(to - piece));
        if (result != (size_t)-1 || code == E2BIG || !left) continue;
        const bool control = is_undefined_control(charset, *in);
        buf_add_text(out, control ? " " : "\xEF\xBF\xBD");
        wrong += !control;
        in++, left--;
    }
    char *to = piece; /* some keep a letter back until they see that no accent follows */
    size_t room = sizeof piece;
    iconv(converter, NULL, NULL, &to, &room);
    buf_add(out, piece, (size_t)(to - piece));
    return wrong;
}

/* Bytes that aren't UTF-8 in text that is: as windows-1252, which they mostly are. */
static size_t convert_utf8(const char *data, size_t size, struct buf *out)
{
    if (utf8_valid_size(data, size) < size) return utf8_repair(data, size, out);
    buf_add(out, data, size);
    return 0;
}

size_t charset_convert(const char *charset, const char *data, size_t size, struct buf *out)
{
    iconv_t converter = strcmp(charset, "UTF-8") ? charset_iconv("UTF-8", charset) : (iconv_t)-1;
    if (converter == (iconv_t)-1) return convert_utf8(data, size, out);
    return convert(converter, charset, data, size, out);
}
