/* date_words.c - see date_words.h. */
#include "common/date_words.h"

#include <string.h>

#include "common/unicode.h"
#include "common/utf8.h"

/* Without accents. A row: English and German; French, Spanish, Italian, Portuguese, Catalan, Romanian; Dutch, Afrikaans,
 * Indonesian, Malay, Swahili; Scandinavian; Polish, Czech, Slovak, Croatian and its neighbours; Finnish, Estonian, Hungarian, Turkish;
 * Lithuanian, Latvian; Russian, Ukrainian, Belarusian, Bulgarian, Serbian; Greek; Arabic, Hebrew; Hindi, Bengali. */
static const char *const months[12] = {
    "jan january januar janner janvier janv enero ene gennaio gen janeiro gener ianuarie ian "
    "januari januarie stycznia styczen ledna leden januara sijecnja tammikuuta tammikuu jaanuar "
    "ocak sausio sausis janvaris janvari янв января январь січня січень студзеня януари јануар "
    "ιανουαριου ιανουαριος ιαν يناير ינואר जनवरी জানুয়ারি",
    "feb february februar feber fevrier fevr fev febrero febbraio fevereiro febrer februarie "
    "februari februarie pebruari lutego luty unora unor veljace februara helmikuuta helmikuu "
    "veebruar subat vasario vasaris februaris фев февр февраля февраль лютого лютий лютага "
    "февруари фебруар φεβρουαριου φεβρουαριος φεβ فبراير פברואר फरवरी फ़रवरी ফেব্রুয়ারি",
    "mar march marz maerz mrz mars marzo marco marc martie maart mrt maret mac machi marts marca "
    "marzec brezna brezen marec ozujka maaliskuuta maaliskuu marts marcius mart kovo kovas marta "
    "мар марта март березня березень сакавіка μαρτιου μαρτιος μαρ مارس מרץ मार्च মার্চ",
    "apr april avril avr abril abr aprile aprilie kwietnia kwiecien dubna duben aprila travnja "
    "huhtikuuta huhtikuu aprill aprilis nisan balandzio balandis aprili апр апреля апрель квітня "
    "квітень красавіка април απριλιου απριλιος απρ أبريل إبريل ابريل אפריל अप्रैल এপ্রিল",
    "may mai mayo maggio mag maio maig mei maj maja kvetna kveten svibnja toukokuuta toukokuu "
    "majus mayis geguzes geguze maija maijs маи мая травня травень мај μαιου μαιος μαι مايو מאי "
    "मई মে",
    "jun june juni juin junio giugno giu junho juny iunie iun czerwca czerwiec cervna cerven juna "
    "lipnja kesakuuta kesakuu juuni junius haziran birzelio birzelis junija junijs июн июня июнь "
    "червня червень юни јун јуни ιουνιου ιουνιος ιουν يونيو יוני जून জুন",
    "jul july juli juillet juil julio luglio lug julho juliol iulie iul lipca lipiec cervence "
    "cervenec srpnja heinakuuta heinakuu juuli julius temmuz liepos liepa julija julijs июл "
    "июля июль липня липень юли јул јули ιουλιου ιουλιος ιουλ يوليو יולי जुलाई জুলাই",
    "aug august agust aout agosto ago agost augustus agustus ogos agosti augusti sierpnia sierpien "
    "srpna srpen augusta kolovoza elokuuta elokuu augusztus agustos rugpjucio rugpjutis augusts "
    "авг августа август серпня серпень жніуня αυγουστου αυγουστος αυγ أغسطس اغسطس אוגוסט अगस्त "
    "আগস্ট",
    "sep sept september septembre septiembre setiembre settembre set setembro setembre septembrie "
    "septemba wrzesnia wrzesien zari septembra rujna syyskuuta syyskuu szeptember szept eylul "
    "rugsejo rugsejis septembris septembri сен сент сентября сентябрь вересня вересень верасня "
    "септември септембар σεπτεμβριου σεπτεμβριος σεπτ σεπ سبتمبر ספטמבר सितंबर सितम्बर সেপ্টেম্বর",
    "oct october oktober okt octobre octubre ottobre ott outubro out octombrie oktoba pazdziernika "
    "pazdziernik rijna rijen oktobra lokakuuta lokakuu oktoober ekim spalio spalis oktobris "
    "oktobri "
    "окт октября октябрь жовтня жовтень кастрычніка октомври октобар οκτωβριου οκτωβριος οκτ "
    "أكتوبر اكتوبر אוקטובר अक्टूबर अक्तूबर অক্টোবর",
    "nov november novembre noviembre novembro noiembrie nopember novemba listopada listopad "
    "novembra studenoga studenog marraskuuta marraskuu kasim lapkricio lapkritis novembris "
    "novembri "
    "ноя нояб ноября ноябрь листопада листопад лістапада ноември новембар νοεμβριου νοεμβριος νοε "
    "نوفمبر נובמבר नवंबर नवम्बर নভেম্বর",
    "dec december dez dezember decembre diciembre dic dicembre dezembro desembre decembrie des "
    "desember disember desemba grudnia grudzien prosince prosinec decembra prosinca joulukuuta "
    "joulukuu detsember aralik gruodzio gruodis decembris decembri дек декабря декабрь грудня "
    "грудень снежня декември децембар δεκεμβριου δεκεμβριος δεκ ديسمبر דצמבר दिसंबर दिसम्बर "
    "ডিসেম্বর",
};

