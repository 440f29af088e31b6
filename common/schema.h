/* schema.h - the contract of the index between nindex and nsearch; the only place that names these.
 *
 * Terms, by prefix. Omega's where Omega has one (https://xapian.org/docs/omega/termprefixes.html);
 * ours start with X.
 *
 *   (none)  every word of title and body, folded, with positions: title from 1, then, title or not, a gap
 *           of 100
 *   Z       stem of each such word ("Zoffic"), no positions
 *   S  ZS   words and stems of the title
 *   A XN XC XP K   words of author, source (newspaper or agency), section, place and tag, with positions
 *   Q U P   whole: id, url, path
 *   L H   whole, in lower case: language, and what it is a kind of ("de-at" is "de"); host, and each domain above
 *         it but the topmost
 *   D M Y   date: D20200616, M202006, Y2020, as far as it is known
 *   XV      serial (stamp.h): of all articles ever stored only this one has it
 *   XZ      the stemmer that the stems (Z) of the article are by, where it isn't META_LANGUAGE's: "XZgerman"; "XZnone",
 *           if they are the words themselves
 *   XB      structure (structure.h): three terms, whose positions aren't their own but tell of words':
 *
 *       XBs  2p for the first word p of each sentence, 2p + 1 if it starts a paragraph too
 *       XBq  2p, 2q + 1 for each quotation from word p to word q
 *       XBc  2p for each word p with a capital, 2p + 1 if it has no small letter
 *
 *       The cat sat.  ``Cats?''     XBs 203 208    XBq 208 209    XBc 202 208
 *       101 102 103     104
 *
 * Words and stems count in an article's length, as often as they come; all others have no part in it.
 *
 * The words of an article's repeated fields (two authors) stand 100 positions apart. A whole value
 * that would make a term over TERM_MAX bytes is cut and ends in a hash of it all. */
#ifndef COMMON_SCHEMA_H
#define COMMON_SCHEMA_H

#define SCHEMA_VERSION 4
#define SCHEMA_DIGESTS 3 /* the first with digests as they are now, and the checksums of tables */

#define PREFIX_STEM "Z"
#define PREFIX_TITLE "S"
#define PREFIX_AUTHOR "A"
#define PREFIX_SOURCE "XN"
#define PREFIX_SECTION "XC"
#define PREFIX_PLACE "XP"
#define PREFIX_TAG "K"
#define PREFIX_ID "Q"
#define PREFIX_URL "U"
#define PREFIX_PATH "P"
#define PREFIX_LANG "L"
#define PREFIX_HOST "H"
#define PREFIX_DAY "D"
#define PREFIX_MONTH "M"
#define PREFIX_YEAR "Y"
#define PREFIX_SERIAL "XV"
#define PREFIX_STEMMER "XZ"
#define PREFIX_STRUCTURE "XB"

#define TERM_SENTENCES PREFIX_STRUCTURE "s"
#define TERM_QUOTATIONS PREFIX_STRUCTURE "q"
#define TERM_CAPITALS PREFIX_STRUCTURE "c"

enum {
    TERM_MAX = 245,  /* bytes; Xapian's limit, a NUL counting twice */
    FIELD_GAP = 100, /* positions between two fields or two values */
};

/* Value slots: bytes that sort as they should mean, but for the digest. */
enum {
    SLOT_DATE = 0,    /* date_key() */
    SLOT_WORDS = 1,   /* words in title and body, 10 decimal digits */
    SLOT_INDEXED = 2, /* when it was indexed: stamp.h */
    SLOT_DIGEST = 3,  /* of the stored form: stamp.h */
    SLOT_FIRST = 4,   /* the serial under which it came first, if that isn't its own: stamp.h */
};

/* Metadata keys, and what they hold. */
#define META_SCHEMA "nsearch-schema"     /* SCHEMA_VERSION */
#define META_ANALYSIS "nsearch-analysis" /* ANALYSIS_VERSION */
#define META_LANGUAGE "nsearch-language" /* the stemmer of articles whose language isn't known */
#define META_STEMS "nsearch-stems"       /* the stemmers' versions: stemmer_prints.h; or none */
#define META_TEXT "nsearch-text"         /* where the articles' text is, one of: */
#define TEXT_STORED "stored"             /* with the fields */
#define TEXT_IN_FILES "files"            /* only in the files that the articles came from */
#define META_BOILERPLATE                                                                           \
    "nsearch-boilerplate"            /* paragraphs that come again and again: boilerplate.h */
#define META_SERIAL "nsearch-serial" /* the next that is free, as stamp.h writes it */
#define META_DEAD "nsearch-dead"     /* articles that are in the index no more: store.h */
#define META_FORMAT "nsearch-format" /* the reader's name if all had to be of one, else none */
#define META_MAP "nsearch-map" /* what fields are called in records: field_names.h; else none */

#endif
