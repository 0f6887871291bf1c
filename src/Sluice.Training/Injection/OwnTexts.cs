namespace Sluice.Training.Injection;

/// <summary>Writes the project's own rows from the grammar: attacks of each family and language, honest texts that use their words, and data with and without something planted.</summary>
internal sealed class OwnTexts
{
    private static readonly string[] AttackRules = ["override", "leak", "forced", "authority", "split", "fewshot", "forged", "exec", "extract", "rag"];
    private static readonly int[] AttackRows = [2600, 3600, 2200, 900, 300, 250, 1200, 1700, 600, 500];
    private static readonly string[] HonestRules =
    [
        "daily", "roleplay", "aboutprompts", "sysadmin", "gamer", "writing", "identity", "security", "kind", "dialogue", "instructed", "stringwork", "aiproduct", "fictiontwin",
        "workshop", "codequestion", "brief", "followup",
        "everyday", "notice", "document",
    ];
    private static readonly int[] HonestRows = [2200, 1800, 1500, 1600, 400, 700, 600, 400, 150, 800, 1400, 1500, 1300, 900, 1800, 1500, 900, 1000, 2200, 1500, 3000];

    /// <summary>Of the honest rules those that read as data, too: they tell a machine nothing to do.</summary>
    private static readonly string[] DataRules = ["dialogue", "codequestion", "brief", "fictiontwin", "security", "identity", "gamer", "aiproduct", "kind", "everyday", "notice", "document"];

    private readonly Phrases _phrases = Phrases.Embedded();
    private readonly Random _random;
    private readonly int _folds;

    /// <param name="seed">The same seed gives the same rows.</param>
    /// <param name="folds">Templates are dealt to this many folds, so that a template is never both learnt from and evaluated on.</param>
    public OwnTexts(int seed, int folds)
    {
        _random = new Random(seed);
        _folds = folds;
        _phrases.Set("payloadhere", "{line}");
    }

    public IEnumerable<TrainingRow> Rows() =>
        [.. Attacks(), .. Jailbreaks(), .. Planted(), .. Honest(), .. Data(), .. Languages(), .. Transcripts(), .. Encoded()];

    private IEnumerable<TrainingRow> Attacks()
    {
        for (var i = 0; i < AttackRules.Length; i++)
        {
            foreach (var row in Each(AttackRules[i], "own_" + AttackRules[i], AttackRows[i], new HeadLabels(1, 0, AttackRules[i] is "exec" or "extract" ? (sbyte)0 : (sbyte)1)))
                yield return row with { Text = InContext(row.Text) };
        }
    }

    private IEnumerable<TrainingRow> Jailbreaks() => Each("jailbreak", "own_jailbreak", 3000, new HeadLabels(0, 1));

    private TrainingRow[] Planted()
    {
        _phrases.Set("payloadhere", "{indirect}", "{indirect}", "{fact} {indirect}", "{indirect} {fact}");
        TrainingRow[] rows = [.. Each("json", "own_indirect", 4000, new HeadLabels(0, 0, 1)), .. Each("wrapped", "own_wrapped", 1200, new HeadLabels(0, 0, 1))];
        _phrases.Set("payloadhere", "{commandrow}", "{commandrow}", "{commandrow}", "{fact} {commandrow}");
        rows = [.. rows, .. Each("record", "own_commands", 3000, new HeadLabels(0, 0, 1)), .. Each("json", "own_commands", 800, new HeadLabels(0, 0, 1))];
        _phrases.Set("payloadhere", "{line}");
        return [.. rows.Select(r => r with { Channel = "tool" })];
    }

    private IEnumerable<TrainingRow> Honest()
    {
        for (var i = 0; i < HonestRules.Length; i++)
        {
            foreach (var row in Each(HonestRules[i], "own_" + HonestRules[i], HonestRows[i], new HeadLabels(-1, -1, DataRules.Contains(HonestRules[i], StringComparer.Ordinal) ? (sbyte)-1 : (sbyte)0)))
                yield return row;
        }
    }

