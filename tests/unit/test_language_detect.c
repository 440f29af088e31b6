/* test_language_detect.c - common/language_detect.c */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "common/language.h"

/* clang-format off */
static const struct {
    const char *tag, *text;
} samples[] = {
    {"en", "The harbour board said on Monday that it had agreed to close the old bridge for two weeks, and that ferries would run until it was open again."},
    {"de", "Die Brücke über den Fluss bleibt nach dem Unfall noch zwei Wochen gesperrt, sagte ein Sprecher der Stadt. Wer zur Arbeit will, muss mit der Fähre fahren oder einen Umweg nehmen."},
    {"fr", "Le pont sur la rivière restera fermé pendant deux semaines après l'accident, a dit un porte-parole de la ville. Ceux qui vont au travail doivent prendre le bac ou faire un détour."},
    {"es", "El puente sobre el río seguirá cerrado dos semanas más después del accidente, dijo un portavoz de la ciudad. Quienes van al trabajo tienen que tomar el transbordador o dar un rodeo."},
    {"it", "Il ponte sul fiume resta chiuso per altre due settimane dopo l'incidente, ha detto un portavoce della città. Chi va al lavoro deve prendere il traghetto o fare un giro più lungo."},
    {"pt", "A ponte sobre o rio vai ficar fechada mais duas semanas depois do acidente, disse um porta-voz da cidade. Quem vai para o trabalho tem de apanhar o barco ou dar uma volta maior."},
    {"gl", "A ponte sobre o río vai seguir pechada dúas semanas máis despois do accidente, dixo un voceiro da cidade. Os que van ao traballo teñen que coller o barco ou dar unha volta máis longa pola aldea, pero non hai queixas."},
    {"ca", "El pont sobre el riu continuarà tancat dues setmanes més després de l'accident, va dir un portaveu de la ciutat. Els que van a la feina han d'agafar el vaixell o fer una volta més llarga amb aquest fred."},
    {"ro", "Podul peste râu rămâne închis încă două săptămâni după accident, a spus un purtător de cuvânt al orașului. Cei care merg la lucru trebuie să ia bacul sau să facă un ocol mai lung."},
    {"nl", "De brug over de rivier blijft na het ongeluk nog twee weken dicht, zei een woordvoerder van de stad. Wie naar het werk wil, moet met de pont gaan of een omweg maken."},
    {"af", "Die brug oor die rivier bly ná die ongeluk nog twee weke gesluit, het 'n woordvoerder van die stad gesê. Wie werk toe wil gaan, sal die veerboot moet neem of 'n ompad ry, maar hulle kla nie."},
    {"da", "Broen over floden bliver ved med at være lukket i to uger efter ulykken, siger en talsmand for byen. De, der skal på arbejde, må tage færgen eller køre en omvej, og det bryder mange sig ikke om."},
    {"no", "Broen over elven blir stengt i to uker til etter ulykken, sier en talsmann for byen. De som skal på jobb, må ta fergen eller kjøre en omvei, og det er det mange som ikke liker så mye."},
    {"sv", "Bron över floden är stängd i två veckor till efter olyckan, säger en talesman för staden. Den som ska till jobbet måste ta färjan eller köra en omväg, och det är många som inte tycker om det."},
    {"is", "Brúin yfir ána verður lokuð í tvær vikur eftir slysið, segir talsmaður bæjarins. Þeir sem ætla til vinnu þurfa að taka ferjuna eða fara lengri leið, og það er ekki gott fyrir þá."},
    {"fi", "Silta joen yli on vielä kaksi viikkoa suljettuna onnettomuuden jälkeen, kertoo kaupungin edustaja. Ne, jotka menevät töihin, joutuvat kulkemaan lautalla tai kiertämään, mutta se ei ole kaikki."},
    {"et", "Sild üle jõe on pärast õnnetust veel kaks nädalat suletud, ütles linna esindaja. Need, kes lähevad tööle, peavad sõitma praamiga või tegema ringi, aga see ei ole veel kõik, mida nad on kuulnud."},
    {"hu", "A folyó feletti híd a baleset után még két hétig zárva marad, mondta a város szóvivője. Aki dolgozni megy, annak komppal kell mennie, vagy nagy kerülőt kell tennie, és ez nem is a legrosszabb."},
    {"pl", "Most na rzece pozostanie zamknięty jeszcze przez dwa tygodnie po wypadku, powiedział rzecznik miasta. Kto jedzie do pracy, musi płynąć promem albo jechać objazdem, ale to nie jest wszystko, co się stało."},
    {"cs", "Most přes řeku zůstane po nehodě ještě dva týdny zavřený, řekl mluvčí města. Kdo jede do práce, musí jet přívozem nebo objížďkou, ale to není všechno, co se podle něj stalo."},
    {"sk", "Most cez rieku zostane po nehode ešte dva týždne zatvorený, povedal hovorca mesta. Kto ide do práce, musí ísť kompou alebo obchádzkou, ale to nie je všetko, čo sa podľa neho stalo."},
    {"sl", "Most čez reko bo po nesreči zaprt še dva tedna, je povedal predstavnik mesta. Kdor gre v službo, mora s trajektom ali po daljši poti, vendar to ni vse, kar se je zgodilo, ker so bili tudi drugi."},
    {"hr", "Most preko rijeke ostat će zatvoren još dva tjedna nakon nesreće, rekao je glasnogovornik grada. Tko ide na posao, mora trajektom ili zaobilaznicom, ali to nije sve što se prije dogodilo."},
    {"sr", "Most preko reke ostaće zatvoren još dve nedelje posle nesreće, rekao je portparol grada. Ko ide na posao, mora skelom ili zaobilaznicom, ali to nije sve što se pre toga ovde dogodilo."},
    {"sq", "Ura mbi lumë do të mbetet e mbyllur edhe dy javë pas aksidentit, tha një zëdhënës i qytetit. Kush shkon në punë duhet të marrë tragetin ose të bëjë një rrugë më të gjatë, por kjo nuk është e gjitha."},
    {"lt", "Tiltas per upę po avarijos dar dvi savaites bus uždarytas, sako miesto atstovas. Tie, kurie važiuoja į darbą, turi keltis keltu ar važiuoti aplink, bet tai dar ne viskas, ką jie turi žinoti, nes kelias yra ilgas."},
    {"lv", "Tilts pār upi pēc avārijas vēl divas nedēļas būs slēgts, teica pilsētas pārstāvis. Tie, kas brauc uz darbu, var doties ar prāmi vai braukt apkārt, bet tas nav viss, ko viņi jau ir dzirdējuši."},
    {"tr", "Nehrin üzerindeki köprü kazadan sonra iki hafta daha kapalı olacak, dedi kentin sözcüsü. İşe gidenler için feribot var ama bu çok kalabalık olduğu için bir de uzun yol gibi yeni bir çözüm gerekiyor."},
    {"az", "Çayın üzərindəki körpü qəzadan sonra daha iki həftə bağlı olacaq, deyə şəhərin sözçüsü bildirib. İşə gedənlər üçün bərə var və bu yol çox uzun olsa da, ancaq başqa yol hələ yoxdur, çünki yeni körpü bu il tikilir."},
    {"id", "Jembatan di atas sungai itu akan ditutup dua minggu lagi setelah kecelakaan, kata juru bicara kota. Mereka yang pergi bekerja harus naik kapal atau mengambil jalan lain, karena tidak ada yang bisa lewat."},
    {"ms", "Jambatan di atas sungai itu akan ditutup dua minggu lagi selepas kemalangan, kata jurucakap bandar. Mereka yang pergi bekerja perlu menaiki feri atau mengikut jalan lain kerana tidak ada yang boleh lalu, katanya."},
    {"tl", "Ang tulay sa ilog ay mananatiling sarado nang dalawang linggo matapos ang aksidente, ayon sa tagapagsalita ng lungsod. Ang mga papasok sa trabaho ay sasakay ng bangka o iikot, dahil hindi pa ito tapos."},
    {"vi", "Cây cầu qua sông sẽ đóng cửa thêm hai tuần sau vụ tai nạn, người phát ngôn của thành phố cho biết. Những người đi làm phải đi phà hoặc đi đường vòng, nhưng đó không phải là tất cả."},
    {"sw", "Daraja la mto huo litafungwa kwa wiki mbili zaidi baada ya ajali, alisema msemaji wa mji. Watu wanaokwenda kazini wanapaswa kutumia kivuko au njia ndefu, lakini hiyo si yote kwa sasa, na kila siku ni foleni."},
    {"eu", "Ibaiaren gaineko zubia beste bi astez itxita egongo da istripuaren ondoren, esan du hiriko bozeramaileak. Lanera doazenek ferria hartu behar dute edo bide luzeagoa egin, baina hori ez da dena, eta oso gutxi izan dira."},
    {"ga", "Beidh an droichead thar an abhainn dúnta go ceann dhá sheachtain eile tar éis na timpiste, a dúirt urlabhraí na cathrach. Tá ar na daoine atá ag dul ag obair an bád a thógáil nó dul timpeall, ach ní hé sin deireadh an scéil."},
    {"cy", "Bydd y bont dros yr afon ar gau am bythefnos arall ar ôl y ddamwain, meddai llefarydd ar ran y ddinas. Mae rhaid i bobl sy'n mynd i'r gwaith gymryd y fferi neu fynd y ffordd hir, ac nid yw hynny wedi bod yn hawdd."},
    {"ru", "Мост через реку останется закрытым ещё две недели после аварии, сказал представитель города. Тем, кто едет на работу, нужно плыть на пароме или ехать в объезд, но это не всё, что было вчера."},
    {"uk", "Міст через річку буде закритий ще два тижні після аварії, сказав речник міста. Тим, хто їде на роботу, треба плисти поромом або їхати в об'їзд, але це ще не все, що було вчора у місті."},
    {"be", "Мост праз раку будзе закрыты яшчэ два тыдні пасля аварыі, сказаў прадстаўнік горада. Тым, хто едзе на працу, трэба плыць на пароме або ехаць у аб'езд, але гэта яшчэ не ўсё, што было ў горадзе."},
    {"bg", "Мостът над реката ще остане затворен още две седмици след катастрофата, каза говорител на града. Тези, които отиват на работа, трябва да вземат ферибота или да минат по друг път, но това не е всичко."},
    {"mk", "Мостот над реката ќе остане затворен уште две недели по несреќата, рече портпаролот на градот. Тие што одат на работа треба да одат со сплав или по друг пат, но ова не е сѐ што е кажано, бидејќи имаше и други."},
    {"sr", "Мост преко реке остаће затворен још две недеље после несреће, рекао је портпарол града. Ко иде на посао, мора скелом или заобилазницом, али то није све што се пре тога овде догодило."},
    {"el", "Η γέφυρα πάνω από το ποτάμι θα μείνει κλειστή για δύο ακόμη εβδομάδες μετά το ατύχημα."},
    {"ar", "سيظل الجسر فوق النهر مغلقا لمدة أسبوعين آخرين بعد الحادث كما قال متحدث من المدينة. على من يذهب إلى العمل أن يستقل العبارة أو يسلك طريقا آخر، لكن هذا لا يعني أن كل شيء قد انتهى مع التي سبقت."},
    {"fa", "پل روی رودخانه پس از حادثه دو هفته دیگر بسته است، سخنگوی شهر گفت که این برای همه دشوار است. کسانی که به کار می روند باید با قایق یا از راه دیگر بروند، اما این هم آسان نیست و تا شنبه ادامه دارد."},
    {"ur", "دریا کا پل حادثے کے بعد دو ہفتے اور بند رہے گا، شہر کے ترجمان نے کہا ہے کہ یہ سب کے لیے مشکل ہے۔ کام پر جانے والوں کو کشتی سے یا لمبے راستے سے جانا ہو گا اور اس میں وقت بھی لگے گا۔"},
    {"hi", "नदी का पुल दुर्घटना के बाद दो सप्ताह और बंद रहेगा, शहर के प्रवक्ता ने कहा कि यह सब के लिए कठिन है। काम पर जाने वालों को नाव से या लंबे रास्ते से जाना होगा और इस में समय भी लगेगा।"},
    {"he", "הגשר מעל הנהר יישאר סגור עוד שבועיים אחרי התאונה, אמר דובר העירייה."},
    {"hy", "Գետի վրայի կամուրջը վթարից հետո փակ կմնա եւս երկու շաբաթ, ասել է քաղաքի խոսնակը։"},
    {"ka", "მდინარეზე ხიდი ავარიის შემდეგ კიდევ ორი კვირა დაკეტილი იქნება, თქვა ქალაქის წარმომადგენელმა."},
    {"th", "สะพานข้ามแม่น้ำจะปิดต่อไปอีกสองสัปดาห์หลังเกิดอุบัติเหตุ"},
    {"ta", "விபத்துக்குப் பிறகு ஆற்றின் மேல் உள்ள பாலம் இன்னும் இரண்டு வாரங்கள் மூடப்பட்டிருக்கும்."},
    {"zh", "市政府发言人说，事故发生后，河上的大桥还将关闭两周。"},
    {"ja", "事故のあと、川にかかる橋はさらに二週間閉鎖されると市の広報担当者が述べた。"},
    {"ko", "사고 이후 강 위의 다리는 앞으로 두 주 동안 더 닫혀 있을 것이라고 시 대변인이 말했다."},
};
/* clang-format on */