static const char weekdays[] =
    "mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday "
    "sunday montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr "
    "sa "
    "so lundi mardi mercredi jeudi vendredi samedi dimanche lun mer jeu ven sam dim lunes martes "
    "miercoles jueves viernes sabado domingo mar mie jue vie sab dom lunedi martedi mercoledi "
    "giovedi venerdi domenica seg ter qua qui sex segunda terca quarta quinta sexta maandag "
    "dinsdag woensdag donderdag "
    "vrijdag zaterdag zondag ma wo vr za zo mandag tirsdag onsdag torsdag fredag lordag sondag "
    "mandag tisdag "
    "tis ons tor fre lor son man poniedzialek pon wt sr czw pt sob niedz wtorek sroda czwartek "
    "piatek sobota niedziela pondeli utery streda "
    "ctvrtek "
    "patek nedele hetfo kedd szerda csutortok pentek szombat vasarnap pazartesi sali carsamba "
    "persembe cuma cumartesi pazar pzt car per cum cmt paz senin selasa rabu kamis jumat sabtu "
    "minggu понедельник вторник "
    "среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс понеділок вівторок середа "
    "четвер пʼятниця субота неділя luni marti miercuri joi vineri sambata duminica";

size_t date_word(const char *text, size_t size, char out[DATE_WORD_MAX])
{
    size_t at = 0, used = 0;
    bool keeps_marks = false; /* the letter before */
    while (at < size) {
        uint32_t code;
        struct unicode_char c;
        size_t taken = utf8_next(text, size, at, &code);
        if (code == UTF8_BAD) break;
        unicode_lookup(code, &c);
        if (c.class != UNICODE_LETTER && c.class != UNICODE_MARK && c.class != UNICODE_NOTHING)
            break;
        if (c.class == UNICODE_LETTER) keeps_marks = c.keeps_marks;
        const bool is_dropped = c.class == UNICODE_MARK && !keeps_marks;
        if (!is_dropped && used + c.size < DATE_WORD_MAX) {
            memcpy(out + used, c.text, c.size);
            used += c.size;
        }
        at += taken;
    }
    out[used] = '\0';
    return at;
}

bool date_word_in(const char *list, const char *word)
{
    size_t size = strlen(word);
    for (const char *at = list; size && (at = strstr(at, word)); at += size)
        if ((at == list || at[-1] == ' ') && (at[size] == ' ' || !at[size])) return true;
    return false;
}

int date_month_of(const char *word)
{
    for (int i = 0; i < 12; i++)
        if (date_word_in(months[i], word)) return i + 1;
    return 0;
}

bool date_is_weekday(const char *word)
{
    return date_word_in(weekdays, word);
}
