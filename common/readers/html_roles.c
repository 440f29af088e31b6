/* html_roles.c - tables of words. A class "article__share-bar" is the words article, share, bar. */
#include "common/readers/html_roles.h"

#include <pthread.h>
#include <string.h>

#include "common/readers/html_words.h"

enum {
    TAKES_NEXT = 1,
    TAKES_ALL = 2,
    WORDS_MAX = 5, /* of an id: one with more is made of a heading's text, and names a section */
    ODD_MAX = 3,   /* letters: with digits next to them they are part of a number, "7ad4" */
    CHROME = HTML_ROLE_CHROME,
    OTHERS = HTML_ROLE_OTHERS,
    RELATED = HTML_ROLE_RELATED,
    PROMO = HTML_ROLE_PROMO,
    CAPTION = HTML_ROLE_CAPTION,
    CREDIT = HTML_ROLE_CREDIT,
    CONCEALED = HTML_ROLE_CONCEALED,
    BODY = HTML_ROLE_BODY,
    LEAD = HTML_ROLE_LEAD,
    ARTICLE = HTML_ROLE_ARTICLE,
    IMAGE = HTML_ROLE_IMAGE,
    CONSENT = HTML_ROLE_CONSENT
};

static const struct html_words_row elements[] = {
    {CHROME, " nav footer menu dialog form fieldset search aside "},
    {CAPTION, " figure figcaption "},
    {CREDIT, " address "},
    {ARTICLE, " article main "},
};

static const struct html_words_row aria_roles[] = {
    {CHROME, " navigation banner contentinfo search dialog alertdialog menu menubar toolbar "
             "tooltip tablist "
             "listbox alert status "},
    {RELATED, " complementary "},
    {ARTICLE, " main article "},
};

static const struct html_words_row properties[] = {
    {BODY, " articlebody "},
    {LEAD, " description alternativeheadline "},
    {CREDIT, " author creator datepublished datemodified publisher keywords "},
    {CAPTION, " caption image copyrightholder "},
    {OTHERS, " comment review "},
};

