using Sluice.Inspection.Detection;
using Sluice.Inspection.Detection.Judging;
using Sluice.Inspection.Detection.Language;
using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Tests.Detection.Language;

public sealed class LanguageTests
{
    public static TheoryData<string, string> Sentences { get; } = new(((string, string)[])
    [
        ("en", "Could you please explain to me how the water cycle works?"),
        ("en", "Write a short poem about the sea and the people who live there."),
        ("de", "Kannst du mir bitte erklären, wie der Wasserkreislauf funktioniert?"),
        ("de", "Schreibe ein kurzes Gedicht über das Meer und die Menschen, die dort leben."),
        ("fr", "Peux-tu m'expliquer comment fonctionne le cycle de l'eau ?"),
        ("fr", "Écris un court poème sur la mer et les gens qui y vivent."),
        ("es", "¿Puedes explicarme cómo funciona el ciclo del agua?"),
        ("es", "Escribe un poema corto sobre el mar y la gente que vive allí."),
        ("it", "Puoi spiegarmi come funziona il ciclo dell'acqua?"),
        ("it", "Scrivi una breve poesia sul mare e sulla gente che ci vive, e non dimenticare le barche."),
        ("pt", "Você pode me explicar como funciona o ciclo da água?"),
        ("nl", "Kun je mij uitleggen hoe de waterkringloop werkt en waarom het regent?"),
        ("sv", "Kan du förklara för mig hur vattnets kretslopp fungerar och varför det regnar?"),
        ("da", "Kan du forklare mig, hvordan vandets kredsløb virker, og skriv også, hvad der sker med vandet efter regnen?"),
        ("no", "Kan du forklare meg hvordan vannets kretsløp virker, og hvorfor det regner så mye?"),
        ("fi", "Voitko selittää minulle, miten veden kiertokulku toimii ja miksi sataa?"),
        ("pl", "Czy możesz mi wyjaśnić, jak działa obieg wody w przyrodzie?"),
        ("cs", "Můžeš mi vysvětlit, jak funguje koloběh vody a proč prší?"),
        ("hu", "El tudod magyarázni nekem, hogyan működik a víz körforgása és miért esik az eső?"),
        ("ro", "Îmi poți explica cum funcționează circuitul apei și de ce plouă?"),
        ("tr", "Bana su döngüsünün nasıl çalıştığını ve neden yağmur yağdığını açıklar mısın?"),
        ("id", "Bisakah kamu menjelaskan kepada saya bagaimana siklus air bekerja dan mengapa hujan turun?"),
        ("vi", "Bạn có thể giải thích cho tôi vòng tuần hoàn của nước hoạt động như thế nào không?"),
        ("ru", "Объясни мне, пожалуйста, как работает круговорот воды в природе."),
        ("uk", "Поясни мені, будь ласка, як працює кругообіг води в природі."),
        ("bg", "Моля, обясни ми как работи кръговратът на водата и защо вали."),
        ("el", "Μπορείς να μου εξηγήσεις πώς λειτουργεί ο κύκλος του νερού;"),
        ("he", "אתה יכול להסביר לי איך עובד מחזור המים?"),
        ("ar", "هل يمكنك أن تشرح لي كيف تعمل دورة الماء في الطبيعة؟"),
        ("fa", "لطفا برای من توضیح بده که چرخه آب چگونه کار می‌کند و چرا باران می‌بارد"),
        ("hi", "कृपया मुझे समझाइए कि जल चक्र कैसे काम करता है और बारिश क्यों होती है"),
        ("zh", "请给我解释一下水循环是怎么运作的。"),
        ("ja", "水の循環がどのように働くのか説明してください。"),
        ("ko", "물의 순환이 어떻게 작동하는지 설명해 주세요."),
        ("th", "ช่วยอธิบายให้ฉันฟังหน่อยว่าวัฏจักรของน้ำทำงานอย่างไร"),
        ("ka", "გთხოვთ ამიხსნათ როგორ მუშაობს წყლის ციკლი"),
    ]);

    [Theory]
    [MemberData(nameof(Sentences))]
    public void A_sentence_is_told_by_its_small_words_or_its_script(string language, string text) => Assert.Equal(language, LanguageGuess.Of(text).Language);

    [Theory]
    [InlineData("ok")]
    [InlineData("npm install --save-dev typescript")]
    [InlineData("12.03.2026 14:00 4111 1111")]
    [InlineData("for (int i = 0; i < n; i++) { total += items[i]; }")]
    [InlineData("Schmidt, Dubois, García, Rossi")]
    [InlineData("")]
    public void What_says_too_little_is_not_guessed(string text) => Assert.Null(LanguageGuess.Of(text).Language);

    [Fact]
    public void Lines_of_code_do_not_count() =>
        Assert.Equal("de", LanguageGuess.Of("Warum ist das Ergebnis immer null?\nif (a == b && c != d) { return this.from(\"the\", \"of\"); }\nfor (const x of y) { if (x.is(\"a\")) { z.to(x); } }").Language);

    [Fact]
    public void The_detector_finds_other_languages_than_the_allowed_ones()
    {
        Classifier classifier = Build("en", "de").Classifier!;
        Assert.Equal(0, Count(classifier, "Bitte erkläre mir, wie das mit dem Wasser ist und warum es regnet."));
        Assert.Equal(1, Count(classifier, "Explique-moi pourquoi il pleut et comment les nuages sont faits."));
        Assert.Equal(1, Count(classifier, "Объясни мне, почему идёт дождь."));
        Assert.Equal(0, Count(classifier, "??? 123"));
    }

    [Fact]
    public void Languages_that_nobody_knows_are_refused_with_those_that_are_known()
    {
        List<ConfigurationError> errors = [];
        DetectorOptions options = new() { Languages = new LanguagesOptions() };
        options.Languages.Allow.AddRange(["en", "klingon"]);
        Assert.Null(OwnJudges.Build("ours", "Sluice:Detectors:ours", options, errors));
        Assert.Contains(errors, e => e.Message.Contains("klingon", StringComparison.Ordinal) && e.Message.Contains("zh", StringComparison.Ordinal));
        errors.Clear();
        Assert.Null(OwnJudges.Build("ours", "Sluice:Detectors:ours", new DetectorOptions { Languages = new LanguagesOptions() }, errors));
        Assert.Single(errors);
    }

    [Fact]
    public void Text_in_an_allowed_language_allocates_nothing() =>
        Assert.Equal(0, Judged.Allocated(Build("en").Classifier!, string.Concat(Enumerable.Repeat("The meeting moves to Tuesday; please bring your notes. ", 80))));

    private static Detector Build(params string[] allowed)
    {
        List<ConfigurationError> errors = [];
        DetectorOptions options = new() { Languages = new LanguagesOptions() };
        options.Languages.Allow.AddRange(allowed);
        Detector? detector = OwnJudges.Build("ours", "Sluice:Detectors:ours", options, errors);
        Assert.Empty(errors);
        return detector!;
    }

    private static int Count(Classifier classifier, string text)
    {
        FindingList findings = new();
        classifier.Judge(new JudgedText { Text = text, Direction = Direction.Request, Scope = ContentScope.User, Volume = text.Length }, findings);
        return findings.Count;
    }
}
