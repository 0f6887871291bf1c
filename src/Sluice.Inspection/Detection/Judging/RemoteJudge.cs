namespace Sluice.Inspection.Detection.Judging;

/// <summary>
/// A judge that is asked over a network, which this room does not do: it only knows what is to be asked. The answers come through <see cref="RemoteVerdicts"/>, and a text that has none
/// yet is told there as awaited.
/// </summary>
public sealed class RemoteJudge : Classifier
{
    private readonly string[][] _categories;

    /// <param name="name">The detector's name.</param>
    /// <param name="categories">For each label the words that the judge itself has for it; the last label is what has none of them. Empty: one label for everything.</param>
    internal RemoteJudge(string name, string[][] categories)
    {
        Name = name;
        _categories = categories;
    }

    public override string Name { get; }

    public override int Labels => _categories.Length + 1;

    /// <summary>The words that the judge has for what the user named; empty where it is to look for everything.</summary>
    public IEnumerable<string> Categories => _categories.SelectMany(c => c);

    /// <summary>The label of what the judge calls <paramref name="category"/>.</summary>
    public int LabelOf(ReadOnlySpan<char> category)
    {
        for (int i = 0; i < _categories.Length; i++)
        {
            foreach (string own in _categories[i])
            {
                if (category.Equals(own, StringComparison.OrdinalIgnoreCase))
                    return i;
            }
        }

        return _categories.Length;
    }

    /// <exception cref="InvalidOperationException">Always: whoever has verdicts looks there.</exception>
    public override void Judge(in JudgedText text, FindingList findings) => throw new InvalidOperationException("A remote judge is not asked here.");
}
