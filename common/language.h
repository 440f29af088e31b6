/* language.h - the language of an article: as it is declared, else as its text says.
 *
 *     declared   "en_US"  "English"  "eng"     -> en-us  en  en          a tag of BCP 47, in small letters
 *     detected   "... und der Rat hat sich ..." -> de                     by the small words of some 45 languages
 *                "Το υπουργείο ..."             -> el                     or by the script, if one language has it
 *                "Smith 3, Jones 1"             -> ""                     too short, or unsure: none
 *
 * Detection reads the first 2,000 bytes at most, mostly some hundred: a microsecond of English. */
#ifndef COMMON_LANGUAGE_H
#define COMMON_LANGUAGE_H

#include <stddef.h>

#include "common/article.h"

enum {
    LANGUAGE_TAG_MAX = 36 /* bytes, the NUL included: RFC 5646 section 4.4.1 */
};

/* The tag that is meant by what was declared, its size, or 0 and "" if that names no language. Of several, the first. */
size_t language_tag(const char *declared, size_t size, char out[LANGUAGE_TAG_MAX]);

/* The tag of the language that the text is in, or "" if that isn't sure. Any bytes will do. */
const char *language_detect(const char *text, size_t size);

/* Gives the article's language as a tag: that declared, else that of its text; none if that isn't sure. The second time
 * it changes nothing. */
void language_settle(struct article *article);

#endif