static const char *detect(const char *text)
{
    return language_detect(text, strlen(text));
}

static void test_a_few_lines_tell_the_language(void **state)
{
    (void)state;
    unsigned wrong = 0;
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        const char *found = detect(samples[i].text);
        if (strcmp(found, samples[i].tag) != 0)
            printf("# %s for %s: %.40s\n", found, samples[i].tag, samples[i].text), wrong++;
    }
    assert_int_equal(wrong, 0);
}

/* The longest beginning at which it is taken for another. */
static void test_no_beginning_of_a_text_is_taken_for_another_language(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        const size_t size = strlen(samples[i].text);
        for (size_t cut = 0; cut <= size; cut++) {
            const char *found = language_detect(samples[i].text, cut);
            if (*found && strcmp(found, samples[i].tag) != 0)
                fail_msg("%s for %s: %.*s", found, samples[i].tag, (int)cut, samples[i].text);
        }
    }
}

static void test_what_is_no_prose_has_no_language(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "   \n\n",
        "1 2 3 4 5 6 7 8 9 10 11 12",
        "Lotto: 05; 08; 20; 23; 33; 36.",
        "De la Cruz 3, Van der Berg 1; El Paso 2, Los Angeles 0; San Juan 4, La Paz 2",
        "WASHN: Whittaker, N. Democrats _ Applegate, N; Eckart, Y; Hall, D; Kaptur, Y; Oakar, O",
        "BERLIN (dpa) - Ein Satz.",
        "Ja, nein.",
        "for ( i = 0 ; i < n ; i ++ ) { a [ i ] = b [ i ] ; }",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_string_equal(detect(texts[i]), "");
}

