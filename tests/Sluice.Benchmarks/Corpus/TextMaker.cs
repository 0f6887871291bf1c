using System.Globalization;
using System.Text;

namespace Sluice.Benchmarks.Corpus;

/// <summary>
/// Makes texts that look like what passes through the gate: prose, code, JSON. The same seed always makes the same text. Nothing in them is a secret; numbers, dates,
/// addresses of documentation and hashes are in them because real texts have them, and because rules begin to match there.
/// </summary>
internal sealed class TextMaker(int seed)
{
    private readonly Random _random = new(seed);

    public string Prose(int length) => Repeat(length, Paragraph);

    public string Code(int length) => Repeat(length, Function);

    public string Json(int length) => Repeat(length, Record);

    /// <summary>Half prose, a quarter code, a quarter JSON, in stretches of some thousand characters.</summary>
    public string Mixed(int length) => Repeat(length, text => text.Append(_random.Next(4) switch
    {
        0 => Code(3_000),
        1 => Json(3_000),
        _ => Prose(3_000),
    }));

    private static string Repeat(int length, Action<StringBuilder> part)
    {
        var text = new StringBuilder(length + 4_096);
        while (text.Length < length)
            part(text);
        return text.ToString(0, length);
    }

    private void Paragraph(StringBuilder text)
    {
        int sentences = _random.Next(3, 8);
        for (int i = 0; i < sentences; i++)
            Sentence(text);
        text[^1] = '\n';
        text.Append('\n');
    }

    private void Sentence(StringBuilder text)
    {
        int start = text.Length;
        Clause(text);
        if (_random.Next(2) == 0)
        {
            text.Append(_random.Next(3) == 0 ? ", " : " ").Append(Pick(Vocabulary.Links)).Append(' ');
            Clause(text);
        }

        text[start] = char.ToUpperInvariant(text[start]);
        text.Append(_random.Next(12) switch { 0 => "? ", 1 => "! ", 2 => ": ", _ => ". " });
    }

    private void Clause(StringBuilder text)
    {
        switch (_random.Next(8))
        {
            case 0:
                text.Append(Pick(Vocabulary.Names)).Append(' ');
                break;
            case 1:
                text.Append("it ");
                break;
            default:
                text.Append(_random.Next(2) == 0 ? "the " : "a ").Append(Pick(Vocabulary.Adjectives)).Append(' ').Append(Pick(Vocabulary.Nouns)).Append(' ');
                break;
        }

        if (_random.Next(4) == 0)
            text.Append(Pick(Vocabulary.Adverbs)).Append(' ');
        text.Append(Pick(Vocabulary.Verbs)).Append(" the ").Append(Pick(Vocabulary.Nouns));
        switch (_random.Next(14))
        {
            case 0:
                text.Append(" on ").Append(_random.Next(1, 29)).Append(" March ").Append(_random.Next(1990, 2026));
                break;
            case 1:
                text.Append(" for ").Append(_random.Next(2, 4_000)).Append(" euros");
                break;
            case 2:
                text.Append(" (see \"").Append(Pick(Vocabulary.Nouns)).Append("\")");
                break;
            case 3:
                text.Append(" of ").Append(Pick(Vocabulary.Names)).Append("'s ").Append(Pick(Vocabulary.Nouns));
                break;
        }
    }

    private void Function(StringBuilder text)
    {
        string name = Pick(Vocabulary.Identifiers);
        text.Append("    public int ").Append(Title(Pick(Vocabulary.Verbs))).Append(Title(name)).Append("(string ").Append(name).Append(", int ").Append(Pick(Vocabulary.Identifiers)).Append(")\n    {\n");
        int lines = _random.Next(3, 9);
        for (int i = 0; i < lines; i++)
            Statement(text, name);
        text.Append("        return ").Append(name).Append(".Length;\n    }\n\n");
    }

    private void Statement(StringBuilder text, string name)
    {
        string other = Pick(Vocabulary.Identifiers);
        switch (_random.Next(7))
        {
            case 0:
                text.Append("        // The ").Append(Pick(Vocabulary.Nouns)).Append(' ').Append(Pick(Vocabulary.Verbs)).Append(" the ").Append(Pick(Vocabulary.Nouns)).Append(".\n");
                break;
            case 1:
                text.Append("        if (").Append(name).Append(" == null || ").Append(other).Append(" > ").Append(_random.Next(4_096)).Append(")\n            throw new ArgumentException(\"").Append(other).Append("\");\n");
                break;
            case 2:
                text.Append("        var ").Append(other).Append(" = await _client.GetAsync($\"https://docs.example.com/v1/").Append(other).Append("/{").Append(name).Append("}\");\n");
                break;
            case 3:
                text.Append("        for (int i = 0; i < ").Append(other).Append(".Count; i++)\n            _").Append(name).Append("[i] = ").Append(other).Append("[i] * ").Append(_random.Next(100)).Append(";\n");
                break;
            case 4:
                text.Append("        _logger.LogInformation(\"").Append(other).Append(" {Id} at {Time}\", ").Append(name).Append(".Id, 0x").Append(_random.Next().ToString("x8", CultureInfo.InvariantCulture)).Append(");\n");
                break;
            default:
                text.Append("        ").Append(other).Append(" += ").Append(name).Append('.').Append(Title(Pick(Vocabulary.Identifiers))).Append('(').Append(_random.Next(64)).Append(");\n");
                break;
        }
    }

    private void Record(StringBuilder text)
    {
        text.Append("{\"id\":").Append(_random.Next(100_000));
        text.Append(",\"name\":\"").Append(Pick(Vocabulary.Adjectives)).Append(' ').Append(Pick(Vocabulary.Nouns)).Append('"');
        text.Append(",\"created\":\"").Append(_random.Next(2015, 2026)).Append('-').Append(_random.Next(10, 13)).Append('-').Append(_random.Next(10, 28)).Append("T08:15:00Z\"");
        text.Append(",\"revision\":\"").Append(_random.NextInt64().ToString("x16", CultureInfo.InvariantCulture)).Append('"');
        text.Append(",\"price\":").Append(_random.Next(1, 900)).Append('.').Append(_random.Next(10, 99));
        text.Append(",\"tags\":[\"").Append(Pick(Vocabulary.Nouns)).Append("\",\"").Append(Pick(Vocabulary.Identifiers)).Append("\"],\"active\":true,\"parent\":null");
        text.Append(",\"note\":\"").Append(Pick(Vocabulary.Names)).Append(' ').Append(Pick(Vocabulary.Verbs)).Append(" the ").Append(Pick(Vocabulary.Nouns)).Append(".\"},\n");
    }

    private string Pick(string[] words) => words[_random.Next(words.Length)];

    private static string Title(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
