using Sluice.Inspection.Detection.Judging;

namespace Sluice.Inspection.Detection.Grounding;

/// <summary>What a request says, word by word and number by number: what its answer may state without inventing it. Made once for an exchange, when its answer is judged.</summary>
internal sealed class SourceIndex
{
    /// <summary>Fewest units of documents and tool results that an answer can be held against.</summary>
    private const int LeastSources = 40;

    private const int LongestWord = 64;

    private readonly HashSet<string> _words = new(StringComparer.Ordinal);
    private readonly HashSet<double> _numbers = [];

    public SourceIndex(Conversation conversation)
    {
        int units = 0;
        foreach (ConversationText text in conversation.Texts)
        {
            if (text.Direction != Direction.Request)
                continue;
            if (text.Scope is ContentScope.Document or ContentScope.ToolResult)
                units += text.Text.Length;
            Add(text.Text);
        }

        // Of a conversation that was too long the beginning is not known: nothing can be said of what an answer takes from there.
        IsEmpty = units < LeastSources || conversation.Truncated;
    }

    /// <summary>The request brought nothing that an answer could rest on.</summary>
    public bool IsEmpty { get; }

    public bool Knows(ReadOnlySpan<char> word)
    {
        ReadOnlySpan<char> stem = FactReader.Stem(word, stackalloc char[LongestWord]);
        return _words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(stem);
    }

    public bool Knows(double divided, double grouped, double factor) =>
        _numbers.Contains(divided) || _numbers.Contains(grouped) || (factor > 1 && (_numbers.Contains(divided * factor) || _numbers.Contains(grouped * factor)));

    private void Add(string text)
    {
        FactReader reader = new(text);
        double last = double.NaN;
        Span<char> room = stackalloc char[LongestWord];
        while (reader.Next())
        {
            if (reader.IsNumber)
            {
                NumberText.Read(reader.Word, out double divided, out double grouped);
                _numbers.Add(divided);
                _numbers.Add(grouped);
                last = divided;
                if (NumberText.MonthOf(divided) is { } month)
                    _words.Add(FactReader.Stem(month, room).ToString()); // 2024-03-12 is in March
                continue;
            }

            if (NumberText.FactorOf(reader.Word) is > 1 and var factor && !double.IsNaN(last))
                _numbers.Add(last * factor);
            if (NumberText.OfWord(reader.Word) is >= 0 and var number)
                _numbers.Add(number);
            last = double.NaN;
            _words.GetAlternateLookup<ReadOnlySpan<char>>().Add(FactReader.Stem(reader.Word, room));
        }
    }
}
