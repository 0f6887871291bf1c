namespace Sluice.Inspection.Detection.Language;

/// <summary>Small words of languages by ISO 639-1 code, as every text has them: articles, pronouns, prepositions, greetings. Accents do not count; scripts of one language need none.</summary>
internal static class LanguageWords
{
    public const string Lines = """
        en: the of and to in a is that it for you was with on as are this be at or have from they we his her not but what all were when your can there use an each which she how their if will up other about out many then them these some would make like him into time has look two more go see no way could people my than been who its now did get may please write explain give i me do does should between help want tell hello thanks where why
        en: word words sentence following create find describe list name generate identify provide suggest given step guide code number example make sure most number using use used based story question answer different new good work first after before over only also any because day same through such while each
        de: der die das und ist nicht ein eine einen einem einer zu den dem mit sich auf fur von im auch es an werden aus er hat dass sie nach wird bei noch wie uber so zum kann ich mir mich du wir ihr haben war oder aber bitte wenn man nur sind mein meine dein schreibe erklare was warum wo hallo danke kannst koennen konnen sein durch unter mehr gibt gut sehr immer schon zwischen
        fr: le la les des et est une un que qui dans pour pas sur au avec ce il elle sont plus par je vous nous ne se sa son mais ou comme on tout du cette ces leur leurs etre ont fait bonjour merci comment pourquoi moi toi mon ma mes votre notre aux peut quel quelle c est j ai deux entre aussi bien tres sans ecris explique ecrire expliquer avez suis etait sous meme
        es: el los las una que en es por con para no un del se su al lo como mas pero sus le ya o este si porque puedes puede puedo podria pero esta entre cuando muy sin sobre tambien me hasta hay donde quien desde todo nos durante ellos hola gracias por favor como puedo escribe explica quiero necesito que tu yo mi ser son fue era ha tiene estan estoy eso ese
        it: il lo gli che di un una e per non con sono del della dei delle nel nella alla al dal come ma anche piu si ha se questo questa mi ti ci io tu noi voi loro perche quando dove chi cosa molto tutto essere fatto ciao grazie buongiorno scrivi spiega spiegami puoi vorrei sono era hanno dello degli tra fra suo sua mio mia ogni dopo
        pt: o os as que de do da dos das em um uma para com nao por mais se na no nas nos ao aos como mas foi ele ela seu sua ou ser quando muito ha ja esta eu tambem so pelo pela ate isso entre era depois sem mesmo voce voces ola obrigado obrigada bom dia escreva explique como posso preciso quero meu minha sao tem estou fazer porque onde quem
        nl: de het een en van ik te dat die in is niet zijn op aan met als voor had er maar om hem dan zou of wat mijn men dit zo door over ze bij ook tot je mij uit der daar haar naar heb hoe heeft hebben deze u want nog zal me zij nu ge geen hallo dank bedankt schrijf waarom waar wij jullie kunt kan moet wordt worden tussen veel onze
        sv: och i att det som en pa ar av for med till den har de inte om ett han men var jag sig fran vi sa kan man nar ar hon under alla eller mycket efter vid skulle sina hej tack skriv hur varfor vad du mig dig min din oss ni ocksa utan mellan bara detta dessa denna kommer finns ska blir nagot
        da: og i at det er en til af som pa de med han for den har ikke der var men et fra sig om vi hun kan jeg nu ud da skal havde eller efter hvor hvad hvordan hvorfor mig dig os min din vil bliver blev mange meget hej tak skriv ogsa mellem uden kun dette disse denne noget nar sin siger
        no: og i det er en som pa av for med til at den har ikke de om et han men var jeg seg fra vi sa kan nar hun alle eller etter hvor hva hvordan hvorfor meg deg oss min din vil blir ble mange mye hei takk skriv ogsa mellom uten bare dette disse denne noe skal ville ga gjore
        fi: ja on ei se etta oli han mutta ovat kun niin kuin myos joka ole mita tai sen jos minun mina sina te he olen voi sitten nyt vain kaikki hyvin paljon ennen jalkeen kanssa ilman miksi miten missa kuka tama nama kiitos hei moi kirjoita selita voitko haluan taytyy olla ollut hanen meidan teidan jotta koska
        pl: i w na nie sie z do jest ze to jak o co ale za po od tak jego juz czy przez jest sa dla tylko przy moze byc ten ta te tego tym ktory ktora ktore jestem mam ma mi mnie ty my wy oni bardzo dlaczego gdzie kiedy kto czesc dziekuje prosze napisz wyjasnij moge chce oraz bez pod nad miedzy bylo byla
        cs: a v se na je ze s z do o to jako za by byl pro ale jsem k ve tak po co jsou jeho od kdyz nebo jen si uz bude jak aby pri mezi ktery ktera ktere muze jeste mi ja ty my vy oni proc kde kdy kdo ahoj dekuji prosim napis vysvetli chci potrebuji bez pod nad velmi bylo byla mam toho tento tato
        sk: a v sa na je ze s z do o to ako za by bol pre ale som k vo tak po co su jeho od ked alebo len si uz bude aby pri medzi ktory ktora ktore moze este mi ja ty my vy oni preco kde kedy kto ahoj dakujem prosim napis vysvetli chcem potrebujem bez pod nad velmi bolo bola mam toho tento tato
        hu: a az es hogy nem is egy van de ez meg volt csak mar mint ha ki el vagy akkor most nagyon azt ezt minden igen fel le be mit mi ti en te o ok aki ami ahol mert miert hogyan hol mikor lehet kell szia koszonom kerem irj magyarazd tudsz szeretnek nekem neked utan elott kozott nelkul lesz legyen vannak
        ro: si in de la a cu pe ca nu este un o ce din mai sa sunt care pentru al ale au fost dar sau prin dupa daca fi el ea ei noi voi eu tu mie imi iti se sale lui lor acest aceasta aceste cum unde cand cine buna multumesc rog scrie explica pot vreau trebuie fara intre foarte este era fiind despre
        hr: i u je na se da za su od s ne sam to kao ali o koji koja koje iz bi kako sto do ili ce biti samo vec jos ima kad po ako on ona oni mi vi ja ti nije bio bila zasto gdje kada tko bok hvala molim napisi objasni mogu zelim trebam bez pod iznad izmedu vrlo ovaj ova ovo tko kod nakon prije
        sl: in je na se da za so v s z ne sem to kot ali o ki iz bi kako kaj do pa biti samo ze se ima ko po ce on ona oni mi vi jaz ti ni bil bila zakaj kje kdaj kdo zivjo hvala prosim napisi razlozi lahko zelim potrebujem brez pod nad med zelo ta to pri tudi
        tr: ve bir bu da de icin ile ne o ben sen biz siz onlar cok daha gibi olarak var yok ama veya ya ki mi mu ise kadar sonra once her sey nasil neden nerede kim hangi merhaba tesekkur tesekkurler lutfen yaz acikla olan oldu olur etmek istiyorum bana sana beni seni degil en icin uzerinde arasinda hakkinda benim bunu
        id: yang dan di itu dengan untuk tidak ini dari dalam akan pada juga saya ke karena tersebut bisa ada mereka lebih kata tahun sudah atau saat oleh menjadi orang adalah seperti anda kamu kami kita apa bagaimana mengapa kenapa siapa kapan halo terima kasih tolong tuliskan jelaskan ingin harus telah banyak sangat belum dapat bahwa antara tanpa
        vi: cua va la khong co trong cho mot nguoi duoc nhung cac toi ban voi nay da den khi o nhu de lam tu ra cung thi ve hay con phai nhieu rat minh em anh chung ta gi sao nao xin chao cam on viet giai thich muon can neu hoac sau truoc vi nen dang se
        ca: el la els les i de que en un una per amb no es al del com mes pero seu seva son aquest aquesta aixo hi ha molt tambe on quan qui perque jo tu ell ella nosaltres hola gracies si us plau escriu explica vull puc fer ser estar sense entre sobre despres dels les
        lt: ir yra i kad tai su is bet kaip ar ne as tu jis ji mes jus jie buvo bus uz del nuo iki per po apie kuris kuri labai taip pat dar jau tik kas kur kada kodel labas aciu prasau parasyk paaiskink noriu galiu reikia be tarp sis si mano tavo
        lv: un ir ka no ar par uz bet ka es tu vins vina mes jus vini bija bus lai pie pec ja vai ari tikai kas kur kad kapec loti jau vel nav tas ta tie sveiki paldies ludzu uzraksti paskaidro gribu varu vajag bez starp sis si mans tavs savu
        et: ja on ei et see oli ta kui ka ma sa me te nad mis kes kus millal miks kuidas oma aga ning siis seda selle juba vaga palju tere aitah palun kirjuta selgita saan tahan pean ilma vahel parast enne minu sinu meie olen oled olema voi voib koik
        sq: dhe ne te e i nje per me nga qe eshte nuk ka si por u do kam jane une ti ai ajo ne ju ata kjo ky cfare kush ku kur pse pershendetje faleminderit ju lutem shkruaj shpjego dua mund duhet shume edhe pa mes para pas
        af: die het en van is nie n in wat dit met op vir te sy hy ek jy ons hulle was sal kan moet ook as om maar by uit oor my jou hoe waarom waar wanneer wie hallo dankie asseblief skryf verduidelik baie sonder tussen hierdie daardie gaan wees word
        sw: na ya wa kwa ni katika la za kuwa hii cha hiyo huo kama lakini au yake watu alisema sana hapa nini kwa nini vipi wapi lini nani mimi wewe yeye sisi ninyi wao habari asante tafadhali andika eleza nataka naweza lazima bila kati yangu yako baada kabla zaidi
        tl: ang ng sa na mga at ay ko mo siya ito si hindi ako ikaw kami tayo sila para kung may mayroon wala isang ni kay dahil pero lang din rin po opo ano bakit paano saan kailan sino kamusta salamat paki isulat ipaliwanag gusto kailangan walang pagitan aking iyong
        ru: и в не на я что он с как это по но они мы она так из у за от то же все для вы бы был была были его ее к мне меня ты уже или если когда где кто почему только еще может быть есть нет при до привет спасибо пожалуйста напиши объясни хочу могу надо очень без между этот эта
        uk: і в не на я що він з як це по але вони ми вона так із у за від то ж все для ви би був була були його її до мені мене ти вже або якщо коли де хто чому тільки ще може бути є немає при привіт дякую будь ласка напиши поясни хочу можу треба дуже без між цей ця та
        be: і ў не на я што ён з як гэта па але яны мы яна так за ад то ж усе для вы бы быў была былі яго яе да мне мяне ты ужо або калі дзе хто чаму толькі яшчэ можа быць ёсць няма пры прывітанне дзякуй калі ласка напішы вельмі без паміж гэты
        bg: и в не на аз че той с как това по но те ние тя така от за ще се са си е да ли го му ми ме ти вече или ако кога къде кой защо само още може бъде има няма при здравей благодаря моля напиши обясни искам мога трябва много без между този тази беше които
        sr: и у не на ја да он са како то по али они ми она тако од за ће се су си је ли га му ме ти већ или ако кад где ко зашто само још може бити има нема при здраво хвала молим напиши објасни желим могу треба врло без између овај ова био која које из што
        ar: في من على إلى أن هذا هذه التي الذي عن مع ما لا هو هي كان كانت قد كل بعد قبل بين أو ثم كيف لماذا أين متى ماذا هل أنا أنت نحن هم مرحبا شكرا اكتب اشرح أريد يمكن يجب ذلك غير حتى عند لم لن إن و
        fa: در به از که این را با است برای آن یک تا می خود شد شده کرد بر ها های اما هم چه چرا کجا کی چگونه من تو او ما شما آنها سلام ممنون لطفا بنویس توضیح باید بود هر یا نیز اگر
        ur: کے میں کی ہے کا اور سے کو نے پر یہ کہ ہیں اس ایک تھا وہ جو بھی نہیں کر تھے ہو کیا کیوں کہاں کب کون مجھے آپ ہم شکریہ سلام لکھیں لیے گیا
        hi: के में है की और से को का पर यह कि हैं इस एक था वह जो भी नहीं कर थे हो क्या क्यों कहाँ कब कौन मुझे आप हम नमस्ते धन्यवाद कृपया लिखो मैं तक लिए गया ने
        mr: आणि आहे या च्या ला ने ते हे मध्ये की तो ती आहेत होते होता नाही मी तू आपण काय का कुठे कसे कोण नमस्कार धन्यवाद कृपया लिहा साठी एक
        ne: छ र को मा ले लाई हो पनि यो त्यो छन् भने थियो हुन्छ गर्न एक म तिमी हामी के किन कहाँ कसरी नमस्ते धन्यवाद कृपया लेख्नुहोस् लागि तर
        """;

    /// <summary>Letters that few languages have: <c>letters languages</c>, a pair a line.</summary>
    public const string Letters = """
        ß de
        ñ¿¡ es
        ãõ pt
        êô fr pt
        ç fr pt tr ca sq
        œëûî fr
        ìò it
        åÅ sv da no
        øæ da no
        ä de sv fi sk et
        ö de sv fi hu tr et
        ü de hu tr et es
        łąężźś pl
        řěů cs
        ľĺŕ sk
        čšž cs sk hr sl lt lv
        đć hr
        őű hu
        ğış tr
        șțăţ ro
        ươđạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ vi
        ėųįū lt
        āēīķļņģ lv
        ïŀ ca
        іїєґ uk
        ў be
        ыэё ru be
        ъ bg ru
        јљњћђџ sr
        پچژگ fa ur
        ٹڈےں ur
        """;
}
