using Sluice.Inspection.Detection.Models;

namespace Sluice.Inspection.Detection.PromptInjection;

/// <summary>What attacks on prompts speak of, in the words of many languages. Part of the model: whoever changes it trains again.</summary>
internal static class InjectionLexicon
{
    public static ConceptLexicon Instance { get; } = new(
    [
        // To set aside.
        "ignor*|disregard*|forget|forgot|overrid*|bypass*|discard*|neglect|circumven*|set aside|stop following|pay no attention|nevermind|never mind|do not follow|don t follow|abandon|" +
        "dismiss|erase|supersede*|vergiss*|vergess*|missacht*|verwirf|verwerf*|übergehe|oublie*|néglige*|contourne*|désobéi*|olvid*|descart*|omite|desobede*|esqueç*|esquec*|desconsid*|" +
        "dimentica*|trascura*|scarta|negeer|vergeet|omzeil*|zignoruj*|zapomnij|pomiń|игнор*|проигнор*|забудь*|отбрось*|ігнор*|проігнор*|відкинь|yok say|unut*|görmezden|تجاهل|انس|अनदेखा|भूल|" +
        "忽略|无视|忘记|忘掉|無視|忘れ|破棄|무시하*|무시해*|잊어*|bỏ qua|quên|phớt lờ|abaikan|lupakan|bortse|glöm|strunta|zapomeň|přeskoč|uită|anulează|αγνόησε|ξέχασε",
        // What came before.
        "previous*|prior|above|earlier|preceding|foregoing|initial|original|existing|so far|before|aforement*|vorherig*|bisherig*|obig*|früher*|ursprüngl*|vorangeg*|précédent*|ci dessus|" +
        "antérieur*|anterior*|previa*|de arriba|acima|prévias|precedent*|qui sopra|di prima|vorige|eerdere|bovenstaa*|poprzedni*|wcześniej*|powyż*|предыдущ*|прежн*|выше*|прошл*|попередн*|вище|" +
        "önceki|yukarıdaki|السابقة|أعلاه|पिछले|ऊपर|之前|以上|上面|先前|前面|以前|上記|れまで|이전|위의|기존|지금까지*|trước đó|ở trên|sebelumnya|di atas|tidigare|föregående|ovanstå*|předchozí|výše|" +
        "anterioare|de mai sus|προηγούμ*|παραπάνω",
        // Orders.
        "instruct*|direction|directions|rules|rule|guideline*|prompt|prompts|command|commands|orders|directive*|constrain*|programming|policies|policy|anweisung*|befehl*|regeln|vorgabe*|instrukti*|" +
        "consigne*|règles|ordres|instrucc*|reglas|órdenes|instruç*|regras|ordens|istruzion*|regole|indicazio*|opdracht*|regels|aanwijzin*|instrukcj*|polece*|zasad*|wytyczn*|инструкц*|указани*|правил*|" +
        "команд*|інструкц*|вказівк*|talimat*|kurallar*|komut*|yönerge*|التعليمات|تعليمات|الأوامر|القواعد|निर्देश*|नियम*|आदेश*|指令|指示|规则|提示|要求|命令|ルール|规矩|지시*|명령*|규칙*|지침*|프롬프트*|" +
        "hướng dẫn|chỉ dẫn|quy tắc|mệnh lệnh|instruksi|perintah|aturan|petunjuk|instrukti*|regler|pokyny|příkaz*|pravidl*|instrucți*|reguli*|comenzi*|οδηγίες|εντολές|κανόνες",
        // All.
        "all|any|every|everything|anything|whatever|alle|alles|sämtlich*|toutes|tous|tout|todas|todo|todos|tudo|tutte|tutti|tutto|wszystk*|все|всё|всі|усі|tüm|bütün|جميع|كل|सभी|सब|所有|全部|すべて|全て|모든|tất cả|semua|alla|všechn*|toate|όλες|όλα",
        // To tell.
        "reveal*|show|print|display|repeat|tell me|give me|disclos*|expose|dump|leak|recite|divulge|zeige|zeig|verrat*|wiederhol*|nenne|montre*|révèle*|répète*|affiche*|muestra*|muéstr*|revela*|repite|" +
        "mostre|revele|repita|mostra*|rivela*|ripeti|stampa|toon|onthul|herhaal|pokaż|ujawnij|powtórz|wypisz|покажи*|раскрой|повтори|выведи|розкрий|göster|tekrarla|açıkla|اعرض|أظهر|اكشف|كرر|दिखाओ|दोहराओ|" +
        "बताओ|显示|告诉|透露|重复|输出|打印|泄露|見せて|教えて|表示|繰り返|보여줘|알려줘|공개해*|반복해*|cho tôi|tiết lộ|lặp lại|tunjukkan|ungkapkan|ulangi|tampilkan|visa|avslöja|upprepa|ukaž|prozraď|zopakuj|arată|dezvăluie|αποκάλυψε",
        // What the system was told.
        "system|hidden|internal|confidential|system prompt|system message|initial prompt|systemprompt|geheim*|intern*|caché|cachée|secrète*|système|sistema|oculto|secreta*|sistemi*|nascosto|segrete|systeem*|" +
        "verborgen|systemow*|ukryt*|tajn*|системн*|скрыт*|секретн*|прихован*|sistem|gizli|النظام|السرية|सिस्टम|गुप्त|छिपे|系统|隐藏|秘密|システム|隠され|내부|시스템|숨겨진|비밀|hệ thống|bí mật|rahasia|dold*|systém*|skryt*|συστήμ*|κρυφές",
        // What is kept.
        "password*|secret|secrets|passphrase|credentia*|api key|secret key|access code|token|passwort|kennwort|geheimwort|mot de passe|contraseñ*|senha|wachtwoord|hasło|пароль*|şifre*|parola|كلمة المرور|" +
        "كلمة السر|पासवर्ड|密码|暗号|密钥|パスワード|合言葉|비밀번호*|암호|mật khẩu|kata sandi|lösenord*|heslo|κωδικ*",
        "you|your|yours|yourself|du|dein*|ihr|tu|ton|tes|votre|tus|usted|você|seu|suas|tuo|tue|je|jouw|twoj*|ty|ты|твой|твои|свой|свои|ти|твої|sen|senin|أنت|तुम|तुम्हारे|अपना|你|您|あなた|너의|너는|당신*|bạn|anda|kamu|din|dina|tvé|tale|σου",
        // From now on.
        "from now on|henceforth|starting now|as of now|for the rest|ab jetzt|von nun an|à partir de|désormais|a partir de|desde ahora|d ora in|vanaf nu|od teraz|с этого момента|отныне|відтепер|bundan sonra|من الآن|अब से|从现在|今から|지금부터|이제부터|từ bây giờ|mulai sekarang|från och med|od teď",
        // To be somebody.
        "act as|acting as|pretend*|roleplay*|role play|you are now|imagine|simulate|become|impersona*|persona|immerse|tu so|spiele|stell dir|fais comme|joue le|imagine que|finge|actúa|finja|aja como|fingi|" +
        "comportati|doe alsof|udawaj|wyobraź|притворись|представь|уяви|تظاهر|تخيل|假装|扮演|想象|ふりを|상상해*|giả vờ|đóng vai|berpura*|bertindak*|låtsas|předstírej|prefă te|προσποιήσου",
        // Without bounds.
        "unrestricted|unfiltered|uncensored|no restrictions|no rules|no limits|no filters|without restrictions|without rules|without limits|amoral|unethical|immoral|illegal|jailbr*|dan|do anything now|" +
        "no ethical|no moral|no boundaries|not bound by|free of all|broken free|typical confines|anything now|limitless|ohne regeln|ohne einschränkungen|ohne filter|sans règles|sans restrictions|sans morale|sin reglas|sin restricciones|sin filtros|" +
        "sem regras|sem restrições|senza regole|senza restrizioni|zonder regels|zonder beperkingen|bez zasad|bez ograniczeń|без правил|без ограничений|без фильтров|без обмежень|sınırsız|بلا قواعد|بلا قيود|没有限|没有规|제한이 없는|규칙이 없는|utan regler|bez pravidel|fără reguli|χωρίς κανόνες",
        "mode|modus|modo|modalità|tryb|режим|modunu|وضع|模式|モード|모드|developer mode|debug mode|god mode|dev mode|maintenance mode",
        "admin*|developer|developers|root|sudo|creator|creators|superuser|openai|anthropic|authorized|entwickler|schöpfer|développeur|créateur|desarroll*|creador|desenvolv*|criador|sviluppat*|ontwikkel*|programis*|twórc*|разработч*|администр*|создател*|розробник|geliştiri*|yönetici*|مطورك|المسؤول|开发者|管理员|開発者|管理者|개발자*|관리자*|nhà phát triển|pengembang|utvecklare|dezvoltat*",
        "say|write|output|reply|respond|answer|type|echo|state|return|schreib*|antworte*|sage|écris|réponds|dis|escribe|responde|di|diga|escreva|scrivi|rispondi|antwoord|schrijf|napisz|odpowied*|скажи|напиши|ответь|отвечай|yaz|söyle|قل|اكتب|أجب|लिखो|कहो|回复|说|回答|言って|答えて|말해*|답해*|trả lời|viết|jawab|katakan|skriv|svara|řekni|napiš|spune|scrie|πες|γράψε",
        "only|just|nothing else|exactly|simply|nothing more|solely|nur|einfach|ausschlie*|seulement|uniquement|solo|solamente|únicamente|apenas|somente|soltanto|alleen|tylko|только|лише|sadece|فقط|केवल|सिर्फ|只|仅|だけ|만|chỉ|hanya|bara|jen|doar|μόνο",
        "instead|rather|actually|stattdessen|plutôt|en su lugar|em vez|invece|in plaats|zamiast|вместо|yerine|بدلا|而是|代わり|대신",
        "never|cannot|can t|must not|don t|do not|no longer|niemals|nicht|jamais|nunca|mai|nooit|nigdy|никогда|asla|أبدا|कभी|从不|绝不|決して|절대",
        "sorry|apolog*|disclaime*|warnings|ethic*|moral*|refus*|refuse|as an ai|i can t|i cannot|comply|obey|censor*|inappropriate|content policy|guidelines",
        "new|updated|real|actual|revised|neue|nouvelle*|nueva*|nuevo|nova|nuove|nieuwe|nowe|новые|новая|yeni|جديدة|नया|新的|新しい|새로운",
        "task|tasks|job|objective|goal|mission|assignment|duty|aufgabe*|tâche|tarea|tarefa|compito|taak|zadanie|задач*|görev*|مهمة|कार्य|任务|タスク|작업",
        "ai|assistant|chatbot|llm|gpt|chatgpt|language model|claude|gemini|copilot|bot|agent|model|ki|ia|ии|yapay zeka|ذكاء|工智能|助手|アシスタント|인공지능",
        "send|forward|email|transfer|share|upload|post|wire|exfiltrat*|schick*|sende|envoie*|envía|envia|invia|stuur|wyślij|отправь|gönder|أرسل|भेजो|发送|送って|보내*",
        "execute|exec|eval|run|shell|subprocess|os system|popen|whoami|etc passwd|bash|curl|script|sandbox",
        "verbatim|word for word|line by line|exactly as|code block|base64|backwards|in full|letter by|wörtlich|mot pour mot|palabra por palabra|palavra por|parola per|letterlijk|słowo w słowo|дословно|kelimesi*|حرفيا|逐字|のまま|그대로",
        "user|human|customer|benutzer|nutzer|utilisateur|usuario|usuário|utente|gebruiker|użytkowni*|пользоват*|kullanıcı*|المستخدم|用户|ユーザー|사용자*",
        // What honest people ask.
        "how|what|why|explain|example|difference|write a|help me|how to|how do|wie|warum|erkläre|comment|pourquoi|explique|cómo|qué|como|perché|spiega|hoe|waarom|jak|dlaczego|как|почему|объясни|nasıl|neden|كيف|लिये|कैसे|怎么|什么|为什么|解释|ですか|어떻게|왜|làm sao|bagaimana|jelaskan|hur|varför|proč|cum|πώς",
        "important|attention|urgent|notice|immediately|priority|crucial|essential|mandatory|critical|heed|wichtig|dringend|achtung|urgente|importante|belangrijk|ważne|важно|срочно|önemli|acil|مهم|عاجل|重要|紧急|注意|중요|긴급",
        "filter*|safety|restrict*|guardrail*|limitatio*|safeguard*|content policies|security|protections|einschrän*|beschränk*|restricci*|restriç*|restrizio*|beperking*|ogranicze*|ограничен*|фильтр*|обмежен*|filtre*|قيود|过滤|限制|安全|フィルター|制限|제한*|필터*|bộ lọc",
        "text|words|content|message|messages|conversation|sentence|paragraph|document|context|chat|nachricht|unterhaltung|texte|texto|testo|tekst*|текст*|сообщен*|metin|metni|النص|पाठ|文字|内容|对话|文章|글|텍스트|văn bản|teks",
        "character|role|stay in character|break character|fictional|hypotheti*|story|novel|rolle|personnage|rôle|personaje|papel|personaggio|ruolo|rol|postać|роль|персонаж|角色|役",
        "pwned|hacked|owned|i have been|access granted|gehackt|piraté|hackeado|взломан|被黑",
        "begin|start|end|end of|assistant|im_start|im_end|endoftext|inst|sys|eos|begin system|end system",
    ]);
}
