namespace Sluice.Inspection.Detection.Lexicons;

/// <summary>Classes of words that mean something where they stand together.</summary>
/// <param name="Label">What it means: an index that its owner knows.</param>
/// <param name="Rate">The rate of honest texts of 4,096 units that have it, as measured or estimated on the safe side.</param>
/// <param name="Within">Words from the first to the last.</param>
/// <param name="Ordered">They stand in the order of <paramref name="Groups"/>.</param>
/// <param name="Groups">Of each group one class.</param>
/// <param name="Without">Classes that the sentence must not have.</param>
internal sealed record Frame(int Label, double Rate, int Within, bool Ordered, ulong[] Groups, ulong Without)
{
    /// <summary>All classes that it asks for.</summary>
    public ulong Asked { get; } = Groups.Aggregate(0UL, (all, group) => all | group);

    /// <summary>
    /// Reads one line: <c>label rate within: class class|class !class</c>, with <c>&gt;</c> in the place of the colon where the order counts.
    /// Throws <see cref="FormatException"/> for a line that is none.
    /// </summary>
    public static Frame Parse(string line, ClassLexicon lexicon, IReadOnlyList<string> labels)
    {
        var colon = line.AsSpan().IndexOfAny(':', '>');
        var head = colon < 0 ? [] : line[..colon].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (head.Length != 3 || !double.TryParse(head[1], out var rate) || !int.TryParse(head[2], out var within))
            throw new FormatException($"\"{line}\" is no frame.");
        var label = labels.ToList().IndexOf(head[0]);
        if (label < 0)
            throw new FormatException($"There is no label {head[0]}.");

        List<ulong> groups = [];
        ulong without = 0;
        foreach (var part in line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var mask = part.TrimStart('!').Split('|').Aggregate(0UL, (all, name) => all | lexicon.MaskOf(name));
            if (part[0] == '!')
                without |= mask;
            else
                groups.Add(mask);
        }

        return groups.Count > 0 ? new Frame(label, rate, within, line[colon] == '>', [.. groups], without) : throw new FormatException($"\"{line}\" asks for nothing.");
    }
}
