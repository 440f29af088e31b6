/* language_words.c - see language_own.h: words by which a language is known.
 *
 * Small words that stand in any text, in small letters, most of at most LANGUAGE_WORD_MAX bytes: longer ones are of no
 * use. What several languages have is in the lists of all of them; that one alone has it makes a word telling. Apostrophes
 * separate: l'homme is l and homme. */
#include "common/language_own.h"

/* clang-format off */
const struct language_words language_words[] = {
    {"en", "the of and to in a is was for on that with he as at his by be it not are from have has had but they this "
           "which or an her were she their we been who will more its would there said if about up when out all one than "
           "into them can only other what so some could after also no do two years new people most you your our over "
           "because my while through how where did should may"},
    {"de", "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er "
           "hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor "
           "zur bis mehr durch man sein wurde sei hatte kann gegen vom schon wenn habe ihre dann unter wir soll ich "
           "eines jahr zwei jahren diese dieser wieder keine uhr seiner worden will zwischen immer was sagte"},
    {"fr", "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec son aux "
           "ou cette ses mais d l qu c n s j on comme été nous leur sa elle fait ont ces deux même y aussi bien être "
           "sans si tout après entre depuis très ans leurs selon avait lors contre était dont ils peut je vous où "
           "encore alors à"},
    {"es", "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha sin sobre "
           "este ya entre cuando todo esta ser son dos también fue había era muy años hasta desde está mi porque qué "
           "sólo han yo hay vez puede todos así nos ni parte tiene él uno donde bien tiempo mismo ese ahora cada e vida "
           "otro después te otros aunque esa eso hace otra gobierno tan durante siempre día tanto ella tres sí gran "
           "país según menos"},
    {"it", "di e il la che in a per un è del non una con si da i le al sono dei come nel alla della più anche ma ha gli "
           "lo delle dal se nella o dalla ai sul degli su alle ci questo stato tra ad era l d dell all nell sull dall "
           "quando essere stata ora due loro dopo anni cui ed chi solo hanno fatto prima quello poi suo sua fa ancora "
           "ogni già può perché senza quella cosa così questa mila contro ne dove"},
    {"pt", "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu "
           "sua ou ser quando muito há nos já está eu também só pelo pela até isso ela entre era depois sem mesmo aos "
           "ter seus quem nas me esse eles estão você tinha foram essa num nem suas meu às minha têm numa pelos ainda "
           "sobre são anos segundo disse pode fazer dia onde porque contra bem vai"},
    {"gl", "de a o que e do da en un para é con non unha os no se na por máis as dos como pero foi ao el das ten á seu "
           "súa ou ser cando moito hai nos xa está eu tamén só polo pola ata iso ela entre era despois sen mesmo aos "
           "unhas uns pois onde esta este cada outro desde polos anos segundo dixo pode facer día porque contra ben vai "
           "cunha dun dunha nun nunha galega galego"},
    {"ca", "de la i a el que en l d les per un els del una és amb no es al ha són dels més va com però ser s seva seu "
           "aquest aquesta pel n han també molt fer quan tot hi sense o ja on entre sobre fins any anys després perquè "
           "havia era dos tenir seus ho li us nostra gran pels estat si tant dues segons cada fa què ens ni aquests dia"},
    {"ro", "de şi și în a la cu pe care nu se că din un o al să mai este ce au fost lui pentru le sunt prin sau ale fi "
           "ca cel dar după are cele ar unei unui între către fără acest această ei am lor vor până foarte când fiind "
           "doar anul ani poate toate cum te iar nici doi sa ul va si in ai fie aceasta decât mult spune dintre tot "
           "astfel asupra"},
    {"nl", "de van het een en in is dat op te zijn met voor die niet aan er om ook als dan maar bij of uit nog wordt "
           "door naar heeft hij ze wat was over worden tot hun geen meer zich ik haar je deze kan hebben zo wel al zegt "
           "twee jaar na moet had veel zou we werd tegen onder waar onze zal weer tijdens volgens ons kunnen moeten "
           "tussen alleen hem toen mensen nu"},
    {"af", "die van en in is het dat op te met vir nie ook as sy hy n om wat aan by sal kan was oor uit deur hulle ons "
           "nog so na tot daar word moet jy ek haar sê hom maar een tyd jaar meer baie al twee geen toe wie waar onder "
           "onse voor nou gesê want hierdie dié kon wees"},
    {"da", "og i at det er en til af på den for med de som der et har han ikke om var fra kan men vil så ud også sig "
           "over blev ved hun jeg efter blevet skal nu have eller hvor være mod når hans vi man ind end op år meget da "
           "ham havde to kun noget siger her alle mellem mig mange bliver hvis kunne skulle ville hvad hele igen denne "
           "dem mere selv uden deres andre under før få helt"},
    {"no", "og i det er en til av på den for med de som et har han ikke om var fra kan men vil så ut også seg over ble "
           "ved hun jeg etter blitt skal nå ha eller hvor være mot når hans vi man inn enn opp år mye da ham hadde to "
           "bare noe sier her alle mellom meg mange blir hvis kunne skulle ville hva hele igjen denne dem mer selv uten "
           "deres andre under før få helt å ikkje eit ein frå"},
    {"sv", "och i att det är en som på av för den med till om har inte ett han de var från så kan hade men vi vid sig "
           "ut ska nu mot också jag under efter vara skulle eller blir år när detta hon över upp då man kommer finns "
           "mycket här får bli där sin in ju mer säger sina alla andra två än kunde få hur vad utan sedan genom hans "
           "mellan dem själv redan varit blev bara flera enligt måste henne"},
    {"is", "og að í á er sem til um við en ekki var með það fyrir af því hann þess ég eru úr hefur þá hún verið frá "
           "hafa eins þar svo hans þeir eftir verður upp þau þeirra út vera þetta hafi mjög segir þegar milli yfir þeim "
           "ef hér hjá undir síðan ár sér sé okkur"},
    {"fi", "ja on ei että se oli hän myös ovat kun mutta jo tai niin mukaan sen kuin joka ole nyt vain mitä sekä jos "
           "olisi hänen vuoden sitten kanssa noin vielä olla jotka tämä tämän enää eivät siitä sillä koska tällä ollut "
           "kertoo sanoo ennen eli voi yli jälkeen asti välillä siis itse hyvin mitään vuonna kaikki kuten heidän me te "
           "he sitä olivat lisäksi"},
    {"et", "ja on ei et see oli ka kui mis ta aga siis oma ning või selle seda kes nii mida välja kuid juba siin sest "
           "olla ole pole veel aasta üle pärast kõik tema mitte vaid mille enne kus siiski saab nad mul meie neid olid "
           "olnud oleks peab väga ise nagu ütles sel ühe kuni"},
    {"hu", "a az és hogy nem is egy de meg ez volt csak már mint ha vagy el azt ki még szerint amely után ezt nagy "
           "pedig között van lesz ami így akkor majd most több aki minden sem mert fel be lett sok mondta kell lehet "
           "amelyek ezért saját évben illetve előtt arra úgy ahol új két le én mivel ennek ők őt alatt azonban annak "
           "magyar során"},
    {"pl", "w i na z się nie do to że jest o a jak od po przez za co dla ze jego już tylko ale był czy oraz tak być "
           "może przy lub jej ich który która które są tym pod tego go przed było bardzo jako między także kiedy będzie "
           "nich swoje ten sobie były mnie bez więc roku lat gdy również ma we u mówi tej tych jednak miał też gdzie "
           "podczas wszystko nad"},
    {"cs", "a se v na je že s z o do i to jako k za by ve pro po ale od už jsem si co jeho jsou tak být při není než "
           "nebo podle jen které který která až roku také před byl bylo byla když své jsme ze mezi však této tím ten má "
           "protože u ještě řekl může pak tom kdy kde mu jejich bez včera nad pokud proti dnes uvedl mají let"},
    {"sk", "a sa v na je že s z o do i to ako k za by vo pre po ale od už som si čo jeho sú tak byť pri nie než alebo "
           "podľa len ktoré ktorý ktorá až roku tiež pred bol bolo bola keď svoje sme zo medzi však tejto tým ten má "
           "pretože aj ešte povedal môže potom kde mu ich bez včera nad ak proti dnes uviedol majú rokov ktorí kto aby "
           "jej toho týchto"},
    {"sl", "je in v na se za da so z s ki pa bi ne ter po kot tudi o ni od do jih še pri iz ali ko bil bilo med le ga "
           "sta že jo pred več zaradi bila lahko tega svoje proti zdaj kar samo kako smo ob vse kjer sem če to bo niso "
           "leta let ima nad nekaj zato danes ljudi katerih brez bodo"},
    {"hr", "i je u na se za da su od s o koji a ne kao što iz bi nije po koja koje samo ili te bio sa do će to ali već "
           "još koju prema biti bila zbog prije nakon također tijekom gdje sve njegov kako kad godine bez između njih "
           "nisu ima ovo rekao kazao više tako sam mu kod protiv pod svoje dok tko netko ljudi dvije cijeli dio "
           "hrvatske"},
    {"sr", "i je u na se za da su od s o koji a ne kao što iz bi nije po koja koje samo ili te bio sa do će to ali već "
           "još koju prema biti bila zbog pre posle takođe tokom gde sve njegov kako kad godine bez između njih nisu "
           "ima ovo rekao kazao više tako sam mu kod protiv pod svoje dok ko neko ljudi dve ceo deo ovde šta reč bih "
           "kaže srbije vreme"},
    {"sq", "të e në dhe i për me një që nga është se ka si do ky kjo më janë u nuk ai ishte duke por ajo ose edhe pas "
           "kanë mund deri vetëm kur kishte sipas mes tij saj tyre tha vit ndaj nën shumë jetë prej ku gjithë ne këtë "
           "kësaj asnjë gjatë jo ata çdo pa pasi tani"},
    {"lt", "ir kad iš į su tai ne yra o bet buvo už jo kaip apie metų nuo po pat tik dėl jau ar jis per taip ji jų prie "
           "dar būti jos tarp labai savo jei kai nes kas vis kur šis todėl prieš iki bus gali sako šiuo tuo tačiau mes "
           "jie metais kuris kurie"},
    {"lv", "un ir no ka ar par uz to kā bet tas gan bija nav lai kas pēc arī vai jau tā es pie tika gada viņš pirms "
           "līdz tikai ja savu bez kur tiek viņa būs ļoti vēl kad tad mēs kurā šo šis teica būt cilvēku vairāk gadu "
           "visu starp šī tomēr jo mūsu"},
    {"tr", "ve bir bu da de için ile o çok daha ne gibi olan olarak en kadar sonra ama var ise diye değil ki oldu ya "
           "göre her yeni olduğunu şey önce iki tarafından ancak bunu mi mı kendi ilk büyük dedi veya şu biz ben bin "
           "yok ettiği yer eden şekilde içinde üzerinde hem yıl zaman karşı etti nasıl onun bunun olduğu biri edildi"},
    {"az", "və bir bu da də üçün ilə o çox daha nə kimi olan olaraq ən qədər sonra amma var isə deyil ki oldu görə hər "
           "yeni əvvəl iki tərəfindən ancaq bunu öz ilk böyük dedi ya biz mən yox edən il zaman qarşı etdi necə onun "
           "bunun olduğu edib olub edilib bildirib ildə"},
    {"id", "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga ke karena tersebut bisa ada mereka kata "
           "oleh saya adalah telah sudah atau saat hanya lebih seperti namun bahwa kepada sebagai satu dia para tak "
           "orang harus tahun dapat secara agar bagi sebuah setelah kami hingga ketika masih menjadi belum antara "
           "sementara banyak anak kita lain jika bukan usai"},
    {"ms", "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga ke kerana tersebut boleh ada mereka kata "
           "oleh saya adalah telah sudah atau hanya lebih seperti namun bahawa kepada sebagai satu dia para tak orang "
           "perlu tahun dapat secara agar bagi sebuah selepas kami sehingga ketika masih menjadi belum antara beliau "
           "daripada ialah turut iaitu katanya manakala kita lain jika bukan malah pihak"},
    {"tl", "ang ng sa na at mga ay si ni para ito hindi may nang ako siya kung din pa ko niya lang mo kay isang kanyang "
           "namin po ka nito nila sila naman dahil noong wala mula rin kanila ayon ating upang bago pero"},
    {"vi", "và của là có được cho không người trong một với các những khi đã này để từ năm cũng vào ra đến ông về nhiều "
           "tại trên ngày đó như theo sẽ sau nhưng bị đang hơn còn tôi ở thì phải bà anh nhà nước việc lại nên chỉ làm"},
    {"sw", "na ya wa kwa ni katika za la kuwa cha hiyo huo watu baada hii alisema pia kama yake hata au lakini wao huyo "
           "hayo kwamba wake hivyo mwaka siku bila kutoka hadi ambayo ambao yao sasa zaidi baadhi wakati kila moja vya"},
    {"eu", "eta da ez du bat izan egin ere dira dute zuen zen baina dela den duen bere hau baino beste izango oso gero "
           "ditu dituzte baita behar arte orain hori egiten hala dugu urte edo baten gabe artean bezala bi horren "
           "dezake esan dago beharko nola guztiak zituen ziren lehen euskal zuten haiek"},
    {"ga", "agus an na ar a i is go bhí tá do sé ag le de ach sin nach ní ó mar leis atá faoi bhfuil air siad sí ann "
           "nuair seo gur ina aige chun chomh féin raibh sa bheith dá é mé tú den don san gach níl níor lena dúirt "
           "bliain"},
    {"cy", "y a yn i o ar yr mae ei wedi bod ac am ond oedd gan mewn sydd ni fel ym oes bydd hynny nid gyda eu roedd "
           "hyn na er yng hi fod mai eich nhw cael bu iawn rhai wrth ein os ddim hefyd dros gwaith rhwng dweud dywedodd "
           "cymru blynedd"},
    /* Cyrillic */
    {"ru", "и в не на что он с как а по это из к у от за для же так но о бы его до вы мы или был она при то если еще ее "
           "их было уже ли этого который чтобы также где когда после были быть лет только время году во"},
    {"uk", "і в не на що він з як а по це із до у від за для та й але про його бути ми або був вона при то якщо ще її "
           "їх було вже чи цього який щоб також де коли після були є під час років року тільки через які"},
    {"be", "і ў не на што ён з як а па гэта да у ад за для ды але пра яго мы або быў яна пры то калі яшчэ яе іх было "
           "ўжо ці каб таксама дзе пасля былі ёсць гадоў годзе толькі гэтага які якія паводле"},
    {"bg", "и в не на че той с като а по това от към за да се но о бе ще са или беше тя при то ако още му им е ли който "
           "които също където когато след бяха има над те си със във само през до което"},
    {"mk", "и во не на дека тој со како а по ова од кон за да се но ќе или беше таа при тоа ако уште му им е ли кој кои "
           "исто каде кога беа има над тие си само до која што сите биде една овој ги го"},
    {"sr", "и је у на се за да су од с о који а не као што из би није по која које само или те био са до ће то али већ "
           "још коју према бити била због пре после такође током где све како кад године без између њих нису има ово "
           "рекао више тако сам"},
    {"kk", "және бұл мен да де үшін бір деп бар деді болып еді оның осы бойынша сол ол туралы жылы тек көп"},
    {"mn", "нь бол байна энэ юм гэж оны болон ба хүн байсан гэсэн дээр тус болно улсын бөгөөд"},
    /* Arabic */
    {"ar", "في من على أن إلى عن التي هذا هذه الذي ما لا مع كان كانت بعد قال ذلك بين لم كل قد أو هو هي خلال إن كما ولا "
           "ثم أنه وقال عام"},
    {"fa", "در به از که این با را است آن برای می تا هم ها های یک خود بر شد شده کرد کرده باید نیز اما ما او بود وی پس هر "
           "کند دو ای گفت"},
    {"ur", "کے کی میں ہے کا سے کو نے اور پر کہ ہیں اس یہ بھی ایک تھا جو کر نہیں ان وہ گیا ہو تھی تک لیے کیا ہی یا گے "
           "ساتھ"},
    /* Devanagari */
    {"hi", "के में है की से का को और ने पर भी कि यह हैं इस एक नहीं हो तो कर था लिए वह ही तक जो थे साथ गया या थी अपने "
           "कहा"},
    {"ne", "छ र पनि को हो यो गरेको भएको छन् एक लागि भने तथा गर्ने थियो हुने का मा ले लाई गर्न सो नेपाल"},
    {"mr", "आहे व आणि या हे ही तर होते होता केली आहेत नाही मध्ये त्या हा की तो का असे मात्र झाली पण"},
};
/* clang-format on */

const size_t language_words_count = sizeof language_words / sizeof *language_words;