static const struct html_words_row words[] = {
    {CHROME, " nav navbar navi navigation subnav menu submenu breadcrumb breadcrumbs crumb crumbs "
             "breadcrump footer "
             "pagination pager paging paginator toolbar topbar sitemap skiplink masthead burger "
             "hamburger colophon copyright "
             "login signin register registration search searchbox toc tableofcontents imprint "
             "impressum dropdown "
             "accessibility preferences settings audioplayer player videoplayer playlist tts "
             "readspeaker listen "
             "control controls poll quiz survey vote rating ratings stars fontsize "},
    {OTHERS, " comment comments commentlist commentaire commentaires kommentar kommentare "
             "kommentarer comentario comentarios "
             "commenti komentar komentarze komentari comentari reacties yorum yorumlar disqus "
             "replies reply respond feedback "
             "reviews facebookcomments livefyre spotim coral openweb hyvor guestbook "},
    {RELATED, " related relateds relatedposts relatedarticles relatedstories relatednews "
              "recommended recommend recommendation "
              "recommendations recommends recirc recirculation teaser teasers readmore morefrom "
              "similar popular mostpopular "
              "mostread mostviewed trending latest outbrain taboola relacionadas relacionados "
              "relacionada correlati correlate "
              "verwandt verwandte aehnliche powiazane benzer ilgili seealso readalso alsoread "
              "readnext upnext nextarticle "
              "sidebar aside rail rightrail onward linklist linkbox widgets carousel slider "
              "slideshow swiper gallery "
              "galleries slick glide ticker headlines morestories moreon moreinfo infinite ranking "
              "relatedlinks relatedcontent relatedtopics terkait previous prev next "},
    {PROMO, " ad ads adv advert adverts advertisement advertisements advertising advertise anzeige "
            "anzeigen werbung "
            "publicidad publicidade publicite pubblicita reklama reklame reklam iklan banner "
            "sponsor sponsored sponsors "
            "promo promos promotion promotions promobox promoted newsletter newsletters "
            "newsletterbox signup subscribe "
            "subscription subscriptions offer offers cta "
            "modal popup overlay lightbox tooltip donate donation donations spenden "
            "notification notifications "
            "share shares sharing sharebar sharebox sharer sharetools shareit sharethis shariff "
            "social socials "
            "socialmedia socialbar addtoany addthis bookmark bookmarks follow followus whatsapp "
            "telegram tweet twitter "
            "facebook instagram tiktok pinterest linkedin youtube flipboard affiliate shop "
            "shopping deals coupon coupons "
            "appbanner disclosure appdownload outstream dfp gpt "
            "adsense adslot adunit adbox adcontainer teads "},
    {PROMO | CONSENT, " cookie cookies consent gdpr ccpa dsgvo rgpd onetrust didomi usercentrics "
                      "cookiebot cookielaw "},
    {CAPTION, " infobox infoboxes factbox faktenbox pullquote pullquotes caption captions "
              "figcaption figcaptions "
              "credit credits imagecaption photocaption "
              "imgcaption photocredit "
              "bildunterschrift bildtext fotocredit piefoto legende photographer fotograf "
              "bildnachweis imagecredit "},
    {CREDIT,
     " postmetadata entryfooter authorbio authorinfo aboutauthor byline bylines author authors "
     "authorbox autor autores auteur auteurs autore autori writer "
     "writers bio "
     "biography timestamp datetime published pubdate postmeta entrymeta articlemeta metadata meta "
     "tags taglist "
     "tagcloud tagslist keywords topics topiclist categories readingtime readtime lesezeit kicker "
     "overline eyebrow dachzeile rubrik publicationdate posted date updated disclaimer "},
    {CONCEALED, " visuallyhidden blind sr screenreader srt screenreadertext offscreen noprint "},
    {ARTICLE, " maincontent "},
    {IMAGE, " image images img photo photos foto fotos picture bild figure figura imagen imagem "
            "immagine "},
    {BODY, " articlebody storybody entrycontent postcontent articlecontent articletext "
           "storycontent bodytext "
           "bodycopy articlecopy newstext fulltext postbody newsbody newscontent contentbody "
           "contenttext detailtext textbody articlemain articlestory "},
    {LEAD, " lead lede leadtext leadin standfirst dek deck intro introtext introduction vorspann "
           "teasertext "
           "abstract summary subheadline subheading subtitle subhead subtitulo bajada chapo "
           "chapeau sapo excerpt "
           "ingress sommario occhiello catenaccio synopsis manchet "},
};

/* Words that take back what the next one says, "is-sidebar", or all that follow: "has-normal-font-size". */
static const struct html_words_row takers[] = {
    {TAKES_NEXT, "not is show hide when can hover before after"},
    {TAKES_ALL, "with has no without"},
};

static struct html_words element_table, role_table, property_table, word_table, taker_table;

static void make_tables(void)
{
    html_words_add(&element_table, elements, sizeof elements / sizeof *elements);
    html_words_add(&role_table, aria_roles, sizeof aria_roles / sizeof *aria_roles);
    html_words_add(&property_table, properties, sizeof properties / sizeof *properties);
    html_words_add(&word_table, words, sizeof words / sizeof *words);
    html_words_add(&taker_table, takers, sizeof takers / sizeof *takers);
}

