namespace Sluice.Inspection.Detection.Grounding;

/// <summary>What one sentence states that its sources do not.</summary>
internal struct SentenceFacts
{
    /// <summary>Words shorter than this say nothing of a subject.</summary>
    private const int ShortestWord = 4;

    /// <summary>Numbers below this count things that are at hand, where they have no unit.</summary>
    private const int Countable = 10;

    /// <summary>So many words with a capital, and more than half of all: these are nouns, or a heading.</summary>
    private const int ManyCapitals = 4;

    private static readonly string[] Units =
        ["percent", "euro", "euros", "dollar", "dollars", "pound", "pounds", "prozent", "eur", "usd", "gbp", "km", "kg", "kilometers", "kilometres", "miles", "meters", "metres", "tons", "tonnes", "hours", "days", "weeks",
         "months", "years", "million", "billion", "visitors", "people", "employees"];

    /// <summary>Numbers that no source has.</summary>
    public int Numbers { get; private set; }

    /// <summary>Of these, the ones that nobody rounds: amounts, percentages, years, what has decimals.</summary>
    public int ExactNumbers { get; private set; }

    /// <summary>Names that no source has.</summary>
    public int Names { get; private set; }

    /// <summary>Words that say something.</summary>
    public int Words { get; private set; }

    /// <summary>Of these, the ones that sources have too.</summary>
    public int KnownWords { get; private set; }

    public static SentenceFacts Of(ReadOnlySpan<char> sentence, SourceIndex sources)
    {
        SentenceFacts facts = default;
        int capitals = 0;
        bool inName = false;
        FactReader reader = new(sentence);
        while (reader.Next())
        {
            if (reader.IsNumber)
            {
                facts.Number(sentence, reader, sources);
                inName = false;
                continue;
            }

            bool known = sources.Knows(reader.Word);
            if (reader.Word.Length >= ShortestWord)
            {
                facts.Words++;
                facts.KnownWords += known ? 1 : 0;
            }

            bool capital = char.IsUpper(reader.Word[0]) && reader.Word.Length > 2 && !reader.Opens;
            capitals += capital ? 1 : 0;
            bool name = capital && !known && NumberText.OfWord(reader.Word) < 0;
            facts.Names += name && !inName ? 1 : 0; // several words are one name
            inName = name;
        }

        // Where nouns have capitals, as in German and in headings, capitals say nothing.
        if (capitals >= ManyCapitals && capitals * 2 > facts.Words)
            facts.Names = 0;
        return facts;
    }

    private void Number(ReadOnlySpan<char> sentence, in FactReader reader, SourceIndex sources)
    {
        int end = reader.Start + reader.Word.Length;
        ReadOnlySpan<char> behind = sentence[end..].TrimStart(' ');
        bool item = reader.Opens && end < sentence.Length && sentence[end] is '.' or ')';
        ReadOnlySpan<char> next = behind[..WordLength(behind)];
        NumberText.Read(reader.Word, out double divided, out double grouped);
        if (item || double.IsNaN(grouped) || sources.Knows(divided, grouped, NumberText.FactorOf(next)))
            return;
        bool unit = (behind.Length > 0 && behind[0] is '%' or '\u20AC' or '$' or '\u00A3') || (reader.Start > 0 && sentence[reader.Start - 1] is '\u20AC' or '$' or '\u00A3');
        foreach (string one in Units)
            unit |= next.Equals(one, StringComparison.OrdinalIgnoreCase);
        if (grouped < Countable && !unit)
            return;
        Numbers++;
        ExactNumbers += unit || grouped >= 100 || reader.Word.ContainsAny('.', ',') ? 1 : 0;
    }

    private static int WordLength(ReadOnlySpan<char> text)
    {
        int length = 0;
        while (length < text.Length && char.IsLetter(text[length]))
            length++;
        return length;
    }
}