    private IEnumerable<TrainingRow> Data()
    {
        foreach (string rule in (string[])["json", "guide", "code", "log"])
        {
            foreach (var row in Each(rule, "own_" + rule, string.Equals(rule, "json", StringComparison.Ordinal) ? 2400 : 500, new HeadLabels(-1, -1, -1)))
                yield return row with { Channel = "tool" };
        }

        // What people ask each other stands in the same records as what is planted.
        _phrases.Set("payloadhere", "{colleague}", "{colleague}", "{line}", "{colleague} {line}");
        TrainingRow[] asked = [.. Each("record", "own_record", 3000, new HeadLabels(-1, -1, -1)), .. Each("json", "own_record", 1000, new HeadLabels(-1, -1, -1))];
        _phrases.Set("payloadhere", "{line}");
        foreach (var row in asked)
            yield return row with { Channel = "tool" };
    }

    private IEnumerable<TrainingRow> Languages()
    {
        foreach (string rule in _phrases.RulesEnding("_attack"))
        {
            foreach (var row in Each(rule, "own_other_languages", 240, new HeadLabels(1)))
                yield return row;
        }

        foreach (string rule in _phrases.RulesEnding("_jailbreak"))
        {
            foreach (var row in Each(rule, "own_other_jailbreaks", 60, new HeadLabels(0, 1)))
                yield return row;
        }

        foreach (string rule in _phrases.RulesEnding("_benign"))
        {
            foreach (var row in Each(rule, "own_other_honest", 180, new HeadLabels(-1, -1)))
                yield return row;
        }
    }

    /// <summary>Requests of coding agents: code, logs, guides, listings and short remarks of the user, up to some ten thousand units.</summary>
    private IEnumerable<TrainingRow> Transcripts()
    {
        string[] rules = ["code", "log", "guide", "sysadmin", "program", "log", "json", "fact", "codequestion", "dialogue", "brief", "program"];
        for (var i = 0; i < 400; i++)
        {
            var parts = _random.Next(8, 50);
            string text = string.Join("\n\n", Enumerable.Range(0, parts).Select(_ => _phrases.Write(rules[_random.Next(rules.Length)], _random)));
            yield return new TrainingRow(text, "own_transcripts", i % _folds, new HeadLabels(-1, -1, -1), 1, "tool");
        }
    }

    /// <summary>Honest texts that are written otherwise: an encoding is no attack, what it holds may be one.</summary>
    private IEnumerable<TrainingRow> Encoded()
    {
        string[] rules = ["daily", "line", "roleplay", "sysadmin", "stringwork", "writing", "identity", "instructed", "security", "fictiontwin", "fact", "aiproduct", "colleague"];
        for (var i = 0; i < 3000; i++)
        {
            string honest = _phrases.Write(rules[_random.Next(rules.Length)], _random);
            string written = i % 5 < 3 ? Disguise.Leet(honest, _random) : Disguise.Apply(honest, i / 5);
            yield return new TrainingRow(i % 5 < 2 ? written : InContext(written), "own_encoded", i % _folds, new HeadLabels(-1, -1, -1), 0.5f);
        }
    }

    /// <summary>Rows of a rule, evenly over its templates; each template belongs to one fold.</summary>
    private IEnumerable<TrainingRow> Each(string rule, string source, int count, HeadLabels labels)
    {
        var alternatives = _phrases.Alternatives(rule);
        for (var i = 0; i < count; i++)
        {
            var alternative = i % alternatives;
            yield return new TrainingRow(_phrases.Write(rule, alternative, _random), source, alternative % _folds, labels, 0.5f);
        }
    }

    /// <summary>Some texts stand alone, others before or behind something honest.</summary>
    private string InContext(string text) => _random.Next(8) switch
    {
        0 => _phrases.Write("benign", _random) + " " + text,
        1 => _phrases.Write("line", _random) + "\n\n" + text,
        2 => text + "\n" + _phrases.Write("line", _random),
        3 => _phrases.Write("line", _random) + " " + text + " " + _phrases.Write("line", _random),
        _ => text,
    };
}