/* ---- Words of a class --------------------------------------------------------------------------- */

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return is_upper(c) || (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

/* Bytes of the word at `at`, a letter: it ends where a capital follows a small letter, too. */
static size_t word_size(const char *at, const char *end)
{
    size_t size = 1;
    while (at + size < end && is_letter(at[size]) &&
           (!is_upper(at[size]) || is_upper(at[size - 1])))
        size++;
    return size;
}

/* Two words that stand next to each other as one. */
static unsigned find_pair(const char *first, size_t first_size, const char *second, size_t size)
{
    char pair[HTML_WORD_MAX];
    if (!first_size || first_size + size > sizeof pair) return 0;
    memcpy(pair, first, first_size);
    memcpy(pair + first_size, second, size);
    return html_words_find(&word_table, pair, first_size + size);
}

/* One of the names in a class: "article__share-bar". Two words that are one mean what they mean together, and what
 * names something beside the text by the text's name isn't the text: "article-body__ad". */
static unsigned roles_of_name(const char *at, const char *end)
{
    unsigned roles = 0, last = 0;
    const char *before = at;
    size_t before_size = 0;
    char previous = ' ';
    while (at < end) {
        if (!is_letter(*at)) {
            previous = *at++;
            continue;
        }
        const size_t size = word_size(at, end);
        const unsigned pair = find_pair(before, before_size, at, size);
        const unsigned taker = html_words_find(&taker_table, before, before_size);
        if (taker & TAKES_ALL) break;
        roles |= pair ? 0 : last;
        const bool odd = size <= ODD_MAX && (is_digit(previous) || is_digit(at[size]));
        last = pair ? pair : taker || odd ? 0 : html_words_find(&word_table, at, size);
        before = at;
        before_size = size;
        previous = at[size - 1];
        at += size;
    }
    roles |= last;
    return roles & HTML_ROLE_OUT ? roles & ~(unsigned)(BODY | LEAD) : roles;
}

/* What has signs of a style sheet's language in it ("md:hidden", "[&_nav]:p-2") tells of looks only. */
static unsigned roles_of_names(const char *names)
{
    unsigned roles = 0;
    for (names += strspn(names, " \t\r\n"); *names; names += strspn(names, " \t\r\n")) {
        const size_t size = strcspn(names, " \t\r\n");
        if (!memchr(names, ':', size) && !memchr(names, '[', size))
            roles |= roles_of_name(names, names + size);
        names += size;
    }
    return roles;
}

/* ---- Elements ----------------------------------------------------------------------------------- */

static bool is_concealing(const char *style)
{
    const char *at = strstr(style, "display");
    if (!at) return false;
    at += strlen("display");
    at += strspn(at, " :");
    return !strncmp(at, "none", 4);
}

/* Whether an id is made of a text: "how-to-share-a-boat". */
static bool is_made_of_text(const char *id)
{
    const char *const end = id + strlen(id);
    unsigned count = 0;
    for (size_t size; id < end; id += size) {
        size = is_letter(*id) ? word_size(id, end) : 1;
        count += is_letter(*id);
    }
    return count > WORDS_MAX;
}

static unsigned roles_of_attribute(const char *name, const char *value)
{
    if (!strcmp(name, "id")) return is_made_of_text(value) ? 0 : roles_of_names(value);
    if (!strcmp(name, "class") || !strcmp(name, "data-testid") || !strcmp(name, "data-component") ||
        !strcmp(name, "data-qa") || !strcmp(name, "data-module"))
        return roles_of_names(value);
    if (!strcmp(name, "role")) return html_words_find(&role_table, value, strlen(value));
    if (!strcmp(name, "itemprop")) return html_words_find(&property_table, value, strlen(value));
    if (!strcmp(name, "itemtype")) return strstr(value, "/Comment") ? OTHERS : 0;
    if (!strcmp(name, "hidden")) return CONCEALED;
    if (!strcmp(name, "aria-hidden")) return strcmp(value, "true") ? 0 : CONCEALED;
    return !strcmp(name, "style") && is_concealing(value) ? CONCEALED : 0;
}

unsigned html_roles_of(const xmlNode *node)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make_tables);
    const char *name = (const char *)node->name;
    unsigned roles = html_words_find(&element_table, name, strlen(name));
    for (const xmlAttr *attribute = node->properties; attribute; attribute = attribute->next) {
        const xmlNode *value = attribute->children;
        roles |= roles_of_attribute((const char *)attribute->name,
                                    value && value->content ? (const char *)value->content : "");
    }
    return roles;
}

bool html_is_hidden(const xmlNode *node)
{
    return html_roles_of(node) & (CONCEALED | PROMO);
}