static void test_text_in_capitals_has_its_language(void **state)
{
    (void)state;
    assert_string_equal(
        detect("THE ALLIES SAID THAT THEY HAD AGREED TO CLOSE THE BRIDGE, AND THAT IT "
               "WOULD NOT BE OPEN UNTIL MORE WAS KNOWN OF WHAT HAD BEEN DONE THERE."),
        "en");
    assert_string_equal(detect("DIE BRÜCKE ÜBER DEN FLUSS BLEIBT NACH DEM UNFALL NOCH ZWEI WOCHEN "
                               "GESPERRT, SAGTE EIN SPRECHER DER STADT, ABER NICHT FÜR ALLE."),
                        "de");
}

static void test_a_quotation_in_another_language_changes_nothing(void **state)
{
    (void)state;
    assert_string_equal(
        detect(
            "The minister said that he had been told of it when he was in Paris. \"C'est la vie, "
            "et nous ne sommes pas dans un roman,\" he said to those who had asked him about it."),
        "en");
}

static void test_any_bytes_are_borne(void **state)
{
    (void)state;
    char bytes[4000] = {0};
    unsigned seed = 1;
    for (unsigned round = 0; round < 2000; round++) {
        const size_t size = round % sizeof bytes;
        for (size_t i = 0; i < size; i++)
            bytes[i] = (char)((seed = seed * 1103515245 + 12345) >> 16);
        language_detect(bytes, size);
    }
    memset(bytes, 'a', sizeof bytes);
    assert_string_equal(language_detect(bytes, sizeof bytes), "");
    memset(bytes, 0xE3, sizeof bytes);
    assert_string_equal(language_detect(bytes, sizeof bytes), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_few_lines_tell_the_language),
        cmocka_unit_test(test_no_beginning_of_a_text_is_taken_for_another_language),
        cmocka_unit_test(test_what_is_no_prose_has_no_language),
        cmocka_unit_test(test_text_in_capitals_has_its_language),
        cmocka_unit_test(test_a_quotation_in_another_language_changes_nothing),
        cmocka_unit_test(test_any_bytes_are_borne),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
